/* roster_csv.h - the practice software's patient export: CSV as programs and Excel write it. */
#pragma once

#include <glib.h>

/* Parses an export into Patient (freed with the array; id 0, active). Comma, semicolon or tab;
 * quoting as in RFC 4180; UTF-8, UTF-16 with a mark, else Windows-1252. Columns are told by their
 * headings, whatever their order; a record number and a name are required. `today` is ISO.
 *
 * A line that cannot be used is left out and good lines are kept; `complaints` (char *, owned by
 * you) gets one plain sentence for each such line, for each value that was left empty, for patients
 * that share a record number (both are kept), and one for columns that are not known. Fails with
 * FATE_INPUT when the file is no text, a required column is missing, or no patient is left. */
GPtrArray *roster_csv_parse(const char *bytes, gsize length, const char *today,
                            GPtrArray *complaints, GError **error);
