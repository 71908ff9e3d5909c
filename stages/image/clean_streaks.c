/* clean_streaks.c - finds the streaks that dirt on a scanner's glass draws down a page.
 *
 * Does: looks for columns of the page as it was fed that are dark, whole or dashed, from the
 * sheet's very edge on; no ruled line of a form begins there. Reads: 1-bit ink that is upright but
 * not yet straight: on it a streak keeps to its columns. Does not: take them away; touch the
 * strokes of letters that cross them. */
#include "clean_private.h"

#include <leptonica/allheaders.h>

enum {
    BANDS = 20,
    BANDS_AT_LEAST = 12, /* in a row, from the page's upper or lower edge */
    BESIDE = 4,          /* pixels beside a streak, where there is far less ink */
};

static const double COLUMN_LEAST = 0.25, BAND_LEAST = 0.2; /* shares of their pixels that are ink */
static const double WIDTH_MOST = 0.03;                     /* inches */

/* Ink in the columns of a page, for each band from the top; numaGetFArray would be copies. */
typedef struct {
    int width, band_height;
    NUMA *bands[BANDS];
    float *total; /* by column */
} Columns;

static gboolean columns_count(Columns *columns, PIX *ink)
{
    *columns = (Columns){pixGetWidth(ink), pixGetHeight(ink) / BANDS, {NULL}, NULL};
    columns->total = g_new0(float, columns->width);
    for (int i = 0; i < BANDS; i++) {
        BOX *box = boxCreate(0, i * columns->band_height, columns->width, columns->band_height);
        PIX *band = pixClipRectangle(ink, box, NULL);
        columns->bands[i] = band ? pixCountPixelsByColumn(band) : NULL;
        pixDestroy(&band);
        boxDestroy(&box);
        if (!columns->bands[i])
            return FALSE;
        const float *counts = numaGetFArray(columns->bands[i], L_NOCOPY);
        for (int x = 0; x < columns->width; x++)
            columns->total[x] += counts[x];
    }
    return TRUE;
}

static void columns_clear(Columns *columns)
{
    for (int i = 0; i < BANDS; i++)
        numaDestroy(&columns->bands[i]);
    g_free(columns->total);
}

static gboolean runs_through(const Columns *columns, int band, int first, int end)
{
    const float *counts = numaGetFArray(columns->bands[band], L_NOCOPY);
    for (int x = first; x < end; x++)
        if (counts[x] >= BAND_LEAST * columns->band_height)
            return TRUE;
    return FALSE;
}

/* How many bands the columns run through from the page's upper edge, or from its lower one. */
static int count_bands(const Columns *columns, int first, int end, gboolean upwards)
{
    int count = 0;
    while (count < BANDS && runs_through(columns, upwards ? BANDS - 1 - count : count, first, end))
        count++;
    return count;
}

/* The ink of the streak in these columns. What touches a letter may be its stroke: half of the
 * width from either side is left to it. */
static void add_streak(PIX *streaks, PIX *ink, int first, int end, int top, int height)
{
    int width = end - first;
    BOX *box = boxCreate(first - BESIDE, top, width + 2 * BESIDE, height);
    PIX *strip = pixClipRectangle(ink, box, NULL);
    PIX *rest = strip ? pixCopy(NULL, strip) : NULL;
    if (rest) {
        pixRasterop(rest, BESIDE, 0, width, height, PIX_CLR, NULL, 0, 0);
        pixDilateBrick(rest, rest, 2 * ((width + 1) / 2) + 1, 1);
        pixSubtract(strip, strip, rest);
        pixRasterop(streaks, first - BESIDE, top, width + 2 * BESIDE, height, PIX_SRC | PIX_DST,
                    strip, 0, 0);
    }
    pixDestroy(&rest);
    pixDestroy(&strip);
    boxDestroy(&box);
}

/* Looks for a streak in the columns from `x` on, which is dark; returns where they end. */
static int try_streak(const Columns *columns, PIX *ink, int x, int width_most, PIX *streaks)
{
    int end = x, height = pixGetHeight(ink), from_top, from_bottom;
    float most = 0;
    for (; end < columns->width && columns->total[end] >= COLUMN_LEAST * height; end++)
        most = MAX(most, columns->total[end]);
    int first = x;
    while (first > 0 && columns->total[first - 1] >= most / 2)
        first--;
    while (end < columns->width && columns->total[end] >= most / 2)
        end++;
    if (end - first > width_most || first < BESIDE || end + BESIDE > columns->width ||
        columns->total[first - BESIDE] > most / 2 || columns->total[end + BESIDE - 1] > most / 2)
        return end;
    from_top = count_bands(columns, first, end, FALSE);
    from_bottom = count_bands(columns, first, end, TRUE);
    if (from_top >= BANDS_AT_LEAST)
        add_streak(streaks, ink, first, end, 0,
                   from_top == BANDS ? height : from_top * columns->band_height);
    else if (from_bottom >= BANDS_AT_LEAST)
        add_streak(streaks, ink, first, end, (BANDS - from_bottom) * columns->band_height,
                   height - (BANDS - from_bottom) * columns->band_height);
    return end;
}

static PIX *find_upright(PIX *ink, int dpi)
{
    Columns columns;
    int width_most = MAX(3, (int)(WIDTH_MOST * dpi)), none = 1;
    PIX *streaks = columns_count(&columns, ink) ? pixCreateTemplate(ink) : NULL;
    for (int x = 0; streaks && x < columns.width; x++)
        if (columns.total[x] >= COLUMN_LEAST * pixGetHeight(ink))
            x = try_streak(&columns, ink, x, width_most, streaks);
    if (streaks)
        pixZero(streaks, &none);
    if (none)
        pixDestroy(&streaks);
    columns_clear(&columns);
    return streaks;
}

struct Pix *clean_find_streaks(struct Pix *ink, gboolean level, int dpi)
{
    if (pixGetHeight(ink) < dpi || pixGetWidth(ink) < dpi)
        return NULL;
    if (!level)
        return find_upright(ink, dpi);
    PIX *turned = pixRotate90(ink, 1);
    PIX *found = turned ? find_upright(turned, dpi) : NULL;
    PIX *streaks = found ? pixRotate90(found, -1) : NULL;
    pixDestroy(&found);
    pixDestroy(&turned);
    return streaks;
}
