/* table.c - reads the text tables of this folder: one fact a line, columns parted by `|`.
 *
 * Does: splits, trims, drops comments. Reads: dict/ files. Does not: know what the columns mean. */
#include "table.h"

#include "fate.h"

#include <string.h>

struct Table {
    char *text;   /* cut into lines and columns */
    GArray *rows; /* TableRow, into it */
};

static void table_row_clear(gpointer data)
{
    g_free(((TableRow *)data)->columns);
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

/* Cuts the line into its columns; NULL: it has too many. */
static char **columns_cut(char *line, guint n_columns)
{
    static char nothing[] = "";
    g_autofree char **columns = g_new0(char *, n_columns + 1);
    guint given = 0;
    for (char *rest = line; rest != NULL;) {
        if (given == n_columns)
            return NULL;
        char *column = rest;
        rest = strchr(rest, '|');
        if (rest != NULL)
            *rest++ = '\0';
        columns[given++] = g_strstrip(column);
    }
    while (given < n_columns)
        columns[given++] = nothing;
    return g_steal_pointer(&columns);
}

Table *table_parse(const char *text, const char *name, guint n_columns, GError **error)
{
    if (!g_utf8_validate(text, -1, NULL)) {
        g_set_error(error, FATE, FATE_FATAL, "The table '%s' is not valid UTF-8 text.", name);
        return NULL;
    }
    g_autoptr(Table) table = g_new0(Table, 1);
    table->text = g_strdup(text);
    table->rows = g_array_new(FALSE, FALSE, sizeof(TableRow));
    g_array_set_clear_func(table->rows, table_row_clear);

    guint number = 0;
    for (char *line = table->text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        number++;
        comment_cut(line);
        if (*g_strstrip(line) == '\0')
            continue;
        TableRow row = {columns_cut(line, n_columns), number};
        if (row.columns == NULL) {
            g_set_error(
                error, FATE, FATE_FATAL,
                "Line %u of the table '%s' has more than %u columns. Take the extra '|' out.",
                number, name, n_columns);
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
    g_free(table->text);
    g_free(table);
}
