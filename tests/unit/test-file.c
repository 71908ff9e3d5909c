/* test-file.c - what is filed, and above all what is not. */
#include "people.h"
#include "stages/match/file.h"
#include "stages/match/match.h"

#include <string.h>

typedef struct {
    Roster *roster;
    Nicknames *nicknames;
    Settings *settings;
} Office;

static void office_open(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    *office = (Office){people_roster(), people_nicknames(), settings_new()};
}

static void office_close(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    roster_free(office->roster);
    nicknames_free(office->nicknames);
    settings_free(office->settings);
}

static void decide(Office *office, Document *document)
{
    match_document(document, office->roster, office->nicknames);
    file_document(document, office->roster, office->nicknames, office->settings);
    g_test_message("%s", document->status == DOCUMENT_FILED ? document->patient_mrn : "review");
    for (guint i = 0; i < document->reasons->len; i++) {
        const Reason *reason = g_ptr_array_index(document->reasons, i);
        g_test_message("%s: %s", reason->code, reason->sentence);
        g_assert_true(g_strv_contains(reason_codes(), reason->code));
        g_assert_true(g_str_has_suffix(reason->sentence, "."));
    }
}

static void assert_filed(Office *office, Document *document, const char *mrn)
{
    decide(office, document);
    g_assert_cmpint(document->status, ==, DOCUMENT_FILED);
    g_assert_cmpstr(document->patient_mrn, ==, mrn);
    g_assert_cmpint(document->patient, >, 0);
    g_assert_cmpfloat(document->patient_score, >=, 0.95);
    g_assert_cmpuint(document->reasons->len, ==, 0);
}

static void assert_held(Office *office, Document *document, const char *code)
{
    decide(office, document);
    g_assert_cmpint(document->status, ==, DOCUMENT_REVIEW);
    g_assert_true(document_has_reason(document, code));
    g_assert_null(document->patient_mrn);
    g_assert_cmpint(document->patient, ==, 0);
}

static void files(Office *office, const char *name, const char *birth, const char *mrn,
                  const char *expected)
{
    g_autoptr(Document) document = people_document(name, birth, mrn);
    assert_filed(office, document, expected);
}

static void holds(Office *office, const char *name, const char *birth, const char *mrn,
                  const char *code)
{
    g_autoptr(Document) document = people_document(name, birth, mrn);
    assert_held(office, document, code);
}

static void test_filed(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    files(office, "O'Hara, Margaret J", "1952-03-14", "00482913", "00482913");
    files(office, "MARGARET OHARA", "1952-03-14", NULL, "00482913");
    files(office, "O'Hara, Peggy", NULL, "482913", "00482913");
    files(office, NULL, "1952-03-14", "482913", "00482913");
    files(office, "Diaz, Tony", "1953-11-29", NULL, "10000041");
    files(office, "Jeffrey Reyes", "1946-04-09", NULL, "10000042");
    /* A new surname, but record number and birth date are hers. */
    files(office, "Ben-David, Phuong N", "1955-07-04", "10000043", "10000043");

    g_autoptr(Document) phone = people_document("Anderson, Chris", NULL, NULL);
    people_print(phone, "phone", "+12175550115", 1, 0.95);
    assert_filed(office, phone, "10000044");
    g_autoptr(Document) member = people_document("O'Hara, Margaret", NULL, NULL);
    people_print(member, "member_id", "H1234567", 1, 0.95);
    assert_filed(office, member, "00482913");
}

static void settles(Office *office, const char *name, const char *field, const char *read,
                    double confidence, const char *expected)
{
    gboolean is_name = strcmp(field, "patient_name") == 0;
    g_autoptr(Document) document = people_document(is_name ? NULL : name, "1952-03-14", NULL);
    if (is_name)
        people_print(document, "mrn", "00482913", 1, 0.97);
    people_print(document, field, read, 1, confidence);
    assert_filed(office, document, "00482913");
    const Field *found = document_lookup_field(document, field);
    g_assert_cmpstr(found->value, ==, expected);
    g_assert_cmpstr(found->raw, ==, read);
}

