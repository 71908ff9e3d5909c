/* test-match.c - likeness of values, and the likeliest patients with their evidence. */
#include "people.h"
#include "stages/match/likeness.h"
#include "stages/match/match.h"
#include "stages/match/weights.h"

#include <string.h>

/* --- likeness -------------------------------------------------------------------------------- */

static NameLikeness names(const char *printed, const char *last, const char *first,
                          const char *middle, const char *suffix)
{
    g_autoptr(PersonName) name = person_name_parse(printed);
    g_assert_nonnull(name);
    g_autoptr(FoldedName) ours =
        folded_name_new(name->last, name->first, name->middle, name->suffix);
    g_autoptr(FoldedName) chart = folded_name_new(last, first, middle, suffix);
    g_autoptr(Nicknames) nicknames = people_nicknames();
    return name_compare(ours, chart, nicknames);
}

static void check_names(const char *printed, const char *last, const char *first,
                        Likeness like_last, Likeness like_first)
{
    NameLikeness like = names(printed, last, first, "", "");
    g_test_message("%s / %s, %s", printed, last, first);
    g_assert_cmpint(like.last, ==, like_last);
    g_assert_cmpint(like.first, ==, like_first);
}

static void test_names(void)
{
    check_names("O'HARA, MARGARET", "O'Hara", "Margaret", LIKE_EQUAL, LIKE_EQUAL);
    check_names("Peggy O'Hara", "O'Hara", "Margaret", LIKE_EQUAL, LIKE_VARIANT);
    check_names("Meg OHara", "O'Hara", "Peggy", LIKE_EQUAL, LIKE_VARIANT);
    check_names("Mendoza, Jeffrey", "Reyes Mendoza", "Jeffrey", LIKE_VARIANT, LIKE_EQUAL);
    check_names("Jeffrey Reyes-Mendoza", "Reyes Mendoza", "Jeffrey", LIKE_EQUAL, LIKE_EQUAL);
    check_names("Jeffrey Reyes Mendoza", "Reyes Mendoza", "Jeffrey", LIKE_EQUAL, LIKE_EQUAL);
    check_names("Anderson-Lopez, Ann", "Lopez", "Ann", LIKE_VARIANT, LIKE_EQUAL);
    check_names("LEON, DUC", "de Leon", "Duc", LIKE_VARIANT, LIKE_EQUAL);
    check_names("Smith John", "Smith", "John", LIKE_EQUAL, LIKE_EQUAL);
    check_names("Smith John Mark", "Smith", "John", LIKE_EQUAL, LIKE_EQUAL);
    check_names("J. Smith", "Smith", "John", LIKE_EQUAL, LIKE_WEAK);
    check_names("SMITH, JOHNS", "Smith", "John", LIKE_EQUAL, LIKE_OTHER);
    check_names("Bames, John", "Barnes", "John", LIKE_NEAR, LIKE_EQUAL);
    check_names("Smith, Jean", "Smith", "Joan", LIKE_EQUAL, LIKE_NEAR);
    check_names("Smith, Donna", "Smith", "Kenneth", LIKE_EQUAL, LIKE_OTHER);
    check_names("Lee, Ann", "Lim", "Ann", LIKE_OTHER, LIKE_EQUAL);
    check_names("Maria Lopez", "Lopez", "Mar\303\255a-Jos\303\251", LIKE_EQUAL, LIKE_WEAK);
    g_assert_cmpint(names("Smith, John Q", "Smith", "John", "Quincy", "").middle, ==, LIKE_VARIANT);
    g_assert_cmpint(names("SMITH, JOHNQ", "Smith", "John", "Quincy", "").first, ==, LIKE_VARIANT);
    g_assert_cmpint(names("SMITH, JOHNQ", "Smith", "John", "Paul", "").first, ==, LIKE_OTHER);
    g_assert_cmpint(names("SMITH, JOHNQ R", "Smith", "John", "Q", "").first, ==, LIKE_OTHER);
    g_assert_cmpint(names("Smith, John Q", "Smith", "John", "Paul", "").middle, ==, LIKE_OTHER);
    g_assert_cmpint(names("Smith, John Mark", "Smith", "John", "Michael", "").middle, ==,
                    LIKE_OTHER);
    g_assert_cmpint(names("Smith, John Jr", "Smith", "John", "", "Sr").suffix, ==, LIKE_OTHER);
    g_assert_cmpint(names("Smith, John II", "Smith", "John", "", "Jr").suffix, ==, LIKE_VARIANT);
}

