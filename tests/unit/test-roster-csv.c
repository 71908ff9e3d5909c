/* test-roster-csv.c - patient exports as programs and Excel write them, and broken ones. */
#include "roster_csv.h"

#include "fate.h"
#include "patient.h"

#include <string.h>

static const char today[] = "2026-06-01";

typedef struct {
    GPtrArray *patients, *complaints;
    GError *error;
} Result;

static Result parse_bytes(const char *bytes, gsize length)
{
    Result result = {NULL, g_ptr_array_new_with_free_func(g_free), NULL};
    result.patients = roster_csv_parse(bytes, length, today, result.complaints, &result.error);
    g_assert_true((result.patients == NULL) == (result.error != NULL));
    return result;
}

static Result parse(const char *text)
{
    return parse_bytes(text, strlen(text));
}

static void result_clear(Result *result)
{
    g_clear_pointer(&result->patients, g_ptr_array_unref);
    g_ptr_array_unref(result->complaints);
    g_clear_error(&result->error);
}

static const Patient *patient(const Result *result, guint index)
{
    g_assert_no_error(result->error);
    g_assert_cmpuint(index, <, result->patients->len);
    return g_ptr_array_index(result->patients, index);
}

static gboolean complains(const Result *result, const char *part)
{
    for (guint i = 0; i < result->complaints->len; i++)
        if (strstr(g_ptr_array_index(result->complaints, i), part) != NULL)
            return TRUE;
    return FALSE;
}

static void test_plain(void)
{
    Result r = parse("mrn,last_name,first_name,middle_name,suffix,date_of_birth,sex,phone,address,"
                     "city,state,zip,insurer,member_id\r\n"
                     "00482913,O'Hara,Margaret,J,Jr.,1952-03-14,F,(217) 555-0142,\"12 Elm St, "
                     "Apt \"\"B\"\"\",Peoria,IL,61656,Aetna,W741420065\r\n");
    const Patient *p = patient(&r, 0);
    g_assert_cmpuint(r.complaints->len, ==, 0);
    g_assert_cmpstr(p->mrn, ==, "00482913");
    g_assert_cmpstr(p->last, ==, "O'Hara");
    g_assert_cmpstr(p->first, ==, "Margaret");
    g_assert_cmpstr(p->middle, ==, "J");
    g_assert_cmpstr(p->suffix, ==, "Jr");
    g_assert_cmpstr(p->date_of_birth, ==, "1952-03-14");
    g_assert_cmpstr(p->sex, ==, "F");
    g_assert_cmpstr(p->phone, ==, "+12175550142");
    g_assert_cmpstr(p->address, ==, "12 Elm St, Apt \"B\"");
    g_assert_cmpstr(p->zip, ==, "61656");
    g_assert_cmpstr(p->insurer, ==, "Aetna");
    g_assert_cmpstr(p->member_id, ==, "W741420065");
    g_assert_true(p->active);
    result_clear(&r);
}

static void check_headings(const char *headings)
{
    g_autofree char *text = g_strdup_printf("%s\n4711,Smith,Ann,3/14/52\n", headings);
    Result r = parse(text);
    const Patient *p = patient(&r, 0);
    g_assert_cmpstr(p->mrn, ==, "4711");
    g_assert_cmpstr(p->last, ==, "Smith");
    g_assert_cmpstr(p->first, ==, "Ann");
    g_assert_cmpstr(p->date_of_birth, ==, "1952-03-14");
    result_clear(&r);
}

static void test_headings(void)
{
    check_headings("MRN,Last Name,First Name,DOB");
    check_headings("Chart #,LName,FName,Birth Date");
    check_headings("Account,Patient Last,Patient First,Date of Birth");
    check_headings("\"Acct. No.\",\"Pt. Last Name\",\"Pt. First Name\",\"D.O.B.\"");
    check_headings("Medical Record Number,SURNAME,GIVEN NAME,Birthdate");
    check_headings("Patient ID,Patient Last Name,Patient First Name,Patient DOB");
    check_headings("Patient List June\nMRN,Last,First,DOB");
}

