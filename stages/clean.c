/* clean.c - the stage that makes a page fit for recognition, and tells blank pages.
 *
 * Does: turn upright, flatten a photographed sheet, even the paper, drop dark edges and specks,
 * then in one pass make pixels square, straighten and bring to 200 to 300 dpi; keeps the map back
 * to the page. Black and white that has to be resampled becomes grey: that reads better than any
 * threshold of it. Reads: Page.image, rotation, layer, x_dpi, y_dpi. Writes: Page.clean,
 * clean_scale, clean_map, width_px, height_px, dpi, skew_degrees, kind (blank). Does not: touch
 * what is filed: a cleaned image may have lost something. */
#include "fate.h"
#include "image/clean_private.h"
#include "image/ink.h"
#include "image/outline.h"
#include "image/plane_map.h"
#include "proof.h"
#include "source/source_pixels.h"
#include "stage.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>

enum {
    DPI_LEAST = 200,
    DPI_MOST = 300,
    LETTERS_LEAST = 8, /* pages with fewer letters and no drawing are blank */
};

static const double SKEW_LEAST = 0.2; /* degrees; what is less does not disturb the recogniser */
static const double NEARLY = 0.06;
static const double HEADER_INCHES = 0.5;
static const double DARK = 0.5, BLANK_INK_MOST = 0.02; /* shares of a page that are ink */

typedef struct {
    double x, y; /* dots to the inch */
} Resolution;

static Resolution upright_resolution(const Page *page)
{
    gboolean sideways = page->rotation % 180 != 0;
    return (Resolution){sideways ? page->y_dpi : page->x_dpi, sideways ? page->x_dpi : page->y_dpi};
}

/* The page's size in pixels of its higher resolution. */
static void set_geometry(Page *page)
{
    gboolean sideways = page->rotation % 180 != 0;
    int width = pixGetWidth(page->image), height = pixGetHeight(page->image);
    Resolution upright = upright_resolution(page);
    page->dpi = (int)round(MAX(upright.x, upright.y));
    page->width_px = MAX(1, (int)round((sideways ? height : width) * page->dpi / upright.x));
    page->height_px = MAX(1, (int)round((sideways ? width : height) * page->dpi / upright.y));
}

/* The work on one page. */
typedef struct {
    PIX *picture;   /* upright; 1 bit as it came, or grey with its paper made white */
    PIX *ink;       /* of the picture, in the size of the cleaned image */
    double fx, fy;  /* pixels of `ink` per pixel of `picture` */
    int dpi;        /* of `ink` */
    double flat[8]; /* maps `picture` to the picture before it was flattened */
} Work;

static const double unmoved[8] = {1, 0, 0, 0, 1, 0, 0, 0};

static void replace(PIX **pix, PIX *by)
{
    pixDestroy(pix);
    *pix = by;
}

/* Halves what is more than twice as fine as is wanted: averages, where resampling would skip. */
static void halve(Work *work)
{
    while (work->picture && work->fx <= 0.5 && work->fy <= 0.5 && pixGetWidth(work->picture) > 1 &&
           pixGetHeight(work->picture) > 1) {
        replace(&work->picture, pixGetDepth(work->picture) == 1 ? pixScaleToGray2(work->picture)
                                                                : pixScaleAreaMap2(work->picture));
        work->fx *= 2;
        work->fy *= 2;
    }
}

/* A photo shows the sheet from aside. */
static void flatten(Work *work, Page *page)
{
    PIX *flat = outline_flatten(work->picture, work->flat);
    if (!flat)
        return;
    replace(&work->picture, flat);
    proof_show(page->proof, "flatten", flat);
    page_note(page, "clean", "The sheet was photographed aslant and was flattened before reading.");
}

static gboolean is_scaled(const Work *work)
{
    return fabs(work->fx - 1) > 0.005 || fabs(work->fy - 1) > 0.005;
}

