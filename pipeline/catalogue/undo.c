/* undo.c - a decision taken back, and the record of decisions read.
 *
 * Does: restore every document that the decision touched as it was before. Writes: documents, where
 * pages lie, decisions; a provisional patient becomes inactive. Does not: undo what others built
 * upon. */
#include "auditing.h"
#include "deciding.h"

#include "fate.h"

void decision_free(Decision *decision)
{
    if (decision == NULL)
        return;
    g_free(decision->document);
    g_free(decision->what);
    g_free(decision->by);
    g_free(decision);
}

static Decision *decision_read(Statement *statement)
{
    Decision *decision = g_new0(Decision, 1);
    decision->id = column_number(statement, 0);
    decision->document = document_id_print(column_number(statement, 1));
    decision->what = column_copy(statement, 2);
    decision->by = column_copy(statement, 3);
    decision->at = column_number(statement, 4);
    decision->undone = column_number(statement, 5) != 0;
    decision->turned = column_number(statement, 6) != 0;
    decision->undoes = column_number(statement, 7) != 0;
    return decision;
}

GPtrArray *catalogue_decisions(Catalogue *catalogue, const char *document, GError **error)
{
    gint64 number;
    if (!document_id_parse(document, &number, error))
        return NULL;
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT d.id, d.document, d.what, d.made_by, d.made_at, d.undone_by IS NOT NULL, "
        "d.turned IS NOT NULL, d.undoes IS NOT NULL FROM decision_documents t "
        "JOIN decisions d ON d.id = t.decision WHERE t.document = ? "
        "ORDER BY d.id",
        "i", number);
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)decision_free);
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_ptr_array_add(found, decision_read(statement));
    return bad ? NULL : g_steal_pointer(&found);
}

/* --- which one ------------------------------------------------------------------------------- */

static gboolean document_known(Catalogue *catalogue, gint64 number, GError **error)
{
    gint64 known;
    g_autofree char *id = document_id_print(number);
    if (!statement_number(catalogue, 0, &known, error,
                          "SELECT 1 FROM documents WHERE number = ?1 UNION "
                          "SELECT 1 FROM decision_documents WHERE document = ?1",
                          "i", number))
        return FALSE;
    if (known == 0)
        g_set_error(error, FATE, FATE_INPUT, "There is no document %s.", id);
    return known != 0;
}

static Decision *decision_last(Catalogue *catalogue, gint64 number, GError **error)
{
    if (!document_known(catalogue, number, error))
        return NULL;
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT d.id, d.document, d.what, d.made_by, d.made_at, 0, "
        "d.turned IS NOT NULL, 0 FROM decision_documents t "
        "JOIN decisions d ON d.id = t.decision WHERE t.document = ? AND d.undone_by IS NULL "
        "AND d.undoes IS NULL ORDER BY d.id DESC LIMIT 1",
        "i", number);
    gboolean bad = TRUE;
    if (statement != NULL && statement_next(statement, &bad, error))
        return decision_read(statement);
    g_autofree char *id = document_id_print(number);
    if (!bad)
        g_set_error(error, FATE, FATE_INPUT,
                    "There is nothing to undo: no decision on %s stands that a person has made.",
                    id);
    return NULL;
}

/* What was built upon the decision must be undone first. */
static gboolean decision_is_on_top(Catalogue *catalogue, const Decision *decision, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT t.document, d.what FROM decision_documents t "
                       "JOIN decisions d ON d.id = t.decision WHERE t.decision > ?1 "
                       "AND d.undone_by IS NULL AND d.undoes IS NULL AND t.document IN "
                       "(SELECT document FROM decision_documents WHERE decision = ?1) "
                       "ORDER BY d.id DESC LIMIT 1",
                       "i", decision->id);
    gboolean bad = TRUE;
    if (statement != NULL && statement_next(statement, &bad, error)) {
        g_autofree char *id = document_id_print(column_number(statement, 0));
        g_set_error(error, FATE, FATE_INPUT,
                    "This cannot be undone yet, since %s was decided on later (%s). Undo that "
                    "first.",
                    id, column_text(statement, 1));
        return FALSE;
    }
    return statement != NULL && !bad;
}

