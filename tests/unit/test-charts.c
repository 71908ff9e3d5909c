/* test-charts.c - patients replaced by a new roster, and which charts lag. */
#include "catalogue_setup.h"

#include "decision.h"

static void chart_bound_as(Setup *setup, gint64 patient, gint64 revision)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *sha256 = g_strnfill(64, 'a');
    const char *const sha256s[] = {sha256, NULL};
    const BoundChart bound = {revision, "O'Hara, Margaret", 1, sha256s};
    catalogue_chart_bound(setup->catalogue, patient, &bound, &error);
    g_assert_no_error(error);
}

static gint64 chart_bind(Setup *setup, gint64 patient)
{
    g_autoptr(GError) error = NULL;
    gint64 revision;
    g_autoptr(Chart) chart = catalogue_load_chart(setup->catalogue, patient, &revision, &error);
    g_assert_no_error(error);
    chart_bound_as(setup, patient, revision);
    return chart->documents->len;
}

static void document_take_out(Setup *setup, const char *id)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func((GDestroyNotify)document_free);
    Document *document = document_get(setup, id);
    document->status = DOCUMENT_REVIEW;
    document->patient = 0;
    g_ptr_array_add(documents, document);
    const Deciding deciding = {"taken out", "Anna", NULL};
    g_assert_true(catalogue_decide(setup->catalogue, &deciding, documents, &error));
    g_assert_no_error(error);
}

static void charts_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(GPtrArray) patients = patients_make();
    roster_put(setup, patients);
    Patient *hara = patients->pdata[0];
    g_autoptr(Original) original = original_put(setup, '1'), later = original_put(setup, '2');
    g_autoptr(GError) error = NULL;
    g_assert_cmpuint(stale_charts(setup), ==, 0);
    batch_put(setup, original, &error, 1, document_make(hara->id, 1, 2));
    g_assert_no_error(error);
    g_assert_cmpuint(stale_charts(setup), ==, 1);
    g_assert_cmpint(chart_bind(setup, hara->id), ==, 1);
    g_assert_cmpuint(stale_charts(setup), ==, 0);
    g_autofree char *folder = catalogue_chart_folder(setup->catalogue, hara->id, &error);
    g_assert_cmpstr(folder, ==, "O'Hara, Margaret");

    /* A document that enters while the chart is bound leaves it stale. */
    gint64 revision;
    g_autoptr(Chart) chart = catalogue_load_chart(setup->catalogue, hara->id, &revision, &error);
    g_assert_nonnull(chart);
    Document *early = document_make(hara->id, 1, 1);
    g_free(((Field *)early->fields->pdata[0])->value);
    ((Field *)early->fields->pdata[0])->value = g_strdup("2019-01-01");
    g_ptr_array_add(early->pages, page_make(2, PAGE_BLANK));
    batch_put(setup, later, &error, 1, early);
    chart_bound_as(setup, hara->id, revision);
    g_assert_cmpuint(stale_charts(setup), ==, 1);
    g_autoptr(Chart) two = catalogue_load_chart(setup->catalogue, hara->id, &revision, &error);
    g_assert_cmpstr(((Document *)two->documents->pdata[0])->id, ==, "D000002");
    g_assert_cmpuint(((Document *)two->documents->pdata[0])->pages->len, ==, 1);
    g_assert_cmpuint(strlen(two->bound_on), ==, 10);

    /* It leaves: stale, and in the end empty. */
    g_assert_cmpint(chart_bind(setup, hara->id), ==, 2);
    document_take_out(setup, "D000001");
    g_assert_cmpuint(stale_charts(setup), ==, 1);
    g_assert_cmpint(chart_bind(setup, hara->id), ==, 1);

    /* The patient's row changes. */
    g_free(hara->last);
    hara->last = g_strdup("O'Hara-Smith");
    RosterChange change = roster_put(setup, patients);
    g_assert_cmpuint(change.changed, ==, 1);
    g_assert_cmpuint(stale_charts(setup), ==, 1);
    g_assert_cmpint(chart_bind(setup, hara->id), ==, 1);

    guint count;
    g_assert_true(catalogue_mark_charts(setup->catalogue, NULL, &count, &error));
    g_assert_cmpuint(count, ==, 1);
    g_assert_cmpuint(stale_charts(setup), ==, 1);
    const char *const mrns[] = {"00482913", "nobody", NULL};
    g_assert_false(catalogue_mark_charts(setup->catalogue, mrns, &count, &error));
    g_assert_error(error, FATE, FATE_INPUT);
}

static void roster_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_assert_null(catalogue_roster_stamp(setup->catalogue, &error));
    g_assert_no_error(error);
    g_autoptr(GPtrArray) patients = patients_make();
    RosterChange change = roster_put(setup, patients);
    g_assert_cmpuint(change.added, ==, 2);
    gint64 hara = ((Patient *)patients->pdata[0])->id;
    change = roster_put(setup, patients);
    g_assert_cmpuint(change.same, ==, 2);
    g_autofree char *stamp = catalogue_roster_stamp(setup->catalogue, &error);
    g_assert_cmpstr(stamp, ==, "stamp");

    /* One marries, one leaves, one comes. */
    g_autoptr(GPtrArray) next = g_ptr_array_new_with_free_func((GDestroyNotify)patient_free);
    g_ptr_array_add(next, patient_make("00482913", "Smith", "Margaret", "1952-03-14"));
    g_ptr_array_add(next, patient_make("55", "Doe", "Jane", "1990-01-01"));
    change = roster_put(setup, next);
    g_assert_cmpuint(change.changed, ==, 1);
    g_assert_cmpuint(change.vanished, ==, 1);
    g_assert_cmpuint(change.added, ==, 1);
    g_assert_cmpint(((Patient *)next->pdata[0])->id, ==, hara);

    /* An MRN given to somebody else makes another patient; two of one MRN stay two. */
    g_autoptr(GPtrArray) reused = g_ptr_array_new_with_free_func((GDestroyNotify)patient_free);
    g_ptr_array_add(reused, patient_make("00482913", "Li", "Wei", "1999-09-09"));
    g_ptr_array_add(reused, patient_make("55", "Doe", "Jane", "1990-01-01"));
    g_ptr_array_add(reused, patient_make("55", "Roe", "Richard", "1970-01-01"));
    change = roster_put(setup, reused);
    g_assert_cmpuint(change.added, ==, 2);
    g_assert_cmpuint(change.same, ==, 1);
    g_assert_cmpuint(change.vanished, ==, 1);
    change = roster_put(setup, reused);
    g_assert_cmpuint(change.same, ==, 3);

    g_autoptr(Roster) roster = catalogue_load_roster(setup->catalogue, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(roster_size(roster), ==, 5);
    g_assert_false(roster_lookup_id(roster, hara)->active);
    g_assert_cmpstr(roster_lookup_id(roster, hara)->last, ==, "Smith");
    g_assert_true(roster_mrn_shared(roster, "55"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    CATALOGUE_TEST("/charts/stale", charts_test);
    CATALOGUE_TEST("/charts/roster", roster_test);
    return g_test_run();
}
