/* page_text.h - pages for tests, drawn up from lines of text. */
#pragma once

#include "page.h"

/* A content page of 200 dpi; the lines of `text` are parted by newlines. Every character has one
 * width and every line one height, and blanks keep their place, so that forms and tables can be
 * written as they look. Yours to free. */
Page *page_from_text(guint source_page, const char *text);