static void test_values(void)
{
    Difference d;
    g_assert_cmpint(date_compare("1952-03-14", "1952-03-14", &d), ==, LIKE_EQUAL);
    g_assert_cmpint(date_compare("1952-03-14", "1952-08-14", &d), ==, LIKE_NEAR);
    g_assert_true(d.confusable && d.printed == '3' && d.chart == '8');
    g_assert_cmpint(date_compare("1952-03-14", "1952-03-24", &d), ==, LIKE_NEAR);
    g_assert_cmpint(date_compare("1954-03-01", "1954-01-03", &d), ==, LIKE_NEAR);
    g_assert_cmpint(date_compare("1952-03-14", "1925-03-14", &d), ==, LIKE_NEAR);
    g_assert_cmpint(date_compare("1952-03-14", "1961-03-14", &d), ==, LIKE_OTHER);
    g_assert_cmpint(date_compare("1952-03-14", "", &d), ==, LIKE_UNKNOWN);
    g_assert_cmpint(number_compare("482913", "00482913", &d), ==, LIKE_EQUAL);
    g_assert_cmpint(number_compare("00482913", "00482918", &d), ==, LIKE_NEAR);
    g_assert_true(d.confusable);
    g_assert_cmpint(number_compare("0048291", "00482913", &d), ==, LIKE_NEAR);
    g_assert_cmpint(number_compare("00489213", "00482913", &d), ==, LIKE_NEAR);
    g_assert_cmpint(number_compare("SQ1OB52", "5Q10852", &d), ==, LIKE_VARIANT);
    g_assert_cmpint(number_compare("99482913", "00482913", &d), ==, LIKE_OTHER);
    g_assert_cmpint(number_compare("--", "00482913", &d), ==, LIKE_UNKNOWN);
    g_assert_cmpint(phone_compare("+12175550142", "(217) 555-0142", &d), ==, LIKE_EQUAL);
    g_assert_cmpint(phone_compare("5550142", "(217) 555-0142", &d), ==, LIKE_UNKNOWN);
    g_assert_cmpfloat_with_epsilon(ocr_distance("BARNES", "BAMES", 2), 1.0 / 3, 1e-9);
    g_assert_cmpfloat_with_epsilon(ocr_distance("MARTHA", "MARHTA", 2), 1, 1e-9);
    g_assert_cmpfloat(ocr_distance("SMITH", "OKONKWO", 2), >, 2);
    g_assert_cmpfloat_with_epsilon(ocr_distance("", "AB", 3), 2, 1e-9);
}

static void test_scores(void)
{
    double weights[] = {26, 26, -5};
    weights_to_scores(weights, 3, 5000);
    g_assert_cmpfloat_with_epsilon(weights[0], 0.5, 0.01);
    g_assert_cmpfloat(weights[2], <, 1e-6);
    double alone[] = {30};
    weights_to_scores(alone, 1, 5000);
    g_assert_cmpfloat(alone[0], >, 0.99);
    double weak[] = {5};
    weights_to_scores(weak, 1, 5000);
    g_assert_cmpfloat(weak[0], <, 0.1);
    double extreme[] = {1e6, -1e6};
    weights_to_scores(extreme, 2, 0);
    g_assert_cmpfloat_with_epsilon(extreme[0], 1, 1e-9);
}

/* --- candidates ------------------------------------------------------------------------------ */

typedef struct {
    Roster *roster;
    Nicknames *nicknames;
} People;

static void people_open(People *people, G_GNUC_UNUSED gconstpointer data)
{
    people->roster = people_roster();
    people->nicknames = people_nicknames();
}

static void people_close(People *people, G_GNUC_UNUSED gconstpointer data)
{
    roster_free(people->roster);
    nicknames_free(people->nicknames);
}

static const Candidate *first_candidate(People *people, Document *document)
{
    match_document(document, people->roster, people->nicknames);
    g_assert_cmpuint(document->candidates->len, <=, 5);
    return document->candidates->len == 0 ? NULL : g_ptr_array_index(document->candidates, 0);
}

static void check_first(People *people, const char *name, const char *birth, const char *mrn,
                        const char *expected, double least, double most)
{
    g_autoptr(Document) document = people_document(name, birth, mrn);
    const Candidate *first = first_candidate(people, document);
    g_test_message("%s %s %s", name, birth, mrn);
    g_assert_nonnull(first);
    g_assert_cmpstr(first->mrn, ==, expected);
    g_assert_cmpfloat(first->score, >=, least);
    g_assert_cmpfloat(first->score, <=, most);
}

