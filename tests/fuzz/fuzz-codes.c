/* A table of diagnosis codes: any bytes; what is taken is printed and taken again the same. */
#include "code_table.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    guint passed_over;
    g_autoptr(CodeTable) codes = code_table_parse((const char *)data, size, &passed_over);
    g_autofree char *text = code_table_print(codes);
    g_autoptr(CodeTable) again = code_table_parse(text, strlen(text), &passed_over);
    g_assert_cmpuint(passed_over, ==, 0);
    g_assert_cmpuint(code_table_size(again), ==, code_table_size(codes));
    g_auto(GStrv) lines = g_strsplit(text, "\n", 3);
    for (guint i = 0; lines[i] != NULL && i < 2 && *lines[i] != '\0'; i++) {
        g_assert_true(code_table_has(codes, lines[i]));
        g_autofree char *repaired = code_table_repair(codes, lines[i]);
        g_assert_true(repaired == NULL || code_table_has(codes, repaired));
    }
    return 0;
}
