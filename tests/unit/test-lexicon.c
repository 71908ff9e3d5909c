/* test-lexicon.c - which words are known, which are never exchanged, what is near what. */
#include "lexicon.h"

#include "fate.h"

static const char *const names[] = {"Yoder", "Nguyen", "O'Hara", NULL};
static const char *const office_words[] = {"Maumee", "telehealthy", "uts", NULL};

static Lexicon *lexicon;

static void check_known(const char *const *words, gboolean known)
{
    for (; *words != NULL; words++) {
        if (lexicon_knows(lexicon, *words) != known)
            g_error("'%s' should be %s", *words, known ? "known" : "unknown");
    }
}

static void test_forms(void)
{
    static const char *const words[] = {
        "adhesions",   "respirations",   "inferiorly",      "insufflated",
        "osteophytes", "Adhesions",      "OSTEOPHYTES",     "cholecystectomies",
        "diverticula", "nontender",      "periappendiceal", "laparoscopically",
        "(edema,",     "patient's",      "well-nourished",  "nausea/vomiting",
        "thrombi",     "reapproximated", "anastomoses",     "HTN",
        NULL};
    check_known(words, TRUE);
}

static void test_drug_names(void)
{
    static const char *const drugs[] = {"apixaban",    "Eliquis", "empagliflozin", "SEMAGLUTIDE",
                                        "tirzepatide", "Ozempic", "aspirin",       NULL};
    check_known(drugs, TRUE);
    for (guint i = 0; drugs[i] != NULL; i++)
        g_assert_true(lexicon_is_drug(lexicon, drugs[i]));
    static const char *const others[] = {"sodium", "tablet",  "hydrochloride",
                                         "today",  "patient", ""};
    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        g_assert_false(lexicon_is_drug(lexicon, others[i]));
}

static void test_names(void)
{
    static const char *const known[] = {"Yoder",  "YODER",        "Yoder's", "Nguyen,", "Maumee",
                                        "MAUMEE", "pre-existing", "WBCs",    "TriCor",  NULL};
    static const char *const unknown[] = {"yoder", "Yodcr", "--", "", NULL};
    check_known(known, TRUE);
    check_known(unknown, FALSE);
}

static void test_damage(void)
{
    static const char *const words[] = {"hypertenslon",
                                        "rnetoprolol",
                                        "echocardiograrn",
                                        "fibrillati0n",
                                        "cholecystectorny",
                                        "adrninistered",
                                        "pneurnonia",
                                        "osteophytcs",
                                        "pAtient",
                                        "ofthe",
                                        NULL};
    check_known(words, FALSE);
}

/* Words that exist, but that may well be misread commoner ones; not as names, nor where the office
 * writes them. */
static void test_rarities(void)
{
    static const char *const words[] = {"mule", "hove", "tine,", "lobo", NULL};
    check_known(words, FALSE);
    for (guint i = 0; words[i] != NULL; i++)
        g_assert_true(lexicon_is_rarity(lexicon, words[i]));
    static const char *const others[] = {"close", "Tate", "vagus", "titers", "uts", NULL};
    check_known(others, TRUE);
    for (guint i = 0; others[i] != NULL; i++)
        g_assert_false(lexicon_is_rarity(lexicon, others[i]));
}

static void check_never(const char *one, const char *other, gboolean never)
{
    if (lexicon_never_exchange(lexicon, one, other) != never ||
        lexicon_never_exchange(lexicon, other, one) != never)
        g_error("'%s' and '%s' should %sbe exchangeable", one, other, never ? "not " : "");
}

static void test_never_exchange(void)
{
    static const char *const pairs[][2] = {{"hydroxyzine", "hydralazine"},
                                           {"Left", "right"},
                                           {"no", "on"},
                                           {"not", "now"},
                                           {"denies", "defies"},
                                           {"hypotension", "hypertension"},
                                           {"HYPOthyroidism", "hyperthyroidism"},
                                           {"colectomy", "colostomy"},
                                           {"colotomy", "colostomy"},
                                           {"laparotomy", "laparoscopy"},
                                           {"abduct", "adduct"},
                                           {"symptomatic", "asymptomatic"},
                                           {"tender", "nontender"},
                                           {"arthritis", "arthrosis"},
                                           {"dysphagia", "dysphasia"},
                                           {"unlts", "units"},
                                           {"fifteen", "fifty"},
                                           {"hydroxyzlne", "hydroxyzine"},
                                           {"intracranial", "intercranial"}};
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
        check_never(pairs[i][0], pairs[i][1], TRUE);
    check_never("hypertenslon", "hypertension", FALSE);
    check_never("edema", "edema", FALSE);
    check_never("hydralazine", "Hydralazine", FALSE);
    check_never("rnetoprolol", "metoprolol", FALSE);
}

static void check_first(const char *read, const char *meant)
{
    g_autoptr(GArray) near = lexicon_suggest(lexicon, read, NULL, 0);
    const char *first = near->len > 0 ? g_array_index(near, LexiconNear, 0).word : NULL;
    g_assert_cmpstr(first, ==, meant);
    g_assert_cmpuint(near->len, <=, 12);
}