static void test_first(People *people, G_GNUC_UNUSED gconstpointer data)
{
    check_first(people, "O'Hara, Margaret", "1952-03-14", "00482913", "00482913", 0.9999, 1);
    check_first(people, "Margaret OHara", "1952-03-14", NULL, "00482913", 0.999, 1);
    check_first(people, "O'Hara, Peggy J", "1952-03-14", NULL, "00482913", 0.999, 1);
    check_first(people, "0'Haro, Margoret", "1952-03-14", NULL, "00482913", 0.95, 1);
    check_first(people, NULL, "1952-03-14", "482913", "00482913", 0.99, 1);
    check_first(people, "Diaz, Tony", "1953-11-29", NULL, "10000041", 0.999, 1);
    check_first(people, "Jeffrey Mendoza", "1946-04-09", NULL, "10000042", 0.999, 1);
    check_first(people, "Ben-David, Phuong N", "1955-07-04", NULL, "10000043", 0.9, 1);
    check_first(people, "O'Hara, Margaret", "1952-03-14", "00482918", "00482913", 0.9, 1);
    /* Namesakes share what the name alone proves; the birth date tells them apart. */
    check_first(people, "Foster, Mohammed", NULL, NULL, "10000031", 0.4, 0.6);
    check_first(people, "Foster, Mohammed", "1971-12-30", NULL, "10000032", 0.999, 1);
    check_first(people, "Nguyen, Emma", "1972-03-04", NULL, "10000034", 0.95, 1);
    check_first(people, "Schrock Jr, Edward", NULL, NULL, "10000012", 0.8, 1);
    check_first(people, "Holmes, Donna", "1978-09-04", NULL, "10000021", 0.999, 1);
}

static void test_stranger(People *people, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Document) document = people_document("Okonkwo, Ngozi", "1931-06-15", "99999999");
    g_assert_null(first_candidate(people, document));
    g_autoptr(Document) nothing = people_document(NULL, NULL, NULL);
    g_assert_null(first_candidate(people, nothing));
    g_autoptr(Roster) empty = roster_new();
    roster_seal(empty);
    g_autoptr(Document) early = people_document("O'Hara, Margaret", "1952-03-14", "00482913");
    match_document(early, empty, people->nicknames);
    g_assert_cmpuint(early->candidates->len, ==, 0);
}

static const char *sentence_of(const Candidate *candidate, const char *identifier)
{
    for (guint i = 0; i < candidate->evidence->len; i++) {
        const Evidence *evidence = g_ptr_array_index(candidate->evidence, i);
        if (strcmp(evidence->identifier, identifier) == 0)
            return evidence->sentence;
    }
    return NULL;
}

static void test_evidence(People *people, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Document) document = people_document("O'Hara, Peggy", "1952-03-14", "00482919");
    const Candidate *first = first_candidate(people, document);
    g_assert_cmpstr(sentence_of(first, "patient_name"), ==,
                    "name agrees in another form: O'Hara, Peggy, the chart has O'Hara, Margaret "
                    "Jane");
    g_assert_cmpstr(sentence_of(first, "date_of_birth"), ==, "birth date agrees: 1952-03-14");
    g_assert_cmpstr(sentence_of(first, "mrn"), ==,
                    "MRN differs in one place: 00482919, the chart has 00482913");
    g_assert_null(sentence_of(first, "phone"));
    const Evidence *evidence = g_ptr_array_index(first->evidence, 0);
    g_assert_cmpuint(evidence->source_page, ==, 1);
    g_assert_cmpint(evidence->box.width, ==, 300);
    g_assert_cmpfloat(evidence->weight, >, 5);
}

/* A rare name proves more than a common one. */
static void test_frequency(People *people, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Document) rare = people_document("Okonkwo, Ngozi", NULL, NULL);
    g_autoptr(Document) common = people_document("Weber, Jean", NULL, NULL);
    g_autoptr(Document) single = people_document("Diaz, Anthony", NULL, NULL);
    g_assert_null(first_candidate(people, rare));
    const Evidence *twins = g_ptr_array_index(first_candidate(people, common)->evidence, 0);
    const Evidence *alone = g_ptr_array_index(first_candidate(people, single)->evidence, 0);
    g_assert_cmpfloat(alone->weight, >, twins->weight);
}

/* --- what is printed beside the identifiers
 * --------------------------------------------------------------------------------------------- */

/* Two of one name; the second lives in Kenwood Way, is 24 in 2026 and insured with Buckeye. */
static Roster *namesakes_roster(void)
{
    Roster *roster = roster_new();
    people_take(roster, 1, "20000001", "Kapoor|Robin|||1961-09-21|M||");
    Patient *second = patient_make("20000002", "Kapoor", "Robin", "2001-09-21");
    second->id = 2;
    g_free(second->address);
    second->address = g_strdup("5962 N Kenwood Way");
    g_free(second->sex);
    second->sex = g_strdup("F");
    g_free(second->insurer);
    second->insurer = g_strdup("Buckeye Health Plan");
    roster_take(roster, second);
    for (guint i = 0; i < 400; i++) { /* a name is only rare among many */
        g_autofree char *mrn = g_strdup_printf("%u", 30000000 + i * 7919);
        people_take(roster, 1000 + i, mrn, "Filler|Given||||||");
    }
    roster_seal(roster);
    return roster;
}

