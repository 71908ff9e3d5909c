/* picture.c - compares what pages look like from afar.
 *
 * Does not: look at images (stages/portray.c makes the hash), or decide that two pages are the
 * same. */
#include "picture.h"

enum {
    SHIFT_ROWS = 6, /* half an inch: a header may push a page down */
    SHIFT_COLUMNS = 3,
    COARSE_STEP = 3,  /* cells; what lies between is beside one of them */
    CELLS_LEAST = 60, /* fewer are a stamp or dirt on an empty page: alike by chance */
};

/* Of 88 copies of 22 pages, drawn by program and sent once more with noise, skew and a header, 85
 * are above; of 231 pairs of other pages one, two letters of one form. */
static const double ALIKE = 0.86;
/* Where only every third shift is tried: nearly all strangers are below. */
static const double COARSE_LEAST = 0.7;

static guint picture_cells(const Picture *picture)
{
    guint cells = 0;
    for (guint row = 0; row < PICTURE_ROWS; row++)
        cells += (guint)__builtin_popcountll(picture->rows[row]);
    return cells;
}

gboolean picture_is_known(const Picture *picture)
{
    return picture_cells(picture) > 0;
}

/* The inked cells and those beside them: where print may fall when it is scanned anew. */
static Picture picture_spread(const Picture *picture)
{
    Picture spread;
    for (int row = 0; row < PICTURE_ROWS; row++) {
        guint64 cells = picture->rows[row];
        if (row > 0)
            cells |= picture->rows[row - 1];
        if (row + 1 < PICTURE_ROWS)
            cells |= picture->rows[row + 1];
        spread.rows[row] = cells | cells << 1 | cells >> 1;
    }
    return spread;
}

/* Cells that both have when `other` is moved. */
static guint cells_common(const Picture *one, const Picture *other, int right, int down)
{
    guint cells = 0;
    for (int row = MAX(0, down); row < MIN(PICTURE_ROWS, PICTURE_ROWS + down); row++) {
        guint64 moved = other->rows[row - down];
        moved = right >= 0 ? moved << right : moved >> -right;
        cells += (guint)__builtin_popcountll(one->rows[row] & moved);
    }
    return cells;
}

static double likeness_find(const Picture *one, const Picture *other, int step)
{
    const Picture one_spread = picture_spread(one), other_spread = picture_spread(other);
    double cells = picture_cells(one), other_cells = picture_cells(other), best = 0;
    if (cells == 0 || other_cells == 0)
        return 0;
    for (int down = -SHIFT_ROWS; down <= SHIFT_ROWS; down += step)
        for (int right = -SHIFT_COLUMNS; right <= SHIFT_COLUMNS; right += step) {
            double ours = cells_common(one, &other_spread, right, down) / cells;
            double theirs = cells_common(&one_spread, other, right, down) / other_cells;
            best = MAX(best, MIN(ours, theirs));
        }
    return best;
}

double picture_likeness(const Picture *one, const Picture *other)
{
    return likeness_find(one, other, 1);
}

gboolean pictures_alike(const Picture *one, const Picture *other)
{
    return MIN(picture_cells(one), picture_cells(other)) >= CELLS_LEAST &&
           likeness_find(one, other, COARSE_STEP) >= COARSE_LEAST &&
           likeness_find(one, other, 1) >= ALIKE;
}
