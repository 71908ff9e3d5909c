/* batches.c - takes the documents of one original in: all of them in one transaction, or none.
 *
 * Writes: documents and all that hangs on them; the state of the original. Does not: decide what a
 * document is or whose; what people decided earlier is laid over by decisions.c. */
#include "auditing.h"
#include "pages.h"

#include "fate.h"
#include "name.h"

/* --- one document ---------------------------------------------------------------------------- */

char *folded_pad(const char *text)
{
    g_autofree char *folded = name_fold(text);
    return g_strdup_printf(" %s ", folded);
}

static gboolean reasons_write(Catalogue *catalogue, gint64 number, const Document *document,
                              GError **error)
{
    for (guint i = 0; i < document->reasons->len; i++) {
        const Reason *reason = document->reasons->pdata[i];
        if (!statement_run(catalogue, error,
                           "INSERT INTO reasons (document, position, code, sentence) "
                           "VALUES (?, ?, ?, ?)",
                           "inss", number, (int)i, reason->code, reason->sentence))
            return FALSE;
    }
    return TRUE;
}

static gboolean evidence_write(Catalogue *catalogue, gint64 number, int position,
                               const Candidate *candidate, GError **error)
{
    for (guint i = 0; i < candidate->evidence->len; i++) {
        const Evidence *evidence = candidate->evidence->pdata[i];
        const Box *box = &evidence->box;
        if (!statement_run(catalogue, error,
                           "INSERT INTO evidence (document, candidate, position, identifier, "
                           "sentence, weight, source_page, x, y, width, height) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           "innssdinnnn", number, position, (int)i, evidence->identifier,
                           evidence->sentence, evidence->weight, (gint64)evidence->source_page,
                           box->x, box->y, box->width, box->height))
            return FALSE;
    }
    return TRUE;
}

