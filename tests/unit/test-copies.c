/* test-copies.c - documents that come twice are linked in the catalogue, and no others. */
#include "catalogue_setup.h"
#include "page_text.h"

#include "check.h"

static const char report[] =
    "Lakeside Clinic LABORATORY REPORT\n"
    "Patient: Diaz, Ana DOB: 03/14/1952 MRN: 00482913\n"
    "Sodium 140 136-145 Potassium 4.1 3.5-5.1\n"
    "There is no sign of infection in the left lung and the patient was told to return\n"
    "for another test when she has finished the tablets that were given to her today.";

/* The report, read so surely; of patient 0 it waits for a person. */
static Document *report_make(gint64 patient, const char *date, float sure)
{
    Document *document = document_new();
    document->status = patient != 0 ? DOCUMENT_FILED : DOCUMENT_REVIEW;
    document->patient = patient;
    Page *page = page_from_text(1, report);
    for (guint i = 0; i < page->words->len; i++)
        ((Word *)page->words->pdata[i])->confidence = sure;
    for (guint row = 10; row < 60; row += 2)
        page->picture.rows[row] = 0x000000ffffff0f00u;
    g_ptr_array_add(document->pages, page);
    if (date != NULL)
        g_ptr_array_add(document->fields,
                        field_new("date_of_service", date, date, 1, (Box){0, 0, 9, 9}, 0.9f));
    return document;
}

/* Commits it as an original of its own; its id, yours. */
static char *put(Setup *setup, char digit, Document *document)
{
    g_autoptr(Original) original = original_put(setup, digit);
    g_autoptr(GError) error = NULL;
    g_assert_true(batch_put(setup, original, &error, 1, document));
    g_assert_no_error(error);
    return g_strdup_printf("D00000%c", digit);
}

/* `kept` is NULL when the document is nobody's copy. */
static void assert_copy(Setup *setup, const char *id, const char *kept)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *same_as = NULL;
    g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func(g_free);
    g_assert_true(catalogue_copies(setup->catalogue, id, &same_as, copies, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(same_as, ==, kept);
}

/* What is bound is what verify counts. */
static guint chart_documents(Setup *setup, gint64 patient)
{
    g_autoptr(GError) error = NULL;
    gint64 revision;
    guint pages = 0;
    g_autoptr(Chart) chart = catalogue_load_chart(setup->catalogue, patient, &revision, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < chart->documents->len; i++)
        pages += ((Document *)chart->documents->pdata[i])->pages->len;
    g_autoptr(KeptChart) kept = catalogue_find_chart(setup->catalogue, patient, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(kept->filed_pages, ==, pages);
    return chart->documents->len;
}

/* The better one is kept in the chart, whichever came first; none is gone. */
static void better_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(GPtrArray) patients = patients_make();
    roster_put(setup, patients);
    gint64 patient = ((Patient *)patients->pdata[0])->id;
    g_autofree char *first = put(setup, '1', report_make(patient, "2026-05-01", 0.8f));
    g_autofree char *better = put(setup, '2', report_make(patient, "2026-05-01", 0.9f));
    assert_copy(setup, first, better);
    assert_copy(setup, better, NULL);
    g_autofree char *worse = put(setup, '3', report_make(patient, "2026-05-01", 0.7f));
    assert_copy(setup, worse, better);
    g_assert_cmpuint(chart_documents(setup, patient), ==, 1);
    g_autoptr(Document) kept = document_get(setup, first);
    g_assert_cmpint(kept->status, ==, DOCUMENT_FILED);
}

/* A copy on which patient or date could not be read waits for a person, and is linked. */
static void unread_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(GPtrArray) patients = patients_make();
    roster_put(setup, patients);
    gint64 patient = ((Patient *)patients->pdata[0])->id;
    g_autofree char *filed = put(setup, '1', report_make(patient, "2026-05-01", 0.8f));
    g_autofree char *nobodys = put(setup, '2', report_make(0, "2026-05-01", 0.9f));
    assert_copy(setup, nobodys, filed);
    g_autofree char *undated = put(setup, '3', report_make(0, NULL, 0.9f));
    assert_copy(setup, undated, filed);
    g_assert_cmpuint(chart_documents(setup, patient), ==, 1);
}

/* Another patient, another day: no copy, however alike. */
static void others_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(GPtrArray) patients = patients_make();
    roster_put(setup, patients);
    gint64 one = ((Patient *)patients->pdata[0])->id, other = ((Patient *)patients->pdata[1])->id;
    g_autofree char *first = put(setup, '1', report_make(one, "2026-05-01", 0.8f));
    g_autofree char *theirs = put(setup, '2', report_make(other, "2026-05-01", 0.9f));
    g_autofree char *later = put(setup, '3', report_make(one, "2026-05-08", 0.9f));
    g_autofree char *later_nobodys = put(setup, '4', report_make(0, "2026-05-15", 0.9f));
    assert_copy(setup, first, NULL);
    assert_copy(setup, theirs, NULL);
    assert_copy(setup, later, NULL);
    assert_copy(setup, later_nobodys, NULL);
    g_assert_cmpuint(chart_documents(setup, one), ==, 2);
    g_assert_cmpuint(chart_documents(setup, other), ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    CATALOGUE_TEST("/copies/better", better_test);
    CATALOGUE_TEST("/copies/unread", unread_test);
    CATALOGUE_TEST("/copies/others", others_test);
    return g_test_run();
}
