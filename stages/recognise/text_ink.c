/* text_ink.c - takes the ink of a page apart: rules, dot leaders, and what may be text.
 *
 * Does: finds rules by morphology and leaders by their even spacing, takes them away; turns white
 *       print on black round.
 * Reads: the cleaned image. Writes: nothing outside.
 * Does not: touch a lone dot: it may be a decimal point. */
#include "text_ink.h"

#include "proof.h"
#include "strokes.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>

/* Tesseract and our own sorting need minutes for more specks; the densest of pages have some ten
 * thousand pieces of ink. */
enum { PIECES_AT_MOST = 25000 };

enum {
    INK_LIMIT = 180,
    ENLARGED_INK_LIMIT = 150, /* between letters of an enlarged image stands grey, not white */
};

enum { LEADER_DOTS = 5 }; /* an ellipsis has three, typewritten ones four */

/* The limit between ink and paper on a page whose paper is white: well above the middle, for pale
 * hairlines hold letters together, and what is read is the grey itself. Where all ink is paler than
 * that, Otsu's limit (IEEE Trans. SMC-9, 1979). */
static int find_limit(PIX *grey, gboolean enlarged)
{
    PIX *some = pixScaleByIntSampling(grey, 4), *limit = NULL;
    l_uint32 otsu = 0;
    if (some && pixOtsuAdaptiveThreshold(some, MAX(16, pixGetWidth(some)),
                                         MAX(16, pixGetHeight(some)), 0, 0, 0, &limit, NULL) == 0)
        pixGetPixel(limit, 0, 0, &otsu);
    pixDestroy(&limit);
    pixDestroy(&some);
    return MAX(enlarged ? ENLARGED_INK_LIMIT : INK_LIMIT, (int)otsu);
}

static PIX *find_bits(PIX *clean, gboolean enlarged)
{
    if (pixGetDepth(clean) == 1)
        return pixCopy(NULL, clean);
    return pixThresholdToBinary(clean, find_limit(clean, enlarged));
}

/* Areas that are black all over are turned round, so that the print in them is black on white;
 * tells whether there were any. */
static gboolean turn_white_print(PIX *bits, int dpi)
{
    int side = MAX(2, dpi / 4 / 14);
    PIX *small = pixReduceRankBinaryCascade(bits, 3, 3, 0, 0);
    PIX *solid = small ? pixOpenCompBrick(NULL, small, 3 * side, side) : NULL;
    PIX *whole = solid ? pixCloseSafeCompBrick(NULL, solid, dpi / 4 / 4, dpi / 4 / 8) : NULL;
    BOXA *areas = whole ? pixConnCompBB(whole, 8) : NULL;
    gboolean any = FALSE;

    for (int i = 0; areas && i < boxaGetCount(areas); i++) {
        int x, y, width, height, ink = 0;
        boxaGetBoxGeometry(areas, i, &x, &y, &width, &height);
        BOX *area = boxCreate(4 * x, 4 * y, 4 * width, 4 * height);
        PIX *inside = pixClipRectangle(bits, area, NULL);
        if (inside && width * 4 >= dpi / 3 && height * 4 >= dpi / 12 &&
            pixCountPixels(inside, &ink, NULL) == 0 &&
            ink > 0.6 * pixGetWidth(inside) * pixGetHeight(inside)) {
            pixRasterop(bits, 4 * x, 4 * y, 4 * width, 4 * height, PIX_NOT(PIX_DST), NULL, 0, 0);
            any = TRUE;
        }
        pixDestroy(&inside);
        boxDestroy(&area);
    }
    boxaDestroy(&areas);
    pixDestroy(&whole);
    pixDestroy(&solid);
    pixDestroy(&small);
    return any;
}

static gboolean touches(PIX *near, int x, int y, int reach)
{
    for (int step = 0; step <= reach; step++) {
        l_uint32 above = 0, below = 0;
        pixGetPixel(near, x, MAX(0, y - step), &above);
        pixGetPixel(near, x, MIN(pixGetHeight(near) - 1, y + step), &below);
        if (above || below)
            return TRUE;
    }
    return FALSE;
}

