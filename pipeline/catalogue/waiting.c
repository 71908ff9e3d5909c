/* waiting.c - what waits for a person, and whom a person means by a record number.
 *
 * Reads: documents, patients. Writes: nothing. */
#include "decision.h"

#include "database.h"

#include <string.h>

GPtrArray *catalogue_waiting(Catalogue *catalogue, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT d.number FROM documents d JOIN originals o ON o.id = d.original "
                       "WHERE d.number IN (SELECT number FROM documents WHERE status = 'review' "
                       "UNION ALL SELECT number FROM documents WHERE proposal IS NOT NULL) "
                       "ORDER BY o.received_at, d.number",
                       "");
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_ptr_array_add(found, document_id_print(column_number(statement, 0)));
    return bad ? NULL : g_steal_pointer(&found);
}

static GPtrArray *patients_where(Catalogue *catalogue, const char *sql, const char *value,
                                 GError **error)
{
    g_autoptr(Statement) statement = statement_open(catalogue, error, sql, "s", value);
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)patient_free);
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_ptr_array_add(found, patient_read(statement));
    return bad ? NULL : g_steal_pointer(&found);
}

GPtrArray *catalogue_patients_named(Catalogue *catalogue, const char *mrn, GError **error)
{
    if (g_str_has_prefix(mrn, "id:"))
        return patients_where(catalogue,
                              "SELECT " PATIENT_COLUMNS " FROM patients p "
                              "WHERE CAST(p.id AS TEXT) = ?",
                              mrn + strlen("id:"), error);
    g_autoptr(GPtrArray) found = patients_where(
        catalogue, "SELECT " PATIENT_COLUMNS " FROM patients p WHERE p.mrn = ? ORDER BY p.id", mrn,
        error);
    if (found == NULL || found->len > 0)
        return g_steal_pointer(&found);
    return patients_where(catalogue,
                          "SELECT " PATIENT_COLUMNS " FROM patients p "
                          "WHERE ltrim(p.mrn, '0') = ltrim(?, '0') AND ltrim(p.mrn, '0') <> '' "
                          "ORDER BY p.id",
                          mrn, error);
}
