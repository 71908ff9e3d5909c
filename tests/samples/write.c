/* write.c - the files that a sample becomes: TIFF, PNG, JPEG, PDF, text.
 *
 * Does: one function per container; libharu keeps scans as G4 or JPEG and sets base-14 text, cairo
 * embeds fonts. Writes: inbox/. No file holds a date of its making: the same text, the same bytes.
 */
#include "write.h"

#include "scan.h"

#include <cairo-pdf.h>
#include <hpdf.h>
#include <string.h>
#include <tiffio.h>

static PIX *page_scan(const SampleText *sample, const GPtrArray *sheets, guint number)
{
    Scan scan = scan_find(sample, number);
    PIX *pix = scan_page(&scan, sheets->pdata[number - 1]);
    scan_clear(&scan);
    return pix;
}

static void tiff_jpeg_tags(TIFF *tiff, PIX *pix, int quality)
{
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, pixGetWidth(pix));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, pixGetHeight(pix));
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_JPEG);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_YCBCR);
    TIFFSetField(tiff, TIFFTAG_JPEGQUALITY, quality);
    TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, (double)pixGetXRes(pix));
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, (double)pixGetYRes(pix));
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, pixGetHeight(pix));
}

/* As colour scanners write it: one strip of baseline JPEG in YCbCr. Leptonica would keep RGB. */
static void tiff_jpeg_write(const SampleText *sample, const GPtrArray *sheets, const char *path)
{
    TIFF *tiff = TIFFOpen(path, "w");
    if (tiff == NULL)
        give_up("%s cannot be written.", path);
    for (guint i = 1; i <= sheets->len; i++) {
        PIX *pix = page_scan(sample, sheets, i);
        int width = pixGetWidth(pix), height = pixGetHeight(pix);
        tiff_jpeg_tags(tiff, pix, (int)setting_number(sample, NULL, "quality", 50));
        g_autofree guint8 *row = g_malloc(3 * (gsize)width);
        for (int y = 0; y < height; y++) {
            const l_uint32 *pixels = pixGetData(pix) + (gsize)y * pixGetWpl(pix);
            for (int x = 0; x < width; x++)
                for (int c = 0; c < 3; c++)
                    row[3 * x + c] = pixels[x] >> (24 - 8 * c);
            if (TIFFWriteScanline(tiff, row, y, 0) < 0)
                give_up("%s cannot be written.", path);
        }
        TIFFWriteDirectory(tiff);
        pixDestroy(&pix);
    }
    TIFFClose(tiff);
}

static void tiff_write(const SampleText *sample, const GPtrArray *sheets, const char *path)
{
    const char *as = setting_lookup(sample, NULL, "as", "");
    int compression = g_str_equal(as, "fax-standard") ? IFF_TIFF_G3
                      : g_str_equal(as, "tiff-lzw")   ? IFF_TIFF_LZW
                                                      : IFF_TIFF_G4;
    for (guint i = 1; i <= sheets->len; i++) {
        PIX *pix = page_scan(sample, sheets, i);
        if (pixWriteTiff(path, pix, compression, i == 1 ? "w" : "a") != 0)
            give_up("%s cannot be written.", path);
        pixDestroy(&pix);
    }
}

static void image_write(const SampleText *sample, const GPtrArray *sheets, const char *path)
{
    PIX *pix = page_scan(sample, sheets, 1);
    int quality = (int)setting_number(sample, NULL, "quality", 50);
    gboolean png = g_str_has_suffix(path, ".png");
    if ((png ? pixWrite(path, pix, IFF_PNG) : pixWriteJpeg(path, pix, quality, 0)) != 0)
        give_up("%s cannot be written.", path);
    pixDestroy(&pix);
}

static void text_write(const SampleText *sample, const GPtrArray *sheets, const char *path)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < sheets->len; i++) {
        const PageText *page = sample->pages->pdata[i];
        if (i > 0)
            g_string_append_c(text, '\f');
        g_string_append(text, page->verbatim->str);
    }
    if (!g_file_set_contents(path, text->str, text->len, NULL))
        give_up("%s cannot be written.", path);
    g_string_free(text, TRUE);
}

