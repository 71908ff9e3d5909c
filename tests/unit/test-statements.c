/* test-statements.c - what claims, statements, notices and the heads of letters say: insurers,
 * money, codes, who sends, phones, appointments. */
#include "extract_cases.h"

#define CHECK(cases) extract_cases_check(cases, G_N_ELEMENTS(cases))

static void test_payers(void)
{
    static const Case cases[] = {
        {"operative-report",
         "Fernhill Surgery Center\n12 Coventry Lane Peoria, IL 61602\nPatient: Diaz, Ana", "payer",
         ""},
        {"progress-note", "PLAN\n2. Amoxil 500 mg b.i.d.\n3. Return in a week.", "payer", ""},
        {"progress-note", "PLAN:\nContinue Lasix. Follow the weight.", "payer", ""},
        {"history-and-physical", "Plan:   Bone scan of the hip", "payer", ""},
        {"progress-note", "Plan: Call the insurance about the scan", "payer", ""},
        {"progress-note", "Insurance: Aetna Choice      Member ID: W123456789", "payer",
         "Aetna Choice"},
        {"prior-authorization", "Plan: Prairie States Fund\nMember ID: W123456789", "payer",
         "Prairie States Fund"},
        {"prior-authorization",
         "Blue Cross and Blue Shield of the Upper Prairie\n\nMay 4, 2026\n\nNotice of approval",
         "payer", "Blue Cross and Blue Shield of the Upper Prairie"},
        {"referral",
         "Dear Dr. Poe,\nShe is insured with Tricare West, member number 64828654738, and can be\n"
         "reached at (217) 555-0142. Thank you.",
         "payer", "Tricare West"},
        {"lab-report", "Oxford Health Laboratory\n9 Oak Ave, Peoria, IL 61602\nPatient: Diaz, Ana",
         "payer", ""},
    };
    CHECK(cases);
}

static void test_money(void)
{
    static const Case cases[] = {
        {"claim-form", "28. TOTAL CHARGE        29. AMOUNT PAID\n$ 1,389 00              $ 0 00",
         "total_charge", "1389.00"},
        {"claim-form", "28. TOTAL CHARGE        29. AMOUNT PAID\n86 50                   10 00",
         "total_charge", "86.50"},
        {"claim-form",
         "01 14 26   01 14 26   11   20610   A   196 00 1   1234567893\n"
         "01 14 26   01 14 26   11   99213   25 59   AB   118 50 1   1234567893\n"
         "28. TOTAL CHARGE\n14 50",
         "total_charge", "314.50"},
        {"claim-form",
         "42 REV. CD.    44 HCPCS       46 UNITS       47 TOTAL CHARGES\n"
         "0300           85025          1              41.20\n"
         "0450           99283          1              800.00\n"
         "0001           PAGE 1 OF 1                   841.20",
         "total_charge", "841.20"},
        {"claim-form",
         "42 REV. CD.    44 HCPCS       46 UNITS       47 TOTAL CHARGES\n"
         "0300           85025          1              41.20\n"
         "0450           99283          1              800.00\n",
         "total_charge", ""},
        {"explanation-of-benefits", "Total charge:   $41.00\nOur discount:   $16.40",
         "total_charge", "41.00"},
    };
    CHECK(cases);
}

static void test_codes(void)
{
    static const Case cases[] = {
        {"explanation-of-benefits", "Service:    Blood count, complete (85025)", "cpt", "85025"},
        {"prior-authorization", "Service:    85027 Blood count", "cpt", "85027"},
        {"progress-note", "CPT: 99214-25, 81003", "cpt", "99214 & 81003"},
        {"progress-note", "ZIP: 62521-2513    Code: 62521-2513", "cpt", ""},
        {"progress-note", "Service:    SOLID organ team", "cpt", ""},
        {"explanation-of-benefits",
         "04/30/2026    Office visit, moderate 99214           212.00    89.90\n"
         "04/30/2026    Scan of a joint without contrast      1140.00   532.71\n"
         "              73721\n"
         "Ask before you call 73722",
         "cpt", "99214 & 73721"},
        {"claim-form",
         "67 PRINC. DIAG.      A          69 ADMIT DX\nI48.91               I10        R07.9",
         "icd10", "I48.91 & I10 & R07.9"},
        {"claim-form", "0320    DX X-RAY    93000    1    235.02", "icd10", ""},
        {"referral", "Reason: Migraine, unspecified [G43.909]", "icd10", "G43.909"},
    };
    CHECK(cases);
}

