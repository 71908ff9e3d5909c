/* lexicon.c - one place to ask about words.
 *
 * Does: opens Hunspell with the system's and our dictionaries, holds drugs, abbreviations, the
 *       office's words and names, and suggests words near a misread one.
 * Reads: /usr/share/hunspell and the tables of the data folder. Does not: change any text. */
#include "lexicon.h"

#include "confusion.h"
#include "drugs.h"
#include "fate.h"
#include "opposites.h"
#include "table.h"
#include "vocabulary.h"

#include <hunspell/hunspell.h>
#include <math.h>
#include <string.h>

/* Where Debian puts dictionaries. */
#define HUNSPELL_FOLDER "/usr/share/hunspell"

enum { SUGGESTIONS_AT_MOST = 8, WORD_BYTES_AT_MOST = 200 };

/* A word ten bits more frequent is preferred to one that is half a letter nearer. */
static const double COST_PER_BIT = 0.05;

/* A damaged word must be nearer to what it means than to any opposite of that by so many letters.
 */
static const double LEAD_OVER_OPPOSITES = 0.9;

enum { ENGLISH, DEBIAN_MEDICAL, MEDICAL, N_SOURCES };

struct Lexicon {
    Hunhandle *english; /* en_US and Debian's medical list */
    Hunhandle *medical; /* ours */
    Drugs *drugs;
    GHashTable *exact; /* char*, owned: abbreviations and the office's words, as written */
    GHashTable *names; /* char*, owned: words of names, in lower case */
    WordList *counted; /* words of `frequencies` ... */
    GArray *counts;    /* guint32 ... and how often they occur, by number */
    Confusion *confusion;
    char **office_words; /* for the vocabulary */
    /* The index costs more than all the rest, so it is made when it is first wanted: born-digital
     * pages never want it. Its texts are read on opening, while files can still be read. */
    VocabularySource sources[N_SOURCES];
    Vocabulary *vocabulary; /* NULL until then */
};

static char *text_load(const char *path, const char *advice, GError **error)
{
    char *text = NULL;
    g_autoptr(GError) cause = NULL;
    if (!g_file_get_contents(path, &text, NULL, &cause))
        g_set_error(error, FATE, FATE_FATAL, "The dictionary '%s' cannot be read (%s). %s", path,
                    cause->message, advice);
    return text;
}

static gboolean sources_load(Lexicon *lexicon, const char *aff_path, const char *dic_path,
                             GError **error)
{
    static const char english_advice[] = "Install the package hunspell-en-us.";
    static const char medical_advice[] = "Install the package hunspell-en-med.";
    static const char own_advice[] = "Install Chartward again.";
    const struct {
        const char *aff, *dic, *advice;
    } paths[N_SOURCES] = {
        [ENGLISH] = {HUNSPELL_FOLDER "/en_US.aff", HUNSPELL_FOLDER "/en_US.dic", english_advice},
        /* Debian's list comes without an .aff of its own and uses the flags of en_US. */
        [DEBIAN_MEDICAL] = {HUNSPELL_FOLDER "/en_US.aff", HUNSPELL_FOLDER "/en_med_glut.dic",
                            medical_advice},
        [MEDICAL] = {aff_path, dic_path, own_advice},
    };
    for (guint i = 0; i < N_SOURCES; i++) {
        VocabularySource *source = &lexicon->sources[i];
        source->aff_text = text_load(paths[i].aff, paths[i].advice, error);
        if (source->aff_text == NULL)
            return FALSE;
        source->dic_text = text_load(paths[i].dic, paths[i].advice, error);
        if (source->dic_text == NULL)
            return FALSE;
    }
    return TRUE;
}

static gboolean dictionaries_open(Lexicon *lexicon, const char *data_folder, GError **error)
{
    g_autofree char *aff_path = g_build_filename(data_folder, "medical.aff", NULL);
    g_autofree char *dic_path = g_build_filename(data_folder, "medical.dic", NULL);
    if (!sources_load(lexicon, aff_path, dic_path, error))
        return FALSE;
    lexicon->english = Hunspell_create(HUNSPELL_FOLDER "/en_US.aff", HUNSPELL_FOLDER "/en_US.dic");
    Hunspell_add_dic(lexicon->english, HUNSPELL_FOLDER "/en_med_glut.dic");
    lexicon->medical = Hunspell_create(aff_path, dic_path);
    return TRUE;
}

