/* test-catalogue.c - what goes into the catalogue comes out of it, whole or not at all. */
#include "catalogue_setup.h"

/* --- comparing ------------------------------------------------------------------------------- */

static void pages_compare(const Page *one, const Page *other)
{
    g_autoptr(GVariant) a = g_variant_ref_sink(page_pack(one));
    g_autoptr(GVariant) b = g_variant_ref_sink(page_pack(other));
    g_assert_cmpvariant(a, b);
}

static void boxes_compare(Box one, Box other)
{
    g_assert_cmpmem(&one, sizeof(one), &other, sizeof(other));
}

static void fields_compare(const Document *one, const Document *other)
{
    g_assert_cmpuint(one->fields->len, ==, other->fields->len);
    for (guint i = 0; i < one->fields->len; i++) {
        const Field *a = one->fields->pdata[i], *b = other->fields->pdata[i];
        g_assert_cmpstr(a->name, ==, b->name);
        g_assert_cmpstr(a->value, ==, b->value);
        g_assert_cmpstr(a->raw, ==, b->raw);
        g_assert_cmpuint(a->source_page, ==, b->source_page);
        boxes_compare(a->box, b->box);
        g_assert_true(memcmp(&a->confidence, &b->confidence, sizeof(float)) == 0);
    }
}

static void candidates_compare(const Document *one, const Document *other)
{
    g_assert_cmpuint(one->candidates->len, ==, other->candidates->len);
    for (guint i = 0; i < one->candidates->len; i++) {
        const Candidate *a = one->candidates->pdata[i], *b = other->candidates->pdata[i];
        g_assert_cmpint(a->patient, ==, b->patient);
        g_assert_cmpstr(a->mrn, ==, b->mrn);
        g_assert_cmpstr(a->name, ==, b->name);
        g_assert_cmpfloat(a->score, ==, b->score);
        g_assert_cmpuint(a->evidence->len, ==, b->evidence->len);
        for (guint j = 0; j < a->evidence->len; j++) {
            const Evidence *c = a->evidence->pdata[j], *d = b->evidence->pdata[j];
            g_assert_cmpstr(c->identifier, ==, d->identifier);
            g_assert_cmpstr(c->sentence, ==, d->sentence);
            g_assert_cmpfloat(c->weight, ==, d->weight);
            g_assert_cmpuint(c->source_page, ==, d->source_page);
            boxes_compare(c->box, d->box);
        }
    }
}

static void documents_compare(const Document *one, const Document *other)
{
    g_assert_cmpint(one->status, ==, other->status);
    g_assert_cmpstr(one->type, ==, other->type);
    g_assert_cmpfloat(one->type_confidence, ==, other->type_confidence);
    g_assert_cmpint(one->patient, ==, other->patient);
    g_assert_cmpfloat(one->patient_score, ==, other->patient_score);
    g_assert_cmpstr(one->decided_by, ==, other->decided_by);
    g_assert_cmpuint(one->reasons->len, ==, other->reasons->len);
    for (guint i = 0; i < one->reasons->len; i++) {
        const Reason *a = one->reasons->pdata[i], *b = other->reasons->pdata[i];
        g_assert_cmpstr(a->code, ==, b->code);
        g_assert_cmpstr(a->sentence, ==, b->sentence);
    }
    fields_compare(one, other);
    candidates_compare(one, other);
    g_assert_cmpuint(one->pages->len, ==, other->pages->len);
    for (guint i = 0; i < one->pages->len; i++)
        pages_compare(one->pages->pdata[i], other->pages->pdata[i]);
}

/* --- tests ----------------------------------------------------------------------------------- */

