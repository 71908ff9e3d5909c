/* correction.c - weighs the lexicon's suggestions and obeys the never-list.
 *
 * Does: ranks candidates by channel, frequency and neighbours; gives the best a probability; looks
 * for rivals that mean another thing. Reads: the lexicon.
 * Does not: know where on the page the word stands, nor whether a name may stand there. */
#include "correction.h"

#include <math.h>
#include <string.h>

/* What speaks for a candidate, each as a figure about as large as 1. */
enum {
    DISTANCE,
    DISTANCE_SURE,    /* the recogniser's confidence in letters that would have to be wrong */
    DISTANCE_LONG,    /* the more letters, the more may be misread */
    DISTANCE_CAPITAL, /* in a word with a capital */
    CHANCE,
    LIFT_BEFORE,
    LIFT_AFTER,
    SEEN,
    DRUG,
    UNCOUNTED,
    CUT_OFF, /* only its beginning or its end is missing, or is too much */
    CUT_OFF_CAPITAL,
    N_EVIDENCE
};

/* What speaks for it that none of them was meant: the word is printed so, or past recognition. */
enum {
    ALWAYS,
    WELL_READ,
    TITLE_CASE,
    UPPER_CASE,
    STRANGE_CASE,
    LETTERS,
    IN_PLACE_OF_NAME,
    IN_PLACE_OF_NAME_SURELY,
    CLEARLY_READ,
    LIKENESS, /* it is spelt as words are */
    N_CONTRARY
};

/* Fitted on 793 unknown words of scanned and faxed pages whose text is known, and, at a fifth of
 * their weight, on 3,290 rare words that were well read, as if no dictionary knew them. On pages
 * left out of the fit, words that are given 0.8 and more are right 98 times of 100, and of 400 rare
 * words that no dictionary knows one is changed. LIKENESS was fitted last, with all others as they
 * were: anything from 0.7 to 1.4 serves. */
static const double weights[N_EVIDENCE] = {
    [DISTANCE] = -5.68, [DISTANCE_SURE] = -3.11, [DISTANCE_LONG] = 3.00, [DISTANCE_CAPITAL] = -1.48,
    [CHANCE] = 1.82,    [LIFT_BEFORE] = 0.59,    [LIFT_AFTER] = 0.86,    [SEEN] = 1.85,
    [DRUG] = 1.29,      [UNCOUNTED] = -1.27,     [CUT_OFF] = -3.33,      [CUT_OFF_CAPITAL] = 2.28,
};
static const double contrary_weights[N_CONTRARY] = {
    [ALWAYS] = -1.57,           [WELL_READ] = -0.08,
    [TITLE_CASE] = -0.34,       [UPPER_CASE] = 1.04,
    [STRANGE_CASE] = 0.24,      [LETTERS] = -3.13,
    [IN_PLACE_OF_NAME] = -0.58, [IN_PLACE_OF_NAME_SURELY] = 2.14,
    [CLEARLY_READ] = 3.94,      [LIKENESS] = 1.00,
};

/* So sure is the recogniser of letters that it has hardly ever misread. */
static const float CLEAR = 0.95f;

/* A word on whose opposite the eye may fall must be nearer than it by this; a drug than any other
 * word, any other word than a drug; one than several. */
static const double LEAD_OVER_OPPOSITES = 0.9, LEAD_OF_DRUGS = 1.0, LEAD_OVER_DRUGS = 0.3,
                    LEAD_IN_NUMBER = 0.45, FARTHEST_FROM_DRUG = 0.65;

/* What is farther away, with such a lead over it in all evidence together, is no rival. */
static const double LEAD_OF_DOUBTLESS = 5;

/* A word never counted is not to be believed beside a common one so near. */
static const double REACH_OF_COMMON = 1.2;
static const guint COMMON = 100;

static const float BADLY_READ = 0.85f;

typedef struct {
    LexiconNear near;
    double lift, score; /* ln */
} Candidate;

static double weigh(const double *values, const double *evidence, guint count)
{
    double sum = 0;
    for (guint i = 0; i < count; i++)
        sum += values[i] * evidence[i];
    return sum;
}

/* Counts of other offices' prose count for no more than they can say. */
static double lift_of(const Lexicon *lexicon, const char *before, const char *after)
{
    if (before == NULL || after == NULL)
        return 0;
    return CLAMP(lexicon_lift(lexicon, before, after), -3, 6);
}

static guint n_letters_of(const Misread *misread)
{
    return MIN(misread->token->n_letters + misread->token->n_digits, 12);
}

/* TRUE when one of the two is the other's beginning. */
static gboolean is_cut_off(const char *read, const char *word)
{
    gsize n_read = strlen(read), n_word = strlen(word);
    return n_read != n_word && ABS((gssize)n_read - (gssize)n_word) <= 3 &&
           g_ascii_strncasecmp(read, word, MIN(n_read, n_word)) == 0;
}

