/* test-roster.c - the roster's index finds who may be meant, also when what is printed is damaged.
 */
#include "people.h"

static Roster *roster_small(void)
{
    Roster *roster = roster_new();
    people_take(roster, 11, "00482913", "O'Hara|Margaret|||1952-03-14||+12175550142|H1234567");
    people_take(roster, 12, "00482918", "Barnes|William|||1960-11-02||+12175550143|");
    people_take(roster, 13, "10000001", "Reyes Mendoza|Jeffrey|||1946-04-09|||SQ10B52");
    people_take(roster, 14, "10000002", "Stephenson|Catherine||||||");
    people_take(roster, 15, "10000003", "de la Cruz|Mar\303\255a-Jos\303\251|||1971-05-06|||");
    people_take(roster, 16, "777", "Barnes|Walter|||1990-01-01|||");
    people_take(roster, 17, "0777", "Young|Amy|||1991-01-01|||");
    roster_seal(roster);
    return roster;
}

static gboolean finds(const Roster *roster, gint64 id, const char *last, const char *first,
                      const char *date_of_birth, const char *mrn, const char *phone,
                      const char *member_id)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
    roster_block(roster, last, first, date_of_birth, mrn, phone, member_id, found);
    guint times = 0;
    for (guint i = 0; i < found->len; i++)
        times += roster_patient(roster, g_array_index(found, guint, i))->id == id;
    g_assert_cmpuint(times, <=, 1);
    return times == 1;
}

static void test_names(void)
{
    g_autoptr(Roster) r = roster_small();
    g_assert_true(finds(r, 11, "O'HARA", "MARGARET", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 11, "OHara", "Margaret", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 11, "0'Haro", "Margaret", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 11, "O'Hara", "Margret", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 11, "Margaret", "O'Hara", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 12, "Bames", "Wi11iam", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 12, "Barnes", "W", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 16, "Barnes", "W", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 12, "Barnes", NULL, NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 13, "Mendoza", "Jeffrey", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 13, "Reyes", "Jeffrey", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 13, "REYES-MENDOZA", "JEFFREY", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 14, "Stevenson", "Catherine", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 15, "Cruz", "Maria Jose", NULL, NULL, NULL, NULL));
    g_assert_true(finds(r, 15, "DELACRUZ", "MARIA", NULL, NULL, NULL, NULL));
    g_assert_false(finds(r, 12, "O'Hara", "Margaret", NULL, NULL, NULL, NULL));
    g_assert_false(finds(r, 16, "Barnes", "William", NULL, NULL, NULL, NULL));
}

static void test_numbers(void)
{
    g_autoptr(Roster) r = roster_small();
    g_assert_true(finds(r, 11, NULL, NULL, NULL, "482913", NULL, NULL));
    g_assert_true(finds(r, 11, NULL, NULL, NULL, "00482913", NULL, NULL));
    g_assert_true(finds(r, 12, NULL, NULL, NULL, "00482913", NULL, NULL));
    g_assert_true(finds(r, 11, NULL, NULL, NULL, "0048213", NULL, NULL));
    g_assert_true(finds(r, 11, NULL, NULL, NULL, "004829413", NULL, NULL));
    g_assert_true(finds(r, 11, NULL, NULL, NULL, "00489213", NULL, NULL));
    g_assert_false(finds(r, 11, NULL, NULL, NULL, "00999913", NULL, NULL));
    g_assert_true(finds(r, 11, NULL, NULL, "1952-03-14", NULL, NULL, NULL));
    g_assert_true(finds(r, 11, "Ohora", "Margt", "1952-03-11", NULL, NULL, NULL));
    g_assert_true(finds(r, 12, "Bannes", "Will", "1960-02-11", NULL, NULL, NULL));
    g_assert_false(finds(r, 11, NULL, NULL, "1952-03-11", NULL, NULL, NULL));
    g_assert_true(finds(r, 11, NULL, NULL, NULL, NULL, "(217) 555-0142", NULL));
    g_assert_true(finds(r, 13, NULL, NULL, NULL, NULL, NULL, "5Q1OBS2"));
    g_assert_false(finds(r, 13, NULL, NULL, NULL, NULL, NULL, ""));
}

