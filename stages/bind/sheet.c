/* sheet.c - the evidence sheet: cuttings of the pages beside the roster's lines.
 *
 * Does: shows each identifier where it stands, larger than life, with what the roster has and how
 * they differ. Reads: filed images, as readers encoded them: a cutting is the whole image behind a
 * small window. Does not: decide. */
#include "sheet.h"

#include "bind.h"
#include "fate.h"

#include <string.h>

#define SHEET_WIDTH  612.0
#define SHEET_HEIGHT 792.0
#define MARGIN       48.0
#define CUT_WIDTH    250.0
#define CUT_HEIGHT   26.0
#define TEXT_LEFT    (MARGIN + CUT_WIDTH + 14)
#define TEXT_WIDTH   (SHEET_WIDTH - MARGIN - TEXT_LEFT)
#define ROW_HEIGHT   46.0
#define LINE_HEIGHT  11.0

/* How much of the page stands around a value: the window's height in heights of its box. */
static const double cut_heights = 2.2;

typedef struct {
    BindPdf *pdf;
    const Chart *chart;
    const Document *document;
    GHashTable *images; /* FiledImage * -> HPDF_Image */
    HPDF_Page page;
    double y; /* where the next line's top is */
} Sheet;

/* --- lines ------------------------------------------------------------------------------------ */

static void page_begin(Sheet *sheet)
{
    sheet->page = bind_pdf_add_page(sheet->pdf, SHEET_WIDTH, SHEET_HEIGHT);
    g_autofree char *foot =
        g_strdup_printf("Evidence sheet of %s, made %s. It is part of no chart; destroy it after "
                        "use.",
                        sheet->document->id, sheet->chart->bound_on);
    bind_pdf_text(sheet->pdf, sheet->page, FACE_PLAIN, 7, ink_grey, MARGIN, 30, foot);
    sheet->y = SHEET_HEIGHT - MARGIN;
}

static void room_make(Sheet *sheet, double height)
{
    if (sheet->page == NULL || sheet->y - height < MARGIN)
        page_begin(sheet);
}

static void line_draw(Sheet *sheet, Face face, double size, Ink ink, const char *text)
{
    g_autofree char *printable = bind_printable(text);
    g_autofree char *shown =
        bind_pdf_ellipsize(sheet->pdf, face, size, SHEET_WIDTH - 2 * MARGIN, printable);
    room_make(sheet, size * 1.4);
    bind_pdf_text(sheet->pdf, sheet->page, face, size, ink, MARGIN, sheet->y - size, shown);
    sheet->y -= size * 1.4;
}

/* The words that fit into the width; `*text` moves on behind them. */
static char *line_take(Sheet *sheet, double size, double width, const char **text)
{
    g_autoptr(GString) line = g_string_new(NULL);
    while (**text != '\0') {
        gsize length = strcspn(*text, " ");
        g_autofree char *longer =
            g_strdup_printf("%s%s%.*s", line->str, line->len > 0 ? " " : "", (int)length, *text);
        if (line->len > 0 && bind_pdf_text_width(sheet->pdf, FACE_PLAIN, size, longer) > width)
            break;
        g_string_assign(line, longer);
        *text += length;
        *text += strspn(*text, " ");
    }
    return bind_pdf_ellipsize(sheet->pdf, FACE_PLAIN, size, width, line->str);
}

/* At most so many lines, from `top` downwards. */
static double text_draw(Sheet *sheet, double size, Ink ink, double left, double width, double top,
                        guint most, const char *text)
{
    g_autofree char *printable = bind_printable(text);
    const char *rest = printable;
    for (guint i = 0; i < most && *rest != '\0'; i++) {
        g_autofree char *line = line_take(sheet, size, width, &rest);
        bind_pdf_text(sheet->pdf, sheet->page, FACE_PLAIN, size, ink, left, top - size, line);
        top -= LINE_HEIGHT;
    }
    return top;
}

/* --- cuttings --------------------------------------------------------------------------------- */

static const Page *page_of(const Document *document, const Field *field)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (page->source_page == field->source_page)
            return page;
    }
    return NULL;
}

