/* documents.c - documents with all that hangs on them, read back; and the counts of all.
 *
 * Reads: the catalogue. Writes: nothing. */
#include "pages.h"

#include "fate.h"

char *document_id_print(gint64 number)
{
    return g_strdup_printf("D%06" G_GINT64_FORMAT, number);
}

gboolean document_id_parse(const char *id, gint64 *number, GError **error)
{
    guint64 parsed = 0;
    const char *digits = *id == 'D' || *id == 'd' ? id + 1 : id;
    if (g_ascii_string_to_unsigned(digits, 10, 1, G_MAXINT64, &parsed, NULL)) {
        *number = (gint64)parsed;
        return TRUE;
    }
    g_set_error(error, FATE, FATE_INPUT,
                "'%s' is not the id of a document. Ids look like D000123; 'chartward list' shows "
                "them.",
                id);
    return FALSE;
}

/* --- what hangs on a document ---------------------------------------------------------------- */

static gboolean reasons_read(Catalogue *catalogue, gint64 number, Document *document,
                             GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error, "SELECT code, sentence FROM reasons WHERE document = ? ORDER BY position",
        "i", number);
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_ptr_array_add(document->reasons,
                        reason_new(column_text(statement, 0), column_text(statement, 1)));
    return !bad;
}

static Box box_read(Statement *statement, int column)
{
    return (Box){(int)column_number(statement, column), (int)column_number(statement, column + 1),
                 (int)column_number(statement, column + 2),
                 (int)column_number(statement, column + 3)};
}

static gboolean fields_read(Catalogue *catalogue, gint64 number, Document *document, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT name, value, raw, source_page, x, y, width, height, confidence "
                       "FROM fields WHERE document = ? ORDER BY position",
                       "i", number);
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_ptr_array_add(document->fields,
                        field_new(column_text(statement, 0), column_text(statement, 1),
                                  column_text(statement, 2), (guint)column_number(statement, 3),
                                  box_read(statement, 4), (float)column_real(statement, 8)));
    return !bad;
}

static gboolean evidence_read(Catalogue *catalogue, gint64 number, guint position,
                              Candidate *candidate, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT identifier, sentence, weight, source_page, x, y, width, height "
                       "FROM evidence WHERE document = ? AND candidate = ? ORDER BY position",
                       "in", number, (int)position);
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        Evidence *evidence = evidence_new(column_text(statement, 0), column_real(statement, 2),
                                          "%s", column_text(statement, 1));
        evidence->source_page = (guint)column_number(statement, 3);
        evidence->box = box_read(statement, 4);
        g_ptr_array_add(candidate->evidence, evidence);
    }
    return !bad;
}

static gboolean candidates_read(Catalogue *catalogue, gint64 number, Document *document,
                                GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT " PATIENT_COLUMNS ", c.score FROM candidates c JOIN patients p ON p.id = c.patient "
        "WHERE c.document = ? ORDER BY c.position",
        "i", number);
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        g_autoptr(Patient) patient = patient_read(statement);
        g_autofree char *name = patient_name(patient);
        Candidate *candidate = candidate_new(patient->id, patient->mrn, name,
                                             column_real(statement, PATIENT_COLUMN_COUNT));
        g_ptr_array_add(document->candidates, candidate);
        if (!evidence_read(catalogue, number, document->candidates->len - 1, candidate, error))
            return FALSE;
    }
    return !bad;
}

static gboolean settled_read(Catalogue *catalogue, gint64 number, Document *document,
                             GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error, "SELECT field FROM settled WHERE document = ?", "i", number);
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_ptr_array_add(document->settled, column_copy(statement, 0));
    return !bad;
}

/* --- documents ------------------------------------------------------------------------------- */

static Document *row_read(Statement *statement)
{
    Document *document = document_new();
    document->id = document_id_print(column_number(statement, 0));
    document_status_parse(column_text(statement, 1), &document->status);
    g_free(document->type);
    document->type = column_copy(statement, 2);
    document->type_confidence = column_real(statement, 3);
    document->patient = column_number(statement, 4);
    document->patient_score = column_real(statement, 5);
    document->decided_by = g_strdup(column_text(statement, 6));
    document->filed_at = column_number(statement, 7);
    document->source = column_copy(statement, 8);
    document->source_sha256 = column_copy(statement, 9);
    document->patient_mrn = g_strdup(column_text(statement, 10));
    document->version = column_number(statement, 11);
    document->proposal = g_strdup(column_text(statement, 12));
    document->proposed = column_number(statement, 13);
    return document;
}