/* What OCR left open the chart answers; what was printed otherwise stays. */
static void test_settled(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    settles(office, "O'Hara, Margaret", "mrn", "OO4829I3", 0.7, "00482913");
    settles(office, "O'Hara, Margaret", "mrn", "00482973", 0.7, "00482913");
    settles(office, "O'Hara, Margaret", "member_id", "H123A567", 0.7, "H1234567");
    settles(office, "O'Hara, Margaret", "mrn", "482913", 0.97, "482913");
    settles(office, NULL, "patient_name", "O'Hara, Margoret", 0.7, "O'Hara, Margaret");
    settles(office, NULL, "patient_name", "O'HARA, MARGORET", 0.7, "O'HARA, MARGARET");
    settles(office, NULL, "patient_name", "O'Hara, Peggy", 0.97, "O'Hara, Peggy");
    settles(office, "O'Hara, Margaret", "phone", "+12175550909", 0.97, "+12175550909");

    /* One number read twice, once badly, is one. */
    g_autoptr(Document) twice = people_document("O'Hara, Margaret", "1952-03-14", "00482913");
    people_print(twice, "mrn", "00482973", 1, 0.6);
    assert_filed(office, twice, "00482913");
    guint mrns = 0;
    for (guint i = 0; i < twice->fields->len; i++)
        mrns += strcmp(((Field *)g_ptr_array_index(twice->fields, i))->name, "mrn") == 0;
    g_assert_cmpuint(mrns, ==, 1);
}

/* A twin's name with the other one's record number: one of both is wrong, and nobody knows which.
 */
static void test_name_of_another(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    holds(office, "Weber, Joan", "1988-01-09", "10000023", "contradicting-identifiers");
    g_autoptr(Document) both = people_document("Weber, Jean", "1988-01-09", "10000023");
    g_ptr_array_add(both->pages, people_page(2));
    people_print(both, "patient_name", "Weber, Joan", 2, 0.97);
    assert_held(office, both, "contradicting-identifiers");
}

/* Newborns are called by their sex, and twins by a letter. */
static void test_newborns(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    files(office, "Vance, Baby Girl", "2026-10-01", "10000061", "10000061");
    holds(office, "Vance, Baby Boy", "2026-10-01", "10000061", "contradicting-identifiers");
    files(office, "Vance, Baby Boy A", "2026-10-02", "10000062", "10000062");
    holds(office, "Vance, Baby Boy B", "2026-10-02", "10000062", "contradicting-identifiers");
}

/* Namesakes born a digit apart: the birth date is the one's, the phone the other's. */
static void test_phone_of_a_namesake(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Document) document = people_document("Nguyen, Emma", "1972-03-04", NULL);
    people_print(document, "phone", "+12175550108", 1, 0.97);
    assert_held(office, document, "lookalike-patient");
    g_autoptr(Document) new_phone = people_document("Nguyen, Emma", "1972-03-04", NULL);
    people_print(new_phone, "phone", "+12175550999", 1, 0.97);
    assert_filed(office, new_phone, "10000034");
}

/* Name and birth date that are only proposed are no proof, whatever stands beside them. */
static void test_hint_is_no_proof(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Document) document = people_document(NULL, NULL, NULL);
    people_print(document, "patient_name", "O'Hara, Margaret", 1, 0.3);
    people_print(document, "date_of_birth", "1952-03-14", 1, 0.3);
    people_print(document, "mrn", "00482913", 1, 0.3);
    assert_held(office, document, "missing-identifiers");
}

static void test_too_little(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    holds(office, NULL, NULL, NULL, "missing-identifiers");
    holds(office, "O'Hara, Margaret", NULL, NULL, "missing-identifiers");
    holds(office, NULL, "1952-03-14", NULL, "missing-identifiers");
    holds(office, NULL, NULL, "00482913", "missing-identifiers");
    holds(office, "Foster, Mohammed", NULL, NULL, "ambiguous-patient");
    holds(office, "J. Anderson", "1962-05-17", NULL, "contradicting-identifiers");
    holds(office, "C. Anderson", "1962-05-17", NULL, "missing-identifiers");
    holds(office, "Ben-David, Phuong N", "1955-07-04", NULL, "missing-identifiers");
    holds(office, "No-Birth, Paul", "1970-01-01", NULL, "missing-identifiers");
}

