/* pdf_maker.c - PDF files for tests, written object by object.
 *
 * Does: counts objects, writes pages, images and the cross-reference table. Does not: compress, or
 * mind what the content says. */
#include "pdf_maker.h"

#include "drawn.h"

#include <string.h>

struct PdfMaker {
    GByteArray *file;
    GArray *offsets; /* of objects 1, 2, ...: 1 the catalog, 2 the page tree, 3 a font */
    GString *kids;
    guint pages;
};

static void G_GNUC_PRINTF(2, 3) text_append(PdfMaker *maker, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_byte_array_append(maker->file, (const guint8 *)text, (guint)strlen(text));
}

static guint object_begin(PdfMaker *maker)
{
    g_array_append_val(maker->offsets, maker->file->len);
    text_append(maker, "%u 0 obj\n", maker->offsets->len);
    return maker->offsets->len;
}

PdfMaker *pdf_maker_new(void)
{
    PdfMaker *maker = g_new0(PdfMaker, 1);
    maker->file = g_byte_array_new();
    maker->offsets = g_array_new(FALSE, TRUE, sizeof(guint));
    maker->kids = g_string_new(NULL);
    text_append(maker, "%%PDF-1.5\n");
    object_begin(maker);
    text_append(maker, "<</Type/Catalog/Pages 2 0 R>>endobj\n");
    g_array_set_size(maker->offsets, 2); /* the page tree comes last */
    object_begin(maker);
    text_append(maker,
                "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n");
    return maker;
}

guint pdf_maker_next(const PdfMaker *maker)
{
    return maker->offsets->len + 1;
}

guint pdf_maker_add_stream(PdfMaker *maker, const char *dict, const void *data, gsize size)
{
    guint number = object_begin(maker);
    text_append(maker, "<<%s/Length %zu>>stream\n", dict, size);
    g_byte_array_append(maker->file, data, (guint)size);
    text_append(maker, "\nendstream endobj\n");
    return number;
}

void pdf_maker_add_page(PdfMaker *maker, const char *content, guint image, const char *more)
{
    guint stream = pdf_maker_add_stream(maker, "", content, strlen(content)),
          page = object_begin(maker);
    text_append(maker, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %u 0 R", stream);
    text_append(maker, "/Resources<</Font<</F 3 0 R>>");
    if (image > 0)
        text_append(maker, "/XObject<</I %u 0 R>>", image);
    text_append(maker, ">>%s>>endobj\n", more);
    g_string_append_printf(maker->kids, "%u 0 R ", page);
    maker->pages++;
}

GBytes *pdf_maker_finish(PdfMaker *maker)
{
    g_array_index(maker->offsets, guint, 1) = maker->file->len;
    text_append(maker, "2 0 obj\n<</Type/Pages/Count %u/Kids[%s]>>endobj\n", maker->pages,
                maker->kids->str);
    guint at = maker->file->len;
    text_append(maker, "xref\n0 %u\n0000000000 65535 f \n", maker->offsets->len + 1);
    for (guint i = 0; i < maker->offsets->len; i++)
        text_append(maker, "%010u 00000 n \n", g_array_index(maker->offsets, guint, i));
    text_append(maker, "trailer<</Size %u/Root 1 0 R>>\nstartxref\n%u\n%%%%EOF\n",
                maker->offsets->len + 1, at);
    GBytes *bytes = g_byte_array_free_to_bytes(maker->file);
    g_array_unref(maker->offsets);
    g_string_free(maker->kids, TRUE);
    g_free(maker);
    return bytes;
}

guint pdf_maker_add_raw(PdfMaker *maker, PIX *pix)
{
    g_autoptr(GByteArray) rows = g_byte_array_new();
    for (int y = 0; y < pixGetHeight(pix); y++)
        for (int x = 0; x < pixGetWidth(pix); x += 8) {
            guint8 byte = (guint8)~GET_DATA_BYTE(pixGetData(pix) + y * pixGetWpl(pix), x / 8);
            g_byte_array_append(rows, &byte, 1);
        }
    g_autofree char *dict = g_strdup_printf("/Type/XObject/Subtype/Image/Width %d/Height %d"
                                            "/BitsPerComponent 1/ColorSpace/DeviceGray",
                                            pixGetWidth(pix), pixGetHeight(pix));
    return pdf_maker_add_stream(maker, dict, rows->data, rows->len);
}

/* What stands between the header and the directory of Leptonica's TIFF. */
guint pdf_maker_add_g4(PdfMaker *maker, PIX *pix)
{
    g_autoptr(GBytes) tiff = drawn_file(pix, IFF_TIFF_G4);
    gsize size;
    const guint8 *data = g_bytes_get_data(tiff, &size);
    guint32 directory = data[4] | data[5] << 8 | data[6] << 16 | (guint32)data[7] << 24;
    g_assert_cmpuint(directory, <, size);
    g_autofree char *dict =
        g_strdup_printf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1"
                        "/ColorSpace/DeviceGray/Filter/CCITTFaxDecode"
                        "/DecodeParms<</K -1/Columns %d/Rows %d>>",
                        pixGetWidth(pix), pixGetHeight(pix), pixGetWidth(pix), pixGetHeight(pix));
    return pdf_maker_add_stream(maker, dict, data + 8, directory - 8);
}

guint pdf_maker_add_jpeg(PdfMaker *maker, GBytes *jpeg, int width, int height)
{
    g_autofree char *dict = g_strdup_printf(
        "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray"
        "/Filter[/DCTDecode]",
        width, height);
    return pdf_maker_add_stream(maker, dict, g_bytes_get_data(jpeg, NULL), g_bytes_get_size(jpeg));
}
