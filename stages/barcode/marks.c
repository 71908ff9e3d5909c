/* marks.c - finds where a page may hold codes, by morphology on its ink at half resolution.
 *
 * Does: blocks of parallel strokes that are longer than any letter, and squares of dense ink.
 * Does not: decode. After Bloomberg, Multiresolution morphological approach to document image
 * analysis, ICDAR 1991. */
#include "seek.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* Inches. Letters have no strokes as long as a bar; the widest gap within a code is that of patch
 * codes; a code is wide enough for some characters. */
static const double BAR_LEAST = 0.14, GAP_MOST = 0.11, CODE_LEAST = 0.3;
static const double SQUARE_LEAST = 0.35, SQUARE_MOST = 2.2, SQUARE_SLANT = 0.3;
/* Small squares stand close to print, large ones have wide gaps themselves. */
static const double SQUARE_GAPS[] = {0.05, 0.13};

/* The share of ink in a code; print has less, a black bar with white letters more. */
static const double FILL_LEAST = 0.25, FILL_MOST = 0.8;

/* Strokes are told from letters at half resolution, what they make up at a quarter. */
enum { HALF = 2, QUARTER = 4, HEAL = 3 };

static int pixels_of(double inches, int dpi, int shrunk)
{
    return MAX(1, (int)lround(inches * dpi / shrunk));
}

static void replace(PIX **pix, PIX *by)
{
    pixDestroy(pix);
    *pix = by;
}

/* Adds what is left of the mask as marks, in pixels of the whole picture. Takes the mask. */
static void marks_add(GArray *marks, PIX *mask, MarkKind kind)
{
    BOXA *boxes = mask ? pixConnCompBB(mask, 8) : NULL;
    for (int i = 0; i < boxaGetCount(boxes); i++) {
        Mark mark = {.kind = kind};
        boxaGetBoxGeometry(boxes, i, &mark.box.x, &mark.box.y, &mark.box.width, &mark.box.height);
        mark.box.x *= QUARTER;
        mark.box.y *= QUARTER;
        mark.box.width *= QUARTER;
        mark.box.height *= QUARTER;
        g_array_append_val(marks, mark);
    }
    boxaDestroy(&boxes);
    pixDestroy(&mask);
}

/* Blocks of strokes: first what is no stroke goes, then neighbours grow together, then lone rules
 * go. Specks of white in a bar are healed first. */
static void strokes_find(GArray *marks, PIX *half, int dpi, MarkKind kind)
{
    gboolean upright = kind == MARK_UPRIGHT;
    int stroke = pixels_of(BAR_LEAST, dpi, HALF), bar = pixels_of(BAR_LEAST, dpi, QUARTER);
    int gap = pixels_of(GAP_MOST, dpi, QUARTER), code = pixels_of(CODE_LEAST, dpi, QUARTER);
    PIX *mask =
        upright ? pixCloseSafeBrick(NULL, half, 1, HEAL) : pixCloseSafeBrick(NULL, half, HEAL, 1);
    if (mask)
        replace(&mask, upright ? pixOpenCompBrick(NULL, mask, 1, stroke)
                               : pixOpenCompBrick(NULL, mask, stroke, 1));
    if (mask)
        replace(&mask, pixReduceRankBinary2(mask, 1, NULL));
    if (mask)
        replace(&mask, upright ? pixCloseSafeBrick(NULL, mask, gap, 1)
                               : pixCloseSafeBrick(NULL, mask, 1, gap));
    if (mask)
        replace(&mask, upright ? pixOpenBrick(NULL, mask, code, bar)
                               : pixOpenBrick(NULL, mask, bar, code));
    marks_add(marks, mask, kind);
}

static gboolean is_square(Box box, int dpi)
{
    double least = SQUARE_LEAST * dpi, most = SQUARE_MOST * dpi;
    double slant = fabs((double)box.width / box.height - 1);
    return box.width >= least && box.height >= least && box.width <= most && box.height <= most &&
           slant <= SQUARE_SLANT;
}

