/* bind_front.c - the front pages of a volume: whose chart it is, and a table of all its documents.
 *
 * Does: sets the patient's data and one line a document; lines of this volume link to their first
 * page, others name their volume. Does not: know libharu beyond text, rules and links. */
#include "bind.h"

#include <math.h>
#include <string.h>

#define SHEET_WIDTH  612.0
#define SHEET_HEIGHT 792.0
#define MARGIN       54.0
#define RIGHT        (SHEET_WIDTH - MARGIN)
#define ROW_PITCH    16.0
#define ROW_SIZE     8.6
#define LABEL_SIZE   6.6

#define FACT_SIZE_MOST  10.0
#define FACT_SIZE_LEAST 7.0 /* a long insurer's name is set smaller before it is cut */

#define FIRST_TABLE_Y 512.0 /* baseline of the table's head on the first page */
#define NEXT_TABLE_Y  674.0
#define TABLE_BOTTOM  74.0

/* Columns of the table: left edges, but for the last two, which are set to their right ends. */
#define COLUMN_DATE     MARGIN
#define COLUMN_TYPE     (MARGIN + 60)
#define COLUMN_FROM     (MARGIN + 170)
#define COLUMN_DOCUMENT (MARGIN + 378)
#define COLUMN_PAGES    (MARGIN + 447)
#define COLUMN_PLACE    RIGHT

enum {
    FIRST_ROWS = (int)((FIRST_TABLE_Y - TABLE_BOTTOM) / ROW_PITCH),
    NEXT_ROWS = (int)((NEXT_TABLE_Y - TABLE_BOTTOM) / ROW_PITCH),
};

guint bind_front_sheets(guint documents)
{
    if (documents <= FIRST_ROWS)
        return 1;
    return 1 + (documents - FIRST_ROWS + NEXT_ROWS - 1) / NEXT_ROWS;
}

/* Small capitals of a kind: small, grey, spaced out. */
static void label_draw(BindPdf *pdf, HPDF_Page page, double x, double y, gboolean at_right,
                       const char *text)
{
    double spacing = 0.5;
    if (at_right)
        x -= bind_pdf_text_width(pdf, FACE_PLAIN, LABEL_SIZE, text) +
             spacing * g_utf8_strlen(text, -1);
    HPDF_Page_SetCharSpace(page, spacing);
    bind_pdf_text(pdf, page, FACE_PLAIN, LABEL_SIZE, ink_grey, x, y, text);
    HPDF_Page_SetCharSpace(page, 0);
}

void bind_foot_draw(BindPdf *pdf, HPDF_Page page, const char *running_foot, const char *label)
{
    double y = 40;
    bind_pdf_rule(page, 0.4, ink_pale, MARGIN, RIGHT, y + 14);
    double room = RIGHT - MARGIN - 60;
    g_autofree char *shown = bind_pdf_ellipsize(pdf, FACE_PLAIN, 7.4, room, running_foot);
    bind_pdf_text(pdf, page, FACE_PLAIN, 7.4, ink_grey, MARGIN, y, shown);
    bind_pdf_text_right(pdf, page, FACE_PLAIN, 7.4, ink_grey, RIGHT, y, label);
}

/* --- the patient ----------------------------------------------------------------------------- */

/* A fact under its label; an unknown one is a dash, so that nobody looks for it elsewhere. */
static void fact_draw(BindPdf *pdf, HPDF_Page page, double x, double y, double room,
                      const char *label, const char *value)
{
    label_draw(pdf, page, x, y, FALSE, label);
    g_autofree char *printable = bind_printable(value);
    g_strstrip(printable);
    const char *text = *printable != '\0' ? printable : "–";
    double size = FACT_SIZE_MOST;
    while (size > FACT_SIZE_LEAST && bind_pdf_text_width(pdf, FACE_PLAIN, size, text) > room - 10)
        size -= 0.5;
    g_autofree char *shown = bind_pdf_ellipsize(pdf, FACE_PLAIN, size, room - 10, text);
    bind_pdf_text(pdf, page, FACE_PLAIN, size, ink_black, x, y - 14, shown);
}

