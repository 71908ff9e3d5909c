/* correction.c - chooses among the lexicon's suggestions, or does not.
 *
 * Does: ranks by distance and frequency, looks for rivals, obeys the never-list.
 * Reads: the lexicon. Does not: know where on the page the word stands. */
#include "correction.h"

#include <math.h>
#include <string.h>

/* A rival must be worse by this, in letters, and by more the less the best one looks like what was
 * read; a word that was never counted needs a wider lead, a drug the widest. */
static const double LEAD = 0.3, LEAD_PER_DISTANCE = 0.25, LEAD_UNCOUNTED = 0.6,
                    LEAD_FOR_DRUGS = 1.0;
static const double COST_PER_BIT = 0.05;

enum { LETTERS_UNCOUNTED = 7, LETTERS_AT_START = 8 };
static const double FARTHEST_AT_START = 0.45;

/* Beside a common word so near, one that was never counted is not to be believed. */
static const double REACH_OF_COMMON = 1.2;
static const guint COMMON = 100;

/* A word on whose opposite the eye may fall must be nearer than it by this. */
static const double LEAD_OVER_OPPOSITES = 0.9;

/* A word so rare in medical prose must look almost the same. */
static const guint COUNTED = 3;
static const double FARTHEST_UNCOUNTED = 0.5;

static double rank_of(Lexicon *lexicon, const char *word, double distance)
{
    return distance - COST_PER_BIT * log2(1.0 + lexicon_frequency(lexicon, word));
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

/* TRUE when some other suggestion is nearly as good as the first, or as near. */
static gboolean has_rival(Lexicon *lexicon, const char *read, char **suggestions, double distance)
{
    const char *best = suggestions[0];
    double lead = LEAD + LEAD_PER_DISTANCE * distance;
    if (lexicon_is_drug(lexicon, best))
        lead = LEAD_FOR_DRUGS;
    else if (lexicon_frequency(lexicon, best) == 0)
        lead = LEAD_UNCOUNTED;
    double rank = rank_of(lexicon, best, distance);
    for (guint i = 1; suggestions[i] != NULL; i++) {
        double other = lexicon_distance(lexicon, read, suggestions[i]);
        if (other < distance || rank_of(lexicon, suggestions[i], other) < rank + lead)
            return TRUE;
        if (lexicon_frequency(lexicon, best) == 0 && other < distance + REACH_OF_COMMON &&
            lexicon_frequency(lexicon, suggestions[i]) >= COMMON)
            return TRUE;
        if (other < distance + LEAD_OVER_OPPOSITES &&
            lexicon_never_exchange(lexicon, best, suggestions[i]))
            return TRUE;
    }
    return FALSE;
}

char *correction_find(Lexicon *lexicon, const Token *token, const Demand *demand)
{
    g_auto(GStrv) suggestions = lexicon_suggest(lexicon, token->core);
    const char *best = suggestions[0];
    if (best == NULL)
        return NULL;
    double distance = lexicon_distance(lexicon, token->core, best);
    guint frequency = lexicon_frequency(lexicon, best);
    gboolean same_start = g_ascii_tolower(*token->core) == *best;
    if (distance > demand->farthest || frequency < demand->rarest)
        return NULL;
    if (frequency < COUNTED && (distance > FARTHEST_UNCOUNTED || strlen(best) < LETTERS_UNCOUNTED))
        return NULL;
    /* With its first letter lost, a piece of a torn word may look like another word. */
    if (!same_start && distance > FARTHEST_AT_START && strlen(best) < LETTERS_AT_START)
        return NULL;
    /* Dirt before a word looks like a capital, so here the first letter must be the right one. */
    if (token->letter_case == CASE_TITLE && !same_start)
        return NULL;
    /* A figure taken for a letter is sure only where nothing else is in doubt. */
    if (token->n_digits > 0 && lexicon_is_drug(lexicon, best))
        return NULL;
    if (differ_in_number(token->core, best) || lexicon_never_exchange(lexicon, token->core, best) ||
        has_rival(lexicon, token->core, suggestions, distance))
        return NULL;
    return g_strdup(best);
}