static void test_strangers(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    holds(office, "Okonkwo, Ngozi", "1931-06-15", "99999999", "no-patient-found");
    /* Somebody of a patient's name. */
    holds(office, "O'Hara, Margaret", "1988-10-21", NULL, "no-patient-found");
    holds(office, "O'Hara, Margaret", NULL, "73661220", "no-patient-found");
    holds(office, "O'Hara, Margaret", "1988-10-21", "73661220", "no-patient-found");
    /* Somebody of a patient's birth date. */
    holds(office, "Okonkwo, Ngozi", "1952-03-14", NULL, "no-patient-found");
    holds(office, "O'Hara, Timothy", "1952-03-14", NULL, "contradicting-identifiers");
}

static void test_contradictions(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    holds(office, "O'Hara, Margaret", "1952-03-14", "00482919", "contradicting-identifiers");
    holds(office, "O'Hara, Margaret", "1952-03-14", "73661220", "contradicting-identifiers");
    holds(office, "O'Hara, Margaret", "1952-03-24", "00482913", "contradicting-identifiers");
    holds(office, "Abernathy, Daniel", "1952-03-14", "00482913", "contradicting-identifiers");
    holds(office, "O'Hara, Timothy", "1952-03-14", "00482913", "contradicting-identifiers");
    g_autoptr(Document) sex = people_document("O'Hara, Margaret", "1952-03-14", NULL);
    people_print(sex, "sex", "M", 1, 0.95);
    assert_held(office, sex, "contradicting-identifiers");

    /* Another patient's page inside. */
    static const char *const others[][2] = {{"mrn", "10000044"},
                                            {"date_of_birth", "1962-05-17"},
                                            {"patient_name", "Anderson, Christine"}};
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        g_autoptr(Document) mixed = people_document("O'Hara, Margaret", "1952-03-14", "00482913");
        g_ptr_array_add(mixed->pages, page_new(2));
        people_print(mixed, others[i][0], others[i][1], 2, 0.7);
        assert_held(office, mixed, "contradicting-identifiers");
    }
}

static void test_lookalikes(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    /* Twins: a first name tells, unless the two look alike in print. */
    files(office, "Holmes, Donna", "1978-09-04", NULL, "10000021");
    holds(office, "Weber, Jean", "1988-01-09", NULL, "lookalike-patient");
    files(office, "Weber, Jean", "1988-01-09", "10000023", "10000023");
    holds(office, "Holmes", "1978-09-04", NULL, "missing-identifiers");

    /* Father and son share name and phone. */
    g_autoptr(Document) neither = people_document("Schrock, Edward", NULL, NULL);
    people_print(neither, "phone", "+12175550103", 1, 0.97);
    assert_held(office, neither, "lookalike-patient");
    g_autoptr(Document) son = people_document("Schrock, Edward Jr", NULL, NULL);
    people_print(son, "phone", "+12175550103", 1, 0.97);
    assert_filed(office, son, "10000012");
    files(office, "Schrock, Edward", "1969-09-26", NULL, "10000012");
    holds(office, "Schrock, Edward Sr", "1969-09-26", NULL, "contradicting-identifiers");

    /* Namesakes: birth dates one digit apart tell them when surely read. */
    files(office, "Foster, Mohammed", "1971-12-30", NULL, "10000032");
    files(office, "Nguyen, Emma", "1972-03-04", NULL, "10000034");
    holds(office, "Nguyen, Emma V", "1972-03-04", NULL, "missing-identifiers");
    g_autoptr(Document) unsure = people_document("Nguyen, Emma", NULL, NULL);
    people_print(unsure, "date_of_birth", "1972-03-04", 1, 0.55);
    assert_held(office, unsure, "lookalike-patient");

    /* Record numbers one digit apart: the name tells. */
    files(office, "Abernathy, Daniel", NULL, "00482918", "00482918");
    /* A number of two identifies neither. */
    holds(office, "Young, Amy", NULL, "777", "missing-identifiers");
    files(office, "Young, Amy", "1991-01-01", "777", "777");
}

