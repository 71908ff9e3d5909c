/* test-spell-never.c - what the speller never touches: words of every protected class, by chance.
 */
#include "spell_setup.h"

#include "table.h"

#include <string.h>

static guint n_tried;

/* Puts the word into several places of a sentence; nowhere may it change. */
static void never_changes(const char *word)
{
    static const char *const places[] = {"%s", "the %s was seen", "Seen. %s was given",
                                         "given %s 50 mg", "(%s), noted"};
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        g_auto(GStrv) parts = g_strsplit(places[i], "%s", 2);
        g_autofree char *text = g_strconcat(parts[0], word, parts[1], NULL);
        for (guint percent = 20; percent <= 100; percent += 40) {
            g_autoptr(Page) page = text_page_make(text, percent / 100.0f);
            spell_page(lexicon, page);
            g_autofree char *corrected = page_text(page, TEXT_CORRECTED);
            if (!g_str_equal(corrected, text))
                g_error("'%s' was changed into '%s'", text, corrected);
            n_tried++;
        }
    }
}

static char pick(const char *from)
{
    return from[g_test_rand_int_range(0, strlen(from))];
}

/* `#` a digit, `@` a capital, `&` a small letter, all else itself. */
static char *draw(const char *pattern)
{
    GString *drawn = g_string_new(NULL);
    for (; *pattern != '\0'; pattern++)
        g_string_append_c(drawn, *pattern == '#'   ? pick("0123456789")
                                 : *pattern == '@' ? pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
                                 : *pattern == '&' ? pick("abcdefghijklmnopqrstuvwxyz")
                                                   : *pattern);
    return g_string_free(drawn, FALSE);
}

static void test_never_figures(void)
{
    static const char *const patterns[] = {
        "#",          "##",         "#.#",        "###.##",     "#,###",       "##/##/####",
        "####-##-##", "#-##-##",    "##:##",      "(###)",      "###-####",    "#%",
        "#mg",        "##mg",       "#.#mg",      "###mcg",     "##units",     "#mL",
        "#.##",       "0.#",        "-#.#",       "<#",         ">##",         "#x",
        "@##.#",      "@##",        "@#####",     "@@@######",  "#@@#@@#@@##", "########",
        "#####-####", "##########", "$###.##",    "@##.###@",   "@#-@#",       "#/#",
        "###/##",     "#st",        "##th",       "q#h",        "T#",          "x#",
        "##yo",       "#cm",        "##mmHg",     "##bpm",      "@@##@@##",    "&##&##",
        "@@@@@##",    "@@@@@@@###", "###@@@@@@@", "#&&&&&&#",   "&&&&&&##",    "CYP#D#",
        "BRCA#",      "COVID##",    "HLA-B##",    "vitamin-B#", "##-year-old", "#-#"};
    for (guint i = 0; i < G_N_ELEMENTS(patterns); i++) {
        for (guint n = 0; n < 10; n++) {
            g_autofree char *figure = draw(patterns[i]);
            never_changes(figure);
        }
    }
}

static void test_never_units(void)
{
    static const char *const units[] = {
        "mg",          "mcg",       "rng",     "ug",    "g",       "gm",          "kg",
        "ml",          "mL",        "dl",      "cc",    "mEq",     "IU",          "tab",
        "caps",        "gtt",       "units",   "unlts", "tablcts", "rnilligrams", "miligrams",
        "rnicrograms", "mcrograms", "dai1y",   "twlce", "weekiy",  "hourIy",      "mg/dL",
        "mmol/L",      "rnonths",   "flfteen", "flfty", "elght",   "thlrty",      "slxteen",
        "q.d.",        "b.i.d.",    "p.r.n.",  "moutb"};
    for (guint i = 0; i < G_N_ELEMENTS(units); i++)
        never_changes(units[i]);
}

/* One random confusion that OCR makes, or NULL when none fits. */
static char *damage(const char *word)
{
    static const char *const shapes[][2] = {
        {"m", "rn"}, {"i", "l"}, {"l", "i"}, {"o", "0"}, {"l", "1"}, {"e", "c"}, {"d", "cl"},
        {"h", "b"},  {"n", "u"}, {"a", "o"}, {"t", "f"}, {"y", "v"}, {"s", "5"}, {"w", "vv"}};
    guint start = g_test_rand_int_range(0, G_N_ELEMENTS(shapes));
    for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
        const char *const *shape = shapes[(start + i) % G_N_ELEMENTS(shapes)];
        const char *at = strstr(word, shape[0]);
        if (at != NULL)
            return g_strdup_printf("%.*s%s%s", (int)(at - word), word, shape[1],
                                   at + strlen(shape[0]));
    }
    return NULL;
}