static gboolean abbreviations_load(Lexicon *lexicon, const char *data_folder, GError **error)
{
    g_autoptr(Table) table = table_load(data_folder, "abbreviations", 2, error);
    for (guint i = 0; table != NULL && i < table_length(table); i++)
        g_hash_table_add(lexicon->exact, g_strdup(table_row(table, i)->columns[0]));
    return table != NULL;
}

static gboolean frequencies_load(Lexicon *lexicon, const char *data_folder, GError **error)
{
    g_autoptr(Table) table = table_load(data_folder, "frequencies", 2, error);
    for (guint i = 0; table != NULL && i < table_length(table); i++) {
        const TableRow *row = table_row(table, i);
        guint64 count = 0;
        if (!g_ascii_string_to_unsigned(row->columns[1], 10, 1, G_MAXUINT32, &count, NULL)) {
            g_set_error(
                error, FATE, FATE_FATAL,
                "Line %u of the table 'frequencies' has no number. Install Chartward again.",
                row->line);
            return FALSE;
        }
        guint32 n = (guint32)count;
        guint32 number = word_list_add(lexicon->counted, row->columns[0], strlen(row->columns[0]));
        if (number == lexicon->counts->len)
            g_array_append_val(lexicon->counts, n);
    }
    return table != NULL;
}

static void words_take(Lexicon *lexicon, const char *const *names, const char *const *office_words)
{
    for (guint i = 0; names != NULL && names[i] != NULL; i++)
        g_hash_table_add(lexicon->names, g_utf8_strdown(names[i], -1));
    for (guint i = 0; office_words != NULL && office_words[i] != NULL; i++)
        g_hash_table_add(lexicon->exact, g_strdup(office_words[i]));
    lexicon->office_words = g_strdupv((char **)office_words);
}

Lexicon *lexicon_open(const char *data_folder, const char *const *names,
                      const char *const *office_words, GError **error)
{
    g_autoptr(Lexicon) lexicon = g_new0(Lexicon, 1);
    lexicon->exact = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    lexicon->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    lexicon->counted = word_list_new();
    lexicon->counts = g_array_new(FALSE, FALSE, sizeof(guint32));
    lexicon->confusion = confusion_new();
    words_take(lexicon, names, office_words);
    if (!dictionaries_open(lexicon, data_folder, error))
        return NULL;
    lexicon->drugs = drugs_load(data_folder, error);
    if (lexicon->drugs == NULL || !abbreviations_load(lexicon, data_folder, error) ||
        !frequencies_load(lexicon, data_folder, error))
        return NULL;
    return g_steal_pointer(&lexicon);
}

static void sources_drop(Lexicon *lexicon)
{
    for (guint i = 0; i < N_SOURCES; i++) {
        g_clear_pointer(&lexicon->sources[i].aff_text, g_free);
        g_clear_pointer(&lexicon->sources[i].dic_text, g_free);
    }
}

