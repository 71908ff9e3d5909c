/* source_jpeg.h - what a JPEG file says of itself, and its decoding. Private to stages/. */
#pragma once

#include "page.h"

typedef struct {
    int width, height;
    int components;      /* 1 grey, 3 colour, 4 ink */
    int precision;       /* bits per sample */
    int orientation;     /* of EXIF, 1..8 */
    double x_dpi, y_dpi; /* 0 when unknown */
    gboolean complete;   /* runs to its end marker */
    gboolean plain;      /* grey or YCbCr, Huffman-coded: what every PDF reader shows */
} JpegInfo;

/* Reads the markers up to the first scan (ITU-T T.81, annex B); decodes nothing. FALSE when there
 * is no frame header. */
gboolean jpeg_inspect(const guint8 *data, gsize size, JpegInfo *info);

/* Decodes into normal form (source_pixels.h), as stored: EXIF's orientation is not applied.
 * `*damaged` tells that the decoder had to guess. Yours to free; NULL when it cannot be decoded. */
struct Pix *jpeg_decode(const guint8 *data, gsize size, gboolean *damaged);