/* What was read badly is neither agreement nor contradiction. */
/* What a household shares proves less than what is a person's own. */
static void test_households(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    /* The chart says nothing of a Jr: it may be his father's. */
    g_autoptr(Document) son = people_document("Anderson, Christine Jr", NULL, NULL);
    people_print(son, "phone", "+12175550115", 1, 0.97);
    assert_held(office, son, "missing-identifiers");
    files(office, "Anderson, Christine Jr", "1962-05-17", NULL, "10000044");
    /* A birth date is printed, but the chart has none. */
    g_autoptr(Document) born = people_document("No-Birth, Paul", "1970-01-01", NULL);
    people_print(born, "phone", "+12175550116", 1, 0.97);
    assert_held(office, born, "missing-identifiers");
    g_autoptr(Document) unborn = people_document("No-Birth, Paul", NULL, NULL);
    people_print(unborn, "phone", "+12175550116", 1, 0.97);
    assert_filed(office, unborn, "10000045");
    /* Read so badly that it proves nothing alone. */
    g_autoptr(Document) faint = people_document("O'Hara, Margaret", NULL, NULL);
    people_print(faint, "date_of_birth", "1952-03-14", 1, 0.35);
    assert_held(office, faint, "missing-identifiers");
    /* A name past reading hides its namesake. */
    g_autoptr(Document) hidden = people_document(NULL, NULL, NULL);
    people_print(hidden, "patient_name", "Schrnck, Edword", 1, 0.7);
    people_print(hidden, "phone", "+12175550103", 1, 0.9);
    decide(office, hidden);
    g_assert_cmpint(hidden->status, ==, DOCUMENT_REVIEW);
}

static void test_damage(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Document) mrn = people_document("O'Hara, Margaret", "1952-03-14", NULL);
    people_print(mrn, "mrn", "00482973", 1, 0.5);
    assert_filed(office, mrn, "00482913");

    /* As near as it is, this is the number of somebody else. */
    g_autoptr(Document) theirs = people_document("O'Hara, Margaret", "1952-03-14", NULL);
    people_print(theirs, "mrn", "00482918", 1, 0.5);
    assert_held(office, theirs, "contradicting-identifiers");

    g_autoptr(Document) birth = people_document("O'Hara, Margaret", NULL, NULL);
    people_print(birth, "date_of_birth", "1952-08-14", 1, 0.5);
    assert_held(office, birth, "missing-identifiers");
    people_print(birth, "mrn", "00482913", 1, 0.9);
    g_ptr_array_set_size(birth->reasons, 0);
    assert_filed(office, birth, "00482913");

    /* A hint of a name is nobody's. */
    g_autoptr(Document) hint = people_document(NULL, "1952-03-14", NULL);
    people_print(hint, "patient_name", "O'Hara, Margaret", 1, 0.3);
    assert_held(office, hint, "missing-identifiers");

    /* The recogniser itself weighed the chart's digit. */
    g_autoptr(Document) weighed = people_document("O'Hara, Margaret", "1952-03-14", "00482919");
    Page *page = g_ptr_array_index(weighed->pages, 0);
    Word *word = word_new("00482919", (Box){10, 20, 120, 30}, 0.97f, 0, 0);
    word->choices = g_array_new(FALSE, FALSE, sizeof(Choice));
    Choice choice = {7, '3', 0.2f};
    g_array_append_val(word->choices, choice);
    g_ptr_array_add(page->words, word);
    assert_filed(office, weighed, "00482913");

    /* It lists others beside it that have no weight. */
    g_autoptr(Document) listed = people_document("O'Hara, Margaret", "1952-03-14", "00482919");
    page = g_ptr_array_index(listed->pages, 0);
    word = word_new("00482919", (Box){10, 20, 120, 30}, 0.97f, 0, 0);
    word->choices = g_array_new(FALSE, FALSE, sizeof(Choice));
    choice.confidence = 0.001f;
    g_array_append_val(word->choices, choice);
    g_ptr_array_add(page->words, word);
    assert_held(office, listed, "contradicting-identifiers");

    /* One of two pages is read badly. */
    g_autoptr(Document) pages = people_document("O'Hara, Margaret", "1952-03-14", "00482913");
    people_print(pages, "mrn", "00482973", 2, 0.9);
    assert_filed(office, pages, "00482913");
    g_autoptr(Document) surname = people_document(NULL, "1952-03-14", NULL);
    people_print(surname, "patient_name", "O'Hora, Margaret", 1, 0.6);
    assert_filed(office, surname, "00482913");
    /* A damaged first name may be a twin's, unless it is no name at all. */
    g_autoptr(Document) first = people_document(NULL, "1952-03-14", NULL);
    people_print(first, "patient_name", "O'Hara, Morgoret", 1, 0.6);
    assert_filed(office, first, "00482913");
    g_autoptr(Document) twin = people_document(NULL, "1962-05-17", NULL);
    people_print(twin, "patient_name", "Anderson, Christino", 1, 0.95);
    assert_held(office, twin, "missing-identifiers");
}

