/* source_pdf_render.c - pages of a PDF as Poppler paints them.
 *
 * Does: open the file in Poppler when first needed, render a page into normal form.
 * Does not: read text (source_pdf_text.c); decide which pages are rendered (source_pdf.c). */
#include "source_pdf.h"
#include "source_pixels.h"

#include "fate.h"

#include <leptonica/allheaders.h>
#include <math.h>

#ifdef CHARTWARD_SANITIZE
/* What fontconfig has read of the font folders it keeps until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}
#endif

PopplerDocument *pdf_poppler(Source *source, guint page, GError **error)
{
    Pdf *pdf = source->inner;
    if (!pdf->poppler)
        pdf->poppler = poppler_document_new_from_bytes(source->bytes, NULL, NULL);
    if (!pdf->poppler || (guint)poppler_document_get_n_pages(pdf->poppler) < page) {
        source_fail_page(source, page, "the PDF is damaged", error);
        return NULL;
    }
    return pdf->poppler;
}

static gboolean surface_is_grey(const guint8 *data, int width, int height, int stride)
{
    for (int y = 0; y < height; y++) {
        const guint32 *line = (const guint32 *)(data + (gsize)y * stride);
        for (int x = 0; x < width; x++)
            if ((line[x] >> 16 & 0xff) != (line[x] & 0xff) ||
                (line[x] >> 8 & 0xff) != (line[x] & 0xff))
                return FALSE;
    }
    return TRUE;
}

static PIX *surface_pix(cairo_surface_t *surface)
{
    const guint8 *data = cairo_image_surface_get_data(surface);
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    int stride = cairo_image_surface_get_stride(surface);
    gboolean grey = surface_is_grey(data, width, height, stride);
    PIX *pix = pixCreateNoInit(width, height, grey ? 8 : 32);

    for (int y = 0; pix && y < height; y++) {
        const guint32 *from = (const guint32 *)(data + (gsize)y * stride);
        l_uint32 *to = pixGetData(pix) + (gsize)y * pixGetWpl(pix);
        for (int x = 0; x < width; x++) {
            if (grey)
                SET_DATA_BYTE(to, x, from[x] & 0xff);
            else
                to[x] = from[x] << 8;
        }
    }
    if (pix)
        pixSetPadBits(pix, 0);
    return pix;
}

enum { SURFACE_SIDE_PX = 32000 }; /* Cairo's pictures end at 32,767 */

static double fit_dpi(Source *source, double width_points, double height_points, double dpi)
{
    while (dpi > 1 &&
           (MAX(width_points, height_points) * dpi / 72 > SURFACE_SIDE_PX ||
            !source_allows_size(source, width_points * dpi / 72, height_points * dpi / 72, 32)))
        dpi /= 2;
    return dpi;
}

gboolean pdf_render(Source *source, Page *page, double dpi, GError **error)
{
    double width = 0, height = 0;
    PopplerDocument *document = pdf_poppler(source, page->source_page, error);
    if (!document)
        return FALSE;
    g_autoptr(PopplerPage) sheet = poppler_document_get_page(document, (int)page->source_page - 1);
    if (!sheet)
        return source_fail_page(source, page->source_page, "the PDF is damaged", error);
    poppler_page_get_size(sheet, &width, &height);
    dpi = fit_dpi(source, width, height, dpi);
    int width_px = (int)MAX(1, round(width * dpi / 72));
    int height_px = (int)MAX(1, round(height * dpi / 72));

    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width_px, height_px);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, width_px / MAX(width, 1), height_px / MAX(height, 1));
    poppler_page_render(sheet, cairo);
    cairo_surface_flush(surface);
    gboolean painted = cairo_status(cairo) == CAIRO_STATUS_SUCCESS &&
                       cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    page->image = painted ? pixels_normalise(surface_pix(surface)) : NULL;
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    if (!page->image)
        return source_fail_page(source, page->source_page, "it cannot be painted", error);
    page->x_dpi = page->y_dpi = dpi;
    return TRUE;
}
