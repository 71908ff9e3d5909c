/* test-catalogue.c - what goes into the catalogue comes out of it, whatever happens in between. */
#include "catalogue.h"
#include "fate.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    char *folder;
    char *path;
    Catalogue *catalogue;
} Setup;

static void setup_open(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    setup->folder = g_dir_make_tmp("catalogue-XXXXXX", &error);
    g_assert_no_error(error);
    setup->path = g_build_filename(setup->folder, "catalogue.db", NULL);
    setup->catalogue = catalogue_open(setup->path, CATALOGUE_CREATE, &error);
    g_assert_no_error(error);
}

static void setup_close(Setup *setup, gconstpointer data)
{
    (void)data;
    catalogue_close(setup->catalogue);
    g_autoptr(GDir) folder = g_dir_open(setup->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *path = g_build_filename(setup->folder, name, NULL);
        g_assert_cmpint(g_unlink(path), ==, 0);
    }
    g_assert_cmpint(g_rmdir(setup->folder), ==, 0);
    g_free(setup->folder);
    g_free(setup->path);
}

/* --- things to put in ------------------------------------------------------------------------ */

static Patient *patient_make(const char *mrn, const char *last, const char *first, const char *born)
{
    Patient *patient = patient_new();
    char **into[] = {&patient->mrn, &patient->last, &patient->first, &patient->date_of_birth};
    const char *const from[] = {mrn, last, first, born};
    for (guint i = 0; i < G_N_ELEMENTS(into); i++) {
        g_free(*into[i]);
        *into[i] = g_strdup(from[i]);
    }
    return patient;
}

static GPtrArray *patients_make(void)
{
    GPtrArray *patients = g_ptr_array_new_with_free_func((GDestroyNotify)patient_free);
    g_ptr_array_add(patients, patient_make("00482913", "O'Hara", "Margaret", "1952-03-14"));
    g_ptr_array_add(patients, patient_make("00000017", "Núñez", "José", "1980-12-01"));
    return patients;
}

static RosterChange roster_put(Setup *setup, const GPtrArray *patients)
{
    RosterChange change;
    g_autoptr(GError) error = NULL;
    catalogue_replace_roster(setup->catalogue, patients, "stamp", &change, &error);
    g_assert_no_error(error);
    return change;
}

static void word_put(Page *page, const char *text, const char *corrected, guint line)
{
    Word *word = word_new(text, (Box){10, 20, 30, 40}, 0.875f, line, 0);
    word->corrected = g_strdup(corrected);
    word->why = corrected != NULL ? g_strdup("rn for m") : NULL;
    g_ptr_array_add(page->words, word);
}

static Page *page_make(guint source_page, PageKind kind)
{
    Page *page = page_new(source_page);
    page->kind = kind;
    page->rotation = 270;
    page->width_px = 1728;
    page->height_px = 2200;
    page->dpi = 204;
    page->skew_degrees = -0.37;
    page->filed.format = IMAGE_G4;
    page->filed.sha256 = g_strnfill(64, 'a');
    page->filed.width_px = 1728;
    page->filed.height_px = 1100;
    page->filed.x_dpi = 204.3;
    page->filed.y_dpi = 98.1;
    page_note(page, "clean", "turned by %d degrees", 270);
    if (kind != PAGE_BLANK) {
        word_put(page, "rnetformin", "metformin", 0);
        word_put(page, "500", NULL, 0);
        word_put(page, "µg", NULL, 1);
        Word *word = page->words->pdata[1];
        Choice choice = {1, 'O', 0.25f};
        word->flags = WORD_DOUBTFUL;
        word->choices = g_array_new(FALSE, FALSE, sizeof(Choice));
        g_array_append_val(word->choices, choice);
    }
    return page;
}

