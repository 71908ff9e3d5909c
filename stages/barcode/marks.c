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

enum { SHRUNK = 2, HEAL = 3 };

static int pixels_of(double inches, int dpi)
{
    return MAX(1, (int)lround(inches * dpi / SHRUNK));
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
        mark.box.x *= SHRUNK;
        mark.box.y *= SHRUNK;
        mark.box.width *= SHRUNK;
        mark.box.height *= SHRUNK;
        g_array_append_val(marks, mark);
    }
    boxaDestroy(&boxes);
    pixDestroy(&mask);
}

/* Blocks of strokes: first what is no stroke goes, then neighbours grow together, then lone rules
 * go. Specks of white in a bar are healed first. */
static void strokes_find(GArray *marks, PIX *ink, int dpi, MarkKind kind)
{
    gboolean upright = kind == MARK_UPRIGHT;
    int bar = pixels_of(BAR_LEAST, dpi), gap = pixels_of(GAP_MOST, dpi);
    int code = pixels_of(CODE_LEAST, dpi);
    PIX *mask =
        upright ? pixCloseSafeBrick(NULL, ink, 1, HEAL) : pixCloseSafeBrick(NULL, ink, HEAL, 1);
    if (mask)
        replace(&mask,
                upright ? pixOpenBrick(NULL, mask, 1, bar) : pixOpenBrick(NULL, mask, bar, 1));
    int empty = 1;
    if (mask && pixZero(mask, &empty) == 0 && !empty) {
        replace(&mask, upright ? pixCloseSafeBrick(NULL, mask, gap, 1)
                               : pixCloseSafeBrick(NULL, mask, 1, gap));
        if (mask)
            replace(&mask, upright ? pixOpenBrick(NULL, mask, code, bar)
                                   : pixOpenBrick(NULL, mask, bar, code));
        marks_add(marks, g_steal_pointer(&mask), kind);
    }
    pixDestroy(&mask);
}

static gboolean is_square(Box box, int dpi)
{
    double least = SQUARE_LEAST * dpi, most = SQUARE_MOST * dpi;
    double slant = fabs((double)box.width / box.height - 1);
    return box.width >= least && box.height >= least && box.width <= most && box.height <= most &&
           slant <= SQUARE_SLANT;
}

static void squares_find(GArray *marks, PIX *ink, int dpi, double gap_inches)
{
    int gap = pixels_of(gap_inches, dpi), side = pixels_of(SQUARE_LEAST, dpi) * 3 / 4;
    PIX *mask = pixCloseSafeBrick(NULL, ink, gap, gap);
    if (mask)
        replace(&mask, pixOpenBrick(NULL, mask, side, side));
    guint before = marks->len;
    marks_add(marks, mask, MARK_SQUARE);
    for (guint i = marks->len; i > before; i--)
        if (!is_square(g_array_index(marks, Mark, i - 1).box, dpi))
            g_array_remove_index(marks, i - 1);
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
    if (half) {
        strokes_find(marks, half, dpi, MARK_UPRIGHT);
        strokes_find(marks, half, dpi, MARK_LYING);
        for (guint i = 0; i < G_N_ELEMENTS(SQUARE_GAPS); i++)
            squares_find(marks, half, dpi, SQUARE_GAPS[i]);
    }
    pixDestroy(&half);
    g_array_sort(marks, by_size);
    g_array_set_size(marks, MIN(marks->len, MARKS_MOST));
    return marks;
}

/* --- profiles -------------------------------------------------------------------------------- */

static guint darkness(PIX *picture, int x, int y)
{
    l_uint32 value = 0;
    pixGetPixel(picture, x, y, &value);
    return pixGetDepth(picture) == 1 ? (value ? 255 : 0) : 255 - value;
}

GArray *mark_profile(PIX *picture, const Mark *mark, guint band, guint band_count)
{
    gboolean upright = mark->kind == MARK_UPRIGHT;
    const Box *box = &mark->box;
    int length = upright ? box->width : box->height, depth = upright ? box->height : box->width;
    int from = (int)(depth * band / band_count), to = (int)(depth * (band + 1) / band_count);
    GArray *profile = g_array_sized_new(FALSE, FALSE, 1, (guint)length);
    for (int at = 0; at < length; at++) {
        guint sum = 0;
        for (int across = from; across < to; across++)
            sum += upright ? darkness(picture, box->x + at, box->y + across)
                           : darkness(picture, box->x + across, box->y + at);
        guint8 paper = (guint8)(255 - sum / (guint)MAX(1, to - from));
        g_array_append_val(profile, paper);
    }
    return profile;
}
