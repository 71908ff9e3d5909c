/* database.c - the open database: its file, its errors as fates, its transactions.
 *
 * Reads, writes: catalogue.db and SQLite's files beside it, mode 0600. Does not: know any table. */
#include "database.h"

#include "fate.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

enum {
    SCHEMA_VERSION = 5,
    APPLICATION_ID = 0x43485754, /* "CHWT", told by file(1) */
    BUSY_TIMEOUT_MS = 10000,
};

/* --- errors ---------------------------------------------------------------------------------- */

static const char *complaint(Catalogue *catalogue, int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "another Chartward is writing to it; try again in a moment";
    case SQLITE_FULL:
        return "the disk is full; make room and try again";
    case SQLITE_IOERR:
        return "the disk refused it; look whether it is full or failing, then try again";
    case SQLITE_NOMEM:
        return "there was not enough memory; close other programs and try again";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return "the file is damaged or is not a catalogue; take it back from the last backup";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
        return "the file or its folder may not be opened or written; look at its owner and rights";
    default:
        return sqlite3_errmsg(catalogue->raw);
    }
}

static Fate fate_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
        return FATE_RETRY;
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
        return FATE_INPUT;
    default:
        return FATE_FATAL;
    }
}

/* SQLite says that it cannot open or write a file, not why. Where the rights are there, the reason
 * is one that passes: too many open files, a disk that refused it. */
static gboolean is_passing(Catalogue *catalogue, int code)
{
    static const char *const ends[] = {"-wal", "-shm"};
    if ((code & 0xff) != SQLITE_CANTOPEN && (code & 0xff) != SQLITE_READONLY)
        return FALSE;
    g_autofree char *folder = g_path_get_dirname(catalogue->path);
    gboolean allowed = g_file_test(catalogue->path, G_FILE_TEST_IS_REGULAR) &&
                       g_access(catalogue->path, R_OK | W_OK) == 0 &&
                       g_access(folder, W_OK | X_OK) == 0;
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *beside = g_strconcat(catalogue->path, ends[i], NULL);
        allowed &= g_access(beside, R_OK | W_OK) == 0 || errno == ENOENT;
    }
    return allowed;
}

gboolean database_fail(Catalogue *catalogue, int code, const char *what, GError **error)
{
    if ((code & 0xff) == SQLITE_CONSTRAINT)
        g_set_error(error, FATE, FATE_INPUT,
                    "The catalogue '%s' did not take what would break its own rules (%s: %s). "
                    "Nothing was changed.",
                    catalogue->path, what, sqlite3_errmsg(catalogue->raw));
    else if (is_passing(catalogue, code))
        g_set_error(error, FATE, FATE_RETRY,
                    "The catalogue '%s' could not be opened just now (while %s). Nothing is lost; "
                    "please run it again.",
                    catalogue->path, what);
    else
        g_set_error(error, FATE, fate_of(code), "The catalogue '%s' failed while %s: %s.",
                    catalogue->path, what, complaint(catalogue, code));
    return FALSE;
}

gboolean database_damaged(Catalogue *catalogue, const char *what, GError **error)
{
    g_set_error(error, FATE, FATE_FATAL,
                "The catalogue '%s' is damaged (%s). Take it back from the last backup.",
                catalogue->path, what);
    return FALSE;
}

/* --- transactions ---------------------------------------------------------------------------- */

static gboolean transaction_start(Catalogue *catalogue, const char *sql, GError **error)
{
    if (catalogue->depth == 0 && !statement_run(catalogue, error, sql, ""))
        return FALSE;
    catalogue->depth++;
    return TRUE;
}

gboolean transaction_begin(Catalogue *catalogue, GError **error)
{
    return transaction_start(catalogue, "BEGIN IMMEDIATE", error);
}

gboolean transaction_begin_read(Catalogue *catalogue, GError **error)
{
    return transaction_start(catalogue, "BEGIN", error);
}

void transaction_rollback(Catalogue *catalogue)
{
    catalogue->depth--;
    /* SQLite rolls back by itself when a disk is full; then there is nothing left to undo. */
    if (catalogue->depth == 0 && !sqlite3_get_autocommit(catalogue->raw))
        sqlite3_exec(catalogue->raw, "ROLLBACK", NULL, NULL, NULL);
}

gboolean transaction_commit(Catalogue *catalogue, GError **error)
{
    if (catalogue->depth > 1) {
        catalogue->depth--;
        return TRUE;
    }
    if (!statement_run(catalogue, error, "COMMIT", "")) {
        transaction_rollback(catalogue);
        return FALSE;
    }
    catalogue->depth--;
    return TRUE;
}

gboolean transaction_end(Catalogue *catalogue, gboolean done, GError **error)
{
    if (done)
        return transaction_commit(catalogue, error);
    transaction_rollback(catalogue);
    return FALSE;
}

/* --- opening --------------------------------------------------------------------------------- */

gboolean database_file_make(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int parent = g_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    int file = parent >= 0 ? g_open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600) : -1;
    gboolean made = file >= 0 && fsync(file) == 0 && fsync(parent) == 0;
    int cause = errno;
    if (!made)
        g_set_error(error, FATE, cause == ENOSPC || cause == EDQUOT ? FATE_RETRY : FATE_FATAL,
                    "The catalogue '%s' cannot be made: %s.", path, g_strerror(cause));
    if (file >= 0)
        close(file);
    if (parent >= 0)
        close(parent);
    return made;
}

