/* verify.c - the whole of a verification: catalogue, index, originals, images, charts, strangers.
 *
 * Does: the order, and the findings. Writes: a copy of the catalogue, removed again, on which the
 * index is checked while others work. Does not: look at files itself (verify_files.c). */
#include "verifying.h"

#include "audit.h"
#include "durable.h"
#include "fate.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

const char *finding_kind_name(FindingKind kind)
{
    static const char *const names[] = {"catalogue", "index", "original", "image",
                                        "chart",     "audit", "stranger"};
    return names[kind];
}

static void finding_free(gpointer data)
{
    Finding *finding = data;
    g_free(finding->path);
    g_free(finding->sentence);
    g_free(finding);
}

VerifyReport *verify_report_new(void)
{
    VerifyReport *report = g_new0(VerifyReport, 1);
    report->findings = g_ptr_array_new_with_free_func(finding_free);
    return report;
}

void verify_report_free(VerifyReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->findings);
    g_free(report->seal);
    g_free(report);
}

gboolean verify_is_clean(const VerifyReport *report)
{
    return report->mended == report->findings->len;
}

void finding_add(Verifying *verifying, FindingKind kind, const char *path, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Finding *finding = g_new0(Finding, 1);
    finding->kind = kind;
    finding->path = g_strdup(path != NULL ? path : "");
    finding->sentence = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(verifying->report->findings, finding);
}

/* --- the catalogue --------------------------------------------------------------------------- */

static void fault_found(gpointer data, FaultKind kind, const char *sentence)
{
    Verifying *verifying = data;
    verifying->damaged |= kind == FAULT_DAMAGE;
    FindingKind about = kind == FAULT_INDEX   ? FINDING_INDEX
                        : kind == FAULT_AUDIT ? FINDING_AUDIT
                                              : FINDING_CATALOGUE;
    finding_add(verifying, about, NULL, "%s", sentence);
}

static void copy_remove(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *file = g_strconcat(path, ends[i], NULL);
        unlink(file);
    }
}

/* The check takes the lock of a writer for as long as it lasts: on a copy that keeps nobody
 * waiting.
 */
static gboolean index_verify(Verifying *verifying, GError **error)
{
    g_autofree char *path = office_file(verifying->office, DURABLE_TEMPORARY "XXXXXX");
    int fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        return durable_fail(errno, error, "No file can be made in the folder '%s'",
                            office_path(verifying->office));
    close(fd);
    gboolean done = catalogue_copy(office_catalogue(verifying->office), path, error);
    g_autoptr(Catalogue) copy = done ? catalogue_open(path, CATALOGUE_WRITE, error) : NULL;
    done = copy != NULL && catalogue_check_index(copy, fault_found, verifying, error);
    g_clear_pointer(&copy, catalogue_close);
    copy_remove(path);
    return done;
}

static void balance_verify(Verifying *verifying)
{
    const PageBalance *pages = &verifying->report->pages;
    if (pages->in != pages->filed + pages->review + pages->failed)
        finding_add(verifying, FINDING_CATALOGUE, NULL,
                    "%u pages came in, but %u are filed, %u in review and %u rejected: they do not "
                    "add up. Take the catalogue back from the last backup.",
                    pages->in, pages->filed, pages->review, pages->failed);
}

static gboolean catalogue_verify(Verifying *verifying, GError **error)
{
    Catalogue *catalogue = office_catalogue(verifying->office);
    if (!catalogue_check(catalogue, fault_found, verifying, error))
        return FALSE;
    if (verifying->damaged)
        return TRUE;
    if (!catalogue_balance(catalogue, &verifying->report->pages, error))
        return FALSE;
    balance_verify(verifying);
    if (!catalogue_check_audit(catalogue, fault_found, verifying, &verifying->report->entries,
                               &verifying->report->seal, error))
        return FALSE;
    return index_verify(verifying, error);
}

/* --- the files ------------------------------------------------------------------------------- */

static gboolean files_verify(Verifying *verifying, GError **error)
{
    Catalogue *catalogue = office_catalogue(verifying->office);
    /* The rooms first: what lay there then, the catalogue must know by now. */
    if (!rooms_list(verifying, error))
        return FALSE;
    g_autoptr(GPtrArray) originals = catalogue_originals(catalogue, error);
    g_autoptr(GPtrArray) images = originals != NULL ? catalogue_images(catalogue, error) : NULL;
    g_autoptr(GPtrArray) charts = images != NULL ? catalogue_charts(catalogue, error) : NULL;
    if (charts == NULL)
        return FALSE;
    verifying->total = originals->len + images->len + charts->len;
    if (!originals_verify(verifying, originals, error) ||
        !images_verify(verifying, images, error) || !charts_verify(verifying, charts, error))
        return FALSE;
    strangers_tell(verifying);
    return TRUE;
}

/* A catalogue that is damaged cannot be asked what should lie where. */
static gboolean all_verify(Verifying *verifying, gboolean repair, GError **error)
{
    if (!catalogue_verify(verifying, error))
        return FALSE;
    if (verifying->damaged)
        return TRUE;
    return files_verify(verifying, error) && (!repair || derived_mend(verifying, error));
}

gboolean verify_run(Office *office, gboolean repair, const ClerkWatch *watch, VerifyReport *report,
                    GError **error)
{
    gint64 began_us = g_get_monotonic_time();
    Verifying verifying = {.office = office, .watch = watch, .report = report, .locked = repair};
    verifying.files = g_ptr_array_new_with_free_func(g_free);
    verifying.known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    verifying.moving = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    verifying.bad_originals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    verifying.bad_images = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    verifying.bad_charts = g_array_new(TRUE, FALSE, sizeof(gint64));
    gboolean done = all_verify(&verifying, repair, error);
    for (guint i = 0; i < report->findings->len; i++)
        report->mended += ((Finding *)report->findings->pdata[i])->mended;
    report->seconds = (g_get_monotonic_time() - began_us) / (double)G_TIME_SPAN_SECOND;
    g_ptr_array_unref(verifying.files);
    g_hash_table_unref(verifying.known);
    g_hash_table_unref(verifying.moving);
    g_hash_table_unref(verifying.bad_originals);
    g_hash_table_unref(verifying.bad_images);
    g_array_unref(verifying.bad_charts);
    return done;
}
