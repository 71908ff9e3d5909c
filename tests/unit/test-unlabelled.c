/* test-unlabelled.c - identifiers whose label is lost, told by the roster. */
#include "extract_cases.h"

/* A date that no label explains is a birth date when it is that of the only patient so called. */
static void test_births_unlabelled(void)
{
    static const Case cases[] = {
        {"lab-report", "Patient: Diaz, Ana      Xqs  03/14/1952", "date_of_birth", "1952-03-14"},
        {"lab-report", "Patient: Diaz, Ana      Xqs  03/15/1952", "date_of_birth", ""},
        {"lab-report", "Patient: Poole, Mary    Xqs  03/14/1952", "date_of_birth", ""},
        {"lab-report", "Patient: Diaz, Ana      Collected: 03/14/1952", "date_of_birth", ""},
        {"lab-report", "Patient: Lund, Ivo      Xqs  06/01/1980", "date_of_birth", ""},
        {"claim-form", "Patient: Diaz, Ana      Insured: Ana Diaz\nXqs  03/14/1952",
         "date_of_birth", ""},
        {"progress-note", "Ana W Diaz     Sith Dote 1952-03-14", "patient_name", "Diaz, Ana"},
        {"progress-note", "Ana W Diaz     Sith Dote 1952-03-15", "patient_name", ""},
        {"claim-form", "Ana Diaz   Xqs 03/14/1952\nInsured's Name: Luis Diaz", "patient_name", ""},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

/* A form whose small print is lost: the record number tells whose name it is, whoever else stands
 * there. */
static void test_person_by_number(void)
{
    static const char form[] = "Humana          H29859905\n"
                               "ane rarne       dat of biti     Gercier\n"
                               "Lund, Luis      01/16/1941      M\n"
                               "Pemert rere     Puuert dam\n"
                               "Diaz, Ana       03/14/1952      F\n"
                               "Dependent       \342\200\230%s";
    g_autofree char *hers = g_strdup_printf(form, "00482913");
    g_autofree char *nobodys = g_strdup_printf(form, "00482999");
    g_autofree char *two = g_strdup_printf(form, "00482913 00482914");
    const Case cases[] = {
        {"claim-form", hers, "patient_name", "Diaz, Ana"},
        {"claim-form", hers, "date_of_birth", "1952-03-14"},
        {"claim-form", hers, "mrn", "00482913"},
        {"claim-form", nobodys, "mrn", ""},
        {"claim-form", two, "mrn", ""},
        /* A first name in another form needs the birth date beside it. */
        {"claim-form", "Anita Diaz   03/14/1952\nXqs 00482913", "patient_name", "Diaz, Anita"},
        {"claim-form", "Anita Diaz   03/15/1952\nXqs 00482913", "patient_name", ""},
        {"claim-form", "Diez, Ana   03/14/1952\nXqs 00482913", "patient_name", "Diez, Ana"},
        {"claim-form", "Diez, Ana   03/15/1952\nXqs 00482913", "patient_name", ""},
        {"claim-form", "Luis Poole   03/14/1952\nXqs 00482913", "patient_name", ""},
        {"claim-form", "Chart #: 00482913\nXqs   Ana Diaz", "patient_name", "Diaz, Ana"},
        {"claim-form", "Chart #: 00482913\nXqs   Ana Diaz, MD", "patient_name", ""},
        {"claim-form", "Invoice #: 00482913\nPhysician: Ana Diaz", "patient_name", ""},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

/* The head of a print-out that holds no identifier: age and sex stand below the name. */
static void test_name_over_age(void)
{
    static const Case cases[] = {
        {"radiology-report",
         "Quarles, Ada P           Lakeview Radiologists\n34 y.o. Female           11/20/2025\n"
         "MR Brain WO Contrast",
         "patient_name", "Quarles, Ada P"},
        {"progress-note", "Gant, Maureen            Tri-River Clinic\n61 year old male\nCough.",
         "patient_name", "Gant, Maureen"},
        {"progress-note", "Lakeview Radiologists\n34 y.o. Female", "patient_name", ""},
        {"progress-note", "Jane Poe, MD\n34 y.o. Female", "patient_name", ""},
        {"progress-note", "Quarles, Ada P\n34 Oak Street", "patient_name", ""},
    };
    extract_cases_check(cases, G_N_ELEMENTS(cases));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    extract_cases_open();
    g_test_add_func("/unlabelled/births", test_births_unlabelled);
    g_test_add_func("/unlabelled/person-by-number", test_person_by_number);
    g_test_add_func("/unlabelled/name-over-age", test_name_over_age);
    int status = g_test_run();
    extract_cases_close();
    return status;
}
