/* test-field-value.c - what a person types as a field's value. */
#include "fate.h"
#include "field.h"

static const struct {
    const char *name, *typed, *value; /* NULL: refused */
} cases[] = {
    {"date_of_birth", "3/14/1952", "1952-03-14"},
    {"date_of_birth", " March 14, 1952 ", "1952-03-14"},
    {"date_of_birth", "02/30/1952", NULL},
    {"date_of_birth", "2031-01-01", NULL},
    {"date_of_service", "2026-11-01", "2026-11-01"},
    {"date_of_service", "yesterday", NULL},
    {"appointment", "2026-11-30 14:15", "2026-11-30T14:15"},
    {"appointment", "2026-11-30T24:15", NULL},
    {"appointment", "2026-11-30T14:75", NULL},
    {"appointment", "2026-11-30", "2026-11-30"},
    {"patient_name", "Margaret A O'Hara", "O'Hara, Margaret A"},
    {"patient_name", "O'Hara", NULL},
    {"phone", "(217) 555-0142", "+12175550142"},
    {"phone", "1-217-555-0142", "+12175550142"},
    {"phone", "555-0142", NULL},
    {"npi", "1234567893", "1234567893"},
    {"npi", "1234567890", NULL},
    {"total_charge", "$4,279.50", "4279.50"},
    {"total_charge", "80", "80.00"},
    {"total_charge", "4.5", NULL},
    {"total_charge", ".50", NULL},
    {"sex", "female", "F"},
    {"sex", "X", NULL},
    {"icd10", "e119", "E11.9"},
    {"icd10", "I10", "I10"},
    {"icd10", "119", NULL},
    {"cpt", "99213", "99213"},
    {"cpt", "j1885", "J1885"},
    {"cpt", "9921", NULL},
    {"mrn", "00482913", "00482913"},
    {"facility", "", NULL},
    {"facility", "\xff", NULL},
};

static void values_test(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *value =
            field_value_parse(cases[i].name, cases[i].typed, "2026-11-23", &error);
        g_assert_cmpstr(value, ==, cases[i].value);
        if (cases[i].value == NULL)
            g_assert_error(error, FATE, FATE_INPUT);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/field-value/typed", values_test);
    return g_test_run();
}
