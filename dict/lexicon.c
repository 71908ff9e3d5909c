/* lexicon.c - one place to ask about words.
 *
 * Does: opens Hunspell with the system's and our dictionaries; holds drugs, abbreviations,
 * measures, the office's words and names; says which words never stand for one another. Reads:
 * /usr/share/hunspell and the tables of the data folder. Does not: find near words (suggester.c),
 * change any text. */
#include "lexicon.h"

#include "drugs.h"
#include "fate.h"
#include "opposites.h"
#include "prose.h"
#include "suggester.h"
#include "table.h"

#include <hunspell/hunspell.h>
#include <string.h>

enum { WORD_BYTES_AT_MOST = 200 };

/* A damaged word must be so many letters nearer to what it means than to any opposite of that. */
static const double LEAD_OVER_OPPOSITES = 0.9;

struct Lexicon {
    Hunhandle *english; /* en_US and Debian's medical list */
    Hunhandle *medical; /* ours */
    Drugs *drugs;
    GHashTable *exact;    /* char*, owned: abbreviations and the office's words, as written */
    GHashTable *measures; /* char*, owned: words of measure and number */
    GHashTable *names;    /* char*, owned: words of names, in lower case */
    GHashTable *rarities; /* char*, owned: words that may well be misread common ones */
    Prose *prose;
    Suggester *suggester;
};

/* Hunspell tells no errors. The suggester has read all these files before; but where memory lacks,
 * Hunspell goes on without the dictionary: a word that each alone knows tells. */
static gboolean dictionaries_open(Lexicon *lexicon, const char *data_folder, GError **error)
{
    g_autofree char *aff_path = g_build_filename(data_folder, "medical.aff", NULL);
    g_autofree char *dic_path = g_build_filename(data_folder, "medical.dic", NULL);
    lexicon->english = Hunspell_create(HUNSPELL_FOLDER "/en_US.aff", HUNSPELL_FOLDER "/en_US.dic");
    Hunspell_add_dic(lexicon->english, HUNSPELL_FOLDER "/en_med_glut.dic");
    lexicon->medical = Hunspell_create(aff_path, dic_path);
    if (Hunspell_spell(lexicon->english, "kitchen") != 0 &&
        Hunspell_spell(lexicon->english, "hypokalemia") != 0 &&
        Hunspell_spell(lexicon->medical, "hypokalemia") != 0)
        return TRUE;
    g_set_error(error, FATE, FATE_RETRY,
                "The dictionaries could not be loaded whole. Nothing is lost; please run it again "
                "when the computer is less busy, and install Chartward again if that is of no "
                "use.");
    return FALSE;
}

/* Adds the first column of a table to a set. */
static gboolean set_load(GHashTable *set, const char *data_folder, const char *name,
                         guint n_columns, GError **error)
{
    g_autoptr(Table) table = table_load(data_folder, name, n_columns, error);
    for (guint i = 0; table != NULL && i < table_length(table); i++)
        g_hash_table_add(set, g_strdup(table_row(table, i)->columns[0]));
    return table != NULL;
}

static GHashTable *set_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void words_take(Lexicon *lexicon, const char *const *names, const char *const *office_words)
{
    for (guint i = 0; names != NULL && names[i] != NULL; i++)
        g_hash_table_add(lexicon->names, g_utf8_strdown(names[i], -1));
    for (guint i = 0; office_words != NULL && office_words[i] != NULL; i++) {
        g_hash_table_add(lexicon->exact, g_strdup(office_words[i]));
        /* What begins with a capital is also known in capitals throughout, as names are. */
        if (g_unichar_isupper(g_utf8_get_char(office_words[i])))
            g_hash_table_add(lexicon->names, g_utf8_strdown(office_words[i], -1));
    }
}

Lexicon *lexicon_open(const char *data_folder, const char *const *names,
                      const char *const *office_words, GError **error)
{
    g_autoptr(Lexicon) lexicon = g_new0(Lexicon, 1);
    lexicon->exact = set_new();
    lexicon->measures = set_new();
    lexicon->names = set_new();
    lexicon->rarities = set_new();
    words_take(lexicon, names, office_words);
    lexicon->drugs = drugs_load(data_folder, error);
    if (lexicon->drugs == NULL)
        return NULL;
    lexicon->prose = prose_load(data_folder, error);
    if (lexicon->prose == NULL)
        return NULL;
    lexicon->suggester =
        suggester_load(data_folder, lexicon->drugs, lexicon->prose, office_words, error);
    if (lexicon->suggester == NULL ||
        !set_load(lexicon->exact, data_folder, "abbreviations", 2, error) ||
        !set_load(lexicon->measures, data_folder, "measures", 1, error) ||
        !set_load(lexicon->rarities, data_folder, "rarities", 2, error))
        return NULL;
    if (!dictionaries_open(lexicon, data_folder, error))
        return NULL;
    return g_steal_pointer(&lexicon);
}

