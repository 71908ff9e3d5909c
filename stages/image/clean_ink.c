/* clean_ink.c - what is on a page and what is dirt, from the pieces of ink.
 *
 * Does: count letters and drawings, take away dark edges and specks, find the skew.
 * Source: skew by the sharpest row profile, D. Bloomberg, G. Kopec, L. Dasari, "Measuring document
 *         image skew and orientation", 1995 (in Leptonica).
 * Does not: touch anything of the size of a full stop. */
#include "clean_private.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

enum {
    SPECKS_AT_LEAST = 150, /* fewer do no harm */
    SPECKS_PER_100_LETTERS = 20,
    EDGE_REDUCTION = 4,
    STROKES_SAMPLED = 400,
};

/* Inches. */
static const double LETTER_HEIGHT_LEAST = 0.042, LETTER_WIDTH_LEAST = 0.008, LETTER_MOST = 0.5;
static const double LETTER_ASPECT_MOST = 3; /* width by height */
static const double NEIGHBOUR_WITHIN = 0.25;
static const double MARGIN = 0.75; /* where holes are punched */
static const double DRAWING_SHORT_LEAST = 0.12, EDGE_THICKNESS = 0.08;
static const double SKEW_MOST = 10, SKEW_CONFIDENCE = 2.5;

/* Or two or three that touch. What a disturbed line leaves of a fax is lower, or longer. */
static gboolean is_letter(const BOX *box, int dpi)
{
    return box->h >= LETTER_HEIGHT_LEAST * dpi && box->w >= LETTER_WIDTH_LEAST * dpi &&
           MAX(box->w, box->h) <= LETTER_MOST * dpi && box->w <= LETTER_ASPECT_MOST * box->h;
}

/* Not a letter, a streak or a hole in the margin: a signature, a curve, a table, a photo. */
static gboolean is_drawing(const BOX *box, int width, int height, int dpi)
{
    int longer = MAX(box->w, box->h), shorter = MIN(box->w, box->h);
    int margin = (int)(MARGIN * dpi), middle_x = box->x + box->w / 2,
        middle_y = box->y + box->h / 2;
    gboolean inside = middle_x > margin && middle_x < width - margin && middle_y > margin &&
                      middle_y < height - margin;
    return longer > LETTER_MOST * dpi && shorter > DRAWING_SHORT_LEAST * dpi && inside;
}

static int compare_x(const void *one, const void *other)
{
    return (*(BOX *const *)one)->x - (*(BOX *const *)other)->x;
}

static gboolean has_neighbour(BOX *const *letters, guint count, guint at, int dpi)
{
    const BOX *box = letters[at];
    for (guint i = at + 1; i < count; i++) {
        const BOX *other = letters[i];
        if (other->x - (box->x + box->w) > NEIGHBOUR_WITHIN * dpi)
            return FALSE;
        int overlap = MIN(box->y + box->h, other->y + other->h) - MAX(box->y, other->y);
        if (2 * overlap >= MIN(box->h, other->h))
            return TRUE;
    }
    return FALSE;
}

/* Twice the area of a letter by its outline's length: the usual width of its strokes. */
static int find_stroke(PIX *ink, BOX *const *letters, guint count)
{
    guint histogram[64] = {0}, sampled = 0, sum = 0;
    guint step = MAX(1, count / STROKES_SAMPLED);
    for (guint i = 0; i < count; i += step, sampled++) {
        const BOX *box = letters[i];
        int run = 0, runs = 0, black = 0;
        l_uint32 *line = pixGetData(ink) + (gsize)(box->y + box->h / 2) * pixGetWpl(ink);
        for (int x = box->x; x < box->x + box->w; x++) {
            gboolean set = GET_DATA_BIT(line, x);
            black += set;
            runs += set && !run;
            run = set;
        }
        histogram[runs > 0 ? MIN(63, black / runs) : 0]++;
    }
    for (guint width = 0; width < 64; width++) {
        sum += histogram[width];
        if (2 * sum > sampled)
            return (int)width;
    }
    return 0;
}