static void test_suggest(void)
{
    check_first("hypertenslon", "hypertension");
    check_first("rnetoprolol", "metoprolol");
    check_first("echocardiograrn", "echocardiogram");
    check_first("cholecystectorny", "cholecystectomy");
    check_first("fibrillati0n", "fibrillation");
    check_first("lnforrnation", "information");
    check_first("nonnal", "normal");
    check_first("hcalth", "health");
    check_first("patlent", "patient");
    check_first("discharqe", "discharge");
    check_first("qqqqqqq", NULL);
    check_first("", NULL);
}

/* What the recogniser thought of as well makes a letter cheap. */
static void test_thoughts(void)
{
    static const LexiconThought thoughts[] = {{0, 'B'}, {4, 'g'}};
    g_autoptr(GArray) without = lexicon_suggest(lexicon, "wiobsy", NULL, 0);
    g_autoptr(GArray) with = lexicon_suggest(lexicon, "wiopsy", thoughts, G_N_ELEMENTS(thoughts));
    g_assert_cmpuint(with->len, >, 0);
    g_assert_cmpstr(g_array_index(with, LexiconNear, 0).word, ==, "biopsy");
    g_assert_cmpfloat(g_array_index(with, LexiconNear, 0).distance, <, 0.5);
    for (guint i = 0; i < without->len; i++)
        g_assert_cmpstr(g_array_index(without, LexiconNear, i).word, !=, "biopsy");
}

static void test_prose(void)
{
    g_assert_cmpfloat(lexicon_chance(lexicon, "patient"), >, lexicon_chance(lexicon, "biopsy"));
    g_assert_cmpfloat(lexicon_chance(lexicon, "biopsy"), >, lexicon_chance(lexicon, "xyzzy"));
    g_assert_cmpfloat(lexicon_lift(lexicon, "blood", "pressure"), >, 3);
    g_assert_cmpfloat(lexicon_lift(lexicon, "blood", "table"), <, 0);
    g_assert_cmpfloat(lexicon_lift(lexicon, "xyzzy", "pressure"), ==, 0);
    g_assert_cmpfloat(lexicon_lift(lexicon, "0", "mg"), >, 1);
}

/* Words that no list holds are spelt like words all the same; misread ones are not. */
static void test_likeness(void)
{
    static const char *const words[] = {"patient", "Hysteria", "tressing", "cardiomegalic"};
    static const char *const misread[] = {"pntient", "blupsy", "dhiodenal", "qxzvkw", "pat1ent"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        g_assert_cmpfloat(lexicon_likeness(lexicon, words[i]), >, -2.3);
    for (guint i = 0; i < G_N_ELEMENTS(misread); i++)
        g_assert_cmpfloat(lexicon_likeness(lexicon, misread[i]), <, -2.4);
    g_assert_cmpfloat(lexicon_likeness(lexicon, ""), <, 0);
}

static void test_distance(void)
{
    g_assert_cmpfloat(lexicon_distance(lexicon, "edema", "edema"), ==, 0);
    g_assert_cmpfloat(lexicon_distance(lexicon, "Edema", "EDEMA"), ==, 0);
    g_assert_cmpfloat(lexicon_distance(lexicon, "rnass", "mass"), <, 0.3);
    g_assert_cmpfloat(lexicon_distance(lexicon, "mass", "rnass"), <, 0.3);
    g_assert_cmpfloat(lexicon_distance(lexicon, "mapk", "mass"), >=, 1);
    g_assert_cmpfloat(lexicon_distance(lexicon, "completely", "other"), >, 3);
    g_assert_cmpuint(lexicon_frequency(lexicon, "Patient"), >, 1000);
    g_assert_cmpuint(lexicon_frequency(lexicon, "xyzzy"), ==, 0);
}

static void test_no_tables(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(lexicon_open("/nonexistent", NULL, NULL, &error));
    g_assert_error(error, FATE, FATE_FATAL);
    g_assert_nonnull(g_strstr_len(error->message, -1, "Install Chartward again"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GError) error = NULL;
    lexicon = lexicon_open("dict", names, office_words, &error);
    g_assert_no_error(error);
    g_test_add_func("/lexicon/forms", test_forms);
    g_test_add_func("/lexicon/drugs", test_drug_names);
    g_test_add_func("/lexicon/names", test_names);
    g_test_add_func("/lexicon/damage", test_damage);
    g_test_add_func("/lexicon/rarities", test_rarities);
    g_test_add_func("/lexicon/never-exchange", test_never_exchange);
    g_test_add_func("/lexicon/suggest", test_suggest);
    g_test_add_func("/lexicon/thoughts", test_thoughts);
    g_test_add_func("/lexicon/prose", test_prose);
    g_test_add_func("/lexicon/likeness", test_likeness);
    g_test_add_func("/lexicon/distance", test_distance);
    g_test_add_func("/lexicon/no-tables", test_no_tables);
    int failed = g_test_run();
    lexicon_close(lexicon);
    return failed;
}