static HPDF_Image image_of(Sheet *sheet, const Page *page, GError **error)
{
    HPDF_Image image = g_hash_table_lookup(sheet->images, &page->filed);
    if (image != NULL)
        return image;
    g_autoptr(GBytes) file = bind_image_bytes(sheet->chart, &page->filed, error);
    if (file == NULL)
        return NULL;
    const char *why = NULL;
    image = bind_image_new(sheet->pdf, sheet->chart, &page->filed, file, &why);
    if (image == NULL)
        g_set_error(error, FATE, FATE_INPUT,
                    "The image of page %u of %s cannot be shown: %s. Have the document read again.",
                    page->source_page, sheet->document->id, why);
    else
        g_hash_table_insert(sheet->images, (gpointer)&page->filed, image);
    return image;
}

/* The whole image is laid so that the value stands in the middle of the window. */
static void window_draw(Sheet *sheet, HPDF_Image image, const Page *page, Box box, double top)
{
    double scale = CUT_HEIGHT / (cut_heights * MAX(box.height, 8));
    scale = MIN(scale, CUT_WIDTH / (1.1 * MAX(box.width, 8)));
    double wide = CUT_WIDTH / scale, high = CUT_HEIGHT / scale;
    double left = CLAMP(box.x + box.width / 2.0 - wide / 2, 0, MAX(page->width_px - wide, 0));
    double above = box.y + box.height / 2.0 - high / 2;
    double x = MARGIN, y = top - CUT_HEIGHT;
    HPDF_Page_GSave(sheet->page);
    HPDF_Page_Rectangle(sheet->page, x, y, CUT_WIDTH, CUT_HEIGHT);
    HPDF_Page_Clip(sheet->page);
    HPDF_Page_EndPath(sheet->page);
    HPDF_Page_DrawImage(sheet->page, image, x - left * scale,
                        y - (page->height_px - above - high) * scale, page->width_px * scale,
                        page->height_px * scale);
    HPDF_Page_SetRGBStroke(sheet->page, ink_accent.red, ink_accent.green, ink_accent.blue);
    HPDF_Page_SetLineWidth(sheet->page, 0.6);
    HPDF_Page_Rectangle(sheet->page, x + (box.x - left) * scale - 1,
                        y + (above + high - box.y - box.height) * scale - 1, box.width * scale + 2,
                        box.height * scale + 2);
    HPDF_Page_Stroke(sheet->page);
    HPDF_Page_GRestore(sheet->page);
}

/* A page without an image, or a value without a place, is shown in letters. */
static gboolean cutting_draw(Sheet *sheet, const Field *field, double top, GError **error)
{
    const Page *page = field != NULL ? page_of(sheet->document, field) : NULL;
    if (page == NULL || page->filed.format == IMAGE_NONE || field->box.width == 0) {
        const char *text = field != NULL ? field->raw : "not found on the pages";
        text_draw(sheet, 9, field != NULL ? ink_black : ink_grey, MARGIN, CUT_WIDTH, top - 6, 1,
                  text);
        return TRUE;
    }
    HPDF_Image image = image_of(sheet, page, error);
    if (image == NULL)
        return FALSE;
    window_draw(sheet, image, page, field->box, top);
    return TRUE;
}

/* --- rows ------------------------------------------------------------------------------------- */

static gboolean row_draw(Sheet *sheet, const char *name, const char *label, const char *roster,
                         const char *difference, GError **error)
{
    const Field *field = document_lookup_field(sheet->document, name);
    room_make(sheet, ROW_HEIGHT);
    g_autofree char *place =
        field != NULL ? g_strdup_printf("%s, page %u", label, field->source_page) : g_strdup(label);
    bind_pdf_text(sheet->pdf, sheet->page, FACE_PLAIN, 6.6, ink_grey, MARGIN, sheet->y - 7, place);
    double top = sheet->y - 10;
    if (!cutting_draw(sheet, field, top, error))
        return FALSE;
    g_autofree char *text = g_strdup_printf("Read: %s", field != NULL ? field->value : "nothing");
    double below = text_draw(sheet, 8.5, ink_black, TEXT_LEFT, TEXT_WIDTH, top, 1, text);
    if (roster != NULL) {
        g_autofree char *line =
            g_strdup_printf("Roster: %s", *roster != '\0' ? roster : "not known");
        below = text_draw(sheet, 8.5, ink_black, TEXT_LEFT, TEXT_WIDTH, below, 1, line);
    }
    if (difference != NULL)
        text_draw(sheet, 8, ink_accent, TEXT_LEFT, TEXT_WIDTH, below, 2, difference);
    sheet->y -= ROW_HEIGHT;
    return TRUE;
}