static void test_whole_name(void)
{
    Result r = parse("Chart Number;Patient Name;DOB;Gender;Cell\n"
                     "17;\"Schrock Jr., Edward B\";26-Sep-1969;Male;1-217-555-0142 x12\n");
    const Patient *p = patient(&r, 0);
    g_assert_cmpstr(p->last, ==, "Schrock");
    g_assert_cmpstr(p->first, ==, "Edward");
    g_assert_cmpstr(p->middle, ==, "B");
    g_assert_cmpstr(p->suffix, ==, "Jr");
    g_assert_cmpstr(p->sex, ==, "M");
    g_assert_cmpstr(p->phone, ==, "+12175550142");
    result_clear(&r);
}

static void test_encodings(void)
{
    Result r =
        parse("\xEF\xBB\xBFMRN\tLast Name\tFirst Name\n1\tN\303\272\303\261ez\tZo\303\253\n");
    g_assert_cmpstr(patient(&r, 0)->last, ==, "N\303\272\303\261ez");
    result_clear(&r);

    r = parse("MRN,Last Name,First Name\r1,N\xFA\xF1"
              "ez,Zo\xEB\r");
    g_assert_cmpstr(patient(&r, 0)->last, ==, "N\303\272\303\261ez");
    g_assert_cmpstr(patient(&r, 0)->first, ==, "Zo\303\253");
    result_clear(&r);

    gsize length;
    g_autofree char *wide = g_convert("MRN\tLast\tFirst\r\n7\tRoe\tJane\r\n", -1, "UTF-16LE",
                                      "UTF-8", NULL, &length, NULL);
    g_autofree char *marked = g_malloc(length + 2);
    memcpy(marked, "\xFF\xFE", 2);
    memcpy(marked + 2, wide, length);
    r = parse_bytes(marked, length + 2);
    g_assert_cmpstr(patient(&r, 0)->last, ==, "Roe");
    result_clear(&r);

    r = parse_bytes("\x89PNG\r\n\x1a\n\0\0\0", 11);
    g_assert_error(r.error, FATE, FATE_INPUT);
    result_clear(&r);
}

static void check_birth(const char *printed, const char *iso)
{
    g_autofree char *text = g_strdup_printf("MRN;Last;First;DOB\n1;Roe;Jane;%s\n", printed);
    Result r = parse(text);
    g_assert_cmpstr(patient(&r, 0)->date_of_birth, ==, iso);
    g_assert_cmpuint(r.complaints->len, ==, *iso == '\0' && *printed != '\0' ? 1 : 0);
    result_clear(&r);
}

static void test_births(void)
{
    check_birth("3/14/1952", "1952-03-14");
    check_birth("03/14/52", "1952-03-14");
    check_birth("14-Mar-52", "1952-03-14");
    check_birth("3/14/1952 0:00", "1952-03-14");
    check_birth("3/14/1952 12:00:00 AM", "1952-03-14");
    check_birth("1952-03-14T00:00:00", "1952-03-14");
    check_birth("1952-03-14 00:00:00.000", "1952-03-14");
    check_birth("19067", "1952-03-14"); /* Excel's serial number */
    check_birth("", "");
    check_birth("02/30/1952", "");
    check_birth("unknown", "");
    check_birth("2031-01-01", "");
}

static void test_bad_lines(void)
{
    Result r = parse("MRN,Last,First,DOB,Phone,Shoe Size,Favourite Colour\n"
                     "1,Roe,Jane,1952-03-14,2175550142,7,red\n"
                     ",Doe,John,1952-03-14,,,\n"
                     "3,,,1952-03-14,,,\n"
                     "4,Poe,Edgar, Allan,1952-03-14,,,\n"
                     "4.8E+11,Coe,Seb,1952-03-14,,,\n"
                     "\n"
                     ",,,,,,\n"
                     "6,Noe,Yves,1952-13-14,12,,\n");
    g_assert_cmpuint(r.patients->len, ==, 2);
    g_assert_cmpstr(patient(&r, 1)->mrn, ==, "6");
    g_assert_true(complains(&r, "not used: Shoe Size, Favourite Colour"));
    g_assert_true(complains(&r, "Line 3: '' is not a record number"));
    g_assert_true(complains(&r, "Line 4 (record number 3) has no first and last name"));
    g_assert_true(complains(&r, "Line 5 has 8 columns where the headings have 7"));
    g_assert_true(complains(&r, "Line 6: '4.8E+11'"));
    g_assert_true(complains(&r, "Line 9: the birth date '1952-13-14'"));
    g_assert_true(complains(&r, "Line 9: '12' is not a telephone number"));
    g_assert_cmpuint(r.complaints->len, ==, 7);
    result_clear(&r);
}

