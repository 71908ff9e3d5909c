/* text_cut.c - cuts lines out of a page, each free of what stands around it.
 *
 * Does: sets the stretches of a row side by side on white, smooths them, remembers where each came
 *       from.
 * Reads: TextInk, TextLine. Does not: read the words. */
#include "text_cut.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>

enum {
    SMOOTH_PX = 1, /* either way: the ragged edges of a fax cost more words than sharpness gains */
};

enum { MARGIN_PX = 10 }; /* of white around a cut; Tesseract needs some */

/* In heights of a letter. Stretches are set side by side as close as reads best; in typewriter
 * print, whose spaces are as wide as its letters, figures of two cells would be read as one. */
static const double GAP = 0.6, TYPEWRITER_GAP = 1.1;
static const double SPACE_LEAST = 0.3, TYPEWRITER_SPACE = 0.7;
enum { SPACES_LEAST = 12 }; /* fewer do not tell what is usual on a page */

typedef struct {
    int start, end;       /* in the cut's image, across */
    int shift_x, shift_y; /* from the cut's image to the cleaned one */
} Span;

static int compare_int(gconstpointer one, gconstpointer other)
{
    return *(const int *)one - *(const int *)other;
}

static int compare_left(gconstpointer one, gconstpointer other)
{
    return ((const Box *)one)->x - ((const Box *)other)->x;
}

/* Medians over the pieces that are not small for their line. */
typedef struct {
    int height, bottom;
    guint count;
} Letters;

static Letters measure_letters(const TextLine *line)
{
    g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(int));
    g_autoptr(GArray) bottoms = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint i = 0; i < line->pieces->len; i++) {
        const Box *piece = &g_array_index(line->pieces, Box, i);
        int bottom = piece->y + piece->height;
        if (6 * piece->height <= line->box.height)
            continue;
        g_array_append_val(heights, piece->height);
        g_array_append_val(bottoms, bottom);
    }
    g_array_sort(heights, compare_int);
    g_array_sort(bottoms, compare_int);
    guint half = heights->len / 2;
    if (heights->len == 0)
        return (Letters){line->box.height, line->box.y + line->box.height, 0};
    return (Letters){g_array_index(heights, int, half), g_array_index(bottoms, int, half),
                     heights->len};
}

static int compare_double(gconstpointer one, gconstpointer other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

/* Adds the white between letters of the line that is wide enough to be a space; beside a dot or a
 * dash there is more of it than usual. */
static void add_spaces(GArray *spaces, const TextLine *line)
{
    int height = MAX(1, measure_letters(line).height), end = G_MAXINT / 2;
    g_autoptr(GArray) pieces = g_array_copy(line->pieces);
    g_array_sort(pieces, compare_left);
    for (guint i = 0; i < pieces->len; i++) {
        const Box *piece = &g_array_index(pieces, Box, i);
        double white = (double)(piece->x - end) / height;
        gboolean small = 2 * piece->height < height;
        if (white > SPACE_LEAST && !small)
            g_array_append_val(spaces, white);
        end = small ? G_MAXINT / 2 : piece->x + piece->width;
    }
}

double text_cut_find_gap(const GPtrArray *lines)
{
    g_autoptr(GArray) spaces = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < lines->len; i++)
        add_spaces(spaces, lines->pdata[i]);
    g_array_sort(spaces, compare_double);
    gboolean typewritten = spaces->len >= SPACES_LEAST &&
                           g_array_index(spaces, double, spaces->len / 2) > TYPEWRITER_SPACE;
    return typewritten ? TYPEWRITER_GAP : GAP;
}

static gboolean is_tall(const TextLine *line)
{
    Letters letters = measure_letters(line);
    return letters.count > 4 && 10 * line->box.height > 26 * letters.height;
}

static gboolean read_together(const TextLine *one, const TextLine *next)
{
    if (one->row != next->row || next->box.x < one->box.x + one->box.width || is_tall(one) ||
        is_tall(next))
        return FALSE;
    Letters a = measure_letters(one), b = measure_letters(next);
    int high = MAX(a.height, b.height), low = MIN(a.height, b.height);
    return 10 * low >= 6 * high && 10 * abs(a.bottom - b.bottom) <= 3 * high;
}