/* FALSE when memory fails. */
static gboolean prepare(Work *work, Page *page)
{
    Resolution upright = upright_resolution(page);
    work->dpi =
        proof_wants(page->proof, "scale") ? CLAMP(page->dpi, DPI_LEAST, DPI_MOST) : page->dpi;
    work->fx = work->dpi / upright.x;
    work->fy = work->dpi / upright.y;
    PIX *turned = pixels_turn(page->image, page->rotation);
    work->picture = turned ? ink_to_grey(turned) : NULL;
    pixDestroy(&turned);
    proof_show(page->proof, "upright", work->picture);
    if (proof_wants(page->proof, "halve"))
        halve(work);
    if (work->picture && pixGetDepth(work->picture) == 8 && proof_wants(page->proof, "flatten"))
        flatten(work, page);
    if (work->picture && pixGetDepth(work->picture) == 8 && proof_wants(page->proof, "even")) {
        replace(&work->picture, ink_even(work->picture));
        proof_show(page->proof, "even", work->picture);
    }
    if (!work->picture)
        return FALSE;
    PIX *ink =
        pixGetDepth(work->picture) == 1 ? pixClone(work->picture) : ink_of_even(work->picture);
    work->ink = !ink              ? NULL
                : is_scaled(work) ? pixScale(ink, (float)work->fx, (float)work->fy)
                                  : pixCopy(NULL, ink);
    pixDestroy(&ink);
    proof_show(page->proof, "ink", work->ink);
    return work->ink != NULL;
}

/* Where a fax machine prints its line: along the edge that was the upper one. */
static Box find_header(const Work *work, int rotation)
{
    int width = pixGetWidth(work->ink), height = pixGetHeight(work->ink);
    int depth = (int)(HEADER_INCHES * work->dpi);
    switch (rotation) {
    case 90:
        return (Box){width - depth, 0, depth, height};
    case 180:
        return (Box){0, height - depth, width, depth};
    case 270:
        return (Box){0, 0, depth, height};
    default:
        return (Box){0, 0, width, depth};
    }
}

/* The share of a page that is ink, 0..1. */
static double ink_share(PIX *ink)
{
    float share = 0;
    return pixForegroundFraction(ink, &share) == 0 ? share : 0;
}

/* What dirt was taken out of an ink, and what is left. */
typedef struct {
    InkCensus census;
    guint specks;
    gboolean edges;
} Dirt;

static Dirt drop_dirt(PIX *ink, const Box *header, int dpi, Proof *proof)
{
    Dirt dirt = {.edges = proof_wants(proof, "edges") && clean_drop_edges(ink, dpi)};
    if (dirt.edges)
        proof_show(proof, "edges", ink);
    BOXA *pieces = pixConnCompBB(ink, 8);
    if (pieces) {
        dirt.census = clean_census(ink, pieces, header, dpi);
        if (proof_wants(proof, "specks"))
            dirt.specks = clean_drop_specks(ink, pieces, &dirt.census);
    }
    if (dirt.specks > 0)
        proof_show(proof, "specks", ink);
    boxaDestroy(&pieces);
    return dirt;
}

/* A page strewn with ink is not blank even if no letter can be made out: a person should look. */
static gboolean is_blank(const Dirt *dirt, PIX *ink)
{
    return dirt->census.letters < LETTERS_LEAST && dirt->census.drawings == 0 &&
           ink_share(ink) < BLANK_INK_MOST;
}

/* Paints the picture white where its ink has lost `gone`. */
static void paint_out(Work *work, PIX *gone)
{
    PIX *mask = is_scaled(work)
                    ? pixScaleToSize(gone, pixGetWidth(work->picture), pixGetHeight(work->picture))
                    : pixClone(gone);
    if (mask && pixGetDepth(work->picture) == 1)
        replace(&work->picture, pixSubtract(NULL, work->picture, mask));
    else if (mask)
        pixSetMasked(work->picture, mask, 255);
    pixDestroy(&mask);
}

