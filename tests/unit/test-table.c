/* test-table.c - the format of the tables in dict/. */
#include "table.h"

#include "fate.h"

static void test_rows(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Table) table =
        table_parse("# a head\n\n one | two \nthree\n a#b |c # remark\n", "sample", 2, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(table_length(table), ==, 3);
    g_assert_cmpstr(table_row(table, 0)->columns[0], ==, "one");
    g_assert_cmpstr(table_row(table, 0)->columns[1], ==, "two");
    g_assert_null(table_row(table, 0)->columns[2]);
    g_assert_cmpuint(table_row(table, 0)->line, ==, 3);
    g_assert_cmpstr(table_row(table, 1)->columns[0], ==, "three");
    g_assert_cmpstr(table_row(table, 1)->columns[1], ==, "");
    g_assert_cmpstr(table_row(table, 2)->columns[0], ==, "a#b");
    g_assert_cmpstr(table_row(table, 2)->columns[1], ==, "c");
}

static void test_too_many_columns(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Table) table = table_parse("a | b\na | b | c\n", "sample", 2, &error);
    g_assert_null(table);
    g_assert_error(error, FATE, FATE_FATAL);
    g_assert_nonnull(g_strstr_len(error->message, -1, "Line 2"));
}

static void test_broken_text(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Table) table = table_parse("\xff\xfe", "sample", 1, &error);
    g_assert_null(table);
    g_assert_error(error, FATE, FATE_FATAL);
}

static void test_missing_file(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Table) table = table_load("dict", "no-such-table", 1, &error);
    g_assert_null(table);
    g_assert_error(error, FATE, FATE_FATAL);
    g_assert_nonnull(g_strstr_len(error->message, -1, "no-such-table"));
}

static void test_ours(void)
{
    static const struct {
        const char *name;
        guint columns, rows_at_least;
    } tables[] = {{"drugs", 1, 6000},    {"lookalike", 2, 150}, {"abbreviations", 2, 200},
                  {"nicknames", 2, 250}, {"measures", 1, 150},  {"frequencies", 2, 5000}};
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Table) table = table_load("dict", tables[i].name, tables[i].columns, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(table_length(table), >=, tables[i].rows_at_least);
        for (guint j = 0; j < table_length(table); j++) {
            for (guint k = 0; k < tables[i].columns; k++)
                g_assert_cmpstr(table_row(table, j)->columns[k], !=, "");
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/table/rows", test_rows);
    g_test_add_func("/table/too-many-columns", test_too_many_columns);
    g_test_add_func("/table/broken-text", test_broken_text);
    g_test_add_func("/table/missing-file", test_missing_file);
    g_test_add_func("/table/ours", test_ours);
    return g_test_run();
}
