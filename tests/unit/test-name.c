/* test-name.c - names of persons in every printed form. */
#include "name.h"

static void check_parse(const char *text, const char *printed)
{
    g_autoptr(PersonName) name = person_name_parse(text);
    g_autofree char *got = name == NULL ? NULL : person_name_print(name);
    if (g_strcmp0(got, printed) != 0)
        g_test_message("parsing '%s'", text);
    g_assert_cmpstr(got, ==, printed);
}

static void test_surname_first(void)
{
    check_parse("Smith, John", "Smith, John");
    check_parse("SMITH, JOHN Q.", "SMITH, JOHN Q");
    check_parse("DE LEON, DUC", "DE LEON, DUC");
    check_parse("St. John, Virginia", "St. John, Virginia");
    check_parse("Schrock Jr., Edward", "Schrock, Edward Jr");
    check_parse("Schrock, Edward B Jr", "Schrock, Edward B Jr");
    check_parse("Schrock, Jr., Edward", "Schrock, Edward Jr");
    check_parse("Schrock, Jr. Edward B", "Schrock, Edward B Jr");
    check_parse("Schrock, Jr", "Schrock, Jr");
    check_parse("Smith, John, III", "Smith, John III");
    check_parse("WHITEHORSE, WILL V", "WHITEHORSE, WILL V");
    check_parse("Do, Anh", "Do, Anh");
    check_parse("Vega, Mar\303\255a-Jos\303\251 T", "Vega, Mar\303\255a-Jos\303\251 T");
    check_parse("SMITH^JOHN^QUINCY", "SMITH, JOHN QUINCY");
    check_parse("Smith, Robert \"Bob\" L", "Smith, Robert L");
    check_parse("  Pham Bui ,  Aisha   N  ", "Pham Bui, Aisha N");
}

static void test_given_first(void)
{
    check_parse("John Smith", "Smith, John");
    check_parse("Mr. John Q. Smith", "Smith, John Q");
    check_parse("Harold E Sun", "Sun, Harold E");
    check_parse("Kevin Mark Toth", "Toth, Kevin Mark");
    check_parse("Aisha N Pham Bui", "Pham Bui, Aisha N");
    check_parse("Maria de la Cruz", "de la Cruz, Maria");
    check_parse("Virginia St. John", "St. John, Virginia");
    check_parse("JEFFREY G SIDDIQUI SR.", "SIDDIQUI, JEFFREY G Sr");
    check_parse("Robert Smith, Jr.", "Smith, Robert Jr");
    check_parse("Robert Smith 3rd", "Smith, Robert III");
    check_parse("LAMAR V SCHAFER", "SCHAFER, LAMAR V");
    check_parse("O'Hara-N\303\272\303\261ez", "O'Hara-N\303\272\303\261ez");
}

static void test_credentials(void)
{
    check_parse("Leroy Kami\305\204ski, MD, FACC", "Kami\305\204ski, Leroy");
    check_parse("Dr. Jane B. Roe M.D.", "Roe, Jane B");
    check_parse("Roe, Jane B., MD", "Roe, Jane B");
    check_parse("Jane Roe, DO", "Roe, Jane");
    check_parse("Jane Roe DO", "Roe, Jane");
    check_parse("JOHN DO", "DO, JOHN");
    check_parse("Jane Roe, PA-C", "Roe, Jane");
    check_parse("Jane Roe, MD PhD", "Roe, Jane");
}

/* What OCR leaves around a name. */
static void test_damaged(void)
{
    check_parse("Precious K Welch\342\200\235", "Welch, Precious K");
    check_parse("\"Welch, Precious K.", "Welch, Precious K");
    check_parse("_Roe, Jane:", "Roe, Jane");
    check_parse("Lececcecuceeseatevenecenesenanqenaensaeeedenaeentees GUNTHER B. WILSON",
                "WILSON, GUNTHER B");
    check_parse("Roe, Jane |", "Roe, Jane");
}

static void test_no_name(void)
{
    check_parse("", NULL);
    check_parse(" , ", NULL);
    check_parse("12345", NULL);
    check_parse("03/14/1952", NULL);
    check_parse("X", NULL);
    check_parse("one two three four five six seven eight nine ten", NULL);
    check_parse("Sm\377ith, John", NULL);
    g_autofree char *long_text = g_strnfill(1000000, 'x');
    check_parse(long_text, NULL);
}

static void check_fold(const char *text, const char *folded)
{
    g_autofree char *got = name_fold(text);
    g_assert_cmpstr(got, ==, folded);
}

static void test_fold(void)
{
    check_fold("O'Hara-N\303\272\303\261ez", "OHARA NUNEZ");
    check_fold("  d\342\200\231Arcy  St. John ", "DARCY ST JOHN");
    check_fold("\305\201ukasz S\303\270rensen Stra\303\237e", "LUKASZ SORENSEN STRASSE");
    check_fold("D\304\205browski", "DABROWSKI");
    check_fold("", "");
    check_fold("--", "");
    check_fold("a\377b", "A B");
}

static void test_similarity(void)
{
    /* The pairs of Winkler's own tables. */
    g_assert_cmpfloat_with_epsilon(name_similarity("MARTHA", "MARHTA"), 0.9611, 0.0001);
    g_assert_cmpfloat_with_epsilon(name_similarity("DWAYNE", "DUANE"), 0.84, 0.0001);
    g_assert_cmpfloat_with_epsilon(name_similarity("DIXON", "DICKSONX"), 0.8133, 0.0001);
    g_assert_cmpfloat(name_similarity("SMITH", "SMITH"), ==, 1);
    g_assert_cmpfloat(name_similarity("SMITH", ""), ==, 0);
    g_assert_cmpfloat(name_similarity("ABC", "XYZ"), ==, 0);
    g_assert_cmpfloat(name_similarity("A", "A"), ==, 1);
    g_autofree char *long_text = g_strnfill(100000, 'A');
    g_assert_cmpfloat(name_similarity(long_text, long_text), ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/name/surname-first", test_surname_first);
    g_test_add_func("/name/given-first", test_given_first);
    g_test_add_func("/name/credentials", test_credentials);
    g_test_add_func("/name/damaged", test_damaged);
    g_test_add_func("/name/no-name", test_no_name);
    g_test_add_func("/name/fold", test_fold);
    g_test_add_func("/name/similarity", test_similarity);
    return g_test_run();
}
