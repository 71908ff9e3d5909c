/* view_patient.c - a patient's chart: what is filed, by date, and the chart itself as PDF.
 *
 * Reads: the catalogue, charts/. Writes: HTML, PDF files. */
#include "check.h"
#include "fate.h"
#include "layout.h"
#include "routes.h"
#include "shelf.h"

#include <string.h>

static Patient *patient_find(const Request *request, GError **error)
{
    guint64 id;
    g_autoptr(GError) cause = NULL;
    if (g_ascii_string_to_unsigned(request->arguments[0], 10, 1, G_MAXINT64, &id, &cause))
        return catalogue_find_patient(request_catalogue(request), (gint64)id, error);
    g_set_error(error, FATE, FATE_INPUT, "There is no such patient.");
    return NULL;
}

static void head_put(Html *html, const Patient *patient)
{
    g_autofree char *name = patient_name(patient);
    html_open(html, "div", "class", "title");
    html_line(html, "h1", name);
    html_open(html, "span");
    html_print(html, "born %s, MRN %s",
               *patient->date_of_birth != '\0' ? patient->date_of_birth : "unknown", patient->mrn);
    if (*patient->sex != '\0')
        html_print(html, ", %s", patient->sex);
    if (*patient->phone != '\0')
        html_print(html, ", %s", patient->phone);
    html_close(html);
    if (!patient->active)
        html_line(html, "span", "no longer on the patient list", "class", "tag review");
    html_close(html);
}

static void volumes_put(Html *html, const KeptChart *chart, gint64 patient)
{
    html_open(html, "p", "class", "actions");
    for (guint i = 0; chart != NULL && chart->folder != NULL && chart->sha256s[i] != NULL; i++) {
        g_autofree char *place =
            place_make("/patient/%" G_GINT64_FORMAT "/chart/%u", patient, i + 1);
        html_open(html, "a", "href", place, "class", i == 0 ? "main" : NULL, "data-keys",
                  i == 0 ? "o" : NULL, "data-does", "Open the chart as PDF");
        html_print(html, "Chart %u.pdf", i + 1);
        html_close(html);
        html_line(html, "a", "Save it", "href", place, "download", HTML_SET, "aria-label",
                  "Save this PDF");
    }
    if (chart != NULL && chart->stale)
        html_line(html, "span", "The PDF lags behind: it is being bound anew.", "class", "quiet");
    html_close(html);
}

/* --- by type ---------------------------------------------------------------------------------- */

static void types_put(Html *html, const GPtrArray *lines, gint64 patient, const char *chosen)
{
    g_autofree char *all = place_make("/patient/%" G_GINT64_FORMAT, patient);
    html_open(html, "nav", "class", "types", "aria-label", "By type");
    html_line(html, "a", "all", "href", all, "aria-current", *chosen == '\0' ? "true" : NULL);
    for (const char *const *type = document_types(); *type != NULL; type++) {
        guint count = 0;
        for (guint i = 0; i < lines->len; i++)
            count += g_str_equal(((ShelfLine *)lines->pdata[i])->type, *type);
        if (count == 0)
            continue;
        g_autofree char *words = words_of(*type);
        g_autofree char *label = g_strdup_printf("%s %u", words, count);
        g_autofree char *place = place_make("%s?type=%s", all, *type);
        html_line(html, "a", label, "href", place, "aria-current",
                  g_str_equal(chosen, *type) ? "true" : NULL);
    }
    html_close(html);
}

/* --- the timeline ----------------------------------------------------------------------------- */

static void line_put(Html *html, const ShelfLine *line)
{
    g_autofree char *place = place_make("/document/%s", line->document);
    g_autofree char *type = words_of(line->type);
    g_autofree char *pages = count_print(line->pages, "page", "pages");
    html_open(html, "tr");
    html_line(html, "td", *line->date != '\0' ? line->date : "undated", "class", "nowrap");
    html_open(html, "td", "class", "nowrap");
    html_line(html, "a", type, "href", place);
    html_line(html, "small", line->document, "class", "id");
    html_close(html);
    html_line(html, "td", line->from);
    html_line(html, "td", pages, "class", "nowrap");
    html_line(html, "td", line->source, "class", "file");
    html_close(html);
}

