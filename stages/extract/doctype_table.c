/* doctype_table.c - loads dict/doctypes.
 *
 * Does: check kinds and weights, fold phrases into keys. Does not: look at pages. */
#include "doctype_table.h"

#include "fate.h"
#include "table.h"

#include <string.h>

static void phrase_clear(gpointer data)
{
    g_free(((Phrase *)data)->key);
}

static gboolean kind_parse(const char *name, PhraseKind *kind)
{
    static const char *const names[] = {"title",   "head",  "heading", "words",
                                        "results", "kinds", "letter"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(name, names[i]) == 0) {
            *kind = (PhraseKind)i;
            return TRUE;
        }
    return FALSE;
}

static DoctypeTable *doctype_table_build(const Table *rows, GError **error)
{
    g_autoptr(DoctypeTable) table = g_new0(DoctypeTable, 1);
    table->names = g_ptr_array_new_with_free_func(g_free);
    table->phrases = g_array_new(FALSE, FALSE, sizeof(Phrase));
    g_array_set_clear_func(table->phrases, phrase_clear);
    for (guint i = 0; i < table_length(rows); i++) {
        const TableRow *row = table_row(rows, i);
        char *end = NULL;
        Phrase phrase = {.type = doctype_lookup(table, row->columns[0])};
        phrase.weight = g_ascii_strtod(row->columns[3], &end);
        if (!kind_parse(row->columns[1], &phrase.kind) || end == row->columns[3] || *end != '\0' ||
            phrase.type >= DOCTYPE_MOST) {
            g_set_error(
                error, FATE, FATE_FATAL,
                "Line %u of the table 'doctypes' has no kind (title, heading, words), no "
                "weight, or one type too many. Correct the line or install Chartward again.",
                row->line);
            return NULL;
        }
        if (phrase.type == table->names->len)
            g_ptr_array_add(table->names, g_strdup(row->columns[0]));
        gboolean words = phrase.kind == PHRASE_WORDS || phrase.kind == PHRASE_HEAD;
        phrase.key = words ? key_words(row->columns[2]) : key_fold(row->columns[2]);
        phrase.length = (guint)strlen(phrase.key);
        phrase.letters = key_letters(phrase.key);
        g_array_append_val(table->phrases, phrase);
    }
    return g_steal_pointer(&table);
}

DoctypeTable *doctype_table_load(const char *folder, GError **error)
{
    g_autoptr(Table) rows = table_load(folder, "doctypes", 4, error);
    return rows != NULL ? doctype_table_build(rows, error) : NULL;
}

void doctype_table_free(DoctypeTable *table)
{
    if (table == NULL)
        return;
    g_ptr_array_unref(table->names);
    g_array_unref(table->phrases);
    g_free(table);
}

guint doctype_count(const DoctypeTable *table)
{
    return table->names->len;
}

const char *doctype_name(const DoctypeTable *table, guint type)
{
    return g_ptr_array_index(table->names, type);
}

guint doctype_lookup(const DoctypeTable *table, const char *name)
{
    guint type = 0;
    while (type < table->names->len && strcmp(doctype_name(table, type), name) != 0)
        type++;
    return type;
}
