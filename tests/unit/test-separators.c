/* test-separators.c - what barcodes mean: separator sheets part documents, a patient's label
 * speaks for and against. From split to file, as the clerk runs them. */
#include "batch_setup.h"
#include "page_text.h"
#include "people.h"

static const Stage *const chain[] = {&split_stage, &classify_stage, &extract_stage, &match_stage,
                                     &file_stage};
static BatchSetup setups[G_N_ELEMENTS(chain)];
static Roster *roster;

static const char sheet[] = "Separator sheet\nA new document begins after this sheet.";
static const char patch_sheet[] = "PATCH T";
static const char letter[] = "Thank you for the call. She is well and needs nothing else.";
static const char more[] = "She will return in a year, or earlier should the pain come back.";
static const char named[] = "Patient: Diaz, Ana\nShe is well and needs nothing else.";
static const char other_named[] = "Patient: Roe, Richard\nHe is well and needs nothing else.";

typedef struct {
    const char *text;
    BarcodeKind kind;
    const char *code; /* NULL: none */
} Sheet;

static Batch *filed(const Sheet *sheets, guint count)
{
    Batch *batch = batch_setup_batch(&setups[0]);
    batch->roster = roster;
    for (guint i = 0; i < count; i++) {
        Page *page = page_from_text(i + 1, sheets[i].text);
        if (sheets[i].code != NULL)
            g_ptr_array_add(page->barcodes,
                            barcode_new(sheets[i].kind, sheets[i].code, (Box){100, 100, 400, 90}));
        g_ptr_array_add(batch->pages, page);
    }
    for (guint i = 0; i < G_N_ELEMENTS(setups); i++)
        batch_setup_run(&setups[i], batch);
    return batch;
}

/* "1c 2|3": pages of each document, c for covers. */
static void assert_shape(const Batch *batch, const char *wanted)
{
    g_autoptr(GString) shape = g_string_new(NULL);
    for (guint d = 0; d < batch->documents->len; d++) {
        const Document *document = batch->documents->pdata[d];
        g_string_append(shape, d > 0 ? "|" : "");
        for (guint i = 0; i < document->pages->len; i++) {
            const Page *page = document->pages->pdata[i];
            g_string_append_printf(shape, "%s%u%s", i > 0 ? " " : "", page->source_page,
                                   page->kind == PAGE_COVER ? "c" : "");
        }
    }
    g_assert_cmpstr(shape->str, ==, wanted);
}

static const char *mrn_of(const Batch *batch, guint document)
{
    const Field *mrn = document_lookup_field(batch->documents->pdata[document], "mrn");
    return mrn != NULL ? mrn->value : NULL;
}

/* --- separators ------------------------------------------------------------------------------- */

static void test_without(void)
{
    const Sheet sheets[] = {{letter}, {more}};
    g_autoptr(Batch) batch = filed(sheets, 2);
    assert_shape(batch, "1 2");
}

static void test_parts(void)
{
    const Sheet ours[] = {{letter}, {sheet, BARCODE_CODE128, BARCODE_SEPARATOR}, {more}};
    g_autoptr(Batch) batch = filed(ours, 3);
    assert_shape(batch, "1|2c 3");
    g_assert_false(document_has_reason(batch->documents->pdata[0], "unsure-split"));
    g_assert_false(document_has_reason(batch->documents->pdata[1], "unsure-split"));
    const Sheet patches[] = {{letter}, {patch_sheet, BARCODE_PATCH, ""}, {more}};
    g_autoptr(Batch) patched = filed(patches, 3);
    assert_shape(patched, "1|2c 3");
}

/* One in front, one behind, two in a row: no document comes of them. */
static void test_edges(void)
{
    const Sheet sheets[] = {
        {patch_sheet, BARCODE_PATCH, ""}, {letter}, {patch_sheet, BARCODE_PATCH, ""},
        {patch_sheet, BARCODE_PATCH, ""}, {more},   {patch_sheet, BARCODE_PATCH, ""}};
    g_autoptr(Batch) batch = filed(sheets, G_N_ELEMENTS(sheets));
    assert_shape(batch, "1c 2|3c 4c 5 6c");
}

/* A form whose first page has the patch printed on it is content, and begins a document. */
static void test_patch_on_a_form(void)
{
    g_autoptr(GString) form = g_string_new("Intake form\n");
    for (guint i = 0; i < 12; i++)
        g_string_append(form, "Please tell us of the illnesses that you have had.\n");
    const Sheet sheets[] = {{letter}, {form->str, BARCODE_PATCH, ""}, {more}};
    g_autoptr(Batch) batch = filed(sheets, 3);
    assert_shape(batch, "1|2 3");
}

/* Other bars on a page part nothing: an order's number, even on a page of few words. */
static void test_other_codes(void)
{
    const Sheet sheets[] = {{letter}, {more, BARCODE_CODE128, "A7712345"}};
    g_autoptr(Batch) batch = filed(sheets, 2);
    assert_shape(batch, "1 2");
    g_assert_null(mrn_of(batch, 0));
}

/* --- patients' codes -------------------------------------------------------------------------- */

