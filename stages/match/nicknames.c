/* nicknames.c - which first names are one: Bob and Robert, Peggy and Margaret.
 *
 * Reads: dict/nicknames. Does not: compare spelling. */
#include "nicknames.h"

#include "name.h"
#include "table.h"

#include <string.h>

struct Nicknames {
    GHashTable *formals; /* folded nick -> GPtrArray of folded formal names, lent */
    GHashTable *nicks;   /* folded formal -> GPtrArray of folded nicks, lent */
    GStringChunk *strings;
};

static void link_add(GHashTable *links, char *from, char *to)
{
    GPtrArray *targets = g_hash_table_lookup(links, from);
    if (targets == NULL) {
        targets = g_ptr_array_new();
        g_hash_table_insert(links, from, targets);
    }
    if (!g_ptr_array_find(targets, to, NULL))
        g_ptr_array_add(targets, to);
}

static char *fold_keep(Nicknames *nicknames, const char *name)
{
    g_autofree char *folded = name_fold(name);
    return g_string_chunk_insert_const(nicknames->strings, folded);
}

static Nicknames *nicknames_from(const Table *table)
{
    Nicknames *nicknames = g_new0(Nicknames, 1);
    GDestroyNotify array_free = (GDestroyNotify)g_ptr_array_unref;
    nicknames->formals = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, array_free);
    nicknames->nicks = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, array_free);
    nicknames->strings = g_string_chunk_new(1 << 14);
    for (guint i = 0; i < table_length(table); i++) {
        const TableRow *row = table_row(table, i);
        char *nick = fold_keep(nicknames, row->columns[0]);
        char *formal = fold_keep(nicknames, row->columns[1]);
        link_add(nicknames->formals, nick, formal);
        link_add(nicknames->nicks, formal, nick);
    }
    return nicknames;
}

Nicknames *nicknames_load(const char *folder, GError **error)
{
    g_autoptr(Table) table = table_load(folder, "nicknames", 2, error);
    return table == NULL ? NULL : nicknames_from(table);
}

Nicknames *nicknames_parse(const char *text, GError **error)
{
    g_autoptr(Table) table = table_parse(text, "nicknames", 2, error);
    return table == NULL ? NULL : nicknames_from(table);
}

void nicknames_free(Nicknames *nicknames)
{
    if (nicknames == NULL)
        return;
    g_hash_table_unref(nicknames->formals);
    g_hash_table_unref(nicknames->nicks);
    g_string_chunk_free(nicknames->strings);
    g_free(nicknames);
}

static gboolean linked(GHashTable *links, const char *from, const char *to)
{
    const GPtrArray *targets = g_hash_table_lookup(links, from);
    for (guint i = 0; targets != NULL && i < targets->len; i++)
        if (strcmp(g_ptr_array_index(targets, i), to) == 0)
            return TRUE;
    return FALSE;
}

gboolean nicknames_match(const Nicknames *nicknames, const char *folded, const char *other)
{
    if (linked(nicknames->formals, folded, other) || linked(nicknames->formals, other, folded))
        return TRUE;
    const GPtrArray *formals = g_hash_table_lookup(nicknames->formals, folded);
    for (guint i = 0; formals != NULL && i < formals->len; i++)
        if (linked(nicknames->formals, other, g_ptr_array_index(formals, i)))
            return TRUE;
    return FALSE;
}

gboolean nicknames_has(const Nicknames *nicknames, const char *folded)
{
    return g_hash_table_contains(nicknames->formals, folded) ||
           g_hash_table_contains(nicknames->nicks, folded);
}

static void names_add(GPtrArray *names, const GPtrArray *more, const char *but)
{
    for (guint i = 0; more != NULL && i < more->len; i++) {
        char *name = g_ptr_array_index(more, i);
        if (strcmp(name, but) != 0 && !g_ptr_array_find(names, name, NULL))
            g_ptr_array_add(names, name);
    }
}

void nicknames_expand(const Nicknames *nicknames, const char *folded, GPtrArray *names)
{
    const GPtrArray *formals = g_hash_table_lookup(nicknames->formals, folded);
    names_add(names, formals, folded);
    names_add(names, g_hash_table_lookup(nicknames->nicks, folded), folded);
    for (guint i = 0; formals != NULL && i < formals->len; i++)
        names_add(names, g_hash_table_lookup(nicknames->nicks, g_ptr_array_index(formals, i)),
                  folded);
}
