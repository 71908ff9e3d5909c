/* turns.c - pages that a person has turned: noted, asked for by readings, taken back.
 *
 * Writes: turns, decisions; marks originals for reading again. Does not: touch a page: the reading
 * does. */
#include "auditing.h"
#include "deciding.h"

gboolean catalogue_page_rotation(Catalogue *catalogue, gint64 original, guint source_page,
                                 int *rotation, GError **error)
{
    gint64 found;
    if (!statement_number(catalogue, -1, &found, error,
                          "SELECT rotation FROM turns WHERE original = ? AND source_page = ?", "ii",
                          original, (gint64)source_page))
        return FALSE;
    *rotation = (int)found;
    return TRUE;
}

static gboolean original_reopen(Catalogue *catalogue, gint64 original, GError **error)
{
    return statement_run(catalogue, error, "UPDATE originals SET state = 'received' WHERE id = ?",
                         "i", original);
}

/* What stood before goes into the record: [[page, rotation or null], ...]. */
static gboolean turn_write(Catalogue *catalogue, gint64 decision, gint64 original, const Turn *turn,
                           GError **error)
{
    return statement_run(catalogue, error,
                         "UPDATE decisions SET original = ?3, turned = "
                         "json_insert(coalesce(turned, '[]'), '$[#]', "
                         "json_array(?2, (SELECT rotation FROM turns WHERE original = ?3 AND "
                         "source_page = ?2))) WHERE id = ?1",
                         "iii", decision, (gint64)turn->source_page, original) &&
           statement_run(catalogue, error,
                         "INSERT INTO turns (original, source_page, rotation) VALUES (?, ?, ?) "
                         "ON CONFLICT DO UPDATE SET rotation = excluded.rotation",
                         "iin", original, (gint64)turn->source_page, turn->rotation);
}

static gboolean turns_write(Catalogue *catalogue, const Deciding *deciding,
                            const Document *document, const GArray *turns, GError **error)
{
    gint64 number, original, decision;
    if (!document_id_parse(document->id, &number, error) ||
        !version_check(catalogue, number, document->version, error) ||
        !statement_number(catalogue, 0, &original, error,
                          "SELECT original FROM documents WHERE number = ?", "i", number) ||
        !record_write(catalogue, number, deciding, "[]", 0, &decision, error) ||
        !record_touch(catalogue, decision, number, error))
        return FALSE;
    for (guint i = 0; i < turns->len; i++) {
        if (!turn_write(catalogue, decision, original, &g_array_index(turns, Turn, i), error))
            return FALSE;
    }
    return statement_run(catalogue, error,
                         "UPDATE documents SET version = version + 1 WHERE number = ?", "i",
                         number) &&
           original_reopen(catalogue, original, error) &&
           audit_decision(catalogue, decision, error);
}

gboolean catalogue_turn(Catalogue *catalogue, const Deciding *deciding, const Document *document,
                        const GArray *turns, GError **error)
{
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done = turns_write(catalogue, deciding, document, turns, error);
    return transaction_end(catalogue, done, error);
}

/* The document may be another by now: the original is known from the pages that were turned. */
gboolean turns_undo(Catalogue *catalogue, const Decision *decision, const char *by, GError **error)
{
    gint64 number, original, record;
    g_autofree char *what = g_strdup_printf("undone: %s", decision->what);
    const Deciding deciding = {what, by, NULL};
    return document_id_parse(decision->document, &number, error) &&
           statement_number(catalogue, 0, &original, error,
                            "SELECT original FROM decisions WHERE id = ?", "i", decision->id) &&
           record_write(catalogue, number, &deciding, "[]", decision->id, &record, error) &&
           record_touch(catalogue, record, number, error) &&
           statement_run(
               catalogue, error,
               "INSERT OR REPLACE INTO turns (original, source_page, rotation) "
               "SELECT ?1, j.value->>0, j.value->>1 FROM decisions d, json_each(d.turned) "
               "j WHERE d.id = ?2 AND j.value->>1 IS NOT NULL",
               "ii", original, decision->id) &&
           statement_run(catalogue, error,
                         "DELETE FROM turns WHERE original = ?1 AND source_page IN "
                         "(SELECT j.value->>0 FROM decisions d, json_each(d.turned) j "
                         "WHERE d.id = ?2 AND j.value->>1 IS NULL)",
                         "ii", original, decision->id) &&
           statement_run(catalogue, error, "UPDATE decisions SET undone_by = ? WHERE id = ?", "ii",
                         record, decision->id) &&
           original_reopen(catalogue, original, error) && audit_decision(catalogue, record, error);
}
