/* statements.c - prepared statements: bound, stepped, kept for the next time.
 *
 * Does not: know any table, or what a transaction is. */
#include "database.h"

enum { STATEMENTS_MAX = 100 }; /* kept prepared; searches make ever new ones */

void statement_free(Statement *statement)
{
    sqlite3_finalize(statement->raw);
    g_free(statement->sql);
    g_free(statement);
}

static gboolean parameter_bind(sqlite3_stmt *raw, int at, char type, va_list *arguments, int *code)
{
    switch (type) {
    case 'i':
        *code = sqlite3_bind_int64(raw, at, va_arg(*arguments, gint64));
        return *code == SQLITE_OK;
    case 'n':
        *code = sqlite3_bind_int(raw, at, va_arg(*arguments, int));
        return *code == SQLITE_OK;
    case 'd':
        *code = sqlite3_bind_double(raw, at, va_arg(*arguments, double));
        return *code == SQLITE_OK;
    case 's':
        *code = sqlite3_bind_text(raw, at, va_arg(*arguments, const char *), -1, SQLITE_TRANSIENT);
        return *code == SQLITE_OK;
    case 'b': {
        gsize size;
        gconstpointer bytes = g_bytes_get_data(va_arg(*arguments, GBytes *), &size);
        *code = sqlite3_bind_blob64(raw, at, bytes != NULL ? bytes : "", size, SQLITE_TRANSIENT);
        return *code == SQLITE_OK;
    }
    default:
        g_assert_not_reached();
    }
}

static Statement *statement_prepare(Catalogue *catalogue, const char *sql, GError **error)
{
    gpointer known_sql, known;
    if (g_hash_table_steal_extended(catalogue->idle, sql, &known_sql, &known))
        return known;
    sqlite3_stmt *raw = NULL;
    int code = sqlite3_prepare_v3(catalogue->raw, sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, NULL);
    if (code != SQLITE_OK) {
        database_fail(catalogue, code, "preparing a query", error);
        return NULL;
    }
    Statement *statement = g_new0(Statement, 1);
    statement->catalogue = catalogue;
    statement->raw = raw;
    statement->sql = g_strdup(sql);
    return statement;
}

static Statement *statement_open_list(Catalogue *catalogue, GError **error, const char *sql,
                                      const char *types, va_list *arguments)
{
    g_autoptr(Statement) statement = statement_prepare(catalogue, sql, error);
    if (statement == NULL)
        return NULL;
    for (int i = 0; types[i] != '\0'; i++) {
        int code;
        if (!parameter_bind(statement->raw, i + 1, types[i], arguments, &code)) {
            database_fail(catalogue, code, "preparing a query", error);
            return NULL;
        }
    }
    return g_steal_pointer(&statement);
}

Statement *statement_open(Catalogue *catalogue, GError **error, const char *sql, const char *types,
                          ...)
{
    va_list arguments;
    va_start(arguments, types);
    Statement *statement = statement_open_list(catalogue, error, sql, types, &arguments);
    va_end(arguments);
    return statement;
}

Statement *statement_open_values(Catalogue *catalogue, GError **error, const char *sql,
                                 const GPtrArray *values)
{
    g_autoptr(Statement) statement = statement_prepare(catalogue, sql, error);
    if (statement == NULL)
        return NULL;
    for (guint i = 0; i < values->len; i++) {
        int code =
            sqlite3_bind_text(statement->raw, (int)i + 1, values->pdata[i], -1, SQLITE_TRANSIENT);
        if (code != SQLITE_OK) {
            database_fail(catalogue, code, "preparing a query", error);
            return NULL;
        }
    }
    return g_steal_pointer(&statement);
}

void statement_close(Statement *statement)
{
    if (statement == NULL)
        return;
    sqlite3_reset(statement->raw);
    sqlite3_clear_bindings(statement->raw);
    if (g_hash_table_size(statement->catalogue->idle) < STATEMENTS_MAX)
        g_hash_table_replace(statement->catalogue->idle, statement->sql, statement);
    else
        statement_free(statement);
}

gboolean statement_next(Statement *statement, gboolean *bad, GError **error)
{
    int code = sqlite3_step(statement->raw);
    *bad = code != SQLITE_ROW && code != SQLITE_DONE;
    if (*bad)
        database_fail(statement->catalogue, code,
                      sqlite3_stmt_readonly(statement->raw) ? "reading" : "writing", error);
    return code == SQLITE_ROW;
}

gboolean statement_run(Catalogue *catalogue, GError **error, const char *sql, const char *types,
                       ...)
{
    va_list arguments;
    va_start(arguments, types);
    g_autoptr(Statement) statement = statement_open_list(catalogue, error, sql, types, &arguments);
    va_end(arguments);
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    while (statement_next(statement, &bad, error))
        ;
    return !bad;
}

gboolean statement_number(Catalogue *catalogue, gint64 none, gint64 *number, GError **error,
                          const char *sql, const char *types, ...)
{
    va_list arguments;
    va_start(arguments, types);
    g_autoptr(Statement) statement = statement_open_list(catalogue, error, sql, types, &arguments);
    va_end(arguments);
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    *number = none;
    if (statement_next(statement, &bad, error)) {
        *number = column_number(statement, 0);
        /* A writing statement checks foreign keys only at its end. */
        while (statement_next(statement, &bad, error))
            ;
    }
    return !bad;
}

gint64 column_number(Statement *statement, int column)
{
    return sqlite3_column_int64(statement->raw, column);
}

double column_real(Statement *statement, int column)
{
    return sqlite3_column_double(statement->raw, column);
}

const char *column_text(Statement *statement, int column)
{
    return (const char *)sqlite3_column_text(statement->raw, column);
}

char *column_copy(Statement *statement, int column)
{
    const char *text = column_text(statement, column);
    return g_strdup(text != NULL ? text : "");
}
