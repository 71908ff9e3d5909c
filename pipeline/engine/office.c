/* office.c - an office's folder: makes it, opens it, knows where things lie.
 *
 * Reads: chartward.conf. Writes: the folders and first files, the lock.
 * Does not: touch originals, pages or charts. */
#include "office.h"

#include "backup.h"
#include "durable.h"
#include "fate.h"
#include "lock.h"

#include <errno.h>
#include <string.h>

static const char *const folders[] = {"inbox", "vault", "pages", "charts", "rejected"};

struct Office {
    char *path;
    Settings *settings;
    Catalogue *catalogue;
    gboolean looking; /* the catalogue is open for reading only */
    Lock *work;       /* NULL: only looking, or between two turns */
    Lock *watch;      /* NULL: not watching */
};

static gboolean folder_make(const char *path, GError **error)
{
    if (g_mkdir_with_parents(path, 0700) == 0)
        return TRUE;
    return durable_fail(errno, error, "The folder '%s' cannot be made", path);
}

static char *settings_template(void)
{
    GString *text =
        g_string_new("# Chartward's settings for this office. A line without '#' counts.\n");
    for (guint i = 0; i < SETTING_COUNT; i++) {
        const SettingInfo *info = setting_info(i);
        g_string_append_printf(text, "\n# %s\n# %s = %s\n", info->meaning, info->name,
                               info->fallback);
    }
    return g_string_free(text, FALSE);
}

static gboolean file_make(const char *office, const char *name, const char *text, GError **error)
{
    g_autofree char *path = g_build_filename(office, name, NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    return durable_write(path, bytes, 0600, error);
}

gboolean office_create(const char *path, GError **error)
{
    if (!folder_make(path, error))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *folder = g_build_filename(path, folders[i], NULL);
        if (!folder_make(folder, error))
            return FALSE;
    }
    g_autofree char *settings = settings_template();
    g_autofree char *database = g_build_filename(path, "catalogue.db", NULL);
    if (!file_make(path, "chartward.conf", settings, error) ||
        !file_make(path, "dictionary.txt", "# Words that are right in this office, one a line.\n",
                   error))
        return FALSE;
    g_autoptr(Catalogue) catalogue = catalogue_open(database, CATALOGUE_CREATE, error);
    return catalogue != NULL;
}

static Settings *settings_read(Office *office, GError **error)
{
    g_autoptr(Settings) settings = settings_new();
    g_autofree char *path = office_file(office, "chartward.conf");
    g_autofree char *text = NULL;
    g_autoptr(GError) cause = NULL;
    if (!g_file_get_contents(path, &text, NULL, &cause) &&
        !g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
        durable_fail_reading(cause, FATE_FATAL, "The settings cannot be read", error);
        return NULL;
    }
    if (text != NULL && !settings_parse(settings, text, error))
        return NULL;
    return g_steal_pointer(&settings);
}

gboolean office_reread_settings(Office *office, GError **error)
{
    Settings *settings = settings_read(office, error);
    if (settings == NULL)
        return FALSE;
    settings_free(office->settings);
    office->settings = settings;
    return TRUE;
}

Office *office_open(const char *path, OfficeAccess access, GError **error)
{
    const char *wanted = path != NULL ? path : g_getenv("CHARTWARD_OFFICE");
    g_autoptr(Office) office = g_new0(Office, 1);
    office->path = g_canonicalize_filename(wanted != NULL ? wanted : ".", NULL);
    g_autofree char *database = office_file(office, "catalogue.db");
    if (!g_file_test(database, G_FILE_TEST_EXISTS)) {
        g_set_error(error, FATE, FATE_FATAL,
                    "There is no office in '%s'. Name the right folder with --office, or make an "
                    "office there with 'chartward init'.",
                    office->path);
        return NULL;
    }
    g_autofree char *mark = office_file(office, BACKUP_MARK);
    if (access != OFFICE_READ && g_file_test(mark, G_FILE_TEST_EXISTS)) {
        g_set_error(error, FATE, FATE_FATAL,
                    "'%s' is a backup, in which nothing may work. How an office is restored from "
                    "it is told in '%s'.",
                    office->path, mark);
        return NULL;
    }
    office->settings = settings_read(office, error);
    if (office->settings == NULL)
        return NULL;
    if (access == OFFICE_WORK && (office->work = lock_work(office->path, TRUE, error)) == NULL)
        return NULL;
    if (access == OFFICE_WATCH && (office->watch = lock_watch(office->path, error)) == NULL)
        return NULL;
    office->looking = access == OFFICE_READ;
    office->catalogue =
        catalogue_open(database, access == OFFICE_READ ? CATALOGUE_READ : CATALOGUE_WRITE, error);
    return office->catalogue != NULL ? g_steal_pointer(&office) : NULL;
}

