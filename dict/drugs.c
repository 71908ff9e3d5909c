/* drugs.c - the tables `drugs` and `lookalike` as sets.
 *
 * Reads: both tables. Does not: doses, interactions, prescribing. */
#include "drugs.h"

#include "table.h"

#include <string.h>

struct Drugs {
    GHashTable *names;      /* char*, owned */
    GHashTable *confusable; /* char*, owned: every name of `lookalike` */
};

static GHashTable *set_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

Drugs *drugs_load(const char *folder, GError **error)
{
    g_autoptr(Table) names = table_load(folder, "drugs", 1, error);
    if (names == NULL)
        return NULL;
    g_autoptr(Table) pairs = table_load(folder, "lookalike", 2, error);
    if (pairs == NULL)
        return NULL;

    Drugs *drugs = g_new0(Drugs, 1);
    drugs->names = set_new();
    drugs->confusable = set_new();
    for (guint i = 0; i < table_length(names); i++)
        g_hash_table_add(drugs->names, g_strdup(table_row(names, i)->columns[0]));
    for (guint i = 0; i < table_length(pairs); i++) {
        char **pair = table_row(pairs, i)->columns;
        g_hash_table_add(drugs->confusable, g_strdup(pair[0]));
        g_hash_table_add(drugs->confusable, g_strdup(pair[1]));
    }
    return drugs;
}

void drugs_free(Drugs *drugs)
{
    if (drugs == NULL)
        return;
    g_hash_table_unref(drugs->names);
    g_hash_table_unref(drugs->confusable);
    g_free(drugs);
}

gboolean drugs_has(const Drugs *drugs, const char *name)
{
    return g_hash_table_contains(drugs->names, name);
}

gboolean drugs_is_confusable(const Drugs *drugs, const char *name)
{
    return g_hash_table_contains(drugs->confusable, name);
}

void drugs_each(const Drugs *drugs, GFunc name, gpointer data)
{
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, drugs->names);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        name(key, data);
}
