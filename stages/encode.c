/* encode.c - the stage that makes the filed image: the source's own pixels, upright.
 *
 * Does: turn by quarter turns; black and white becomes G4, grey and colour JPEG, a JPEG that was
 * not turned keeps its bytes. Reads: Page.image, jpeg, rotation, x_dpi, y_dpi. Writes: Page.filed.
 * Does not: clean, straighten, scale. */
#include "fate.h"
#include "source/source_pixels.h"
#include "stage.h"

#include <leptonica/allheaders.h>
#include <math.h>

typedef struct {
    int jpeg_quality;
} Encoder;

static gpointer encode_open(const StageSetup *setup, G_GNUC_UNUSED GError **error)
{
    Encoder *encoder = g_new0(Encoder, 1);
    encoder->jpeg_quality = (int)settings_number(setup->settings, SETTING_JPEG_QUALITY);
    return encoder;
}

static GBytes *encode_pixels(PIX *pix, int jpeg_quality)
{
    l_uint8 *data = NULL;
    size_t size = 0;
    int failed = pixGetDepth(pix) == 1 ? pixWriteMemTiff(&data, &size, pix, IFF_TIFF_G4)
                                       : pixWriteMemJpeg(&data, &size, pix, jpeg_quality, 0);
    if (failed || size == 0) {
        lept_free(data);
        return NULL;
    }
    return g_bytes_new_with_free_func(data, size, lept_free, data);
}

static gboolean encode_page(gpointer state, G_GNUC_UNUSED Source *source, Page *page,
                            GError **error)
{
    const Encoder *encoder = state;
    FiledImage *filed = &page->filed;
    if (!page->image)
        return TRUE; /* a transcript: IMAGE_NONE */

    PIX *upright = pixels_turn(page->image, page->rotation);
    gboolean sideways = page->rotation % 180 != 0;
    filed->x_dpi = sideways ? page->y_dpi : page->x_dpi;
    filed->y_dpi = sideways ? page->x_dpi : page->y_dpi;
    if (upright) {
        pixSetResolution(upright, (int)round(filed->x_dpi), (int)round(filed->y_dpi));
        filed->width_px = pixGetWidth(upright);
        filed->height_px = pixGetHeight(upright);
        filed->format = pixGetDepth(upright) == 1 ? IMAGE_G4 : IMAGE_JPEG;
        if (page->jpeg && page->rotation == 0) {
            filed->format = IMAGE_JPEG;
            filed->bytes = g_bytes_ref(page->jpeg);
        } else {
            filed->bytes = encode_pixels(upright, encoder->jpeg_quality);
        }
        pixDestroy(&upright);
    }
    if (!filed->bytes) {
        filed->format = IMAGE_NONE;
        g_set_error(error, FATE, FATE_INPUT,
                    "The picture of page %u cannot be stored in the chart: it is too large in one "
                    "direction. Scan the page again.",
                    page->source_page);
        return FALSE;
    }
    filed->sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, filed->bytes);
    return TRUE;
}

const Stage encode_stage = {
    .name = "encode",
    .version = 1,
    .needs = PART_IMAGE | PART_UPRIGHT,
    .makes = PART_FILED,
    .open = encode_open,
    .page = encode_page,
    .close = g_free,
};