/* "+12175550142" as "(217) 555-0142"; others as they are. Yours to free. */
static char *phone_print(const char *phone)
{
    if (strlen(phone) != 12 || !g_str_has_prefix(phone, "+1"))
        return g_strdup(phone);
    return g_strdup_printf("(%.3s) %.3s-%.4s", phone + 2, phone + 5, phone + 8);
}

static char *address_print(const Patient *patient)
{
    g_autofree char *region =
        g_strconcat(patient->state, *patient->state != '\0' ? " " : "", patient->zip, NULL);
    g_autoptr(GString) address = g_string_new(NULL);
    const char *const parts[] = {patient->address, patient->city, g_strstrip(region)};
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        if (*parts[i] != '\0')
            g_string_append_printf(address, "%s%s", address->len > 0 ? ", " : "", parts[i]);
    return g_strdup(address->str);
}

static const char *sex_print(const char *sex)
{
    return g_str_equal(sex, "F") ? "Female" : g_str_equal(sex, "M") ? "Male" : sex;
}

static void patient_draw(BindPdf *pdf, HPDF_Page page, const Patient *patient)
{
    g_autofree char *raw_name = patient_name(patient);
    g_autofree char *name = bind_printable(raw_name);
    double size = 25;
    while (size > 14 && bind_pdf_text_width(pdf, FACE_BOLD, size, name) > RIGHT - MARGIN)
        size -= 1;
    g_autofree char *shown = bind_pdf_ellipsize(pdf, FACE_BOLD, size, RIGHT - MARGIN, name);
    bind_pdf_text(pdf, page, FACE_BOLD, size, ink_accent, MARGIN, 682, shown);
    bind_pdf_rule(page, 1.2, ink_accent, MARGIN, RIGHT, 666);

    g_autofree char *phone = phone_print(patient->phone);
    g_autofree char *address = address_print(patient);
    double column = (RIGHT - MARGIN) / 4, y = 642;
    fact_draw(pdf, page, MARGIN, y, column, "MEDICAL RECORD NUMBER", patient->mrn);
    fact_draw(pdf, page, MARGIN + column, y, column, "DATE OF BIRTH", patient->date_of_birth);
    fact_draw(pdf, page, MARGIN + 2 * column, y, column, "SEX", sex_print(patient->sex));
    fact_draw(pdf, page, MARGIN + 3 * column, y, column, "PHONE", phone);
    y -= 38;
    fact_draw(pdf, page, MARGIN, y, 2 * column, "ADDRESS", address);
    fact_draw(pdf, page, MARGIN + 2 * column, y, column, "INSURER", patient->insurer);
    fact_draw(pdf, page, MARGIN + 3 * column, y, column, "MEMBER ID", patient->member_id);
}

static void letterhead_draw(BindPdf *pdf, HPDF_Page page, const Chart *chart, guint at,
                            guint volumes)
{
    g_autofree char *office = bind_printable(settings_text(chart->settings, SETTING_OFFICE_NAME));
    g_autofree char *shown =
        bind_pdf_ellipsize(pdf, FACE_BOLD, 9, 360, *office != '\0' ? office : "Patient chart");
    bind_pdf_text(pdf, page, FACE_BOLD, 9, ink_black, MARGIN, 738, shown);
    g_autofree char *right =
        volumes > 1 ? g_strdup_printf("Patient chart · Volume %u of %u", at + 1, volumes)
                    : g_strdup("Patient chart");
    if (*office != '\0' || volumes > 1)
        bind_pdf_text_right(pdf, page, FACE_PLAIN, 9, ink_grey, RIGHT, 738, right);
}

/* --- the table ------------------------------------------------------------------------------- */

