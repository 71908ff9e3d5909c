/* painting.c - a filed image, made what a browser can show.
 *
 * Does: square pixels, the size that is wanted. Reads: one image in memory. Does not: clean. */
#include "painting.h"

#include "fate.h"

#include <leptonica/allheaders.h>

enum { JPEG_QUALITY = 80, SIDE_MOST = 20000 };

static GBytes *png_make(PIX *pix)
{
    l_uint8 *data = NULL;
    size_t size = 0;
    pixSetZlibCompression(pix, 3); /* a third of the time of the usual one, little larger */
    if (pixWriteMemPng(&data, &size, pix, 0) != 0 || size == 0) {
        lept_free(data);
        return NULL;
    }
    return g_bytes_new_with_free_func(data, size, lept_free, data);
}

static GBytes *jpeg_make(PIX *pix)
{
    l_uint8 *data = NULL;
    size_t size = 0;
    if (pixWriteMemJpeg(&data, &size, pix, JPEG_QUALITY, 0) != 0 || size == 0) {
        lept_free(data);
        return NULL;
    }
    return g_bytes_new_with_free_func(data, size, lept_free, data);
}

/* Takes `pix`. Black and white stays so unless it is made smaller: then grey keeps it legible. */
static PIX *picture_scale(PIX *pix, int width_px, int height_px)
{
    double x = (double)width_px / pixGetWidth(pix), y = (double)height_px / pixGetHeight(pix);
    PIX *scaled;
    if (pixGetWidth(pix) == width_px && pixGetHeight(pix) == height_px)
        return pix;
    if (pixGetDepth(pix) == 1 && x >= 0.95 && y >= 0.95) {
        scaled = pixScaleToSize(pix, width_px, height_px);
    } else {
        PIX *grey = pixGetDepth(pix) == 1 ? pixConvertTo8(pix, 0) : pixClone(pix);
        scaled = grey != NULL ? pixScaleAreaMapToSize(grey, width_px, height_px) : NULL;
        if (scaled == NULL && grey != NULL)
            scaled = pixScaleToSize(grey, width_px, height_px);
        pixDestroy(&grey);
    }
    pixDestroy(&pix);
    return scaled;
}

/* What is too large is told by the header, before it is decoded. */
static PIX *picture_decode(GBytes *file, double most_pixels)
{
    gsize length;
    const l_uint8 *data = g_bytes_get_data(file, &length);
    l_int32 format, width, height;
    if (pixReadHeaderMem(data, length, &format, &width, &height, NULL, NULL, NULL) != 0 ||
        (format != IFF_TIFF_G4 && format != IFF_JFIF_JPEG) || width < 1 || height < 1 ||
        (double)width * height > most_pixels)
        return NULL;
    PIX *pix = pixReadMem(data, length);
    if (pix == NULL || pixGetColormap(pix) == NULL)
        return pix;
    PIX *plain = pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC);
    pixDestroy(&pix);
    return plain;
}

GBytes *painting_make(GBytes *file, int width_px, int height_px, double most_pixels,
                      const char **type, GError **error)
{
    gboolean sized = width_px >= 1 && height_px >= 1 && width_px <= SIDE_MOST &&
                     height_px <= SIDE_MOST && (double)width_px * height_px <= most_pixels;
    PIX *pix = sized ? picture_decode(file, most_pixels) : NULL;
    PIX *scaled = pix != NULL ? picture_scale(pix, width_px, height_px) : NULL;
    GBytes *made = NULL;
    if (scaled != NULL) {
        gboolean bilevel = pixGetDepth(scaled) == 1;
        *type = bilevel ? "image/png" : "image/jpeg";
        made = bilevel ? png_make(scaled) : jpeg_make(scaled);
    }
    pixDestroy(&scaled);
    if (made == NULL)
        g_set_error(error, FATE, FATE_INPUT, "The picture of this page cannot be shown.");
    return made;
}