/* Where the lines from `first` up to `next` come to stand; returns the width needed. */
static int place_spans(TextCut *cut, const GPtrArray *lines, guint first, guint next, int top,
                       double widest)
{
    int x = MARGIN_PX, before = -1;
    for (guint i = first; i < next; i++) {
        const TextLine *line = lines->pdata[i];
        int gap = before < 0
                      ? 0
                      : MIN(line->box.x - before, (int)(widest * measure_letters(line).height));
        int border = x + gap / 2;
        if (before >= 0)
            g_array_append_val(cut->breaks, border);
        x += gap;
        Span span = {x, x + line->box.width, line->box.x - x, top - MARGIN_PX};
        g_array_append_val(cut->spans, span);
        x = span.end;
        before = line->box.x + line->box.width;
    }
    return x + MARGIN_PX;
}

/* The grey image where `mask` and its close surroundings are black, else white. */
static PIX *copy_grey(PIX *mask, const TextCut *cut, const TextInk *ink)
{
    int height = pixGetHeight(mask);
    PIX *grey = pixCreate(pixGetWidth(mask), height, 8);
    PIX *near = pixDilateBrick(NULL, mask, 5, 5), *image = grey ? pixCreateTemplate(grey) : NULL;
    if (grey && near && image) {
        pixSetAll(grey);
        pixSetAll(image);
        for (guint i = 0; i < cut->spans->len; i++) {
            const Span *span = &g_array_index(cut->spans, Span, i);
            pixRasterop(grey, span->start - 2, 0, span->end - span->start + 4, height, PIX_SRC,
                        ink->grey, span->start - 2 + span->shift_x, span->shift_y);
        }
        pixCombineMasked(image, grey, near);
    }
    pixDestroy(&near);
    pixDestroy(&grey);
    return image;
}

static void copy_pieces(TextCut *cut, const TextLine *line, const Span *span, const TextInk *ink)
{
    for (guint i = 0; i < line->pieces->len; i++) {
        const Box *from = &g_array_index(line->pieces, Box, i);
        Box to = {from->x - span->shift_x, from->y - span->shift_y, from->width, from->height};
        pixRasterop(cut->image, to.x, to.y, to.width, to.height, PIX_SRC | PIX_DST, ink->text,
                    from->x, from->y);
        g_array_append_val(cut->pieces, to);
    }
}

TextCut *text_cut_new(const GPtrArray *lines, guint first, guint *next, const TextInk *ink,
                      double widest)
{
    g_autoptr(TextCut) cut = g_new0(TextCut, 1);
    Box area = ((TextLine *)lines->pdata[first])->box;
    cut->breaks = g_array_new(FALSE, FALSE, sizeof(int));
    cut->pieces = g_array_new(FALSE, FALSE, sizeof(Box));
    cut->spans = g_array_new(FALSE, FALSE, sizeof(Span));
    cut->tall = is_tall(lines->pdata[first]);
    for (*next = first + 1;
         *next < lines->len && read_together(lines->pdata[*next - 1], lines->pdata[*next]); ++*next)
        area = box_join(area, ((TextLine *)lines->pdata[*next])->box);
    int width = place_spans(cut, lines, first, *next, area.y, widest);
    cut->image = pixCreate(width, area.height + 2 * MARGIN_PX, 1);
    if (!cut->image)
        return NULL;
    for (guint i = first; i < *next; i++)
        copy_pieces(cut, lines->pdata[i], &g_array_index(cut->spans, Span, i - first), ink);
    g_array_sort(cut->pieces, compare_left);
    PIX *grey = ink->grey ? copy_grey(cut->image, cut, ink) : pixConvertTo8(cut->image, 0);
    pixDestroy(&cut->image);
    if (grey && ink->enlarged)
        cut->image = pixClone(grey); /* as soft as it should be */
    else
        cut->image = grey ? pixBlockconv(grey, SMOOTH_PX, SMOOTH_PX) : NULL;
    pixDestroy(&grey);
    if (!cut->image)
        return NULL;
    pixSetResolution(cut->image, ink->dpi, ink->dpi);
    return g_steal_pointer(&cut);
}

void text_cut_free(TextCut *cut)
{
    if (!cut)
        return;
    pixDestroy(&cut->image);
    g_array_unref(cut->breaks);
    g_array_unref(cut->pieces);
    g_array_unref(cut->spans);
    g_free(cut);
}

Box text_cut_map(const TextCut *cut, Box box)
{
    const Span *at = &g_array_index(cut->spans, Span, 0);
    for (guint i = 1; i < cut->spans->len; i++) {
        const Span *span = &g_array_index(cut->spans, Span, i);
        if (box.x + box.width / 2 >= (at->end + span->start) / 2)
            at = span;
    }
    return (Box){box.x + at->shift_x, box.y + at->shift_y, box.width, box.height};
}
