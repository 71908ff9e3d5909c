/* page_words.h - what was read of a page, as text beside its picture. */
#pragma once

#include "page_picture.h"

/* The page's text in its lines and paragraphs; corrected and doubtful words are shown as such, and
 * those of `hits` (guint indices, ascending; NULL: none) marked. */
void page_words_put(Html *html, const Page *page, const GArray *hits);

/* The words that lie in the box for the most part, parted by spaces; yours. */
char *page_words_within(const Page *page, Box box);

/* Every correction of the document, with its reason and, for who may decide, the way to take it
 * back; nothing when there is none. */
void corrections_put(Html *html, const Request *request, const Document *document);
