/* bind_image.c - makes PDF images of filed images without touching their bytes: G4 and JPEG as they
 * are.
 *
 * Does: builds the image objects by hand, for libharu would encode G4 again and hold every image in
 * memory; fetches the bytes as each object is written. Does not: take an image whose file
 * contradicts what is known of it. */
#include "bind.h"

#include "fate.h"

/* What it takes to bring an image's bytes when its object is written. */
typedef struct {
    BindPdf *pdf;
    const Chart *chart;
    const FiledImage *filed;
    ImageBody body;
    HPDF_Dict parameters; /* of G4; ours until the bytes are brought, then the image's */
} Promise;

/* libharu calls these before and after it writes an object with its stream. */
static HPDF_STATUS bytes_bring(HPDF_Dict image)
{
    Promise *promise = image->attr;
    g_autoptr(GBytes) file = bind_image_bytes(promise->chart, promise->filed, &promise->pdf->cause);
    gsize size;
    const guint8 *data = file != NULL ? g_bytes_get_data(file, &size) : NULL;
    if (data == NULL || promise->body.offset > size ||
        promise->body.size > size - promise->body.offset) {
        if (promise->pdf->cause == NULL)
            g_set_error(&promise->pdf->cause, FATE, FATE_RETRY,
                        "A filed image changed while its chart was bound. Chartward will bind the "
                        "chart again.");
        return HPDF_SetError(image->error, HPDF_INVALID_IMAGE, 0);
    }
    promise->parameters = NULL;
    return HPDF_Stream_Write(image->stream, data + promise->body.offset, promise->body.size);
}

void bind_image_forget(gpointer data)
{
    Promise *promise = data;
    if (promise->parameters != NULL)
        HPDF_Dict_Free(promise->parameters);
    g_free(promise);
}

static HPDF_STATUS bytes_drop(HPDF_Dict image)
{
    HPDF_MemStream_FreeData(image->stream);
    return HPDF_OK;
}

/* ISO 32000-1, 7.4.6: K below 0 is Group 4; BlackIs1 stays false, for a black run is 0 in
 * DeviceGray. */
static HPDF_Dict g4_parameters(BindPdf *pdf, const ImageBody *body)
{
    HPDF_Dict parameters = HPDF_Dict_New(pdf->doc->mmgr);
    if (parameters == NULL)
        return NULL;
    HPDF_Dict_AddNumber(parameters, "K", -1);
    HPDF_Dict_AddNumber(parameters, "Columns", body->width);
    HPDF_Dict_AddNumber(parameters, "Rows", body->height);
    return parameters;
}

static HPDF_Image image_make(BindPdf *pdf, const Chart *chart, const FiledImage *filed,
                             const ImageBody *body)
{
    HPDF_Dict image = HPDF_DictStream_New(pdf->doc->mmgr, pdf->doc->xref);
    if (image == NULL)
        return NULL;
    gboolean bilevel = filed->format == IMAGE_G4;
    image->header.obj_class |= HPDF_OSUBCLASS_XOBJECT;
    image->filter = bilevel ? HPDF_STREAM_FILTER_CCITT_DECODE : HPDF_STREAM_FILTER_DCT_DECODE;
    if (bilevel && (image->filterParams = g4_parameters(pdf, body)) == NULL)
        return NULL;
    HPDF_Dict_AddName(image, "Type", "XObject");
    HPDF_Dict_AddName(image, "Subtype", "Image");
    HPDF_Dict_AddNumber(image, "Width", body->width);
    HPDF_Dict_AddNumber(image, "Height", body->height);
    HPDF_Dict_AddNumber(image, "BitsPerComponent", bilevel ? 1 : 8);
    HPDF_Dict_AddName(image, "ColorSpace", body->colours == 3 ? "DeviceRGB" : "DeviceGray");

    Promise *promise = g_new0(Promise, 1);
    *promise = (Promise){pdf, chart, filed, *body, image->filterParams};
    g_ptr_array_add(pdf->images, promise);
    image->attr = promise;
    image->before_write_fn = bytes_bring;
    image->after_write_fn = bytes_drop;
    return image;
}

HPDF_Image bind_image_new(BindPdf *pdf, const Chart *chart, const FiledImage *filed, GBytes *file,
                          const char **why)
{
    ImageBody body;
    gboolean found = filed->format == IMAGE_G4 ? bind_tiff_find(file, &body, why)
                                               : bind_jpeg_find(file, &body, why);
    if (!found)
        return NULL;
    if ((gint64)body.width != filed->width_px || (gint64)body.height != filed->height_px) {
        *why = "its size is not the one that was noted";
        return NULL;
    }
    *why = "memory is short";
    return image_make(pdf, chart, filed, &body);
}

GBytes *bind_image_bytes(const Chart *chart, const FiledImage *filed, GError **error)
{
    if (filed->bytes != NULL)
        return g_bytes_ref(filed->bytes);
    return chart->fetch(chart->fetch_data, filed, error);
}