static void squares_find(GArray *marks, PIX *quarter, int dpi, double gap_inches)
{
    int gap = pixels_of(gap_inches, dpi, QUARTER);
    int side = pixels_of(SQUARE_LEAST, dpi, QUARTER) * 3 / 4;
    PIX *mask = pixCloseSafeBrick(NULL, quarter, gap, gap);
    if (mask)
        replace(&mask, pixOpenBrick(NULL, mask, side, side));
    guint before = marks->len;
    marks_add(marks, mask, MARK_SQUARE);
    for (guint i = marks->len; i > before; i--)
        if (!is_square(g_array_index(marks, Mark, i - 1).box, dpi))
            g_array_remove_index(marks, i - 1);
}

static gboolean is_filled(PIX *ink, const Box *area)
{
    BOX *box = boxCreate(area->x, area->y, area->width, area->height);
    PIX *cut = pixClipRectangle(ink, box, NULL);
    float share = 0;
    if (cut)
        pixForegroundFraction(cut, &share);
    boxDestroy(&box);
    pixDestroy(&cut);
    return share >= FILL_LEAST && share <= FILL_MOST;
}

static int by_size(gconstpointer one, gconstpointer other)
{
    const Box *a = &((const Mark *)one)->box, *b = &((const Mark *)other)->box;
    gint64 area = (gint64)a->width * a->height, other_area = (gint64)b->width * b->height;
    return (other_area > area) - (other_area < area);
}

GArray *marks_find(PIX *ink, int dpi)
{
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    PIX *half = pixReduceRankBinary2(ink, 2, NULL);
    PIX *quarter = half ? pixReduceRankBinary2(half, 1, NULL) : NULL;
    if (quarter) {
        strokes_find(marks, half, dpi, MARK_UPRIGHT);
        strokes_find(marks, half, dpi, MARK_LYING);
        for (guint i = 0; i < G_N_ELEMENTS(SQUARE_GAPS); i++)
            squares_find(marks, quarter, dpi, SQUARE_GAPS[i]);
    }
    pixDestroy(&quarter);
    pixDestroy(&half);
    for (guint i = marks->len; i > 0; i--)
        if (!is_filled(ink, &g_array_index(marks, Mark, i - 1).box))
            g_array_remove_index(marks, i - 1);
    g_array_sort(marks, by_size);
    g_array_set_size(marks, MIN(marks->len, MARKS_MOST));
    return marks;
}

/* --- profiles -------------------------------------------------------------------------------- */

GArray *mark_profile(PIX *picture, const Mark *mark, guint band, guint band_count)
{
    gboolean upright = mark->kind == MARK_UPRIGHT, bits = pixGetDepth(picture) == 1;
    const Box *box = &mark->box;
    guint length = (guint)(upright ? box->width : box->height);
    guint depth = (guint)(upright ? box->height : box->width);
    guint from = depth * band / band_count, to = depth * (band + 1) / band_count;
    int left = box->x + (upright ? 0 : (int)from), top = box->y + (upright ? (int)from : 0);
    int width = upright ? box->width : (int)(to - from);
    int height = upright ? (int)(to - from) : box->height;
    g_autofree guint *dark = g_new0(guint, length);
    for (int y = 0; y < height; y++) {
        const l_uint32 *line = pixGetData(picture) + (gsize)(top + y) * (gsize)pixGetWpl(picture);
        for (int x = 0; x < width; x++)
            dark[upright ? x : y] +=
                bits ? GET_DATA_BIT(line, left + x) * 255u : 255u - GET_DATA_BYTE(line, left + x);
    }
    GArray *profile = g_array_sized_new(FALSE, FALSE, 1, length);
    for (guint at = 0; at < length; at++) {
        guint8 paper = (guint8)(255 - dark[at] / MAX(1, to - from));
        g_array_append_val(profile, paper);
    }
    return profile;
}
