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

enum { SUGGESTIONS_AT_MOST = 12 };

/* Two words whose chances are e to 1 apart weigh the same when the rarer is this much nearer. */
static const double LETTERS_PER_NAT = 0.175;

/* What is farther away is not looked at: a limit for short words, and for each letter of long ones;
 * nor what is so far behind the nearest that nobody would call it a rival. */
static const double LEAST_LIMIT = 1.3, LIMIT_PER_LETTER = 0.22, MOST_LIMIT = 2.2,
                    FARTHEST_BEHIND = 1.4;

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
    Reading one, other;
    if (!confusion_fold(read, &one) || !confusion_fold(meant, &other))
        return G_MAXDOUBLE;
    g_autoptr(Comparison) comparison = comparison_new(suggester->confusion, &one);
    return comparison_cost(comparison, other.letters, other.length, CONFUSION_BYTES);
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
                               const Reading *reading, const GArray *found)
{
    GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    g_autoptr(Comparison) comparison = comparison_new(suggester->confusion, reading);
    double limit = CLAMP(LIMIT_PER_LETTER * reading->length, LEAST_LIMIT, MOST_LIMIT);
    for (guint i = 0; i < found->len; i++) {
        guint32 number = g_array_index(found, guint32, i);
        const char *word = vocabulary_word(vocabulary, number);
        double distance =
            comparison_cost(comparison, word, vocabulary_length(vocabulary, number), limit);
        if (distance > limit)
            continue;
        limit = MIN(limit, distance + FARTHEST_BEHIND);
        Candidate candidate = {.near.word = word};
        candidate.near.distance = distance;
        candidate.cost = distance - LETTERS_PER_NAT * prose_chance(suggester->prose, word);
        g_array_append_val(candidates, candidate);
    }
    g_array_sort(candidates, candidate_compare);
    return candidates;
}

static void thoughts_take(Reading *reading, const LexiconThought *thoughts, guint n_thoughts,
                          glong n_characters)
{
    for (guint i = 0; i < n_thoughts; i++) {
        gunichar symbol = g_unichar_tolower(thoughts[i].symbol);
        if (thoughts[i].at < n_characters && symbol >= 'a' && symbol <= 'z')
            reading->alternatives[reading->places[thoughts[i].at]] |= 1u << (symbol - 'a');
    }
}

GArray *suggester_near(Suggester *suggester, const char *word, const LexiconThought *thoughts,
                       guint n_thoughts)
{
    GArray *nearest = g_array_new(FALSE, FALSE, sizeof(LexiconNear));
    Reading reading;
    if (!confusion_fold(word, &reading))
        return nearest;
    thoughts_take(&reading, thoughts, n_thoughts, g_utf8_strlen(word, -1));
    const Vocabulary *vocabulary = vocabulary_get(suggester);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
    vocabulary_find(vocabulary, reading.letters, found);
    g_autoptr(GArray) candidates = candidates_rank(suggester, vocabulary, &reading, found);
    for (guint i = 0; i < MIN(candidates->len, SUGGESTIONS_AT_MOST); i++)
        g_array_append_val(nearest, g_array_index(candidates, Candidate, i).near);
    return nearest;
}
