/* doctypes.h - what kind of document a page looks like. Private to the stages. */
#pragma once

#include "lines.h"

enum { DOCTYPE_MOST = 32 };

typedef struct DoctypeTable DoctypeTable;

/* What one or more pages speak for; add pages, then ask. */
typedef struct {
    double score[DOCTYPE_MOST];
    double title[DOCTYPE_MOST]; /* the part of it that comes from titles near the top */
} DoctypeScore;

/* Loads dict/doctypes. FATE_FATAL for a kind or weight that cannot be understood. */
DoctypeTable *doctype_table_load(const char *folder, GError **error);
void doctype_table_free(DoctypeTable *table);

/* Number of types of the table, and their names; "cover" is one of them. */
guint doctype_count(const DoctypeTable *table);
const char *doctype_name(const DoctypeTable *table, guint type);
/* doctype_count() when there is none of that name. */
guint doctype_lookup(const DoctypeTable *table, const char *name);

/* Adds what the page speaks for; phrases that were found on an earlier page of the same `seen` (a
 * set of phrase numbers, from doctype_seen_new()) do not count again. */
GHashTable *doctype_seen_new(void);
void doctype_add_page(const DoctypeTable *table, const Lines *lines, GHashTable *seen,
                      DoctypeScore *score);

/* Best type and how sure it is (softmax), 0..1; the type named `without` is left out (NULL: none).
 */
guint doctype_best(const DoctypeTable *table, const DoctypeScore *score, const char *without,
                   double *confidence);

/* The row of the page that carries a title of any type (`*weight`, `*type`); rows->len: none. */
guint doctype_title_row(const DoctypeTable *table, const Lines *lines, guint *type, double *weight);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DoctypeTable, doctype_table_free)
