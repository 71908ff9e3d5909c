/* check.c - whether the database is sound, its pages add up, its index says what the pages say.
 *
 * Reads: all of the catalogue. Writes: copies of it; the search index, when asked. Does not: look
 * at files. */
#include "check.h"

#include "database.h"
#include "fate.h"

enum { FAULTS_MOST = 20 }; /* of one kind: more only repeat the same */

/* --- SQLite's own checks --------------------------------------------------------------------- */

static gboolean soundness_check(Catalogue *catalogue, FaultFound found, gpointer data,
                                gboolean *sound, GError **error)
{
    g_autoptr(Statement) statement = statement_open(catalogue, error, "PRAGMA quick_check(20)", "");
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    *sound = TRUE;
    while (statement_next(statement, &bad, error)) {
        const char *told = column_text(statement, 0);
        if (g_strcmp0(told, "ok") == 0)
            continue;
        g_autofree char *line = g_strdelimit(g_strdup(told), "\n", ' ');
        g_autofree char *sentence = g_strdup_printf(
            "The catalogue is damaged (%s). Take it back from the last backup.", line);
        found(data, FAULT_DAMAGE, sentence);
        *sound = FALSE;
    }
    return !bad;
}

static gboolean references_check(Catalogue *catalogue, FaultFound found, gpointer data,
                                 GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check "
                       "GROUP BY 1, 2",
                       "");
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        g_autofree char *sentence = g_strdup_printf(
            "The catalogue is damaged (%d of its %s refer to %s that are not there). Take it back "
            "from the last backup.",
            (int)column_number(statement, 2), column_text(statement, 0), column_text(statement, 1));
        found(data, FAULT_DAMAGE, sentence);
    }
    return !bad;
}

/* --- pages add up ---------------------------------------------------------------------------- */

/* Each gives rows of whole sentences, and nothing when all is well. */
static const char *const page_checks[] = {
    "SELECT format('The pages of ''%s'' do not add up: %d came in, and the catalogue has %d, "
    "numbered %d to %d. Have it read again with ''chartward reprocess''.', o.name, "
    "o.page_count, count(p.id), coalesce(min(p.source_page), 0), coalesce(max(p.source_page), 0)) "
    "FROM originals o LEFT JOIN pages p ON p.original = o.id WHERE o.state = 'done' "
    "GROUP BY o.id HAVING count(p.id) <> o.page_count OR min(p.source_page) <> 1 "
    "OR max(p.source_page) <> o.page_count",
    "SELECT format('Page %d of ''%s'' lies in no document (it was taken out of D%06d and never put "
    "back). Take the catalogue back from the last backup.', p.source_page, o.name, p.document) "
    "FROM pages p JOIN originals o ON o.id = p.original LEFT JOIN documents d "
    "ON d.number = p.document AND d.original = p.original "
    "WHERE d.number IS NULL OR p.position < 0",
    "SELECT format('Page %d of ''%s'' (D%06d) has lost its text. Have it read again: ''chartward "
    "reprocess D%06d''.', p.source_page, o.name, p.document, p.document) FROM pages p "
    "JOIN originals o ON o.id = p.original LEFT JOIN page_texts t ON t.page = p.id "
    "WHERE t.page IS NULL",
    "SELECT format('D%06d (of ''%s'') has no pages. Have it read again: ''chartward reprocess "
    "D%06d''.', d.number, o.name, d.number) FROM documents d JOIN originals o ON o.id = d.original "
    "WHERE d.status <> 'failed' AND o.state <> 'rejected' AND NOT EXISTS "
    "(SELECT 1 FROM pages p WHERE p.document = d.number)",
    "SELECT format('''%s'' was taken in, but no document tells what became of it. Drop the file "
    "again.', o.name) FROM originals o WHERE o.state <> 'received' AND NOT EXISTS "
    "(SELECT 1 FROM documents d WHERE d.original = o.id)",
};

static gboolean rows_tell(Catalogue *catalogue, const char *sql, FaultFound found, gpointer data,
                          GError **error)
{
    g_autoptr(Statement) statement = statement_open(catalogue, error, sql, "");
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    guint told = 0;
    while (statement_next(statement, &bad, error)) {
        if (told++ < FAULTS_MOST)
            found(data, FAULT_PAGES, column_text(statement, 0));
    }
    if (told > FAULTS_MOST) {
        g_autofree char *sentence =
            g_strdup_printf("The same is so of %u more.", told - FAULTS_MOST);
        found(data, FAULT_PAGES, sentence);
    }
    return !bad;
}