static void round_trip_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(GPtrArray) patients = patients_make();
    roster_put(setup, patients);
    const Patient *owner = patients->pdata[0];
    g_autoptr(Original) original = original_put(setup, '1');
    Document *made[2];
    for (guint i = 0; i < 2; i++) {
        made[i] = document_make(owner->id, 1, 3);
        ((Page *)made[i]->pages->pdata[0])->kind = PAGE_COVER;
        g_ptr_array_remove_index(made[i]->pages, 1);
        g_ptr_array_insert(made[i]->pages, 1, page_make(2, PAGE_BLANK));
        Candidate *candidate = candidate_new(owner->id, owner->mrn, "O'Hara, Margaret", 0.991);
        Evidence *evidence = evidence_new("date_of_birth", -3.5, "birth date %s", "agrees");
        evidence->source_page = 3;
        evidence->box = (Box){9, 8, 7, 6};
        g_ptr_array_add(candidate->evidence, evidence);
        g_ptr_array_add(candidate->evidence, evidence_new("name", 7.25, "the name agrees"));
        g_ptr_array_add(made[i]->candidates, candidate);
        document_add_reason(made[i], "low-confidence-text", "Page 3 is hard to read.");
    }
    g_autoptr(Document) kept = made[1];
    g_autoptr(GError) error = NULL;
    batch_put(setup, original, &error, 1, made[0]);
    g_assert_no_error(error);

    g_autoptr(Document) found = document_get(setup, "d1");
    documents_compare(kept, found);
    g_assert_cmpstr(found->id, ==, "D000001");
    g_assert_cmpstr(found->source, ==, "fax1.tif");
    g_assert_cmpstr(found->source_sha256, ==, original->sha256);
    g_assert_cmpstr(found->patient_mrn, ==, "00482913");
    g_assert_cmpint(found->filed_at, >, 1700000000);
    const Page *page = found->pages->pdata[2];
    g_autofree char *text = page_text(page, TEXT_CORRECTED), *before = page_text(page, TEXT_OCR);
    g_assert_cmpstr(text, ==, "metformin 500\nµg");
    g_assert_cmpstr(before, ==, "rnetformin 500\nµg");

    CatalogueCounts counts;
    g_assert_true(catalogue_count(setup->catalogue, &counts, &error));
    g_assert_cmpuint(counts.pages, ==, 3);
    g_assert_cmpuint(counts.filed_pages, ==, 3);
    g_assert_cmpuint(counts.patients, ==, 2);
    g_assert_null(catalogue_find_document(setup->catalogue, "D000002", &error));
    g_assert_error(error, FATE, FATE_INPUT);
}

static void duplicate_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(Original) first = original_put(setup, '1');
    g_autoptr(Original) again = original_make('1');
    g_free(again->name);
    again->name = g_strdup("again.tif");
    gboolean known = FALSE;
    g_autoptr(GError) error = NULL;
    for (int i = 0; i < 2; i++) {
        g_assert_true(catalogue_add_original(setup->catalogue, again, &known, &error));
        g_assert_true(known);
    }
    g_assert_cmpint(again->id, ==, first->id);
    g_auto(GStrv) names = catalogue_original_names(setup->catalogue, first->sha256, &error);
    g_assert_cmpstrv(names, ((const char *const[]){"again.tif", NULL}));
    g_autoptr(GPtrArray) pending = catalogue_pending(setup->catalogue, &error);
    g_assert_cmpuint(pending->len, ==, 1);
    g_autoptr(Original) found = catalogue_find_original(setup->catalogue, first->sha256, &error);
    g_assert_cmpstr(found->name, ==, "fax1.tif");
    g_assert_cmpstr(found->vault_path, ==, "vault/1.tif");
    g_assert_cmpint(found->size_bytes, ==, 12345);
    g_assert_cmpint(found->received_at, ==, 1770000000);
}

static void pages_add_up_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(Original) original = original_put(setup, '1');
    original->page_count = 3;
    g_autoptr(GError) error = NULL;
    g_assert_false(batch_put(setup, original, &error, 1, document_make(0, 1, 2)));
    g_assert_error(error, FATE, FATE_INPUT);
    g_assert_nonnull(strstr(error->message, "page 3 lies in no document"));
    g_clear_error(&error);
    g_assert_false(
        batch_put(setup, original, &error, 2, document_make(0, 1, 2), document_make(0, 2, 3)));
    g_assert_nonnull(strstr(error->message, "page 2 lies in two documents"));
    g_clear_error(&error);
    g_assert_false(batch_put(setup, original, &error, 1, document_make(0, 1, 4)));
    g_assert_error(error, FATE, FATE_INPUT);
    g_clear_error(&error);
    CatalogueCounts counts;
    g_assert_true(catalogue_count(setup->catalogue, &counts, &error));
    g_assert_cmpuint(counts.pages, ==, 0);
    g_assert_cmpuint(counts.review, ==, 0);
    g_assert_true(
        batch_put(setup, original, &error, 2, document_make(0, 1, 2), document_make(0, 3, 3)));
    g_assert_true(catalogue_count(setup->catalogue, &counts, &error));
    g_assert_cmpuint(counts.review_pages, ==, 3);
}

