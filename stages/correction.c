/* correction.c - chooses among the lexicon's suggestions, or does not.
 *
 * Does: ranks by distance and frequency, looks for rivals, obeys the never-list.
 * Reads: the lexicon. Does not: know where on the page the word stands. */
#include "correction.h"

#include <math.h>
#include <string.h>

/* A rival must be worse by this, in letters; a rare word needs a wider lead. */
static const double LEAD = 0.35, LEAD_FOR_DRUGS = 1.0;
static const double COST_PER_BIT = 0.05;

/* A word on whose opposite the eye may fall must be nearer than it by this. */
static const double LEAD_OVER_OPPOSITES = 0.9;

static const char *const measures[] = {
    "gram",       "grams",       "milligram",  "milligrams",  "microgram",  "micrograms",
    "kilogram",   "kilograms",   "liter",      "liters",      "milliliter", "milliliters",
    "deciliter",  "unit",        "units",      "million",     "billion",    "thousand",
    "hundred",    "dozen",       "half",       "third",       "quarter",    "twice",
    "once",       "thrice",      "daily",      "weekly",      "monthly",    "nightly",
    "hourly",     "hour",        "hours",      "minute",      "minutes",    "second",
    "seconds",    "days",        "week",       "weeks",       "month",      "months",
    "year",       "years",       "tablet",     "tablets",     "capsule",    "capsules",
    "drop",       "drops",       "puff",       "puffs",       "spray",      "sprays",
    "teaspoon",   "teaspoons",   "tablespoon", "tablespoons", "ounce",      "ounces",
    "pound",      "pounds",      "inch",       "inches",      "feet",       "foot",
    "centimeter", "centimeters", "millimeter", "millimeters", "meter",      "meters",
    "percent",    "degree",      "degrees",    "zero",        "three",      "four",
    "five",       "seven",       "eight",      "nine",        "eleven",     "twelve",
    "fifteen",    "twenty",      "thirty",     "forty",       "fifty",      "sixty",
    "seventy",    "eighty",      "ninety",     "first",       "fourth",     "fifth",
    "sixth",      "seventh",     "eighth",     "ninth",       "tenth",      "single",
    "double",     "triple",      "morning",    "evening",     "noon",       "bedtime",
    "dose",       "doses",       "refill",     "refills",
};

gboolean word_is_measure(const char *word)
{
    for (guint i = 0; i < G_N_ELEMENTS(measures); i++) {
        if (g_str_equal(measures[i], word))
            return TRUE;
    }
    return FALSE;
}

static double rank_of(Lexicon *lexicon, const char *word, double distance)
{
    return distance - COST_PER_BIT * log2(1.0 + lexicon_frequency(lexicon, word));
}

/* TRUE when some other suggestion is nearly as good as the first, or as near. */
static gboolean has_rival(Lexicon *lexicon, const char *read, char **suggestions, double distance)
{
    const char *best = suggestions[0];
    double lead = lexicon_is_drug(lexicon, best) ? LEAD_FOR_DRUGS : LEAD;
    double rank = rank_of(lexicon, best, distance);
    for (guint i = 1; suggestions[i] != NULL; i++) {
        double other = lexicon_distance(lexicon, read, suggestions[i]);
        if (other < distance || rank_of(lexicon, suggestions[i], other) < rank + lead)
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
    if (best == NULL || word_is_measure(best))
        return NULL;
    double distance = lexicon_distance(lexicon, token->core, best);
    if (distance > demand->farthest || lexicon_frequency(lexicon, best) < demand->rarest)
        return NULL;
    /* A figure taken for a letter is sure only where nothing else is in doubt. */
    if (token->n_digits > 0 && lexicon_is_drug(lexicon, best))
        return NULL;
    if (lexicon_never_exchange(lexicon, token->core, best) ||
        has_rival(lexicon, token->core, suggestions, distance))
        return NULL;
    return g_strdup(best);
}
