/* backup.c - the whole of a backup: the catalogue as it is at one moment, then all that it tells
 * of.
 *
 * Does: the order, so that a backup which ends early is still the one before. Writes: the backup's
 * folder, and in the office the row of the audit trail. */
#include "saving.h"

#include "durable.h"
#include "fate.h"
#include "vault.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static const char mark_text[] =
    "This folder is a backup that Chartward keeps of an office. It holds everything: originals,\n"
    "page images, charts (which can be opened as they are), settings, patient list, catalogue.\n"
    "\n"
    "To restore the office:\n"
    "  1. Copy this whole folder to where the office shall be:  cp -a THIS-FOLDER OFFICE\n"
    "  2. Remove this file from the copy:                       rm OFFICE/BACKUP.txt\n"
    "  3. See that all is well:                                 chartward verify --office OFFICE\n"
    "  4. Bind what charts were on their way:                   chartward run --office OFFICE\n"
    "\n"
    "Do not work in the backup itself. Put nothing here, and take nothing away.\n";

/* --- the report ------------------------------------------------------------------------------ */

BackupReport *backup_report_new(void)
{
    BackupReport *report = g_new0(BackupReport, 1);
    report->complaints = g_ptr_array_new_with_free_func(g_free);
    return report;
}

void backup_report_free(BackupReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->complaints);
    g_free(report);
}

