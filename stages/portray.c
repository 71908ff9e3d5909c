/* portray.c - the stage that keeps what a page looks like from afar, to know it when it comes
 * again.
 *
 * Does: a bit for each cell of the cleaned image, without the line that a fax machine printed over
 * it. Reads: Page.clean, clean_scale, clean_map, words, dpi. Writes: Page.picture. Does not:
 * compare. */
#include "stage.h"

#include <leptonica/allheaders.h>
#include <math.h>

enum { MIDDLE = 128 };

static const double WIDE_INCHES = 8.5, HIGH_INCHES = 12;
/* The share of a cell from which it counts as inked: specks stay below it, thin print above. */
static const double INKED = 0.08;

/* The lower edge of the fax machine's line, in pixels of the page; 0 without one. */
static int header_end(const Page *page)
{
    int end = 0;
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        if ((word->flags & WORD_HEADER) != 0)
            end = MAX(end, word->box.y + word->box.height);
    }
    return end;
}

/* The ink's share of each cell, as a grey picture of PICTURE_COLUMNS by as many rows as the page
 * has of them. */
static PIX *cells_make(PIX *ink, int dpi)
{
    double across = WIDE_INCHES * dpi / PICTURE_COLUMNS, down = HIGH_INCHES * dpi / PICTURE_ROWS;
    int columns = MAX(1, (int)round(pixGetWidth(ink) / across));
    int rows = MAX(1, (int)round(pixGetHeight(ink) / down));
    PIX *quarter = pixScaleToGray4(ink);
    PIX *cells = quarter ? pixScaleToSize(quarter, MIN(columns, PICTURE_COLUMNS * 2), rows) : NULL;
    pixDestroy(&quarter);
    return cells;
}

static void picture_fill(Picture *picture, PIX *cells, int first_row)
{
    int columns = MIN(pixGetWidth(cells), PICTURE_COLUMNS);
    int rows = MIN(pixGetHeight(cells), PICTURE_ROWS);
    for (int row = first_row; row < rows; row++)
        for (int column = 0; column < columns; column++) {
            l_uint32 paper = 255;
            pixGetPixel(cells, column, row, &paper);
            if (255 - paper >= INKED * 255)
                picture->rows[row] |= 1ull << column;
        }
}

static gboolean portray_page(G_GNUC_UNUSED gpointer state, G_GNUC_UNUSED Source *source, Page *page,
                             G_GNUC_UNUSED GError **error)
{
    page->picture = (Picture){0};
    if (!page->clean)
        return TRUE;
    int dpi = (int)round(page->dpi * page->clean_scale);
    PIX *ink = pixGetDepth(page->clean) == 1 ? pixClone(page->clean)
                                             : pixThresholdToBinary(page->clean, MIDDLE);
    PIX *cells = ink ? cells_make(ink, dpi) : NULL;
    if (cells) {
        double row_px = (double)page->height_px / pixGetHeight(cells);
        picture_fill(&page->picture, cells, (int)ceil(header_end(page) / row_px));
    }
    pixDestroy(&cells);
    pixDestroy(&ink);
    return TRUE;
}

const Stage portray_stage = {
    .name = "portray",
    .version = 1,
    .needs = PART_CLEAN | PART_WORDS,
    .makes = PART_PICTURE,
    .page = portray_page,
};
