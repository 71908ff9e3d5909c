/* page_words.h - what was read of a page, as text beside its picture. */
#pragma once

#include "page_picture.h"

/* Below a page's picture: its text in lines and paragraphs, folded away; corrected and doubtful
 * words are shown as such, and those of `hits` (guint indices, ascending; NULL: none) marked. Who
 * cannot see the picture reads it here. */
void page_read_put(Html *html, const Page *page, const GArray *hits);

/* The words that lie in the box for the most part, parted by spaces; yours. */
char *page_words_within(const Page *page, Box box);

/* Every correction of the document, with its reason and, for who may decide, the way to take it
 * back; nothing when there is none. */
void corrections_put(Html *html, const Request *request, const Document *document);
