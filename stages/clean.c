/* clean.c - the stage that makes a page fit for recognition, and tells blank pages.
 *
 * Does: turn upright, make pixels square, tell ink from paper, drop dark edges and specks,
 *       straighten, bring to 150 to 300 dpi; keeps the map back to the page.
 * Reads: Page.image, rotation, layer, x_dpi, y_dpi. Writes: Page.clean, clean_scale, clean_matrix,
 *         width_px, height_px, dpi, skew_degrees, kind (blank).
 * Does not: touch what is filed: a cleaned image may have lost something. */
#include "clean_private.h"
#include "fate.h"
#include "ink.h"
#include "source_pixels.h"
#include "stage.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>

enum {
    DPI_LEAST = 150,
    DPI_MOST = 300,
    LETTERS_LEAST = 8, /* pages with fewer letters and no drawing are blank */
};

static const double SKEW_LEAST = 0.2; /* degrees; what is less does not disturb the recogniser */

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

/* The ink of the page: upright, square, `dpi` to the inch. */
static PIX *find_ink(const Page *page, int dpi)
{
    Resolution upright = upright_resolution(page);
    float fx = (float)(dpi / upright.x), fy = (float)(dpi / upright.y);
    PIX *turned = pixels_turn(page->image, page->rotation);
    if (turned && pixGetDepth(turned) == 32) {
        PIX *grey = ink_to_grey(turned);
        pixDestroy(&turned);
        turned = grey;
    }
    if (turned && (fabsf(fx - 1) > 0.005f || fabsf(fy - 1) > 0.005f)) {
        PIX *scaled = pixScale(turned, fx, fy);
        pixDestroy(&turned);
        turned = scaled;
    }
    PIX *ink = turned ? ink_find(turned) : NULL;
    PIX *own = ink ? pixCopy(NULL, ink) : NULL; /* what came as 1 bit is only lent */
    pixDestroy(&turned);
    pixDestroy(&ink);
    return own;
}

/* Straightens `ink` about its middle; `matrix` maps its pixels back to those before. */
static PIX *straighten(PIX *ink, double skew_degrees, double matrix[6])
{
    double angle = skew_degrees * G_PI / 180, c = cos(angle), s = sin(angle);
    double x = pixGetWidth(ink) / 2.0, y = pixGetHeight(ink) / 2.0;
    matrix[0] = c;
    matrix[1] = -s;
    matrix[2] = x - c * x + s * y;
    matrix[3] = s;
    matrix[4] = c;
    matrix[5] = y - s * x - c * y;
    /* Leptonica turns clockwise by positive angles. */
    return pixRotate(ink, (float)-angle, L_ROTATE_SAMPLING, L_BRING_IN_WHITE, 0, 0);
}

static gboolean is_blank(const InkCensus *census)
{
    return census->letters < LETTERS_LEAST && census->drawings == 0;
}

static gboolean is_mostly_dark(PIX *ink)
{
    float share = 0;
    return pixForegroundFraction(ink, &share) == 0 && share > 0.5f;
}

/* Takes `ink`; drops its dirt. `*census` tells what is left. */
static PIX *drop_dirt(PIX *ink, int dpi, InkCensus *census, guint *specks)
{
    ink_drop_edges(ink, dpi);
    BOXA *pieces = pixConnCompBB(ink, 8);
    *census = (InkCensus){0};
    *specks = 0;
    if (pieces) {
        *census = ink_census(ink, pieces, dpi);
        *specks = ink_drop_specks(ink, pieces, census);
    }
    boxaDestroy(&pieces);
    return ink;
}

/* What can be read of `ink` (taken); NULL when the page is blank. A dark page may be a negative, or
 * a small sheet on a dark ground: whichever shows more letters. Dark and without letters is not
 * blank: a person should look. */
static PIX *find_readable(Page *page, PIX *ink, int dpi)
{
    InkCensus census, other_census;
    guint specks, other_specks;
    gboolean dark = is_mostly_dark(ink);
    PIX *other = dark ? pixInvert(NULL, ink) : NULL;

    ink = drop_dirt(ink, dpi, &census, &specks);
    if (other) {
        other = drop_dirt(other, dpi, &other_census, &other_specks);
        if (other_census.letters > census.letters) {
            page_note(page, "clean", "Read as a negative: white on black.");
            pixDestroy(&ink);
            ink = g_steal_pointer(&other);
            census = other_census;
            specks = other_specks;
        }
        pixDestroy(&other);
    }
    if (is_blank(&census) && !dark)
        pixDestroy(&ink);
    else if (specks > 0)
        page_note(page, "clean", "%u specks were taken away before reading.", specks);
    return ink;
}

static gboolean fail(const Page *page, GError **error)
{
    g_set_error(error, FATE, FATE_INPUT,
                "Page %u cannot be prepared for reading: its picture is too large. Scan it again "
                "at 300 dpi.",
                page->source_page);
    return FALSE;
}

static gboolean clean_image(Page *page, GError **error)
{
    static const double identity[6] = {1, 0, 0, 0, 1, 0};
    int dpi = CLAMP(page->dpi, DPI_LEAST, DPI_MOST);
    PIX *ink = find_ink(page, dpi);
    if (!ink)
        return fail(page, error);
    ink = find_readable(page, ink, dpi);
    if (!ink) {
        page->kind = PAGE_BLANK;
        return TRUE;
    }
    page->clean_scale = (double)dpi / page->dpi;
    page->skew_degrees = ink_find_skew(ink);
    memcpy(page->clean_matrix, identity, sizeof identity);
    if (fabs(page->skew_degrees) >= SKEW_LEAST) {
        PIX *straight = straighten(ink, page->skew_degrees, page->clean_matrix);
        pixDestroy(&ink);
        ink = straight;
    }
    for (int i = 0; i < 6; i++)
        page->clean_matrix[i] /= page->clean_scale;
    if (!ink)
        return fail(page, error);
    pixSetResolution(ink, dpi, dpi);
    page->clean = ink;
    return TRUE;
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
    .version = 1,
    .needs = PART_IMAGE | PART_UPRIGHT,
    .makes = PART_CLEAN,
    .page = clean_page,
};