void lexicon_close(Lexicon *lexicon)
{
    if (lexicon == NULL)
        return;
    g_clear_pointer(&lexicon->english, Hunspell_destroy);
    g_clear_pointer(&lexicon->medical, Hunspell_destroy);
    suggester_free(lexicon->suggester);
    prose_free(lexicon->prose);
    drugs_free(lexicon->drugs);
    g_hash_table_unref(lexicon->exact);
    g_hash_table_unref(lexicon->measures);
    g_hash_table_unref(lexicon->names);
    g_hash_table_unref(lexicon->rarities);
    g_free(lexicon);
}

/* The word without punctuation at its edges and without a possessive 's; NULL when nothing is left
 * or it is longer than any word. Yours to free. */
static char *word_core(const char *word)
{
    const char *begin = word;
    while (*begin != '\0' && !g_unichar_isalnum(g_utf8_get_char(begin)))
        begin = g_utf8_next_char(begin);
    const char *end = begin + strlen(begin);
    while (end > begin) {
        const char *last = g_utf8_prev_char(end);
        if (g_unichar_isalnum(g_utf8_get_char(last)))
            break;
        end = last;
    }
    if (end == begin || end - begin > WORD_BYTES_AT_MOST)
        return NULL;
    g_autofree char *core = g_strndup(begin, end - begin);
    g_auto(GStrv) parts = g_strsplit(core, "\xe2\x80\x99", -1); /* a typographic apostrophe */
    char *plain = g_strjoinv("'", parts);
    if (g_str_has_suffix(plain, "'s") || g_str_has_suffix(plain, "'S"))
        plain[strlen(plain) - 2] = '\0';
    return plain;
}

/* TRUE when some letter after a small one is a capital: "pAtient" is no way to write a word. */
static gboolean case_is_mixed(const char *word)
{
    gboolean small = FALSE;
    for (; *word != '\0'; word = g_utf8_next_char(word)) {
        gunichar letter = g_utf8_get_char(word);
        if (small && g_unichar_isupper(letter))
            return TRUE;
        small = small || g_unichar_islower(letter);
    }
    return FALSE;
}

/* "WBCs", "EKGs": a short form with the plural's s. */
static gboolean is_plural_short_form(const Lexicon *lexicon, const char *word)
{
    gsize length = strlen(word);
    if (length < 3 || word[length - 1] != 's' || !g_ascii_isupper(word[length - 2]))
        return FALSE;
    g_autofree char *singular = g_strndup(word, length - 1);
    return g_hash_table_contains(lexicon->exact, singular);
}

static gboolean part_knows(Lexicon *lexicon, const char *part)
{
    if (is_plural_short_form(lexicon, part))
        return TRUE;
    if (g_hash_table_contains(lexicon->exact, part) || Hunspell_spell(lexicon->english, part) ||
        Hunspell_spell(lexicon->medical, part))
        return TRUE;
    g_autofree char *lower = g_utf8_strdown(part, -1);
    if (drugs_has(lexicon->drugs, lower)) /* in any case: TriCor, AcipHex */
        return TRUE;
    if (case_is_mixed(part))
        return FALSE;
    if (g_hash_table_contains(lexicon->exact, lower))
        return TRUE;
    return g_unichar_isupper(g_utf8_get_char(part)) && g_hash_table_contains(lexicon->names, lower);
}

/* What may stand before a hyphen without being a word: pre-existing, x-rayed. */
static gboolean is_beginning(const char *part)
{
    static const char *const beginnings[] = {
        "pre",   "post",   "non",    "anti",  "co",     "de",    "re",    "un",     "sub",
        "semi",  "mid",    "multi",  "inter", "intra",  "peri",  "para",  "micro",  "macro",
        "neo",   "mini",   "bi",     "tri",   "extra",  "ultra", "supra", "infra",  "trans",
        "retro", "hyper",  "hypo",   "endo",  "exo",    "epi",   "x",     "antero", "postero",
        "dorso", "infero", "supero", "medio", "latero", "sero",  "muco",  "fibro",  "veno",
    };
    for (guint i = 0; i < G_N_ELEMENTS(beginnings); i++) {
        if (g_ascii_strcasecmp(part, beginnings[i]) == 0)
            return TRUE;
    }
    return FALSE;
}

/* The office may write what others do not; names begin with a capital, and none is in the table. */
static gboolean core_is_rarity(const Lexicon *lexicon, const char *core)
{
    return g_hash_table_contains(lexicon->rarities, core) &&
           !g_hash_table_contains(lexicon->exact, core);
}