static void test_open_quote(void)
{
    GString *text = g_string_new("MRN,Last,First\n1,\"Roe,Jane\n");
    for (guint i = 2; i < 50; i++)
        g_string_append_printf(text, "%u,Person,Other%c\n", i, 'a' + i % 26);
    Result r = parse(text->str);
    g_assert_cmpuint(r.patients->len, ==, 49);
    g_assert_cmpstr(patient(&r, 48)->mrn, ==, "49");
    result_clear(&r);
    g_string_free(text, TRUE);

    r = parse("MRN,Last,First,Address\n1,Roe,Jane,\"12 Elm St\r\nApt 2\"\n2,Doe,Jo,x\n,Foe,Al,x\n");
    g_assert_cmpstr(patient(&r, 0)->address, ==, "12 Elm St  Apt 2");
    g_assert_true(complains(&r, "Line 5:"));
    result_clear(&r);
}

static void test_shared_mrn(void)
{
    Result r = parse("MRN,Last,First,DOB,Insurance\n"
                     "0017,Roe,Jane,1952-03-14,Aetna\n"
                     "17,Doe,John,1960-01-01,Aetna\n"
                     "0017,ROE,JANE,1952-03-14,Medicare\n");
    g_assert_cmpuint(r.patients->len, ==, 2);
    g_assert_true(
        complains(&r, "Line 3: Doe, John has the record number 17, and so has Roe, Jane"));
    g_assert_true(complains(&r, "Line 4: ROE, JANE (record number 0017) stands in the list"));
    result_clear(&r);
}

static void test_refused(void)
{
    static const char *const texts[] = {"",
                                        "\n\n",
                                        "First,DOB\nAnn,1952-03-14\n",
                                        "Last,First\nRoe,Jane\n",
                                        "MRN,DOB\n1,1952-03-14\n",
                                        "MRN,Last,First\n",
                                        "MRN,Last,First\n,,x\n",
                                        "\"",
                                        "sep=;"};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        Result r = parse(texts[i]);
        g_assert_error(r.error, FATE, FATE_INPUT);
        result_clear(&r);
    }
}

static void test_hostile(void)
{
    gsize length = 10 << 20;
    g_autofree char *line = g_strnfill(length, ',');
    g_autofree char *text = g_strconcat("MRN,Last,First\n", line, "x\n2,Roe,Jane\n", NULL);
    Result r = parse(text);
    g_assert_cmpuint(r.patients->len, ==, 1);
    result_clear(&r);
    g_autofree char *quotes = g_strnfill(1 << 20, '"');
    g_autofree char *quoted = g_strconcat("MRN,Last,First\n2,Roe,Jane\n3,", quotes, NULL);
    r = parse(quoted);
    g_assert_cmpuint(r.patients->len, ==, 1);
    result_clear(&r);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/roster-csv/plain", test_plain);
    g_test_add_func("/roster-csv/headings", test_headings);
    g_test_add_func("/roster-csv/whole-name", test_whole_name);
    g_test_add_func("/roster-csv/encodings", test_encodings);
    g_test_add_func("/roster-csv/births", test_births);
    g_test_add_func("/roster-csv/bad-lines", test_bad_lines);
    g_test_add_func("/roster-csv/open-quote", test_open_quote);
    g_test_add_func("/roster-csv/shared-mrn", test_shared_mrn);
    g_test_add_func("/roster-csv/refused", test_refused);
    g_test_add_func("/roster-csv/hostile", test_hostile);
    return g_test_run();
}
