/* clean_private.h - the steps of the clean stage. Private to stages/clean*.c. */
#pragma once

#include "word.h"

struct Pix;
struct Boxa;

/* What the pieces of ink on a page are, by their boxes. */
typedef struct {
    guint pieces;   /* all of them */
    guint letters;  /* of letter size, with another such piece beside them */
    guint drawings; /* larger ones that are neither lines nor at the page's edge */
    int stroke_px;  /* usual width of a stroke; 0 without letters */
} InkCensus;

/* Counts the pieces of 1-bit ink with square pixels. What lies within `header`, where a fax machine
 * prints its line, does not count, nor do punch holes and streaks. */
InkCensus clean_census(struct Pix *ink, struct Boxa *pieces, const Box *header, int dpi);

/* Takes away dark masses that hang on the page's border: the scanner's lid, the shadow of a fold.
 * Tells whether there were any. */
gboolean clean_drop_edges(struct Pix *ink, int dpi);

/* The ink of streaks that run down the page as it was fed, or NULL when there are none; yours to
 * destroy. `level`: the ink was turned by a quarter since. */
struct Pix *clean_find_streaks(struct Pix *ink, gboolean level, int dpi);

/* Takes away salt-and-pepper noise: only when there is much of it, and only pieces that are far
 * smaller than a stroke, so never a full stop, decimal point, colon or minus. Tells how many. */
guint clean_drop_specks(struct Pix *ink, struct Boxa *pieces, const InkCensus *census);

/* The angle by which the lines fall to the right, in degrees (-10..10); 0 when it cannot be told.
 */
double clean_find_skew(struct Pix *ink);

/* A picture of `width` by `height` whose pixel (x, y) is the one of `grey` (8 bits) at
 * (m0 x + m1 y + m2, m3 x + m4 y + m5), between pixels by proportion, white outside; coordinates
 * are those of pixels' middles. NULL when memory fails. */
struct Pix *clean_resample(struct Pix *grey, const double m[6], int width, int height);
