/* test-code-table.c - the official table of diagnosis codes: reading it, repairing by it. */
#include "stages/extract/known_codes.h"

#include <string.h>

static CodeTable *table_of(const char *text, guint passed_wanted)
{
    guint passed;
    CodeTable *table = code_table_parse(text, strlen(text), &passed);
    g_assert_cmpuint(passed, ==, passed_wanted);
    return table;
}

static void print_check(const char *text, guint passed, const char *wanted)
{
    g_autoptr(CodeTable) table = table_of(text, passed);
    g_autofree char *print = code_table_print(table);
    g_assert_cmpstr(print, ==, wanted);
}

static void test_order_file(void)
{
    print_check("00001 A00     0 Cholera                        Cholera\r\n"
                "00002 A000    1 Cholera due to ...             Cholera due to ...\r\n"
                "38012 S72001A 1 Fracture of unsp part          Fracture of unspecified part\r\n",
                0, "A00\nA000\nS72001A\n");
}

static void test_plain_list(void)
{
    print_check("\357\273\277E119    Type 2 diabetes mellitus\nI10  Essential hypertension\n\n"
                "C4A0    Merkel cell carcinoma of lip",
                0, "C4A0\nE119\nI10\n");
    print_check("\"E11.9\",\"Diabetes\"\n\"code\",\"title\"\ni10;\"Hypertension\"\n", 1,
                "E119\nI10\n");
}

static void test_not_a_table(void)
{
    print_check("Vitamin B12 deficiency\nQ\n12345\n\001\377\376\n", 4, "");
    print_check("", 0, "");
    print_check("E119\nE119\nE11.9\n", 0, "E119\n");
    print_check("E1198765 one too long\n", 1, "");
}

static void test_lookup(void)
{
    g_autoptr(CodeTable) table = table_of("E119\nI10\nS72001A\n", 0);
    g_assert_true(code_table_has(table, "E11.9"));
    g_assert_true(code_table_has(table, "E119"));
    g_assert_true(code_table_has(table, "S72.001A"));
    g_assert_false(code_table_has(table, "E11"));
    g_assert_false(code_table_has(table, "E11.8"));
    g_assert_false(code_table_has(table, ""));
}

static void test_repair(void)
{
    static const struct {
        const char *read, *meant;
    } cases[] = {
        {"S72.0010", "S72.001D"}, {"S72.0015", "S72.001S"}, {"M54.S", "M54.5"},
        {"Z00.O0", "Z00.00"},     {"ZOO.OO", NULL}, /* four exchanges */
        {"S12.8", NULL},                            /* nothing like it */
        {"T51.05", NULL},                           /* T51.0S and T51.D5 */
        {"word", NULL},
    };
    g_autoptr(CodeTable) table =
        table_of("S72001A\nS72001D\nS72001S\nM545\nZ0000\nT510S\nT51D5\n", 0);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *repaired = code_table_repair(table, cases[i].read);
        g_test_message("%s", cases[i].read);
        g_assert_cmpstr(repaired, ==, cases[i].meant);
    }
}

static void field_add(Document *document, const char *name, const char *value, float confidence)
{
    g_ptr_array_add(document->fields,
                    field_new(name, value, value, 1, (Box){0, 0, 1, 1}, confidence));
}

static void test_fields(void)
{
    g_autoptr(CodeTable) table = table_of("E119\nI10\nS72001D\n", 0);
    g_autoptr(Document) document = document_new();
    field_add(document, "icd10", "E11.9", 0.97f);
    field_add(document, "icd10", "S72.0010", 0.97f);
    field_add(document, "icd10", "Q99.1", 0.9f);
    field_add(document, "icd10", "I1O", 0.6f);
    field_add(document, "icd10", "I10", 0.97f);
    field_add(document, "cpt", "99213", 0.9f);
    known_codes_apply(table, document);
    static const struct {
        const char *value;
        float confidence;
    } wanted[] = {
        {"E11.9", 0.97f}, {"S72.001D", 0.85f}, {"Q99.1", 0.45f}, {"I10", 0.97f}, {"99213", 0.9f},
    };
    g_assert_cmpuint(document->fields->len, ==, G_N_ELEMENTS(wanted));
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = g_ptr_array_index(document->fields, i);
        g_assert_cmpstr(field->value, ==, wanted[i].value);
        g_assert_cmpfloat_with_epsilon(field->confidence, wanted[i].confidence, 1e-5f);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/code-table/order-file", test_order_file);
    g_test_add_func("/code-table/plain-list", test_plain_list);
    g_test_add_func("/code-table/not-a-table", test_not_a_table);
    g_test_add_func("/code-table/lookup", test_lookup);
    g_test_add_func("/code-table/repair", test_repair);
    g_test_add_func("/code-table/fields", test_fields);
    return g_test_run();
}