/* Keeps of `strokes` those that meet a level rule at their ends: at both, or at one. */
static PIX *find_bars(PIX *strokes, PIX *levels, int ends, int dpi)
{
    PIX *bars = pixCreateTemplate(strokes);
    BOXA *boxes = pixConnCompBB(strokes, 8);
    for (int i = 0; bars && boxes && i < boxaGetCount(boxes); i++) {
        int x, y, width, height, reach = MAX(3, dpi / 40);
        boxaGetBoxGeometry(boxes, i, &x, &y, &width, &height);
        int met = touches(levels, x + width / 2, y, reach) +
                  touches(levels, x + width / 2, y + height - 1, reach);
        if (met >= ends && width < height)
            pixRasterop(bars, x, y, width, height, PIX_SRC | PIX_DST, strokes, x, y);
    }
    boxaDestroy(&boxes);
    return bars;
}

/* Upright strokes as low as a table's row that stand between two level rules. */
static void add_short_bars(PIX *bars, PIX *bits, PIX *levels, int dpi)
{
    PIX *strokes = pixOpenCompBrick(NULL, bits, 1, MAX(3, dpi / 10));
    PIX *blocks = strokes ? pixOpenCompBrick(NULL, strokes, MAX(3, dpi / 25), 1) : NULL;
    PIX *found = NULL;
    if (blocks) {
        pixSubtract(strokes, strokes, blocks);
        found = find_bars(strokes, levels, 2, dpi);
    }
    if (found)
        pixOr(bars, bars, found);
    pixDestroy(&found);
    pixDestroy(&blocks);
    pixDestroy(&strokes);
}

/* Takes `rules` and their ragged rims out of `bits`, but for strokes that come out on both sides.
 */
static void take_out(PIX *bits, PIX *rules, gboolean level, int thick)
{
    int reach = thick + 5; /* rules are drawn and widened by some pixels */
    PIX *band = pixDilateBrick(NULL, rules, level ? 1 : 3, level ? 3 : 1);
    PIX *rest = band ? pixSubtract(NULL, bits, band) : NULL;
    PIX *across =
        rest ? pixCloseSafeCompBrick(NULL, rest, level ? 1 : reach, level ? reach : 1) : NULL;
    if (across) {
        pixAnd(across, across, bits);
        pixOr(rest, rest, across);
        pixCopy(bits, rest);
    }
    pixDestroy(&across);
    pixDestroy(&rest);
    pixDestroy(&band);
}

static gboolean take_out_rules(TextInk *ink)
{
    int dpi = ink->dpi, thick = MAX(3, dpi / 25);
    PIX *levels = strokes_level(ink->text, dpi), *uprights = strokes_upright(ink->text, dpi);
    if (levels && uprights) {
        add_short_bars(uprights, ink->text, levels, dpi);
        ink->bars = find_bars(uprights, levels, 1, dpi);
        take_out(ink->text, levels, TRUE, thick);
        take_out(ink->text, uprights, FALSE, thick);
        proof_show(ink->proof, "rules", ink->text);
    }
    pixDestroy(&levels);
    pixDestroy(&uprights);
    return ink->bars != NULL;
}

static int compare_left(gconstpointer one, gconstpointer other)
{
    const Box *a = one, *b = other;
    return a->x != b->x ? a->x - b->x : a->y - b->y;
}

static GArray *find_pieces(PIX *bits)
{
    BOXA *boxes = pixConnCompBB(bits, 8);
    if (!boxes)
        return NULL;
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Box));
    for (int i = 0; i < boxaGetCount(boxes); i++) {
        Box box;
        boxaGetBoxGeometry(boxes, i, &box.x, &box.y, &box.width, &box.height);
        g_array_append_val(pieces, box);
    }
    boxaDestroy(&boxes);
    g_array_sort(pieces, compare_left);
    return pieces;
}

static gboolean is_dot(const Box *box, int dpi)
{
    return box->width <= MAX(3, dpi / 28) && box->height <= MAX(3, dpi / 28);
}

/* The dot that goes on the row of `from` at an even step, or -1. `step` 0: not known yet. */
static int find_next_dot(const GArray *pieces, guint from, double step, int dpi)
{
    const Box *here = &g_array_index(pieces, Box, from);
    double most = step > 0 ? 1.45 * step : dpi / 9.0, least = step > 0 ? 0.6 * step : 2;
    for (guint i = from + 1; i < pieces->len; i++) {
        const Box *box = &g_array_index(pieces, Box, i);
        int along = box->x - here->x;
        if (along > most)
            return -1;
        int off = abs(box->y + box->height - here->y - here->height);
        if (along < least || off > MAX(2, dpi / 80))
            continue;
        return is_dot(box, dpi) ? (int)i : -1;
    }
    return -1;
}