gboolean lexicon_is_rarity(const Lexicon *lexicon, const char *word)
{
    g_autofree char *core = word_core(word);
    return core != NULL && core_is_rarity(lexicon, core);
}

gboolean lexicon_knows(Lexicon *lexicon, const char *word)
{
    g_autofree char *core = word_core(word);
    if (core == NULL || core_is_rarity(lexicon, core))
        return FALSE;
    if (part_knows(lexicon, core))
        return TRUE;
    if (strpbrk(core, "-/") == NULL)
        return FALSE;
    g_auto(GStrv) parts = g_strsplit_set(core, "-/", -1);
    for (guint i = 0; parts[i] != NULL; i++) {
        gboolean beginning = parts[i + 1] != NULL && is_beginning(parts[i]);
        if (*parts[i] == '\0' || (!beginning && !part_knows(lexicon, parts[i])))
            return FALSE;
    }
    return TRUE;
}

static char *core_lower(const char *word)
{
    g_autofree char *core = word_core(word);
    return core != NULL ? g_utf8_strdown(core, -1) : NULL;
}

gboolean lexicon_is_drug(Lexicon *lexicon, const char *word)
{
    g_autofree char *lower = core_lower(word);
    return lower != NULL && drugs_has(lexicon->drugs, lower);
}

gboolean lexicon_is_name(Lexicon *lexicon, const char *word)
{
    g_autofree char *lower = core_lower(word);
    return lower != NULL && g_hash_table_contains(lexicon->names, lower);
}

/* TRUE when `read` is no word and may be a damaged opposite of `meant` nearly as well as `meant`.
 */
static gboolean may_be_opposite(Lexicon *lexicon, const char *read, const char *meant)
{
    if (part_knows(lexicon, read))
        return FALSE;
    double limit = lexicon_distance(lexicon, read, meant) + LEAD_OVER_OPPOSITES;
    gboolean rare = prose_frequency(lexicon->prose, meant) == 0;
    g_auto(GStrv) opposites = word_opposites(meant);
    for (guint i = 0; opposites[i] != NULL; i++) {
        /* Dictionaries hold many contraries that nobody writes. */
        gboolean written = prose_frequency(lexicon->prose, opposites[i]) > 0 || rare;
        if (written && lexicon_distance(lexicon, read, opposites[i]) < limit &&
            part_knows(lexicon, opposites[i]))
            return TRUE;
    }
    return FALSE;
}

static gboolean lower_is_guarded(const Lexicon *lexicon, const char *lower)
{
    return g_hash_table_contains(lexicon->measures, lower) ||
           drugs_is_confusable(lexicon->drugs, lower) || word_is_anchor(lower);
}

gboolean lexicon_is_guarded(Lexicon *lexicon, const char *word)
{
    g_autofree char *lower = core_lower(word);
    return lower != NULL && lower_is_guarded(lexicon, lower);
}

gboolean lexicon_never_exchange(Lexicon *lexicon, const char *one, const char *other)
{
    g_autofree char *a = core_lower(one);
    g_autofree char *b = core_lower(other);
    if (a == NULL || b == NULL || g_str_equal(a, b))
        return FALSE;
    /* A damaged word may be the one drug as well as its look-alike, so nothing leads to either. */
    return lower_is_guarded(lexicon, a) || lower_is_guarded(lexicon, b) ||
           words_are_opposites(a, b) || may_be_opposite(lexicon, a, b) ||
           may_be_opposite(lexicon, b, a);
}

double lexicon_distance(const Lexicon *lexicon, const char *read, const char *meant)
{
    return suggester_distance(lexicon->suggester, read, meant);
}

guint lexicon_frequency(const Lexicon *lexicon, const char *word)
{
    g_autofree char *lower = core_lower(word);
    return lower != NULL ? prose_frequency(lexicon->prose, lower) : 0;
}

double lexicon_chance(const Lexicon *lexicon, const char *word)
{
    return prose_chance(lexicon->prose, word);
}

double lexicon_likeness(const Lexicon *lexicon, const char *word)
{
    g_autofree char *lower = core_lower(word);
    return prose_likeness(lexicon->prose, lower != NULL ? lower : "");
}

double lexicon_lift(const Lexicon *lexicon, const char *before, const char *after)
{
    return prose_lift(lexicon->prose, before, after);
}

GArray *lexicon_suggest(Lexicon *lexicon, const char *word, const LexiconThought *thoughts,
                        guint n_thoughts)
{
    g_autofree char *core = word_core(word);
    return suggester_near(lexicon->suggester, core != NULL ? core : "", thoughts, n_thoughts);
}
