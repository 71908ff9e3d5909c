/* rows.h - the words of a page gathered to rows. Private to lines.c and rows.c. */
#pragma once

#include "page.h"

enum { ROW_NONE = G_MAXINT }; /* of a ruled line that stands by no word */

typedef struct {
    const Word *word;                /* lent */
    double left, right, top, bottom; /* straightened */
    guint row;                       /* from 0, top to bottom */
    gboolean rule;                   /* a ruled line, leaders or a speck */
} Place;

/* Height of a usual word, pixels; 1 for a page without words. */
double rows_usual_height(const Page *page);

/* Place of every word, by row and from left to right; words that the fax machine printed go to
 * `header` instead. Straightens by the recogniser's own lines. The array is yours. */
GArray *rows_of_page(const Page *page, double height, GString *header);

/* '.', '_', '-' and such, of which leaders and blanks to fill in are made. */
gboolean is_leader_sign(char c);

/* A ruled line, a row of dots, a speck: it parts, and carries no text. */
gboolean is_rule(const char *text);
