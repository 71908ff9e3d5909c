/* apart.c - finds the place where a space was lost.
 *
 * Reads: the lexicon's counts of words and pairs. Does not: put letters right. */
#include "apart.h"

#include <string.h>

enum { LETTERS_AT_LEAST = 5, FREQUENT = 20 };

/* The pair must follow one another so much more often than by chance (ln). */
static const double LIFT_AT_LEAST = 1;

static gboolean is_frequent(const Lexicon *lexicon, const char *word)
{
    gboolean single = word[1] == '\0' && *word != 'a' && *word != 'i';
    return !single && lexicon_frequency(lexicon, word) >= FREQUENT;
}

/* How likely the lower-case word is two of them that part at `place` (ln); -G_MAXDOUBLE: not. */
static double chance_of(Lexicon *lexicon, const char *lower, gsize place)
{
    g_autofree char *first = g_strndup(lower, place);
    const char *second = lower + place;
    if (!is_frequent(lexicon, first) || !is_frequent(lexicon, second) ||
        lexicon_never_exchange(lexicon, first, second))
        return -G_MAXDOUBLE;
    double lift = lexicon_lift(lexicon, first, second);
    if (lift < LIFT_AT_LEAST)
        return -G_MAXDOUBLE;
    return lexicon_chance(lexicon, first) + lexicon_chance(lexicon, second) + lift;
}

char *apart_find(Lexicon *lexicon, const Token *token)
{
    if (token->n_others > 0 || token->n_digits > 0 || token->n_letters < LETTERS_AT_LEAST)
        return NULL;
    for (const char *at = token->core; *at != '\0'; at++) {
        if (!g_ascii_isalpha(*at))
            return NULL;
    }
    g_autofree char *lower = g_ascii_strdown(token->core, -1);
    gsize length = strlen(lower), best = 0;
    double chance = -G_MAXDOUBLE;
    for (gsize place = 1; place < length; place++) {
        double here = chance_of(lexicon, lower, place);
        if (here > chance) {
            chance = here;
            best = place;
        }
    }
    if (best == 0)
        return NULL;
    return g_strdup_printf("%s%.*s %s%s", token->before, (int)best, token->core, token->core + best,
                           token->after);
}
