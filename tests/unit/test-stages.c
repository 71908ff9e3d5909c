/* The table of stages is walked: every need is made earlier, every part has one maker. */
#include "stage.h"

static void test_flow(void)
{
    unsigned made = 0;
    for (guint i = 0; stages[i] != NULL; i++) {
        const Stage *stage = stages[i];
        g_test_message("%s", stage->name);
        g_assert_cmphex(stage->needs & ~made, ==, 0);
        g_assert_cmphex(stage->makes & made, ==, 0);
        g_assert_cmphex(stage->makes, !=, 0);
        made |= stage->makes;
    }
    g_assert_cmphex(made, ==, (PART_VOLUMES << 1) - 1);
}

static void test_entries(void)
{
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    int kind_before = 0;
    for (guint i = 0; stages[i] != NULL; i++) {
        const Stage *stage = stages[i];
        g_assert_true(g_hash_table_add(names, (gpointer)stage->name));
        g_assert_cmpuint(stage->version, >=, 1);
        g_assert_cmpint((stage->page != NULL) + (stage->batch != NULL) + (stage->chart != NULL), ==,
                        1);
        int kind = stage->page != NULL ? 1 : stage->batch != NULL ? 2 : 3;
        g_assert_cmpint(kind, >=, kind_before);
        kind_before = kind;
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stages/flow", test_flow);
    g_test_add_func("/stages/entries", test_entries);
    return g_test_run();
}
