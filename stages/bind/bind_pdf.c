/* bind_pdf.c - a thin hand on libharu: one document, its faces, lines of text, rules, links, its
 * bytes.
 *
 * Does: keeps libharu's first error, makes text printable, saves through memory (its file save
 * hides errors). Reads: the DejaVu fonts. Does not: know of charts. */
#include "bind.h"

#include "fate.h"

#include <string.h>

#define FONT_FOLDER "/usr/share/fonts/truetype/dejavu"

enum {
    PAGES_A_NODE = 500, /* a flat page tree ends at 32,767 pages */
    VOLUME_BYTES_MOST = G_MAXINT32,
};

static const char *const face_files[FACE_COUNT] = {
    [FACE_PLAIN] = FONT_FOLDER "/DejaVuSansCondensed.ttf",
    [FACE_BOLD] = FONT_FOLDER "/DejaVuSansCondensed-Bold.ttf",
    [FACE_MONO] = FONT_FOLDER "/DejaVuSansMono.ttf",
};

const Ink ink_black = {0.10, 0.11, 0.13};
const Ink ink_grey = {0.42, 0.45, 0.48};
const Ink ink_pale = {0.84, 0.86, 0.87};
const Ink ink_accent = {0.05, 0.31, 0.42};

static void problem_keep(HPDF_STATUS number, HPDF_STATUS detail, void *data)
{
    BindPdf *pdf = data;
    (void)detail;
    if (pdf->problem == HPDF_OK)
        pdf->problem = number;
}

BindPdf *bind_pdf_new(GError **error)
{
    g_autoptr(BindPdf) pdf = g_new0(BindPdf, 1);
    pdf->images = g_ptr_array_new_with_free_func(bind_image_forget);
    pdf->doc = HPDF_New(problem_keep, pdf);
    if (pdf->doc == NULL) {
        g_set_error(error, FATE, FATE_RETRY,
                    "Memory is too short to bind a chart. Chartward will try again.");
        return NULL;
    }
    HPDF_SetPagesConfiguration(pdf->doc, PAGES_A_NODE);
    HPDF_SetCompressionMode(pdf->doc, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(pdf->doc);
    HPDF_SetCurrentEncoder(pdf->doc, "UTF-8");
    if (!bind_pdf_fine(pdf, "its beginning", error))
        return NULL;
    return g_steal_pointer(&pdf);
}

void bind_pdf_free(BindPdf *pdf)
{
    if (pdf == NULL)
        return;
    g_ptr_array_unref(pdf->images); /* before the document, whose memory they use */
    if (pdf->doc != NULL)
        HPDF_Free(pdf->doc);
    g_clear_error(&pdf->cause);
    g_free(pdf);
}

gboolean bind_pdf_fine(const BindPdf *pdf, const char *at, GError **error)
{
    HPDF_STATUS problem = pdf->problem != HPDF_OK ? pdf->problem : HPDF_GetError(pdf->doc);
    if (problem == HPDF_OK)
        return TRUE;
    if (problem == HPDF_FAILD_TO_ALLOC_MEM)
        g_set_error(error, FATE, FATE_RETRY,
                    "Memory ran out while a chart was bound, at %s. Chartward will try again.", at);
    else if (problem == HPDF_FILE_OPEN_ERROR || problem == HPDF_FILE_IO_ERROR)
        g_set_error(error, FATE, FATE_FATAL,
                    "The fonts in '%s' cannot be read. Install the package fonts-dejavu-core.",
                    FONT_FOLDER);
    else
        g_set_error(error, FATE, FATE_INPUT,
                    "The chart cannot be bound: libharu failed with 0x%04lX at %s.", problem, at);
    return FALSE;
}

HPDF_Font bind_pdf_face(BindPdf *pdf, Face face)
{
    if (pdf->faces[face] == NULL) {
        const char *name = HPDF_LoadTTFontFromFile(pdf->doc, face_files[face], HPDF_TRUE);
        if (name != NULL)
            pdf->faces[face] = HPDF_GetFont(pdf->doc, name, "UTF-8");
    }
    return pdf->faces[face];
}

HPDF_Page bind_pdf_add_page(BindPdf *pdf, double width, double height)
{
    HPDF_Page page = HPDF_AddPage(pdf->doc);
    HPDF_Page_SetWidth(page, width);
    HPDF_Page_SetHeight(page, height);
    return page;
}

char *bind_printable(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *printable = g_string_sized_new(strlen(valid));
    for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar symbol = g_utf8_get_char(at);
        GUnicodeType kind = g_unichar_type(symbol);
        if (g_unichar_isspace(symbol))
            g_string_append_c(printable, ' ');
        else if (symbol > 0xFFFF)
            g_string_append_unichar(printable, 0xFFFD);
        else if (kind != G_UNICODE_CONTROL && kind != G_UNICODE_FORMAT && symbol < 0xFFFE)
            g_string_append_unichar(printable, symbol);
    }
    return g_string_free(printable, FALSE);
}

