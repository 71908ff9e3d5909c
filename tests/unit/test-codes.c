/* test-codes.c - numbers and codes by shape and check digit. */
#include "stages/extract/codes.h"

static void test_npi(void)
{
    char npi[NPI_SIZE];
    g_assert_true(npi_parse("1234567893", NULL, npi));
    g_assert_cmpstr(npi, ==, "1234567893");
    g_assert_true(npi_parse("l2345G7893", NULL, npi));
    g_assert_cmpstr(npi, ==, "1234567893");
    g_assert_true(npi_parse("(1234567893)", NULL, npi));
    g_assert_false(npi_parse("1234567890", NULL, npi));
    g_assert_false(npi_parse("9234567893", NULL, npi));
    g_assert_false(npi_parse("123456789", NULL, npi));
    g_assert_false(npi_parse("", NULL, npi));
}

static void test_npi_by_choices(void)
{
    g_autoptr(GArray) choices = g_array_new(FALSE, FALSE, sizeof(Choice));
    Choice choice = {4, '5', 0.4f};
    g_array_append_val(choices, choice);
    char npi[NPI_SIZE];
    g_assert_false(npi_parse("1234867893", NULL, npi));
    g_assert_true(npi_parse("1234867893", choices, npi));
    g_assert_cmpstr(npi, ==, "1234567893");
}

static void test_icd(void)
{
    static const struct {
        const char *text, *icd;
        gboolean repaired;
    } cases[] = {
        {"E11.9", "E11.9", FALSE},
        {"I10", "I10", FALSE},
        {"110", "I10", TRUE},
        {"l50.32", "I50.32", TRUE},
        {"(150.32", "I50.32", TRUE},
        {"R079", "R07.9", FALSE},
        {"S72.001A", "S72.001A", FALSE},
        {"M54.S", "M54.5", TRUE},
        {"E1l.9", "E11.9", TRUE},
        {"Z12.31,", "Z12.31", FALSE},
        {"J44,9", "J44.9", FALSE},
        {"C4A.0", "C4A.0", FALSE},
        {"U07.1", "U07.1", FALSE},
        {"ElO.9", "E10.9", TRUE},
        {"E1", NULL, FALSE},
        {"99213-25", NULL, FALSE},
        {"word", NULL, FALSE},
        {"E11.12345", NULL, FALSE},
        {"", NULL, FALSE},
        {"E1.19", NULL, FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        char icd[ICD_SIZE];
        gboolean repaired;
        g_test_message("%s", cases[i].text);
        g_assert_cmpint(icd_parse(cases[i].text, NULL, icd, &repaired), ==, cases[i].icd != NULL);
        if (cases[i].icd == NULL)
            continue;
        g_assert_cmpstr(icd, ==, cases[i].icd);
        g_assert_cmpint(repaired, ==, cases[i].repaired);
    }
}

static void test_icd_by_choices(void)
{
    g_autoptr(GArray) choices = g_array_new(FALSE, FALSE, sizeof(Choice));
    Choice choice = {0, 'K', 0.6f};
    g_array_append_val(choices, choice);
    char icd[ICD_SIZE];
    gboolean repaired;
    g_assert_true(icd_parse("421.9", choices, icd, &repaired));
    g_assert_cmpstr(icd, ==, "K21.9");
    g_assert_true(repaired);
    g_assert_false(icd_parse("421.9", NULL, icd, &repaired));
}

static void test_cpt(void)
{
    char cpt[CPT_SIZE];
    g_assert_true(cpt_parse("99213", NULL, cpt));
    g_assert_true(cpt_parse("G0439", NULL, cpt));
    g_assert_cmpstr(cpt, ==, "G0439");
    g_assert_true(cpt_parse("0001A", NULL, cpt));
    g_assert_true(cpt_parse("992l3", NULL, cpt));
    g_assert_cmpstr(cpt, ==, "99213");
    g_assert_true(cpt_parse("J3420", NULL, cpt));
    g_assert_false(cpt_parse("9921", NULL, cpt));
    g_assert_false(cpt_parse("W0439", NULL, cpt));
    g_assert_false(cpt_parse("00000", NULL, cpt));
    g_assert_false(cpt_parse("HELLO", NULL, cpt));
}

static void test_mbi(void)
{
    char mbi[MBI_SIZE];
    g_assert_true(mbi_parse("1EG4-TE5-MK73", mbi));
    g_assert_cmpstr(mbi, ==, "1EG4TE5MK73");
    g_assert_true(mbi_parse("IEG4TESMK73", mbi));
    g_assert_cmpstr(mbi, ==, "1EG4TE5MK73");
    g_assert_true(mbi_parse("5H07PP8EC28", mbi));
    g_assert_false(mbi_parse("1EG4TE5MK7", mbi));
    g_assert_false(mbi_parse("0EG4TE5MK73", mbi));
    g_assert_false(mbi_parse("H845644218", mbi));
}

static void test_phone(void)
{
    char phone[PHONE_SIZE];
    static const char *const good[] = {"(217) 555-0142", "217-555-0142",    "217.555.0142",
                                       "1-217-555-0142", "+1 217 555 0142", "2175550142",
                                       "(217)555-O142",  "217/555-0142",    "217-555-0142 x12"};
    for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
        g_assert_true(phone_parse(good[i], phone));
        g_assert_cmpstr(phone, ==, "+12175550142");
    }
    g_assert_false(phone_parse("117-555-0142", phone));
    g_assert_false(phone_parse("555-0142", phone));
    g_assert_false(phone_parse("217-555-01425", phone));
    g_assert_false(phone_parse("Main Street", phone));
}

static void test_money(void)
{
    char money[MONEY_SIZE];
    g_assert_true(money_parse("$4,279.50", money));
    g_assert_cmpstr(money, ==, "4279.50");
    g_assert_true(money_parse("387.00", money));
    g_assert_cmpstr(money, ==, "387.00");
    g_assert_true(money_parse("$1.207,00", money));
    g_assert_cmpstr(money, ==, "1207.00");
    g_assert_true(money_parse("0.00", money));
    g_assert_cmpstr(money, ==, "0.00");
    g_assert_false(money_parse("387", money));
    g_assert_false(money_parse("$", money));
    g_assert_false(money_parse("12.5", money));
    g_assert_false(money_parse("03/26/24", money));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codes/npi", test_npi);
    g_test_add_func("/codes/npi-by-choices", test_npi_by_choices);
    g_test_add_func("/codes/icd", test_icd);
    g_test_add_func("/codes/icd-by-choices", test_icd_by_choices);
    g_test_add_func("/codes/cpt", test_cpt);
    g_test_add_func("/codes/mbi", test_mbi);
    g_test_add_func("/codes/phone", test_phone);
    g_test_add_func("/codes/money", test_money);
    return g_test_run();
}
