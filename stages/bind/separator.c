/* separator.c - the sheet that is laid between two documents in a scanner's feeder.
 *
 * Does: its words, and its Code 128 along two edges, so that a torn or streaked one still tells.
 * Reads: the patient, if it is for one. Does not: write a file. */
#include "sheet.h"

#include "barcode.h"
#include "bind.h"
#include "code128.h"
#include "fate.h"

#define SHEET_WIDTH  612.0
#define SHEET_HEIGHT 792.0
#define MARGIN       72.0
#define CODE_HEIGHT  64.0
#define MODULE_MOST  2.0 /* points */

static gboolean bars_draw(HPDF_Page page, const char *text, double bottom)
{
    g_autoptr(GArray) bars = code128_bars(text);
    if (bars == NULL)
        return FALSE;
    guint modules = 0;
    for (guint i = 0; i < bars->len; i++)
        modules += g_array_index(bars, guint8, i);
    double module = MIN(MODULE_MOST, (SHEET_WIDTH - 2 * MARGIN) / modules);
    double x = (SHEET_WIDTH - module * modules) / 2;
    HPDF_Page_SetRGBFill(page, ink_black.red, ink_black.green, ink_black.blue);
    for (guint i = 0; i < bars->len; i++) {
        double width = module * g_array_index(bars, guint8, i);
        if (i % 2 == 0) {
            HPDF_Page_Rectangle(page, x, bottom, width, CODE_HEIGHT);
            HPDF_Page_Fill(page);
        }
        x += width;
    }
    return TRUE;
}

static void line_draw(BindPdf *pdf, HPDF_Page page, Face face, double size, double y,
                      const char *text)
{
    g_autofree char *printable = bind_printable(text);
    g_autofree char *shown =
        bind_pdf_ellipsize(pdf, face, size, SHEET_WIDTH - 2 * MARGIN, printable);
    double width = bind_pdf_text_width(pdf, face, size, shown);
    bind_pdf_text(pdf, page, face, size, ink_black, (SHEET_WIDTH - width) / 2, y, shown);
}

static void words_draw(BindPdf *pdf, HPDF_Page page, const Patient *patient)
{
    line_draw(pdf, page, FACE_BOLD, 30, 560, "Separator sheet");
    line_draw(pdf, page, FACE_PLAIN, 13, 520, "A new document begins after this sheet.");
    line_draw(pdf, page, FACE_PLAIN, 13, 500, "Lay it between two documents, either way up.");
    if (patient == NULL)
        return;
    g_autofree char *name = patient_name(patient);
    g_autofree char *birth = g_strdup_printf(
        "born %s", *patient->date_of_birth != '\0' ? patient->date_of_birth : "(not known)");
    g_autofree char *mrn = g_strdup_printf("MRN %s", patient->mrn);
    line_draw(pdf, page, FACE_PLAIN, 13, 420, "Only before documents of this patient:");
    line_draw(pdf, page, FACE_BOLD, 20, 385, name);
    line_draw(pdf, page, FACE_PLAIN, 16, 358, birth);
    line_draw(pdf, page, FACE_PLAIN, 16, 334, mrn);
}

GBytes *separator_draw(const Patient *patient, GError **error)
{
    g_autoptr(BindPdf) pdf = bind_pdf_new(error);
    if (pdf == NULL)
        return NULL;
    g_autofree char *text = barcode_separator_text(patient != NULL ? patient->mrn : NULL);
    HPDF_Page page = bind_pdf_add_page(pdf, SHEET_WIDTH, SHEET_HEIGHT);
    if (!bars_draw(page, text, SHEET_HEIGHT - 96 - CODE_HEIGHT) || !bars_draw(page, text, 96)) {
        g_set_error(error, FATE, FATE_INPUT,
                    "The MRN '%s' cannot be printed as bars: it has other characters than plain "
                    "letters, digits and signs. Use a separator sheet without a patient.",
                    patient != NULL ? patient->mrn : "");
        return NULL;
    }
    words_draw(pdf, page, patient);
    return bind_pdf_fine(pdf, "a separator sheet", error) ? bind_pdf_save(pdf, error) : NULL;
}
