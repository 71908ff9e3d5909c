/* orient.c - the stage that finds which way up a page stands.
 *
 * Does: let the letters' boxes vote; where they are unsure, have the recogniser read a few lines
 * both ways up; a text layer tells by the direction of its own words. Reads: Page.image, layer,
 * x_dpi, y_dpi. Writes: Page.rotation; turns the boxes of a sideways layer. Does not: turn the
 * image (clean and encode do), straighten small angles (clean). */
#include "image/glyphs.h"
#include "image/ink.h"
#include "proof.h"
#include "recognise/recogniser.h"
#include "source/source_pixels.h"

#include <leptonica/allheaders.h>
#include <math.h>

enum {
    FINE_DPI = 280,   /* finer ink is halved first: letters are large enough without */
    COARSE_DPI = 130, /* of a fax's coarser axis, doubled for the recogniser */
    LOW_DPI = 120,    /* coarser pictures are doubled first: their letters are a few pixels high */
    LAYER_DPI = 200,
};

/* Standard deviations from where the letters' vote is not questioned. */
static const double SIDE_SURE = 4, UPRIGHT_SURE = 2.5;
/* And from where a page is turned on their word alone: capitals and figures stand as well on their
 * heads as on their feet, and hardly any page comes turned. */
static const double TURNED_SURE = 5;
/* From where it holds when the recogniser cannot tell. */
static const double TURNED_LEAST = 1.5;
/* Of the recogniser, from where it overrules the letters. */
static const double CONFIDENCE_LEAST = 0.5;
static const float SKEW_LEAST = 0.3f, SKEW_SURE = 2.5f; /* degrees; Leptonica's own measure */
/* A fax machine prints its header upright over pages that were fed upside down: not to be read. */
static const double HEADER_INCHES = 0.4;

static PIX *find_sample(const Page *page, double *x_dpi, double *y_dpi)
{
    *x_dpi = page->x_dpi;
    *y_dpi = page->y_dpi;
    PIX *sample = ink_to_grey(page->image);
    while (sample && *x_dpi >= FINE_DPI && *y_dpi >= FINE_DPI && pixGetWidth(sample) > 1 &&
           pixGetHeight(sample) > 1) {
        PIX *half = pixGetDepth(sample) == 1 ? pixReduceRankBinary2(sample, 2, NULL)
                                             : pixScaleAreaMap2(sample);
        pixDestroy(&sample);
        sample = half;
        *x_dpi /= 2;
        *y_dpi /= 2;
    }
    if (sample && MAX(*x_dpi, *y_dpi) < LOW_DPI) {
        PIX *twice =
            pixGetDepth(sample) == 1 ? pixExpandReplicate(sample, 2) : pixScale(sample, 2, 2);
        pixDestroy(&sample);
        sample = twice;
        *x_dpi *= 2;
        *y_dpi *= 2;
    }
    PIX *ink = sample ? ink_find(sample) : NULL;
    pixDestroy(&sample);
    return ink;
}

/* Turns the sample so that its lines are level: rules and lines of a slanting page run into each
 * other. Takes it. */
static PIX *straighten(PIX *sample)
{
    float degrees = 0, sure = 0;
    if (pixGetWidth(sample) < 100 || pixGetHeight(sample) < 100 ||
        pixFindSkewSweepAndSearch(sample, &degrees, &sure, 4, 2, 9, 1, 0.05f) != 0 ||
        sure < SKEW_SURE || fabsf(degrees) < SKEW_LEAST)
        return sample;
    PIX *level =
        pixRotate(sample, (float)(degrees * G_PI / 180), L_ROTATE_SAMPLING, L_BRING_IN_WHITE, 0, 0);
    if (level)
        pixCopyResolution(level, sample);
    pixDestroy(&sample);
    return level;
}

/* What the recogniser is asked about: square pixels, no fax header. */
static PIX *make_sample(PIX *ink, double x_dpi, double y_dpi)
{
    double dpi = MAX(MAX(x_dpi, y_dpi), COARSE_DPI);
    PIX *square = fabs(x_dpi - y_dpi) > 0.02 * dpi
                      ? pixScale(ink, (float)(dpi / x_dpi), (float)(dpi / y_dpi))
                      : pixClone(ink);
    PIX *sample = square ? pixCopy(NULL, square) : NULL;
    if (sample) {
        pixRasterop(sample, 0, 0, pixGetWidth(sample), (int)(HEADER_INCHES * dpi), PIX_CLR, NULL, 0,
                    0);
        pixSetResolution(sample, (int)dpi, (int)dpi);
    }
    pixDestroy(&square);
    return sample;
}

