/* signatures.c - what clinicians have seen, and what they have not.
 *
 * Reads: documents, fields. Writes: signatures, and a row of the audit trail for each. */
#include "signature.h"

#include "auditing.h"
#include "fate.h"
#include "name.h"

void signature_free(Signature *signature)
{
    if (signature == NULL)
        return;
    g_free(signature->account);
    g_free(signature);
}

void unsigned_line_free(UnsignedLine *line)
{
    if (line == NULL)
        return;
    g_free(line->document);
    g_free(line->type);
    g_free(line->date);
    g_free(line->patient);
    g_free(line->from);
    g_free(line);
}

/* --- signing ---------------------------------------------------------------------------------- */

static gboolean signature_write(Catalogue *catalogue, gint64 number, gint64 version,
                                const char *account, gint64 *patient, GError **error)
{
    if (!statement_number(catalogue, 0, patient, error,
                          "SELECT patient FROM documents WHERE number = ? AND version = ? AND "
                          "status = 'filed'",
                          "ii", number, version))
        return FALSE;
    if (*patient == 0) {
        g_set_error(error, FATE, FATE_INPUT,
                    "This document lies in no chart, or was changed since you looked at it. "
                    "Nothing was signed; open it again.");
        return FALSE;
    }
    return statement_run(catalogue, error,
                         "INSERT OR REPLACE INTO signatures (document, account, version, "
                         "signed_at) VALUES (?, ?, ?, ?)",
                         "isii", number, account, version, g_get_real_time() / G_USEC_PER_SEC);
}

gboolean catalogue_sign(Catalogue *catalogue, const char *document, gint64 version,
                        const char *account, GError **error)
{
    gint64 number, patient;
    if (!document_id_parse(document, &number, error) || !transaction_begin(catalogue, error))
        return FALSE;
    gboolean done =
        signature_write(catalogue, number, version, account, &patient, error) &&
        audit_write(catalogue, AUDIT_SIGNED, number, patient, 0, "seen and signed off", error);
    return transaction_end(catalogue, done, error);
}

/* --- reading ---------------------------------------------------------------------------------- */

GPtrArray *catalogue_signatures(Catalogue *catalogue, const char *document, GError **error)
{
    gint64 number;
    if (!document_id_parse(document, &number, error))
        return NULL;
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT s.account, s.signed_at, s.version <> d.version FROM signatures s "
        "JOIN documents d ON d.number = s.document WHERE s.document = ? ORDER BY s.signed_at",
        "i", number);
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)signature_free);
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        Signature *signature = g_new0(Signature, 1);
        signature->account = column_copy(statement, 0);
        signature->at = column_number(statement, 1);
        signature->changed = column_number(statement, 2) != 0;
        g_ptr_array_add(found, signature);
    }
    return bad ? NULL : g_steal_pointer(&found);
}

static UnsignedLine *line_read(Statement *statement)
{
    UnsignedLine *line = g_new0(UnsignedLine, 1);
    line->document = document_id_print(column_number(statement, 0));
    line->type = column_copy(statement, 1);
    line->date = column_copy(statement, 2);
    line->patient = column_copy(statement, 3);
    line->from = column_copy(statement, 4);
    line->filed_at = column_number(statement, 5);
    return line;
}

GPtrArray *catalogue_unsigned(Catalogue *catalogue, const char *provider, gint64 since, guint most,
                              GError **error)
{
    g_autofree char *folded = name_fold(provider);
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT d.number, d.type, d.date_of_service, " NAME_COLUMN ", "
        "(SELECT value FROM fields WHERE document = d.number AND name = 'provider' "
        "ORDER BY confidence DESC LIMIT 1), d.filed_at FROM documents d "
        "JOIN patients n ON n.id = d.patient WHERE +d.status = 'filed' AND d.filed_at > ?1 AND "
        "NOT EXISTS (SELECT 1 FROM signatures WHERE document = d.number AND version = d.version) "
        "AND (?2 = '' OR EXISTS (SELECT 1 FROM fields WHERE document = d.number AND "
        "name IN ('provider', 'referring_provider') AND instr(folded, ' ' || ?2) > 0)) "
        "ORDER BY d.filed_at, d.number LIMIT ?3",
        "isn", since, folded, (int)most);
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)unsigned_line_free);
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_ptr_array_add(lines, line_read(statement));
    return bad ? NULL : g_steal_pointer(&lines);
}
