/* payers.c - which names are those of insurers.
 *
 * Does: looks for the phrases of dict/payers. Does not: know their identifiers. */
#include "payers.h"

#include "lines.h"
#include "table.h"

#include <string.h>

struct PayerTable {
    GPtrArray *keys; /* char, owned: key words between blanks */
};

static PayerTable *payer_table_build(const Table *rows)
{
    PayerTable *table = g_new0(PayerTable, 1);
    table->keys = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < table_length(rows); i++)
        g_ptr_array_add(table->keys, key_words(table_row(rows, i)->columns[0]));
    return table;
}

PayerTable *payer_table_load(const char *folder, GError **error)
{
    g_autoptr(Table) rows = table_load(folder, "payers", 1, error);
    return rows != NULL ? payer_table_build(rows) : NULL;
}

void payer_table_free(PayerTable *table)
{
    if (table == NULL)
        return;
    g_ptr_array_unref(table->keys);
    g_free(table);
}

gboolean payer_is_named(const PayerTable *table, const char *name)
{
    g_autofree char *key = key_words(name);
    for (guint i = 0; i < table->keys->len; i++)
        if (strstr(key, g_ptr_array_index(table->keys, i)) != NULL)
            return TRUE;
    return FALSE;
}
