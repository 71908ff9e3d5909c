/* originals.c - files as they were dropped: received, done, rejected, to be read again.
 *
 * Writes: originals, original_names, and the failed document of a rejected file. Does not: touch
 * the vault. */
#include "auditing.h"
#include "check.h"
#include "database.h"

#include "fate.h"

static const char *const state_names[] = {"received", "done", "rejected"};

#define ORIGINAL_COLUMNS                                                                           \
    "id, sha256, name, vault_path, size_bytes, state, page_count, received_at, "                   \
    "tries, retry_at"

static OriginalState state_parse(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(state_names); i++) {
        if (g_str_equal(name, state_names[i]))
            return (OriginalState)i;
    }
    g_assert_not_reached(); /* a CHECK of the table says so */
}

static Original *original_read(Statement *statement)
{
    Original *original = original_new();
    original->id = column_number(statement, 0);
    original->sha256 = column_copy(statement, 1);
    original->name = column_copy(statement, 2);
    original->vault_path = column_copy(statement, 3);
    original->size_bytes = column_number(statement, 4);
    original->state = state_parse(column_text(statement, 5));
    original->page_count = (guint)column_number(statement, 6);
    original->received_at = column_number(statement, 7);
    original->tries = (guint)column_number(statement, 8);
    original->retry_at = column_number(statement, 9);
    return original;
}

static gint64 now_seconds(void)
{
    return g_get_real_time() / G_USEC_PER_SEC;
}

static gboolean original_insert(Catalogue *catalogue, Original *original, GError **error)
{
    if (original->received_at == 0)
        original->received_at = now_seconds();
    return statement_number(catalogue, 0, &original->id, error,
                            "INSERT INTO originals (sha256, name, vault_path, size_bytes, state, "
                            "page_count, received_at) VALUES (?, ?, ?, ?, 'received', ?, ?) "
                            "RETURNING id",
                            "sssini", original->sha256, original->name, original->vault_path,
                            original->size_bytes, (int)original->page_count, original->received_at);
}

static gboolean original_name_insert(Catalogue *catalogue, const Original *original, GError **error)
{
    return statement_run(catalogue, error,
                         "INSERT OR IGNORE INTO original_names (original, name, seen_at) "
                         "SELECT id, ?2, ?3 FROM originals WHERE id = ?1 AND name <> ?2",
                         "isi", original->id, original->name, now_seconds());
}

/* The name by which it came first. */
static gboolean first_name_load(Catalogue *catalogue, Original *original, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error, "SELECT name FROM originals WHERE id = ?", "i", original->id);
    gboolean bad;
    if (statement == NULL || !statement_next(statement, &bad, error))
        return FALSE;
    g_free(original->name);
    original->name = column_copy(statement, 0);
    return TRUE;
}

/* `*known` is FALSE when it was rejected and is to be read again. */
static gboolean rejected_reopen(Catalogue *catalogue, const Original *original, gboolean *known,
                                GError **error)
{
    gint64 reopened;
    if (!statement_number(catalogue, 0, &reopened, error,
                          "UPDATE originals SET state = 'received', tries = 0, retry_at = 0 "
                          "WHERE id = ? AND state = 'rejected' RETURNING 1",
                          "i", original->id))
        return FALSE;
    *known = reopened == 0;
    return TRUE;
}

gboolean catalogue_defer_original(Catalogue *catalogue, gint64 original, gint64 retry_at,
                                  GError **error)
{
    return statement_run(catalogue, error,
                         "UPDATE originals SET tries = tries + 1, retry_at = ? WHERE id = ?", "ii",
                         retry_at, original);
}

gboolean catalogue_add_original(Catalogue *catalogue, Original *original, gboolean *known,
                                GError **error)
{
    *known = FALSE;
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done =
        statement_number(catalogue, 0, &original->id, error,
                         "SELECT id FROM originals WHERE sha256 = ?", "s", original->sha256);
    if (done && original->id != 0) {
        done = original_name_insert(catalogue, original, error) &&
               rejected_reopen(catalogue, original, known, error) &&
               (!*known || first_name_load(catalogue, original, error));
    } else if (done) {
        done = original_insert(catalogue, original, error);
    }
    return transaction_end(catalogue, done, error);
}

static GPtrArray *originals_read(Statement *statement, GError **error)
{
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)original_free);
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_ptr_array_add(found, original_read(statement));
    return bad ? NULL : g_steal_pointer(&found);
}

GPtrArray *catalogue_pending(Catalogue *catalogue, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT " ORIGINAL_COLUMNS " FROM originals WHERE state = 'received' ORDER BY id", "");
    return originals_read(statement, error);
}

