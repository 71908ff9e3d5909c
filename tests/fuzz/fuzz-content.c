/* fuzz-content.c - any bytes as the content of a PDF page: its images and letters are counted
 * without harm. */
#include "stages/source/source_pdf.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static const char head[] =
    "%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R"
    "/Resources<</XObject<</I 4 0 R/F 6 0 R>>>>>>endobj\n"
    "4 0 obj<</Type/XObject/Subtype/Image/Width 9/Height 9/Length 1>>stream\nx\nendstream endobj\n"
    "6 0 obj<</Type/XObject/Subtype/Form/Matrix[1 0 0 1 5 5]/Length 4>>stream\n/F Do\nendstream "
    "endobj\n";

static GString *make_pdf(const guint8 *data, gsize size)
{
    GString *pdf = g_string_new(head);
    g_string_append_printf(pdf, "5 0 obj<</Length %zu>>stream\n", size);
    g_string_append_len(pdf, (const char *)data, (gssize)size);
    g_string_append(pdf, "\nendstream endobj\ntrailer<</Root 1 0 R/Size 7>>\n%%EOF\n");
    return pdf;
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    Frame frame = {0, 0, 612, 792, 0, 1};
    Content content = {0};
    GString *pdf = make_pdf(data, size);
    qpdf_data qpdf = qpdf_init();
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    if (qpdf_read_memory(qpdf, "any", pdf->str, pdf->len, NULL) < 2 &&
        qpdf_get_num_pages(qpdf) == 1) {
        content_scan(qpdf, qpdf_get_page_n(qpdf, 0), &frame, &content);
        content_clear(&content);
    }
    qpdf_cleanup(&qpdf);
    g_string_free(pdf, TRUE);
    return 0;
}
