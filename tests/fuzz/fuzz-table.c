/* A table of dict/: any bytes. */
#include "table.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(Table) table = table_parse(text, "fuzzed", 3, &error);
    g_assert_true((table == NULL) == (error != NULL));
    for (guint i = 0; table != NULL && i < table_length(table); i++)
        g_assert_cmpuint(g_strv_length(table_row(table, i)->columns), ==, 3);
    return 0;
}
