/* table.h - the text tables of dict/: one fact a line, columns parted by `|`, `#` opens a comment.
 *
 * White space around columns is dropped; empty lines and comments are passed over. */
#pragma once

#include <glib.h>

typedef struct {
    char **columns; /* NULL-terminated; missing columns at the end are empty strings */
    guint line;     /* where it stands in the file, from 1 */
} TableRow;

typedef struct Table Table;

/* Loads `folder`/`name`; every row gets exactly `n_columns` columns. Fails with FATE_FATAL when the
 * file cannot be read, is not UTF-8, or a row has more columns than that. */
Table *table_load(const char *folder, const char *name, guint n_columns, GError **error);

/* The same from text in memory; `name` is for messages only. */
Table *table_parse(const char *text, const char *name, guint n_columns, GError **error);

guint table_length(const Table *table);
const TableRow *table_row(const Table *table, guint index); /* lent */
void table_free(Table *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)
