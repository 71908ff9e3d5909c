/* page_picture.h - a page as the desk shows it: its picture, and boxes over what counts. */
#pragma once

#include "layout.h"

/* Something on a page that is to be seen. */
typedef struct {
    guint source_page;
    Box box;
    const char *kind; /* its class: "evidence", "field", "hit" */
    const char *name; /* what it is of: "mrn"; joins it with what tells of it elsewhere; NULL */
} PageMark;

/* The page, as large as there is room for, with those of the marks (PageMark) that are on it.
 * Without a picture (a transcript) its words are drawn. */
void page_picture_put(Html *html, const Document *document, const Page *page, const GArray *marks);

/* Buttons that make the pages larger and smaller, and what else can be done with a page; shown by
 * the script, which does it. */
void page_zoom_put(Html *html, const char *hint);

/* What stands in the box, cut out of a page that is on the same HTML page; `told` is read to who
 * cannot see it. Nothing where there is no box. */
void page_crop_put(Html *html, const Document *document, guint source_page, Box box,
                   const char *told);

/* The page as a small picture, that leads to `place`. */
void page_thumb_put(Html *html, const char *document, const Page *page, const char *place);