static Candidate candidate_weigh(Lexicon *lexicon, const Misread *misread, const LexiconNear *near)
{
    double distance = near->distance, chance = lexicon_chance(lexicon, near->word);
    double lift_before = lift_of(lexicon, misread->before, near->word);
    double lift_after = lift_of(lexicon, near->word, misread->after);
    gboolean capital = misread->token->letter_case != CASE_LOWER;
    gboolean cut_off = is_cut_off(misread->token->core, near->word);
    const double evidence[N_EVIDENCE] = {
        [DISTANCE] = distance,
        [DISTANCE_SURE] = distance * misread->confidence,
        [DISTANCE_LONG] = distance * n_letters_of(misread) / 12,
        [DISTANCE_CAPITAL] = capital ? distance : 0,
        [CHANCE] = (chance + 10) / 3,
        [LIFT_BEFORE] = lift_before / 3,
        [LIFT_AFTER] = lift_after / 3,
        [SEEN] = misread->seen != NULL && g_hash_table_contains(misread->seen, near->word),
        [DRUG] = lexicon_is_drug(lexicon, near->word),
        [UNCOUNTED] = lexicon_frequency(lexicon, near->word) == 0,
        [CUT_OFF] = cut_off,
        [CUT_OFF_CAPITAL] = cut_off && capital,
    };
    return (Candidate){*near, lift_before + lift_after, weigh(weights, evidence, N_EVIDENCE)};
}

static double contrary_weigh(const Lexicon *lexicon, const Misread *misread)
{
    LetterCase letter_case = misread->token->letter_case;
    const double evidence[N_CONTRARY] = {
        [ALWAYS] = 1,
        [WELL_READ] = misread->confidence,
        [TITLE_CASE] = letter_case == CASE_TITLE,
        [UPPER_CASE] = letter_case == CASE_UPPER,
        [STRANGE_CASE] = letter_case == CASE_STRANGE,
        [LETTERS] = n_letters_of(misread) / 6.0,
        [IN_PLACE_OF_NAME] = misread->name >= NAME_POSSIBLE,
        [IN_PLACE_OF_NAME_SURELY] = misread->name == NAME_LIKELY,
        [CLEARLY_READ] = misread->confidence >= CLEAR,
        [LIKENESS] = lexicon_likeness(lexicon, misread->token->core) + 2.5,
    };
    return weigh(contrary_weights, evidence, N_CONTRARY);
}

/* One and several are different facts: a word unknown with its `s` may be right with it. */
static gboolean differ_in_number(const char *read, const char *best)
{
    gsize n_read = strlen(read), n_best = strlen(best);
    const char *longer = n_read > n_best ? read : best, *shorter = n_read > n_best ? best : read;
    gsize n_shorter = MIN(n_read, n_best);
    return MAX(n_read, n_best) == n_shorter + 1 && g_ascii_tolower(longer[n_shorter]) == 's' &&
           g_ascii_strncasecmp(longer, shorter, n_shorter) == 0;
}

/* Without the accent that dirt puts on it. */
static gunichar last_letter(const char *word)
{
    const char *last = g_utf8_find_prev_char(word, word + strlen(word));
    gunichar letters[G_UNICHAR_MAX_DECOMPOSITION_LENGTH] = {0};
    if (last != NULL)
        g_unichar_fully_decompose(g_utf8_get_char(last), FALSE, letters, G_N_ELEMENTS(letters));
    return g_unichar_tolower(*letters);
}

/* TRUE when `other` may be what was printed and means another thing than `best`. */
static gboolean is_rival(Lexicon *lexicon, const char *read, const Candidate *best,
                         const Candidate *other)
{
    double behind = other->near.distance - best->near.distance;
    gboolean doubtless = behind > 0 && best->score - other->score > LEAD_OF_DOUBTLESS;
    gboolean drug = lexicon_is_drug(lexicon, other->near.word);
    if (lexicon_is_drug(lexicon, best->near.word) && behind < LEAD_OF_DRUGS && (drug || !doubtless))
        return TRUE;
    if (drug && behind < LEAD_OVER_DRUGS && !doubtless)
        return TRUE;
    if (behind < LEAD_IN_NUMBER && !doubtless &&
        last_letter(best->near.word) != last_letter(read) &&
        differ_in_number(best->near.word, other->near.word))
        return TRUE;
    if (lexicon_is_guarded(lexicon, other->near.word))
        return behind < LEAD_OVER_OPPOSITES;
    if (doubtless)
        return FALSE;
    if (behind < REACH_OF_COMMON && lexicon_frequency(lexicon, best->near.word) == 0 &&
        lexicon_frequency(lexicon, other->near.word) >= COMMON)
        return TRUE;
    return behind < LEAD_OVER_OPPOSITES &&
           lexicon_never_exchange(lexicon, best->near.word, other->near.word);
}

