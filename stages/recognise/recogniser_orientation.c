/* recogniser_orientation.c - which way up a sample of a page stands.
 *
 * Does: finds whether lines run across or down, reads a few of them both ways up, compares.
 * Reads: a 1-bit sample; asks the recogniser.
 * Does not: decide which pages are worth asking about. */
#include "recogniser.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>

enum {
    LINES_AT_MOST = 4,       /* lines read each way up that tell something */
    STRIPS_AT_MOST = 8,      /* looked at for these */
    LINE_WIDTH_LETTERS = 40, /* a strip is cut to so many times its height */
};

/* How sharply the rows of an image alternate between ink and paper: the variance of the change in
 * ink from one row to the next, per row. Text lines across the image make it large. */
static double row_contrast(PIX *image)
{
    double sum = 0;
    NUMA *ink = pixCountPixelsByRow(image, NULL);
    int rows = numaGetCount(ink);
    for (int i = 1; i < rows; i++) {
        float before, now;
        numaGetFValue(ink, i - 1, &before);
        numaGetFValue(ink, i, &now);
        sum += (now - before) * (double)(now - before);
    }
    numaDestroy(&ink);
    return rows > 1 ? sum / rows / pixGetWidth(image) : 0;
}

/* Either way up, from where a strip counts: what reads badly both ways is no line of print. */
static const double TELLS_LEAST = 0.25;

/* The image without level rules: the longest of "lines", and nothing to read. NULL when memory
 * fails. */
static PIX *drop_rules(PIX *image, int dpi)
{
    PIX *rules = pixOpenCompBrick(NULL, image, MAX(8, dpi / 4), 1);
    PIX *rest = NULL;
    if (rules) {
        pixDilateBrick(rules, rules, 3, 3);
        rest = pixSubtract(NULL, image, rules);
    }
    pixDestroy(&rules);
    return rest;
}

static gboolean looks_like_a_line(const BOX *box, int dpi)
{
    int inch_percent_low = dpi * 5 / 100, inch_percent_high = dpi * 45 / 100;
    return box->h >= inch_percent_low && box->h <= inch_percent_high && box->w >= 4 * box->h;
}

static int compare_lengths(const void *one, const void *other)
{
    const BOX *a = *(BOX *const *)one, *b = *(BOX *const *)other;
    double shape_a = (double)a->w / a->h, shape_b = (double)b->w / b->h;
    return (shape_a < shape_b) - (shape_a > shape_b);
}

/* Strips of text that run across the image, the longest for their height first. Caller frees. */
static GPtrArray *find_strips(PIX *image, int dpi)
{
    GPtrArray *strips = g_ptr_array_new();
    PIX *small = pixReduceRankBinary2(image, 1, NULL);
    int reach = MAX(3, dpi / 2 / 8);
    PIX *joined = small ? pixCloseSafeCompBrick(NULL, small, reach, 1) : NULL;
    BOXA *boxes = joined ? pixConnCompBB(joined, 8) : NULL;

    for (int i = 0; boxes && i < boxaGetCount(boxes); i++) {
        BOX *box = boxaGetBox(boxes, i, L_COPY);
        boxSetGeometry(box, 2 * box->x, 2 * box->y, 2 * box->w, 2 * box->h);
        if (looks_like_a_line(box, dpi))
            g_ptr_array_add(strips, box);
        else
            boxDestroy(&box);
    }
    g_ptr_array_sort(strips, compare_lengths);
    boxaDestroy(&boxes);
    pixDestroy(&joined);
    pixDestroy(&small);
    return strips;
}

/* The strip with some paper around it, no longer than is worth reading. */
static PIX *cut_strip(PIX *image, const BOX *strip, int dpi)
{
    int margin = MAX(4, strip->h / 4), width = MIN(strip->w, LINE_WIDTH_LETTERS * strip->h);
    BOX *box = boxCreate(strip->x, strip->y, width, strip->h);
    PIX *cut = pixClipRectangle(image, box, NULL);
    PIX *framed = cut ? pixAddBorder(cut, margin, 0) : NULL;
    if (framed)
        pixSetResolution(framed, dpi, dpi);
    pixDestroy(&cut);
    boxDestroy(&box);
    return framed;
}

/* How much like text a strip reads: confidence by length, letters and digits only, so that the
 * punctuation that an upturned line dissolves into does not count. 0..1. */