GPtrArray *catalogue_originals(Catalogue *catalogue, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error, "SELECT " ORIGINAL_COLUMNS " FROM originals ORDER BY id", "");
    return originals_read(statement, error);
}

Original *catalogue_find_original(Catalogue *catalogue, const char *sha256, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT " ORIGINAL_COLUMNS " FROM originals WHERE sha256 = ?", "s", sha256);
    g_autoptr(GPtrArray) found = originals_read(statement, error);
    if (found == NULL)
        return NULL;
    if (found->len == 0) {
        g_set_error(error, FATE, FATE_INPUT, "No file with the fingerprint %s was ever taken in.",
                    sha256);
        return NULL;
    }
    return g_ptr_array_steal_index(found, 0);
}

char **catalogue_original_names(Catalogue *catalogue, const char *sha256, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT n.name FROM original_names n JOIN originals o ON o.id = n.original "
                       "WHERE o.sha256 = ? ORDER BY n.seen_at, n.name",
                       "s", sha256);
    if (statement == NULL)
        return NULL;
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_strv_builder_add(names, column_text(statement, 0));
    return bad ? NULL : g_strv_builder_end(names);
}

/* --- rejecting ------------------------------------------------------------------------------- */

static gboolean rejection_write(Catalogue *catalogue, const Original *original, const char *code,
                                const char *sentence, GError **error)
{
    g_autoptr(Document) document = document_new();
    document->status = DOCUMENT_FAILED;
    document_add_reason(document, code, "%s", sentence);
    g_autoptr(GPtrArray) documents = g_ptr_array_new();
    g_ptr_array_add(documents, document);
    return decisions_keep(catalogue, original, documents, error) &&
           statement_run(catalogue, error, "DELETE FROM documents WHERE original = ?", "i",
                         original->id) &&
           document_write(catalogue, original, document, error) &&
           audit_document(catalogue, original, document, error) &&
           statement_run(catalogue, error,
                         "UPDATE originals SET state = 'rejected', page_count = ? WHERE id = ?",
                         "ni", (int)original->page_count, original->id);
}

gboolean catalogue_reject_original(Catalogue *catalogue, const Original *original, const char *code,
                                   const char *sentence, GError **error)
{
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gint64 pages;
    gboolean done =
        statement_number(catalogue, 0, &pages, error,
                         "SELECT count(*) FROM pages WHERE original = ?", "i", original->id);
    /* What an earlier reading brought is worth more than nothing: pages never leave a chart so. */
    if (done && pages > 0)
        done = statement_run(catalogue, error, "UPDATE originals SET state = 'done' WHERE id = ?",
                             "i", original->id);
    else if (done)
        done = rejection_write(catalogue, original, code, sentence, error);
    return transaction_end(catalogue, done, error);
}

/* --- reading again --------------------------------------------------------------------------- */

static gboolean reopen_named(Catalogue *catalogue, const char *id, guint *count, GError **error)
{
    gint64 number, original, state_changed;
    if (!document_id_parse(id, &number, error) ||
        !statement_number(catalogue, 0, &original, error,
                          "SELECT original FROM documents WHERE number = ?", "i", number))
        return FALSE;
    if (original == 0) {
        g_set_error(error, FATE, FATE_INPUT, "There is no document %s.", id);
        return FALSE;
    }
    if (!statement_number(catalogue, 0, &state_changed, error,
                          "UPDATE originals SET state = 'received', tries = 0, retry_at = 0 "
                          "WHERE id = ? AND state <> 'received' RETURNING 1",
                          "i", original))
        return FALSE;
    *count += state_changed != 0;
    return TRUE;
}

static gboolean reopen_stale(Catalogue *catalogue, const char *stamp, guint *count, GError **error)
{
    if (!statement_run(catalogue, error,
                       "UPDATE originals SET state = 'received', tries = 0, retry_at = 0 "
                       "WHERE state = 'done' AND stamp IS NOT ?",
                       "s", stamp))
        return FALSE;
    *count = (guint)sqlite3_changes(catalogue->raw);
    return TRUE;
}

gboolean catalogue_reopen(Catalogue *catalogue, const char *stamp, const char *const *documents,
                          guint *count, GError **error)
{
    *count = 0;
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done = TRUE;
    if (documents == NULL)
        done = reopen_stale(catalogue, stamp, count, error);
    for (guint i = 0; done && documents != NULL && documents[i] != NULL; i++)
        done = reopen_named(catalogue, documents[i], count, error);
    return transaction_end(catalogue, done, error);
}
