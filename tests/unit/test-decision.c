/* test-decision.c - decisions taken in and back: versions, records, pages, exactness. */
#include "catalogue_setup.h"

#include "decision.h"

typedef struct {
    gint64 hara, nunez;
    Original *original;
} Case;

/* Two documents of one original: pages 1 and 2 filed to O'Hara, page 3 in review. */
static Case case_make(Setup *setup)
{
    g_autoptr(GPtrArray) patients = patients_make();
    roster_put(setup, patients);
    Case made = {((Patient *)patients->pdata[0])->id, ((Patient *)patients->pdata[1])->id,
                 original_put(setup, '1')};
    Document *waits = document_make(0, 3, 3);
    Candidate *candidate = candidate_new(made.nunez, "00000017", "Núñez, José", 1.0 / 3);
    Evidence *evidence = evidence_new("mrn", 0.1 + 0.2, "MRN agrees: %s", "00000017");
    g_ptr_array_add(candidate->evidence, evidence);
    g_ptr_array_add(waits->candidates, candidate);
    g_autoptr(GError) error = NULL;
    batch_put(setup, made.original, &error, 2, document_make(made.hara, 1, 2), waits);
    g_assert_no_error(error);
    return made;
}

static gboolean decide(Setup *setup, const char *what, GPtrArray *documents, GError **error)
{
    const Deciding deciding = {what, "Anna", NULL};
    return catalogue_decide(setup->catalogue, &deciding, documents, error);
}

static GPtrArray *documents_get(Setup *setup, const char *one, const char *other)
{
    GPtrArray *documents = g_ptr_array_new_with_free_func((GDestroyNotify)document_free);
    g_ptr_array_add(documents, document_get(setup, one));
    if (other != NULL)
        g_ptr_array_add(documents, document_get(setup, other));
    return documents;
}

static Decision *undo(Setup *setup, const char *id, GError **error)
{
    Decision *undone = NULL;
    catalogue_undo(setup->catalogue, id, 0, "Bob", &undone, error);
    return undone;
}

/* All that was known of both but for the version. */
static void same_assert(const Document *one, const Document *other)
{
    g_assert_cmpstr(one->id, ==, other->id);
    g_assert_cmpint(one->status, ==, other->status);
    g_assert_cmpstr(one->type, ==, other->type);
    g_assert_true(one->type_confidence == other->type_confidence);
    g_assert_cmpint(one->patient, ==, other->patient);
    g_assert_true(one->patient_score == other->patient_score);
    g_assert_cmpint(one->filed_at, ==, other->filed_at);
    g_assert_cmpstr(one->decided_by, ==, other->decided_by);
    g_assert_cmpuint(one->reasons->len, ==, other->reasons->len);
    g_assert_cmpuint(one->candidates->len, ==, other->candidates->len);
    for (guint i = 0; i < one->candidates->len; i++) {
        const Candidate *mine = one->candidates->pdata[i], *theirs = other->candidates->pdata[i];
        g_assert_true(mine->score == theirs->score);
        g_assert_cmpuint(mine->evidence->len, ==, theirs->evidence->len);
        for (guint j = 0; j < mine->evidence->len; j++)
            g_assert_true(((Evidence *)mine->evidence->pdata[j])->weight ==
                          ((Evidence *)theirs->evidence->pdata[j])->weight);
    }
    g_assert_cmpuint(one->fields->len, ==, other->fields->len);
    for (guint i = 0; i < one->fields->len; i++) {
        const Field *mine = one->fields->pdata[i], *theirs = other->fields->pdata[i];
        g_assert_cmpstr(mine->value, ==, theirs->value);
        g_assert_true(mine->confidence == theirs->confidence);
        g_assert_cmpint(mine->box.height, ==, theirs->box.height);
    }
    g_assert_cmpuint(one->pages->len, ==, other->pages->len);
    for (guint i = 0; i < one->pages->len; i++)
        g_assert_cmpuint(((Page *)one->pages->pdata[i])->source_page, ==,
                         ((Page *)other->pages->pdata[i])->source_page);
}