static gboolean weigh_strip(Recogniser *recogniser, PIX *strip, double *weight, GError **error)
{
    g_autoptr(GPtrArray) words =
        recogniser_read(recogniser, strip, pixGetXRes(strip), LAYOUT_LINE, NULL, error);
    double sure = 0, length = 0;

    *weight = 0;
    if (!words)
        return FALSE;
    for (guint i = 0; i < words->len; i++) {
        const Word *word = words->pdata[i];
        for (const char *c = word->text; *c; c = g_utf8_next_char(c)) {
            length++;
            if (g_unichar_isalnum(g_utf8_get_char(c)))
                sure += word->confidence * word->confidence;
        }
    }
    *weight = length > 0 ? sure / length : 0;
    return TRUE;
}

static gboolean weigh_both_ways(Recogniser *recogniser, PIX *strip, double *upright, double *turned,
                                GError **error)
{
    PIX *over = pixRotate180(NULL, strip);
    gboolean done = weigh_strip(recogniser, strip, upright, error) &&
                    weigh_strip(recogniser, over, turned, error);
    pixDestroy(&over);
    return done;
}

typedef struct {
    double upright, turned; /* sums over the lines read */
    guint lines;
} Vote;

static gboolean vote_is_clear(const Vote *vote)
{
    return vote->lines >= 2 && fabs(vote->upright - vote->turned) > 0.35 * vote->lines;
}

static gboolean vote_on_lines(Recogniser *recogniser, PIX *image, int dpi, Vote *vote,
                              GError **error)
{
    gboolean done = TRUE;
    PIX *text = drop_rules(image, dpi);
    GPtrArray *strips = text ? find_strips(text, dpi) : g_ptr_array_new();
    for (guint i = 0; i < strips->len && i < STRIPS_AT_MOST && vote->lines < LINES_AT_MOST &&
                      done && !vote_is_clear(vote);
         i++) {
        double upright = 0, turned = 0;
        PIX *strip = cut_strip(text, strips->pdata[i], dpi);
        if (!strip)
            continue;
        done = weigh_both_ways(recogniser, strip, &upright, &turned, error);
        pixDestroy(&strip);
        if (MAX(upright, turned) < TELLS_LEAST)
            continue;
        vote->upright += upright;
        vote->turned += turned;
        vote->lines++;
    }
    pixDestroy(&text);
    for (guint i = 0; i < strips->len; i++)
        boxDestroy((BOX **)&strips->pdata[i]);
    g_ptr_array_free(strips, TRUE);
    return done;
}

/* 0 when nothing speaks for the winner; near 1 when it reads like print and the other does not. */
static double vote_margin(const Vote *vote)
{
    if (vote->lines == 0)
        return 0;
    return fabs(vote->upright - vote->turned) / vote->lines;
}

gboolean recogniser_orientation(Recogniser *recogniser, struct Pix *sample, gboolean level,
                                int *rotation, double *confidence, GError **error)
{
    int dpi = pixGetXRes(sample) > 0 ? pixGetXRes(sample) : 200;
    PIX *quarter = level ? NULL : pixRotate90(sample, 1);
    double across = row_contrast(sample), down = quarter ? row_contrast(quarter) : 0;
    Vote lying = {0}, standing = {0};
    gboolean done = TRUE;

    *rotation = 0;
    *confidence = 0;
    /* The direction of the lines is mostly plain from the ink alone; else both are read. */
    if (across > 0.7 * down)
        done = vote_on_lines(recogniser, sample, dpi, &lying, error);
    if (done && quarter && (down > 0.7 * across || lying.lines == 0))
        done = vote_on_lines(recogniser, quarter, dpi, &standing, error);
    pixDestroy(&quarter);
    if (!done)
        return FALSE;

    double best_lying = lying.lines ? MAX(lying.upright, lying.turned) / lying.lines : -1;
    double best_standing =
        standing.lines ? MAX(standing.upright, standing.turned) / standing.lines : -1;
    const Vote *best = best_standing > best_lying ? &standing : &lying;
    *rotation = (best == &standing ? 90 : 0) + (best->turned > best->upright ? 180 : 0);
    *confidence = MIN(1, vote_margin(best) * 2);
    return TRUE;
}