static gboolean candidates_write(Catalogue *catalogue, gint64 number, const Document *document,
                                 GError **error)
{
    for (guint i = 0; i < document->candidates->len; i++) {
        const Candidate *candidate = document->candidates->pdata[i];
        if (!statement_run(catalogue, error,
                           "INSERT INTO candidates (document, position, patient, score) "
                           "VALUES (?, ?, ?, ?)",
                           "inid", number, (int)i, candidate->patient, candidate->score) ||
            !evidence_write(catalogue, number, (int)i, candidate, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean fields_write(Catalogue *catalogue, gint64 number, const Document *document,
                             GError **error)
{
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        g_autofree char *folded = folded_pad(field->value);
        if (!statement_run(catalogue, error,
                           "INSERT INTO fields (document, position, name, value, raw, source_page, "
                           "x, y, width, height, confidence, folded) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           "insssinnnnds", number, (int)i, field->name, field->value, field->raw,
                           (gint64)field->source_page, field->box.x, field->box.y, field->box.width,
                           field->box.height, (double)field->confidence, folded))
            return FALSE;
    }
    return TRUE;
}

static gboolean settled_write(Catalogue *catalogue, gint64 number, const Document *document,
                              GError **error)
{
    for (guint i = 0; i < document->settled->len; i++) {
        if (!statement_run(catalogue, error,
                           "INSERT OR IGNORE INTO settled (document, field) VALUES (?, ?)", "is",
                           number, document->settled->pdata[i]))
            return FALSE;
    }
    return TRUE;
}

gboolean document_facts_write(Catalogue *catalogue, gint64 number, const Document *document,
                              GError **error)
{
    return reasons_write(catalogue, number, document, error) &&
           candidates_write(catalogue, number, document, error) &&
           fields_write(catalogue, number, document, error) &&
           settled_write(catalogue, number, document, error);
}

void document_stamp(Document *document)
{
    if (document->status != DOCUMENT_FILED)
        document->filed_at = 0;
    else if (document->filed_at == 0)
        document->filed_at = g_get_real_time() / G_USEC_PER_SEC;
}

gboolean document_row_write(Catalogue *catalogue, gint64 original, Document *document,
                            gint64 *number, GError **error)
{
    document_stamp(document);
    *number = 0;
    document->version = MAX(document->version, 1);
    if (document->id != NULL && !document_id_parse(document->id, number, error))
        return FALSE;
    const Field *date = document_lookup_field(document, "date_of_service");
    if (!statement_number(
            catalogue, 0, number, error,
            "INSERT INTO documents (number, original, status, type, type_confidence, "
            "patient, patient_score, decided_by, filed_at, date_of_service, version, proposal, "
            "proposed) VALUES (nullif(?, 0), ?, ?, ?, ?, nullif(?, 0), ?, ?, nullif(?, 0), ?, ?, "
            "?, nullif(?, 0)) RETURNING number",
            "iissdidsisisi", *number, original, document_status_name(document->status),
            document->type, document->type_confidence, document->patient, document->patient_score,
            document->decided_by, document->filed_at, date != NULL ? date->value : NULL,
            document->version, document->proposal, document->proposed))
        return FALSE;
    g_free(document->id);
    document->id = document_id_print(*number);
    return TRUE;
}

gboolean document_write(Catalogue *catalogue, const Original *original, Document *document,
                        GError **error)
{
    gint64 number;
    if (!document_row_write(catalogue, original->id, document, &number, error) ||
        !document_facts_write(catalogue, number, document, error))
        return FALSE;
    for (guint i = 0; i < document->pages->len; i++) {
        if (!page_write(catalogue, original->id, number, i, document->pages->pdata[i], error))
            return FALSE;
    }
    return TRUE;
}

/* --- one batch ------------------------------------------------------------------------------- */

static gboolean refuse(GError **error, const Batch *batch, const char *what, guint page)
{
    g_set_error(error, FATE, FATE_INPUT,
                "The pages of '%s' do not add up: page %u %s. Nothing of it was filed.",
                batch->source, page, what);
    return FALSE;
}

/* Pages in = pages filed + in review + failed: each page in one document, and no more pages than
 * that. */
static gboolean pages_add_up(const Original *original, const Batch *batch, guint *count,
                             GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = 0; i < batch->documents->len; i++) {
        const Document *document = batch->documents->pdata[i];
        for (guint j = 0; j < document->pages->len; j++) {
            guint page = ((const Page *)document->pages->pdata[j])->source_page;
            if (!g_hash_table_add(seen, GUINT_TO_POINTER(page)))
                return refuse(error, batch, "lies in two documents", page);
        }
    }
    *count = original->page_count != 0 ? original->page_count : g_hash_table_size(seen);
    for (guint page = 1; page <= *count; page++) {
        if (!g_hash_table_contains(seen, GUINT_TO_POINTER(page)))
            return refuse(error, batch, "lies in no document", page);
    }
    if (g_hash_table_size(seen) > *count)
        return refuse(error, batch, "is not its last one", *count);
    if (*count == 0)
        return refuse(error, batch, "is missing", 1);
    return TRUE;
}

static gboolean original_take_up(Catalogue *catalogue, const Original *original, GError **error)
{
    gint64 found;
    if (!statement_number(catalogue, 0, &found, error,
                          "UPDATE originals SET state = 'received' WHERE id = ? RETURNING 1", "i",
                          original->id))
        return FALSE;
    if (found == 0)
        g_set_error(error, FATE, FATE_FATAL,
                    "The catalogue '%s' does not know the file '%s'. Drop the file again.",
                    catalogue->path, original->name);
    return found != 0;
}

static gboolean batch_write(Catalogue *catalogue, const Original *original, Batch *batch,
                            guint page_count, const char *stamp, GError **error)
{
    if (!original_take_up(catalogue, original, error) ||
        !decisions_keep(catalogue, original, batch->documents, error) ||
        !statement_run(catalogue, error, "DELETE FROM documents WHERE original = ?", "i",
                       original->id))
        return FALSE;
    for (guint i = 0; i < batch->documents->len; i++) {
        if (!document_write(catalogue, original, batch->documents->pdata[i], error) ||
            !audit_document(catalogue, original, batch->documents->pdata[i], error))
            return FALSE;
    }
    for (guint i = 0; i < batch->documents->len; i++) {
        if (!copies_find(catalogue, original, batch->documents->pdata[i], error))
            return FALSE;
    }
    return statement_run(catalogue, error,
                         "UPDATE originals SET state = 'done', page_count = ?, stamp = ? "
                         "WHERE id = ?",
                         "nsi", (int)page_count, stamp, original->id);
}

gboolean catalogue_commit_batch(Catalogue *catalogue, const Original *original, Batch *batch,
                                const char *stamp, GError **error)
{
    guint page_count;
    if (!pages_add_up(original, batch, &page_count, error) || !transaction_begin(catalogue, error))
        return FALSE;
    gboolean done = batch_write(catalogue, original, batch, page_count, stamp, error);
    return transaction_end(catalogue, done, error);
}
