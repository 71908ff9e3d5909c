/* verify_files.c - the files that the catalogue knows, read to their end and compared by SHA-256.
 *
 * Reads: vault/, pages/, charts/. Writes: nothing. */
#include "verifying.h"

#include "fate.h"
#include "vault.h"

#include "durable.h"

#include <errno.h>

/* Another program may bind a chart while it is looked at: then it is looked at once more. */
enum { CHART_LOOKS = 5 };

static gboolean file_done(Verifying *verifying, GError **error)
{
    const ClerkWatch *watch = verifying->watch;
    watch->progress(watch->data, "Checking", "files", ++verifying->done, verifying->total);
    if (clerk_pace(watch) != CLERK_STOPS)
        return TRUE;
    g_set_error(error, FATE, FATE_RETRY,
                "The check was stopped before its end: what was not looked at is not known.");
    return FALSE;
}

/* Why the file is not the one with that SHA-256, a phrase, yours; NULL: it is. */
static char *file_differs(const Office *office, const char *path, const char *sha256)
{
    g_autofree char *whole = office_file(office, path);
    gint64 size;
    int failed;
    g_autofree char *found = durable_hash(whole, &size, &failed);
    if (failed == ENOENT || failed == ENOTDIR)
        return g_strdup("is missing");
    if (found == NULL)
        return g_strdup_printf("cannot be read (%s)", g_strerror(failed));
    return g_str_equal(found, sha256) ? NULL
                                      : g_strdup("was changed: its bytes are not those "
                                                 "that Chartward wrote");
}

/* --- originals ------------------------------------------------------------------------------- */

static void original_verify(Verifying *verifying, const Original *original)
{
    g_hash_table_add(verifying->known, g_strdup(original->vault_path));
    g_autofree char *why = file_differs(verifying->office, original->vault_path, original->sha256);
    if (why == NULL) {
        verifying->report->originals++;
        return;
    }
    g_hash_table_add(verifying->bad_originals, g_strdup(original->sha256));
    finding_add(verifying, FINDING_ORIGINAL, original->vault_path,
                "The original of '%s' %s (%s). Take this one file back from the last backup, or "
                "drop it again; what was read of it is still in the charts.",
                original->name, why, original->vault_path);
}

gboolean originals_verify(Verifying *verifying, GPtrArray *originals, GError **error)
{
    for (guint i = 0; i < originals->len; i++) {
        original_verify(verifying, originals->pdata[i]);
        if (!file_done(verifying, error))
            return FALSE;
    }
    return TRUE;
}

/* --- images ---------------------------------------------------------------------------------- */

char *image_path(const KeptImage *image)
{
    const FiledImage filed = {.format = image->format, .sha256 = image->sha256};
    return pages_path(&filed);
}

gboolean image_is_right(Verifying *verifying, const KeptImage *image)
{
    g_autofree char *path = image_path(image);
    g_autofree char *why = file_differs(verifying->office, path, image->sha256);
    return why == NULL;
}

static void image_verify(Verifying *verifying, const KeptImage *image)
{
    g_autofree char *path = image_path(image);
    g_autofree char *why = file_differs(verifying->office, path, image->sha256);
    if (why == NULL)
        verifying->report->images++;
    else if (g_hash_table_contains(verifying->bad_originals, image->source_sha256))
        finding_add(verifying, FINDING_IMAGE, path,
                    "The image of page %u of '%s' (%s) %s, and so is its original. Take both back "
                    "from the last backup (%s).",
                    image->source_page, image->source, image->document, why, path);
    else {
        g_hash_table_insert(verifying->bad_images, g_strdup(path), g_strdup(image->document));
        finding_add(verifying, FINDING_IMAGE, path,
                    "The image of page %u of '%s' (%s) %s. 'chartward verify --repair' makes it "
                    "again from the original.",
                    image->source_page, image->source, image->document, why);
    }
    g_hash_table_add(verifying->known, g_steal_pointer(&path));
}

gboolean images_verify(Verifying *verifying, GPtrArray *images, GError **error)
{
    for (guint i = 0; i < images->len; i++) {
        image_verify(verifying, images->pdata[i]);
        if (!file_done(verifying, error))
            return FALSE;
    }
    return TRUE;
}

/* --- charts ---------------------------------------------------------------------------------- */

static char *volume_path(const KeptChart *chart, guint number)
{
    return g_strdup_printf("charts/%s/Chart %u.pdf", chart->folder, number);
}

gboolean chart_is_right(Verifying *verifying, const KeptChart *chart, char **path, char **why)
{
    guint volumes = g_strv_length(chart->sha256s);
    *path = g_strdup("");
    *why = NULL;
    if (chart->pages != chart->filed_pages)
        *why = g_strdup_printf("has %u pages, but %u are filed", chart->pages, chart->filed_pages);
    else if (volumes == 0 && chart->filed_pages > 0)
        *why = g_strdup("was never bound");
    for (guint i = 0; i < volumes && *why == NULL; i++) {
        g_free(*path);
        *path = volume_path(chart, i + 1);
        *why = file_differs(verifying->office, *path, chart->sha256s[i]);
    }
    return *why == NULL;
}

static void chart_know(Verifying *verifying, const KeptChart *chart)
{
    if (chart->folder == NULL)
        return;
    if (chart->stale)
        g_hash_table_add(verifying->moving, g_strdup_printf("charts/%s", chart->folder));
    for (guint i = 0; chart->sha256s[i] != NULL; i++)
        g_hash_table_add(verifying->known, volume_path(chart, i + 1));
}

static void chart_tell(Verifying *verifying, const KeptChart *chart, const char *path,
                       const char *why)
{
    g_array_append_val(verifying->bad_charts, chart->patient);
    finding_add(verifying, FINDING_CHART, path,
                "The chart of %s (MRN %s) %s%s%s%s. 'chartward verify --repair' binds it anew.",
                chart->name, chart->mrn, why, *path != '\0' ? " (" : "", path,
                *path != '\0' ? ")" : "");
}

/* `chart` is what the catalogue said before its files were looked at. */
static gboolean chart_verify(Verifying *verifying, const KeptChart *chart, GError **error)
{
    g_autoptr(KeptChart) newer = NULL;
    for (guint look = 0; look < CHART_LOOKS && chart != NULL; look++) {
        chart_know(verifying, chart);
        if (chart->stale) {
            verifying->report->unbound++;
            return TRUE;
        }
        g_autofree char *path = NULL, *why = NULL;
        if (chart_is_right(verifying, chart, &path, &why)) {
            verifying->report->charts += chart->filed_pages > 0;
            return TRUE;
        }
        g_autoptr(GError) cause = NULL;
        gint64 revision = chart->revision, patient = chart->patient;
        KeptChart *again =
            catalogue_find_chart(office_catalogue(verifying->office), patient, &cause);
        if (cause != NULL) {
            g_propagate_error(error, g_steal_pointer(&cause));
            return FALSE;
        }
        if (again != NULL && again->revision == revision && !again->stale) {
            chart_tell(verifying, again, path, why);
            kept_chart_free(again);
            return TRUE;
        }
        kept_chart_free(newer);
        chart = newer = again;
    }
    return TRUE;
}

gboolean charts_verify(Verifying *verifying, GPtrArray *charts, GError **error)
{
    for (guint i = 0; i < charts->len; i++) {
        if (!chart_verify(verifying, charts->pdata[i], error) || !file_done(verifying, error))
            return FALSE;
    }
    return TRUE;
}
