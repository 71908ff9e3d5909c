/* test-sameness.c - when two documents are the same one sent twice, and when they are not. */
#include "sameness.h"

#include "page_text.h"

#include <string.h>

static const char report[] =
    "Lakeside Clinic LABORATORY REPORT\n"
    "Patient: Diaz, Ana DOB: 03/14/1952 MRN: 00482913\n"
    "Sodium 140 136-145 Potassium 4.1 3.5-5.1\n"
    "There is no sign of infection in the left lung and the patient was told to return\n"
    "for another test when she has finished the tablets that were given to her today.";

static Document *document_of(const char *const *texts, guint count)
{
    Document *document = document_new();
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(document->pages, page_from_text(i + 1, texts[i]));
    return document;
}

/* The report with one piece of its text exchanged. */
static gboolean same_with(const char *from, const char *to)
{
    g_auto(GStrv) parts = g_strsplit(report, from, 2);
    g_assert_cmpuint(g_strv_length(parts), ==, 2);
    g_autofree char *changed = g_strjoinv(to, parts);
    const char *const one[] = {report}, *const other[] = {changed};
    g_autoptr(Document) a = document_of(one, 1);
    g_autoptr(Document) b = document_of(other, 1);
    return documents_same(a, b) && documents_same(b, a);
}

static void test_same(void)
{
    g_assert_true(same_with("Lakeside", "Lakeside"));
    g_assert_true(same_with("finished", "finishod"));
    g_assert_true(same_with("today.", "today"));
    g_assert_true(same_with("MRN: 00482913", "MRN.'00482913_"));
}