static void check_support(const char *text, const char *birth, const char *field, const char *value,
                          const char *expected)
{
    g_autoptr(Roster) roster = namesakes_roster();
    g_autoptr(Nicknames) nicknames = people_nicknames();
    g_autoptr(Document) document = people_document("Kapoor, Robin", birth, NULL);
    people_print(document, "date_of_service", "2026-03-02", 1, 0.97);
    if (field != NULL)
        people_print(document, field, value, 1, 0.97);
    Page *page = g_ptr_array_index(document->pages, 0);
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (guint i = 0; words[i] != NULL; i++)
        g_ptr_array_add(page->words,
                        word_new(words[i], (Box){(int)i * 60, 40, 50, 12}, 0.97f, 1, 0));
    match_document(document, roster, nicknames);
    g_test_message("%s", text);
    g_assert_cmpuint(document->candidates->len, ==, 2);
    const Candidate *first = g_ptr_array_index(document->candidates, 0);
    g_assert_cmpstr(first->mrn, ==, expected);
    if (birth == NULL)
        g_assert_cmpfloat(first->score, <=, 0.5);
}

static void test_support(void)
{
    check_support("seen today", NULL, NULL, NULL, "20000001");
    check_support("Robin Kapoor 5962 N Kenwood Way", NULL, NULL, NULL, "20000002");
    check_support("5962 Kenwoad Way", NULL, NULL, NULL, "20000002");
    check_support("5962 Fourth Pike, Kenwood Center", NULL, NULL, NULL, "20000001");
    check_support("a 24-year-old teacher", NULL, NULL, NULL, "20000002");
    check_support("a 24 year old teacher whose father is 64 years old", NULL, NULL, NULL,
                  "20000002");
    check_support("24 tablets", NULL, NULL, NULL, "20000001");
    check_support("Dear Ms. Kapoor: she knows", NULL, NULL, NULL, "20000002");
    check_support("Mr. Kapoor, he and his wife; she", NULL, NULL, NULL, "20000001");
    check_support("seen", NULL, "payer", "BUCKEYE HEALTH PLAN", "20000002");
    /* No support outweighs an identifier. */
    check_support("5962 N Kenwood Way 24-year-old woman, she", "1961-09-21", NULL, NULL,
                  "20000001");
}

static void test_support_is_told(void)
{
    g_autoptr(Roster) roster = namesakes_roster();
    g_autoptr(Nicknames) nicknames = people_nicknames();
    g_autoptr(Document) document = people_document("Kapoor, Robin", NULL, NULL);
    Page *page = g_ptr_array_index(document->pages, 0);
    g_ptr_array_add(page->words, word_new("5962", (Box){70, 40, 50, 12}, 0.97f, 1, 0));
    g_ptr_array_add(page->words, word_new("Kenwood", (Box){130, 40, 70, 12}, 0.97f, 1, 0));
    match_document(document, roster, nicknames);
    const Candidate *first = g_ptr_array_index(document->candidates, 0);
    g_assert_cmpstr(sentence_of(first, "address"), ==, "address agrees: 5962 N Kenwood Way");
    const Evidence *evidence = g_ptr_array_index(first->evidence, first->evidence->len - 1);
    g_assert_cmpuint(evidence->source_page, ==, 1);
    g_assert_cmpint(evidence->box.x, ==, 70);
    g_assert_null(sentence_of(g_ptr_array_index(document->candidates, 1), "address"));
}

static void test_hostile(People *people, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *giant = g_strnfill(1 << 20, 'x');
    g_autofree char *digits = g_strnfill(1 << 20, '7');
    g_autoptr(Document) document = people_document(giant, giant, digits);
    for (guint i = 0; i < 3000; i++) {
        g_autofree char *mrn = g_strdup_printf("%u", 10000000 + i);
        people_print(document, "mrn", mrn, 1, 0.5);
        people_print(document, "patient_name", "X, Y", 1, 0.5);
        people_print(document, "phone", "", 1, 0.5);
    }
    match_document(document, people->roster, people->nicknames);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/match/names", test_names);
    g_test_add_func("/match/values", test_values);
    g_test_add_func("/match/scores", test_scores);
    g_test_add("/match/first", People, NULL, people_open, test_first, people_close);
    g_test_add("/match/stranger", People, NULL, people_open, test_stranger, people_close);
    g_test_add("/match/evidence", People, NULL, people_open, test_evidence, people_close);
    g_test_add("/match/frequency", People, NULL, people_open, test_frequency, people_close);
    g_test_add_func("/match/support", test_support);
    g_test_add_func("/match/support/told", test_support_is_told);
    g_test_add("/match/hostile", People, NULL, people_open, test_hostile, people_close);
    return g_test_run();
}
