/* correction.c - weighs the lexicon's suggestions and obeys the never-list.
 *
 * Does: ranks candidates by channel, frequency and neighbours; gives the best a probability; looks
 * for rivals that mean another thing. Reads: the lexicon.
 * Does not: know where on the page the word stands, nor whether a name may stand there. */
#include "correction.h"

#include <math.h>
#include <string.h>

/* ln of the channel's chance for a letter's distance; frequency and neighbours count less than they
 * say, since both are counts of other offices' prose. */
static const double PER_DISTANCE = 4, PER_CHANCE = 0.7, PER_LIFT = 0.7;

/* What speaks for a candidate, each as a figure about as large as 1. */
enum {
    ALWAYS,
    DISTANCE,
    SURE_OF_LETTERS, /* the recogniser's confidence in letters that would have to be wrong */
    LEAD,            /* over the second best */
    CHANCE,
    LETTERS,
    SEEN,
    TITLE_CASE,
    UPPER_CASE,
    STRANGE_CASE,
    N_EVIDENCE
};

/* Fitted on 957 unknown words of scanned and faxed pages whose text is known; on pages left out of
 * the fit, words that are given 0.85 and more are right 97 times of 100. */
static const double weights[N_EVIDENCE] = {
    [ALWAYS] = -1.57,       [DISTANCE] = -2.88,   [SURE_OF_LETTERS] = -1.51,
    [LEAD] = 1.73,          [CHANCE] = 1.12,      [LETTERS] = 2.85,
    [SEEN] = 3.86,          [TITLE_CASE] = -0.53, [UPPER_CASE] = -0.48,
    [STRANGE_CASE] = -1.99,
};

/* A word on whose opposite the eye may fall must be nearer than it by this; a drug than any other
 * word, any other word than a drug; one than several. */
static const double LEAD_OVER_OPPOSITES = 0.9, LEAD_OF_DRUGS = 1.0, LEAD_OVER_DRUGS = 0.3,
                    LEAD_IN_NUMBER = 0.45, FARTHEST_FROM_DRUG = 0.65;

/* What is farther away, with such a lead over it in all evidence together, is no rival. */
static const double LEAD_OF_DOUBTLESS = 5;

/* A word never counted is not to be believed beside a common one so near. */
static const double REACH_OF_COMMON = 1.2;
static const guint COMMON = 100;

typedef struct {
    LexiconNear near;
    double chance, lift, score; /* ln */
} Candidate;

