/* payers.h - which names are those of insurers. Private to the stages. */
#pragma once

#include <glib.h>

typedef struct PayerTable PayerTable;

/* Loads dict/payers. */
PayerTable *payer_table_load(const char *folder, GError **error);
void payer_table_free(PayerTable *table);

/* TRUE when a phrase of the table stands in the name, in spite of look-alike letters. */
gboolean payer_is_named(const PayerTable *table, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PayerTable, payer_table_free)
