/* csv.h - records of a delimited text, RFC 4180. Private to the engine. */
#pragma once

#include <glib.h>

typedef struct {
    const char *at, *end;
    char separator;
    guint line; /* of `at`, from 1 */
} CsvReader;

/* The bytes as UTF-8 without a byte order mark: UTF-8, UTF-16 with a mark, else Windows-1252. Yours
 * to free; FATE_INPUT when they are no text. */
char *csv_decode(const char *bytes, gsize length, GError **error);

/* Lends `text`; tells the separator (comma, semicolon, tab, bar) from its first lines. */
void csv_open(CsvReader *reader, const char *text);

/* The next record that is not empty, as char * owned by the array, and the line it begins on; NULL
 * at the end. A quote that is never closed is taken as a character of its line. */
GPtrArray *csv_next(CsvReader *reader, guint *line);
