/* glyphs.h - which way a page's letters stand, from their boxes alone. Private to stages/. */
#pragma once

struct Pix;

typedef struct {
    int rotation;   /* degrees clockwise by which the ink must be turned to stand upright */
    double side;    /* how clearly lines run across rather than down: standard deviations, >= 0 */
    double upright; /* how clearly that way up rather than turned by 180: the same */
} GlyphVote;

/* Looks at pairs of neighbouring letters. Lines run the way in which neighbours are closest. In
 * Latin print letters stand on a common line and differ in height (b, d, h, k, l, t, capitals,
 * digits) far more often than they hang from one and differ in depth (g, j, p, q, y): so the side
 * on which neighbours agree while they differ on the other is the foot. `ink` is 1 bit with its
 * resolution set; it may be skewed by some degrees. All zero when there are no letters. */
GlyphVote glyphs_vote(struct Pix *ink, double x_dpi, double y_dpi);
