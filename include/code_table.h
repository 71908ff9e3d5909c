/* code_table.h - the official table of ICD-10-CM codes, as an office may have imported it. */
#pragma once

#include <glib.h>

typedef struct CodeTable CodeTable;

/* Takes the codes out of any text: the order file of CMS (order number, code, flag, titles), the
 * plain list (code, title) or a CSV of either; with or without dots, any line ends, any encoding.
 * Of a line the first word counts, or the second behind an order number; `*passed_over` tells how
 * many lines that are not empty held no code (NULL: not wanted). Never fails; may be empty. */
CodeTable *code_table_parse(const char *text, gsize length, guint *passed_over);
void code_table_free(CodeTable *table);

guint code_table_size(const CodeTable *table);

/* TRUE when the code ("E11.9" or "E119", upper case) is in the table. */
gboolean code_table_has(const CodeTable *table, const char *code);

/* The one code of the table that recognition may have turned into this one by exchanging at most
 * two of O/0, I/1, Z/2, S/5, G/6, B/8; dotted, yours to free. NULL: none, or more than one. */
char *code_table_repair(const CodeTable *table, const char *code);

/* One code a line, without dots, in order: what code_table_parse() takes; yours to free. */
char *code_table_print(const CodeTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CodeTable, code_table_free)
