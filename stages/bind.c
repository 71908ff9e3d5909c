/* bind.c - makes a patient's chart: volumes of PDF with front pages, filed pages, outline and
 * index.
 *
 * Does: leads the other bind_*.c through each volume. Reads: the chart's documents, images through
 * its fetch, drug names of dict/. Writes: chart->volumes, in memory alone; the same chart gives the
 * same bytes. */
#include "bind/bind.h"

#include "fate.h"
#include "stage.h"
#include "table.h"

#include <stdio.h>
#include <string.h>

enum { OPEN_LINES_MOST = 40 }; /* with more documents the outline shows types alone at first */

/* One volume while it is made. */
typedef struct {
    const Chart *chart;
    const BindPlan *plan;
    const BindVolume *volume;
    guint at; /* which volume, from 0 */
    BindPdf *pdf;
    GPtrArray *front;  /* HPDF_Page, lent */
    GPtrArray *sheets; /* HPDF_Page, lent, by label - 1 */
    HPDF_Page index;   /* NULL when there is none */
} Making;

/* --- outline, labels, document info ---------------------------------------------------------- */

static HPDF_Outline outline_add(const Making *making, HPDF_Outline parent, const char *title,
                                HPDF_Page page)
{
    HPDF_Outline line = HPDF_CreateOutline(making->pdf->doc, parent, title,
                                           HPDF_GetEncoder(making->pdf->doc, "UTF-8"));
    if (line != NULL)
        HPDF_Outline_SetDestination(line, HPDF_Page_CreateDestination(page));
    return line;
}

/* By type, "other" last; then by date, the oldest first; then by place. */
static int piece_compare(gconstpointer one, gconstpointer other)
{
    const BindPiece *a = *(BindPiece *const *)one, *b = *(BindPiece *const *)other;
    gboolean a_other = g_str_equal(a->entry->type, "other");
    gboolean b_other = g_str_equal(b->entry->type, "other");
    if (a_other != b_other)
        return a_other ? 1 : -1;
    int order = strcmp(a->entry->type, b->entry->type);
    if (order == 0)
        order = strcmp(a->entry->date, b->entry->date);
    return order != 0 ? order
                      : (a->first_sheet > b->first_sheet) - (a->first_sheet < b->first_sheet);
}

static void outline_document(const Making *making, HPDF_Outline parent, const BindPiece *piece)
{
    const BindEntry *entry = piece->entry;
    g_autoptr(GString) title = g_string_new(*entry->date != '\0' ? entry->date : "No date");
    g_string_append_printf(title, " · %s", *entry->from != '\0' ? entry->from : entry->id);
    if (piece->first_page > 0)
        g_string_append(title, ", continued");
    outline_add(making, parent, title->str, making->sheets->pdata[piece->first_sheet - 1]);
}

/* Documents of one type: `count` from `at` on in the sorted pieces. */
static void outline_group(const Making *making, const GPtrArray *sorted, guint at, guint count)
{
    const BindPiece *first = sorted->pdata[at];
    g_autofree char *title = g_strdup_printf("%s (%u)", first->entry->type, count);
    *title = g_ascii_toupper(*title);
    HPDF_Outline group =
        outline_add(making, NULL, title, making->sheets->pdata[first->first_sheet - 1]);
    for (guint i = at; i < at + count; i++)
        outline_document(making, group, sorted->pdata[i]);
    HPDF_Outline_SetOpened(group, sorted->len <= OPEN_LINES_MOST);
}

static void outline_draw(const Making *making)
{
    outline_add(making, NULL, "Overview", making->front->pdata[0]);
    GArray *pieces = making->volume->pieces;
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    for (guint i = 0; i < pieces->len; i++)
        g_ptr_array_add(sorted, &g_array_index(pieces, BindPiece, i));
    g_ptr_array_sort(sorted, piece_compare);
    for (guint at = 0, count; at < sorted->len; at += count) {
        const BindPiece *first = sorted->pdata[at], *next = first;
        for (count = 0; next != NULL && g_str_equal(next->entry->type, first->entry->type);) {
            count++;
            next = at + count < sorted->len ? sorted->pdata[at + count] : NULL;
        }
        outline_group(making, sorted, at, count);
    }
    if (making->index != NULL)
        outline_add(making, NULL, "Index", making->index);
}