void lexicon_close(Lexicon *lexicon)
{
    if (lexicon == NULL)
        return;
    g_clear_pointer(&lexicon->english, Hunspell_destroy);
    g_clear_pointer(&lexicon->medical, Hunspell_destroy);
    drugs_free(lexicon->drugs);
    g_hash_table_unref(lexicon->exact);
    g_hash_table_unref(lexicon->names);
    word_list_free(lexicon->counted);
    g_array_unref(lexicon->counts);
    confusion_free(lexicon->confusion);
    g_strfreev(lexicon->office_words);
    sources_drop(lexicon);
    vocabulary_free(lexicon->vocabulary);
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

static gboolean part_knows(Lexicon *lexicon, const char *part)
{
    if (g_hash_table_contains(lexicon->exact, part) || Hunspell_spell(lexicon->english, part) ||
        Hunspell_spell(lexicon->medical, part))
        return TRUE;
    if (case_is_mixed(part))
        return FALSE;
    g_autofree char *lower = g_utf8_strdown(part, -1);
    if (drugs_has(lexicon->drugs, lower) || g_hash_table_contains(lexicon->exact, lower))
        return TRUE;
    return g_unichar_isupper(g_utf8_get_char(part)) && g_hash_table_contains(lexicon->names, lower);
}

gboolean lexicon_knows(Lexicon *lexicon, const char *word)
{
    g_autofree char *core = word_core(word);
    if (core == NULL)
        return FALSE;
    if (part_knows(lexicon, core))
        return TRUE;
    if (strpbrk(core, "-/") == NULL)
        return FALSE;
    g_auto(GStrv) parts = g_strsplit_set(core, "-/", -1);
    for (guint i = 0; parts[i] != NULL; i++) {
        if (*parts[i] == '\0' || !part_knows(lexicon, parts[i]))
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

/* TRUE when `read` may be a damaged opposite of `meant` nearly as well as `meant` itself. */
static gboolean may_be_opposite(Lexicon *lexicon, const char *read, const char *meant)
{
    double limit = lexicon_distance(lexicon, read, meant) + LEAD_OVER_OPPOSITES;
    g_auto(GStrv) opposites = word_opposites(meant);
    for (guint i = 0; opposites[i] != NULL; i++) {
        if (lexicon_distance(lexicon, read, opposites[i]) < limit &&
            part_knows(lexicon, opposites[i]))
            return TRUE;
    }
    return FALSE;
}

gboolean lexicon_never_exchange(Lexicon *lexicon, const char *one, const char *other)
{
    g_autofree char *a = core_lower(one);
    g_autofree char *b = core_lower(other);
    if (a == NULL || b == NULL || g_str_equal(a, b))
        return FALSE;
    /* A damaged word may be the one drug as well as its look-alike, so nothing leads to either. */
    return drugs_is_confusable(lexicon->drugs, a) || drugs_is_confusable(lexicon->drugs, b) ||
           words_are_opposites(a, b) || may_be_opposite(lexicon, a, b) ||
           may_be_opposite(lexicon, b, a);
}

double lexicon_distance(const Lexicon *lexicon, const char *read, const char *meant)
{
    char one[CONFUSION_BYTES], other[CONFUSION_BYTES];
    if (!confusion_fold(read, one) || !confusion_fold(meant, other))
        return G_MAXDOUBLE;
    return confusion_cost(lexicon->confusion, one, other, CONFUSION_BYTES);
}

guint lexicon_frequency(const Lexicon *lexicon, const char *word)
{
    g_autofree char *lower = core_lower(word);
    if (lower == NULL)
        return 0;
    guint32 number = word_list_lookup(lexicon->counted, lower, strlen(lower));
    return number == WORD_LIST_NONE ? 0 : g_array_index(lexicon->counts, guint32, number);
}

typedef struct {
    const char *word;
    double cost; /* less for frequent words */
} Candidate;

static gint candidate_compare(gconstpointer one, gconstpointer other)
{
    const Candidate *a = one, *b = other;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    return strcmp(a->word, b->word);
}

static const Vocabulary *vocabulary_get(Lexicon *lexicon)
{
    if (lexicon->vocabulary == NULL) {
        lexicon->vocabulary = vocabulary_new(lexicon->sources, N_SOURCES, lexicon->drugs,
                                             (const char *const *)lexicon->office_words);
        sources_drop(lexicon);
    }
    return lexicon->vocabulary;
}

char **lexicon_suggest(Lexicon *lexicon, const char *word)
{
    char folded[CONFUSION_BYTES];
    g_autofree char *core = word_core(word);
    g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    if (core != NULL && confusion_fold(core, folded)) {
        const Vocabulary *vocabulary = vocabulary_get(lexicon);
        g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
        vocabulary_find(vocabulary, folded, found);
        double limit = MAX(1.0, 0.25 * strlen(folded));
        for (guint i = 0; i < found->len; i++) {
            Candidate near = {vocabulary_word(vocabulary, g_array_index(found, guint32, i)), 0};
            near.cost = confusion_cost(lexicon->confusion, folded, near.word, limit);
            if (near.cost > limit)
                continue;
            near.cost -= COST_PER_BIT * log2(1.0 + lexicon_frequency(lexicon, near.word));
            g_array_append_val(candidates, near);
        }
    }
    g_array_sort(candidates, candidate_compare);
    guint n = MIN(candidates->len, SUGGESTIONS_AT_MOST);
    char **suggestions = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++)
        suggestions[i] = g_strdup(g_array_index(candidates, Candidate, i).word);
    return suggestions;
}
