/* bind_jpeg.c - reads a JPEG file's size and colours off its frame header, each step checked
 * against its end.
 *
 * Does not: decode. libharu's own look at a JPEG answers a cut file with success and no size. */
#include "bind.h"

enum {
    MARKER_TEM = 0x01,
    MARKER_SOF0 = 0xC0, /* baseline */
    MARKER_SOF2 = 0xC2, /* progressive; between them extended sequential */
    MARKER_DHT = 0xC4,
    MARKER_JPG = 0xC8,
    MARKER_DAC = 0xCC,
    MARKER_SOF15 = 0xCF,
    MARKER_RST0 = 0xD0,
    MARKER_SOI = 0xD8,
    MARKER_EOI = 0xD9,
    MARKER_SOS = 0xDA,
    FRAME_BYTES = 8, /* of a frame header, up to the number of colours */
};

static gboolean is_frame(guint marker)
{
    return marker >= MARKER_SOF0 && marker <= MARKER_SOF15 && marker != MARKER_DHT &&
           marker != MARKER_JPG && marker != MARKER_DAC;
}

/* The frame header's place behind its marker; 0 when there is none. Tells its marker. */
static gsize frame_find(const guint8 *data, gsize size, guint *marker)
{
    for (gsize at = 2; at + 4 <= size;) {
        if (data[at] != 0xFF)
            return 0;
        *marker = data[at + 1];
        if (*marker == 0xFF) { /* a fill byte */
            at++;
            continue;
        }
        if (*marker == MARKER_TEM || (*marker >= MARKER_RST0 && *marker < MARKER_SOI)) {
            at += 2;
            continue;
        }
        if (*marker == 0 || (*marker >= MARKER_SOI && *marker <= MARKER_SOS))
            return 0;
        if (is_frame(*marker))
            return at + 2 + FRAME_BYTES <= size ? at + 2 : 0;
        gsize length = data[at + 2] << 8 | data[at + 3];
        if (length < 2)
            return 0;
        at += 2 + length;
    }
    return 0;
}

gboolean bind_jpeg_find(GBytes *file, ImageBody *body, const char **why)
{
    gsize size;
    const guint8 *data = g_bytes_get_data(file, &size);
    if (size < 4 || data[0] != 0xFF || data[1] != MARKER_SOI) {
        *why = "it is not a JPEG file";
        return FALSE;
    }
    guint marker = 0;
    gsize at = frame_find(data, size, &marker);
    if (at == 0) {
        *why = "it is a damaged JPEG file";
        return FALSE;
    }
    *body = (ImageBody){.size = size,
                        .height = data[at + 3] << 8 | data[at + 4],
                        .width = data[at + 5] << 8 | data[at + 6],
                        .colours = data[at + 7]};
    if (marker > MARKER_SOF2 || data[at + 2] != 8 || (body->colours != 1 && body->colours != 3) ||
        body->width == 0 || body->height == 0) {
        *why = "it is a JPEG file of an unusual kind";
        return FALSE;
    }
    return TRUE;
}