/* Letters touch streaks, so only what is grey of a streak has a rim to be painted over. */
static void drop_streaks(Work *work, Page *page)
{
    gboolean level = page->rotation % 180 != 0;
    PIX *streaks =
        ink_share(work->ink) < DARK ? clean_find_streaks(work->ink, level, work->dpi) : NULL;
    if (!streaks)
        return;
    pixSubtract(work->ink, work->ink, streaks);
    if (pixGetDepth(work->picture) == 8)
        pixDilateBrick(streaks, streaks, level ? 1 : 3, level ? 3 : 1);
    paint_out(work, streaks);
    pixDestroy(&streaks);
    proof_show(page->proof, "streaks", work->ink);
    page_note(page, "clean", "Streaks that run through the page were taken away before reading.");
}

static void turn_negative(Work *work, Page *page)
{
    page_note(page, "clean", "Read as a negative: white on black.");
    replace(&work->picture, pixInvert(NULL, work->picture));
    proof_show(page->proof, "negative", work->picture);
}

/* Drops dirt from picture and ink. FALSE when the page is blank. A dark page may be a negative, or
 * a small sheet on a dark ground: whichever shows more letters. Dark and without letters is not
 * blank: a person should look. */
static gboolean find_readable(Work *work, Page *page)
{
    Box header = find_header(work, page->rotation);
    gboolean dark = ink_share(work->ink) > DARK;
    gboolean doubted = dark && proof_wants(page->proof, "negative");
    PIX *other = doubted ? pixInvert(NULL, work->ink) : NULL, *before = pixCopy(NULL, work->ink);
    Dirt dirt = drop_dirt(work->ink, &header, work->dpi, page->proof);

    if (other) {
        PIX *other_before = pixCopy(NULL, other);
        Dirt other_dirt = drop_dirt(other, &header, work->dpi, page->proof);
        if (other_dirt.census.letters > dirt.census.letters) {
            turn_negative(work, page);
            replace(&work->ink, g_steal_pointer(&other));
            replace(&before, g_steal_pointer(&other_before));
            dirt = other_dirt;
        }
        pixDestroy(&other_before);
        pixDestroy(&other);
    }
    if (before && work->picture && (dirt.edges || dirt.specks > 0)) {
        pixSubtract(before, before, work->ink);
        pixDilateBrick(before, before, 3, 3);
        paint_out(work, before);
    }
    if (dirt.specks > 0)
        page_note(page, "clean", "%u specks were taken away before reading.", dirt.specks);
    pixDestroy(&before);
    return dark || !is_blank(&dirt, work->ink);
}

/* Map of pixels turned clockwise by the skew about the page's middle: where the straight page's
 * pixels come from. */
static void find_turn(const Work *work, double skew_degrees, double turn[8])
{
    double angle = skew_degrees * G_PI / 180, c = cos(angle), s = sin(angle);
    double x = pixGetWidth(work->ink) / 2.0, y = pixGetHeight(work->ink) / 2.0;
    turn[0] = c;
    turn[1] = -s;
    turn[2] = x - c * x + s * y;
    turn[3] = s;
    turn[4] = c;
    turn[5] = y - s * x - c * y;
}

/* Black and white with nearly square pixels, as of a fine fax, reads best as it is. */
static gboolean is_nearly_square(const Work *work)
{
    return pixGetDepth(work->picture) == 1 && fabs(work->fx - 1) < NEARLY &&
           fabs(work->fy - 1) < NEARLY;
}

/* The picture scaled and turned, grey; the picture itself when neither is needed. `turn` maps to
 * the ink: it comes as the turn alone. */
