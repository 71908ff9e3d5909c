/* test-split.c - where documents begin, which pages are covers, what is missing. */
#include "batch_setup.h"
#include "page_text.h"

static BatchSetup setup;

static const char cover[] =
    "Lakeside Clinic\nFAX COVER SHEET\nTO: Dr. Moss\nFROM: Ann\n"
    "FAX: (217) 555-0199\nPAGES: 3 (including cover)\nRE: Records\n"
    "CONFIDENTIALITY NOTICE: The documents accompanying this transmission are "
    "confidential. If you are not the intended recipient, notify the sender.";
static const char lab[] = "Lakeside Clinic\n12 Elm St\nAkron, OH 44301\nLABORATORY REPORT\n"
                          "Patient: Diaz, Ana\nDOB: 03/14/1952\nMRN: 00482913\n"
                          "Test    Result    Reference Range";
static const char note[] = "Harbor Medical Group\n9 Oak Ave\nPeoria, IL 61602\nPROGRESS NOTE\n"
                           "Patient: Roe, Richard\nDOB: 07/01/1960\nMRN: 00551122\n"
                           "SUBJECTIVE: Feels well.\nPage 1 of 2";
static const char note_two[] = "Patient: Roe, Richard   MRN: 00551122   Page 2 of 2\n"
                               "continue his diet and return in a month.\n"
                               "Electronically signed by Jane Poe, MD on 05/02/2026";

static Batch *batch_split(const char *const *texts, guint count)
{
    Batch *batch = batch_setup_batch(&setup);
    for (guint i = 0; i < count; i++) {
        Page *page = page_from_text(i + 1, texts[i] != NULL ? texts[i] : "");
        page->kind = texts[i] != NULL ? PAGE_CONTENT : PAGE_BLANK;
        g_ptr_array_add(batch->pages, page);
    }
    batch_setup_run(&setup, batch);
    return batch;
}

/* Documents as "1c 2|3 4b": source pages, c for covers, b for blanks. */
static char *batch_shape(const Batch *batch)
{
    static const char *const marks[] = {"", "c", "b", "u"};
    GString *shape = g_string_new(NULL);
    for (guint d = 0; d < batch->documents->len; d++) {
        const Document *document = g_ptr_array_index(batch->documents, d);
        g_string_append(shape, d > 0 ? "|" : "");
        for (guint i = 0; i < document->pages->len; i++) {
            const Page *page = g_ptr_array_index(document->pages, i);
            g_string_append_printf(shape, "%s%u%s", i > 0 ? " " : "", page->source_page,
                                   marks[page->kind]);
        }
    }
    return g_string_free(shape, FALSE);
}

static void shape_check(const char *const *texts, guint count, const char *wanted)
{
    g_autoptr(Batch) batch = batch_split(texts, count);
    g_autofree char *shape = batch_shape(batch);
    g_assert_cmpstr(shape, ==, wanted);
    g_assert_cmpuint(batch->pages->len, ==, 0);
}

static void test_bundle(void)
{
    const char *const texts[] = {cover, lab, note, note_two};
    shape_check(texts, 4, "1c 2|3 4");
}

/* Title and name without a label on every page: a head, no beginning; another's name is one. */
static void test_running_head(void)
{
    static const char report[] =
        "Harbor Hospital\nPeoria, IL 61602\nADMISSION HISTORY AND PHYSICAL\n"
        "Patient Name: Richard Roe\nDate of Birth: 07/01/1960\n"
        "PAST HISTORY: Appendectomy.\nSOCIAL HISTORY: Farmer.";
    static const char same[] = "History and Physical - Richard Roe\nFAMILY HISTORY: None.\n"
                               "LUNGS: Clear.\nABDOMEN: Soft.";
    static const char another[] = "History and Physical - Ana Diaz\nFAMILY HISTORY: None.\n"
                                  "LUNGS: Clear.\nABDOMEN: Soft.";
    shape_check((const char *const[]){report, same}, 2, "1 2");
    shape_check((const char *const[]){report, another}, 2, "1|2");
}