static Candidate candidate_weigh(const Lexicon *lexicon, const Misread *misread,
                                 const LexiconNear *near)
{
    Candidate candidate = {.near = *near, .chance = lexicon_chance(lexicon, near->word)};
    if (misread->before != NULL)
        candidate.lift += lexicon_lift(lexicon, misread->before, near->word);
    if (misread->after != NULL)
        candidate.lift += lexicon_lift(lexicon, near->word, misread->after);
    candidate.score =
        PER_CHANCE * candidate.chance + PER_LIFT * candidate.lift - PER_DISTANCE * near->distance;
    return candidate;
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

static char last_letter(const char *word)
{
    return *word != '\0' ? g_ascii_tolower(word[strlen(word) - 1]) : '\0';
}

/* TRUE when `other` may be what was printed and means another thing than `best`. */
static gboolean is_rival(Lexicon *lexicon, const char *read, const Candidate *best,
                         const Candidate *other)
{
    double behind = other->near.distance - best->near.distance;
    if (lexicon_is_drug(lexicon, best->near.word) && behind < LEAD_OF_DRUGS)
        return TRUE;
    if (lexicon_is_drug(lexicon, other->near.word) && behind < LEAD_OVER_DRUGS)
        return TRUE;
    if (behind < LEAD_IN_NUMBER && last_letter(best->near.word) != last_letter(read) &&
        differ_in_number(best->near.word, other->near.word))
        return TRUE;
    if (lexicon_is_guarded(lexicon, other->near.word))
        return behind < LEAD_OVER_OPPOSITES;
    if (behind > 0 && best->score - other->score > LEAD_OF_DOUBTLESS)
        return FALSE;
    if (behind < REACH_OF_COMMON && lexicon_frequency(lexicon, best->near.word) == 0 &&
        lexicon_frequency(lexicon, other->near.word) >= COMMON)
        return TRUE;
    return behind < LEAD_OVER_OPPOSITES &&
           lexicon_never_exchange(lexicon, best->near.word, other->near.word);
}

static void evidence_gather(const Misread *misread, const Candidate *best, double lead,
                            double evidence[N_EVIDENCE])
{
    const Token *token = misread->token;
    double letters = token->n_letters + token->n_digits;
    evidence[ALWAYS] = 1;
    evidence[DISTANCE] = best->near.distance;
    evidence[SURE_OF_LETTERS] = misread->confidence * best->near.distance;
    evidence[LEAD] = MIN(lead, 8) / 4;
    evidence[CHANCE] = (best->chance + 10) / 3;
    evidence[LETTERS] = MIN(letters, 12) / 6;
    evidence[SEEN] = misread->seen != NULL && g_hash_table_contains(misread->seen, best->near.word);
    evidence[TITLE_CASE] = token->letter_case == CASE_TITLE;
    evidence[UPPER_CASE] = token->letter_case == CASE_UPPER;
    evidence[STRANGE_CASE] = token->letter_case == CASE_STRANGE;
}

static double probability_of(const double evidence[N_EVIDENCE])
{
    double sum = 0;
    for (guint i = 0; i < N_EVIDENCE; i++)
        sum += weights[i] * evidence[i];
    return 1 / (1 + exp(-sum));
}

/* The best candidate and by how much it leads; FALSE when there is none. */
static gboolean best_find(Lexicon *lexicon, const Misread *misread, const GArray *near,
                          GArray *candidates, Candidate *best, double *lead)
{
    *best = (Candidate){.score = -G_MAXDOUBLE};
    double second = -G_MAXDOUBLE;
    for (guint i = 0; i < near->len; i++) {
        Candidate candidate =
            candidate_weigh(lexicon, misread, &g_array_index(near, LexiconNear, i));
        g_array_append_val(candidates, candidate);
        second = MAX(second, MIN(best->score, candidate.score));
        if (candidate.score > best->score)
            *best = candidate;
    }
    *lead = best->score - second;
    return near->len > 0;
}

/* TRUE when only capitals among small letters make the word unknown, and not such as are drawn like
 * their small letters: a trade name is written so. */
static gboolean is_written_so(const Token *token, const Candidate *best)
{
    if (token->letter_case != CASE_STRANGE || best->near.distance > 0)
        return FALSE;
    for (const char *at = token->core; *at != '\0'; at++) {
        if (g_ascii_isupper(*at) && strchr("CIKOPSUVWXZ", *at) == NULL)
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
    double lead;
    if (!best_find(lexicon, misread, near, candidates, &best, &lead))
        return FALSE;
    double evidence[N_EVIDENCE];
    evidence_gather(misread, &best, lead, evidence);
    *correction =
        (Correction){best.near.word, best.near.distance, best.lift, probability_of(evidence)};
    if (is_written_so(misread->token, &best) || differ_in_number(read, best.near.word) ||
        lexicon_never_exchange(lexicon, read, best.near.word))
        return FALSE;
    /* A drug must look almost the same; a figure taken for a letter leaves it in doubt. */
    if (lexicon_is_drug(lexicon, best.near.word) &&
        (misread->token->n_digits > 0 || best.near.distance > FARTHEST_FROM_DRUG))
        return FALSE;
    for (guint i = 0; i < candidates->len; i++) {
        const Candidate *other = &g_array_index(candidates, Candidate, i);
        if (other->near.word != best.near.word && is_rival(lexicon, read, &best, other))
            return FALSE;
    }
    return TRUE;
}