static void test_hostile(void)
{
    g_autoptr(Roster) r = roster_small();
    g_autofree char *giant = g_strnfill(200000, '9');
    g_assert_false(finds(r, 11, giant, giant, giant, giant, giant, giant));
    g_assert_false(finds(r, 11, "", "", "", "", "", ""));
    g_assert_false(finds(r, 11, "\377", "\300", NULL, "---", NULL, NULL));
    g_autoptr(Roster) empty = roster_new();
    roster_seal(empty);
    g_assert_false(finds(empty, 11, "O'Hara", "Margaret", "1952-03-14", "1", "1", "1"));
    g_assert_cmpfloat(roster_last_name_share(empty, "Smith"), ==, 1);
}

static void test_asking(void)
{
    g_autoptr(Roster) r = roster_small();
    g_assert_cmpuint(roster_size(r), ==, 7);
    g_assert_cmpstr(roster_lookup_id(r, 13)->first, ==, "Jeffrey");
    g_assert_null(roster_lookup_id(r, 99));
    g_assert_true(roster_mrn_shared(r, "777"));
    g_assert_true(roster_mrn_shared(r, "00777"));
    g_assert_false(roster_mrn_shared(r, "00482913"));
    g_assert_cmpstr(roster_lookup_mrn(r, "00482913")->last, ==, "O'Hara");
    g_assert_null(roster_lookup_mrn(r, "482913"));
    g_assert_null(roster_lookup_mrn(r, ""));
    g_assert_cmpfloat_with_epsilon(roster_last_name_share(r, "BARNES"), 2.0 / 7, 1e-9);
    g_assert_cmpfloat_with_epsilon(roster_last_name_share(r, "Nobody"), 1.0 / 7, 1e-9);
    g_assert_cmpfloat_with_epsilon(roster_first_name_share(r, "amy"), 1.0 / 7, 1e-9);
    g_assert_true(roster_has_first_name(r, "maria"));
    g_assert_false(roster_has_first_name(r, "Ngozi"));
    g_auto(GStrv) words = roster_name_words(r);
    g_assert_true(g_strv_contains((const char *const *)words, "O'Hara"));
    g_assert_true(g_strv_contains((const char *const *)words, "Mendoza"));
    g_assert_false(g_strv_contains((const char *const *)words, ""));
}

/* Every patient of a larger roster is found again by each of the ways. */
static void test_many(void)
{
    g_autoptr(Roster) roster = roster_new();
    for (guint i = 0; i < 3000; i++) {
        g_autofree char *mrn = g_strdup_printf("%08u", i * 7919 + 1000003);
        g_autofree char *last =
            g_strdup_printf("Sur%c%cna%c", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676);
        g_autofree char *birth =
            g_strdup_printf("19%02u-%02u-%02u", i % 100, i % 12 + 1, i % 28 + 1);
        g_autofree char *line = g_strdup_printf("%s|%s|||%s|||", last, i % 2 ? "Ann" : "Bo", birth);
        people_take(roster, i + 1, mrn, line);
    }
    roster_seal(roster);
    for (guint i = 0; i < 3000; i++) {
        const Patient *p = roster_patient(roster, i);
        g_assert_true(finds(roster, p->id, p->last, p->first, NULL, NULL, NULL, NULL));
        g_assert_true(finds(roster, p->id, NULL, NULL, NULL, p->mrn, NULL, NULL));
        g_assert_true(finds(roster, p->id, NULL, NULL, p->date_of_birth, NULL, NULL, NULL));
        g_assert_true(roster_lookup_id(roster, p->id) == p);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/roster/names", test_names);
    g_test_add_func("/roster/numbers", test_numbers);
    g_test_add_func("/roster/hostile", test_hostile);
    g_test_add_func("/roster/asking", test_asking);
    g_test_add_func("/roster/many", test_many);
    return g_test_run();
}
