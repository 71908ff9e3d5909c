/* table.c - reads the text tables of this folder: one fact a line, columns parted by `|`.
 *
 * Does: splits, trims, drops comments. Reads: dict/ files. Does not: know what the columns mean. */
#include "table.h"

#include "fate.h"

#include <string.h>

struct Table {
    GArray *rows; /* TableRow */
};

static void table_row_clear(gpointer data)
{
    g_strfreev(((TableRow *)data)->columns);
}

/* A comment begins at the line's start or after white space, so that `#` may stand inside a word.
 */
static void comment_cut(char *line)
{
    for (char *at = strchr(line, '#'); at != NULL; at = strchr(at + 1, '#')) {
        if (at == line || g_ascii_isspace(at[-1])) {
            *at = '\0';
            return;
        }
    }
}

static char **columns_split(const char *line, guint n_columns)
{
    g_auto(GStrv) parts = g_strsplit(line, "|", -1);
    if (g_strv_length(parts) > n_columns)
        return NULL;
    char **columns = g_new0(char *, n_columns + 1);
    guint given = g_strv_length(parts);
    for (guint i = 0; i < n_columns; i++)
        columns[i] = i < given ? g_strdup(g_strstrip(parts[i])) : g_strdup("");
    return columns;
}

Table *table_parse(const char *text, const char *name, guint n_columns, GError **error)
{
    if (!g_utf8_validate(text, -1, NULL)) {
        g_set_error(error, FATE, FATE_FATAL, "The table '%s' is not valid UTF-8 text.", name);
        return NULL;
    }
    g_autoptr(Table) table = g_new0(Table, 1);
    table->rows = g_array_new(FALSE, FALSE, sizeof(TableRow));
    g_array_set_clear_func(table->rows, table_row_clear);

    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        comment_cut(lines[i]);
        if (*g_strstrip(lines[i]) == '\0')
            continue;
        TableRow row = {columns_split(lines[i], n_columns), i + 1};
        if (row.columns == NULL) {
            g_set_error(
                error, FATE, FATE_FATAL,
                "Line %u of the table '%s' has more than %u columns. Take the extra '|' out.",
                i + 1, name, n_columns);
            return NULL;
        }
        g_array_append_val(table->rows, row);
    }
    return g_steal_pointer(&table);
}

Table *table_load(const char *folder, const char *name, guint n_columns, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) cause = NULL;
    if (!g_file_get_contents(path, &text, NULL, &cause)) {
        g_set_error(error, FATE, FATE_FATAL,
                    "The table '%s' cannot be read (%s). Install Chartward again.", path,
                    cause->message);
        return NULL;
    }
    return table_parse(text, name, n_columns, error);
}

guint table_length(const Table *table)
{
    return table->rows->len;
}

const TableRow *table_row(const Table *table, guint index)
{
    g_return_val_if_fail(index < table->rows->len, NULL);
    return &g_array_index(table->rows, TableRow, index);
}

void table_free(Table *table)
{
    if (table == NULL)
        return;
    g_array_unref(table->rows);
    g_free(table);
}
