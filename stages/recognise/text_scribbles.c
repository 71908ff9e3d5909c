/* text_scribbles.c - cuts what runs across several lines into slices, one for each.
 *
 * Does: tells a heading from a scribble, gives slices to lines, parts lines that were tied.
 * Reads: TextInk. Writes: TextLine. Does not: find lines. */
#include "text_scribbles.h"

#include <leptonica/allheaders.h>

enum {
    LETTERS_OF_A_LINE = 3, /* fewer pieces make no line worth a slice */
    DENSE_PERCENT = 12,    /* print covers more of its slice, an outline round it less */
};

gboolean text_scribbles_is_tall(const Box *piece, int letter)
{
    return 4 * piece->height > 9 * letter;
}

static gboolean is_tall(const TextLine *line, int letter)
{
    guint tall = 0;
    for (guint i = 0; i < line->pieces->len; i++)
        tall += text_scribbles_is_tall(&g_array_index(line->pieces, Box, i), letter);
    return 2 * tall >= line->pieces->len;
}

static gboolean lies_over(const Box *box, const TextLine *line)
{
    int top = MAX(box->y, line->box.y), left = MAX(box->x, line->box.x);
    int bottom = MIN(box->y + box->height, line->box.y + line->box.height);
    int right = MIN(box->x + box->width, line->box.x + line->box.width);
    return left < right && 2 * (bottom - top) >= line->box.height;
}

static gboolean is_dense(const Box *slice, const TextInk *ink)
{
    int black = 0;
    BOX *box = boxCreate(slice->x, slice->y, slice->width, slice->height);
    PIX *inside = pixClipRectangle(ink->text, box, NULL);
    if (inside)
        pixCountPixels(inside, &black, NULL);
    pixDestroy(&inside);
    boxDestroy(&box);
    return 100.0 * black > (double)DENSE_PERCENT * slice->width * slice->height;
}

static void share_piece(const Box *piece, GPtrArray *lines, const TextInk *ink, int letter)
{
    for (guint i = 0; i < lines->len; i++) {
        TextLine *line = lines->pdata[i];
        if (line->pieces->len < LETTERS_OF_A_LINE || !lies_over(piece, line))
            continue;
        int left = MAX(piece->x, line->box.x - 2 * letter), top = MAX(piece->y, line->box.y);
        int right = MIN(piece->x + piece->width, line->box.x + line->box.width + 2 * letter);
        int bottom = MIN(piece->y + piece->height, line->box.y + line->box.height);
        Box slice = {left, top, right - left, bottom - top};
        if (slice.width < 1 || slice.height < 1 || !is_dense(&slice, ink))
            continue;
        g_array_append_val(line->pieces, slice);
        line->box = box_join(line->box, slice);
    }
}

/* The pieces of lines that are scribbles; those lines are taken out. */
static GArray *take_scribbles(GPtrArray *lines, int letter)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Box));
    for (guint i = lines->len; i-- > 0;) {
        TextLine *line = lines->pdata[i];
        gboolean over = FALSE;
        if (!is_tall(line, letter))
            continue;
        for (guint j = 0; j < lines->len && !over; j++) {
            const TextLine *other = lines->pdata[j];
            over = j != i && other->pieces->len >= LETTERS_OF_A_LINE && !is_tall(other, letter) &&
                   lies_over(&line->box, other);
        }
        if (!over)
            continue;
        g_array_append_vals(pieces, line->pieces->data, line->pieces->len);
        g_ptr_array_remove_index_fast(lines, i);
    }
    return pieces;
}

void text_scribbles_share(GPtrArray *lines, const GArray *large, const TextInk *ink, int letter)
{
    g_autoptr(GArray) pieces = take_scribbles(lines, letter);
    g_array_append_vals(pieces, large->data, large->len);
    for (guint i = 0; i < pieces->len; i++)
        share_piece(&g_array_index(pieces, Box, i), lines, ink, letter);
}

/* How many letters stand at each height of the line; pieces of more than one line do not count. */
static guint *count_cover(const TextLine *line, int letter)
{
    guint *cover = g_new0(guint, line->box.height + 1);
    for (guint i = 0; i < line->pieces->len; i++) {
        const Box *piece = &g_array_index(line->pieces, Box, i);
        int top = piece->y - line->box.y;
        if (5 * piece->height > 9 * letter || 3 * piece->height < letter)
            continue;
        for (int y = top; y < top + piece->height; y++)
            cover[y]++;
    }
    return cover;
}

/* The bands in which letters stand: empty lines with only y and height, from the top. */
static GPtrArray *find_bands(const TextLine *line, int letter)
{
    GPtrArray *bands = g_ptr_array_new_with_free_func((GDestroyNotify)text_line_free);
    g_autofree guint *cover = count_cover(line, letter);
    guint most = 0;
    for (int y = 0; y < line->box.height; y++)
        most = MAX(most, cover[y]);
    for (int y = 0, start = -1; y <= line->box.height; y++) {
        gboolean inside = y < line->box.height && cover[y] > 0 && 4 * cover[y] >= most;
        if (inside && start < 0)
            start = y;
        if (inside || start < 0)
            continue;
        if (2 * (y - start) > letter) {
            TextLine *band = g_new0(TextLine, 1);
            band->pieces = g_array_new(FALSE, FALSE, sizeof(Box));
            band->box = (Box){0, line->box.y + start, 0, y - start};
            g_ptr_array_add(bands, band);
        }
        start = -1;
    }
    return bands;
}

/* Gives each piece to the band it stands in, or a slice to every band it runs across. */
static void fill_bands(const TextLine *line, GPtrArray *bands, int letter)
{
    for (guint i = 0; i < line->pieces->len; i++) {
        const Box *piece = &g_array_index(line->pieces, Box, i);
        TextLine *nearest = NULL;
        int least = G_MAXINT;
        gboolean tall = 5 * piece->height > 9 * letter;
        for (guint j = 0; j < bands->len; j++) {
            TextLine *band = bands->pdata[j];
            int away = ABS(2 * (piece->y - band->box.y) + piece->height - band->box.height);
            int reach = letter / 2, top = MAX(piece->y, band->box.y - reach);
            int bottom = MIN(piece->y + piece->height, band->box.y + band->box.height + reach);
            Box slice = {piece->x, top, piece->width, bottom - top};
            if (tall && 2 * slice.height > letter)
                g_array_append_val(band->pieces, slice);
            if (away < least) {
                least = away;
                nearest = band;
            }
        }
        if (!tall && nearest)
            g_array_append_vals(nearest->pieces, piece, 1);
    }
}

void text_scribbles_part(GPtrArray *lines, int letter)
{
    for (guint i = lines->len; i-- > 0;) {
        TextLine *line = lines->pdata[i];
        if (2 * line->box.height < 5 * letter || is_tall(line, letter))
            continue;
        g_autoptr(GPtrArray) bands = find_bands(line, letter);
        if (bands->len < 2)
            continue;
        fill_bands(line, bands, letter);
        for (guint j = 0; j < bands->len; j++) {
            TextLine *band = bands->pdata[j];
            band->box = (Box){0};
            for (guint k = 0; k < band->pieces->len; k++)
                band->box = box_join(band->box, g_array_index(band->pieces, Box, k));
        }
        g_ptr_array_remove_index_fast(lines, i);
        g_ptr_array_extend_and_steal(lines, g_steal_pointer(&bands));
    }
}
