/* print.h - text from documents on a terminal. */
#pragma once

#include <glib.h>

/* Prints the text without control characters (a document's text must not steer a terminal), filled
 * with spaces up to `columns`, cut with an ellipsis when `columns` is less than it needs; 0: as it
 * is. */
void cell_print(const char *text, guint columns);

/* Prints a snippet of a search: matched words bold where stdout is a terminal. */
void snippet_print(const char *snippet);

/* Prints every line of a text without control characters, set in by `columns`. */
void lines_print(const char *text, guint columns);

/* Prints sentences, broken between words and set in by `columns`. */
void sentences_print(const char *text, guint columns);