static gboolean is_within(const BOX *box, const Box *zone)
{
    return box->x >= zone->x && box->x + box->w <= zone->x + zone->width && box->y >= zone->y &&
           box->y + box->h <= zone->y + zone->height;
}

InkCensus clean_census(struct Pix *ink, struct Boxa *pieces, const Box *header, int dpi)
{
    InkCensus census = {.pieces = (guint)boxaGetCount(pieces)};
    int width = pixGetWidth(ink), height = pixGetHeight(ink);
    g_autoptr(GPtrArray) letters = g_ptr_array_new();

    for (guint i = 0; i < census.pieces; i++) {
        BOX *box = pieces->box[i];
        if (is_letter(box, dpi) && !is_within(box, header))
            g_ptr_array_add(letters, box);
        else
            census.drawings += is_drawing(box, width, height, dpi);
    }
    if (letters->len > 0)
        qsort(letters->pdata, letters->len, sizeof(gpointer), compare_x);
    for (guint i = 0; i < letters->len; i++)
        census.letters += has_neighbour((BOX *const *)letters->pdata, letters->len, i, dpi);
    census.stroke_px = find_stroke(ink, (BOX *const *)letters->pdata, letters->len);
    return census;
}

gboolean clean_drop_edges(struct Pix *ink, int dpi)
{
    int size = MAX(2, (int)(EDGE_THICKNESS * dpi / EDGE_REDUCTION));
    PIX *small = pixReduceRankBinaryCascade(ink, 3, 3, 0, 0);
    PIX *masses = small ? pixOpenBrick(NULL, small, size, size) : NULL;
    PIX *hanging = masses ? pixExtractBorderConnComps(masses, 8) : NULL;
    int none = 1;

    if (hanging)
        pixZero(hanging, &none);
    if (!none) {
        /* The mass as it was before it was opened, and its ragged rim. */
        PIX *whole = pixSeedfillBinary(NULL, hanging, small, 8);
        pixDilateBrick(hanging, hanging, 2 * size + 1, 2 * size + 1);
        pixAnd(hanging, hanging, whole);
        pixDilateBrick(hanging, hanging, 3, 3);
        PIX *mask = pixExpandReplicate(hanging, EDGE_REDUCTION);
        pixRasterop(ink, 0, 0, pixGetWidth(mask), pixGetHeight(mask), PIX_DST & PIX_NOT(PIX_SRC),
                    mask, 0, 0);
        pixDestroy(&whole);
        pixDestroy(&mask);
    }
    pixDestroy(&small);
    pixDestroy(&masses);
    pixDestroy(&hanging);
    return !none;
}

guint clean_drop_specks(struct Pix *ink, struct Boxa *pieces, const InkCensus *census)
{
    /* A full stop is as wide as a stroke: a third of that is no mark that anyone set. */
    int most = census->stroke_px / 3;
    guint specks = 0;
    for (int i = 0; i < boxaGetCount(pieces) && most > 0; i++)
        specks += pieces->box[i]->w <= most && pieces->box[i]->h <= most;
    if (specks < SPECKS_AT_LEAST || specks * 100 < census->letters * SPECKS_PER_100_LETTERS)
        return 0;
    for (int i = 0; i < boxaGetCount(pieces); i++) {
        const BOX *box = pieces->box[i];
        if (box->w <= most && box->h <= most)
            pixRasterop(ink, box->x, box->y, box->w, box->h, PIX_CLR, NULL, 0, 0);
    }
    return specks;
}

double clean_find_skew(struct Pix *ink)
{
    float angle = 0, confidence = 0;
    if (pixGetWidth(ink) < 100 || pixGetHeight(ink) < 100 ||
        pixFindSkewSweepAndSearch(ink, &angle, &confidence, 8, 4, (float)SKEW_MOST, 1.0f, 0.02f) !=
            0 ||
        confidence < SKEW_CONFIDENCE)
        return 0;
    return -angle;
}
