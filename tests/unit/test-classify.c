/* test-classify.c - what kind of document the pages are, told by dict/doctypes. */
#include "batch_setup.h"
#include "page_text.h"

static BatchSetup setup;

static char *type_of(const char *text, double *confidence)
{
    g_autoptr(Batch) batch = batch_setup_batch(&setup);
    Document *document = document_new();
    g_ptr_array_add(document->pages, page_from_text(1, text));
    g_ptr_array_add(batch->documents, document);
    batch_setup_run(&setup, batch);
    *confidence = document->type_confidence;
    return g_strdup(document->type);
}

typedef struct {
    const char *text, *type;
} Case;

static void cases_check(const Case *cases, gsize count)
{
    for (gsize i = 0; i < count; i++) {
        double confidence;
        g_autofree char *type = type_of(cases[i].text, &confidence);
        g_test_message("%s: %s %.2f", cases[i].type, type, confidence);
        g_assert_cmpstr(type, ==, cases[i].type);
        g_assert_cmpfloat(confidence, >=, 0.5);
        g_assert_cmpfloat(confidence, <=, 1.0);
    }
}

static void test_titles(void)
{
    static const Case cases[] = {
        {"Lakeside Clinic\n12 Elm St\nCONSULTATION REPORT\nPatient: Ana Diaz", "consultation"},
        {"Office Visit Note\nName: Ana Diaz", "progress-note"},
        {"HOSPITAL DISCHARGE SUMMARY\nName: Ana Diaz", "discharge-summary"},
        {"OPERATIVE NOTE\nName: Ana Diaz", "operative-report"},
        {"Department of Radiology\nMRI REPORT", "radiology-report"},
        {"SURGICAL PATHOLOGY REPORT\nName: Ana Diaz", "pathology-report"},
        {"Final Laboratory Report", "lab-report"},
        {"PATIENT REFERRAL FORM", "referral"},
        {"Prescription Refill Request", "refill-request"},
        {"Medication Prior Authorization Request", "prior-authorization"},
        {"EXPLANATION OF BENEFITS\nTHIS IS NOT A BILL", "explanation-of-benefits"},
        {"HEALTH INSURANCE CLAIM FORM\nPICA", "claim-form"},
        {"Appointment Reminder\nDear Ms. Diaz:", "appointment-notice"},
        {"AUTHORIZATION TO RELEASE MEDICAL RECORDS", "records-request"},
        {"Admission History & Physical", "history-and-physical"},
        {"Certificate of Immunization", "immunization-record"},
        {"Diaz, Ana   MRN: 00482913\nConsults by Jane Poe, MD at 3/12/2026", "consultation"},
        {"SUPERBILL\nPatient: Ana Diaz", "claim-form"},
        {"Bone Densitometry\nName: Ana Diaz", "radiology-report"},
        {"Informed Consent for Surgery\nPatient: Ana Diaz\nProcedure: Colonoscopy", "other"},
        {"PHYSICIAN ORDER SHEET\nResident: Diaz, Ana", "other"},
    };
    cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_titles_misread(void)
{
    static const Case cases[] = {
        {"DlSCHARGE SUMMARV", "discharge-summary"},
        {"0PERATIVE REP0RT", "operative-report"},
        {"LAB0RATORY REPQRT", "lab-report"},
        {"EXPLANATI0N OF BENEFlTS", "explanation-of-benefits"},
        {"PR0GRESS N0TE", "progress-note"},
    };
    cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_without_title(void)
{
    static const Case cases[] = {
        {"PREOPERATIVE DIAGNOSIS: Cataract.\nPOSTOPERATIVE DIAGNOSIS: Cataract.\n"
         "ANESTHESIA: Local.\nESTIMATED BLOOD LOSS: None.\n"
         "The patient was prepped and draped in the usual manner.",
         "operative-report"},
        {"Dear Dr. Moss:\nThank you for referring Ms. Diaz. I saw your patient today.\n"
         "REASON FOR CONSULTATION: Chest pain.\nRECOMMENDATIONS: Stress test.",
         "consultation"},
        {"Harbor Heart Group\nMay 4, 2026\n\nJane Poe, MD\n12 Elm Street\nDurham, NC 27701\n\n"
         "Re: Ana Diaz\n\nDear Jane,\nMs. Diaz was in the office today for evaluation of "
         "palpitations.\nI have asked for a monitor and will keep you informed.",
         "consultation"},
        {"SUBJECTIVE: Feels better.\nOBJECTIVE: Afebrile.\nASSESSMENT: Improved.\nPLAN: Return.",
         "progress-note"},
        {"TECHNIQUE: Axial images without contrast.\nCOMPARISON: None.\nFINDINGS: Normal.\n"
         "IMPRESSION: No acute disease.",
         "radiology-report"},
        {"This is to remind you of your appointment on 12/01/2026.\nPlease arrive 15 minutes "
         "early\n"
         "and bring your insurance card and a photo ID. To reschedule call us.",
         "appointment-notice"},
        {"Our client: Ana Diaz\nThis firm represents the person named above. Please send a "
         "certified copy\nof the medical records. A signed authorization is enclosed.",
         "records-request"},
        {"I would be grateful if you would see Ms. Diaz for her headaches.\n"
         "Please send your report to our office.",
         "referral"},
        {"Ms. Diaz called. She needs a refill of lisinopril 20 mg. Last fill 10/02/2026.\n"
         "Pharmacy: Elm Drug. Three tablets left.",
         "refill-request"},
        {"The plan cannot approve the request: the drug is not medically necessary.\n"
         "Your doctor may ask for a peer-to-peer review.",
         "prior-authorization"},
    };
    cases_check(cases, G_N_ELEMENTS(cases));
}

/* Prose whose titles, if any, are in no table: the wording model alone carries it, and is not sure
 * of it. */
static void test_titles_unknown(void)
{
    static const Case cases[] = {
        {"Riverside Kidney Group\nMonday chair round\nDiaz, Ana\nHemodialysis by left arm fistula, "
         "dry "
         "weight 70 kg, phosphorus above goal, binder raised, anemia at goal, erythropoietin the "
         "same dose. Monthly labs reviewed. No hospital stay since last seen.",
         "progress-note"},
        {"Harbor Skin Center\nDiaz, Ana\nNo new or bleeding lesions. Skin check today: keratoses "
         "on "
         "the back, scar well healed. One actinic lesion treated with liquid nitrogen. Sunscreen "
         "advised. Recheck in six months.",
         "progress-note"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        double confidence;
        g_autofree char *type = type_of(cases[i].text, &confidence);
        g_test_message("%s: %s %.2f", cases[i].type, type, confidence);
        g_assert_cmpstr(type, ==, cases[i].type);
        g_assert_cmpfloat(confidence, <, 0.9);
    }
}

/* No title, no section heading: the wording. */
static void test_by_wording(void)
{
    static const Case cases[] = {
        {"The patient was brought to the room and placed supine. After the skin was prepped and\n"
         "draped an incision was made with a knife and carried down through the subcutaneous\n"
         "tissue with cautery. The fascia was opened. Hemostasis was good, the wound was "
         "irrigated\n"
         "and closed in layers with suture. Sponge and needle counts were correct.",
         "operative-report"},
        {"He is here today with his wife because of a cough for ten days. Denies fever or chest\n"
         "pain. Lungs clear, throat red, neck supple, no nodes. Will take guaifenesin, drink\n"
         "plenty, call if not better in one week, otherwise follow up as needed.",
         "progress-note"},
        {"Two fragments of tan tissue are received in formalin labeled with the patient name and\n"
         "submitted entirely in one cassette. Sections show mucosa with chronic inflammation. No\n"
         "dysplasia or malignancy. Immunohistochemical stains are negative.",
         "pathology-report"},
        {"Night study of Ana Diaz\nTotal sleep time 312 min, sleep efficiency 81, apnea hypopnea "
         "index 24, arousals frequent, oxygen nadir 82. Titration of positive airway pressure "
         "study is suggested.",
         "other"},
    };
    cases_check(cases, G_N_ELEMENTS(cases));
}

/* Short papers without any title, one or two of each kind: sentences that dict/phrases has not. */
static void test_short_notes(void)
{
    static const Case cases[] = {
        {"Elbow still sore after the fall, swelling down. Full extension, tender over the "
         "olecranon. "
         "Keep the sling another week, ibuprofen with food, come back Tuesday.",
         "progress-note"},
        {"Checked sugars at home, mostly 140 before breakfast. Feels well, no numbness of the "
         "feet. "
         "Continue glargine 22 units, labs before next visit in three months.",
         "progress-note"},
        {"Dear Dr. Moss:\nI was glad to see Mr. Diaz at your request for his swollen ankles. Veins "
         "are "
         "competent on duplex. My impression is amlodipine edema, and I suggest that you change "
         "it. "
         "Thank you for letting me take part in his care.",
         "consultation"},
        {"She was admitted with pyelonephritis and given ceftriaxone. Fever settled by the third "
         "day. "
         "At discharge she was eating and walking. Home on cefdinir for ten days, see Dr. Moss "
         "next "
         "week.",
         "discharge-summary"},
        {"Under general anesthesia the left breast was prepped and draped. A curved incision was "
         "made, "
         "the lump excised with a rim of normal tissue and sent. Hemostasis with cautery, skin "
         "closed "
         "with Monocryl. Counts correct.",
         "operative-report"},
        {"Three views of the left elbow. No fracture line is seen. The fat pads are not displaced. "
         "Joint spaces are preserved, soft tissue swelling over the olecranon.",
         "radiology-report"},
        {"One container, formalin, labeled right arm. Skin shave 0.7 x 0.5 x 0.1 cm, inked, "
         "bisected. "
         "Sections show a proliferation of basaloid cells with peripheral palisading reaching the "
         "deep "
         "margin.",
         "pathology-report"},
        {"Would you please see Ms. Diaz, who has had three falls with dizziness since May? The "
         "heart "
         "monitor was normal. I would value your opinion on her gait. Notes and the scan are "
         "enclosed.",
         "referral"},
        {"Patient needs more amlodipine 5 mg, one a day. Two pills left. Uses Elm Drug on Main "
         "Street. "
         "Last filled in June. OK to refill?",
         "refill-request"},
        {"We have looked at the request for an insulin pump. It can not be approved because the "
         "plan's "
         "criteria are not met. You may appeal within 180 days; your doctor may speak with our "
         "medical "
         "director.",
         "prior-authorization"},
        {"Doctor's charge $180.00. Allowed by the plan $96.40. Applied to deductible $40.00. Plan "
         "paid "
         "$56.40. You may owe $40.00. Do not pay until your provider bills you.",
         "explanation-of-benefits"},
        {"Insured's ID W22841. Diagnosis A I10. Dates of service, place 11, procedure 99213, "
         "pointer A, "
         "charges 148.00, units 1. Accept assignment yes. Total charge 148.00. Federal tax ID.",
         "claim-form"},
        {"We have booked you with Dr. Moss on Tuesday, May 5, at 9:15 AM. Please come ten minutes "
         "early "
         "with your card. Call the desk a day ahead if you have to cancel.",
         "appointment-notice"},
        {"Kindly fax us the office notes and x-ray reports of the past year for the above patient, "
         "who "
         "is now treated here. Her signed permission is attached.",
         "records-request"},
        {"She is admitted for two days of fever and rigors. Past history: diabetes, hysterectomy. "
         "No "
         "allergies. Family history: heart disease. Lives alone, never smoked. Review of systems "
         "otherwise negative. Exam: flushed, neck supple, lungs clear, abdomen soft, left flank "
         "tender. "
         "Impression: pyelonephritis. Admit, cultures, ceftriaxone.",
         "history-and-physical"},
        {"DTaP 02/11/2019 04/15/2019 06/20/2019\nPolio 02/11/2019 04/15/2019\nMMR 01/08/2020\n"
         "Varicella 01/08/2020\nNext vaccine due: DTaP at four years.",
         "immunization-record"},
        {"To whom it may concern: Ms. Diaz was treated here and should stay off work until Monday. "
         "She "
         "may then return with no lifting over ten pounds.",
         "other"},
        {"I have read the financial policy and agree to pay what my insurance does not cover. "
         "Returned "
         "checks carry a fee. Signature of patient or guardian.",
         "other"},
    };
    cases_check(cases, G_N_ELEMENTS(cases));
}

/* Systems print titles in small letters, and beside the letterhead. */
static void test_titles_as_systems_print(void)
{
    static const Case cases[] = {
        {"Lakeside Hospital\nNotice of denial of prior authorization\nMember: Ana Diaz",
         "prior-authorization"},
        {"Lakeside Hospital, 12 Elm St              Discharge summary\nPatient: Ana Diaz",
         "discharge-summary"},
        {"Request for medical evidence of record\nClaimant: Ana Diaz", "records-request"},
        {"Elm Drug\nRequest for Additional Refills\nPatient: Ana Diaz\nPrescriber: Ruth Moss",
         "refill-request"},
        {"Member Submitted Medical Claim\nPatient: Ana Diaz\nSignature on file\nTotal charges "
         "$40.00",
         "claim-form"},
    };
    cases_check(cases, G_N_ELEMENTS(cases));
}

/* What is asked for, or told in a sentence, is no title. */
static void test_lists_are_no_titles(void)
{
    static const Case cases[] = {
        {"AUTHORIZATION TO RELEASE MEDICAL RECORDS\nPatient: Ana Diaz\n"
         "Discharge Summary          Operative Report\nLaboratory Report\nOffice Notes",
         "records-request"},
        {"Custodian of records\n"
         "The person named above has named you as a source of treatment. Please send\n"
         "copies of your records for the last two years, with all that is listed here,\n"
         "to the address above. A signed authorization is attached to this letter.\n"
         "Office Notes\nHospital Summaries\nLaboratory Reports",
         "records-request"},
        {"Lakeside Hospital - Release of Records\nPatient: Ana Diaz\nProgress Notes\n"
         "Laboratory Results\nRadiology Report\nDischarge Summary",
         "records-request"},
    };
    cases_check(cases, G_N_ELEMENTS(cases));
}

/* A laboratory's rows are known by their shape, whatever it measures. */
static void test_rows_of_results(void)
{
    static const Case cases[] = {
        {"Valley Diagnostics\nPatient: Ana Diaz\n"
         "Ceruloplasmin         31        (18-53)       mg/dL\n"
         "Aldolase              9.4 H     1.2-7.6       U/L\n"
         "Haptoglobin           <10 L     43-212        mg/dL\n"
         "Transferrin           244       188 - 341     mg/dL",
         "lab-report"},
    };
    cases_check(cases, G_N_ELEMENTS(cases));
}

/* A specialist's letter tells its kind by whom it greets and how it begins. */
static void test_letter(void)
{
    static const Case cases[] = {
        {"Sangamon Valley Heart Institute\n05/04/2026\nRuth M. Abernathy, MD\n"
         "Patient: Margaret A. O'Hara\nDOB: 03/14/1952\nDear Dr. Abernathy:\n"
         "I saw Mrs. O'Hara in follow-up of paroxysmal atrial fibrillation. The monitor showed a\n"
         "burden of 9%. She feels much better and walks two miles a day without symptoms. The\n"
         "lungs are clear, and there is no edema. No change in medication. Sincerely yours,",
         "consultation"},
        {"Prairie Family Practice\n05/04/2026\nRuth M. Abernathy, MD\n"
         "Patient: Ana Diaz\nDear Dr. Abernathy:\n"
         "Thank you for agreeing to see this patient. I would value your opinion on further\n"
         "treatment. Please send your findings to this office. Yours truly,",
         "referral"},
    };
    cases_check(cases, G_N_ELEMENTS(cases));
}

/* What nothing speaks for is "other", and is not said to be surely that. */
static void test_unsure_is_other(void)
{
    static const char *const texts[] = {
        "The parking garage closes at nine.\nThank you all.",
        "Valley Clinic\nCall 828 555-1234 or 828 555-9876\nOpen 9 8-12\nAsheville 28806-1234",
        "x",
        "",
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        double confidence;
        g_autofree char *type = type_of(texts[i], &confidence);
        g_test_message("%s: %s %.2f", texts[i], type, confidence);
        g_assert_cmpstr(type, ==, "other");
        g_assert_cmpfloat(confidence, <, 0.9);
        g_assert_cmpfloat(confidence, >, 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    batch_setup_open(&setup, &classify_stage);
    g_test_add_func("/classify/titles", test_titles);
    g_test_add_func("/classify/titles-misread", test_titles_misread);
    g_test_add_func("/classify/without-title", test_without_title);
    g_test_add_func("/classify/by-wording", test_by_wording);
    g_test_add_func("/classify/short-notes", test_short_notes);
    g_test_add_func("/classify/titles-unknown", test_titles_unknown);
    g_test_add_func("/classify/titles-as-systems-print", test_titles_as_systems_print);
    g_test_add_func("/classify/lists-are-no-titles", test_lists_are_no_titles);
    g_test_add_func("/classify/rows-of-results", test_rows_of_results);
    g_test_add_func("/classify/letter", test_letter);
    g_test_add_func("/classify/unsure-is-other", test_unsure_is_other);
    int status = g_test_run();
    batch_setup_close(&setup);
    return status;
}