static void cairo_pdf_write(const SampleText *sample, const GPtrArray *sheets, const char *path)
{
    cairo_surface_t *surface = cairo_pdf_surface_create(path, SHEET_WIDTH_PT, SHEET_HEIGHT_PT);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   setting_lookup(sample, NULL, "title", "Document"));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2025-01-02T09:00:00Z");
    cairo_t *cairo = cairo_create(surface);
    for (guint i = 0; i < sheets->len; i++) {
        sheet_draw(sheets->pdata[i], cairo);
        cairo_show_page(cairo);
    }
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        give_up("%s cannot be written.", path);
    cairo_surface_destroy(surface);
}

static void haru_failed(HPDF_STATUS status, HPDF_STATUS detail, void *path)
{
    give_up("%s cannot be written (libharu: 0x%04lX, %lu).", (const char *)path, status, detail);
}

static HPDF_Page haru_page_new(HPDF_Doc pdf)
{
    HPDF_Page page = HPDF_AddPage(pdf);
    HPDF_Page_SetWidth(page, SHEET_WIDTH_PT);
    HPDF_Page_SetHeight(page, SHEET_HEIGHT_PT);
    return page;
}

/* Liberation's widths are those of Helvetica, Times and Courier. */
static HPDF_Font haru_font(HPDF_Doc pdf, const Face *face)
{
    static const char *const names[3][4] = {
        {"Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"},
        {"Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"},
        {"Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"},
    };
    int family = strstr(face->family, "Serif") ? 1 : strstr(face->family, "Mono") ? 2 : 0;
    return HPDF_GetFont(pdf, names[family][face->bold + 2 * face->italic], "WinAnsiEncoding");
}

static void haru_strokes(HPDF_Page page, const Sheet *sheet)
{
    for (guint i = 0; i < sheet->strokes->len; i++) {
        const Stroke *stroke = &g_array_index(sheet->strokes, Stroke, i);
        float red = (stroke->colour >> 16 & 255) / 255.0f;
        float green = (stroke->colour >> 8 & 255) / 255.0f, blue = (stroke->colour & 255) / 255.0f;
        HPDF_Page_SetRGBStroke(page, red, green, blue);
        HPDF_Page_SetRGBFill(page, red, green, blue);
        HPDF_Page_SetLineWidth(page, stroke->width_pt);
        if (stroke->kind == STROKE_LINE || stroke->kind == STROKE_SCRIBBLE) {
            HPDF_Page_MoveTo(page, stroke->x0, SHEET_HEIGHT_PT - stroke->y0);
            HPDF_Page_LineTo(page, stroke->x1, SHEET_HEIGHT_PT - stroke->y1);
            HPDF_Page_Stroke(page);
            continue;
        }
        HPDF_Page_Rectangle(page, stroke->x0, SHEET_HEIGHT_PT - stroke->y1, stroke->x1 - stroke->x0,
                            stroke->y1 - stroke->y0);
        if (stroke->kind == STROKE_FILL)
            HPDF_Page_Fill(page);
        else
            HPDF_Page_Stroke(page);
    }
}

static void haru_sheet(HPDF_Doc pdf, HPDF_Page page, const Sheet *sheet, const char *path)
{
    haru_strokes(page, sheet);
    HPDF_Page_BeginText(page);
    for (guint i = 0; i < sheet->words->len; i++) {
        const Word *word = sheet->words->pdata[i];
        g_autofree char *bytes =
            g_convert(word->text, -1, "WINDOWS-1252", "UTF-8", NULL, NULL, NULL);
        if (bytes == NULL)
            give_up("%s: '%s' cannot be set in a base-14 font.", path, word->text);
        guint32 colour = word->face.colour;
        HPDF_Page_SetRGBFill(page, (colour >> 16 & 255) / 255.0f, (colour >> 8 & 255) / 255.0f,
                             (colour & 255) / 255.0f);
        HPDF_Page_SetFontAndSize(page, haru_font(pdf, &word->face), word->face.size_pt);
        HPDF_Page_TextOut(page, word->x, SHEET_HEIGHT_PT - word->baseline, bytes);
    }
    HPDF_Page_EndText(page);
}

