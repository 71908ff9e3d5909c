/* suggester.c - near words: reads what they are made of, finds them by the index, ranks them.
 *
 * Does: distance and frequency together. Reads: Debian's and our dictionaries.
 * Does not: decide whether a word is put right. */
#include "suggester.h"

#include "confusion.h"
#include "fate.h"
#include "vocabulary.h"

#include <stdlib.h>
#include <string.h>

enum { SUGGESTIONS_AT_MOST = 12, LENGTHS_APART_AT_MOST = 3 };

/* Two words whose chances are e to 1 apart weigh the same when the rarer is this much nearer. */
static const double LETTERS_PER_NAT = 0.175;

/* What is farther away is not looked at: a limit for short words, and for each letter of long ones;
 * and letters that only one of the two holds. */
static const double LEAST_LIMIT = 1.3, LIMIT_PER_LETTER = 0.22, MOST_LIMIT = 2.2;
enum { LETTERS_APART_AT_MOST = 5 };

enum { ENGLISH, DEBIAN_MEDICAL, MEDICAL, N_SOURCES };

struct Suggester {
    Confusion *confusion;
    const Prose *prose;
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

static void sources_drop(Suggester *suggester)
{
    for (guint i = 0; i < N_SOURCES; i++) {
        g_clear_pointer(&suggester->sources[i].aff_text, g_free);
        g_clear_pointer(&suggester->sources[i].dic_text, g_free);
    }
}

Suggester *suggester_load(const char *data_folder, const Drugs *drugs, const Prose *prose,
                          const char *const *office_words, GError **error)
{
    g_autoptr(Suggester) suggester = g_new0(Suggester, 1);
    suggester->confusion = confusion_new();
    suggester->prose = prose;
    suggester->drugs = drugs;
    suggester->office_words = g_strdupv((char **)office_words);
    if (!sources_load(suggester, data_folder, error))
        return NULL;
    return g_steal_pointer(&suggester);
}

void suggester_free(Suggester *suggester)
{
    if (suggester == NULL)
        return;
    confusion_free(suggester->confusion);
    g_strfreev(suggester->office_words);
    sources_drop(suggester);
    vocabulary_free(suggester->vocabulary);
    g_free(suggester);
}

double suggester_distance(const Suggester *suggester, const char *read, const char *meant)
{
    char one[CONFUSION_BYTES], other[CONFUSION_BYTES];
    if (!confusion_fold(read, one, NULL) || !confusion_fold(meant, other, NULL))
        return G_MAXDOUBLE;
    return confusion_cost(suggester->confusion, one, NULL, other, CONFUSION_BYTES);
}

typedef struct {
    LexiconNear near;
    double cost; /* less for frequent words */
} Candidate;

static int candidate_compare(const void *one, const void *other)
{
    const Candidate *a = one, *b = other;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    return strcmp(a->near.word, b->near.word);
}

static const Vocabulary *vocabulary_get(Suggester *suggester)
{
    if (suggester->vocabulary == NULL) {
        suggester->vocabulary =
            vocabulary_new(suggester->sources, N_SOURCES, suggester->prose, suggester->drugs,
                           (const char *const *)suggester->office_words);
        sources_drop(suggester);
    }
    return suggester->vocabulary;
}

/* The candidates among `found` that are near enough to be named. */
static GArray *candidates_rank(const Suggester *suggester, const Vocabulary *vocabulary,
                               const char *folded, const guint32 *alternatives, const GArray *found)
{
    GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    WordShape read = word_shape(folded);
    double limit = CLAMP(LIMIT_PER_LETTER * read.length, LEAST_LIMIT, MOST_LIMIT);
    for (guint i = 0; i < found->len; i++) {
        guint32 number = g_array_index(found, guint32, i);
        WordShape shape = vocabulary_shape(vocabulary, number);
        if (ABS((int)shape.length - (int)read.length) > LENGTHS_APART_AT_MOST ||
            __builtin_popcount(shape.letters ^ read.letters) > LETTERS_APART_AT_MOST)
            continue;
        const char *word = vocabulary_word(vocabulary, number);
        double distance = confusion_cost(suggester->confusion, folded, alternatives, word, limit);
        if (distance > limit)
            continue;
        Candidate candidate = {.near.word = word};
        candidate.near.distance = distance;
        candidate.cost = distance - LETTERS_PER_NAT * prose_chance(suggester->prose, word);
        g_array_append_val(candidates, candidate);
    }
    g_array_sort(candidates, candidate_compare);
    return candidates;
}

static void thoughts_fold(const LexiconThought *thoughts, guint n_thoughts, guint n_characters,
                          const guint8 *places, guint32 *alternatives)
{
    for (guint i = 0; i < n_thoughts; i++) {
        gunichar symbol = g_unichar_tolower(thoughts[i].symbol);
        if (thoughts[i].at < n_characters && symbol >= 'a' && symbol <= 'z')
            alternatives[places[thoughts[i].at]] |= 1u << (symbol - 'a');
    }
}

GArray *suggester_near(Suggester *suggester, const char *word, const LexiconThought *thoughts,
                       guint n_thoughts)
{
    GArray *nearest = g_array_new(FALSE, FALSE, sizeof(LexiconNear));
    char folded[CONFUSION_BYTES];
    guint8 places[CONFUSION_BYTES];
    if (!confusion_fold(word, folded, places))
        return nearest;
    Alternatives alternatives = {0};
    thoughts_fold(thoughts, n_thoughts, (guint)g_utf8_strlen(word, -1), places, alternatives);
    const Vocabulary *vocabulary = vocabulary_get(suggester);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
    vocabulary_find(vocabulary, folded, found);
    g_autoptr(GArray) candidates =
        candidates_rank(suggester, vocabulary, folded, alternatives, found);
    for (guint i = 0; i < MIN(candidates->len, SUGGESTIONS_AT_MOST); i++)
        g_array_append_val(nearest, g_array_index(candidates, Candidate, i).near);
    return nearest;
}