static void filing_test(Setup *setup, gconstpointer data)
{
    (void)data;
    Case made = case_make(setup);
    g_autoptr(GError) error = NULL;
    g_autoptr(Document) before = document_get(setup, "D000002");
    g_autoptr(GPtrArray) documents = documents_get(setup, "D000002", NULL);
    Document *document = documents->pdata[0];
    g_assert_cmpint(document->version, ==, 1);
    document->status = DOCUMENT_FILED;
    document->patient = made.nunez;
    document->decided_by = g_strdup("Anna");
    g_ptr_array_set_size(document->reasons, 0);
    document_drop_fields(document, "provider");
    g_ptr_array_add(document->settled, g_strdup("provider"));
    guint stale = stale_charts(setup);
    g_assert_true(decide(setup, "filed to Núñez", documents, &error));
    g_assert_cmpuint(stale_charts(setup), ==, stale + 1);
    g_autoptr(Document) filed = document_get(setup, "D000002");
    g_assert_cmpint(filed->patient, ==, made.nunez);
    g_assert_cmpint(filed->version, ==, 2);
    g_assert_cmpuint(filed->fields->len, ==, 1);
    g_assert_true(document_is_settled(filed, "provider"));

    g_autoptr(GPtrArray) decisions = catalogue_decisions(setup->catalogue, "D000002", &error);
    g_assert_cmpuint(decisions->len, ==, 1);
    g_assert_cmpstr(((Decision *)decisions->pdata[0])->by, ==, "Anna");
    g_assert_cmpstr(((Decision *)decisions->pdata[0])->what, ==, "filed to Núñez");
    g_autoptr(Decision) undone = undo(setup, "d2", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(undone->what, ==, "filed to Núñez");
    g_autoptr(Document) after = document_get(setup, "D000002");
    same_assert(before, after);
    g_assert_cmpint(after->version, ==, 3);
    g_assert_cmpuint(after->settled->len, ==, 0);
    g_assert_null(undo(setup, "D000002", &error));
    g_assert_error(error, FATE, FATE_INPUT);
    original_free(made.original);
}

/* Two people had the same version before them. */
static void conflict_test(Setup *setup, gconstpointer data)
{
    (void)data;
    Case made = case_make(setup);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) mine = documents_get(setup, "D000002", NULL);
    g_autoptr(GPtrArray) yours = documents_get(setup, "D000002", NULL);
    ((Document *)mine->pdata[0])->status = DOCUMENT_FAILED;
    g_assert_true(decide(setup, "rejected", mine, &error));
    ((Document *)yours->pdata[0])->type_confidence = 0.5;
    g_assert_false(decide(setup, "type other", yours, &error));
    g_assert_error(error, FATE, FATE_INPUT);
    g_assert_nonnull(strstr(error->message, "Anna"));
    g_assert_nonnull(strstr(error->message, "rejected"));
    g_clear_error(&error);
    g_autoptr(GPtrArray) decisions = catalogue_decisions(setup->catalogue, "D000002", &error);
    g_assert_cmpuint(decisions->len, ==, 1);
    Decision *undone = NULL;
    g_assert_false(catalogue_undo(setup->catalogue, "D000002", 1, "Bob", &undone, &error));
    g_assert_error(error, FATE, FATE_INPUT);
    g_clear_error(&error);
    g_assert_true(catalogue_undo(setup->catalogue, "D000002", 2, "Bob", &undone, &error));
    decision_free(undone);
    original_free(made.original);
}

static void pages_test(Setup *setup, gconstpointer data)
{
    (void)data;
    Case made = case_make(setup);
    g_autoptr(GError) error = NULL;
    g_autoptr(Document) one = document_get(setup, "D000001");
    g_autoptr(Document) other = document_get(setup, "D000002");
    g_autoptr(GPtrArray) joined = documents_get(setup, "D000001", "D000002");
    Document *into = joined->pdata[0], *from = joined->pdata[1];
    g_ptr_array_add(into->pages, g_ptr_array_steal_index(from->pages, 0));
    g_assert_true(decide(setup, "joined", joined, &error));
    g_assert_null(catalogue_find_document(setup->catalogue, "D000002", &error));
    g_clear_error(&error);
    g_autoptr(Document) whole = document_get(setup, "D000001");
    g_assert_cmpuint(whole->pages->len, ==, 3);

    g_autoptr(GPtrArray) split = documents_get(setup, "D000001", NULL);
    Document *part = document_new();
    part->source_sha256 = g_strdup(whole->source_sha256);
    g_ptr_array_add(split, part);
    Document *rest = split->pdata[0];
    g_ptr_array_add(part->pages, g_ptr_array_steal_index(rest->pages, 1));
    g_assert_true(decide(setup, "split", split, &error));
    g_assert_cmpstr(part->id, ==, "D000003");

    /* What was built upon goes first, and what is gone comes back under its number. */
    g_autoptr(GPtrArray) later = documents_get(setup, "D000003", NULL);
    g_assert_true(decide(setup, "type other", later, &error));
    g_assert_null(undo(setup, "D000001", &error));
    g_assert_error(error, FATE, FATE_INPUT);
    g_assert_nonnull(strstr(error->message, "D000003"));
    g_clear_error(&error);
    decision_free(undo(setup, "D000003", &error));
    decision_free(undo(setup, "D000003", &error));
    g_assert_no_error(error);
    decision_free(undo(setup, "D000002", &error));
    g_assert_no_error(error);
    g_autoptr(Document) one_again = document_get(setup, "D000001");
    g_autoptr(Document) other_again = document_get(setup, "D000002");
    same_assert(one, one_again);
    same_assert(other, other_again);
    CatalogueCounts counts;
    g_assert_true(catalogue_count(setup->catalogue, &counts, &error));
    g_assert_cmpuint(counts.pages, ==, 3);
    g_assert_cmpuint(counts.filed + counts.review, ==, 2);
    original_free(made.original);
}