static HPDF_Image haru_image(HPDF_Doc pdf, PIX *pix, int quality)
{
    if (pixGetDepth(pix) == 1) {
        PIX *swapped = pixEndianByteSwapNew(pix);
        HPDF_Image image = HPDF_Image_LoadRaw1BitImageFromMem(
            pdf, (HPDF_BYTE *)pixGetData(swapped), pixGetWidth(pix), pixGetHeight(pix),
            pixGetWpl(pix) * 4, HPDF_FALSE, HPDF_TRUE);
        pixDestroy(&swapped);
        return image;
    }
    l_uint8 *jpeg = NULL;
    size_t size = 0;
    if (pixWriteMemJpeg(&jpeg, &size, pix, quality, 0) != 0)
        return NULL;
    HPDF_Image image = HPDF_LoadJpegImageFromMem(pdf, jpeg, size);
    lept_free(jpeg);
    return image;
}

static void haru_scan(HPDF_Doc pdf, HPDF_Page page, const SampleText *sample,
                      const GPtrArray *sheets, guint number, const char *path)
{
    PIX *pix = page_scan(sample, sheets, number);
    HPDF_Image image = haru_image(pdf, pix, (int)setting_number(sample, NULL, "quality", 45));
    if (image == NULL)
        give_up("%s: libharu does not take the image of page %u.", path, number);
    float width = pixGetWidth(pix) * 72.0f / pixGetXRes(pix);
    float height = pixGetHeight(pix) * 72.0f / pixGetYRes(pix);
    HPDF_Page_SetWidth(page, width);
    HPDF_Page_SetHeight(page, height);
    HPDF_Page_DrawImage(page, image, 0, 0, width, height);
    pixDestroy(&pix);
}

static void haru_pdf_write(const SampleText *sample, const GPtrArray *sheets, const char *path)
{
    HPDF_Doc pdf = HPDF_New(haru_failed, (void *)path);
    HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
    const char *as = setting_lookup(sample, NULL, "as", "");
    for (guint i = 1; i <= sheets->len; i++) {
        const PageText *text = sample->pages->pdata[i - 1];
        HPDF_Page page = haru_page_new(pdf);
        gboolean born = g_str_equal(setting_lookup(sample, text, "born", "no"), "yes");
        if (born || g_str_equal(as, "pdf-base14"))
            haru_sheet(pdf, page, sheets->pdata[i - 1], path);
        else
            haru_scan(pdf, page, sample, sheets, i, path);
        int shown = (int)setting_number(sample, text, "pdf_rotate", 0);
        if (shown != 0)
            HPDF_Page_SetRotate(page, shown);
    }
    HPDF_SaveToFile(pdf, path);
    HPDF_Free(pdf);
}

void sample_write(const SampleText *sample, const GPtrArray *sheets, const char *folder)
{
    static const struct {
        const char *prefix;
        void (*write)(const SampleText *sample, const GPtrArray *sheets, const char *path);
    } containers[] = {
        {"fax", tiff_write},           {"tiff-jpeg", tiff_jpeg_write}, {"tiff", tiff_write},
        {"png", image_write},          {"jpeg", image_write},          {"txt", text_write},
        {"pdf-text", cairo_pdf_write}, {"pdf", haru_pdf_write},
    };
    const char *as = setting_lookup(sample, NULL, "as", "");
    g_autofree char *path =
        g_build_filename(folder, setting_lookup(sample, NULL, "file", "unnamed"), NULL);
    for (guint i = 0; i < G_N_ELEMENTS(containers); i++)
        if (g_str_has_prefix(as, containers[i].prefix)) {
            containers[i].write(sample, sheets, path);
            return;
        }
    give_up("%s: nothing writes the format '%s'.", sample->origin, as);
}