/* "37 documents · 112 pages · 2024-01-03 to 2026-03-14" */
static char *summary_print(const BindPlan *plan)
{
    guint pages = 0;
    gboolean grey = FALSE;
    const char *oldest = NULL, *newest = NULL;
    for (guint i = 0; i < plan->entries->len; i++) {
        const BindEntry *entry = plan->entries->pdata[i];
        pages += entry->pages->len;
        grey = grey || (*entry->date == '\0' && *entry->filed_on != '\0');
        if (*entry->date == '\0')
            continue;
        if (oldest == NULL || strcmp(entry->date, oldest) < 0)
            oldest = entry->date;
        if (newest == NULL || strcmp(entry->date, newest) > 0)
            newest = entry->date;
    }
    guint count = plan->entries->len;
    g_autoptr(GString) summary = g_string_new(NULL);
    g_string_printf(summary, "%u document%s · %u page%s", count, count == 1 ? "" : "s", pages,
                    pages == 1 ? "" : "s");
    if (oldest != NULL)
        g_string_append_printf(summary, " · %s", oldest);
    if (oldest != NULL && strcmp(oldest, newest) != 0)
        g_string_append_printf(summary, " to %s", newest);
    if (grey)
        g_string_append(summary, " · grey: day of filing");
    return g_strdup(summary->str);
}

static void head_draw(BindPdf *pdf, HPDF_Page page, double y)
{
    label_draw(pdf, page, COLUMN_DATE, y, FALSE, "DATE");
    label_draw(pdf, page, COLUMN_TYPE, y, FALSE, "TYPE");
    label_draw(pdf, page, COLUMN_FROM, y, FALSE, "FROM");
    label_draw(pdf, page, COLUMN_DOCUMENT, y, FALSE, "DOCUMENT");
    label_draw(pdf, page, COLUMN_PAGES, y, TRUE, "PAGES");
    label_draw(pdf, page, COLUMN_PLACE, y, TRUE, "CHART PAGE");
    bind_pdf_rule(page, 0.6, ink_accent, MARGIN, RIGHT, y - 5);
}

static void cell_draw(BindPdf *pdf, HPDF_Page page, double x, double y, double room,
                      const char *text)
{
    g_autofree char *shown = bind_pdf_ellipsize(pdf, FACE_PLAIN, ROW_SIZE, room, text);
    bind_pdf_text(pdf, page, FACE_PLAIN, ROW_SIZE, ink_black, x, y, shown);
}

/* "Volume 2", "Volumes 2–3"; yours to free. */
static char *elsewhere_print(const BindEntry *entry)
{
    if (entry->pages->len == 0)
        return g_strdup("–");
    if (entry->first_volume == entry->last_volume)
        return g_strdup_printf("Volume %u", entry->first_volume + 1);
    return g_strdup_printf("Volumes %u–%u", entry->first_volume + 1, entry->last_volume + 1);
}

/* `piece` is NULL when the document lies in another volume. */
static void row_draw(BindPdf *pdf, HPDF_Page page, double y, const BindEntry *entry,
                     const BindPiece *piece, const GPtrArray *sheets)
{
    g_autofree char *type = g_strdup(entry->type);
    *type = g_ascii_toupper(*type);
    g_autofree char *pages = g_strdup_printf("%u", entry->pages->len);
    if (*entry->date == '\0')
        bind_pdf_text(pdf, page, FACE_PLAIN, ROW_SIZE, ink_grey, COLUMN_DATE, y,
                      *entry->filed_on != '\0' ? entry->filed_on : "–");
    cell_draw(pdf, page, COLUMN_DATE, y, 58, entry->date);
    cell_draw(pdf, page, COLUMN_TYPE, y, COLUMN_FROM - COLUMN_TYPE - 8, type);
    cell_draw(pdf, page, COLUMN_FROM, y, COLUMN_DOCUMENT - COLUMN_FROM - 10, entry->from);
    cell_draw(pdf, page, COLUMN_DOCUMENT, y, 48, entry->id);
    bind_pdf_text_right(pdf, page, FACE_PLAIN, ROW_SIZE, ink_black, COLUMN_PAGES, y, pages);
    bind_pdf_rule(page, 0.25, ink_pale, MARGIN, RIGHT, y - 5);
    if (piece == NULL) {
        g_autofree char *place = elsewhere_print(entry);
        bind_pdf_text_right(pdf, page, FACE_PLAIN, ROW_SIZE, ink_grey, COLUMN_PLACE, y, place);
        return;
    }
    g_autofree char *place = g_strdup_printf("%u", piece->first_sheet);
    bind_pdf_text_right(pdf, page, FACE_BOLD, ROW_SIZE, ink_accent, COLUMN_PLACE, y, place);
    bind_pdf_link(page, MARGIN, y - 5, RIGHT, y + ROW_PITCH - 5,
                  sheets->pdata[piece->first_sheet - 1]);
}