void office_close(Office *office)
{
    if (office == NULL)
        return;
    g_clear_pointer(&office->catalogue, catalogue_close);
    settings_free(office->settings);
    lock_free(office->work);
    lock_free(office->watch);
    g_free(office->path);
    g_free(office);
}

gboolean office_take_up(Office *office, GError **error)
{
    if (office->work == NULL)
        office->work = lock_work(office->path, FALSE, error);
    return office->work != NULL;
}

gboolean office_begin_turn(Office *office, gboolean *busy, GError **error)
{
    g_return_val_if_fail(office->work == NULL, FALSE);
    office->work = lock_turn(office->path, busy, error);
    return office->work != NULL || *busy;
}

void office_end_turn(Office *office)
{
    catalogue_rest(office->catalogue); /* the next turn may be hours away */
    g_clear_pointer(&office->work, lock_free);
}

gboolean office_is_wanted(const Office *office)
{
    return lock_is_wanted(office->watch);
}

const char *office_path(const Office *office)
{
    return office->path;
}

const Settings *office_settings(const Office *office)
{
    return office->settings;
}

Catalogue *office_catalogue(const Office *office)
{
    return office->catalogue;
}

/* Who only looks has the catalogue open for reading: it is opened to write for this row alone. */
static gboolean row_add(Office *office, AuditDeed deed, const char *document, gint64 patient,
                        const char *what, GError **error)
{
    if (!office->looking)
        return catalogue_audit(office->catalogue, deed, document, patient, what, error);
    g_autofree char *mark = office_file(office, BACKUP_MARK);
    if (g_file_test(mark, G_FILE_TEST_EXISTS)) {
        g_set_error(error, FATE, FATE_FATAL, "'%s' is a backup: restore it first, as '%s' tells.",
                    office->path, mark);
        return FALSE;
    }
    g_autofree char *database = office_file(office, "catalogue.db");
    g_autoptr(Catalogue) writing = catalogue_open(database, CATALOGUE_WRITE, error);
    return writing != NULL && catalogue_audit(writing, deed, document, patient, what, error);
}

gboolean office_record(Office *office, AuditDeed deed, const char *document, gint64 patient,
                       const char *what, GError **error)
{
    g_autoptr(GError) cause = NULL;
    if (row_add(office, deed, document, patient, what, &cause))
        return TRUE;
    g_propagate_prefixed_error(error, g_steal_pointer(&cause),
                               "Nothing was shown, since it cannot be recorded who looks at what. "
                               "In an emergency the charts can be opened in the folder 'charts'. ");
    return FALSE;
}

char *office_file(const Office *office, const char *below)
{
    return g_build_filename(office->path, below, NULL);
}

char *program_path(GError **error)
{
    g_autoptr(GError) cause = NULL;
    char *path = g_file_read_link("/proc/self/exe", &cause);
    if (path == NULL)
        g_set_error(error, FATE, FATE_FATAL,
                    "The program cannot find itself (%s). Is /proc mounted?", cause->message);
    return path;
}

char *program_data_folder(GError **error)
{
    g_autofree char *program = program_path(error);
    if (program == NULL)
        return NULL;
    g_autofree char *folder = g_path_get_dirname(program);
    g_autofree char *beside = g_build_filename(folder, "..", "share", "chartward", NULL);
    g_autofree char *data = g_canonicalize_filename(beside, NULL);
    if (g_file_test(data, G_FILE_TEST_IS_DIR))
        return g_steal_pointer(&data);
    g_set_error(error, FATE, FATE_FATAL,
                "Chartward's own tables are missing: there is no folder '%s'. Install it again.",
                data);
    return NULL;
}