/* Has some lines read where the letters' vote is unsure. Where those do not tell either, a page is
 * not stood on its head: hardly any come so. */
static gboolean ask_recogniser(Recogniser *recogniser, PIX *ink, double x_dpi, double y_dpi,
                               const GlyphVote *vote, Page *page, GError **error)
{
    gboolean side_known = vote->side >= SIDE_SURE;
    int rotation = 0, turned = side_known ? vote->rotation % 180 : 0;
    double confidence = 0;
    PIX *sample = make_sample(ink, x_dpi, y_dpi);
    if (sample && turned != 0) {
        PIX *lying = pixels_turn(sample, turned);
        pixDestroy(&sample);
        sample = lying;
    }
    if (sample)
        sample = straighten(sample);
    gboolean done = !sample || recogniser_orientation(recogniser, sample, side_known, &rotation,
                                                      &confidence, error);
    pixDestroy(&sample);
    if (done && confidence >= CONFIDENCE_LEAST)
        page->rotation = turned + rotation;
    else if (page->rotation == 180 && vote->upright < TURNED_LEAST)
        page->rotation = 0;
    return done;
}

static gboolean orient_image(Recogniser *recogniser, Page *page, GError **error)
{
    double x_dpi, y_dpi;
    gboolean done = TRUE;
    if (!proof_wants(page->proof, "orient"))
        return TRUE;
    PIX *ink = find_sample(page, &x_dpi, &y_dpi);
    if (!ink)
        return TRUE;
    proof_show(page->proof, "orient", ink);
    GlyphVote vote = glyphs_vote(ink, x_dpi, y_dpi);
    page->rotation = vote.rotation;
    double asked = vote.rotation == 0 ? UPRIGHT_SURE : TURNED_SURE;
    if (vote.side > 0 && (vote.side < SIDE_SURE || vote.upright < asked))
        done = ask_recogniser(recogniser, ink, x_dpi, y_dpi, &vote, page, error);
    pixDestroy(&ink);
    return done;
}

/* Which way the words of a layer follow each other along its lines, in degrees of the turn that
 * makes them run to the right. */
static int layer_rotation(const GPtrArray *layer)
{
    guint votes[4] = {0}; /* to the right, up, to the left, down */
    for (guint i = 1; i < layer->len; i++) {
        const Word *before = layer->pdata[i - 1], *word = layer->pdata[i];
        if (before->line != word->line)
            continue;
        int across = 2 * (word->box.x - before->box.x) + word->box.width - before->box.width;
        int down = 2 * (word->box.y - before->box.y) + word->box.height - before->box.height;
        if (ABS(across) >= ABS(down))
            votes[across >= 0 ? 0 : 2]++;
        else
            votes[down < 0 ? 1 : 3]++;
    }
    guint best = 0;
    for (guint i = 1; i < 4; i++)
        best = votes[i] > votes[best] ? i : best;
    return (int)best * 90;
}

/* Turns a box with a page of `width` by `height` by 90 degrees clockwise. */
static Box turn_box(Box box, int height)
{
    return (Box){height - box.y - box.height, box.x, box.height, box.width};
}

static void orient_layer(Page *page)
{
    page->rotation = page->rotation_set >= 0 ? page->rotation_set : layer_rotation(page->layer);
    if (!page->image)
        return;
    int width = (int)round(pixGetWidth(page->image) * LAYER_DPI / page->x_dpi);
    int height = (int)round(pixGetHeight(page->image) * LAYER_DPI / page->y_dpi);
    for (int turned = 0; turned < page->rotation; turned += 90) {
        for (guint i = 0; i < page->layer->len; i++) {
            Word *word = page->layer->pdata[i];
            word->box = turn_box(word->box, height);
        }
        int swap = width;
        width = height;
        height = swap;
    }
}

static gboolean orient_page(gpointer state, G_GNUC_UNUSED Source *source, Page *page,
                            GError **error)
{
    if (page->layer && page->image)
        orient_layer(page);
    else if (page->image && page->rotation_set >= 0)
        page->rotation = page->rotation_set;
    else if (page->image)
        return orient_image(state, page, error);
    return TRUE;
}

static gpointer orient_open(const StageSetup *setup, GError **error)
{
    return recogniser_open(setup, error);
}

static void orient_close(gpointer state)
{
    recogniser_close(state);
}

const Stage orient_stage = {
    .name = "orient",
    .version = 2,
    .needs = PART_IMAGE,
    .makes = PART_UPRIGHT,
    .open = orient_open,
    .page = orient_page,
    .close = orient_close,
};