/* A new heading for each year; what has no date stands at the end. */
static void timeline_put(Html *html, const GPtrArray *lines, const char *type)
{
    static const char *const labels[] = {"Date of service", "Document", "From",
                                         "Pages",           "File",     NULL};
    g_autofree char *year = NULL;
    table_begin(html, NULL, labels);
    for (guint i = 0; i < lines->len; i++) {
        const ShelfLine *line = lines->pdata[i];
        g_autofree char *its = *line->date != '\0' ? g_strndup(line->date, 4) : g_strdup("Undated");
        if (*type != '\0' && !g_str_equal(type, line->type))
            continue;
        if (g_strcmp0(year, its) != 0) {
            html_open(html, "tr", "class", "year");
            html_line(html, "th", its, "colspan", "5", "scope", "colgroup");
            html_close(html);
            g_free(year);
            year = g_strdup(its);
        }
        line_put(html, line);
    }
    table_end(html);
}

gboolean view_patient(Request *request, GError **error)
{
    Catalogue *catalogue = request_catalogue(request);
    g_autoptr(GError) cause = NULL;
    g_autoptr(Patient) patient = patient_find(request, error);
    if (patient == NULL ||
        !request_record(request, AUDIT_VIEWED, NULL, patient->id, "chart", error))
        return FALSE;
    g_autoptr(GPtrArray) lines = catalogue_shelf(catalogue, patient->id, error);
    g_autoptr(KeptChart) chart = catalogue_find_chart(catalogue, patient->id, &cause);
    if (lines == NULL || cause != NULL) {
        if (cause != NULL)
            g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    /* Titles stay in the browser's history. */
    g_autofree char *title = g_strdup_printf("Patient %" G_GINT64_FORMAT, patient->id);
    g_autoptr(Html) html = page_begin(request, title, "patient");
    head_put(html, patient);
    volumes_put(html, chart, patient->id);
    html_open(html, "section", "aria-label", "What is filed");
    if (lines->len == 0)
        html_line(html, "p", "Nothing is filed yet.", "class", "quiet");
    else {
        types_put(html, lines, patient->id, form_value(request->query, "type"));
        timeline_put(html, lines, form_value(request->query, "type"));
    }
    page_end(request, g_steal_pointer(&html));
    return TRUE;
}

/* --- the chart -------------------------------------------------------------------------------- */

gboolean view_chart(Request *request, GError **error)
{
    guint64 number = g_ascii_strtoull(request->arguments[1], NULL, 10);
    g_autoptr(GError) cause = NULL;
    g_autoptr(Patient) patient = patient_find(request, error);
    if (patient == NULL)
        return FALSE;
    g_autoptr(KeptChart) chart =
        catalogue_find_chart(request_catalogue(request), patient->id, &cause);
    g_autoptr(GMappedFile) file = NULL;
    g_autofree char *name = g_strdup_printf("Chart %u.pdf", (guint)number);
    if (chart != NULL && chart->folder != NULL && number >= 1 &&
        number <= g_strv_length(chart->sha256s)) {
        g_autofree char *below = g_build_filename("charts", chart->folder, name, NULL);
        g_autofree char *path = office_file(request->desk->office, below);
        file = g_mapped_file_new(path, FALSE, NULL);
    }
    if (file == NULL) {
        g_set_error(error, FATE, FATE_INPUT, "There is no such volume of this chart.");
        return FALSE;
    }
    if (!request_record(request, AUDIT_EXPORTED, NULL, patient->id, name, error))
        return FALSE;
    g_autofree char *patients = patient_name(patient);
    g_autofree char *told = g_strdup_printf("%s %s", patients, name);
    g_autoptr(GBytes) bytes = g_mapped_file_get_bytes(file);
    request_answer_file(request, "application/pdf", told, bytes);
    return TRUE;
}