static void test_label(void)
{
    static const char *const codes[] = {"00482913", "MRN 00482913", "MRN00482913",
                                        "DIAZ^ANA|00482913|19520314"};
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
        const Sheet sheets[] = {{named, BARCODE_QR, codes[i]}};
        g_autoptr(Batch) batch = filed(sheets, 1);
        const Document *document = batch->documents->pdata[0];
        const Field *mrn = document_lookup_field(document, "mrn");
        g_assert_cmpstr(mrn->value, ==, "00482913");
        g_assert_cmpstr(mrn->raw, ==, codes[i]);
        g_assert_cmpint(mrn->box.width, ==, 400);
        g_assert_cmpint(document->status, ==, DOCUMENT_FILED);
        g_assert_cmpint(document->patient, ==, 1);
    }
}

/* Only what is an active patient's MRN letter by letter is one. */
static void test_no_mrn(void)
{
    static const char *const codes[] = {"482913",   "0048291", "004829130", "00482919",
                                        "00399999", "4711",    "X00482913", "D000123"};
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
        const Sheet sheets[] = {{named, BARCODE_CODE39, codes[i]}};
        g_autoptr(Batch) batch = filed(sheets, 1);
        g_assert_null(mrn_of(batch, 0));
        g_assert_cmpint(((Document *)batch->documents->pdata[0])->status, ==, DOCUMENT_REVIEW);
    }
    const Sheet named_short[] = {{other_named, BARCODE_CODE39, "MRN 4711"}};
    g_autoptr(Batch) batch = filed(named_short, 1);
    g_assert_cmpstr(mrn_of(batch, 0), ==, "4711");
}

/* A label alone is one identifier: a person decides. */
static void test_label_alone(void)
{
    const Sheet sheets[] = {{letter, BARCODE_CODE128, "00482913"}};
    g_autoptr(Batch) batch = filed(sheets, 1);
    const Document *document = batch->documents->pdata[0];
    g_assert_cmpint(document->status, ==, DOCUMENT_REVIEW);
    g_assert_cmpuint(document->candidates->len, >, 0);
    g_assert_cmpstr(((Candidate *)document->candidates->pdata[0])->mrn, ==, "00482913");
}

/* Somebody else's label on a page contradicts what is printed, though that would do. */
static void test_wrong_label(void)
{
    static const char whole[] = "Patient: Diaz, Ana\nDOB: 03/14/1952\nMRN: 00482913\nShe is well.";
    const Sheet right[] = {{whole, BARCODE_CODE128, "00482913"}};
    const Sheet wrong[] = {{whole, BARCODE_CODE128, "00551122"}};
    g_autoptr(Batch) agreed = filed(right, 1);
    g_assert_cmpint(((Document *)agreed->documents->pdata[0])->status, ==, DOCUMENT_FILED);
    g_autoptr(Batch) contradicted = filed(wrong, 1);
    g_assert_cmpint(((Document *)contradicted->documents->pdata[0])->status, ==, DOCUMENT_REVIEW);
    g_assert_true(
        document_has_reason(contradicted->documents->pdata[0], "contradicting-identifiers"));
}

/* A patient's separator speaks of what follows it, not of what lies before. */
static void test_patient_separator(void)
{
    g_autofree char *text = barcode_separator_text("00482913");
    const Sheet sheets[] = {{other_named}, {sheet, BARCODE_CODE128, text}, {named}};
    g_autoptr(Batch) batch = filed(sheets, 3);
    assert_shape(batch, "1|2c 3");
    g_assert_null(mrn_of(batch, 0));
    g_assert_cmpstr(mrn_of(batch, 1), ==, "00482913");
    g_assert_cmpint(((Document *)batch->documents->pdata[1])->status, ==, DOCUMENT_FILED);
    const Sheet last[] = {{named}, {sheet, BARCODE_CODE128, text}};
    g_autoptr(Batch) behind = filed(last, 2);
    assert_shape(behind, "1 2c");
    g_assert_null(mrn_of(behind, 0));
    const Sheet wrong[] = {{sheet, BARCODE_CODE128, text}, {other_named}};
    g_autoptr(Batch) contradicted = filed(wrong, 2);
    g_assert_cmpint(((Document *)contradicted->documents->pdata[0])->status, ==, DOCUMENT_REVIEW);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    roster = roster_new();
    people_take(roster, 1, "00482913", "Diaz|Ana|||1952-03-14|F||");
    people_take(roster, 2, "00551122", "Roe|Richard|||1960-07-01|M||");
    people_take(roster, 3, "4711", "Kim|Joon|||1970-01-02|M||");
    roster_seal(roster);
    for (guint i = 0; i < G_N_ELEMENTS(setups); i++)
        batch_setup_open(&setups[i], chain[i]);
    g_test_add_func("/separators/without", test_without);
    g_test_add_func("/separators/parts", test_parts);
    g_test_add_func("/separators/edges", test_edges);
    g_test_add_func("/separators/patch-on-a-form", test_patch_on_a_form);
    g_test_add_func("/separators/other-codes", test_other_codes);
    g_test_add_func("/separators/label", test_label);
    g_test_add_func("/separators/no-mrn", test_no_mrn);
    g_test_add_func("/separators/label-alone", test_label_alone);
    g_test_add_func("/separators/wrong-label", test_wrong_label);
    g_test_add_func("/separators/patient-separator", test_patient_separator);
    int status = g_test_run();
    for (guint i = 0; i < G_N_ELEMENTS(setups); i++)
        batch_setup_close(&setups[i]);
    roster_free(roster);
    return status;
}