/* Look-alike drugs: neither as they are nor damaged do they become another word. */
static void test_never_look_alikes(void)
{
    g_autoptr(Table) table = table_load("dict", "lookalike", 2, NULL);
    for (guint i = 0; i < table_length(table); i++) {
        for (guint side = 0; side < 2; side++) {
            const char *name = table_row(table, i)->columns[side];
            never_changes(name);
            g_autofree char *damaged = damage(name);
            if (damaged != NULL && !lexicon_knows(lexicon, damaged))
                never_changes(damaged);
        }
    }
}

/* A word that exists stays, whatever word it resembles. */
static void test_never_valid_words(void)
{
    g_autoptr(Table) table = table_load("dict", "frequencies", 2, NULL);
    for (guint n = 0; n < 1500; n++) {
        const TableRow *row = table_row(table, g_test_rand_int_range(0, table_length(table)));
        never_changes(row->columns[0]);
    }
    g_autoptr(Table) drugs = table_load("dict", "drugs", 1, NULL);
    for (guint n = 0; n < 500; n++)
        never_changes(table_row(drugs, g_test_rand_int_range(0, table_length(drugs)))->columns[0]);
}

static void test_never_sides_and_negations(void)
{
    static const char *const words[] = {
        "left",        "right",       "lcft",           "rlght",       "no",
        "not",         "n0t",         "denies",         "den1es",      "dcnies",
        "denled",      "without",     "nonc",           "never",       "absent",
        "negatlve",    "abscnt",      "bilateral",      "hypotension", "hypertension",
        "hypetension", "hyprtension", "hyprthyroidism", "colctomy",    "colotomy",
        "colostomy",   "gastrotomy",  "ileum",          "ilium",       "dysphagia",
        "dysphasia",   "abduction",   "adduction",      "perltoneal"};
    for (guint i = 0; i < G_N_ELEMENTS(words) - 1; i++)
        never_changes(words[i]);
}

/* A badly read word between two others, as the speller leaves it: the page's second. */
static Page *page_spell(const char *before, const char *read, const char *after)
{
    g_autofree char *text = g_strjoin(" ", before, read, after, NULL);
    Page *page = text_page_make(text, 0.5f);
    spell_page(lexicon, page);
    return page;
}

/* Whatever becomes of a damaged word, never one that must not be exchanged with what was printed.
 */
static void test_never_exchanged(void)
{
    g_autoptr(Table) table = table_load("dict", "frequencies", 2, NULL);
    guint changed = 0;
    for (guint n = 0; n < 6000; n++) {
        const char *printed =
            table_row(table, g_test_rand_int_range(0, table_length(table)))->columns[0];
        g_autofree char *once = damage(printed);
        g_autofree char *twice = once != NULL && n % 2 == 0 ? damage(once) : g_strdup(once);
        if (strlen(printed) < 4 || twice == NULL || lexicon_knows(lexicon, twice))
            continue;
        g_autoptr(Page) page = page_spell("the", twice, "was");
        const Word *word = page->words->pdata[1];
        if (word->corrected == NULL)
            continue;
        changed++;
        if (lexicon_never_exchange(lexicon, printed, word->corrected))
            g_error("'%s', read as '%s', became '%s'", printed, twice, word->corrected);
    }
    g_assert_cmpuint(changed, >, 1000);
}

