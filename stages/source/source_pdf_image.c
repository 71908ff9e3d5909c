/* source_pdf_image.c - the pixels of a scan within a PDF, as they are stored.
 *
 * Does: take JPEG bytes as they are, wrap CCITT data into a TIFF header, read raw and deflated rows
 *       of grey, RGB and indexed pictures; turn them as the page shows them.
 * Source: ISO 32000-1, 7.4 (filters) and 8.9 (images); TIFF 6.0 section 11.
 * Does not: JBIG2, JPEG 2000, masks, CMYK: Poppler renders those (source_pdf_render.c). */
#include "source_jpeg.h"
#include "source_pdf.h"
#include "source_pixels.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    qpdf_data qpdf;
    qpdf_oh stream, dict;
    int width, height, bits;
    int components;  /* 1 grey or indexed, 3 RGB */
    qpdf_oh palette; /* of an indexed picture: string or stream; else 0 */
    int palette_components;
    gboolean inverted; /* /Decode [1 0] */
} Stored;

static qpdf_oh get(const Stored *stored, qpdf_oh dict, const char *key)
{
    return qpdf_oh_get_key(stored->qpdf, dict, key);
}

static gboolean is_name(const Stored *stored, qpdf_oh value, const char *name)
{
    return qpdf_oh_is_name_and_equals(stored->qpdf, value, name);
}

static int get_number(const Stored *stored, qpdf_oh dict, const char *key, int otherwise)
{
    qpdf_oh value = get(stored, dict, key);
    return qpdf_oh_is_integer(stored->qpdf, value)
               ? qpdf_oh_get_int_value_as_int(stored->qpdf, value)
               : otherwise;
}

static gboolean get_flag(const Stored *stored, qpdf_oh dict, const char *key, gboolean otherwise)
{
    qpdf_oh value = get(stored, dict, key);
    return qpdf_oh_is_bool(stored->qpdf, value) ? qpdf_oh_get_bool_value(stored->qpdf, value)
                                                : otherwise;
}

/* Number of components of a simple colour space; 0 when Poppler has to work it out. */
static int count_components(const Stored *stored, qpdf_oh space)
{
    if (is_name(stored, space, "/DeviceGray") || is_name(stored, space, "/G"))
        return 1;
    if (is_name(stored, space, "/DeviceRGB") || is_name(stored, space, "/RGB"))
        return 3;
    if (!qpdf_oh_is_array(stored->qpdf, space) ||
        qpdf_oh_get_array_n_items(stored->qpdf, space) < 2)
        return 0;
    qpdf_oh family = qpdf_oh_get_array_item(stored->qpdf, space, 0);
    if (is_name(stored, family, "/CalGray"))
        return 1;
    if (is_name(stored, family, "/CalRGB"))
        return 3;
    if (is_name(stored, family, "/ICCBased")) {
        qpdf_oh profile = qpdf_oh_get_array_item(stored->qpdf, space, 1);
        if (!qpdf_oh_is_stream(stored->qpdf, profile))
            return 0;
        int n = get_number(stored, qpdf_oh_get_dict(stored->qpdf, profile), "/N", 0);
        return n == 1 || n == 3 ? n : 0;
    }
    return 0;
}

static gboolean read_space(Stored *stored)
{
    qpdf_oh space = get(stored, stored->dict, "/ColorSpace");
    stored->components = count_components(stored, space);
    if (stored->components > 0)
        return TRUE;
    if (!qpdf_oh_is_array(stored->qpdf, space) ||
        qpdf_oh_get_array_n_items(stored->qpdf, space) != 4 ||
        !is_name(stored, qpdf_oh_get_array_item(stored->qpdf, space, 0), "/Indexed"))
        return FALSE;
    stored->components = 1;
    stored->palette_components =
        count_components(stored, qpdf_oh_get_array_item(stored->qpdf, space, 1));
    stored->palette = qpdf_oh_get_array_item(stored->qpdf, space, 3);
    return stored->palette_components > 0 && stored->bits <= 8;
}

/* FALSE: a mapping that is neither the default nor its plain reverse. */
static gboolean read_decode(Stored *stored)
{
    qpdf_oh decode = get(stored, stored->dict, "/Decode");
    if (!qpdf_oh_is_array(stored->qpdf, decode))
        return TRUE;
    int items = qpdf_oh_get_array_n_items(stored->qpdf, decode);
    if (stored->palette || items != 2 * stored->components)
        return FALSE;
    int straight = 0, reversed = 0;
    for (int i = 0; i < items; i++) {
        double value = qpdf_oh_get_numeric_value(stored->qpdf,
                                                 qpdf_oh_get_array_item(stored->qpdf, decode, i));
        straight += value == (i & 1);
        reversed += value == !(i & 1);
    }
    stored->inverted = reversed == items;
    return straight == items || reversed == items;
}

