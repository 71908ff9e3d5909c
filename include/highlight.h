/* highlight.h - which words of a page a query has found, to be marked on its picture. */
#pragma once

#include "search.h"

/* Indices (guint) into the page's words, ascending; empty when the page was found by its document
 * alone, or not at all. Fails as search_pages() does. */
GArray *search_highlight(Catalogue *catalogue, const char *query, const char *document,
                         const Page *page, GError **error);
