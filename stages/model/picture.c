/* picture.c - compares what pages look like from afar.
 *
 * Does not: look at images (stages/portray.c makes the hash), or decide that two pages are the
 * same. */
#include "picture.h"

enum {
    SHIFT_ROWS = 4, /* half an inch: a header may push a page down */
    SHIFT_COLUMNS = 3,
    CELLS_LEAST = 40, /* fewer are a stamp or dirt on an empty page: alike by chance */
};

static const double ALIKE = 0.85;

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

double picture_likeness(const Picture *one, const Picture *other)
{
    guint cells = picture_cells(one), other_cells = picture_cells(other), best = 0;
    if (cells == 0 || other_cells == 0)
        return 0;
    for (int down = -SHIFT_ROWS; down <= SHIFT_ROWS; down++)
        for (int right = -SHIFT_COLUMNS; right <= SHIFT_COLUMNS; right++)
            best = MAX(best, cells_common(one, other, right, down));
    return 2.0 * best / (cells + other_cells);
}

gboolean pictures_alike(const Picture *one, const Picture *other)
{
    guint cells = picture_cells(one), other_cells = picture_cells(other);
    guint fewer = MIN(cells, other_cells), sum = cells + other_cells;
    /* What one has more than the other cannot fit: most strangers are told by that alone. */
    return fewer >= CELLS_LEAST && 2.0 * fewer / sum >= ALIKE &&
           picture_likeness(one, other) >= ALIKE;
}
