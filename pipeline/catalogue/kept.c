/* kept.c - what the catalogue says lies on disk: originals, page images, charts.
 *
 * Reads: originals, pages, charts, volumes. Writes: that charts are to be bound anew. Does not:
 * look at files. */
#include "check.h"

#include "pages.h"

void kept_image_free(KeptImage *image)
{
    if (image == NULL)
        return;
    g_free(image->sha256);
    g_free(image->document);
    g_free(image->source);
    g_free(image->source_sha256);
    g_free(image);
}

void kept_chart_free(KeptChart *chart)
{
    if (chart == NULL)
        return;
    g_free(chart->mrn);
    g_free(chart->name);
    g_free(chart->folder);
    g_strfreev(chart->sha256s);
    g_free(chart);
}

/* --- images ---------------------------------------------------------------------------------- */

GPtrArray *catalogue_images(Catalogue *catalogue, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT p.image_sha256, p.image_format, p.document, o.name, o.sha256, "
                       "p.source_page FROM pages p "
                       "JOIN originals o ON o.id = p.original WHERE p.image_format <> 'none' "
                       "GROUP BY p.image_sha256, p.image_format",
                       "");
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) images = g_ptr_array_new_with_free_func((GDestroyNotify)kept_image_free);
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        KeptImage *image = g_new0(KeptImage, 1);
        image->sha256 = column_copy(statement, 0);
        image->format = image_format_parse(column_text(statement, 1));
        image->document = document_id_print(column_number(statement, 2));
        image->source = column_copy(statement, 3);
        image->source_sha256 = column_copy(statement, 4);
        image->source_page = (guint)column_number(statement, 5);
        g_ptr_array_add(images, image);
    }
    return bad ? NULL : g_steal_pointer(&images);
}

/* --- charts ---------------------------------------------------------------------------------- */

static GStrv volumes_read(Catalogue *catalogue, gint64 patient, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error, "SELECT sha256 FROM volumes WHERE patient = ? ORDER BY number", "i",
        patient);
    if (statement == NULL)
        return NULL;
    g_autoptr(GStrvBuilder) sha256s = g_strv_builder_new();
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_strv_builder_add(sha256s, column_text(statement, 0));
    return bad ? NULL : g_strv_builder_end(sha256s);
}

static KeptChart *chart_read(Statement *statement, GError **error)
{
    g_autoptr(Patient) patient = patient_read(statement);
    g_autoptr(KeptChart) chart = g_new0(KeptChart, 1);
    chart->patient = patient->id;
    chart->mrn = g_strdup(patient->mrn);
    chart->name = patient_name(patient);
    chart->folder = g_strdup(column_text(statement, PATIENT_COLUMN_COUNT));
    chart->stale = column_number(statement, PATIENT_COLUMN_COUNT + 1) != 0;
    chart->pages = (guint)column_number(statement, PATIENT_COLUMN_COUNT + 2);
    chart->filed_pages = (guint)column_number(statement, PATIENT_COLUMN_COUNT + 3);
    chart->revision = column_number(statement, PATIENT_COLUMN_COUNT + 4);
    chart->sha256s = volumes_read(statement->catalogue, patient->id, error);
    return chart->sha256s != NULL ? g_steal_pointer(&chart) : NULL;
}

/* `only`: 0 for all. */
static GPtrArray *charts_read(Catalogue *catalogue, gint64 only, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT " PATIENT_COLUMNS ", c.folder, c.revision > c.bound, c.pages, "
        "(SELECT count(*) FROM documents d JOIN pages g ON g.document = d.number "
        " WHERE d.patient = c.patient AND " IN_CHART
        " AND g.kind IN ('content', 'unreadable')), c.revision "
        "FROM charts c JOIN patients p ON p.id = c.patient WHERE ?1 IN (0, c.patient) "
        "ORDER BY p.id",
        "i", only);
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) charts = g_ptr_array_new_with_free_func((GDestroyNotify)kept_chart_free);
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        KeptChart *chart = chart_read(statement, error);
        if (chart == NULL)
            return NULL;
        g_ptr_array_add(charts, chart);
    }
    return bad ? NULL : g_steal_pointer(&charts);
}

GPtrArray *catalogue_charts(Catalogue *catalogue, GError **error)
{
    return charts_read(catalogue, 0, error);
}

KeptChart *catalogue_find_chart(Catalogue *catalogue, gint64 patient, GError **error)
{
    g_autoptr(GPtrArray) charts = charts_read(catalogue, patient, error);
    return charts != NULL && charts->len > 0 ? g_ptr_array_steal_index(charts, 0) : NULL;
}

gboolean catalogue_doubt_charts(Catalogue *catalogue, const gint64 *patients, GError **error)
{
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done = TRUE;
    for (; done && *patients != 0; patients++)
        done = statement_run(catalogue, error,
                             "UPDATE charts SET revision = revision + 1 WHERE patient = ?", "i",
                             *patients);
    return transaction_end(catalogue, done, error);
}