/* Every bit of a document is filled. */
static Document *document_make(gint64 patient, guint first_page, guint last_page)
{
    Document *document = document_new();
    document->status = patient != 0 ? DOCUMENT_FILED : DOCUMENT_REVIEW;
    g_free(document->type);
    document->type = g_strdup("lab-report");
    document->type_confidence = 0.93;
    document->patient = patient;
    document->patient_score = patient != 0 ? 0.991 : 0;
    if (patient == 0)
        document_add_reason(document, "no-patient-found", "No patient is called %s.", "Xavier");
    g_ptr_array_add(document->fields, field_new("date_of_service", "2026-03-05", "03/05/26",
                                                first_page, (Box){1, 2, 3, 4}, 0.97f));
    g_ptr_array_add(document->fields, field_new("provider", "Leroy Kamiński", "Dr. L. Kamiński",
                                                first_page, (Box){5, 6, 7, 8}, 0.1f));
    for (guint page = first_page; page <= last_page; page++)
        g_ptr_array_add(document->pages, page_make(page, PAGE_CONTENT));
    return document;
}

static Original *original_make(char digit)
{
    Original *original = original_new();
    original->sha256 = g_strnfill(64, digit);
    original->name = g_strdup_printf("fax%c.tif", digit);
    original->vault_path = g_strdup_printf("vault/%c.tif", digit);
    original->size_bytes = 12345;
    original->received_at = 1770000000;
    return original;
}

static Original *original_put(Setup *setup, char digit)
{
    Original *original = original_make(digit);
    gboolean known;
    g_autoptr(GError) error = NULL;
    catalogue_add_original(setup->catalogue, original, &known, &error);
    g_assert_no_error(error);
    g_assert_false(known);
    return original;
}

/* The documents are taken. */
static gboolean batch_put(Setup *setup, const Original *original, GError **error, guint count, ...)
{
    g_autoptr(Batch) batch = batch_new(original->name, original->sha256);
    va_list documents;
    va_start(documents, count);
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(batch->documents, va_arg(documents, Document *));
    va_end(documents);
    return catalogue_commit_batch(setup->catalogue, original, batch, "v1", error);
}

static Document *document_get(Setup *setup, const char *id)
{
    g_autoptr(GError) error = NULL;
    Document *document = catalogue_find_document(setup->catalogue, id, &error);
    g_assert_no_error(error);
    return document;
}

static guint stale_charts(Setup *setup)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) stale = catalogue_stale_charts(setup->catalogue, &error);
    g_assert_no_error(error);
    return stale->len;
}

static gint64 chart_bind(Setup *setup, gint64 patient)
{
    g_autoptr(GError) error = NULL;
    gint64 revision;
    g_autoptr(Chart) chart = catalogue_load_chart(setup->catalogue, patient, &revision, &error);
    g_assert_no_error(error);
    catalogue_chart_bound(setup->catalogue, patient, revision, "O'Hara, Margaret", 1, &error);
    g_assert_no_error(error);
    return chart->documents->len;
}

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
    g_assert_cmpint(first->status, ==, DOCUMENT_REVIEW);
    g_autoptr(Document) second = document_get(setup, "D000002");
    g_assert_cmpint(second->patient, ==, nunez);
    g_assert_cmpstr(second->type, ==, "lab-report");
    g_assert_cmpstr(second->decided_by, ==, "Anna");
    g_assert_cmpint(second->filed_at, ==, 1771111111);
    g_autoptr(Document) third = document_get(setup, "D000003");
    g_assert_cmpint(third->patient, ==, hara);
}