static gboolean has_mask(const Stored *stored)
{
    return get_flag(stored, stored->dict, "/ImageMask", FALSE) ||
           qpdf_oh_has_key(stored->qpdf, stored->dict, "/SMask") ||
           qpdf_oh_has_key(stored->qpdf, stored->dict, "/Mask") ||
           get_number(stored, stored->dict, "/SMaskInData", 0) != 0;
}

/* The only filter's name without its slash, and its parameters; NULL when there are several, ""
 * when there is none. Lent until the next call to qpdf. */
static const char *only_filter(const Stored *stored, qpdf_oh *parameters)
{
    qpdf_oh filter = get(stored, stored->dict, "/Filter");
    *parameters = get(stored, stored->dict, "/DecodeParms");
    if (qpdf_oh_is_array(stored->qpdf, filter)) {
        int items = qpdf_oh_get_array_n_items(stored->qpdf, filter);
        if (items != 1)
            return items == 0 ? "" : NULL;
        filter = qpdf_oh_get_array_item(stored->qpdf, filter, 0);
    }
    if (qpdf_oh_is_array(stored->qpdf, *parameters))
        *parameters = qpdf_oh_get_array_item(stored->qpdf, *parameters, 0);
    return qpdf_oh_is_name(stored->qpdf, filter) ? qpdf_oh_get_name(stored->qpdf, filter) + 1 : "";
}

/* The stream's bytes, decoded as far as `level` goes; NULL when that is not all the way. */
static GBytes *stream_bytes(const Stored *stored, qpdf_oh stream,
                            enum qpdf_stream_decode_level_e level)
{
    unsigned char *data = NULL;
    size_t size = 0;
    QPDF_BOOL filtered = QPDF_FALSE;
    if (qpdf_oh_get_stream_data(stored->qpdf, stream, level, &filtered, &data, &size) & QPDF_ERRORS)
        return NULL;
    g_autoptr(GBytes) bytes = g_bytes_new_with_free_func(data, size, free, data);
    return level == qpdf_dl_none || filtered ? g_steal_pointer(&bytes) : NULL;
}

/* --- JPEG ------------------------------------------------------------------------------------ */

static PIX *load_jpeg(const Stored *stored, Page *page)
{
    JpegInfo info;
    gboolean damaged = FALSE;
    gsize size = 0;
    g_autoptr(GBytes) bytes = stream_bytes(stored, stored->stream, qpdf_dl_none);
    const guint8 *data = bytes ? g_bytes_get_data(bytes, &size) : NULL;
    if (!data || stored->inverted || !jpeg_inspect(data, size, &info) || !info.plain ||
        info.components != stored->components || info.width != stored->width ||
        info.height != stored->height)
        return NULL;
    PIX *pix = jpeg_decode(data, size, &damaged);
    if (pix && damaged)
        page_note(page, "load", "The picture is damaged; parts of it may be missing.");
    if (pix && !damaged && info.complete && info.orientation == 1)
        page->jpeg = g_steal_pointer(&bytes);
    return pix;
}

/* --- CCITT ----------------------------------------------------------------------------------- */

static void put(GByteArray *file, guint32 value, guint bytes)
{
    for (guint i = 0; i < bytes; i++)
        g_byte_array_append(file, &(guint8){(guint8)(value >> 8 * i)}, 1);
}

static void put_entry(GByteArray *file, guint tag, guint32 value)
{
    put(file, tag, 2);
    put(file, 4, 2); /* LONG */
    put(file, 1, 4);
    put(file, value, 4);
}

/* A TIFF file of one strip around CCITT data; entries in ascending order, as TIFF asks. */
static GByteArray *wrap_ccitt(const Stored *stored, GBytes *data, int k, gboolean black_runs_ink)
{
    enum { ENTRIES = 9, HEADER = 8, STRIP = HEADER + 2 + 12 * ENTRIES + 4, G3 = 3, G4 = 4 };
    GByteArray *file = g_byte_array_sized_new((guint)g_bytes_get_size(data) + STRIP);
    g_byte_array_append(file, (const guint8 *)"II*\0", 4);
    put(file, HEADER, 4);
    put(file, ENTRIES, 2);
    put_entry(file, 256, (guint32)stored->width);
    put_entry(file, 257, (guint32)stored->height);
    put_entry(file, 258, 1);
    put_entry(file, 259, k < 0 ? G4 : G3);
    put_entry(file, 262, black_runs_ink ? 0 : 1);
    put_entry(file, 273, STRIP);
    put_entry(file, 278, (guint32)stored->height);
    put_entry(file, 279, (guint32)g_bytes_get_size(data));
    put_entry(file, k < 0 ? 293 : 292, k > 0 ? 1 : 0);
    put(file, 0, 4);
    g_byte_array_append(file, g_bytes_get_data(data, NULL), (guint)g_bytes_get_size(data));
    return file;
}

