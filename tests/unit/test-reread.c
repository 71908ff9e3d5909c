/* test-reread.c - originals read again: ids and what people decided stay. */
#include "catalogue_setup.h"

static void reopen_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(Original) one = original_put(setup, '1'), other = original_put(setup, '2');
    g_autoptr(GError) error = NULL;
    g_assert_true(batch_put(setup, one, &error, 1, document_make(0, 1, 1)));
    g_assert_true(batch_put(setup, other, &error, 1, document_make(0, 1, 1)));
    guint count;
    g_assert_true(catalogue_reopen(setup->catalogue, "v1", NULL, &count, &error));
    g_assert_cmpuint(count, ==, 0);
    g_assert_true(catalogue_reopen(setup->catalogue, "v2", NULL, &count, &error));
    g_assert_cmpuint(count, ==, 2);
    const char *const ids[] = {"D000002", "D000009", NULL};
    g_assert_false(catalogue_reopen(setup->catalogue, "v2", ids, &count, &error));
    g_assert_error(error, FATE, FATE_INPUT);
    g_assert_cmpstr(error->message, ==, "There is no document D000009.");
}

static void decisions_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(GPtrArray) patients = patients_make();
    roster_put(setup, patients);
    gint64 hara = ((Patient *)patients->pdata[0])->id, nunez = ((Patient *)patients->pdata[1])->id;
    g_autoptr(Original) original = original_put(setup, '1');
    Document *decided = document_make(nunez, 2, 3);
    decided->decided_by = g_strdup("Anna");
    decided->filed_at = 1771111111;
    g_autoptr(GError) error = NULL;
    batch_put(setup, original, &error, 3, document_make(hara, 1, 1), decided,
              document_make(0, 4, 4));
    g_assert_no_error(error);

    /* The same split, other opinions: the person's stays, the machine's goes. */
    Document *other_opinion = document_make(hara, 2, 3);
    g_free(other_opinion->type);
    other_opinion->type = g_strdup("referral");
    batch_put(setup, original, &error, 3, document_make(0, 1, 1), other_opinion,
              document_make(hara, 4, 4));
    g_assert_no_error(error);
    g_autoptr(Document) first = document_get(setup, "D000001");
    g_assert_cmpint(first->status, ==, DOCUMENT_FILED);
    g_assert_cmpint(first->patient, ==, hara);
    g_assert_cmpint(first->proposed, ==, 0);
    g_assert_nonnull(strstr(first->proposal, "No patient is called Xavier."));
    g_autoptr(Document) second = document_get(setup, "D000002");
    g_assert_cmpint(second->patient, ==, nunez);
    g_assert_cmpstr(second->type, ==, "lab-report");
    g_assert_cmpstr(second->decided_by, ==, "Anna");
    g_assert_cmpint(second->filed_at, ==, 1771111111);
    g_assert_null(second->proposal);
    g_autoptr(Document) third = document_get(setup, "D000003");
    g_assert_cmpint(third->patient, ==, hara);
}

/* What lies in a chart stays there; where else it would go is proposed, and forgotten again. */
static void proposal_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(GPtrArray) patients = patients_make();
    roster_put(setup, patients);
    gint64 hara = ((Patient *)patients->pdata[0])->id, nunez = ((Patient *)patients->pdata[1])->id;
    g_autoptr(Original) original = original_put(setup, '1');
    g_autoptr(GError) error = NULL;
    batch_put(setup, original, &error, 1, document_make(hara, 1, 2));
    g_assert_no_error(error);
    batch_put(setup, original, &error, 1, document_make(nunez, 1, 2));
    g_assert_no_error(error);
    g_autoptr(Document) moved = document_get(setup, "D000001");
    g_assert_cmpint(moved->patient, ==, hara);
    g_assert_cmpint(moved->proposed, ==, nunez);
    g_assert_nonnull(moved->proposal);

    batch_put(setup, original, &error, 2, document_make(hara, 1, 1), document_make(nunez, 2, 2));
    g_assert_no_error(error);
    g_autoptr(Document) whole = document_get(setup, "D000001");
    g_assert_cmpuint(whole->pages->len, ==, 2);
    g_assert_cmpint(whole->status, ==, DOCUMENT_FILED);
    g_assert_cmpint(whole->proposed, ==, 0);
    g_assert_nonnull(strstr(whole->proposal, "several documents"));

    batch_put(setup, original, &error, 1, document_make(hara, 1, 2));
    g_assert_no_error(error);
    g_autoptr(Document) same = document_get(setup, "D000001");
    g_assert_null(same->proposal);
    g_assert_cmpint(same->version, ==, 4);
}

/* Another split: the pages that a person decided on stay together. */
static void decided_pages_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(GPtrArray) patients = patients_make();
    roster_put(setup, patients);
    gint64 hara = ((Patient *)patients->pdata[0])->id, nunez = ((Patient *)patients->pdata[1])->id;
    g_autoptr(Original) original = original_put(setup, '1');
    Document *decided = document_make(nunez, 2, 3);
    decided->decided_by = g_strdup("Anna");
    g_autoptr(GError) error = NULL;
    batch_put(setup, original, &error, 2, document_make(hara, 1, 1), decided);
    g_assert_no_error(error);
    g_autoptr(Batch) again = batch_new(original->name, original->sha256);
    g_ptr_array_add(again->documents, document_make(hara, 1, 2));
    g_ptr_array_add(again->documents, document_make(hara, 3, 3));
    g_assert_true(catalogue_commit_batch(setup->catalogue, original, again, "v1", &error));
    g_assert_no_error(error);
    /* What is told of it names its file. */
    const Document *last = again->documents->pdata[1];
    g_assert_cmpstr(last->id, ==, "D000002");
    g_assert_cmpstr(last->source, ==, original->name);
    g_assert_cmpstr(last->source_sha256, ==, original->sha256);

    g_autoptr(Document) held = document_get(setup, "D000001");
    g_assert_cmpuint(held->pages->len, ==, 1);
    g_assert_cmpint(held->patient, ==, hara);
    g_assert_nonnull(strstr(held->proposal, "which Anna has decided on"));
    g_autoptr(Document) kept = document_get(setup, "D000002");
    g_assert_cmpuint(kept->pages->len, ==, 2);
    g_assert_cmpint(kept->patient, ==, nunez);
    g_assert_cmpint(kept->status, ==, DOCUMENT_FILED);
    g_assert_cmpstr(kept->decided_by, ==, "Anna");
    g_assert_cmpstr(kept->type, ==, "lab-report");
    CatalogueCounts counts;
    g_assert_true(catalogue_count(setup->catalogue, &counts, &error));
    g_assert_cmpuint(counts.pages, ==, 3);
    g_assert_cmpuint(counts.filed, ==, 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    CATALOGUE_TEST("/reread/reopen", reopen_test);
    CATALOGUE_TEST("/reread/decisions", decisions_test);
    CATALOGUE_TEST("/reread/proposal", proposal_test);
    CATALOGUE_TEST("/reread/decided-pages", decided_pages_test);
    return g_test_run();
}