/* A patient that is not there breaks a rule of the database: nothing of the batch stays. */
static void all_or_nothing_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(Original) original = original_put(setup, '1');
    g_autoptr(GError) error = NULL;
    g_assert_false(
        batch_put(setup, original, &error, 2, document_make(0, 1, 1), document_make(77, 2, 2)));
    g_assert_error(error, FATE, FATE_INPUT);
    g_clear_error(&error);
    CatalogueCounts counts;
    g_assert_true(catalogue_count(setup->catalogue, &counts, &error));
    g_assert_cmpuint(counts.pages, ==, 0);
    g_autoptr(GPtrArray) pending = catalogue_pending(setup->catalogue, &error);
    g_assert_cmpuint(pending->len, ==, 1);
    g_assert_cmpuint(stale_charts(setup), ==, 0);
}

static void reject_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(Original) original = original_put(setup, '1');
    g_autoptr(GError) error = NULL;
    g_assert_true(catalogue_reject_original(setup->catalogue, original, "encrypted-file",
                                            "It asks for a password.", &error));
    g_autoptr(Document) failed = document_get(setup, "D000001");
    g_assert_cmpint(failed->status, ==, DOCUMENT_FAILED);
    g_assert_cmpuint(failed->pages->len, ==, 0);
    g_assert_cmpstr(((Reason *)failed->reasons->pdata[0])->code, ==, "encrypted-file");
    CatalogueCounts counts;
    g_assert_true(catalogue_count(setup->catalogue, &counts, &error));
    g_assert_cmpuint(counts.failed_originals, ==, 1);

    /* Read again after all, it takes its document's place. */
    guint count;
    const char *const ids[] = {"D000001", NULL};
    g_assert_true(catalogue_reopen(setup->catalogue, "v2", ids, &count, &error));
    g_assert_cmpuint(count, ==, 1);
    g_assert_true(
        batch_put(setup, original, &error, 2, document_make(0, 1, 1), document_make(0, 2, 2)));
    g_autoptr(Document) first = document_get(setup, "D000001");
    g_assert_cmpint(first->status, ==, DOCUMENT_REVIEW);

    /* And what was read once is not lost when a later reading fails. */
    g_assert_true(catalogue_reopen(setup->catalogue, "v2", ids, &count, &error));
    g_assert_true(
        catalogue_reject_original(setup->catalogue, original, "damaged-file", "It broke.", &error));
    g_assert_true(catalogue_count(setup->catalogue, &counts, &error));
    g_assert_cmpuint(counts.pages, ==, 2);
    g_assert_cmpuint(counts.failed_originals, ==, 0);
}

static gboolean ids_collect(gpointer data, const Document *document)
{
    g_string_append_printf(data, "%s ", document->id);
    return !g_str_equal(document->id, "D000002");
}

static void walk_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(Original) original = original_put(setup, '1');
    g_autoptr(GError) error = NULL;
    batch_put(setup, original, &error, 3, document_make(0, 1, 1), document_make(0, 2, 2),
              document_make(0, 3, 3));
    g_autoptr(GString) ids = g_string_new(NULL);
    g_assert_true(catalogue_each_document(setup->catalogue, NULL, ids_collect, ids, &error));
    g_assert_cmpstr(ids->str, ==, "D000001 D000002 ");
    DocumentStatus filed = DOCUMENT_FILED;
    g_string_truncate(ids, 0);
    g_assert_true(catalogue_each_document(setup->catalogue, &filed, ids_collect, ids, &error));
    g_assert_cmpstr(ids->str, ==, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    CATALOGUE_TEST("/catalogue/round-trip", round_trip_test);
    CATALOGUE_TEST("/catalogue/duplicate", duplicate_test);
    CATALOGUE_TEST("/catalogue/pages-add-up", pages_add_up_test);
    CATALOGUE_TEST("/catalogue/all-or-nothing", all_or_nothing_test);
    CATALOGUE_TEST("/catalogue/reject", reject_test);
    CATALOGUE_TEST("/catalogue/walk", walk_test);
    return g_test_run();
}