/* Pages that would be lost are not. */
static void lost_page_test(Setup *setup, gconstpointer data)
{
    (void)data;
    Case made = case_make(setup);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) documents = documents_get(setup, "D000001", NULL);
    g_ptr_array_remove_index(((Document *)documents->pdata[0])->pages, 1);
    g_assert_false(decide(setup, "lost", documents, &error));
    g_assert_error(error, FATE, FATE_INPUT);
    g_autoptr(Document) as_before = document_get(setup, "D000001");
    g_assert_cmpuint(as_before->pages->len, ==, 2);
    original_free(made.original);
}

static void newcomer_test(Setup *setup, gconstpointer data)
{
    (void)data;
    Case made = case_make(setup);
    g_autoptr(GError) error = NULL;
    g_autoptr(Patient) newcomer = patient_make("", "Vale", "Theodora", "1983-07-22");
    g_autoptr(GPtrArray) documents = documents_get(setup, "D000002", NULL);
    Document *document = documents->pdata[0];
    document->status = DOCUMENT_FILED;
    document->patient = PATIENT_NEWCOMER;
    const Deciding deciding = {"filed to the new patient", "Anna", newcomer};
    g_assert_true(catalogue_decide(setup->catalogue, &deciding, documents, &error));
    g_assert_cmpstr(newcomer->mrn, ==, "NEW-000001");
    g_autoptr(Document) filed = document_get(setup, "D000002");
    g_assert_cmpstr(filed->patient_mrn, ==, "NEW-000001");

    /* A new roster leaves the provisional one alone; undoing makes her inactive. */
    g_autoptr(GPtrArray) patients = patients_make();
    RosterChange change = roster_put(setup, patients);
    g_assert_cmpuint(change.vanished, ==, 0);
    decision_free(undo(setup, "D000002", &error));
    g_assert_no_error(error);
    g_autoptr(Patient) left = catalogue_find_patient(setup->catalogue, newcomer->id, &error);
    g_assert_false(left->active);
    original_free(made.original);
}

static void named_test(Setup *setup, gconstpointer data)
{
    (void)data;
    Case made = case_make(setup);
    g_autoptr(GError) error = NULL;
    g_autofree char *by_id = g_strdup_printf("id:%" G_GINT64_FORMAT, made.hara);
    const struct {
        const char *mrn;
        guint found;
    } cases[] = {{"00482913", 1}, {"482913", 1}, {"17", 1},     {"0", 0},
                 {"48291", 0},    {by_id, 1},    {"id:999", 0}, {"id:", 0}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) found =
            catalogue_patients_named(setup->catalogue, cases[i].mrn, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(found->len, ==, cases[i].found);
    }
    original_free(made.original);
}

static void waiting_test(Setup *setup, gconstpointer data)
{
    (void)data;
    Case made = case_make(setup);
    g_autoptr(GError) error = NULL;
    g_autoptr(Original) older = original_make('2');
    older->received_at -= 100;
    gboolean known;
    g_assert_true(catalogue_add_original(setup->catalogue, older, &known, &error));
    batch_put(setup, older, &error, 1, document_make(0, 1, 1));
    g_autoptr(GPtrArray) waiting = catalogue_waiting(setup->catalogue, &error);
    g_assert_cmpuint(waiting->len, ==, 2);
    g_assert_cmpstr(waiting->pdata[0], ==, "D000003");
    g_assert_cmpstr(waiting->pdata[1], ==, "D000002");
    original_free(made.original);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    CATALOGUE_TEST("/decision/filing", filing_test);
    CATALOGUE_TEST("/decision/conflict", conflict_test);
    CATALOGUE_TEST("/decision/pages", pages_test);
    CATALOGUE_TEST("/decision/lost-page", lost_page_test);
    CATALOGUE_TEST("/decision/newcomer", newcomer_test);
    CATALOGUE_TEST("/decision/named", named_test);
    CATALOGUE_TEST("/decision/waiting", waiting_test);
    return g_test_run();
}