double bind_pdf_text_width(BindPdf *pdf, Face face, double size, const char *text)
{
    HPDF_Font font = bind_pdf_face(pdf, face);
    gsize length = strlen(text);
    if (font == NULL || length == 0)
        return 0;
    return HPDF_Font_TextWidth(font, (const HPDF_BYTE *)text, length).width * size / 1000.0;
}

void bind_pdf_text(BindPdf *pdf, HPDF_Page page, Face face, double size, Ink ink, double x,
                   double y, const char *text)
{
    if (*text == '\0')
        return;
    HPDF_Page_BeginText(page);
    HPDF_Page_SetRGBFill(page, ink.red, ink.green, ink.blue);
    HPDF_Page_SetFontAndSize(page, bind_pdf_face(pdf, face), size);
    HPDF_Page_TextOut(page, x, y, text);
    HPDF_Page_EndText(page);
}

void bind_pdf_text_right(BindPdf *pdf, HPDF_Page page, Face face, double size, Ink ink, double x,
                         double y, const char *text)
{
    double width = bind_pdf_text_width(pdf, face, size, text);
    bind_pdf_text(pdf, page, face, size, ink, x - width, y, text);
}

char *bind_pdf_ellipsize(BindPdf *pdf, Face face, double size, double width, const char *text)
{
    if (bind_pdf_text_width(pdf, face, size, text) <= width)
        return g_strdup(text);
    glong least = 0, most = g_utf8_strlen(text, -1);
    while (least < most) {
        glong middle = (least + most + 1) / 2;
        g_autofree char *begin = g_utf8_substring(text, 0, middle);
        g_autofree char *cut = g_strconcat(g_strchomp(begin), "…", NULL);
        if (bind_pdf_text_width(pdf, face, size, cut) <= width)
            least = middle;
        else
            most = middle - 1;
    }
    g_autofree char *begin = g_utf8_substring(text, 0, least);
    return g_strconcat(g_strchomp(begin), "…", NULL);
}

void bind_pdf_rule(HPDF_Page page, double thickness, Ink ink, double x0, double x1, double y)
{
    HPDF_Page_SetRGBStroke(page, ink.red, ink.green, ink.blue);
    HPDF_Page_SetLineWidth(page, thickness);
    HPDF_Page_MoveTo(page, x0, y);
    HPDF_Page_LineTo(page, x1, y);
    HPDF_Page_Stroke(page);
}

void bind_pdf_link(HPDF_Page page, double left, double bottom, double right, double top,
                   HPDF_Page target)
{
    HPDF_Rect area = {left, bottom, right, top};
    HPDF_Annotation link =
        HPDF_Page_CreateLinkAnnot(page, area, HPDF_Page_CreateDestination(target));
    if (link != NULL)
        HPDF_LinkAnnot_SetBorderStyle(link, 0, 0, 0);
}

static HPDF_STATUS bytes_append(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
    GByteArray *written = stream->attr;
    if (written->len > VOLUME_BYTES_MOST - size)
        return HPDF_SetError(stream->error, HPDF_FAILD_TO_ALLOC_MEM, 0);
    g_byte_array_append(written, bytes, size);
    return HPDF_OK;
}

/* HPDF_SaveToStream() writes to the document's own stream, a second copy in small pieces, unless it
 * finds another there already. */
GBytes *bind_pdf_save(BindPdf *pdf, GError **error)
{
    g_autoptr(GByteArray) written = g_byte_array_new();
    pdf->doc->stream = HPDF_CallbackWriter_New(pdf->doc->mmgr, bytes_append, written);
    if (pdf->doc->stream != NULL)
        HPDF_SaveToStream(pdf->doc);
    if (pdf->cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&pdf->cause));
        return NULL;
    }
    if (!bind_pdf_fine(pdf, "its end", error))
        return NULL;
    g_autoptr(GBytes) volume = g_byte_array_free_to_bytes(g_steal_pointer(&written));
    return bind_check(volume, error) ? g_steal_pointer(&volume) : NULL;
}
