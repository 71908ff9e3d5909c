/* load.c - the stage that decodes one page of the original.
 *
 * Does: ask the source for the page, make its resolution plausible.
 * Writes: Page.image, x_dpi, y_dpi, jpeg, layer.
 * Does not: know formats (source*.c); turn or clean the image. */
#include "fate.h"
#include "proof.h"
#include "stage.h"

#include <leptonica/allheaders.h>
#include <math.h>

enum {
    DPI_LEAST = 60,
    DPI_MOST = 2400,
    FAX_ACROSS = 204, /* ITU-T T.4: 8.04 pels to the millimetre */
    FAX_FINE = 196,
    FAX_STANDARD = 98,
};

static const double LETTER_LONG_INCHES = 11, LETTER_SHORT_INCHES = 8.5;
/* The longer side of a page: from a card to what comes off a roll. Where the resolution is one that
 * cameras and screens put in without knowing, to a ledger sheet. */
static const double PAGE_LEAST_INCHES = 2, PAGE_MOST_INCHES = 200, SCREEN_PAGE_MOST_INCHES = 19;
static const double SCREEN_DPI_MOST = 100;
static const double ASPECT_MOST = 4.5; /* of the pixels; super-fine faxes and 204x98 stay below */

static void drop_images(Page *page)
{
    pixDestroy(&page->image);
    pixDestroy(&page->clean);
}

static gboolean is_plausible(double width_px, double height_px, double x_dpi, double y_dpi)
{
    if (!(x_dpi >= DPI_LEAST && y_dpi >= DPI_LEAST && x_dpi <= DPI_MOST && y_dpi <= DPI_MOST))
        return FALSE;
    double longer = MAX(width_px / x_dpi, height_px / y_dpi);
    double aspect = MAX(x_dpi / y_dpi, y_dpi / x_dpi);
    double most = MAX(x_dpi, y_dpi) > SCREEN_DPI_MOST ? PAGE_MOST_INCHES : SCREEN_PAGE_MOST_INCHES;
    return longer >= PAGE_LEAST_INCHES && longer <= most && aspect <= ASPECT_MOST;
}

static gboolean is_fax_width(int width_px)
{
    return width_px == 1728 || width_px == 2048 || width_px == 2432;
}

/* A page of unknown resolution is taken for a Letter sheet; one of a fax machine's widths for a
 * fax, of standard resolution when it would otherwise be wider than high. */
static void assume_resolution(Page *page)
{
    int width_px = pixGetWidth(page->image), height_px = pixGetHeight(page->image);
    if (is_fax_width(width_px) && pixGetDepth(page->image) == 1) {
        page->x_dpi = FAX_ACROSS;
        page->y_dpi = height_px < width_px ? FAX_STANDARD : FAX_FINE;
    } else {
        double longer = MAX(width_px, height_px) / LETTER_LONG_INCHES;
        double shorter = MIN(width_px, height_px) / LETTER_SHORT_INCHES;
        page->x_dpi = page->y_dpi = CLAMP(MAX(longer, shorter), DPI_LEAST, DPI_MOST);
    }
    page_note(page, "load", "The file does not tell the resolution: taken for %.0f by %.0f dpi.",
              page->x_dpi, page->y_dpi);
}

/* Formats that count by the metre are off by some hundredths. */
static double round_dpi(double dpi)
{
    return fabs(dpi - round(dpi)) < 0.05 ? round(dpi) : dpi;
}

static gboolean load_page(G_GNUC_UNUSED gpointer state, Source *source, Page *page, GError **error)
{
    page->drop_images = drop_images;
    if (!source_load_page(source, page, error))
        return FALSE;
    if (!page->image)
        return TRUE;
    if (is_plausible(pixGetWidth(page->image), pixGetHeight(page->image), page->x_dpi,
                     page->y_dpi)) {
        page->x_dpi = round_dpi(page->x_dpi);
        page->y_dpi = round_dpi(page->y_dpi);
    } else {
        assume_resolution(page);
    }
    pixSetResolution(page->image, (int)round(page->x_dpi), (int)round(page->y_dpi));
    proof_show(page->proof, "load", page->image);
    return TRUE;
}

/* State: SourceFonts. */
static gpointer load_open(G_GNUC_UNUSED const StageSetup *setup, GError **error)
{
    return source_fonts_load(error);
}

static void load_close(gpointer fonts)
{
    source_fonts_free(fonts);
}

const Stage load_stage = {
    .name = "load",
    .version = 1,
    .makes = PART_IMAGE,
    .open = load_open,
    .page = load_page,
    .close = load_close,
};
