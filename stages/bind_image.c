/* bind_image.c - makes PDF images of filed images without touching their bytes: G4 and JPEG as they
 * are.
 *
 * Does: builds the image object for CCITT by hand, since libharu would decode and encode again.
 * Does not: take an image whose file contradicts what is known of it. */
#include "bind.h"

static void image_describe(HPDF_Dict image, const G4Strip *strip)
{
    HPDF_Dict_AddName(image, "Type", "XObject");
    HPDF_Dict_AddName(image, "Subtype", "Image");
    HPDF_Dict_AddNumber(image, "Width", strip->width);
    HPDF_Dict_AddNumber(image, "Height", strip->height);
    HPDF_Dict_AddNumber(image, "BitsPerComponent", 1);
    HPDF_Dict_AddName(image, "ColorSpace", "DeviceGray");
}

/* ISO 32000-1, 7.4.6: K below 0 is Group 4; BlackIs1 stays false, for a black run is 0 in
 * DeviceGray. */
static HPDF_Image g4_new(BindPdf *pdf, const G4Strip *strip)
{
    HPDF_Dict image = HPDF_DictStream_New(pdf->doc->mmgr, pdf->doc->xref);
    if (image == NULL)
        return NULL;
    image->header.obj_class |= HPDF_OSUBCLASS_XOBJECT;
    image_describe(image, strip);
    image->filter = HPDF_STREAM_FILTER_CCITT_DECODE;
    image->filterParams = HPDF_Dict_New(pdf->doc->mmgr);
    if (image->filterParams == NULL)
        return NULL;
    HPDF_Dict_AddNumber(image->filterParams, "K", -1);
    HPDF_Dict_AddNumber(image->filterParams, "Columns", strip->width);
    HPDF_Dict_AddNumber(image->filterParams, "Rows", strip->height);
    if (HPDF_Stream_Write(image->stream, strip->bytes, strip->size) != HPDF_OK)
        return NULL;
    return image;
}

HPDF_Image bind_image_new(BindPdf *pdf, const FiledImage *filed, GBytes *file, const char **why)
{
    *why = NULL;
    HPDF_Image image = NULL;
    if (filed->format == IMAGE_G4) {
        G4Strip strip;
        if (!bind_tiff_find_strip(file, &strip, why))
            return NULL;
        image = g4_new(pdf, &strip);
    } else {
        gsize size;
        const HPDF_BYTE *data = g_bytes_get_data(file, &size);
        if (size > 0 && size <= G_MAXINT32)
            image = HPDF_LoadJpegImageFromMem(pdf->doc, data, size);
    }
    /* libharu may answer NULL without an error. */
    if (image == NULL)
        *why =
            filed->format == IMAGE_G4 ? "its pixels cannot be taken over" : "it is not a JPEG file";
    else if ((int)HPDF_Image_GetWidth(image) != filed->width_px ||
             (int)HPDF_Image_GetHeight(image) != filed->height_px)
        *why = "its size is not the one that was noted";
    return *why == NULL ? image : NULL;
}

GBytes *bind_image_bytes(const Chart *chart, const FiledImage *filed, GError **error)
{
    if (filed->bytes != NULL)
        return g_bytes_ref(filed->bytes);
    return chart->fetch(chart->fetch_data, filed, error);
}
