/* source_png.c - PNG originals: pictures of one page.
 *
 * Does: walk the chunks (size, resolution, end), decode from the critical chunks alone.
 * Source: PNG Specification, Second Edition (ISO/IEC 15948:2004).
 * Does not: hand colour profiles, texts and whatever else a file may carry to the decoder. */
#include "source_pixels.h"
#include "source_private.h"

#include <leptonica/allheaders.h>
#include <string.h>

enum {
    SIGNATURE_BYTES = 8,
    CHUNK_BYTES = 12, /* length, type and checksum around a chunk's body */
    HEADER_BYTES = 13,
    UNIT_METRE = 1,
};

static const double INCHES_PER_METRE = 1 / 0.0254;

typedef struct {
    guint32 width, height;
    int bits; /* per pixel */
    double x_dpi, y_dpi;
    gboolean complete;
} PngInfo;

static guint32 get32(const guint8 *p)
{
    return (guint32)p[0] << 24 | (guint32)p[1] << 16 | (guint32)p[2] << 8 | p[3];
}

static int samples_of(int colour_type)
{
    static const int samples[] = {1, 0, 3, 1, 2, 0, 4};
    return colour_type < (int)G_N_ELEMENTS(samples) ? samples[colour_type] : 0;
}

static gboolean is_critical(const guint8 *type)
{
    return memcmp(type, "IHDR", 4) == 0 || memcmp(type, "PLTE", 4) == 0 ||
           memcmp(type, "tRNS", 4) == 0 || memcmp(type, "IDAT", 4) == 0 ||
           memcmp(type, "IEND", 4) == 0;
}

static void take_chunk(const guint8 *type, const guint8 *body, guint32 length, PngInfo *info)
{
    if (memcmp(type, "IHDR", 4) == 0 && length >= HEADER_BYTES) {
        info->width = get32(body);
        info->height = get32(body + 4);
        info->bits = body[8] * samples_of(body[9]);
    } else if (memcmp(type, "pHYs", 4) == 0 && length >= 9 && body[8] == UNIT_METRE) {
        info->x_dpi = get32(body) / INCHES_PER_METRE;
        info->y_dpi = get32(body + 4) / INCHES_PER_METRE;
    } else if (memcmp(type, "IEND", 4) == 0) {
        info->complete = TRUE;
    }
}

/* `kept` (may be NULL) gets the file with its critical chunks alone. */
static void walk(const guint8 *data, gsize size, PngInfo *info, GByteArray *kept)
{
    *info = (PngInfo){0};
    if (kept)
        g_byte_array_append(kept, data, SIGNATURE_BYTES);
    for (gsize at = SIGNATURE_BYTES; at + CHUNK_BYTES <= size && !info->complete;) {
        guint32 length = get32(data + at);
        if (length > size - at - CHUNK_BYTES)
            break;
        const guint8 *type = data + at + 4;
        take_chunk(type, type + 4, length, info);
        if (kept && is_critical(type))
            g_byte_array_append(kept, data + at, length + CHUNK_BYTES);
        at += length + (gsize)CHUNK_BYTES;
    }
}

static gboolean png_open(Source *source, const char **reason, GError **error)
{
    PngInfo info;
    walk(source->data, source->size, &info, NULL);
    if (info.width > 0 && info.height > 0 && info.bits > 0 &&
        !source_check_size(source, 1, info.width, info.height, info.bits, reason, error))
        return FALSE;
    if (info.width == 0 || info.height == 0 || info.bits == 0 || !info.complete)
        return source_refuse(reason, REASON_DAMAGED, error,
                             "%s is damaged: the picture breaks off before its end. Ask for it to "
                             "be sent again, or scan it again.",
                             source->name);
    source->pages = 1;
    return TRUE;
}

static gboolean png_load(Source *source, Page *page, GError **error)
{
    PngInfo info;
    g_autoptr(GByteArray) kept = g_byte_array_sized_new((guint)MIN(source->size, G_MAXUINT / 2));
    walk(source->data, source->size, &info, kept);
    page->image = pixels_normalise(pixReadMemPng(kept->data, kept->len));
    if (!page->image)
        return source_fail_page(source, 1, "its picture cannot be decoded", error);
    page->x_dpi = info.x_dpi;
    page->y_dpi = info.y_dpi;
    return TRUE;
}

const SourceFormat source_png = {.name = "png", .open = png_open, .load = png_load};
