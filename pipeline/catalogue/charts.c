/* charts.c - which charts lag behind their documents, and what a chart is made of.
 *
 * Reads: documents, patients. Writes: charts (whose revisions the schema's triggers raise). Does
 * not: bind. */
#include "database.h"

#include "date.h"
#include "fate.h"
#include "pages.h"

GPtrArray *catalogue_stale_charts(Catalogue *catalogue, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT " PATIENT_COLUMNS " FROM charts c JOIN patients p ON p.id = c.patient "
        "WHERE c.revision > c.bound ORDER BY p.id",
        "");
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) patients = g_ptr_array_new_with_free_func((GDestroyNotify)patient_free);
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_ptr_array_add(patients, patient_read(statement));
    return bad ? NULL : g_steal_pointer(&patients);
}

/* --- marking --------------------------------------------------------------------------------- */

static gboolean mark_all(Catalogue *catalogue, guint *count, GError **error)
{
    if (!statement_run(catalogue, error,
                       "UPDATE charts SET revision = revision + 1 WHERE patient IN "
                       "(SELECT patient FROM documents WHERE status = 'filed')",
                       ""))
        return FALSE;
    *count = (guint)sqlite3_changes(catalogue->raw);
    return TRUE;
}

static gboolean mark_one(Catalogue *catalogue, const char *mrn, guint *count, GError **error)
{
    gint64 known;
    if (!statement_number(catalogue, 0, &known, error,
                          "SELECT count(*) FROM patients WHERE mrn = ?", "s", mrn))
        return FALSE;
    if (known == 0) {
        g_set_error(error, FATE, FATE_INPUT, "There is no patient with the MRN '%s'.", mrn);
        return FALSE;
    }
    if (!statement_run(catalogue, error,
                       "UPDATE charts SET revision = revision + 1 WHERE patient IN "
                       "(SELECT id FROM patients WHERE mrn = ?)",
                       "s", mrn))
        return FALSE;
    *count += (guint)sqlite3_changes(catalogue->raw);
    return TRUE;
}

gboolean catalogue_mark_charts(Catalogue *catalogue, const char *const *mrns, guint *count,
                               GError **error)
{
    *count = 0;
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done = TRUE;
    if (mrns == NULL)
        done = mark_all(catalogue, count, error);
    for (guint i = 0; done && mrns != NULL && mrns[i] != NULL; i++)
        done = mark_one(catalogue, mrns[i], count, error);
    return transaction_end(catalogue, done, error);
}

/* --- loading --------------------------------------------------------------------------------- */

/* Covers and blanks stay out of charts. */
static void pages_drop(Document *document)
{
    for (guint i = document->pages->len; i > 0; i--) {
        PageKind kind = ((Page *)document->pages->pdata[i - 1])->kind;
        if (kind != PAGE_CONTENT && kind != PAGE_UNREADABLE)
            g_ptr_array_remove_index(document->pages, i - 1);
    }
}

static gboolean chart_fill(Catalogue *catalogue, Chart *chart, GError **error)
{
    /* A document without a date stands where it came in. */
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT d.number FROM documents d WHERE d.patient = ? AND " IN_CHART
        " ORDER BY coalesce(d.date_of_service, date(d.filed_at, 'unixepoch', 'localtime')), "
        "d.number",
        "i", chart->patient->id);
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        Document *document = document_read(catalogue, column_number(statement, 0), error);
        if (document == NULL)
            return FALSE;
        pages_drop(document);
        g_ptr_array_add(chart->documents, document);
    }
    return !bad;
}

static Chart *chart_read(Catalogue *catalogue, gint64 patient, gint64 *revision, GError **error)
{
    Patient *found = catalogue_find_patient(catalogue, patient, error);
    if (found == NULL)
        return NULL;
    g_autoptr(Chart) chart = chart_new(found);
    if (!statement_number(catalogue, 0, revision, error,
                          "SELECT revision FROM charts WHERE patient = ?", "i", patient) ||
        !chart_fill(catalogue, chart, error))
        return NULL;
    char today[ISO_DATE_SIZE];
    date_today(today);
    g_free(chart->bound_on);
    chart->bound_on = g_strdup(today);
    return g_steal_pointer(&chart);
}

Chart *catalogue_load_chart(Catalogue *catalogue, gint64 patient, gint64 *revision, GError **error)
{
    if (!transaction_begin_read(catalogue, error))
        return NULL;
    Chart *chart = chart_read(catalogue, patient, revision, error);
    transaction_rollback(catalogue);
    return chart;
}

static gboolean volumes_note(Catalogue *catalogue, gint64 patient, const BoundChart *bound,
                             GError **error)
{
    if (!statement_run(catalogue, error,
                       "UPDATE charts SET bound = ?, folder = ?, pages = ? WHERE patient = ?",
                       "isni", bound->revision, bound->folder, (int)bound->pages, patient) ||
        !statement_run(catalogue, error, "DELETE FROM volumes WHERE patient = ?", "i", patient))
        return FALSE;
    for (int i = 0; bound->sha256s[i] != NULL; i++) {
        if (!statement_run(catalogue, error,
                           "INSERT INTO volumes (patient, number, sha256) VALUES (?, ?, ?)", "ins",
                           patient, i + 1, bound->sha256s[i]))
            return FALSE;
    }
    return TRUE;
}

gboolean catalogue_chart_bound(Catalogue *catalogue, gint64 patient, const BoundChart *bound,
                               GError **error)
{
    if (!transaction_begin(catalogue, error))
        return FALSE;
    return transaction_end(catalogue, volumes_note(catalogue, patient, bound, error), error);
}

char *catalogue_chart_folder(Catalogue *catalogue, gint64 patient, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error, "SELECT folder FROM charts WHERE patient = ?", "i", patient);
    gboolean bad;
    if (statement == NULL || !statement_next(statement, &bad, error))
        return NULL;
    return g_strdup(column_text(statement, 0));
}
