/* emergencies.c - who came in by an emergency's account, and whether an administrator knows.
 *
 * Reads, writes: emergencies, and a row of the audit trail for each. */
#include "account.h"

#include "auditing.h"
#include "fate.h"

void emergency_free(Emergency *emergency)
{
    if (emergency == NULL)
        return;
    g_free(emergency->account);
    g_free(emergency->reason);
    g_free(emergency);
}

gboolean catalogue_add_emergency(Catalogue *catalogue, const char *account, const char *reason,
                                 GError **error)
{
    g_autofree char *told = g_strdup_printf("came in by emergency: %s", reason);
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done =
        statement_run(catalogue, error,
                      "INSERT INTO emergencies (account, reason, begun_at) VALUES (?, ?, ?)", "ssi",
                      account, reason, g_get_real_time() / G_USEC_PER_SEC) &&
        audit_write(catalogue, AUDIT_EMERGENCY, 0, 0, 0, told, error);
    return transaction_end(catalogue, done, error);
}

GPtrArray *catalogue_emergencies(Catalogue *catalogue, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT id, account, reason, begun_at FROM emergencies "
                       "WHERE seen_by IS NULL ORDER BY id",
                       "");
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)emergency_free);
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        Emergency *emergency = g_new0(Emergency, 1);
        emergency->id = column_number(statement, 0);
        emergency->account = column_copy(statement, 1);
        emergency->reason = column_copy(statement, 2);
        emergency->begun_at = column_number(statement, 3);
        g_ptr_array_add(found, emergency);
    }
    return bad ? NULL : g_steal_pointer(&found);
}

static gboolean seen_write(Catalogue *catalogue, gint64 id, const char *by, GError **error)
{
    gint64 changed;
    if (!statement_number(catalogue, 0, &changed, error,
                          "UPDATE emergencies SET seen_by = ? WHERE id = ? AND seen_by IS NULL "
                          "RETURNING 1",
                          "si", by, id))
        return FALSE;
    if (changed == 0)
        g_set_error(error, FATE, FATE_INPUT,
                    "There is no such emergency, or somebody has seen it before.");
    return changed != 0;
}

gboolean catalogue_see_emergency(Catalogue *catalogue, gint64 id, const char *by, GError **error)
{
    g_autofree char *told = g_strdup_printf("emergency %" G_GINT64_FORMAT " was seen", id);
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done = seen_write(catalogue, id, by, error) &&
                    audit_write(catalogue, AUDIT_EMERGENCY, 0, 0, 0, told, error);
    return transaction_end(catalogue, done, error);
}