static void test_numbers_differ(void)
{
    static const char *const changes[][2] = {
        {"4.1", "4.7"},           {"4.1", "41"}, {"03/14/1952", "03/14/1953"},
        {"00482913", "00482918"}, {"140", "14"}, {"136-145", "138-145"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(changes); i++)
        g_assert_false(same_with(changes[i][0], changes[i][1]));
}

static void test_meaning_differs(void)
{
    g_assert_false(same_with("no sign", "sign"));
    g_assert_false(same_with("left", "right"));
    g_assert_false(same_with("REPORT", "REPORT AMENDED"));
    g_assert_false(same_with("for another test when she has finished the tablets",
                             "if her cough has come back after a week at home"));
}

static void test_pages(void)
{
    static const char short_text[] = "Signed by Jane Poe, MD";
    const char *const one[] = {report}, *const two[] = {report, report};
    const char *const signature[] = {short_text};
    g_autoptr(Document) a = document_of(one, 1);
    g_autoptr(Document) b = document_of(two, 2);
    g_autoptr(Document) c = document_of(signature, 1);
    g_autoptr(Document) none = document_new();
    g_assert_false(documents_same(a, b));
    g_assert_false(documents_same(c, c));
    g_assert_false(documents_same(none, none));
    g_assert_true(documents_same(b, b));
}

/* The fax machine's line is another one each time; covers and blanks do not count. */
static void test_fax_again(void)
{
    const char *const one[] = {report}, *const other[] = {"11/20/2026 P.01", report};
    g_autoptr(Document) a = document_of(one, 1);
    g_autoptr(Document) b = document_of(other, 2);
    ((Page *)g_ptr_array_index(b->pages, 0))->kind = PAGE_COVER;
    Page *page = g_ptr_array_index(b->pages, 1);
    Word *header = word_new("11/21/2026", (Box){0, 0, 10, 10}, 0.9f, 0, 0);
    header->flags |= WORD_HEADER;
    g_ptr_array_add(page->words, header);
    g_assert_true(documents_same(a, b));
}

/* --- pages that look alike ---------------------------------------------------------------------
 */

static void picture_draw(Document *document)
{
    for (guint i = 0; i < document->pages->len; i++) {
        Page *page = document->pages->pdata[i];
        for (guint row = 10; row < 60; row += 2)
            page->picture.rows[row] = row % 6 == 0 ? 0x00000fffffffff00u : 0x000000ffffff0f00u;
    }
}

/* The two texts on pages that look the same. */
static gboolean same_alike(const char *text, const char *other)
{
    g_autoptr(Document) a = document_of(&text, 1);
    g_autoptr(Document) b = document_of(&other, 1);
    picture_draw(a);
    picture_draw(b);
    return documents_same(a, b) && documents_same(b, a);
}

static gboolean same_alike_with(const char *from, const char *to)
{
    g_auto(GStrv) parts = g_strsplit(report, from, 2);
    g_assert_cmpuint(g_strv_length(parts), ==, 2);
    g_autofree char *changed = g_strjoinv(to, parts);
    return same_alike(report, changed);
}

/* Words that a poor line has spoilt: too many for the text alone. */
static void test_alike_spoilt(void)
{
    static const char *const changes[][2] = {
        {"another test when she has finished", "anotber tost wben sho bas finisbed"},
        {"4.1", "4.l"},
        {"00482913", "OO4829l3"},
        {"140", "14O"},
        {"left", "1eft"},
        {"no sign", "n0 sign"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_assert_false(same_with(changes[i][0], changes[i][1]));
        g_assert_true(same_alike_with(changes[i][0], changes[i][1]));
    }
    static const char short_text[] = "Signed by Jane Poe on the first of May for Ana Diaz";
    g_assert_true(same_alike(short_text, short_text));
}

/* However alike: a form filled in anew is another document. */
static void test_alike_differs(void)
{
    static const char *const changes[][2] = {
        {"4.1", "4.7"},
        {"4.1", "41"},
        {"03/14/1952", "03/14/1953"},
        {"00482913", "00482918"},
        {"left", "right"},
        {"no sign", "sign"},
        {"REPORT", "REPORT AMENDED"},
        {"136-145", "138-145"},
        {"140", ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_test_message("%s -> %s", changes[i][0], changes[i][1]);
        g_assert_false(same_alike_with(changes[i][0], changes[i][1]));
    }
    static const char may[] = "You have an appointment with us on May 1 at the office";
    static const char later[] = "You have an appointment with us on May 7 at the office";
    g_assert_false(same_alike(may, later));
}

/* Dirt that was read as a character is no number, but two that differ may be one. */
static gboolean same_with_dirt(const char *dirt, const char *other_dirt, float sure)
{
    const char *const text[] = {report};
    g_autoptr(Document) a = document_of(text, 1);
    g_autoptr(Document) b = document_of(text, 1);
    picture_draw(a);
    picture_draw(b);
    const Document *const both[] = {a, b};
    const char *const more[] = {dirt, other_dirt};
    for (guint i = 0; i < 2; i++) {
        Page *page = both[i]->pages->pdata[0];
        if (more[i] != NULL)
            g_ptr_array_add(page->words, word_new(more[i], (Box){500, 900, 9, 20}, sure, 9, 9));
    }
    return documents_same(a, b) && documents_same(b, a);
}

static void test_dirt(void)
{
    g_assert_true(same_with_dirt("1", NULL, 0.4f));
    g_assert_true(same_with_dirt("1", "c1", 0.4f));
    g_assert_false(same_with_dirt("1", "7", 0.4f));
    g_assert_false(same_with_dirt("1", NULL, 0.9f));
    g_assert_false(same_with_dirt("120", NULL, 0.4f));
}

/* What was read of patient and day parts what else agrees. */
static void test_identity_differs(void)
{
    static const struct {
        const char *name, *one, *other;
        float sure;
        gboolean same;
    } cases[] = {
        {"patient_name", "Diaz, Ana", "Diaz, Anna", 0.95f, FALSE},
        {"patient_name", "Diaz, Ana", "Diaz, Ann", 0.5f, FALSE},
        {"patient_name", "Diaz, Ana", "DIAZ, ANA", 0.5f, TRUE},
        {"date_of_birth", "1952-03-14", "1952-03-15", 0.5f, FALSE},
        {"mrn", "00482913", "00482918", 0.5f, FALSE},
        {"date_of_service", "2026-05-01", "2026-05-08", 0.5f, FALSE},
        {"appointment", "2026-05-01T10:30", "2026-05-08T10:30", 0.5f, FALSE},
        {"facility", "Lakeside Clinic", "Lakesido Clinic", 0.5f, TRUE},
    };
    const char *const text[] = {report};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Document) a = document_of(text, 1);
        g_autoptr(Document) b = document_of(text, 1);
        picture_draw(a);
        picture_draw(b);
        const char *name = cases[i].name;
        g_ptr_array_add(a->fields, field_new(name, cases[i].one, "", 1, (Box){0}, 0.95f));
        g_ptr_array_add(b->fields, field_new(name, cases[i].other, "", 1, (Box){0}, cases[i].sure));
        g_assert_true(documents_same(a, b) == cases[i].same);
        g_assert_true(documents_same(b, a) == cases[i].same);
    }
    g_autoptr(Document) ours = document_of(text, 1);
    g_autoptr(Document) theirs = document_of(text, 1);
    ours->patient = 1;
    theirs->patient = 2;
    g_assert_false(documents_same(ours, theirs));
    theirs->patient = 0; /* nobody's yet */
    g_assert_true(documents_same(ours, theirs));
}

static void test_legibility(void)
{
    const char *const one[] = {report};
    g_autoptr(Document) a = document_of(one, 1);
    g_autoptr(Document) b = document_of(one, 1);
    Page *page = g_ptr_array_index(b->pages, 0);
    for (guint i = 0; i < page->words->len; i++)
        ((Word *)g_ptr_array_index(page->words, i))->confidence = 0.6f;
    g_assert_cmpfloat(document_legibility(a), >, document_legibility(b));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sameness/same", test_same);
    g_test_add_func("/sameness/numbers-differ", test_numbers_differ);
    g_test_add_func("/sameness/meaning-differs", test_meaning_differs);
    g_test_add_func("/sameness/pages", test_pages);
    g_test_add_func("/sameness/fax-again", test_fax_again);
    g_test_add_func("/sameness/alike-spoilt", test_alike_spoilt);
    g_test_add_func("/sameness/alike-differs", test_alike_differs);
    g_test_add_func("/sameness/dirt", test_dirt);
    g_test_add_func("/sameness/identity-differs", test_identity_differs);
    g_test_add_func("/sameness/legibility", test_legibility);
    return g_test_run();
}