static gboolean execute(Catalogue *catalogue, const char *sql, const char *what, GError **error)
{
    int code = sqlite3_exec(catalogue->raw, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || database_fail(catalogue, code, what, error);
}

static gboolean schema_write(Catalogue *catalogue, GError **error)
{
    g_autofree char *marks = g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                             APPLICATION_ID, SCHEMA_VERSION);
    return execute(catalogue, catalogue_schema, "making its tables", error) &&
           execute(catalogue, marks, "making its tables", error);
}

static gboolean schema_missing(Catalogue *catalogue, gboolean *missing, GError **error)
{
    gint64 tables;
    if (!statement_number(catalogue, 0, &tables, error, "SELECT count(*) FROM sqlite_schema", ""))
        return FALSE;
    *missing = tables == 0;
    return TRUE;
}

/* A crash between the making of the file and of its tables leaves an empty database: it is begun
 * again. */
static gboolean schema_make(Catalogue *catalogue, GError **error)
{
    gboolean missing;
    if (!schema_missing(catalogue, &missing, error))
        return FALSE;
    if (!missing)
        return TRUE;
    /* Two may be at it: only the one that finds it missing under the lock writes. */
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done =
        schema_missing(catalogue, &missing, error) && (!missing || schema_write(catalogue, error));
    return transaction_end(catalogue, done, error);
}

static gboolean schema_check(Catalogue *catalogue, GError **error)
{
    gint64 application, version;
    if (!statement_number(catalogue, 0, &application, error, "PRAGMA application_id", "") ||
        !statement_number(catalogue, 0, &version, error, "PRAGMA user_version", ""))
        return FALSE;
    if (application != APPLICATION_ID) {
        g_set_error(error, FATE, FATE_FATAL,
                    "The file '%s' is not a catalogue of Chartward. Move it away and make one with "
                    "'chartward init'.",
                    catalogue->path);
        return FALSE;
    }
    if (version > SCHEMA_VERSION) {
        g_set_error(error, FATE, FATE_FATAL,
                    "The catalogue '%s' was written by a newer Chartward. Install that one here.",
                    catalogue->path);
        return FALSE;
    }
    if (version < SCHEMA_VERSION) {
        g_set_error(error, FATE, FATE_FATAL,
                    "The catalogue '%s' was written by an earlier Chartward, in a form that this "
                    "one does not read. Nothing was changed: go on with that one, or make a new "
                    "office and drop the originals of the vault into its inbox.",
                    catalogue->path);
        return FALSE;
    }
    return TRUE;
}

static gboolean database_prepare(Catalogue *catalogue, CatalogueMode mode, GError **error)
{
    sqlite3_extended_result_codes(catalogue->raw, 1);
    sqlite3_busy_timeout(catalogue->raw, BUSY_TIMEOUT_MS);
    sqlite3_db_config(catalogue->raw, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    /* Temporary tables hold patients' data: they never go to /tmp. The cache (16 MB) halves the
     * time of searches for several common words. */
    if (!execute(catalogue,
                 "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; "
                 "PRAGMA cell_size_check = ON; PRAGMA cache_size = -16000",
                 "opening", error) ||
        !index_functions_add(catalogue, error))
        return FALSE;
    if (mode == CATALOGUE_READ)
        return schema_check(catalogue, error);
    return schema_make(catalogue, error) && schema_check(catalogue, error) &&
           execute(catalogue, "PRAGMA journal_mode = WAL", "opening", error);
}

Catalogue *catalogue_open(const char *path, CatalogueMode mode, GError **error)
{
    if (mode == CATALOGUE_CREATE && !database_file_make(path, error))
        return NULL;
    if (g_access(path, F_OK) != 0 && errno == ENOENT) {
        g_set_error(error, FATE, FATE_FATAL,
                    "There is no catalogue '%s'. Make an office with 'chartward init', or name its "
                    "folder with --office.",
                    path);
        return NULL;
    }
    g_autoptr(Catalogue) catalogue = g_new0(Catalogue, 1);
    catalogue->path = g_strdup(path);
    catalogue->idle =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)statement_free);
    int flags = mode == CATALOGUE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    int code = sqlite3_open_v2(path, &catalogue->raw, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        database_fail(catalogue, code, "opening", error);
        return NULL;
    }
    if (!database_prepare(catalogue, mode, error))
        return NULL;
    return g_steal_pointer(&catalogue);
}

void catalogue_close(Catalogue *catalogue)
{
    if (catalogue == NULL)
        return;
    g_hash_table_unref(catalogue->idle);
    sqlite3_close_v2(catalogue->raw);
    g_free(catalogue->path);
    g_free(catalogue->actor);
    patient_index_free(catalogue->patients);
    g_free(catalogue->patients_mark);
    g_free(catalogue);
}

void catalogue_rest(Catalogue *catalogue)
{
    sqlite3_db_release_memory(catalogue->raw);
}