static PIX *load_ccitt(const Stored *stored, qpdf_oh parameters)
{
    gboolean given = qpdf_oh_is_dictionary(stored->qpdf, parameters);
    int k = given ? get_number(stored, parameters, "/K", 0) : 0;
    int columns = given ? get_number(stored, parameters, "/Columns", 1728) : 1728;
    gboolean aligned = given && get_flag(stored, parameters, "/EncodedByteAlign", FALSE);
    gboolean black_is_1 = given && get_flag(stored, parameters, "/BlackIs1", FALSE);
    gsize offset = 0;

    if (stored->bits != 1 || stored->components != 1 || stored->palette || aligned ||
        columns != stored->width)
        return NULL;
    g_autoptr(GBytes) data = stream_bytes(stored, stored->stream, qpdf_dl_none);
    if (!data || g_bytes_get_size(data) == 0 || g_bytes_get_size(data) > G_MAXINT)
        return NULL;
    /* Black runs become 0 unless BlackIs1; 0 is ink unless /Decode says otherwise. */
    g_autoptr(GByteArray) file = wrap_ccitt(stored, data, k, black_is_1 == stored->inverted);
    return pixReadMemFromMultipageTiff(file->data, file->len, &offset);
}

/* --- raw rows -------------------------------------------------------------------------------- */

static PIXCMAP *read_palette(const Stored *stored)
{
    g_autoptr(GBytes) held = NULL;
    const guint8 *entries = NULL;
    size_t size = 0;

    if (qpdf_oh_is_string(stored->qpdf, stored->palette)) {
        const char *string = qpdf_oh_get_binary_string_value(stored->qpdf, stored->palette, &size);
        held = g_bytes_new(string, size);
    } else if (qpdf_oh_is_stream(stored->qpdf, stored->palette)) {
        held = stream_bytes(stored, stored->palette, qpdf_dl_specialized);
    }
    if (!held)
        return NULL;
    entries = g_bytes_get_data(held, &size);
    PIXCMAP *map = pixcmapCreate(stored->bits);
    gsize count = MIN(size / (gsize)stored->palette_components, 1u << stored->bits);
    for (gsize i = 0; i < count; i++, entries += stored->palette_components) {
        gboolean grey = stored->palette_components == 1;
        pixcmapAddColor(map, entries[0], entries[grey ? 0 : 1], entries[grey ? 0 : 2]);
    }
    while (pixcmapGetCount(map) < 1 << stored->bits)
        pixcmapAddColor(map, 0, 0, 0);
    return map;
}

static void copy_rgb_rows(PIX *pix, const guint8 *rows)
{
    for (int y = 0; y < pixGetHeight(pix); y++) {
        l_uint32 *line = pixGetData(pix) + (gsize)y * pixGetWpl(pix);
        for (int x = 0; x < pixGetWidth(pix); x++, rows += 3)
            composeRGBPixel(rows[0], rows[1], rows[2], line + x);
    }
}

static void copy_packed_rows(PIX *pix, const guint8 *rows, gsize row_bytes)
{
    for (int y = 0; y < pixGetHeight(pix); y++, rows += row_bytes) {
        l_uint32 *line = pixGetData(pix) + (gsize)y * pixGetWpl(pix);
        for (gsize i = 0; i < row_bytes; i++)
            SET_DATA_BYTE(line, i, rows[i]);
    }
    pixSetPadBits(pix, 0);
}

static PIX *load_rows(const Stored *stored)
{
    gboolean colour = stored->components == 3;
    int depth = colour ? 32 : stored->bits;
    gsize size = 0, row_bytes = ((gsize)stored->width * stored->bits * stored->components + 7) / 8;

    if (colour ? stored->bits != 8 : stored->bits > 8)
        return NULL;
    g_autoptr(GBytes) bytes = stream_bytes(stored, stored->stream, qpdf_dl_specialized);
    const guint8 *rows = bytes ? g_bytes_get_data(bytes, &size) : NULL;
    if (!rows || size < row_bytes * stored->height)
        return NULL;
    PIX *pix = pixCreateNoInit(stored->width, stored->height, depth);
    if (!pix)
        return NULL;
    if (colour)
        copy_rgb_rows(pix, rows);
    else
        copy_packed_rows(pix, rows, row_bytes);
    if (stored->palette) {
        PIXCMAP *map = read_palette(stored);
        if (!map || pixSetColormap(pix, map) != 0)
            pixDestroy(&pix);
    } else if ((depth == 1) != stored->inverted) {
        pixInvert(pix, pix); /* Leptonica's 1 is ink in 1-bit pictures alone */
    }
    return pix;
}