/* Another split: the pages that a person decided on stay together, what lost pages is held. */
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
    batch_put(setup, original, &error, 2, document_make(hara, 1, 2), document_make(hara, 3, 3));
    g_assert_no_error(error);

    g_autoptr(Document) held = document_get(setup, "D000001");
    g_assert_cmpuint(held->pages->len, ==, 1);
    g_assert_cmpint(held->status, ==, DOCUMENT_REVIEW);
    g_assert_cmpint(held->patient, ==, 0);
    g_assert_true(document_has_reason(held, "unsure-split"));
    g_autoptr(Document) kept = document_get(setup, "D000002");
    g_assert_cmpuint(kept->pages->len, ==, 2);
    g_assert_cmpint(kept->patient, ==, nunez);
    g_assert_cmpint(kept->status, ==, DOCUMENT_FILED);
    g_assert_cmpstr(kept->decided_by, ==, "Anna");
    g_assert_cmpstr(kept->type, ==, "lab-report");
    CatalogueCounts counts;
    g_assert_true(catalogue_count(setup->catalogue, &counts, &error));
    g_assert_cmpuint(counts.pages, ==, 3);
    g_assert_cmpuint(counts.filed + counts.review, ==, 2);
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
    Document *early = document_make(hara->id, 1, 1);
    g_free(((Field *)early->fields->pdata[0])->value);
    ((Field *)early->fields->pdata[0])->value = g_strdup("2019-01-01");
    g_ptr_array_add(early->pages, page_make(2, PAGE_BLANK));
    batch_put(setup, later, &error, 1, early);
    catalogue_chart_bound(setup->catalogue, hara->id, revision, "x", 1, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(stale_charts(setup), ==, 1);
    g_autoptr(Chart) two = catalogue_load_chart(setup->catalogue, hara->id, &revision, &error);
    g_assert_cmpstr(((Document *)two->documents->pdata[0])->id, ==, "D000002");
    g_assert_cmpuint(((Document *)two->documents->pdata[0])->pages->len, ==, 1);
    g_assert_cmpuint(strlen(two->bound_on), ==, 10);

    /* It leaves: stale, and in the end empty. */
    g_assert_cmpint(chart_bind(setup, hara->id), ==, 2);
    batch_put(setup, original, &error, 1, document_make(0, 1, 2));
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

static void rights_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(Original) original = original_put(setup, '1');
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *path = g_strconcat(setup->path, ends[i], NULL);
        struct stat file;
        g_assert_cmpint(stat(path, &file), ==, 0);
        g_assert_cmpint(file.st_mode & 0777, ==, 0600);
    }
}

static void open_fails(const char *path, CatalogueMode mode, Fate fate, const char *part)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(catalogue_open(path, mode, &error));
    g_assert_error(error, FATE, (int)fate);
    g_assert_nonnull(strstr(error->message, part));
    g_assert_null(strstr(error->message, "SELECT"));
}

static void opening_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autofree char *nowhere = g_build_filename(setup->folder, "none.db", NULL);
    open_fails(nowhere, CATALOGUE_WRITE, FATE_FATAL, "There is no catalogue");
    open_fails(nowhere, CATALOGUE_READ, FATE_FATAL, "There is no catalogue");
    g_autofree char *deep = g_build_filename(setup->folder, "no", "such", "folder.db", NULL);
    open_fails(deep, CATALOGUE_CREATE, FATE_FATAL, "cannot be made");

    /* Not SQLite at all; SQLite of somebody else; ours of tomorrow. */
    g_assert_true(g_file_set_contents(nowhere,
                                      "This is a letter, no database, and long enough "
                                      "to be looked at as one by anybody who tries.",
                                      -1, NULL));
    open_fails(nowhere, CATALOGUE_WRITE, FATE_FATAL, "damaged");
    g_unlink(nowhere);
    sqlite3 *raw;
    g_assert_cmpint(sqlite3_open(nowhere, &raw), ==, SQLITE_OK);
    sqlite3_exec(raw, "CREATE TABLE songs (name)", NULL, NULL, NULL);
    sqlite3_close(raw);
    open_fails(nowhere, CATALOGUE_WRITE, FATE_FATAL, "is not a catalogue");
    g_assert_cmpint(sqlite3_open(setup->path, &raw), ==, SQLITE_OK);
    sqlite3_exec(raw, "PRAGMA user_version = 99", NULL, NULL, NULL);
    sqlite3_close(raw);
    open_fails(setup->path, CATALOGUE_WRITE, FATE_FATAL, "newer Chartward");
    open_fails(setup->path, CATALOGUE_READ, FATE_FATAL, "newer Chartward");
}

