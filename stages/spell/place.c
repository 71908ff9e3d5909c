/* place.c - reads the surroundings of a word.
 *
 * Does: words beside it, edges of sentences and lines, signs of names. Reads: the page's words.
 * Does not: judge the word itself. */
#include "place.h"

#include <string.h>

#define SENTENCE_ENDS ".:?!;"

static const char *const titles[] = {"mr",  "mrs",   "ms",   "miss",   "dr",     "doctor",  "prof",
                                     "sir", "madam", "dear", "sister", "father", "brother", "st"};
/* What stands before a name when a colon follows it. */
static const char *const labels[] = {
    "name",     "patient",   "pt",         "physician", "provider", "surgeon",  "attending",
    "nurse",    "referring", "by",         "cc",        "to",       "from",     "attn",
    "re",       "insured",   "subscriber", "guarantor", "signed",   "street",   "city",
    "employer", "pharmacy",  "spouse",     "mother",    "contact",  "facility", "address",
};
static const char *const after_names[] = {
    "md",     "do",    "rn",     "np",    "pa",   "pac",      "phd",      "dds",    "dpm",
    "facc",   "facs",  "faap",   "jr",    "sr",   "ii",       "iii",      "st",     "ave",
    "rd",     "dr",    "street", "road",  "inc",  "llc",      "hospital", "clinic", "associates",
    "avenue", "drive", "lane",   "court", "blvd", "pharmacy",
};

/* So many letters has what stands before a name without a colon: physician, patient. */
enum { LETTERS_OF_LABEL = 7 };

static gboolean holds(const char *const *words, guint n_words, const char *word)
{
    for (guint i = 0; i < n_words; i++) {
        if (g_ascii_strcasecmp(words[i], word) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_capital(const Token *token)
{
    return token->letter_case == CASE_TITLE || token->letter_case == CASE_UPPER;
}

/* TRUE for a word that a name may be made of: a capital first, and no common word. */
static gboolean is_name_part(Lexicon *lexicon, const Token *token)
{
    if (!is_capital(token))
        return FALSE;
    g_autofree char *lower = g_utf8_strdown(token->core, -1);
    return token->n_letters == 1 ||
           (!lexicon_knows(lexicon, lower) && !lexicon_is_rarity(lexicon, lower));
}

/* TRUE for a word that is known with its capital alone: a person's name, a town's. */
static gboolean is_name(Lexicon *lexicon, const Token *token)
{
    return token->n_letters > 1 && is_name_part(lexicon, token) &&
           lexicon_knows(lexicon, token->core);
}

static gboolean begins_small(const char *text)
{
    while (*text != '\0' && !g_unichar_isalnum(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    return g_unichar_islower(g_utf8_get_char(text));
}

NameChance place_name_chance(const Place *place, Lexicon *lexicon, const Token *token)
{
    g_auto(Token) before = {0}, after = {0};
    token_parse(&before, place->before != NULL ? place->before : "");
    token_parse(&after, place->after != NULL ? place->after : "");
    gboolean label = holds(labels, G_N_ELEMENTS(labels), before.core);
    /* What stands alone in its line is a name, unless it is a label or too long for one. */
    gboolean title = token->letter_case == CASE_TITLE;
    gboolean alone =
        place->before == NULL && place->after == NULL && strchr(token->after, ':') == NULL;
    gboolean part_before = is_name_part(lexicon, &before);
    if (holds(titles, G_N_ELEMENTS(titles), before.core) ||
        holds(after_names, G_N_ELEMENTS(after_names), after.core) ||
        (label && strchr(before.after, ':') != NULL) || is_name(lexicon, &before) ||
        (part_before && strchr(before.after, ',') != NULL) ||
        (is_name(lexicon, &after) && token->n_letters < LETTERS_OF_LABEL) ||
        (alone && title && token->n_letters < LETTERS_OF_LONG_NAME))
        return NAME_LIKELY;
    /* In the midst of a sentence a capital makes a name of a person, a town, a firm's ware. */
    gboolean capital_amid = is_capital(token) && place->follows_small;
    /* So may one that begins a sentence. */
    gboolean subject = is_capital(token) && place->opens_sentence && place->after != NULL &&
                       begins_small(place->after);
    if (label || part_before || capital_amid || subject || alone || is_name_part(lexicon, &after) ||
        before.n_digits > 0 || strchr(token->after, ',') != NULL)
        return NAME_POSSIBLE;
    return NAME_UNLIKELY;
}

static const Word *word_beside(const Page *page, guint index, int step)
{
    gint64 other = (gint64)index + step;
    if (other < 0 || other >= page->words->len)
        return NULL;
    return page->words->pdata[other];
}

static gboolean ends_with_any(const char *text, const char *marks)
{
    gsize length = strlen(text);
    return length > 0 && strchr(marks, text[length - 1]) != NULL;
}

Place place_find(const Page *page, guint index)
{
    const Word *word = page->words->pdata[index];
    const Word *before = word_beside(page, index, -1), *after = word_beside(page, index, 1);
    gboolean opens_line = before == NULL || before->line != word->line;
    gboolean closes_line = after == NULL || after->line != word->line;
    gboolean opens_sentence = before == NULL || before->block != word->block ||
                              ends_with_any(before->text, SENTENCE_ENDS);
    return (Place){
        .before = opens_line ? NULL : word_text(before),
        .after = closes_line ? NULL : after->text,
        .opens_sentence = opens_sentence,
        .follows_small = !opens_sentence && begins_small(word_text(before)),
        .broken = (closes_line && ends_with_any(word->text, "-")) ||
                  (opens_line && before != NULL && ends_with_any(before->text, "-")),
    };
}

char *place_context(const Page *page, guint index, int step)
{
    const Word *word = page->words->pdata[index], *other = word_beside(page, index, step);
    const Word *first = step < 0 ? other : word;
    if (other == NULL || other->block != word->block || (other->flags & WORD_HEADER) != 0 ||
        ends_with_any(first->text, SENTENCE_ENDS))
        return g_strdup(".");
    g_auto(Token) token = {0};
    token_parse(&token, word_text(other));
    return token.n_digits > 0 ? g_strdup("0") : g_utf8_strdown(token.core, -1);
}