static void table_title_draw(BindPdf *pdf, HPDF_Page page, double y, gboolean first,
                             const char *summary)
{
    bind_pdf_text(pdf, page, FACE_BOLD, 12, ink_black, MARGIN, y,
                  first ? "Documents" : "Documents, continued");
    bind_pdf_text_right(pdf, page, FACE_PLAIN, ROW_SIZE, ink_grey, RIGHT, y, summary);
}

/* BindEntry (lent) to BindPiece (lent) of this volume. */
static GHashTable *pieces_by_entry(const BindVolume *volume)
{
    GHashTable *pieces = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < volume->pieces->len; i++) {
        BindPiece *piece = &g_array_index(volume->pieces, BindPiece, i);
        g_hash_table_insert(pieces, (gpointer)piece->entry, piece);
    }
    return pieces;
}

static void table_draw(BindPdf *pdf, const BindPlan *plan, guint at, const GPtrArray *front,
                       const GPtrArray *sheets)
{
    g_autofree char *summary = summary_print(plan);
    g_autoptr(GHashTable) pieces = pieces_by_entry(plan->volumes->pdata[at]);
    guint count = plan->entries->len, row = 0;
    for (guint i = 0; i < front->len; i++) {
        HPDF_Page page = front->pdata[i];
        double y = i == 0 ? FIRST_TABLE_Y : NEXT_TABLE_Y;
        table_title_draw(pdf, page, y + 24, i == 0, summary);
        if (count == 0) {
            bind_pdf_text(pdf, page, FACE_PLAIN, 10, ink_grey, MARGIN, y,
                          "No documents are filed in this chart.");
            return;
        }
        head_draw(pdf, page, y);
        guint rows = i == 0 ? FIRST_ROWS : NEXT_ROWS;
        for (guint j = 0; j < rows && row < count; j++, row++) {
            const BindEntry *entry =
                plan->entries->pdata[plan->newest_first ? count - 1 - row : row];
            row_draw(pdf, page, y - (j + 1) * ROW_PITCH, entry, g_hash_table_lookup(pieces, entry),
                     sheets);
        }
    }
}

/* i, ii, iii, iv ...; yours to free. */
static char *roman_print(guint number)
{
    static const struct {
        guint value;
        const char *letters;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                 {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                 {5, "v"},    {4, "iv"},   {1, "i"}};
    GString *roman = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(steps); i++)
        for (; number >= steps[i].value; number -= steps[i].value)
            g_string_append(roman, steps[i].letters);
    return g_string_free(roman, FALSE);
}

void bind_front_draw(BindPdf *pdf, const Chart *chart, const BindPlan *plan, guint at,
                     const GPtrArray *front, const GPtrArray *sheets, const char *running_foot)
{
    for (guint i = 0; i < front->len; i++) {
        g_autofree char *label = roman_print(i + 1);
        letterhead_draw(pdf, front->pdata[i], chart, at, plan->volumes->len);
        bind_foot_draw(pdf, front->pdata[i], running_foot, label);
    }
    patient_draw(pdf, front->pdata[0], chart->patient);
    table_draw(pdf, plan, at, front, sheets);
}