/* --- taking it back -------------------------------------------------------------------------- */

static GArray *touched_read(Catalogue *catalogue, gint64 decision, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT document FROM decision_documents WHERE decision = ?", "i", decision);
    if (statement == NULL)
        return NULL;
    GArray *touched = g_array_new(FALSE, FALSE, sizeof(gint64));
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        gint64 number = column_number(statement, 0);
        g_array_append_val(touched, number);
    }
    if (!bad)
        return touched;
    g_array_unref(touched);
    return NULL;
}

static char *before_read(Catalogue *catalogue, gint64 decision, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error, "SELECT before FROM decisions WHERE id = ?", "i", decision);
    gboolean bad;
    if (statement == NULL || !statement_next(statement, &bad, error))
        return NULL;
    return column_copy(statement, 0);
}

/* What the decision brought along goes with it. */
static gboolean traces_remove(Catalogue *catalogue, const Decision *decision, const char *before,
                              GError **error)
{
    return statement_run(catalogue, error,
                         "DELETE FROM documents WHERE number IN (SELECT document FROM "
                         "decision_documents WHERE decision = ?) AND number NOT IN "
                         "(SELECT value->>'number' FROM json_each(?))",
                         "is", decision->id, before) &&
           statement_run(catalogue, error,
                         "UPDATE patients SET active = 0 WHERE id = "
                         "(SELECT patient FROM decisions WHERE id = ?)",
                         "i", decision->id) &&
           statement_run(catalogue, error, "DELETE FROM aliases WHERE decision = ?", "i",
                         decision->id) &&
           statement_run(catalogue, error, "DELETE FROM lessons WHERE decision = ?", "i",
                         decision->id) &&
           statement_run(catalogue, error, "DELETE FROM labels WHERE decision = ?", "i",
                         decision->id);
}

static gboolean restoration_write(Catalogue *catalogue, const Decision *decision, const char *by,
                                  GError **error)
{
    g_autofree char *before = before_read(catalogue, decision->id, error);
    g_autoptr(GArray) touched =
        before != NULL ? touched_read(catalogue, decision->id, error) : NULL;
    g_autofree char *what = g_strdup_printf("undone: %s", decision->what);
    const Deciding deciding = {what, by, NULL};
    gint64 number, original, record;
    if (touched == NULL || !document_id_parse(decision->document, &number, error) ||
        !statement_number(catalogue, 0, &original, error, "SELECT ?->0->>'original'", "s",
                          before) ||
        !record_write(catalogue, number, &deciding, "[]", decision->id, &record, error))
        return FALSE;
    for (guint i = 0; i < touched->len; i++) {
        gint64 one = g_array_index(touched, gint64, i);
        if (!pages_lift(catalogue, one, error) || !record_touch(catalogue, record, one, error))
            return FALSE;
    }
    return snapshots_restore(catalogue, before, error) &&
           traces_remove(catalogue, decision, before, error) &&
           statement_run(catalogue, error, "UPDATE decisions SET undone_by = ? WHERE id = ?", "ii",
                         record, decision->id) &&
           pages_landed(catalogue, original, error) && audit_decision(catalogue, record, error);
}

gboolean catalogue_undo(Catalogue *catalogue, const char *document, gint64 version, const char *by,
                        Decision **undone, GError **error)
{
    gint64 number;
    if (!document_id_parse(document, &number, error) || !transaction_begin(catalogue, error))
        return FALSE;
    g_autoptr(Decision) last = decision_last(catalogue, number, error);
    gboolean done = last != NULL &&
                    (version == 0 || version_check(catalogue, number, version, error)) &&
                    decision_is_on_top(catalogue, last, error) &&
                    (last->turned ? turns_undo(catalogue, last, by, error)
                                  : restoration_write(catalogue, last, by, error));
    if (!transaction_end(catalogue, done, error))
        return FALSE;
    *undone = g_steal_pointer(&last);
    return TRUE;
}