static void test_pages(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Document) unreadable = people_document("O'Hara, Margaret", "1952-03-14", "00482913");
    Page *bad = page_new(2);
    bad->kind = PAGE_UNREADABLE;
    g_ptr_array_add(unreadable->pages, bad);
    assert_held(office, unreadable, "unreadable-page");

    g_autoptr(Document) faint = people_document("O'Hara, Margaret", "1952-03-14", "00482913");
    Page *page = g_ptr_array_index(faint->pages, 0);
    ((Word *)g_ptr_array_index(page->words, 0))->confidence = 0.3f;
    assert_held(office, faint, "low-confidence-text");

    /* A page of handwriting behind a letter may be another patient's. */
    g_autoptr(Document) scribble = people_document("O'Hara, Margaret", "1952-03-14", "00482913");
    Page *wordless = page_new(2);
    Word *header = word_new("P.02/02", (Box){0, 0, 9, 9}, 0.9f, 0, 0);
    header->flags = WORD_HEADER;
    g_ptr_array_add(wordless->words, header);
    g_ptr_array_add(scribble->pages, wordless);
    assert_held(office, scribble, "no-english-text");

    g_autoptr(Document) split = people_document("O'Hara, Margaret", "1952-03-14", "00482913");
    document_add_reason(split, "unsure-split", "Two letters may be one.");
    assert_held(office, split, "unsure-split");

    g_autoptr(Document) empty = document_new();
    Page *cover = page_new(1);
    cover->kind = PAGE_COVER;
    g_ptr_array_add(empty->pages, cover);
    assert_held(office, empty, "missing-identifiers");

    g_autoptr(Document) failed = people_document("O'Hara, Margaret", "1952-03-14", "00482913");
    failed->status = DOCUMENT_FAILED;
    match_document(failed, office->roster, office->nicknames);
    file_document(failed, office->roster, office->nicknames, office->settings);
    g_assert_cmpint(failed->status, ==, DOCUMENT_FAILED);
}

static void test_standing(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    holds(office, "Vanished, Victor", "1933-03-03", "10000051", "no-patient-found");
    holds(office, "Newcomer, Nora", "1980-08-08", NULL, "provisional-patient");
    g_autoptr(GError) error = NULL;
    g_assert_true(settings_parse(office->settings, "file-score = 1\n", &error));
    g_assert_no_error(error);
    holds(office, "O'Hara, Margaret", "1952-03-14", NULL, "ambiguous-patient");
}

static void add(const char *path, void (*test)(Office *, gconstpointer))
{
    g_test_add(path, Office, NULL, office_open, test, office_close);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("/file/filed", test_filed);
    add("/file/settled", test_settled);
    add("/file/name-of-another", test_name_of_another);
    add("/file/newborns", test_newborns);
    add("/file/phone-of-a-namesake", test_phone_of_a_namesake);
    add("/file/hint-is-no-proof", test_hint_is_no_proof);
    add("/file/too-little", test_too_little);
    add("/file/strangers", test_strangers);
    add("/file/contradictions", test_contradictions);
    add("/file/lookalikes", test_lookalikes);
    add("/file/households", test_households);
    add("/file/damage", test_damage);
    add("/file/pages", test_pages);
    add("/file/standing", test_standing);
    return g_test_run();
}