/* Readers open with the outline beside the page, and the chart's title above it. */
static void catalog_set(const Making *making)
{
    HPDF_Doc doc = making->pdf->doc;
    HPDF_SetPageMode(doc, HPDF_PAGE_MODE_USE_OUTLINE);
    HPDF_Dict preferences = HPDF_Dict_New(doc->mmgr);
    if (preferences != NULL) {
        HPDF_Dict_AddBoolean(preferences, "DisplayDocTitle", HPDF_TRUE);
        HPDF_Dict_Add(doc->catalog, "ViewerPreferences", preferences);
    }
    HPDF_Dict_Add(doc->catalog, "Lang", HPDF_String_New(doc->mmgr, "en-US", NULL));
}

static void labels_set(const Making *making)
{
    HPDF_Doc doc = making->pdf->doc;
    guint front = making->front->len, sheets = making->sheets->len;
    HPDF_AddPageLabel(doc, 0, HPDF_PAGE_NUM_STYLE_LOWER_ROMAN, 1, NULL);
    if (sheets > 0)
        HPDF_AddPageLabel(doc, front, HPDF_PAGE_NUM_STYLE_DECIMAL, 1, NULL);
    if (making->index != NULL)
        HPDF_AddPageLabel(doc, front + sheets, HPDF_PAGE_NUM_STYLE_DECIMAL, 1, "Index ");
}

/* The date of binding at midnight: the clock would make two bindings of one chart differ. */
static gboolean dates_set(const Making *making, GError **error)
{
    HPDF_Date date = {.ind = 'Z'};
    const char *bound_on = making->chart->bound_on;
    if (bound_on == NULL ||
        sscanf(bound_on, "%4d-%2d-%2d", &date.year, &date.month, &date.day) != 3 ||
        !g_date_valid_dmy(date.day, date.month, date.year)) {
        g_set_error(error, FATE, FATE_FATAL,
                    "The chart cannot be bound: '%s' is no date of binding. Check the clock.",
                    bound_on != NULL ? bound_on : "");
        return FALSE;
    }
    HPDF_SetInfoDateAttr(making->pdf->doc, HPDF_INFO_CREATION_DATE, date);
    HPDF_SetInfoDateAttr(making->pdf->doc, HPDF_INFO_MOD_DATE, date);
    return TRUE;
}

static gboolean info_set(const Making *making, GError **error)
{
    HPDF_Doc doc = making->pdf->doc;
    const Patient *patient = making->chart->patient;
    const char *office = settings_text(making->chart->settings, SETTING_OFFICE_NAME);
    g_autofree char *raw_title =
        g_strdup_printf("Chart of %s%s%s – %s", patient->last, *patient->first != '\0' ? ", " : "",
                        patient->first, patient->mrn);
    g_autofree char *title = bind_printable(raw_title);
    g_autofree char *author = bind_printable(*office != '\0' ? office : "Chartward");
    g_autofree char *subject =
        g_strdup_printf("Volume %u of %u", making->at + 1, making->plan->volumes->len);
    HPDF_SetInfoAttr(doc, HPDF_INFO_TITLE, title);
    HPDF_SetInfoAttr(doc, HPDF_INFO_AUTHOR, author);
    HPDF_SetInfoAttr(doc, HPDF_INFO_SUBJECT, subject);
    HPDF_SetInfoAttr(doc, HPDF_INFO_CREATOR, "Chartward");
    return dates_set(making, error);
}

/* --- a volume -------------------------------------------------------------------------------- */