static void test_blanks(void)
{
    const char *const between[] = {note, NULL, note_two};
    shape_check(between, 3, "1 2b 3");
    const char *const last[] = {lab, NULL};
    shape_check(last, 2, "1 2b");
    const char *const before[] = {NULL, lab, note, note_two};
    shape_check(before, 4, "1b 2|3 4");
}

static void test_no_content(void)
{
    const char *const only_cover[] = {cover};
    shape_check(only_cover, 1, "1c");
    const char *const only_blank[] = {NULL, NULL};
    shape_check(only_blank, 2, "1b 2b");
    shape_check(only_blank, 0, "");
}

static void test_same_letterhead_other_patient(void)
{
    static const char other[] = "Lakeside Clinic\n12 Elm St\nAkron, OH 44301\nLABORATORY REPORT\n"
                                "Patient: Poole, Mary\nDOB: 01/02/1977\nMRN: 00400001\n"
                                "Test    Result    Reference Range";
    const char *const texts[] = {lab, other};
    shape_check(texts, 2, "1|2");
    static const char without_number[] = "Poole, Mary P            Valley Imaging\n"
                                         "34 y.o. Female           11/20/2025\n"
                                         "Reason: headaches.\nVentricles are normal.";
    shape_check((const char *const[]){lab, without_number}, 2, "1|2");
}

static void test_continuation_without_counter(void)
{
    static const char more[] = "Potassium    4.1    3.5 - 5.1\nand is otherwise as before.\n"
                               "Sodium    140    136 - 145";
    const char *const texts[] = {lab, more};
    shape_check(texts, 2, "1 2");
}

/* Systems print the whole head anew on every page of one report. */
static void test_head_on_every_page(void)
{
    static const char head[] = "Lakeside Clinic\n12 Elm St\nAkron, OH 44301\nLABORATORY REPORT\n"
                               "Patient: Diaz, Ana      DOB: 03/14/1952\nCollected: 05/01/2026\n"
                               "Sodium    140    136 - 145";
    static const char later[] = "Lakeside Clinic\n12 Elm St\nAkron, OH 44301\nLABORATORY REPORT\n"
                                "Patient: Diaz, Ana      DOB: 03/14/1952\nCollected: 06/09/2026\n"
                                "Sodium    141    136 - 145";
    const char *const same[] = {head, head};
    shape_check(same, 2, "1 2");
    const char *const other_visit[] = {head, later};
    shape_check(other_visit, 2, "1|2");
}

static void test_unreadable_is_content(void)
{
    g_autoptr(Batch) batch = batch_setup_batch(&setup);
    Page *page = page_new(1);
    page->kind = PAGE_UNREADABLE;
    g_ptr_array_add(batch->pages, page);
    batch_setup_run(&setup, batch);
    g_autofree char *shape = batch_shape(batch);
    g_assert_cmpstr(shape, ==, "1u");
}

static void test_missing_page(void)
{
    const char *const texts[] = {note, lab};
    g_autoptr(Batch) batch = batch_split(texts, 2);
    g_assert_cmpuint(batch->documents->len, ==, 2);
    g_assert_true(document_has_reason(g_ptr_array_index(batch->documents, 0), "missing-page"));
    g_assert_false(document_has_reason(g_ptr_array_index(batch->documents, 1), "missing-page"));
}

/* What is told of the patient earlier in a document is held against every later page. */
static void test_patient_of_the_first_page(void)
{
    static const char first[] = "Harbor Medical Group\n9 Oak Ave\nPeoria, IL 61602\n"
                                "Patient: Roe, Richard\nDOB: 07/01/1960\nMRN: 00551122\n"
                                "He has been well since his last visit and takes all of his\n"
                                "medicines as he was told, without";
    static const char second[] = "any side effect that he can name, and he walks every day for\n"
                                 "half an hour.";
    static const char other[] = "Patient: Poole, Mary\nDOB: 01/02/1977\nMRN: 00400001\n"
                                "She is here because of her knee, which swells after work.";
    const char *const texts[] = {first, second, other};
    shape_check(texts, 3, "1 2|3");
}

