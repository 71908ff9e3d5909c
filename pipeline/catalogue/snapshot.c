/* snapshot.c - a document as it was before a decision, as JSON, out of the catalogue and back.
 *
 * Reads, writes: documents and what hangs on them; of pages, where they lie. Does not: hold words
 * or images, which no decision changes. */
#include "deciding.h"

/* quote() writes a real with all its digits, JSON would not. */
static const char snapshot_sql[] =
    "SELECT json_object("
    "'number', d.number, 'original', d.original, 'status', d.status, 'type', d.type, "
    "'type_confidence', quote(d.type_confidence), 'patient', d.patient, "
    "'patient_score', quote(d.patient_score), 'decided_by', d.decided_by, 'filed_at', d.filed_at, "
    "'date_of_service', d.date_of_service, 'version', d.version, 'proposal', d.proposal, "
    "'proposed', d.proposed, "
    "'pages', (SELECT json_group_array(json_array(source_page, position)) FROM pages "
    " WHERE document = d.number), "
    "'reasons', (SELECT json_group_array(json_array(position, code, sentence)) FROM reasons "
    " WHERE document = d.number), "
    "'fields', (SELECT json_group_array(json_array(position, name, value, raw, source_page, x, y, "
    " width, height, quote(confidence), folded)) FROM fields WHERE document = d.number), "
    "'candidates', (SELECT json_group_array(json_array(position, patient, quote(score))) FROM "
    "candidates "
    " WHERE document = d.number), "
    "'evidence', (SELECT json_group_array(json_array(candidate, position, identifier, sentence, "
    " quote(weight), source_page, x, y, width, height)) FROM evidence WHERE document = d.number), "
    "'settled', (SELECT json_group_array(json_array(field)) FROM settled "
    " WHERE document = d.number)) "
    "FROM documents d WHERE d.number = ?";

char *snapshot_take(Catalogue *catalogue, gint64 number, GError **error)
{
    g_autoptr(Statement) statement = statement_open(catalogue, error, snapshot_sql, "i", number);
    gboolean bad = TRUE;
    if (statement != NULL && statement_next(statement, &bad, error))
        return column_copy(statement, 0);
    if (statement != NULL && !bad)
        database_damaged(catalogue, "a document is gone", error);
    return NULL;
}

/* The version only ever rises: who saw the document in between must be told. */
static const char *const restore_sql[] = {
    "INSERT INTO documents (number, original, status, type, type_confidence, patient, "
    "patient_score, decided_by, filed_at, date_of_service, version, proposal, proposed) "
    "SELECT j->>'number', j->>'original', j->>'status', j->>'type', CAST(j->>'type_confidence' AS "
    "REAL), "
    "j->>'patient', CAST(j->>'patient_score' AS REAL), j->>'decided_by', j->>'filed_at', "
    "j->>'date_of_service', "
    "(j->>'version') + 1, j->>'proposal', j->>'proposed' FROM (SELECT ?1 AS j) WHERE TRUE "
    "ON CONFLICT (number) DO UPDATE SET status = excluded.status, type = excluded.type, "
    "type_confidence = excluded.type_confidence, patient = excluded.patient, "
    "patient_score = excluded.patient_score, decided_by = excluded.decided_by, "
    "filed_at = excluded.filed_at, date_of_service = excluded.date_of_service, "
    "version = documents.version + 1, proposal = excluded.proposal, proposed = excluded.proposed",
    "INSERT INTO reasons (document, position, code, sentence) "
    "SELECT ?1->>'number', value->>0, value->>1, value->>2 FROM json_each(?1, '$.reasons')",
    "INSERT INTO fields (document, position, name, value, raw, source_page, x, y, width, height, "
    "confidence, folded) SELECT ?1->>'number', value->>0, value->>1, value->>2, value->>3, "
    "value->>4, value->>5, value->>6, value->>7, value->>8, CAST(value->>9 AS REAL), value->>10 "
    "FROM json_each(?1, '$.fields')",
    "INSERT INTO candidates (document, position, patient, score) "
    "SELECT ?1->>'number', value->>0, value->>1, CAST(value->>2 AS REAL) FROM json_each(?1, "
    "'$.candidates')",
    "INSERT INTO evidence (document, candidate, position, identifier, sentence, weight, "
    "source_page, x, y, width, height) SELECT ?1->>'number', value->>0, value->>1, value->>2, "
    "value->>3, CAST(value->>4 AS REAL), value->>5, value->>6, value->>7, value->>8, value->>9 "
    "FROM json_each(?1, '$.evidence')",
    "INSERT INTO settled (document, field) "
    "SELECT ?1->>'number', value->>0 FROM json_each(?1, '$.settled')",
    "UPDATE pages SET document = ?1->>'number', position = j.value->>1 "
    "FROM json_each(?1, '$.pages') j "
    "WHERE pages.original = ?1->>'original' AND pages.source_page = j.value->>0",
};

static gboolean snapshot_restore(Catalogue *catalogue, const char *snapshot, GError **error)
{
    gint64 number;
    if (!statement_number(catalogue, 0, &number, error, "SELECT ?->>'number'", "s", snapshot) ||
        !document_facts_clear(catalogue, number, error))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(restore_sql); i++) {
        if (!statement_run(catalogue, error, restore_sql[i], "s", snapshot))
            return FALSE;
    }
    return TRUE;
}

gboolean snapshots_restore(Catalogue *catalogue, const char *snapshots, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error, "SELECT value FROM json_each(?)", "s", snapshots);
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        if (!snapshot_restore(catalogue, column_text(statement, 0), error))
            return FALSE;
    }
    return !bad;
}
