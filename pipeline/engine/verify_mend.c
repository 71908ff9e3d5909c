/* verify_mend.c - makes anew what is derived: the search index, page images, charts.
 *
 * Writes: pages/ and charts/ by a reading and a binding, the search index. Does not: touch
 * originals, or anything that could not be made again from them. */
#include "verifying.h"

#include "durable.h"
#include "fate.h"

#include <errno.h>
#include <unistd.h>

static gboolean index_mend(Verifying *verifying, GError **error)
{
    GPtrArray *findings = verifying->report->findings;
    for (guint i = 0; i < findings->len; i++) {
        Finding *finding = findings->pdata[i];
        if (finding->kind != FINDING_INDEX)
            continue;
        if (!catalogue_rebuild_index(office_catalogue(verifying->office), error))
            return FALSE;
        finding->mended = TRUE;
    }
    return TRUE;
}

/* --- images ---------------------------------------------------------------------------------- */

/* A changed image would be taken for the right one, which has its name. */
static gboolean images_clear(Verifying *verifying, GError **error)
{
    GHashTableIter iterator;
    gpointer path;
    g_hash_table_iter_init(&iterator, verifying->bad_images);
    while (g_hash_table_iter_next(&iterator, &path, NULL)) {
        g_autofree char *whole = office_file(verifying->office, path);
        if (unlink(whole) != 0 && errno != ENOENT && errno != ENOTDIR)
            return durable_fail(errno, error, "The damaged image '%s' cannot be removed", whole);
    }
    return TRUE;
}

static gboolean images_reread(Verifying *verifying, RunReport *run, GError **error)
{
    g_autoptr(GPtrArray) documents = g_ptr_array_new();
    GHashTableIter iterator;
    gpointer document;
    g_hash_table_iter_init(&iterator, verifying->bad_images);
    while (g_hash_table_iter_next(&iterator, NULL, &document))
        g_ptr_array_add(documents, document);
    g_ptr_array_add(documents, NULL);
    guint count;
    g_autofree char *stamp = clerk_stamp();
    return catalogue_reopen(office_catalogue(verifying->office), stamp,
                            (const char *const *)documents->pdata, &count, error) &&
           clerk_reread(verifying->office, verifying->watch, run, error);
}

static Finding *finding_lookup(Verifying *verifying, FindingKind kind, const char *path)
{
    GPtrArray *findings = verifying->report->findings;
    for (guint i = 0; i < findings->len; i++) {
        Finding *finding = findings->pdata[i];
        if (finding->kind == kind && g_str_equal(finding->path, path))
            return finding;
    }
    return NULL;
}

/* A reading by later stages may have made another image for the page: then the old one is wanted no
 * more. */
static gboolean images_look_again(Verifying *verifying, GError **error)
{
    g_autoptr(GPtrArray) images = catalogue_images(office_catalogue(verifying->office), error);
    if (images == NULL)
        return FALSE;
    g_autoptr(GHashTable) wrong = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < images->len; i++) {
        g_autofree char *path = image_path(images->pdata[i]);
        if (g_hash_table_contains(verifying->bad_images, path) &&
            !image_is_right(verifying, images->pdata[i]))
            g_hash_table_add(wrong, g_steal_pointer(&path));
    }
    GHashTableIter iterator;
    gpointer path;
    g_hash_table_iter_init(&iterator, verifying->bad_images);
    while (g_hash_table_iter_next(&iterator, &path, NULL)) {
        Finding *finding = finding_lookup(verifying, FINDING_IMAGE, path);
        finding->mended = !g_hash_table_contains(wrong, path);
    }
    return TRUE;
}

static gboolean images_mend(Verifying *verifying, RunReport *run, GError **error)
{
    return g_hash_table_size(verifying->bad_images) == 0 ||
           (images_clear(verifying, error) && images_reread(verifying, run, error) &&
            images_look_again(verifying, error));
}

/* --- charts ---------------------------------------------------------------------------------- */

static gboolean charts_look_again(Verifying *verifying, const GPtrArray *findings, GError **error)
{
    for (guint i = 0; i < verifying->bad_charts->len; i++) {
        g_autoptr(GError) cause = NULL;
        g_autoptr(KeptChart) chart =
            catalogue_find_chart(office_catalogue(verifying->office),
                                 g_array_index(verifying->bad_charts, gint64, i), &cause);
        if (cause != NULL) {
            g_propagate_error(error, g_steal_pointer(&cause));
            return FALSE;
        }
        g_autofree char *path = NULL, *why = NULL;
        Finding *finding = findings->pdata[i];
        finding->mended =
            chart == NULL || (!chart->stale && chart_is_right(verifying, chart, &path, &why));
    }
    return TRUE;
}

static gboolean charts_mend(Verifying *verifying, RunReport *run, GError **error)
{
    if (verifying->bad_charts->len == 0)
        return TRUE;
    g_autoptr(GPtrArray) findings = g_ptr_array_new(); /* in the order of bad_charts */
    for (guint i = 0; i < verifying->report->findings->len; i++) {
        Finding *finding = verifying->report->findings->pdata[i];
        if (finding->kind == FINDING_CHART)
            g_ptr_array_add(findings, finding);
    }
    return catalogue_doubt_charts(office_catalogue(verifying->office),
                                  (const gint64 *)verifying->bad_charts->data, error) &&
           clerk_bind(verifying->office, verifying->watch, run, error) &&
           charts_look_again(verifying, findings, error);
}

/* --- leavings -------------------------------------------------------------------------------- */

/* Nobody else works here, so that what is half written stays so for ever. */
static gboolean leavings_clear(Verifying *verifying, GError **error)
{
    for (guint i = 0; i < verifying->files->len; i++) {
        const char *path = verifying->files->pdata[i];
        g_autofree char *whole = office_file(verifying->office, path);
        g_autofree char *name = g_path_get_basename(path);
        if (!g_str_has_prefix(name, DURABLE_TEMPORARY))
            continue;
        if (unlink(whole) != 0 && errno != ENOENT)
            return durable_fail(errno, error, "The half-written file '%s' cannot be removed",
                                whole);
    }
    return TRUE;
}

gboolean derived_mend(Verifying *verifying, GError **error)
{
    g_autoptr(RunReport) run = run_report_new();
    return index_mend(verifying, error) && images_mend(verifying, run, error) &&
           charts_mend(verifying, run, error) && leavings_clear(verifying, error);
}