static gboolean all_check(Catalogue *catalogue, FaultFound found, gpointer data, GError **error)
{
    gboolean sound;
    if (!soundness_check(catalogue, found, data, &sound, error))
        return FALSE;
    if (!sound) /* what else it says means nothing */
        return TRUE;
    if (!references_check(catalogue, found, data, error))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(page_checks); i++) {
        if (!rows_tell(catalogue, page_checks[i], found, data, error))
            return FALSE;
    }
    return TRUE;
}

gboolean catalogue_check(Catalogue *catalogue, FaultFound found, gpointer data, GError **error)
{
    if (!transaction_begin_read(catalogue, error))
        return FALSE;
    gboolean done = all_check(catalogue, found, data, error);
    transaction_rollback(catalogue);
    return done;
}

gboolean catalogue_balance(Catalogue *catalogue, PageBalance *balance, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        /* While an original is read again, its pages are those of the reading before. */
        "SELECT (SELECT coalesce(sum(CASE o.state WHEN 'done' THEN o.page_count ELSE "
        "  (SELECT count(*) FROM pages p WHERE p.original = o.id) END), 0) FROM originals o), "
        "count(*) FILTER (WHERE d.status = 'filed'), count(*) FILTER (WHERE d.status = 'review'), "
        "count(*) FILTER (WHERE d.status = 'failed'), (SELECT count(*) FROM originals), "
        "(SELECT count(*) FROM originals WHERE state = 'received'), "
        "(SELECT count(*) FROM originals WHERE state = 'rejected') "
        "FROM pages p JOIN documents d ON d.number = p.document",
        "");
    gboolean bad;
    if (statement == NULL || !statement_next(statement, &bad, error))
        return FALSE;
    guint *into[] = {&balance->in,        &balance->filed,   &balance->review,  &balance->failed,
                     &balance->originals, &balance->waiting, &balance->rejected};
    for (guint i = 0; i < G_N_ELEMENTS(into); i++)
        *into[i] = (guint)column_number(statement, (int)i);
    return TRUE;
}

/* --- the search index ------------------------------------------------------------------------ */

gboolean catalogue_check_index(Catalogue *catalogue, FaultFound found, gpointer data,
                               GError **error)
{
    /* 1: also compared with the texts it was made of (fts5, "integrity-check"). */
    int code = sqlite3_exec(catalogue->raw,
                            "INSERT INTO page_index (page_index, rank) "
                            "VALUES ('integrity-check', 1)",
                            NULL, NULL, NULL);
    if (code == SQLITE_OK)
        return TRUE;
    if ((code & 0xff) != SQLITE_CORRUPT)
        return database_fail(catalogue, code, "looking at the search index", error);
    found(data, FAULT_INDEX,
          "The search index does not say what the pages say: searches may miss pages. "
          "'chartward verify --repair' makes it anew.");
    return TRUE;
}

gboolean catalogue_rebuild_index(Catalogue *catalogue, GError **error)
{
    return statement_run(catalogue, error, "INSERT INTO page_index (page_index) VALUES ('rebuild')",
                         "");
}

/* --- a copy ---------------------------------------------------------------------------------- */

static gboolean pages_copy(Catalogue *catalogue, sqlite3 *copy, GError **error)
{
    sqlite3_backup *backup = sqlite3_backup_init(copy, "main", catalogue->raw, "main");
    if (backup == NULL)
        return database_fail(catalogue, sqlite3_errcode(copy), "copying it", error);
    int code = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    /* One file without a log beside it: it can be carried anywhere, and read where nothing can be
     * written. */
    if (code == SQLITE_DONE)
        code = sqlite3_exec(copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    return code == SQLITE_OK || database_fail(catalogue, code, "copying it", error);
}

gboolean catalogue_copy(Catalogue *catalogue, const char *path, GError **error)
{
    sqlite3 *copy = NULL;
    if (!database_file_make(path, error))
        return FALSE;
    int code = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    gboolean done = code == SQLITE_OK ? pages_copy(catalogue, copy, error)
                                      : database_fail(catalogue, code, "copying it", error);
    sqlite3_close(copy);
    return done;
}