/* Without title and counter: who the patient is is told where a document begins. */
static void test_block_without_title(void)
{
    static const char letter[] = "Thank you for sending him. We will see him again in the spring\n"
                                 "and let you know.";
    static const char form[] = "Patient: Poole, Mary      DOB: 01/02/1977\n"
                               "MRN: 00400001             Sex: F\n"
                               "Phone: (217) 555-0117     Address: 3 Mill St\n"
                               "Flu vaccine given 10/01/2025 in the left arm, lot 4471";
    const char *const texts[] = {letter, form};
    shape_check(texts, 2, "1|2");
}

/* Two visits of one patient, letterhead and all alike. */
static void test_same_patient_twice(void)
{
    static const char one[] = "Lakeside Clinic\n12 Elm St\nAkron, OH 44301\nPROGRESS NOTE\n"
                              "Patient: Diaz, Ana      DOB: 03/14/1952\n"
                              "Date of Visit: 05/01/2026\nSUBJECTIVE: Cough.\nPage 1 of 1";
    static const char two[] = "Lakeside Clinic\n12 Elm St\nAkron, OH 44301\nPROGRESS NOTE\n"
                              "Patient: Diaz, Ana      DOB: 03/14/1952\n"
                              "Date of Visit: 06/11/2026\nSUBJECTIVE: No cough.\nPage 1 of 1";
    static const char lab_of_hers[] =
        "Lakeside Clinic\n12 Elm St\nAkron, OH 44301\nLABORATORY REPORT\n"
        "Patient: Diaz, Ana      DOB: 03/14/1952\nCollected: 06/11/2026\n"
        "Sodium    140    136 - 145";
    const char *const texts[] = {one, two, lab_of_hers};
    shape_check(texts, 3, "1|2|3");
}

static void test_numbered_list_goes_on(void)
{
    static const char plan[] = "Lakeside Clinic\n12 Elm St\nAkron, OH 44301\nPROGRESS NOTE\n"
                               "Patient: Diaz, Ana      DOB: 03/14/1952\n"
                               "PLAN:\n1. Rest.\n2. Fluids and a walk every day as she can";
    static const char rest[] = "3. Return in a week.\n4. Call if the cough is worse.\n"
                               "Electronically signed by Jane Poe, MD on 05/02/2026";
    const char *const texts[] = {plan, rest};
    shape_check(texts, 2, "1 2");
}

/* Pages that tell of nobody do not take the patient of a page that may be another document's. */
static void test_unsure_when_patient_appears_late(void)
{
    static const char nobody[] = "The wound is clean and dry. He may shower from tomorrow on and\n"
                                 "should come back in one week to have the stitches taken out.";
    static const char somebody[] = "Roe, Richard\nPatient: Roe, Richard DOB: 07/01/1960\n"
                                   "The film of the chest shows no change since last year and no\n"
                                   "sign of fluid.";
    const char *const texts[] = {nobody, somebody};
    g_autoptr(Batch) batch = batch_split(texts, 2);
    g_assert_true(document_has_reason(g_ptr_array_index(batch->documents, 0), "unsure-split"));
}