Document *document_read(Catalogue *catalogue, gint64 number, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT d.number, d.status, d.type, d.type_confidence, d.patient, d.patient_score, "
        "d.decided_by, d.filed_at, o.name, o.sha256, p.mrn, d.version, d.proposal, d.proposed "
        "FROM documents d JOIN originals o ON o.id = d.original "
        "LEFT JOIN patients p ON p.id = d.patient WHERE d.number = ?",
        "i", number);
    gboolean bad;
    if (statement == NULL || !statement_next(statement, &bad, error))
        return NULL;
    g_autoptr(Document) document = row_read(statement);
    if (!reasons_read(catalogue, number, document, error) ||
        !candidates_read(catalogue, number, document, error) ||
        !fields_read(catalogue, number, document, error) ||
        !settled_read(catalogue, number, document, error) ||
        !pages_read(catalogue, number, document->pages, error))
        return NULL;
    return g_steal_pointer(&document);
}

static gboolean documents_walk(Catalogue *catalogue, const char *status, DocumentSeen seen,
                               gpointer data, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT number FROM documents WHERE ?1 IS NULL OR status = ?1 ORDER BY number", "s",
        status);
    if (statement == NULL)
        return FALSE;
    gboolean bad, on = TRUE;
    while (on && statement_next(statement, &bad, error)) {
        g_autoptr(Document) document = document_read(catalogue, column_number(statement, 0), error);
        if (document == NULL)
            return FALSE;
        on = seen(data, document);
    }
    return !on || !bad;
}

gboolean catalogue_each_document(Catalogue *catalogue, const DocumentStatus *status,
                                 DocumentSeen seen, gpointer data, GError **error)
{
    if (!transaction_begin_read(catalogue, error))
        return FALSE;
    const char *name = status != NULL ? document_status_name(*status) : NULL;
    gboolean done = documents_walk(catalogue, name, seen, data, error);
    return transaction_end(catalogue, done, error);
}

Document *catalogue_find_document(Catalogue *catalogue, const char *id, GError **error)
{
    gint64 number;
    if (!document_id_parse(id, &number, error) || !transaction_begin_read(catalogue, error))
        return NULL;
    g_autoptr(GError) cause = NULL;
    g_autoptr(Document) document = document_read(catalogue, number, &cause);
    transaction_rollback(catalogue);
    if (cause != NULL)
        g_propagate_error(error, g_steal_pointer(&cause));
    else if (document == NULL)
        g_set_error(error, FATE, FATE_INPUT, "There is no document %s.", id);
    return g_steal_pointer(&document);
}

/* --- counts ---------------------------------------------------------------------------------- */

gboolean catalogue_count(Catalogue *catalogue, CatalogueCounts *counts, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT (SELECT count(*) FROM originals), (SELECT count(*) FROM pages), "
                       "(SELECT count(*) FROM pages p JOIN documents d ON d.number = p.document "
                       " WHERE d.status = 'filed'), "
                       "(SELECT count(*) FROM pages p JOIN documents d ON d.number = p.document "
                       " WHERE d.status = 'review'), "
                       "(SELECT count(*) FROM originals WHERE state = 'rejected'), "
                       "(SELECT count(*) FROM documents WHERE status = 'filed'), "
                       "(SELECT count(*) FROM documents WHERE status = 'review'), "
                       "(SELECT count(*) FROM documents WHERE status = 'failed'), "
                       "(SELECT count(*) FROM patients WHERE active), "
                       "(SELECT count(DISTINCT patient) FROM volumes)",
                       "");
    gboolean bad;
    if (statement == NULL || !statement_next(statement, &bad, error))
        return FALSE;
    guint *into[] = {
        &counts->originals,        &counts->pages, &counts->filed_pages, &counts->review_pages,
        &counts->failed_originals, &counts->filed, &counts->review,      &counts->failed,
        &counts->patients,         &counts->charts};
    for (guint i = 0; i < G_N_ELEMENTS(into); i++)
        *into[i] = (guint)column_number(statement, (int)i);
    return TRUE;
}