static gboolean pieces_draw(const Making *making, GError **error)
{
    g_autofree char *raw = g_strdup_printf("MRN %s", making->chart->patient->mrn);
    g_autofree char *identifier = bind_printable(raw);
    for (guint i = 0; i < making->volume->pieces->len; i++) {
        const BindPiece *piece = &g_array_index(making->volume->pieces, BindPiece, i);
        for (guint j = 0; j < piece->page_count; j++) {
            BindStrip strip = {.entry = piece->entry,
                               .page = piece->first_page + j,
                               .first_sheet = making->sheets->len + 1,
                               .identifier = identifier};
            if (!bind_page_draw(making->pdf, making->chart, &strip, making->sheets, error))
                return FALSE;
        }
    }
    return TRUE;
}

/* "O'Hara, Margaret · MRN 00482913 · bound 2026-03-15" */
static char *running_foot_print(const Chart *chart)
{
    g_autofree char *name = patient_name(chart->patient);
    g_autofree char *raw = g_strdup_printf("%s · MRN %s · bound %s", name, chart->patient->mrn,
                                           chart->bound_on != NULL ? chart->bound_on : "");
    return bind_printable(raw);
}

/* The front pages come first in the file and are filled last, when all that they link to is there.
 */
static GBytes *volume_make(Making *making, const BindTerms *terms, GError **error)
{
    g_autofree char *foot = running_foot_print(making->chart);
    guint front = bind_front_sheets(making->plan->entries->len);
    for (guint i = 0; i < front; i++)
        g_ptr_array_add(making->front, bind_pdf_add_page(making->pdf, 612, 792));
    if (!pieces_draw(making, error))
        return NULL;
    making->index = bind_index_draw(making->pdf, terms, making->volume, making->sheets, foot);
    bind_front_draw(making->pdf, making->chart, making->plan, making->at, making->front,
                    making->sheets, foot);
    outline_draw(making);
    labels_set(making);
    catalog_set(making);
    if (!info_set(making, error))
        return NULL;
    return bind_pdf_save(making->pdf, error);
}

static gboolean volume_bind(Chart *chart, const BindPlan *plan, guint at, const BindTerms *terms,
                            GError **error)
{
    g_autoptr(BindPdf) pdf = bind_pdf_new(error);
    if (pdf == NULL)
        return FALSE;
    g_autoptr(GPtrArray) front = g_ptr_array_new();
    g_autoptr(GPtrArray) sheets = g_ptr_array_new();
    Making making = {.chart = chart,
                     .plan = plan,
                     .volume = plan->volumes->pdata[at],
                     .at = at,
                     .pdf = pdf,
                     .front = front,
                     .sheets = sheets};
    GBytes *volume = volume_make(&making, terms, error);
    if (volume == NULL)
        return FALSE;
    g_ptr_array_add(chart->volumes, volume);
    return TRUE;
}

/* --- the stage ------------------------------------------------------------------------------- */

/* State: GHashTable of lower-case drug names. */
static gpointer bind_open(const StageSetup *setup, GError **error)
{
    g_autoptr(Table) table = table_load(setup->data_folder, "drugs", 1, error);
    if (table == NULL)
        return NULL;
    GHashTable *drugs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < table_length(table); i++)
        g_hash_table_add(drugs, g_utf8_strdown(table_row(table, i)->columns[0], -1));
    return drugs;
}

static gboolean bind_chart(gpointer state, Chart *chart, GError **error)
{
    g_autoptr(BindTerms) terms = bind_terms_new(state);
    g_autoptr(BindPlan) plan = bind_plan_new(chart, terms, error);
    if (plan == NULL)
        return FALSE;
    g_ptr_array_set_size(chart->volumes, 0);
    for (guint i = 0; i < plan->volumes->len; i++)
        if (!volume_bind(chart, plan, i, terms, error))
            return FALSE;
    return TRUE;
}

static void bind_close(gpointer state)
{
    g_hash_table_unref(state);
}

const Stage bind_stage = {
    .name = "bind",
    .version = 1,
    .needs = PART_DECISION,
    .makes = PART_VOLUMES,
    .open = bind_open,
    .chart = bind_chart,
    .close = bind_close,
};