static void test_senders(void)
{
    static const char letter[] = "Cedar Ear, Nose and Throat\n"
                                 "\n"
                                 "3 January 2026\n"
                                 "\n"
                                 "Joy Hale, DO\n"
                                 "Ash Hill Internal Medicine\n"
                                 "12 Juniper St\n"
                                 "Peoria, IL 61602\n"
                                 "\n"
                                 "Dear Dr. Hale,\n"
                                 "I had the pleasure of seeing Ms. Diaz on January 2, 2026 here.";
    static const char undated[] = "Joy Hale, DO\n"
                                  "Ash Hill Internal Medicine\n"
                                  "12 Juniper St\n"
                                  "Peoria, IL 61602\n"
                                  "\n"
                                  "Dear Dr. Hale,\n"
                                  "I saw Ms. Diaz on January 2, 2026.";
    static const Case cases[] = {
        {"consultation", letter, "facility", "Cedar Ear, Nose and Throat"},
        {"consultation", letter, "date_of_service", "2026-01-02"},
        {"consultation", undated, "facility", ""},
        {"pathology-report",
         "BrightPath Laboratories LLC TISSUE EXAMINATION REPORT\nPatient: Diaz, Ana", "facility",
         "BrightPath Laboratories LLC"},
        {"radiology-report",
         "FINAL INTERPRETATION\nNorthern Open MRI & Imaging\nCall center 217-555-0180\n"
         "Patient: Diaz, Ana",
         "facility", "Northern Open MRI & Imaging"},
        {"immunization-record",
         "CERTIFICATE OF VACCINES\nStudent name: Diaz, Ana\nMMR    02/05/2016\n"
         "I certify that this is so.\n\nLee Poe, PA-C\nAsh Hill Pediatrics & Adult Medicine",
         "facility", "Ash Hill Pediatrics & Adult Medicine"},
        {"immunization-record", "Clinic: Peoria, IL 61602\nPatient: Diaz, Ana", "facility", ""},
        {"claim-form", "48. Billing dentist or entity\nAsh Hill Dental Group", "facility",
         "Ash Hill Dental Group"},
    };
    CHECK(cases);
}

static void test_phones(void)
{
    static const Case cases[] = {
        {"referral",
         "Dear Dr. Poe,\nShe is insured with Tricare West, member number 64828654738, and can be\n"
         "reached at (217) 555-0142. Thank you.",
         "phone", "+12175550142"},
        {"referral", "Dear Dr. Poe,\nThe patient is new. I can be reached at (217) 555-0142.",
         "phone", ""},
        {"appointment-notice",
         "Dear Ms. Diaz,\nWe have your telephone number as 217-555-0142. Our telephone number is\n"
         "217-555-0199.",
         "phone", "+12175550142"},
        {"refill-request",
         "Patient               Prescriber            Pharmacy\n"
         "Ana M. Diaz           Lee Poe, MD           Corner Drugs\n"
         "DOB 03/14/1952        Tel (217) 555-0111    Tel (217) 555-0122\n"
         "Tel (217) 555-0142",
         "phone", "+12175550142"},
        {"consultation",
         "Oak Lung Associates\n"
         "Lee Poe, MD                        Joy Hale, DO\n"
         "                                   Ash Hill Internal Medicine\n"
         "7 Oak St                           RE: Diaz, Ana\n"
         "Phone 217-555-0142                 DOB: 03/14/1952\n"
         "\n"
         "                                   Dear Dr. Hale:",
         "phone", ""},
    };
    CHECK(cases);
}

static void test_moments(void)
{
    static const Case cases[] = {
        {"consultation",
         "Visit date: 1/31/2026\nShe is scheduled for surgery tomorrow.\n"
         "Electronically signed by Lee Poe, MD on 1/31/2026 at 5:42 PM",
         "appointment", ""},
        {"consultation", "Visit date: 1/31/2026\nScheduled: 12/30/2025 5:42 PM", "appointment", ""},
        {"consultation", "Visit date: 1/31/2026\nNext appointment: 2/28/2026 5:42 PM",
         "appointment", "2026-02-28T17:42"},
        {"appointment-notice", "Appointment: June 3, 2027 at 9 a.m. with Dr. Poe", "appointment",
         "2027-06-03T09:00"},
        {"appointment-notice", "Appointment: June 3, 2027 at 3:05 with Dr. Poe", "appointment",
         "2027-06-03T15:05"},
        {"appointment-notice", "Appointment: 06/03/2027 09:05", "appointment", "2027-06-03T09:05"},
        {"appointment-notice", "Appointment: Thu 6/3/2027 12PM", "appointment", "2027-06-03T12:00"},
        {"appointment-notice", "Appointment: 6/3/2027 in 2 amounts", "appointment", ""},
        {"appointment-notice",
         "Patient: Ana Diaz      Birth date: 03/14/1952\nAppointment: 03/14/1952 9:30 AM",
         "appointment", ""},
    };
    CHECK(cases);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    extract_cases_open();
    g_test_add_func("/statements/payers", test_payers);
    g_test_add_func("/statements/money", test_money);
    g_test_add_func("/statements/codes", test_codes);
    g_test_add_func("/statements/senders", test_senders);
    g_test_add_func("/statements/phones", test_phones);
    g_test_add_func("/statements/moments", test_moments);
    int status = g_test_run();
    extract_cases_close();
    return status;
}
