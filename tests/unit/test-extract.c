/* test-extract.c - the fields of documents, from forms as they are written. */
#include "extract_cases.h"
#include "lesson.h"
#include "page_text.h"

static void test_names(void)
{
    static const Case cases[] = {
        {"lab-report", "Patient Name: Diaz, Ana M", "patient_name", "Diaz, Ana M"},
        {"lab-report", "PT: Ana M. Diaz", "patient_name", "Diaz, Ana M"},
        {"lab-report", "PT: Diaz, AnaM", "patient_name", "Diaz, Ana M"},
        {"lab-report", "PT: DIAZ, ANAM", "patient_name", "DIAZ, ANAM"},
        {"lab-report", "PT: DIAZ SR. LUIS A", "patient_name", "DIAZ, LUIS A Sr"},
        {"lab-report", "PT: DIAZ JR LUIS", "patient_name", "DIAZ, LUIS Jr"},
        {"lab-report", "PT: Luis Diaz Jr", "patient_name", "Diaz, Luis Jr"},
        {"referral", "Subject: Referral of Ana Diaz\nDear Dr. Poe,", "patient_name", "Diaz, Ana"},
        {"referral", "Referral of patients with back pain", "patient_name", ""},
        {"lab-report", "Patient .................... Diaz, Ana", "patient_name", "Diaz, Ana"},
        {"lab-report",
         "PATIENT NAME          DOB           MRN\n"
         "Diaz, Ana             03/14/1952    00482913",
         "patient_name", "Diaz, Ana"},
        {"lab-report", "Patient   ANA DIAZ      DOB   03/14/1952", "patient_name", "DIAZ, ANA"},
        {"consultation", "RE: Ana Diaz\nDOB: 03/14/1952", "patient_name", "Diaz, Ana"},
        {"claim-form", "2. PATIENT'S NAME (Last Name, First Name, Middle Initial)\nDIAZ, ANA M",
         "patient_name", "DIAZ, ANA M"},
        {"lab-report", "Last Name: Diaz      First Name: Ana", "patient_name", "Diaz, Ana"},
        {"lab-report", "Patlent Narne: Diaz, Ana", "patient_name", "Diaz, Ana"},
        {"lab-report", "Patient: Edward Schrock Jr.", "patient_name", "Schrock, Edward Jr"},
        {"claim-form", "2. PATIENT'S NAME (Last Name, First Name, Middle Initial}\nDIAZ ANA M",
         "patient_name", "DIAZ, ANA M"},
        {"lab-report", "Patient: DIAZ ANA M", "patient_name", "DIAZ, ANA M"},
        {"appointment-notice",
         "Lakeside Clinic\nAna de Souza\nNo address can be read\n"
         "Dear Ms. de Souza:",
         "patient_name", "de Souza, Ana"},
        {"lab-report", "Patient: Diaz, Michae!", "patient_name", "Diaz, Michael"},
        {"lab-report", "Diaz, Ana M\nDOB: 03/14/1952", "patient_name", "Diaz, Ana M"},
        {"lab-report", "The patient was seen with Mary Poole.", "patient_name", ""},
        {"lab-report", "Patient: !Name    Ana Diaz", "patient_name", "Diaz, Ana"},
        {"lab-report", "Pt Name: Diaz jr., Luis", "patient_name", "Diaz, Luis Jr"},
        {"lab-report", "Patient: Diaz, Ana;   DOB: 03/14/1952", "patient_name", "Diaz, Ana"},
        {"lab-report", "Patient: Diaz} Ana", "patient_name", "Diaz, Ana"},
        {"lab-report", "Patient: de Souza, Ana", "patient_name", "de Souza, Ana"},
        {"lab-report", "PT: jose Luis Diaz", "patient_name", "Diaz, Jose Luis"},
        {"lab-report", "Patient: lbrahim Diaz", "patient_name", "Diaz, Ibrahim"},
        {"lab-report", "The patient: is seen again at his\npresentation. He was well.",
         "patient_name", ""},
        {"lab-report", "Patient: S.NSWOM NOUSH", "patient_name", ""},
        {"lab-report", "PATIENT NAME: ANA M.DIAZ    DOB; 07-22-1963", "patient_name",
         "DIAZ, ANA M"},
        {"lab-report",
         "Xqatent Nwe          Date of Birth    Medical Record #\n"
         "Diaz, Ana M          3/14/52          00482913",
         "patient_name", "Diaz, Ana M"},
        {"lab-report", "Patient Signature: ____________", "patient_name", ""},
        {"appointment-notice",
         "Lakeside Clinic\nJuly 5, 2026\nAna Diaz\n12 Elm St\nAkron, OH 44301\n"
         "Dear Ms. Diaz:",
         "patient_name", "Diaz, Ana"},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_births(void)
{
    static const Case cases[] = {
        {"lab-report", "DOB: 03/14/52", "date_of_birth", "1952-03-14"},
        {"lab-report", "D.O.B. March 14, 1952", "date_of_birth", "1952-03-14"},
        {"lab-report", "Date of Birth\n14-Mar-1952", "date_of_birth", "1952-03-14"},
        {"lab-report", "DOB/Age/Sex: 03/14/1952 / 74 / F", "date_of_birth", "1952-03-14"},
        {"lab-report", "DOB/Age/Sex: March 14, 1952/74/F", "date_of_birth", "1952-03-14"},
        {"lab-report", "DOB: O3/l4/1952", "date_of_birth", "1952-03-14"},
        {"lab-report", "DOB: @3/14/1952", "date_of_birth", "1952-03-14"},
        {"lab-report", "DATE OF BIRTH: March\n14, 1952  Sex: F", "date_of_birth", "1952-03-14"},
        {"lab-report", "DOB: February 30, 1952", "date_of_birth", ""},
        {"lab-report", "DOB: 14-MAR~1952", "date_of_birth", "1952-03-14"},
        {"lab-report", "Birth Date: \"\" 2 1952-03-14", "date_of_birth", "1952-03-14"},
        {"claim-form", "3. PATIENT'S BIRTH DATE   SEX\n03 14 1952                F",
         "date_of_birth", "1952-03-14"},
        {"claim-form", "3. PATIENT'S BIRTH DATE   SEX\nOS 14 1952                F",
         "date_of_birth", "1952-05-14"},
        {"lab-report", "DOB: 0Q3/14/1952", "date_of_birth", "1952-03-14"},
        {"lab-report", "DOB: \u00a93/14/1952", "date_of_birth", "1952-03-14"},
        {"lab-report", "0.0.B     03/14/1952", "date_of_birth", "1952-03-14"},
        {"lab-report", "DOB/ Age /Sex: March 14, 1952/ 74 /F", "date_of_birth", "1952-03-14"},
        {"lab-report",
         "Patient Name      DOB/ Age/ Sc       MRN\n"
         "Ana Poole         March 14, 1952/ 74/ F    751044869",
         "date_of_birth", "1952-03-14"},
        {"lab-report", "FINAL REPORT\n\n03/14/1952", "date_of_service", ""},
        {"claim-form", "3. PATIENT'S BIRTH DATE   SEX\n03 14 195 2               F",
         "date_of_birth", "1952-03-14"},
        {"lab-report", "DOB: March 14, 1 952", "date_of_birth", "1952-03-14"},
        {"lab-report", "PT: Diaz, Ana   P.0.B.: 03/14/1952", "date_of_birth", "1952-03-14"},
        {"lab-report", "PT: Diaz, Ana   P.O.B.: Lima", "date_of_birth", ""},
        {"lab-report", "PT: Diaz, Ana   DOS: 03/14/2024", "date_of_birth", ""},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_roles_apart(void)
{
    static const char form[] = "PATIENT INFORMATION\n"
                               "Patient: Diaz, Ana      DOB: 03/14/1952\n"
                               "Phone: (217) 555-0142      Sex: F\n"
                               "Subscriber Name: Luis Diaz      Insured's DOB: 01/02/1950\n"
                               "Member ID: UJH153849902      Group #: 846095\n"
                               "REFERRING PROVIDER\n"
                               "Referring Provider: Jane Poe, MD      Phone: (217) 555-0111\n"
                               "REFERRED TO\n"
                               "Specialist: Max Roe, DO      Phone: (217) 555-0122";
    static const Case cases[] = {
        {"referral", form, "patient_name", "Diaz, Ana"},
        {"referral", form, "date_of_birth", "1952-03-14"},
        {"referral", form, "phone", "+12175550142"},
        {"referral", form, "sex", "F"},
        {"referral", form, "member_id", "UJH153849902"},
        {"referral", form, "referring_provider", "Jane Poe"},
        {"referral", form, "provider", "Max Roe"},
        {"referral",
         "Refer to\nSpecialty: Urology\nProvider: Max Roe, DO\nReferred by\nProvider: Jane Poe, MD",
         "referring_provider", "Jane Poe"},
        {"referral", "To:    Max Roe, DO\nFrom:  Jane Poe, MD", "provider", "Max Roe"},
        {"referral", "To:    Max Roe, DO\nFrom:  Jane Poe, MD", "referring_provider", "Jane Poe"},
        {"claim-form", "Rendering provider   Practice name\nMax Roe, DO          Oak Family Clinic",
         "facility", "Oak Family Clinic"},
        {"refill-request", "PRESCRIBER AUTHORIZATION NEEDED\nDR: JANE POE, MD     NPI: 1234567893",
         "authorization_number", ""},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_dates_apart(void)
{
    static const char lab[] = "Collected: 05/01/2026      Received: 05/02/2026\n"
                              "Reported: 05/03/2026      Printed: 05/04/2026";
    static const char stay[] = "Date of Admission: 05/01/2026\nDischarge Date: 05/09/2026\n"
                               "Dictated: 05/10/2026";
    static const Case cases[] = {
        {"lab-report", lab, "date_of_service", "2026-05-01"},
        {"discharge-summary", stay, "date_of_service", "2026-05-09"},
        {"history-and-physical", stay, "date_of_service", "2026-05-01"},
        {"progress-note", "DOS: 05/01/26\nTranscribed: 05/03/26", "date_of_service", "2026-05-01"},
        {"progress-note", "D: 05/02/2026 T: 05/03/2026", "date_of_service", ""},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_numbers(void)
{
    static const Case cases[] = {
        {"lab-report", "MRN: 00482913", "mrn", "00482913"},
        {"lab-report", "Med Rec No ........ 00482913", "mrn", "00482913"},
        {"lab-report", "Chart #: O04829l3", "mrn", "00482913"},
        {"lab-report", "Account #: 77123456", "mrn", ""},
        {"lab-report", "Chart #: -00482913", "mrn", "00482913"},
        {"lab-report", "MRN: 004 82913", "mrn", "00482913"},
        {"lab-report", "Patient: Diaz, Ana      MXIW  00482913", "mrn", "00482913"},
        {"lab-report", "Patient: Poole, Mary      MXIW  00482913", "mrn", ""},
        {"referral", "Diagnosis                 |ICD-10\nAnemia, unspecified       D64.9", "icd10",
         "D64.9"},
        {"referral", "ICD-10: 345.909", "icd10", "J45.909"},
        {"progress-note", "Conversion disorder (300.11).", "icd10", ""},
        {"referral", "Member ID: UJH15 3849902", "member_id", "UJH153849902"},
        {"claim-form", "Patient: Diaz, Ana      QWXZ  XOF123456789", "member_id", "XOF123456789"},
        {"claim-form", "Patient: Poole, Mary      QWXZ  XOF123456789", "member_id", ""},
        {"lab-report", "NPI: 1234567893", "npi", "1234567893"},
        {"lab-report", "NPI: 1234567890", "npi", ""},
        {"referral", "Medicare ID: 1EG4-TE5-MK73", "member_id", "1EG4TE5MK73"},
        {"referral", "Authorization #: A24000231", "authorization_number", "A24000231"},
        {"claim-form", "28. TOTAL CHARGE      29. AMOUNT PAID\n$3,267.00             $0.00",
         "total_charge", "3267.00"},
        {"progress-note", "DIAGNOSES:\n1. Cervicalgia (M54.2)\n2. Hypertension (I10)", "icd10",
         "M54.2 & I10"},
        {"claim-form",
         "21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY\nA. E11.9   B. 110   C. l50.32", "icd10",
         "E11.9 & I10 & I50.32"},
        {"progress-note", "CPT: 99213", "cpt", "99213"},
        {"claim-form",
         "21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY\nA. E\u00a311.9   B. \u00a378.5", "icd10",
         "E11.9 & E78.5"},
        {"progress-note", "Phone (419) 555-0100 Fax (517). 555-0101", "icd10", ""},
        {"progress-note", "1. I48.0 - Atrial fibrillation\n2. Hypertension - I10", "icd10",
         "I48.0 & I10"},
        {"lab-report", "Ordering Physician      NPIL\nJane Poe, MD            1234567893", "npi",
         "1234567893"},
        {"referral", "Member ID: DPKO92820318", "member_id", "DPK092820318"},
        {"claim-form", "95 15 26   03 15 26   11   66984   25   AB   3175.00   1 1234567893",
         "date_of_service", "2026-03-15"},
        {"claim-form",
         "2. PATIENT'S NAME (Last Name, First Name) 3. PATIENT'S BIRTH DATE\n"
         "SEX 4. INSURED'S NAME (Last, First, Middle)\n"
         "DIAZ, ANA M 03/14/1952 F DIAZ, LUIS",
         "date_of_birth", "1952-03-14"},
        {"claim-form",
         "03 15 26   03 15 26   11   66984   AB   3175.00   1 1234567893\n"
         "03 15 26   03 15 26   11   99213   AB     92.00   1 1234567893\n"
         "28. TOTAL CHARGE\n267.00",
         "total_charge", "3267.00"},
        {"claim-form", "03 15 26   03 15 26   11   66984   25   AB   3175.00   1234567893", "cpt",
         "66984"},
        {"claim-form", "03 15 26   03 15 26   11   66984   25   AB   3175.00   1234567893",
         "date_of_service", "2026-03-15"},
        {"claim-form", "9   03 15 26   03 15 26   11   66984   AB   3175.00   1 1234567893",
         "date_of_service", "2026-03-15"},
        {"claim-form", "03\u00b015 26   03 15 26   11   66984   AB   3175.00   1 1234567893",
         "date_of_service", "2026-03-15"},
        {"claim-form",
         "03 15 26   03 15 26   11   66984   AB   3175.00   1 1234567893\n"
         "63 15 26   03 15 26   11   \u00a30601   AB   72,0      0 1  19274659869\n"
         "63 15 26   03 15 26   11   LOGOL   AB   72,0      0 1  19274659869",
         "cpt", "66984 & E0601"},
        {"claim-form",
         "07 11 26   07 11 26   11   9330   RT   AB   6 1145.00   1 1234567893\n"
         "07 11 26   07 11 26   11   8502   AB   38.50   1 5 1234567893",
         "cpt", "93306 & 85025"},
        {"claim-form", "gl 25 26   01 25 26   11   99204   59   AB   275.00   1 1234567893", "cpt",
         "99204"},
        {"claim-form", "ID Number: RKII456719183", "member_id", "RKH456719183"},
        {"claim-form", "OTHE  R ta INSUHED'S 1.0. NUMBER\nX     XOF223456789", "member_id",
         "XOF223456789"},
        {"referral", "Payer!       Medicare\nPolicy #     W834528812", "payer", "Medicare"},
        {"progress-note", "PLAN: 2. Begin the drug with his insurance.", "payer", ""},
        {"referral", "Auth No: A99371 106    Visits: 9", "authorization_number", "A99371106"},
        {"referral", "Auth No: PA~8578514", "authorization_number", "PA-8578514"},
        {"lab-report", "Patient Phone: (815) $55-\u00a7788", "phone", "+18155555788"},
        {"appointment-notice", "Med Rec No: \u00a92936794", "mrn", "02936794"},
        {"referral", "Diagnosis             CD-10\nAnemia                D64.9", "icd10", "D64.9"},
        {"lab-report", "Patient: Diaz, Ana      MXIW  004 82913", "mrn", "00482913"},
        {"lab-report", "DOB: 03/14/1952  Chart #:.12101932\nAddress: 6 Elm Rd, Xit, MN 55815",
         "mrn", "12101932"},
        {"lab-report", "City                 Chart #\nDuluth, MN           55815", "mrn", "55815"},
        {"lab-report", "City        Chart #\nLima Duluth     MN 55815", "mrn", ""},
        {"lab-report", "Chart ID 55815", "mrn", "55815"},
        {"lab-report", "Ana Diaz   MRN00482913   DOB03/14/1952", "mrn", "00482913"},
        {"lab-report", "Ana Diaz   MRN00482913   DOB03/14/1952", "date_of_birth", "1952-03-14"},
        {"lab-report", "DOB2 assay   MRN3", "mrn", ""},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_hospital_claim(void)
{
    static const char form[] = "6 STATEMENT COVERS PERIOD   FROM THROUGH\n"
                               "56-1234567      031526 031726\n"
                               "66 DX   67   R079   A F411\n"
                               "76 ATTENDING NPI   1234567893\n"
                               "LAST   POE   FIRST   JANE";
    static const Case cases[] = {
        {"claim-form", form, "date_of_service", "2026-03-15"},
        {"claim-form", form, "icd10", "R07.9 & F41.1"},
        {"claim-form", form, "npi", "1234567893"},
        {"claim-form", form, "provider", "JANE POE"},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_appointments(void)
{
    static const Case cases[] = {
        {"appointment-notice",
         "your appointment with Melissa Diaz, PA-C on Mon 12/21/26 @ 1:20 PM.", "appointment",
         "2026-12-21T13:20"},
        {"appointment-notice",
         "your appointment with Melissa Diaz, PA-C on Mon 12/21/26 @ 1:20 PM.", "provider",
         "Melissa Diaz"},
        {"consultation", "Follow-up appointment: March 4, 2027 8:15 a.m.", "appointment",
         "2027-03-04T08:15"},
        {"appointment-notice",
         "May 4, 2026\nDear Ms. Diaz:\nYour test with Jane Poe, MD has been set for June 3, 2026 "
         "at "
         "8:30 AM.",
         "appointment", "2026-06-03T08:30"},
        {"prior-authorization",
         "May 4, 2026\nDear Ms. Diaz:\nWe have received your request on May 1, 2026 at 8:30 AM.",
         "appointment", ""},
        {"lab-report", "Collected: 05/01/2026 13:16", "appointment", ""},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_letterhead(void)
{
    static const Case cases[] = {
        {"lab-report",
         "HARBOR DIAGNOSTICS, INC.\n9 Oak Ave, Peoria, IL 61602\nPhone: (309) 555-0101\n"
         "LABORATORY REPORT\nPatient: Diaz, Ana",
         "facility", "HARBOR DIAGNOSTICS, INC."},
        {"explanation-of-benefits",
         "Aetna\nClaims Administration\nEXPLANATION OF BENEFITS\n"
         "Patient: Diaz, Ana",
         "payer", "Aetna"},
        {"lab-report", "Phone: (309) 555-0101\nPatient: Diaz, Ana", "phone", ""},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_letters(void)
{
    static const char letter[] =
        "Lakeside Heart Clinic\n12 Elm St\nAkron, OH 44301\nMarch 3, 2026\n"
        "Jane Poe, MD\nHarbor Medical Group\n9 Oak Ave\nPeoria, IL 61602\n"
        "Re: Ana Diaz (DOB 03/14/1952, MRN 00482913)\nDear Dr. Poe:\n"
        "I saw Ms. Diaz on March 1, 2026.\nSincerely,\nMax Roe, MD, FACC";
    static const Case cases[] = {
        {"consultation", letter, "patient_name", "Diaz, Ana"},
        {"consultation", letter, "date_of_birth", "1952-03-14"},
        {"consultation", letter, "mrn", "00482913"},
        {"consultation", letter, "date_of_service", "2026-03-01"},
        {"consultation", letter, "referring_provider", "Jane Poe"},
        {"consultation", letter, "provider", "Max Roe"},
        {"consultation", letter, "facility", "Lakeside Heart Clinic"},
        {"consultation",
         "March 3, 2026\nDear Jane,\nMs. Diaz was in the office on March 1, 2026 for a check.",
         "date_of_service", "2026-03-01"},
        {"other", "I, Ana Diaz, born March 14, 1952, appoint Luis Poe as my agent for health care.",
         "patient_name", "Diaz, Ana"},
        {"other", "I, Ana Diaz, born March 14, 1952, appoint Luis Poe as my agent for health care.",
         "date_of_birth", "1952-03-14"},
        {"other", "I, Ana Diaz, mother of Leo Diaz, born March 14, 1952, consent.", "patient_name",
         ""},
        {"progress-note", "Progress Notes by Jane Poe, MD at 3/12/2026 10:20 AM", "provider",
         "Jane Poe"},
        {"progress-note", "Progress Notes by Jane Poe, MD at 3/12/2026 10:20 AM", "date_of_service",
         "2026-03-12"},
        {"progress-note", "Printed by Jane Poe, MD at 3/12/2026 10:20 AM", "provider", ""},
        {"claim-form", "PATIENT: DIAZ, LUTHER   DOB: 03/14/1952", "date_of_birth", "1952-03-14"},
        {"referral", "Diagnosis: Essential (primary) hypertension [I10]", "icd10", "I10"},
        {"other", "To whom it may concern:\nAna Diaz was seen in our office today.", "patient_name",
         "Diaz, Ana"},
        {"records-request", "On behalf of Oak Health Plan we ask you to send records.", "payer",
         "Oak Health Plan"},
        {"immunization-record", "Client name: Diaz, Ana     Local ID: 00482913", "patient_name",
         "Diaz, Ana"},
        {"prior-authorization", "Reference number: UM4433221", "authorization_number", "UM4433221"},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

static void test_own_office(void)
{
    static const Case cases[] = {
        {"referral", "Patient: Diaz, Ana\nPhone: (309) 555-0100", "phone", ""},
        {"referral", "Patient: Diaz, Ana\nPhone: (309) 555-0199", "phone", "+13095550199"},
        {"consultation",
         "Lakeside Heart Clinic\n12 Elm St\nAkron, OH 44301\nHarbor Medical Group\n9 Oak Ave\n"
         "Peoria, IL 61602\nDear Dr. Poe:",
         "facility", "Lakeside Heart Clinic"},
        /* Ours comes first and has the more telling words; the letter is another's all the same. */
        {"consultation",
         "Harbor Medical Group\n9 Oak Ave\nPeoria, IL 61602\nElm Street Clinic\n12 Elm St\n"
         "Akron, OH 44301\nDear Dr. Poe:",
         "facility", "Elm Street Clinic"},
        {"progress-note", "Harbor Medical Group\n9 Oak Ave\nPeoria, IL 61602\nVISIT NOTE",
         "facility", "Harbor Medical Group"},
        {"consultation",
         "Lakeside Heart Clinic\n12 Elm St\nAkron, OH 44301\nRe: Ana Diaz\nThank you.\n"
         "Max Roe, DO\nJane Q. Poe, MD",
         "provider", "Max Roe"},
        {"progress-note",
         "Harbor Medical Group\n9 Oak Ave\nPeoria, IL 61602\nPatient: Ana Diaz\nShe is well.\n"
         "Jane Poe, MD",
         "provider", "Jane Poe"},
        {"lab-report",
         "Lakeside Diagnostics\n12 Elm St\nAkron, OH 44301\nOrdering Physician: Jane Poe, MD",
         "provider", "Jane Poe"},
    };
    g_autoptr(GError) error = NULL;
    g_assert_true(settings_parse(extract_cases_settings(),
                                 "office-name = Harbor Medical Group\n"
                                 "office-phones = 309-555-0100, 309-555-0101\n"
                                 "office-providers = Jane Poe, MD; Kim Nguyen, FNP\n",
                                 &error));
    g_assert_no_error(error);
    extract_cases_check(cases, G_N_ELEMENTS(cases));
    g_assert_true(settings_parse(extract_cases_settings(),
                                 "office-name =\noffice-phones =\noffice-providers =\n", &error));
}

static void test_sex(void)
{
    static const Case cases[] = {
        {"lab-report", "Sex: F", "sex", "F"},
        {"lab-report", "Gender: Male", "sex", "M"},
        {"lab-report", "Sex: [ ] Male [X] Female", "sex", "F"},
        {"lab-report", "Sex: M [X] F [ ]", "sex", "M"},
        {"lab-report", "DOB/Age/Sex: 03/14/1952 / 74 / F", "sex", "F"},
        {"lab-report", "Sex: unknown", "sex", ""},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

/* What two pages say is surer than what one says; what they contradict is kept. */
static void test_pages_together(void)
{
    const char *const same[] = {"Patient: Diaz, Ana   MRN: 00482913",
                                "Patient: Diaz, Ana   MRN: 00482913   Page 2"};
    const char *const differ[] = {"Patient: Diaz, Ana   MRN: 00482913",
                                  "Patient: Diaz, Ana   MRN: 00482914   Page 2"};
    /* What might be a misreading is kept when it is another patient's name. */
    static const struct {
        const char *pages[2], *values;
    } alike[] = {
        {{"Patient: Lindgren, Jayden", "Patient: Lindgren, Jaylen"},
         "Lindgren, Jayden & Lindgren, Jaylen"},
        {{"Patient: Lindgren, Jayden", "Patient: Lindgren, Jayder"}, "Lindgren, Jayden"},
        {{"Patient: Lindgren, Jayden", "Patient: Lindgren, Jayden T"}, "Lindgren, Jayden"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(alike); i++) {
        g_autoptr(Document) document = extracted("lab-report", alike[i].pages, 2);
        g_autofree char *values = extracted_values(document, "patient_name");
        g_assert_cmpstr(values, ==, alike[i].values);
    }
    g_autoptr(Document) once = extracted("lab-report", same, 1);
    g_autoptr(Document) twice = extracted("lab-report", same, 2);
    g_autoptr(Document) apart = extracted("lab-report", differ, 2);
    g_autofree char *one = extracted_values(twice, "mrn");
    g_autofree char *two = extracted_values(apart, "mrn");
    g_assert_cmpstr(one, ==, "00482913");
    g_assert_cmpstr(two, ==, "00482913 & 00482914");
    g_assert_cmpfloat(document_lookup_field(twice, "mrn")->confidence, >,
                      document_lookup_field(once, "mrn")->confidence);
}

static void test_account_is_mrn_when_known(void)
{
    static const char text[] = "26. PATIENT'S ACCOUNT NO.      27. ACCEPT ASSIGNMENT?\n"
                               "00482913                        YES";
    static const char other[] = "26. PATIENT'S ACCOUNT NO.      27. ACCEPT ASSIGNMENT?\n"
                                "77123456                        YES";
    static const Case cases[] = {
        {"claim-form", text, "mrn", "00482913"},
        {"claim-form", other, "mrn", ""},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

/* What a person has set tells the label of what looks alike, and of nothing else. */
static void test_labels_taught(void)
{
    static const char head[] = "MAPLE GROVE HEART CLINIC\nResult of your examination today\n";
    static const char other[] = "RIVER EYE DOCTORS\nSummary for whom it may concern\n";
    g_autoptr(Document) seen = document_new();
    g_autofree char *text = g_strconcat(head, "Kenn-Nr: 00482913", NULL);
    g_ptr_array_add(seen->pages, page_from_text(1, text));
    g_autofree char *words = lesson_words(seen);
    g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func((GDestroyNotify)label_lesson_free);
    g_ptr_array_add(labels, label_lesson_new(words, "mrn", "Kenn-Nr"));
    for (guint i = 0; i < 2; i++) {
        g_autoptr(Batch) batch = extract_cases_batch();
        batch->labels = labels;
        Document *document = document_new();
        g_autofree char *page = g_strconcat(i == 0 ? head : other, "Kenn-Nr: 00517222", NULL);
        g_ptr_array_add(document->pages, page_from_text(1, page));
        g_ptr_array_add(batch->documents, document);
        extract_cases_run(batch);
        g_autofree char *value = extracted_values(document, "mrn");
        g_assert_cmpstr(value, ==, i == 0 ? "00517222" : "");
    }
}

static void test_hostile(void)
{
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; i < 30000; i++)
        g_string_append(line, "Patient: 03/14/1952 ");
    /* Cut off at any even number of bytes, it ends within a character. */
    g_autoptr(GString) accents = g_string_new("Date: 1/1");
    for (guint i = 0; i < 80; i++)
        g_string_append(accents, "\u00e9");
    const char *const texts[] = {line->str, accents->str};
    g_autoptr(Document) document = extracted("other", texts, G_N_ELEMENTS(texts));
    g_assert_nonnull(document);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    extract_cases_open();
    g_test_add_func("/extract/names", test_names);
    g_test_add_func("/extract/births", test_births);
    g_test_add_func("/extract/roles-apart", test_roles_apart);
    g_test_add_func("/extract/dates-apart", test_dates_apart);
    g_test_add_func("/extract/numbers", test_numbers);
    g_test_add_func("/extract/hospital-claim", test_hospital_claim);
    g_test_add_func("/extract/appointments", test_appointments);
    g_test_add_func("/extract/letterhead", test_letterhead);
    g_test_add_func("/extract/letters", test_letters);
    g_test_add_func("/extract/own-office", test_own_office);
    g_test_add_func("/extract/sex", test_sex);
    g_test_add_func("/extract/pages-together", test_pages_together);
    g_test_add_func("/extract/account-is-mrn-when-known", test_account_is_mrn_when_known);
    g_test_add_func("/extract/labels-taught", test_labels_taught);
    g_test_add_func("/extract/hostile", test_hostile);
    int status = g_test_run();
    extract_cases_close();
    return status;
}