static PIX *make_clean(Work *work, gboolean straight, double turn[8])
{
    if (straight && (!is_scaled(work) || is_nearly_square(work))) {
        turn[0] = work->fx;
        turn[4] = work->fy;
        return pixClone(work->picture);
    }
    gboolean bits = pixGetDepth(work->picture) == 1;
    if (bits)
        replace(&work->picture, pixConvert1To8(NULL, work->picture, 255, 0));
    if (!work->picture)
        return NULL;
    /* `turn` maps edges of pixels; samples are taken at their middles. */
    double m[6];
    for (int i = 0; i < 6; i++)
        m[i] = turn[i] / (i < 3 ? work->fx : work->fy);
    m[2] += (m[0] + m[1]) / 2 - 0.5;
    m[5] += (m[3] + m[4]) / 2 - 0.5;
    return clean_resample(work->picture, m, pixGetWidth(work->ink), pixGetHeight(work->ink));
}

/* From the cleaned image by way of the ink's size and the flattened picture to the page. */
static void join_maps(const Work *work, const double turn[8], Page *page)
{
    double to_picture[8], to_upright[8];
    const double shrunk[8] = {1 / work->fx, 0, 0, 0, 1 / work->fy, 0, 0, 0};
    double scale_x = work->fx / page->clean_scale, scale_y = work->fy / page->clean_scale;
    const double grown[8] = {scale_x, 0, 0, 0, scale_y, 0, 0, 0};
    plane_map_join(turn, shrunk, to_picture);
    plane_map_join(to_picture, work->flat, to_upright);
    plane_map_join(to_upright, grown, page->clean_map);
}

/* By how much a level line through the cleaned image's middle falls on the page, in degrees. */
static double find_fall(const Page *page)
{
    double middle_x = pixGetWidth(page->clean) / 2.0, y = pixGetHeight(page->clean) / 2.0;
    double x = middle_x + 100, from_x = middle_x - 100, from_y = y;
    plane_map_point(page->clean_map, &x, &y);
    plane_map_point(page->clean_map, &from_x, &from_y);
    return atan2(y - from_y, x - from_x) * 180 / G_PI;
}

static gboolean clean_work(Work *work, Page *page)
{
    double turn[8];
    memcpy(work->flat, unmoved, sizeof unmoved);
    memcpy(turn, unmoved, sizeof unmoved);
    if (!prepare(work, page))
        return FALSE;
    if (proof_wants(page->proof, "streaks"))
        drop_streaks(work, page);
    if (!find_readable(work, page)) {
        page->kind = PAGE_BLANK;
        return TRUE;
    }
    page->clean_scale = (double)work->dpi / page->dpi;
    page->skew_degrees = clean_find_skew(work->ink);
    gboolean straight =
        fabs(page->skew_degrees) < SKEW_LEAST || !proof_wants(page->proof, "straighten");
    if (!straight)
        find_turn(work, page->skew_degrees, turn);
    page->clean = work->picture ? make_clean(work, straight, turn) : NULL;
    if (!page->clean)
        return FALSE;
    join_maps(work, turn, page);
    if (memcmp(work->flat, unmoved, sizeof unmoved) != 0)
        page->skew_degrees = find_fall(page);
    pixSetResolution(page->clean, work->dpi, work->dpi);
    proof_show(page->proof, "clean", page->clean);
    return TRUE;
}

static gboolean clean_image(Page *page, GError **error)
{
    Work work = {0};
    gboolean done = clean_work(&work, page);
    pixDestroy(&work.picture);
    pixDestroy(&work.ink);
    if (!done)
        g_set_error(error, FATE, FATE_INPUT,
                    "Page %u cannot be prepared for reading: its picture is too large. Scan it "
                    "again at 300 dpi.",
                    page->source_page);
    return done;
}

static gboolean clean_page(G_GNUC_UNUSED gpointer state, G_GNUC_UNUSED Source *source, Page *page,
                           GError **error)
{
    if (page->image)
        set_geometry(page);
    if (page->layer) {
        if (page->layer->len == 0)
            page->kind = PAGE_BLANK;
        return TRUE;
    }
    return !page->image || clean_image(page, error);
}

const Stage clean_stage = {
    .name = "clean",
    .version = 3,
    .needs = PART_IMAGE | PART_UPRIGHT,
    .makes = PART_CLEAN,
    .page = clean_page,
};
