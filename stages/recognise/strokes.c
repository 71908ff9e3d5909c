/* strokes.c - finds straight strokes that run through a page, whole or broken.
 *
 * Does: looks for thin dark columns in bands of the page and follows them from band to band; adds
 *       the short strokes that are whole.
 * Reads: 1-bit images. Does not: take them away. */
#include "strokes.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>

/* A column that is dark over most of a band's height. Where lines of text stand one under the
 * other, stems in line cover at most some six tenths: capitals are that much of the pitch. */
static const double DARK = 0.68;

typedef struct {
    int x, width; /* middle and width of the dark columns */
    guint band;
    int before;    /* index of the peak it goes on from, or -1 */
    guint length;  /* bands in the chain so far */
    gboolean ends; /* no later peak goes on from it */
} Peak;

static void add_peaks(GArray *peaks, NUMA *columns, guint band, int height, int thick)
{
    int width = numaGetCount(columns);
    l_float32 *ink = numaGetFArray(columns, L_NOCOPY);
    for (int x = 0; x < width; x++) {
        int end = x;
        double most = 0;
        for (; end < width && ink[end] >= DARK * height; end++)
            most = MAX(most, ink[end]);
        if (end == x)
            continue;
        double left = x >= 3 ? ink[x - 3] : 0, right = end + 2 < width ? ink[end + 2] : 0;
        if (end - x <= thick && MAX(left, right) < 0.6 * most) {
            Peak peak = {(x + end - 1) / 2, end - x, band, -1, 1, TRUE};
            g_array_append_val(peaks, peak);
        }
        x = end;
    }
}

static GArray *find_peaks(PIX *bits, int band_height, int thick)
{
    GArray *peaks = g_array_new(FALSE, FALSE, sizeof(Peak));
    int width = pixGetWidth(bits), height = pixGetHeight(bits);
    for (int y = 0, band = 0; y + band_height <= height; y += band_height, band++) {
        BOX *box = boxCreate(0, y, width, band_height);
        PIX *strip = pixClipRectangle(bits, box, NULL);
        NUMA *columns = strip ? pixCountPixelsByColumn(strip) : NULL;
        if (columns)
            add_peaks(peaks, columns, band, band_height, thick);
        numaDestroy(&columns);
        pixDestroy(&strip);
        boxDestroy(&box);
    }
    return peaks;
}

/* Each peak goes on from the nearest one in the band above, or in the one above that. */
static void link_peaks(GArray *peaks, int drift)
{
    for (guint i = 0; i < peaks->len; i++) {
        Peak *peak = &g_array_index(peaks, Peak, i);
        int nearest = drift + 1;
        for (guint j = i; j-- > 0;) {
            const Peak *above = &g_array_index(peaks, Peak, j);
            int away = abs(above->x - peak->x);
            if (above->band + 2 < peak->band)
                break;
            if (above->band < peak->band && away < nearest) {
                nearest = away;
                peak->before = j;
            }
        }
        if (peak->before >= 0) {
            Peak *before = &g_array_index(peaks, Peak, peak->before);
            peak->length = before->length + 1;
            before->ends = FALSE;
        }
    }
}

static void draw_chain(PIX *drawn, const GArray *peaks, guint last, int band_height)
{
    const Peak *peak = &g_array_index(peaks, Peak, last);
    int y = (peak->band + 1) * band_height;
    while (peak) {
        const Peak *above = peak->before >= 0 ? &g_array_index(peaks, Peak, peak->before) : NULL;
        int top = above ? (int)above->band * band_height + band_height / 2
                        : (int)peak->band * band_height;
        pixRenderLine(drawn, peak->x, y, above ? above->x : peak->x, top, peak->width + 2,
                      L_SET_PIXELS);
        y = top;
        peak = above;
    }
}

static PIX *follow(PIX *bits, int band_height, guint bands_at_least, int dpi)
{
    int thick = MAX(4, dpi / 30);
    PIX *drawn = pixCreateTemplate(bits);
    g_autoptr(GArray) peaks = find_peaks(bits, band_height, thick);
    link_peaks(peaks, MAX(3, band_height / 32));
    for (guint i = 0; drawn && i < peaks->len; i++) {
        const Peak *peak = &g_array_index(peaks, Peak, i);
        if (peak->ends && peak->length >= bands_at_least)
            draw_chain(drawn, peaks, i, band_height);
    }
    return drawn;
}

/* Whole strokes that reach so far, but for what is thicker than a rule. */
static void add_whole(PIX *drawn, PIX *bits, int across, int down, int thick)
{
    PIX *strokes = pixOpenCompBrick(NULL, bits, across, down);
    PIX *blocks =
        strokes ? pixOpenCompBrick(NULL, strokes, across > 1 ? 1 : thick, down > 1 ? 1 : thick)
                : NULL;
    if (blocks) {
        pixSubtract(strokes, strokes, blocks);
        pixOr(drawn, drawn, strokes);
    }
    pixDestroy(&blocks);
    pixDestroy(&strokes);
}

struct Pix *strokes_upright(struct Pix *bits, int dpi)
{
    /* Low bands, for streaks run aslant; many of them, for stems may be in line by chance. */
    PIX *drawn = follow(bits, MAX(12, dpi / 4), 9, dpi);
    if (drawn)
        add_whole(drawn, bits, 1, MAX(10, dpi / 4), MAX(3, dpi / 25));
    return drawn;
}

struct Pix *strokes_level(struct Pix *bits, int dpi)
{
    PIX *turned = pixRotate90(bits, 1);
    PIX *found = turned ? follow(turned, MAX(30, dpi * 3 / 4), 3, dpi) : NULL;
    PIX *drawn = found ? pixRotate90(found, -1) : NULL;
    if (drawn)
        add_whole(drawn, bits, MAX(10, dpi / 3), 1, MAX(3, dpi / 25));
    pixDestroy(&found);
    pixDestroy(&turned);
    return drawn;
}