/* A plural that no dictionary knows is not its singular. */
static void test_never_number(void)
{
    static const char *const words[] = {"hepatotoxicitys", "nephrologys", "cardiologists",
                                        "complaintc", "tendonz"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        never_changes(words[i]);
}

static void test_never_names(void)
{
    static const char *const places[] = {"Mr. Hallrnan was seen",
                                         "Patient: Dlabetz Johnson",
                                         "HALLRNAN, PATlENCE",
                                         "Referring physician Dr. Generai",
                                         "Patlence Yoder, MD",
                                         "Dear Dr. Pateint",
                                         "Name: Medlcation, Robert",
                                         "12 Hospitai Street",
                                         "Robert Surgerv MD",
                                         "From: Normai Yoder",
                                         "Yoder, Hlstory",
                                         "Dr. Abdornen called",
                                         "used Surgicel and then",
                                         "was put with\nSurgicel and",
                                         "daughter of Amina and",
                                         "Binh",
                                         "PLATT",
                                         "Mr. Leason came",
                                         "lives in Aclean with",
                                         "Nurse: Clain"};
    for (guint i = 0; i < G_N_ELEMENTS(places); i++)
        spell_check_page(places[i], places[i]);
}

/* Any first name, damaged, where a name is expected. */
static void test_never_damaged_names(void)
{
    static const char *const places[] = {"Mr. %s was seen", "Patient: %s", "seen by Dr. %s today",
                                         "Dear %s",         "Yoder, %s",   "%s Hallman, MD"};
    g_autoptr(Table) table = table_load("dict", "nicknames", 1, NULL);
    for (guint i = 0; table != NULL && i < table_length(table); i++) {
        g_autofree char *damaged = damage(table_row(table, i)->columns[0]);
        if (damaged == NULL)
            continue;
        *damaged = g_ascii_toupper(*damaged);
        for (guint j = 0; j < G_N_ELEMENTS(places); j++) {
            g_auto(GStrv) parts = g_strsplit(places[j], "%s", 2);
            g_autofree char *text = g_strconcat(parts[0], damaged, parts[1], NULL);
            spell_check_page(text, text);
        }
    }
}

/* No sense at all: random letters become a word in one case of a thousand, and that is drawn almost
 * the same. In a short word no letter is ever put for one of another shape; a long one that lacks a
 * single letter, or two words with a space too few, may come about by chance, hardly ever. */
static void test_never_noise(void)
{
    enum { DRAWS = 20000, CHANGED_MOST = DRAWS / 1000, FAR_MOST = DRAWS / 4000, SHORT = 5 };
    guint changed = 0, far = 0;
    for (guint n = 0; n < DRAWS; n++) {
        g_autofree char *noise = draw(n % 3 == 0 ? "&&&&&" : n % 3 == 1 ? "&&&&&&&" : "@&&&&&&&&");
        if (lexicon_knows(lexicon, noise))
            continue;
        g_autoptr(Page) page = page_spell("of", noise, "and");
        const Word *word = page->words->pdata[1];
        if (word->corrected == NULL)
            continue;
        changed++;
        gboolean parted = strchr(word->corrected, ' ') != NULL;
        double distance = lexicon_distance(lexicon, word->text, word->corrected);
        if (strlen(noise) <= SHORT && !parted)
            g_assert_cmpfloat(distance, <, 0.75);
        far += distance >= 0.75;
    }
    g_assert_cmpuint(changed, <=, CHANGED_MOST);
    g_assert_cmpuint(far, <=, FAR_MOST);
}

/* Syllables put together: surnames and drugs that no list holds. They look like words and like one
 * another; all the same, none may become one, however badly it was read. */
static void test_never_coined(void)
{
    enum { DRAWS = 4000 };
    static const char *const onsets[] = {"b",  "d",  "f",  "g",  "h",  "k",   "l",  "m",
                                         "n",  "p",  "r",  "s",  "t",  "v",   "w",  "z",
                                         "br", "cl", "st", "th", "kr", "sch", "tr", "pr"};
    static const char *const vowels[] = {"a", "e", "i", "o", "u", "ai", "ei", "ou"};
    static const char *const families[] = {"man", "ski", "son", "ez", "berg", "ini", "ova", "ley"};
    static const char *const drugs[] = {"mab",  "tinib", "gliptin", "statin",
                                        "olol", "pril",  "azole"};
    static const char *const name_places[] = {"seen by %s today", "Seen. %s was called", "%s"};
    static const char *const drug_places[] = {"started on %s daily", "given %s 50 mg",
                                              "%s, aspirin"};
    for (guint n = 0; n < DRAWS; n++) {
        gboolean drug = n % 2 == 0;
        g_autoptr(GString) coined = g_string_new(NULL);
        for (gint32 left = g_test_rand_int_range(1, 4); left > 0; left--) {
            g_string_append(coined, onsets[g_test_rand_int_range(0, G_N_ELEMENTS(onsets))]);
            g_string_append(coined, vowels[g_test_rand_int_range(0, G_N_ELEMENTS(vowels))]);
        }
        g_string_append(coined, drug ? drugs[g_test_rand_int_range(0, G_N_ELEMENTS(drugs))]
                                     : families[g_test_rand_int_range(0, G_N_ELEMENTS(families))]);
        if (!drug)
            *coined->str = g_ascii_toupper(*coined->str);
        if (lexicon_knows(lexicon, coined->str))
            continue;
        const char *place = (drug ? drug_places : name_places)[n / 2 % 3];
        g_auto(GStrv) parts = g_strsplit(place, "%s", 2);
        g_autofree char *text = g_strconcat(parts[0], coined->str, parts[1], NULL);
        g_autoptr(Page) page = text_page_make(text, n % 4 < 2 ? 0.6f : 0.9f);
        spell_page(lexicon, page);
        g_autofree char *corrected = page_text(page, TEXT_CORRECTED);
        g_assert_cmpstr(corrected, ==, text);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/spell/never/number", test_never_number);
    g_test_add_func("/spell/never/figures", test_never_figures);
    g_test_add_func("/spell/never/units", test_never_units);
    g_test_add_func("/spell/never/look-alikes", test_never_look_alikes);
    g_test_add_func("/spell/never/valid-words", test_never_valid_words);
    g_test_add_func("/spell/never/sides-and-negations", test_never_sides_and_negations);
    g_test_add_func("/spell/never/names", test_never_names);
    g_test_add_func("/spell/never/exchanged", test_never_exchanged);
    g_test_add_func("/spell/never/damaged-names", test_never_damaged_names);
    g_test_add_func("/spell/never/noise", test_never_noise);
    g_test_add_func("/spell/never/coined", test_never_coined);
    int failed = spell_test_run();
    g_test_message("never-list: %u sentences tried", n_tried);
    return failed;
}
