/* apart.c - finds the place where a space was lost.
 *
 * Reads: the lexicon's counts of words and pairs. Does not: put letters right. */
#include "apart.h"

#include <string.h>

enum { LETTERS_AT_LEAST = 5, FREQUENT = 20, FREQUENT_AT_MARK = 5, LETTERS_OF_SHORT = 3 };

/* The pair must follow one another so much more often than by chance (ln). */
static const double LIFT_AT_LEAST = 1;

/* What dirt in a narrow space is read as, or stands there and was read without the space. */
#define MARKS ".,;:'"

static gsize letters_span(const char *text)
{
    gsize length = 0;
    while (g_ascii_isalpha(text[length]))
        length++;
    return length;
}

static gboolean is_frequent(const Lexicon *lexicon, const char *word, guint least)
{
    gboolean single = word[1] == '\0' && *word != 'a' && *word != 'i';
    return !single && lexicon_frequency(lexicon, word) >= least;
}

/* Where the second of two parts begins that marks alone keep apart ("severe.pain"); 0: nowhere. */
static gsize second_part(const char *core, gsize *n_first)
{
    *n_first = letters_span(core);
    gsize n_marks = strspn(core + *n_first, MARKS);
    gsize n_second = letters_span(core + *n_first + n_marks);
    gboolean two = *n_first >= 2 && n_second >= 2 && n_marks >= 1 && n_marks <= 2;
    return two && core[*n_first + n_marks + n_second] == '\0' ? *n_first + n_marks : 0;
}

/* Beside a mark that parts them, all but the shortest need not be so frequent. */
static gboolean is_part_at_mark(const Lexicon *lexicon, const char *word)
{
    return is_frequent(lexicon, word,
                       strlen(word) > LETTERS_OF_SHORT ? FREQUENT_AT_MARK : FREQUENT);
}

/* A space behind a mark changes no word; all the same, none is put beside a guarded one. */
static char *apart_at_mark(Lexicon *lexicon, const Token *token)
{
    gsize n_first, second = second_part(token->core, &n_first);
    if (second == 0)
        return NULL;
    g_autofree char *first = g_ascii_strdown(token->core, (gssize)n_first);
    g_autofree char *last = g_ascii_strdown(token->core + second, -1);
    if (!is_part_at_mark(lexicon, first) || !is_part_at_mark(lexicon, last) ||
        lexicon_is_guarded(lexicon, first) || lexicon_is_guarded(lexicon, last))
        return NULL;
    return g_strdup_printf("%s%.*s %s%s", token->before, (int)second, token->core,
                           token->core + second, token->after);
}

/* How likely the lower-case word is two of them that part at `place` (ln); -G_MAXDOUBLE: not. */
static double chance_of(Lexicon *lexicon, const char *lower, gsize place)
{
    g_autofree char *first = g_strndup(lower, place);
    const char *second = lower + place;
    if (!is_frequent(lexicon, first, FREQUENT) || !is_frequent(lexicon, second, FREQUENT) ||
        lexicon_never_exchange(lexicon, first, second))
        return -G_MAXDOUBLE;
    double lift = lexicon_lift(lexicon, first, second);
    if (lift < LIFT_AT_LEAST)
        return -G_MAXDOUBLE;
    return lexicon_chance(lexicon, first) + lexicon_chance(lexicon, second) + lift;
}

char *apart_find(Lexicon *lexicon, const Token *token)
{
    if (token->n_digits > 0 || token->n_letters < LETTERS_AT_LEAST)
        return NULL;
    if (token->n_others > 0)
        return apart_at_mark(lexicon, token);
    if (token->core[letters_span(token->core)] != '\0')
        return NULL;
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
