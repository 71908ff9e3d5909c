/* suggester.c - near words: reads what they are made of, finds them by the index, ranks them.
 *
 * Does: distance and frequency together. Reads: Debian's and our dictionaries, `frequencies`.
 * Does not: decide whether a word is put right. */
#include "suggester.h"

#include "confusion.h"
#include "fate.h"
#include "table.h"
#include "vocabulary.h"

#include <math.h>
#include <string.h>

enum { SUGGESTIONS_AT_MOST = 8, LENGTHS_APART_AT_MOST = 3 };

/* A word ten bits more frequent is preferred to one that is half a letter nearer. */
static const double COST_PER_BIT = 0.05;

enum { ENGLISH, DEBIAN_MEDICAL, MEDICAL, N_SOURCES };

struct Suggester {
    Confusion *confusion;
    WordList *counted; /* words of `frequencies` ... */
    GArray *counts;    /* guint32 ... and how often they occur, by number */
    const Drugs *drugs;
    char **office_words;
    /* The index costs more than all the rest, so it is made when it is first wanted: born-digital
     * pages never want it. Its texts are read on loading, while files can still be read. */
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

static gboolean sources_load(Suggester *suggester, const char *data_folder, GError **error)
{
    static const char english_advice[] = "Install the package hunspell-en-us.";
    static const char medical_advice[] = "Install the package hunspell-en-med.";
    static const char own_advice[] = "Install Chartward again.";
    g_autofree char *aff_path = g_build_filename(data_folder, "medical.aff", NULL);
    g_autofree char *dic_path = g_build_filename(data_folder, "medical.dic", NULL);
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
        VocabularySource *source = &suggester->sources[i];
        source->aff_text = text_load(paths[i].aff, paths[i].advice, error);
        if (source->aff_text == NULL)
            return FALSE;
        source->dic_text = text_load(paths[i].dic, paths[i].advice, error);
        if (source->dic_text == NULL)
            return FALSE;
    }
    return TRUE;
}

static gboolean frequencies_load(Suggester *suggester, const char *data_folder, GError **error)
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
        guint32 number =
            word_list_add(suggester->counted, row->columns[0], strlen(row->columns[0]));
        if (number == suggester->counts->len)
            g_array_append_val(suggester->counts, n);
    }
    return table != NULL;
}

static void sources_drop(Suggester *suggester)
{
    for (guint i = 0; i < N_SOURCES; i++) {
        g_clear_pointer(&suggester->sources[i].aff_text, g_free);
        g_clear_pointer(&suggester->sources[i].dic_text, g_free);
    }
}

Suggester *suggester_load(const char *data_folder, const Drugs *drugs,
                          const char *const *office_words, GError **error)
{
    g_autoptr(Suggester) suggester = g_new0(Suggester, 1);
    suggester->confusion = confusion_new();
    suggester->counted = word_list_new();
    suggester->counts = g_array_new(FALSE, FALSE, sizeof(guint32));
    suggester->drugs = drugs;
    suggester->office_words = g_strdupv((char **)office_words);
    if (!sources_load(suggester, data_folder, error) ||
        !frequencies_load(suggester, data_folder, error))
        return NULL;
    return g_steal_pointer(&suggester);
}

void suggester_free(Suggester *suggester)
{
    if (suggester == NULL)
        return;
    confusion_free(suggester->confusion);
    word_list_free(suggester->counted);
    g_array_unref(suggester->counts);
    g_strfreev(suggester->office_words);
    sources_drop(suggester);
    vocabulary_free(suggester->vocabulary);
    g_free(suggester);
}

double suggester_distance(const Suggester *suggester, const char *read, const char *meant)
{
    char one[CONFUSION_BYTES], other[CONFUSION_BYTES];
    if (!confusion_fold(read, one) || !confusion_fold(meant, other))
        return G_MAXDOUBLE;
    return confusion_cost(suggester->confusion, one, other, CONFUSION_BYTES);
}

guint suggester_frequency(const Suggester *suggester, const char *lower)
{
    guint32 number = word_list_lookup(suggester->counted, lower, strlen(lower));
    return number == WORD_LIST_NONE ? 0 : g_array_index(suggester->counts, guint32, number);
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

static const Vocabulary *vocabulary_get(Suggester *suggester)
{
    if (suggester->vocabulary == NULL) {
        suggester->vocabulary = vocabulary_new(suggester->sources, N_SOURCES, suggester->drugs,
                                               (const char *const *)suggester->office_words);
        sources_drop(suggester);
    }
    return suggester->vocabulary;
}

/* The candidates among `found` that are near enough to be named. */
static GArray *candidates_rank(const Suggester *suggester, const Vocabulary *vocabulary,
                               const char *folded, const GArray *found)
{
    GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    int length = (int)strlen(folded);
    double limit = MAX(1.0, 0.25 * length);
    for (guint i = 0; i < found->len; i++) {
        Candidate near = {vocabulary_word(vocabulary, g_array_index(found, guint32, i)), 0};
        if (ABS((int)strlen(near.word) - length) > LENGTHS_APART_AT_MOST)
            continue;
        near.cost = confusion_cost(suggester->confusion, folded, near.word, limit);
        if (near.cost > limit)
            continue;
        near.cost -= COST_PER_BIT * log2(1.0 + suggester_frequency(suggester, near.word));
        g_array_append_val(candidates, near);
    }
    g_array_sort(candidates, candidate_compare);
    return candidates;
}

char **suggester_near(Suggester *suggester, const char *word)
{
    char folded[CONFUSION_BYTES];
    if (!confusion_fold(word, folded))
        return g_new0(char *, 1);
    const Vocabulary *vocabulary = vocabulary_get(suggester);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
    vocabulary_find(vocabulary, folded, found);
    g_autoptr(GArray) candidates = candidates_rank(suggester, vocabulary, folded, found);
    guint n = MIN(candidates->len, SUGGESTIONS_AT_MOST);
    char **suggestions = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++)
        suggestions[i] = g_strdup(g_array_index(candidates, Candidate, i).word);
    return suggestions;
}