void saving_complain(Saving *saving, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(saving->report->complaints, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

char *saving_goal(const Saving *saving, const char *below)
{
    return g_build_filename(saving->folder, below, NULL);
}

gboolean saving_step(Saving *saving, GError **error)
{
    const ClerkWatch *watch = saving->watch;
    watch->progress(watch->data, "Saving", "files", ++saving->done, saving->total);
    if (clerk_pace(watch) != CLERK_STOPS)
        return TRUE;
    g_set_error(error, FATE, FATE_RETRY,
                "The backup was stopped before its end. What it has saved stays, and the next one "
                "goes on there.");
    return FALSE;
}

/* --- the folder ------------------------------------------------------------------------------ */

static gboolean is_within(const char *path, const char *folder)
{
    g_autofree char *slashed = g_strconcat(folder, "/", NULL);
    return g_str_equal(path, folder) || g_str_has_prefix(path, slashed);
}

/* Half-written files of an earlier try do not count. */
static gboolean folder_is_empty(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    const char *name = NULL;
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL &&
           g_str_has_prefix(name, ".chartward-"))
        ;
    return folder != NULL && name == NULL;
}

static gboolean folder_make(Saving *saving, GError **error)
{
    g_autofree char *mark = saving_goal(saving, BACKUP_MARK);
    if (is_within(saving->folder, office_path(saving->office)) ||
        is_within(office_path(saving->office), saving->folder)) {
        g_set_error(error, FATE, FATE_FATAL,
                    "A backup inside its own office helps nobody. Name a folder on another disk.");
        return FALSE;
    }
    if (g_mkdir_with_parents(saving->folder, 0700) != 0)
        return durable_fail(errno, error, "The folder '%s' cannot be made", saving->folder);
    if (g_file_test(mark, G_FILE_TEST_EXISTS))
        return TRUE;
    if (!folder_is_empty(saving->folder)) {
        g_set_error(error, FATE, FATE_FATAL,
                    "The folder '%s' is not a backup, and not empty. Nothing was done; name an "
                    "empty folder, or a new one.",
                    saving->folder);
        return FALSE;
    }
    g_autoptr(GBytes) bytes = g_bytes_new_static(mark_text, strlen(mark_text));
    return durable_write(mark, bytes, 0600, error);
}

static gboolean rooms_make(Saving *saving, GError **error)
{
    static const char *const rooms[] = {"inbox", "vault", "pages", "charts", "rejected"};
    for (guint i = 0; i < G_N_ELEMENTS(rooms); i++) {
        g_autofree char *room = saving_goal(saving, rooms[i]);
        if (g_mkdir_with_parents(room, 0700) != 0)
            return durable_fail(errno, error, "The folder '%s' cannot be made", room);
    }
    return TRUE;
}

/* One backup at a time: the lock is the kernel's, and ends with the process. */
static int folder_lock(Saving *saving, GError **error)
{
    g_autofree char *mark = saving_goal(saving, BACKUP_MARK);
    int fd = open(mark, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    if (fd < 0)
        durable_fail(errno, error, "The file '%s' cannot be opened", mark);
    else
        g_set_error(error, FATE, FATE_RETRY,
                    "Another Chartward is writing to the backup '%s'. Nothing was done; try again "
                    "when it has ended.",
                    saving->folder);
    if (fd >= 0)
        close(fd);
    return -1;
}

/* --- what the catalogue tells of ------------------------------------------------------------- */

static gboolean originals_save(Saving *saving, GPtrArray *originals, GError **error)
{
    for (guint i = 0; i < originals->len; i++) {
        const Original *original = originals->pdata[i];
        gboolean whole;
        if (!file_save(saving, original->vault_path, original->sha256, 0400, &whole, error))
            return FALSE;
        if (!whole)
            saving_complain(saving,
                            "The original of '%s' is missing or damaged in the office (%s), and "
                            "the backup has no good copy either.",
                            original->name, original->vault_path);
        if (!saving_step(saving, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean images_save(Saving *saving, GPtrArray *images, GError **error)
{
    for (guint i = 0; i < images->len; i++) {
        const KeptImage *image = images->pdata[i];
        const FiledImage filed = {.format = image->format, .sha256 = image->sha256};
        g_autofree char *below = pages_path(&filed);
        gboolean whole;
        if (!file_save(saving, below, image->sha256, 0600, &whole, error))
            return FALSE;
        if (!whole)
            saving_complain(saving,
                            "The image of page %u of '%s' (%s) is missing or damaged; 'chartward "
                            "verify --repair' makes it again.",
                            image->source_page, image->source, image->document);
        if (!saving_step(saving, error))
            return FALSE;
    }
    return TRUE;
}

/* A chart that was bound anew since the moment of the catalogue, or is to be: `*right` is FALSE. */
static gboolean chart_save(Saving *saving, const KeptChart *chart, gboolean *right, GError **error)
{
    *right = !chart->stale;
    for (guint i = 0; *right && chart->sha256s[i] != NULL; i++) {
        g_autofree char *below = g_strdup_printf("charts/%s/Chart %u.pdf", chart->folder, i + 1);
        if (!file_save(saving, below, chart->sha256s[i], 0600, right, error))
            return FALSE;
    }
    return TRUE;
}

/* Tells which charts the next run in a restored office must bind; ended by 0. */
static GArray *charts_save(Saving *saving, GPtrArray *charts, GError **error)
{
    g_autoptr(GArray) doubted = g_array_new(TRUE, FALSE, sizeof(gint64));
    for (guint i = 0; i < charts->len; i++) {
        const KeptChart *chart = charts->pdata[i];
        gboolean right;
        if (!chart_save(saving, chart, &right, error) || !saving_step(saving, error))
            return NULL;
        if (!right && !chart->stale)
            g_array_append_val(doubted, chart->patient);
    }
    return g_steal_pointer(&doubted);
}

static gboolean folders_sync(Saving *saving, GError **error)
{
    GHashTableIter iterator;
    gpointer folder;
    g_hash_table_iter_init(&iterator, saving->folders);
    while (g_hash_table_iter_next(&iterator, &folder, NULL)) {
        g_autofree char *inside = g_build_filename(folder, "x", NULL);
        if (!durable_sync_folder_of(inside, error))
            return FALSE;
    }
    g_autofree char *room = saving_goal(saving, "vault");
    return durable_sync_folder_of(room, error);
}

/* --- the catalogue --------------------------------------------------------------------------- */

static void fault_found(gpointer data, G_GNUC_UNUSED FaultKind kind, const char *sentence)
{
    saving_complain(data, "%s", sentence);
}

static void files_remove(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *file = g_strconcat(path, ends[i], NULL);
        unlink(file);
    }
}

/* Says in the copy that these charts are to be bound; then it is one file again. */
static gboolean charts_doubt(const char *path, const GArray *doubted, GError **error)
{
    g_autofree char *noted = g_strconcat(path, ".noted", NULL);
    g_autoptr(Catalogue) copy = catalogue_open(path, CATALOGUE_WRITE, error);
    files_remove(noted);
    if (copy == NULL || !catalogue_doubt_charts(copy, (const gint64 *)doubted->data, error) ||
        !catalogue_copy(copy, noted, error))
        return FALSE;
    g_clear_pointer(&copy, catalogue_close);
    return durable_rename(noted, path, error);
}

static gboolean file_sync(const char *path, GError **error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int failed = fd >= 0 && fsync(fd) == 0 ? 0 : errno;
    if (fd >= 0)
        close(fd);
    return failed == 0 || durable_fail(failed, error, "The file '%s' cannot be written", path);
}

/* The log of an older catalogue would be taken for one of the new: it is folded in first. */
static gboolean catalogue_place(Saving *saving, const char *path, GError **error)
{
    g_autofree char *goal = saving_goal(saving, "catalogue.db");
    g_autofree char *log = g_strconcat(goal, "-wal", NULL);
    if (g_file_test(log, G_FILE_TEST_EXISTS)) {
        g_autoptr(Catalogue) older = catalogue_open(goal, CATALOGUE_WRITE, error);
        if (older == NULL)
            return FALSE;
    }
    return file_sync(path, error) && durable_rename(path, goal, error);
}

static gboolean files_save(Saving *saving, const char *path, GError **error)
{
    g_autoptr(Catalogue) copy = catalogue_open(path, CATALOGUE_READ, error);
    g_autoptr(GPtrArray) originals = copy != NULL ? catalogue_originals(copy, error) : NULL;
    g_autoptr(GPtrArray) images = originals != NULL ? catalogue_images(copy, error) : NULL;
    g_autoptr(GPtrArray) charts = images != NULL ? catalogue_charts(copy, error) : NULL;
    if (charts == NULL)
        return FALSE;
    saving->total = originals->len + images->len + charts->len;
    guint faults = saving->report->complaints->len;
    if (!catalogue_check(copy, fault_found, saving, error))
        return FALSE;
    if (saving->report->complaints->len > faults) {
        g_set_error(error, FATE, FATE_FATAL,
                    "The office's catalogue is not sound. The backup was left as it was: it may be "
                    "the last good one. See 'chartward verify'.");
        return FALSE;
    }
    if (!originals_save(saving, originals, error) || !images_save(saving, images, error))
        return FALSE;
    g_autoptr(GPtrArray) older = volumes_older(saving, error);
    if (older == NULL)
        return FALSE;
    g_autoptr(GArray) doubted = charts_save(saving, charts, error);
    if (doubted == NULL)
        return FALSE;
    g_clear_pointer(&copy, catalogue_close);
    return (doubted->len == 0 || charts_doubt(path, doubted, error)) &&
           loose_folder_save(saving, "rejected", error) &&
           loose_folder_save(saving, "inbox", error) && loose_folder_save(saving, "", error) &&
           folders_sync(saving, error) && catalogue_place(saving, path, error) &&
           volumes_trim(saving, older, charts, error);
}

static gboolean all_save(Saving *saving, GError **error)
{
    g_autofree char *copy = saving_goal(saving, ".chartward-catalogue");
    g_autofree char *what = g_strdup_printf("backup to %s", saving->folder);
    files_remove(copy);
    gboolean done = rooms_make(saving, error) &&
                    office_record(saving->office, AUDIT_EXPORTED, NULL, 0, what, error) &&
                    catalogue_copy(office_catalogue(saving->office), copy, error) &&
                    files_save(saving, copy, error);
    files_remove(copy);
    return done;
}

gboolean backup_run(Office *office, const char *folder, const ClerkWatch *watch,
                    BackupReport *report, GError **error)
{
    gint64 began_us = g_get_monotonic_time();
    Saving saving = {.office = office, .watch = watch, .report = report};
    saving.folder = g_canonicalize_filename(folder, NULL);
    saving.folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    int lock = folder_make(&saving, error) ? folder_lock(&saving, error) : -1;
    gboolean done = lock >= 0 && all_save(&saving, error);
    if (lock >= 0)
        close(lock);
    report->seconds = (g_get_monotonic_time() - began_us) / (double)G_TIME_SPAN_SECOND;
    g_hash_table_unref(saving.folders);
    g_free(saving.folder);
    return done;
}
