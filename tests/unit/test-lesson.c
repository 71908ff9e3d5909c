/* test-lesson.c - what corrections teach: names accepted for patients, the look of a sender's
 * documents. */
#include "label_of.h"
#include "lesson.h"
#include "page_text.h"
#include "roster.h"

static void lines_put(Page *page, const char *const *lines)
{
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);
        for (guint j = 0; words[j] != NULL; j++)
            g_ptr_array_add(page->words, word_new(words[j], (Box){(int)j * 90, (int)i * 30, 80, 20},
                                                  0.9f, i, 0));
    }
}

static Document *transcript_make(const char *title, const char *name)
{
    Document *document = document_new();
    Page *page = page_new(1);
    g_autofree char *patient = g_strdup_printf("Patient: %s", name);
    const char *const lines[] = {
        "Prairie Heart Clinic",       title, patient, "Date of Birth: 04/09/1961",
        "Provider: Ansel Rutherford", NULL};
    lines_put(page, lines);
    g_ptr_array_add(document->pages, page);
    g_ptr_array_add(document->fields, field_new("patient_name", name, name, 1, (Box){0}, 0.9f));
    return document;
}

static void words_test(void)
{
    g_autoptr(Document) one = transcript_make("Progress Note", "Lucia Okoye");
    g_autofree char *words = lesson_words(one);
    g_assert_cmpstr(words, ==,
                    "ANSEL BIRTH CLINIC DATE HEART NOTE PATIENT PRAIRIE PROGRESS PROVIDER "
                    "RUTHERFORD");
    g_autoptr(Document) other = transcript_make("Progress Note", "Einar Brandvold");
    g_autofree char *other_words = lesson_words(other);
    g_assert_cmpfloat(lesson_likeness(words, other_words), ==, 1);
    g_autoptr(Document) empty = document_new();
    g_assert_null(lesson_words(empty));
}

static void likeness_test(void)
{
    g_assert_cmpfloat(lesson_likeness("A B C D", "A B C D"), ==, 1);
    g_assert_cmpfloat(lesson_likeness("A B C D", "B C D E"), ==, 0.75);
    g_assert_cmpfloat(lesson_likeness("A", "B"), ==, 0);
}

static void alias_test(void)
{
    g_autoptr(Roster) roster = roster_new();
    for (gint64 id = 1; id <= 3; id++) {
        Patient *patient = patient_new();
        patient->id = id;
        g_free(patient->last);
        patient->last = g_strdup_printf("Castellane%c", 'a' + (int)id);
        g_free(patient->first);
        patient->first = g_strdup("Odile");
        roster_take(roster, patient);
    }
    roster_add_alias(roster, 2, "Marchetti, Dilly");
    roster_add_alias(roster, 2, "Marchetti-Vale, Dilly");
    roster_add_alias(roster, 99, "Nobody, Known");
    roster_seal(roster);
    g_assert_true(roster_has_alias(roster, 2, "MARCHETTI, Dilly"));
    g_assert_false(roster_has_alias(roster, 1, "Marchetti, Dilly"));
    g_assert_false(roster_has_alias(roster, 2, "Marchetti, Milly"));
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
    roster_block(roster, "Marchetti", "Dilly", NULL, NULL, NULL, NULL, found);
    g_assert_cmpuint(found->len, ==, 1);
    g_assert_cmpint(roster_patient(roster, g_array_index(found, guint, 0))->id, ==, 2);
}

/* By which words a value is printed: in its cell, before it, above it; numbers are none. */
static void label_test(void)
{
    static const struct {
        const char *text, *field, *value, *label;
    } cases[] = {
        {"Kenn-Nr 00482913", "mrn", "482913", "Kenn-Nr"},
        {"Our client: Diaz, Ana   Kenn-Nr: 004829", "mrn", "004829", "Kenn-Nr"},
        {"Entered life     03/14/1952", "date_of_birth", "1952-03-14", "Entered life"},
        {"Entered life     Kenn-Nr\n03/14/1952       00482913", "mrn", "00482913", "Kenn-Nr"},
        {"Subject of care: DIAZ, ANA", "patient_name", "Diaz, Ana", "Subject of care"},
        {"Ring (217) 555-0144", "phone", "+12175550144", "Ring"},
        {"00482913", "mrn", "00482913", NULL},
        {"Kenn-Nr 00482913", "mrn", "00482914", NULL},
        {"77123456   00482913", "mrn", "00482913", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Document) document = document_new();
        g_ptr_array_add(document->pages, page_from_text(1, cases[i].text));
        g_autofree char *label = label_of_value(document, cases[i].field, cases[i].value);
        g_test_message("%s", cases[i].text);
        g_assert_cmpstr(label, ==, cases[i].label);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lesson/words", words_test);
    g_test_add_func("/lesson/likeness", likeness_test);
    g_test_add_func("/lesson/alias", alias_test);
    g_test_add_func("/lesson/label", label_test);
    return g_test_run();
}