/* --- all ------------------------------------------------------------------------------------- */

static PIX *load_stored(Source *source, const PaintedImage *image, Page *page)
{
    Stored stored = {.qpdf = ((Pdf *)source->inner)->qpdf,
                     .stream = image->stream,
                     .width = image->width,
                     .height = image->height};
    qpdf_oh parameters;
    stored.dict = qpdf_oh_get_dict(stored.qpdf, stored.stream);
    stored.bits = get_number(&stored, stored.dict, "/BitsPerComponent", 8);
    if (stored.width < 1 || stored.height < 1 || stored.bits < 1 || stored.bits > 16 ||
        has_mask(&stored) || !read_space(&stored) || !read_decode(&stored) ||
        !source_allows_size(source, stored.width, stored.height, stored.bits * stored.components))
        return NULL;
    const char *filter = only_filter(&stored, &parameters);
    if (!filter)
        return load_rows(&stored);
    if (strcmp(filter, "DCTDecode") == 0 || strcmp(filter, "DCT") == 0)
        return load_jpeg(&stored, page);
    PIX *pix = strcmp(filter, "CCITTFaxDecode") == 0 || strcmp(filter, "CCF") == 0
                   ? load_ccitt(&stored, parameters)
                   : load_rows(&stored);
    return pixels_normalise(pix);
}

/* Directions of the image's right and up as shown, each a multiple of the axes; FALSE when the
 * image is painted askew. */
static gboolean shown_directions(const PaintedImage *image, const Frame *frame, double right[2],
                                 double up[2])
{
    const Matrix *m = &image->matrix;
    double turned[4] = {m->a, m->b, m->c, m->d};
    for (int quarters = frame->turn / 90; quarters > 0; quarters--)
        for (int i = 0; i < 4; i += 2) { /* clockwise: (x, y) becomes (y, -x) */
            double x = turned[i];
            turned[i] = turned[i + 1];
            turned[i + 1] = -x;
        }
    memcpy(right, turned, 2 * sizeof(double));
    memcpy(up, turned + 2, 2 * sizeof(double));
    gboolean lying = fabs(right[1]) <= 0.01 * fabs(right[0]) && fabs(up[0]) <= 0.01 * fabs(up[1]);
    gboolean standing =
        fabs(right[0]) <= 0.01 * fabs(right[1]) && fabs(up[1]) <= 0.01 * fabs(up[0]);
    return lying != standing;
}

/* As an EXIF orientation. */
static int shown_orientation(const double right[2], const double up[2])
{
    static const int plain[] = {1, 6, 3, 8}, mirrored[] = {2, 7, 4, 5};
    gboolean mirror = right[0] * up[1] - right[1] * up[0] < 0;
    double sign = mirror ? -1 : 1, x = sign * right[0], y = sign * right[1];
    int quarters = fabs(x) > fabs(y) ? (x > 0 ? 0 : 2) : (y < 0 ? 1 : 3);
    return mirror ? mirrored[quarters] : plain[quarters];
}

static double length_inches(const double direction[2], const Frame *frame)
{
    return hypot(direction[0], direction[1]) * frame->unit / 72;
}

double pdf_image_dpi(const PaintedImage *image, const Frame *frame)
{
    const Matrix *m = &image->matrix;
    double across = hypot(m->a, m->b) * frame->unit / 72,
           down = hypot(m->c, m->d) * frame->unit / 72;
    if (across <= 0 || down <= 0)
        return 0;
    return MAX(image->width / across, image->height / down);
}

gboolean pdf_load_image(Source *source, const PaintedImage *image, const Frame *frame, Page *page)
{
    double right[2], up[2];
    if (!image->stream || !shown_directions(image, frame, right, up))
        return FALSE;
    int orientation = shown_orientation(right, up);
    PIX *pix = load_stored(source, image, page);
    if (pix && orientation != 1)
        g_clear_pointer(&page->jpeg, g_bytes_unref);
    page->image = pixels_orient(pix, orientation);
    if (!page->image)
        return FALSE;
    double x_dpi = image->width / length_inches(right, frame);
    double y_dpi = image->height / length_inches(up, frame);
    page->x_dpi = orientation >= 5 ? y_dpi : x_dpi;
    page->y_dpi = orientation >= 5 ? x_dpi : y_dpi;
    return TRUE;
}