/* Marks the chain of dots that begins at `first`; only if it is long enough. */
static void mark_leader(const GArray *pieces, guint first, guint8 *leader, int dpi)
{
    g_autoptr(GArray) chain = g_array_new(FALSE, FALSE, sizeof(guint));
    double step = 0;
    g_array_append_val(chain, first);
    for (guint at = first;;) {
        int next = find_next_dot(pieces, at, step, dpi);
        if (next < 0)
            break;
        int along = g_array_index(pieces, Box, next).x - g_array_index(pieces, Box, at).x;
        step = step > 0 ? 0.7 * step + 0.3 * along : along;
        at = next;
        g_array_append_val(chain, at);
    }
    for (guint i = 0; chain->len >= LEADER_DOTS && i < chain->len; i++)
        leader[g_array_index(chain, guint, i)] = 1;
}

static void take_out_leaders(TextInk *ink)
{
    g_autofree guint8 *leader = g_new0(guint8, ink->pieces->len + 1);
    guint kept = 0;
    for (guint i = 0; i < ink->pieces->len; i++)
        if (!leader[i] && is_dot(&g_array_index(ink->pieces, Box, i), ink->dpi))
            mark_leader(ink->pieces, i, leader, ink->dpi);
    for (guint i = 0; i < ink->pieces->len; i++) {
        const Box box = g_array_index(ink->pieces, Box, i);
        if (leader[i])
            pixRasterop(ink->text, box.x, box.y, box.width, box.height, PIX_CLR, NULL, 0, 0);
        else
            g_array_index(ink->pieces, Box, kept++) = box;
    }
    if (kept < ink->pieces->len)
        proof_show(ink->proof, "leaders", ink->text);
    g_array_set_size(ink->pieces, kept);
}

/* Tells whether what is left of the page can be sorted. */
static gboolean is_sortable(const TextInk *ink, int pieces_least)
{
    int pieces = 0;
    return ink->text && pixCountConnComp(ink->text, 8, &pieces) == 0 && pieces >= pieces_least &&
           pieces <= PIECES_AT_MOST;
}

/* Grain that covers a page evens out when each pixel is the mean of those around it. That costs the
 * thinnest strokes, but nothing of the page would be read without. */
static void smooth_grain(TextInk *ink)
{
    PIX *grey = ink->grey ? ink->grey : pixConvertTo8(ink->text, FALSE);
    ink->grey = grey ? pixBlockconv(grey, 1, 1) : NULL;
    pixDestroy(&grey);
    pixDestroy(&ink->text);
    ink->text = ink->grey ? find_bits(ink->grey, TRUE) : NULL;
    ink->smoothed = TRUE;
    if (ink->text)
        proof_show(ink->proof, "smooth", ink->text);
}

TextInk *text_ink_new(struct Pix *clean, int dpi, gboolean enlarged, struct Proof *proof)
{
    g_autoptr(TextInk) ink = g_new0(TextInk, 1);
    ink->dpi = CLAMP(dpi, 50, 1200);
    ink->grey = pixGetDepth(clean) == 8 ? pixClone(clean) : NULL;
    ink->enlarged = enlarged;
    ink->proof = proof;
    ink->text = find_bits(clean, enlarged);
    if (!ink->text)
        return NULL;
    if (!is_sortable(ink, 0))
        smooth_grain(ink);
    if (ink->smoothed && !is_sortable(ink, 1)) /* nothing but grain */
        return NULL;
    proof_show(proof, "bits", ink->text);
    if (proof_wants(proof, "white-print") && turn_white_print(ink->text, ink->dpi))
        proof_show(proof, "white-print", ink->text);
    if (!proof_wants(proof, "rules"))
        ink->bars = pixCreateTemplate(ink->text);
    else if (!take_out_rules(ink))
        return NULL;
    ink->pieces = find_pieces(ink->text);
    if (!ink->pieces)
        return NULL;
    if (proof_wants(proof, "leaders"))
        take_out_leaders(ink);
    return g_steal_pointer(&ink);
}

void text_ink_free(TextInk *ink)
{
    if (!ink)
        return;
    pixDestroy(&ink->text);
    pixDestroy(&ink->grey);
    pixDestroy(&ink->bars);
    if (ink->pieces)
        g_array_unref(ink->pieces);
    g_free(ink);
}