/* An empty file is what a crash between making the file and its tables leaves. */
static void empty_file_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autofree char *path = g_build_filename(setup->folder, "empty.db", NULL);
    g_assert_true(g_file_set_contents(path, "", 0, NULL));
    open_fails(path, CATALOGUE_READ, FATE_FATAL, "is not a catalogue");
    g_autoptr(GError) error = NULL;
    g_autoptr(Catalogue) begun = catalogue_open(path, CATALOGUE_WRITE, &error);
    g_assert_no_error(error);
    CatalogueCounts counts;
    g_assert_true(catalogue_count(begun, &counts, &error));
}

static void damaged_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(Original) original = original_put(setup, '1');
    g_autoptr(GError) error = NULL;
    batch_put(setup, original, &error, 1, document_make(0, 1, 9));
    g_assert_no_error(error);
    g_clear_pointer(&setup->catalogue, catalogue_close);

    g_autofree char *bytes = NULL;
    gsize size;
    g_assert_true(g_file_get_contents(setup->path, &bytes, &size, NULL));
    memset(bytes + 4096, 0x5a, size - 4096);
    g_assert_true(g_file_set_contents(setup->path, bytes, (gssize)size, NULL));
    g_autoptr(Catalogue) broken = catalogue_open(setup->path, CATALOGUE_WRITE, &error);
    if (broken != NULL)
        g_assert_null(catalogue_find_document(broken, "D000001", &error));
    g_assert_error(error, FATE, FATE_FATAL);
    g_assert_nonnull(strstr(error->message, "damaged"));
}

static void busy_test(Setup *setup, gconstpointer data)
{
    (void)data;
    if (!g_test_slow()) {
        g_test_skip("waits ten seconds; run with -m slow");
        return;
    }
    sqlite3 *raw;
    g_assert_cmpint(sqlite3_open(setup->path, &raw), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(raw, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
    g_autoptr(Original) original = original_make('1');
    gboolean known;
    g_autoptr(GError) error = NULL;
    g_assert_false(catalogue_add_original(setup->catalogue, original, &known, &error));
    g_assert_error(error, FATE, FATE_RETRY);
    sqlite3_close(raw);
    g_clear_error(&error);
    g_assert_true(catalogue_add_original(setup->catalogue, original, &known, &error));
}

/* Rights do not bind root; then only a full file can be tried. */
static void read_only_test(Setup *setup, gconstpointer data)
{
    (void)data;
    if (geteuid() == 0) {
        g_test_skip("root may write everywhere");
        return;
    }
    g_clear_pointer(&setup->catalogue, catalogue_close);
    g_assert_cmpint(chmod(setup->folder, 0500), ==, 0);
    g_assert_cmpint(chmod(setup->path, 0400), ==, 0);
    open_fails(setup->path, CATALOGUE_WRITE, FATE_FATAL, "rights");
    g_autofree char *fresh = g_build_filename(setup->folder, "fresh.db", NULL);
    open_fails(fresh, CATALOGUE_CREATE, FATE_FATAL, "cannot be made");
    g_assert_cmpint(chmod(setup->folder, 0700), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(path, function) g_test_add(path, Setup, NULL, setup_open, function, setup_close)
    TEST("/catalogue/round-trip", round_trip_test);
    TEST("/catalogue/duplicate", duplicate_test);
    TEST("/catalogue/pages-add-up", pages_add_up_test);
    TEST("/catalogue/all-or-nothing", all_or_nothing_test);
    TEST("/catalogue/reject", reject_test);
    TEST("/catalogue/reopen", reopen_test);
    TEST("/catalogue/decisions", decisions_test);
    TEST("/catalogue/decided-pages", decided_pages_test);
    TEST("/catalogue/charts", charts_test);
    TEST("/catalogue/roster", roster_test);
    TEST("/catalogue/walk", walk_test);
    TEST("/catalogue/rights", rights_test);
    TEST("/catalogue/opening", opening_test);
    TEST("/catalogue/empty-file", empty_file_test);
    TEST("/catalogue/damaged", damaged_test);
    TEST("/catalogue/busy", busy_test);
    TEST("/catalogue/read-only", read_only_test);
#undef TEST
    return g_test_run();
}
