/* source_jpeg.c - JPEG originals: photos and grey or colour scans of one page.
 *
 * Does: read the markers (size, resolution, EXIF orientation, end), decode, turn as EXIF says;
 *       keeps the file's own bytes where they are the page as it is.
 * Source: ITU-T T.81 annex B, JFIF 1.02, EXIF 2.3.
 * Does not: decode within PDF (source_pdf.c asks here). */
#include "source_jpeg.h"

#include "source_ifd.h"
#include "source_pixels.h"
#include "source_private.h"

#include <leptonica/allheaders.h>
#include <string.h>

enum {
    MARKER_TEM = 0x01,
    MARKER_SOF0 = 0xc0,
    MARKER_SOF2 = 0xc2,
    MARKER_DHT = 0xc4,
    MARKER_JPG = 0xc8,
    MARKER_DAC = 0xcc,
    MARKER_SOF15 = 0xcf,
    MARKER_RST0 = 0xd0,
    MARKER_RST7 = 0xd7,
    MARKER_EOI = 0xd9,
    MARKER_SOS = 0xda,
    MARKER_APP0 = 0xe0,
    MARKER_APP1 = 0xe1,
    MARKER_APP14 = 0xee,
};

static guint get16(const guint8 *p)
{
    return (guint)(p[0] << 8 | p[1]);
}

static gboolean is_frame(guint marker)
{
    return marker >= MARKER_SOF0 && marker <= MARKER_SOF15 && marker != MARKER_DHT &&
           marker != MARKER_JPG && marker != MARKER_DAC;
}

static void take_jfif(const guint8 *body, gsize length, JpegInfo *info)
{
    if (length < 12 || memcmp(body, "JFIF", 5) != 0 || info->x_dpi > 0)
        return;
    double factor = body[7] == 1 ? 1 : body[7] == 2 ? 2.54 : 0;
    info->x_dpi = factor * get16(body + 8);
    info->y_dpi = factor * get16(body + 10);
}

static void take_exif(const guint8 *body, gsize length, JpegInfo *info)
{
    Ifd ifd;
    gboolean big_endian = FALSE;
    if (length < 14 || memcmp(body, "Exif\0", 6) != 0)
        return;
    guint32 offset = ifd_first(body + 6, length - 6, &big_endian);
    if (offset == 0 || !ifd_read(body + 6, length - 6, big_endian, offset, &ifd))
        return;
    info->orientation = ifd.orientation;
    if (ifd.x_dpi > 0 && ifd.y_dpi > 0 && info->x_dpi <= 0) {
        info->x_dpi = ifd.x_dpi;
        info->y_dpi = ifd.y_dpi;
    }
}

/* Adobe's marker tells how three components are to be taken: 1 is YCbCr. */
static void take_adobe(const guint8 *body, gsize length, int *transform)
{
    if (length >= 12 && memcmp(body, "Adobe", 5) == 0)
        *transform = body[11];
}

/* The end marker may be followed by what a camera adds. Stuffed bytes (FF 00) hide no marker, so
 * the last FF D9 behind the scan's begin is one. */
static gboolean has_end(const guint8 *data, gsize size, gsize from)
{
    for (gsize i = size; i >= from + 2; i--)
        if (data[i - 2] == 0xff && data[i - 1] == MARKER_EOI)
            return TRUE;
    return FALSE;
}

static void take_segment(guint marker, const guint8 *body, gsize length, JpegInfo *info,
                         guint *frame, int *transform)
{
    if (is_frame(marker) && length >= 6 && *frame == 0) {
        *frame = marker;
        info->precision = body[0];
        info->height = (int)get16(body + 1);
        info->width = (int)get16(body + 3);
        info->components = body[5];
    } else if (marker == MARKER_APP0) {
        take_jfif(body, length, info);
    } else if (marker == MARKER_APP1) {
        take_exif(body, length, info);
    } else if (marker == MARKER_APP14) {
        take_adobe(body, length, transform);
    }
}

gboolean jpeg_inspect(const guint8 *data, gsize size, JpegInfo *info)
{
    guint frame = 0;
    int transform = 1;
    gsize at = 2;

    *info = (JpegInfo){.orientation = 1};
    if (size < 4 || data[0] != 0xff || data[1] != 0xd8)
        return FALSE;
    while (at + 4 <= size && data[at] == 0xff) {
        guint marker = data[at + 1];
        if (marker == 0xff) { /* fill byte */
            at++;
            continue;
        }
        if (marker == MARKER_TEM || (marker >= MARKER_RST0 && marker <= MARKER_RST7)) {
            at += 2;
            continue;
        }
        guint length = get16(data + at + 2);
        if (length < 2 || at + 2 + length > size)
            break;
        if (marker == MARKER_SOS) {
            info->complete = has_end(data, size, at + 2 + length);
            break;
        }
        take_segment(marker, data + at + 4, length - 2, info, &frame, &transform);
        at += 2 + length;
    }
    info->plain = frame >= MARKER_SOF0 && frame <= MARKER_SOF2 && info->precision == 8 &&
                  (info->components == 1 || (info->components == 3 && transform == 1));
    return frame != 0 && info->width > 0 && info->height > 0;
}

struct Pix *jpeg_decode(const guint8 *data, gsize size, gboolean *damaged)
{
    int warnings = 0;
    PIX *pix = pixReadMemJpeg(data, size, 0, 1, &warnings, L_JPEG_CONTINUE_WITH_BAD_DATA);
    *damaged = warnings > 0;
    return pixels_normalise_lossy(pix);
}

static gboolean jpeg_open(Source *source, const char **reason, GError **error)
{
    JpegInfo info;
    gboolean found = jpeg_inspect(source->data, source->size, &info);
    if (found &&
        !source_check_size(source, 1, info.width, info.height, 8 * info.components, reason, error))
        return FALSE;
    if (!found || !info.complete)
        return source_refuse(reason, REASON_DAMAGED, error,
                             "%s is damaged: the picture breaks off before its end. Ask for it to "
                             "be sent again, or scan it again.",
                             source->name);
    source->pages = 1;
    return TRUE;
}

static gboolean jpeg_load(Source *source, Page *page, GError **error)
{
    JpegInfo info;
    gboolean damaged = FALSE;
    if (jpeg_inspect(source->data, source->size, &info))
        page->image = jpeg_decode(source->data, source->size, &damaged);
    page->image = pixels_orient(page->image, info.orientation);
    if (!page->image)
        return source_fail_page(source, 1, "its picture cannot be decoded", error);
    if (damaged)
        page_note(page, "load", "The picture is damaged; parts of it may be missing.");
    else if (info.plain && info.orientation == 1)
        page->jpeg = g_bytes_ref(source->bytes);
    gboolean sideways = info.orientation >= 5;
    page->x_dpi = sideways ? info.y_dpi : info.x_dpi;
    page->y_dpi = sideways ? info.x_dpi : info.y_dpi;
    return TRUE;
}

const SourceFormat source_jpeg = {.name = "jpeg", .open = jpeg_open, .load = jpeg_load};
