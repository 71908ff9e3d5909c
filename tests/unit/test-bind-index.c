/* test-bind-index.c - outline, links, labels and index lead to the pages. */
#include "bind_setup.h"
#include "page_text.h"
#include "stages/bind/bind.h"

#include <string.h>

static void test_outline_links_labels(BindSetup *setup, gconstpointer data)
{
    (void)data;
    static const char *const ids[] = {"D000001", "D000002", "D000003"};
    static const char *const types[] = {"lab-report", "consultation", "lab-report"};
    static const char *const dates[] = {"2026-01-05", "2026-02-06", "2026-03-07"};
    static const char *const lines[] = {"Essential hypertension (I10)",
                                        "Metoprolol 25 mg, warfarin", "Insulin glargine nightly",
                                        NULL};
    for (guint i = 0; i < 3; i++) {
        Document *document = document_add(setup->chart, ids[i], types[i], dates[i]);
        g_ptr_array_add(document->pages, page_draw(1, lines));
        Box box = ((Word *)((Page *)document->pages->pdata[0])->words->pdata[2])->box;
        g_ptr_array_add(document->fields, field_new("icd10", "I10", "(I10)", 1, box, 0.9));
        g_ptr_array_add(document->fields,
                        field_new("provider", "Erin Müller", "Erin Müller MD", 1, box, 0.9));
    }
    chart_bind(setup);
    assert_sound(setup);
    g_assert_cmpuint(volume_pages(setup, 0), ==, 5);

    g_autofree char *json =
        volume_look(setup, 0, "qpdf --json=1 --json-key=outlines --json-key=pagelabels %s");
    g_auto(GStrv) parts = g_strsplit_set(json, " \n", -1);
    g_autofree char *flat = g_strjoinv("", parts);
    assert_says(json, "Overview");
    assert_says(json, "Consultation");
    assert_says(json, "Lab report");
    assert_says(json, "2026-03-07 · Erin Müller");
    assert_says(json, "Index");
    assert_says(flat, "\"/S\":\"/r\"");
    assert_says(flat, "\"index\":1,\"label\":{\"/S\":\"/D\"");
    assert_says(flat, "\"/P\":\"Index\"");

    /* Three lines of the table, and on each page 5 terms; neighbours are joined to runs. */
    g_autofree char *objects = volume_look(setup, 0, "qpdf --json=1 --json-key=objects %s");
    guint links = 0;
    for (const char *at = objects; (at = strstr(at, "\"/Subtype\": \"/Link\"")) != NULL; at++)
        links++;
    g_assert_cmpuint(links, ==, 3 + 5);

    g_autofree char *index = volume_look(setup, 0, "pdftotext -q -f 5 -l 5 -layout %s -");
    assert_says(index, "Essential hypertension I10");
    assert_says(index, "Metoprolol");
    assert_says(index, "Insulin glargine");
    assert_says(index, "Müller, Erin");
    assert_says(index, "1–3");
    g_autofree char *front = volume_look(setup, 0, "pdftotext -q -f 1 -l 1 -layout %s -");
    assert_says(front, "3 documents · 3 pages · 2026-01-05 to 2026-03-07");
    const char *newest = strstr(front, "D000003"), *oldest = strstr(front, "D000001");
    g_assert_true(newest != NULL && oldest != NULL && newest < oldest);
}

/* What the index prints for the codes in the text, in their order. */
static void assert_diagnoses(const char *text, const char *const *wanted)
{
    g_autoptr(Document) document = document_new();
    g_ptr_array_add(document->pages, page_from_text(1, text));
    static const char *const codes[] = {"I10", "E11.9", "I48.0"};
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
        Box nowhere = {0};
        g_ptr_array_add(document->fields, field_new("icd10", codes[i], codes[i], 1, nowhere, 0.9));
    }
    g_autoptr(GHashTable) drugs = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(BindTerms) terms = bind_terms_new(drugs);
    g_autoptr(GArray) mentions = bind_terms_collect(terms, document, document->pages);
    g_assert_cmpuint(mentions->len, ==, 3);
    g_assert_cmpuint(bind_terms_count(terms), ==, 3);
    for (guint i = 0; i < 3; i++)
        g_assert_cmpstr(bind_terms_get(terms, i)->text, ==, wanted[i]);
}

static void test_diagnoses(void)
{
    static const char *const prose[] = {"Essential hypertension", "Diabetes mellitus",
                                        "Paroxysmal AFib"};
    assert_diagnoses("1. Essential hypertension (I10), diabetes mellitus (E11.9)\n"
                     "2. Paroxysmal AFib (I48.0).",
                     prose);
    static const char *const table[] = {"Essential hypertension", "Type 2 diabetes", ""};
    assert_diagnoses("I10 Essential hypertension          03/14/2026\n"
                     "E11.9 - Type 2 diabetes          A. I48.0          120.00",
                     table);
    static const char *const form[] = {"Hypertension", "Diabetes, type 2", ""};
    assert_diagnoses("Diagnosis: Hypertension          ICD-10: I10\n"
                     "Diagnosis: Diabetes, type 2          ICD-10: E11.9\n"
                     "ICD-10: I48.0",
                     form);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bind/diagnoses", test_diagnoses);
    BIND_TEST("/bind/outline-links-labels", NULL, test_outline_links_labels);
    return g_test_run();
}