/* The best candidate, and its share among all and what speaks against all; FALSE: there is none. */
static gboolean best_find(Lexicon *lexicon, const Misread *misread, const GArray *near,
                          GArray *candidates, Candidate *best, double *probability)
{
    double contrary = contrary_weigh(lexicon, misread);
    *best = (Candidate){.score = -G_MAXDOUBLE};
    for (guint i = 0; i < near->len; i++) {
        Candidate candidate =
            candidate_weigh(lexicon, misread, &g_array_index(near, LexiconNear, i));
        g_array_append_val(candidates, candidate);
        if (candidate.score > best->score)
            *best = candidate;
    }
    double sum = exp(contrary - best->score);
    for (guint i = 0; i < candidates->len; i++)
        sum += exp(g_array_index(candidates, Candidate, i).score - best->score);
    *probability = 1 / sum;
    return near->len > 0;
}

/* TRUE when only capitals among small letters make the word unknown, and not such as are drawn like
 * their small letters: a trade name is written so, unless the word is common and badly read. */
static gboolean is_written_so(const Lexicon *lexicon, const Misread *misread, const Candidate *best)
{
    const Token *token = misread->token;
    if (token->letter_case != CASE_STRANGE || best->near.distance > 0 ||
        (misread->confidence < BADLY_READ && lexicon_frequency(lexicon, best->near.word) >= COMMON))
        return FALSE;
    for (const char *at = token->core; *at != '\0'; at++) {
        if (g_ascii_isupper(*at) && strchr("CIKOPSUVWXZ", *at) == NULL)
            return TRUE;
    }
    return FALSE;
}

/* TRUE when the word is what was read with a letter before its capital: none can be missing there.
 */
static gboolean has_its_capital(const Token *token, const char *word)
{
    gsize n_read = strlen(token->core), n_word = strlen(word);
    return token->letter_case == CASE_TITLE && n_word > n_read &&
           g_ascii_strcasecmp(word + n_word - n_read, token->core) == 0;
}

/* TRUE when `word` without some of its letters is `read`. */
static gboolean lacks_letters(const char *read, const char *word)
{
    gsize n_lacking = 0;
    for (; *word != '\0'; word++) {
        if (g_ascii_tolower(*read) == *word)
            read++;
        else
            n_lacking++;
    }
    return *read == '\0' && n_lacking > 0;
}

static gboolean is_among(const GArray *near, const char *word)
{
    for (guint i = 0; i < near->len; i++) {
        if (g_array_index(near, LexiconNear, i).word == word)
            return TRUE;
    }
    return FALSE;
}

/* TRUE when a word that looks like `best` and must not be exchanged with it may be what was printed
 * all the same: damaged twice, it need not be among the suggestions. What was read letter for
 * letter has none. */
static gboolean has_hidden_rival(Lexicon *lexicon, const char *read, const LexiconNear *best,
                                 const GArray *near)
{
    if (best->distance == 0)
        return FALSE;
    g_autoptr(GArray) alike = lexicon_suggest(lexicon, best->word, NULL, 0);
    for (guint i = 0; i < alike->len; i++) {
        const char *word = g_array_index(alike, LexiconNear, i).word;
        if (!is_among(near, word) && lexicon_never_exchange(lexicon, best->word, word) &&
            lexicon_distance(lexicon, read, word) < best->distance + LEAD_OVER_OPPOSITES)
            return TRUE;
    }
    return FALSE;
}

gboolean correction_find(Lexicon *lexicon, const Misread *misread, Correction *correction)
{
    const char *read = misread->token->core;
    g_autoptr(GArray) near = lexicon_suggest(lexicon, read, misread->thoughts, misread->n_thoughts);
    g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    Candidate best;
    double probability;
    if (!best_find(lexicon, misread, near, candidates, &best, &probability))
        return FALSE;
    *correction = (Correction){best.near.word, best.near.distance, best.lift, probability,
                               lacks_letters(read, best.near.word)};
    if (is_written_so(lexicon, misread, &best) || has_its_capital(misread->token, best.near.word) ||
        differ_in_number(read, best.near.word) ||
        lexicon_never_exchange(lexicon, read, best.near.word))
        return FALSE;
    /* A drug must look almost the same: a figure taken for a letter leaves it in doubt, and what
     * only lacks a letter may be another drug, too new for any list. */
    if (lexicon_is_drug(lexicon, best.near.word) &&
        (misread->token->n_digits > 0 || correction->lacks_letters ||
         best.near.distance > FARTHEST_FROM_DRUG))
        return FALSE;
    for (guint i = 0; i < candidates->len; i++) {
        const Candidate *other = &g_array_index(candidates, Candidate, i);
        if (other->near.word != best.near.word && is_rival(lexicon, read, &best, other))
            return FALSE;
    }
    return !has_hidden_rival(lexicon, read, &best.near, near);
}
