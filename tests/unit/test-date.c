/* test-date.c - dates in all their printed forms. */
#include "date.h"

#define TODAY "2026-11-23"

typedef struct {
    const char *text;
    DateUse use;
    const char *iso; /* NULL: no date */
} Case;

static void cases_check(const Case *cases, gsize count)
{
    for (gsize i = 0; i < count; i++) {
        char iso[ISO_DATE_SIZE] = "";
        gboolean is_date = date_parse(cases[i].text, cases[i].use, TODAY, iso);
        g_test_message("'%s' gives '%s'", cases[i].text, iso);
        g_assert_cmpint(is_date, ==, cases[i].iso != NULL);
        if (is_date)
            g_assert_cmpstr(iso, ==, cases[i].iso);
    }
}

static void test_forms(void)
{
    static const Case cases[] = {
        {"03/14/1952", DATE_BIRTH, "1952-03-14"},
        {"3-14-1952", DATE_BIRTH, "1952-03-14"},
        {"3.14.1952", DATE_BIRTH, "1952-03-14"},
        {"03 14 1952", DATE_BIRTH, "1952-03-14"},
        {"03 / 14 / 1952", DATE_BIRTH, "1952-03-14"},
        {"1952-03-14", DATE_BIRTH, "1952-03-14"},
        {"1952/3/14", DATE_BIRTH, "1952-03-14"},
        {"19520314", DATE_BIRTH, "1952-03-14"},
        {"03141952", DATE_BIRTH, "1952-03-14"},
        {"March 14, 1952", DATE_BIRTH, "1952-03-14"},
        {"March 14th, 1952", DATE_BIRTH, "1952-03-14"},
        {"Mar. 14 1952", DATE_BIRTH, "1952-03-14"},
        {"MAR 14 1952", DATE_BIRTH, "1952-03-14"},
        {"14 Mar 1952", DATE_BIRTH, "1952-03-14"},
        {"14-Mar-1952", DATE_BIRTH, "1952-03-14"},
        {"14MAR1952", DATE_BIRTH, "1952-03-14"},
        {"14th of March, 1952", DATE_BIRTH, "1952-03-14"},
        {"1952 Mar 14", DATE_BIRTH, "1952-03-14"},
        {"Sept. 9, 2025", DATE_SERVICE, "2025-09-09"},
        {"Mon 12/25/23", DATE_APPOINTMENT, "2023-12-25"},
        {"Thursday, May 1, 2025", DATE_SERVICE, "2025-05-01"},
        {"25/12/1960", DATE_BIRTH, "1960-12-25"},
        {"02/29/2024", DATE_SERVICE, "2024-02-29"},
        {"3/14/'52", DATE_BIRTH, "1952-03-14"},
    };
    cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_two_digit_years(void)
{
    static const Case cases[] = {
        {"03/14/52", DATE_BIRTH, "1952-03-14"},       {"03/14/26", DATE_BIRTH, "2026-03-14"},
        {"11/24/26", DATE_BIRTH, "1926-11-24"},       {"11/23/26", DATE_BIRTH, "2026-11-23"},
        {"11/23/26", DATE_SERVICE, "2026-11-23"},     {"03/14/99", DATE_SERVICE, "1999-03-14"},
        {"12/01/26", DATE_APPOINTMENT, "2026-12-01"}, {"11/23/29", DATE_APPOINTMENT, "2029-11-23"},
        {"11/24/29", DATE_APPOINTMENT, "1929-11-24"}, {"14-Mar-07", DATE_BIRTH, "2007-03-14"},
    };
    cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_refused(void)
{
    static const Case cases[] = {
        {"", DATE_ANY, NULL},
        {"February 30, 2020", DATE_ANY, NULL},
        {"02/29/2023", DATE_ANY, NULL},
        {"13/13/2020", DATE_ANY, NULL},
        {"00/10/2020", DATE_ANY, NULL},
        {"03/14", DATE_ANY, NULL},
        {"03/14/195", DATE_ANY, NULL},
        {"120/80/72", DATE_ANY, NULL},
        {"03/14/1952 10:30", DATE_ANY, NULL},
        {"03/14/1952 M", DATE_ANY, NULL},
        {"Ma 14, 1952", DATE_ANY, NULL},
        {"Marching 14, 1952", DATE_ANY, NULL},
        {"555-1234", DATE_ANY, NULL},
        {"(217) 555 0142", DATE_ANY, NULL},
        {"99999999999999999999", DATE_ANY, NULL},
        {"11/24/2026", DATE_BIRTH, NULL},
        {"11/22/1906", DATE_BIRTH, NULL},
        {"11/24/2026", DATE_SERVICE, NULL},
        {"11/24/2029", DATE_APPOINTMENT, NULL},
        {"03/14/1000", DATE_ANY, NULL},
        {"1/2/3/4/5/6/7/8/9", DATE_ANY, NULL},
    };
    cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_oldest(void)
{
    char iso[ISO_DATE_SIZE];
    g_assert_true(date_parse("11/23/1906", DATE_BIRTH, TODAY, iso));
    g_assert_cmpstr(iso, ==, "1906-11-23");
}

static void test_today(void)
{
    char iso[ISO_DATE_SIZE], again[ISO_DATE_SIZE];
    date_today(iso);
    g_assert_true(date_parse(iso, DATE_SERVICE, iso, again));
    g_assert_cmpstr(iso, ==, again);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/date/forms", test_forms);
    g_test_add_func("/date/two-digit-years", test_two_digit_years);
    g_test_add_func("/date/refused", test_refused);
    g_test_add_func("/date/oldest", test_oldest);
    g_test_add_func("/date/today", test_today);
    return g_test_run();
}