/* A page that nothing ties to the signed one before it may be anybody's. */
static void test_stray_page_behind_a_signature(void)
{
    static const char signed_note[] =
        "PROGRESS NOTE\nPatient: Roe, Richard   DOB: 07/01/1960   MRN: 00551122\n"
        "He is well and returns in a year.\n\n"
        "Electronically signed by Jane Poe, MD on 05/02/2026";
    static const struct {
        const char *text;
        gboolean unsure;
    } cases[] = {
        {"Sinus rhythm, rate 72. Normal intervals. No acute change.", TRUE},
        {"Sinus rhythm, rate 72. Normal intervals.\nPage 2", FALSE},
        {"Richard Roe\nSinus rhythm, rate 72. Normal intervals.", FALSE},
        {"and he should call if the pain in his knee comes back again.", FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *const texts[] = {signed_note, cases[i].text};
        g_autoptr(Batch) batch = batch_split(texts, 2);
        g_assert_cmpuint(batch->documents->len, ==, 1);
        g_assert_cmpint(document_has_reason(g_ptr_array_index(batch->documents, 0), "unsure-split"),
                        ==, cases[i].unsure);
    }
}

static void test_fax_page_missing(void)
{
    static const char one[] = "11/20/2026 09:14 LAKESIDE CLINIC AKRON P.01/03\n"
                              "Lakeside Clinic\n12 Elm St\nAkron, OH 44301\nLABORATORY REPORT\n"
                              "Patient: Diaz, Ana\nDOB: 03/14/1952\nMRN: 00482913";
    static const char three[] = "11/20/2026 09:14 LAKESIDE CLINIC AKRON P.03/03\n"
                                "Potassium    4.1    3.5 - 5.1\nSodium    140    136 - 145";
    static const char two[] = "11/20/2026 09:14 LAKESIDE CLINIC AKRON P.02/03\n"
                              "Potassium    4.1    3.5 - 5.1\nSodium    140    136 - 145";
    const char *const texts[] = {one, three};
    g_autoptr(Batch) batch = batch_split(texts, 2);
    g_assert_cmpuint(batch->documents->len, ==, 1);
    g_assert_true(document_has_reason(g_ptr_array_index(batch->documents, 0), "missing-page"));
    const char *const all[] = {one, two, three};
    g_autoptr(Batch) whole = batch_split(all, 3);
    g_assert_false(document_has_reason(g_ptr_array_index(whole->documents, 0), "missing-page"));
}

/* Two faxes scanned in one go: the machine's line changes its sender and counts anew. */
static void test_other_fax(void)
{
    static const char one[] = "11/20/2026 09:14 LAKESIDE CLINIC AKRON P.01/01\n"
                              "The result is normal. No further visit is needed now.";
    static const char two[] = "11/21/2026 16:40 HARBOR MEDICAL GROUP P.01/01\n"
                              "We have moved to a new building in the same street.";
    const char *const texts[] = {one, two};
    shape_check(texts, 2, "1|2");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    batch_setup_open(&setup, &split_stage);
    g_test_add_func("/split/bundle", test_bundle);
    g_test_add_func("/split/running-head", test_running_head);
    g_test_add_func("/split/blanks", test_blanks);
    g_test_add_func("/split/no-content", test_no_content);
    g_test_add_func("/split/same-letterhead-other-patient", test_same_letterhead_other_patient);
    g_test_add_func("/split/continuation-without-counter", test_continuation_without_counter);
    g_test_add_func("/split/head-on-every-page", test_head_on_every_page);
    g_test_add_func("/split/unreadable-is-content", test_unreadable_is_content);
    g_test_add_func("/split/missing-page", test_missing_page);
    g_test_add_func("/split/patient-of-the-first-page", test_patient_of_the_first_page);
    g_test_add_func("/split/block-without-title", test_block_without_title);
    g_test_add_func("/split/same-patient-twice", test_same_patient_twice);
    g_test_add_func("/split/numbered-list-goes-on", test_numbered_list_goes_on);
    g_test_add_func("/split/unsure-when-patient-appears-late",
                    test_unsure_when_patient_appears_late);
    g_test_add_func("/split/stray-page-behind-a-signature", test_stray_page_behind_a_signature);
    g_test_add_func("/split/fax-page-missing", test_fax_page_missing);
    g_test_add_func("/split/other-fax", test_other_fax);
    int status = g_test_run();
    batch_setup_close(&setup);
    return status;
}