static const char *evidence_tell(const Candidate *candidate, const char *name)
{
    for (guint i = 0; i < candidate->evidence->len; i++) {
        const Evidence *evidence = candidate->evidence->pdata[i];
        if (g_str_equal(evidence->identifier, name))
            return evidence->sentence;
    }
    return NULL;
}

static gboolean candidate_draw(Sheet *sheet, guint number, const Candidate *candidate,
                               const Patient *patient, GError **error)
{
    g_autofree char *name = patient_name(patient);
    g_autofree char *heading =
        g_strdup_printf("%u. %s, born %s, MRN %s%s", number, name,
                        *patient->date_of_birth != '\0' ? patient->date_of_birth : "unknown",
                        patient->mrn, patient->active ? "" : ", no longer on the roster");
    room_make(sheet, 3 * ROW_HEIGHT + 30);
    sheet->y -= 8;
    line_draw(sheet, FACE_BOLD, 11, ink_black, heading);
    return row_draw(sheet, "patient_name", "Name", name, evidence_tell(candidate, "patient_name"),
                    error) &&
           row_draw(sheet, "date_of_birth", "Date of birth", patient->date_of_birth,
                    evidence_tell(candidate, "date_of_birth"), error) &&
           row_draw(sheet, "mrn", "MRN", patient->mrn, evidence_tell(candidate, "mrn"), error);
}

static gboolean strangers_draw(Sheet *sheet, GError **error)
{
    line_draw(sheet, FACE_BOLD, 11, ink_black, "Nobody on the roster is proposed");
    return row_draw(sheet, "patient_name", "Name", NULL, NULL, error) &&
           row_draw(sheet, "date_of_birth", "Date of birth", NULL, NULL, error) &&
           row_draw(sheet, "mrn", "MRN", NULL, NULL, error);
}

static void head_draw(Sheet *sheet)
{
    const Document *document = sheet->document;
    g_autofree char *title = g_strdup_printf("%s, %s, from %s", document->id, document->type,
                                             document->source != NULL ? document->source : "?");
    page_begin(sheet);
    line_draw(sheet, FACE_BOLD, 14, ink_black, title);
    for (guint i = 0; i < document->reasons->len; i++) {
        const Reason *reason = document->reasons->pdata[i];
        room_make(sheet, 4 * LINE_HEIGHT);
        sheet->y = text_draw(sheet, 9, ink_black, MARGIN, SHEET_WIDTH - 2 * MARGIN, sheet->y, 4,
                             reason->sentence);
    }
    sheet->y -= 6;
}

static gboolean sheet_fill(Sheet *sheet, const GPtrArray *patients, GError **error)
{
    const GPtrArray *candidates = sheet->document->candidates;
    head_draw(sheet);
    if (!row_draw(sheet, "date_of_service", "Date", NULL, NULL, error))
        return FALSE;
    if (candidates->len == 0 && !strangers_draw(sheet, error))
        return FALSE;
    for (guint i = 0; i < MIN(candidates->len, patients->len); i++) {
        if (!candidate_draw(sheet, i + 1, candidates->pdata[i], patients->pdata[i], error))
            return FALSE;
    }
    return bind_pdf_fine(sheet->pdf, "an evidence sheet", error);
}

GBytes *sheet_draw(const Chart *chart, const GPtrArray *patients, GError **error)
{
    g_autoptr(BindPdf) pdf = bind_pdf_new(error);
    if (pdf == NULL)
        return NULL;
    g_autoptr(GHashTable) images = g_hash_table_new(g_direct_hash, g_direct_equal);
    Sheet sheet = {
        .pdf = pdf, .chart = chart, .document = chart->documents->pdata[0], .images = images};
    return sheet_fill(&sheet, patients, error) ? bind_pdf_save(pdf, error) : NULL;
}
