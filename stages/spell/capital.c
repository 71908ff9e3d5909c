/* capital.c - tells by the place which case was printed, where the letter itself hardly can.
 *
 * Reads: the recogniser's other readings, the words beside, the lexicon's counts. Does not: change
 * any other letter, nor what may be a name. */
#include "capital.h"

#include <string.h>

/* Of a word that is counted more seldom it is not known how it is mostly written. */
enum { COUNTED = 5, LETTERS_AT_LEAST = 4 };

/* The recogniser must have thought of the other case this much; more where a name's capital may
 * stand before, or what ended was no sentence. */
static const float THOUGHT = 0.2f, THOUGHT_IN_DOUBT = 0.4f;

/* Drawn alike, but for their size; and an upright stroke, whose dot is lost or made of dirt. */
#define ALIKE  "cokpsuvwxz"
#define STROKE 'i'

static gboolean is_thought_of(const Word *word, guint at, char symbol, float least)
{
    for (guint i = 0; word->choices != NULL && i < word->choices->len; i++) {
        const Choice *choice = &g_array_index(word->choices, Choice, i);
        if (choice->at == at && choice->symbol == (guchar)symbol && choice->confidence >= least)
            return TRUE;
    }
    return FALSE;
}

static const char *first_letter(const char *text)
{
    while (*text != '\0' && !g_ascii_isalnum(*text))
        text++;
    return text;
}

static gboolean begins_small(const char *text)
{
    return text != NULL && g_ascii_islower(*first_letter(text));
}

/* Small words on both sides, or a mark that goes on with the sentence or ends it. */
static gboolean is_amid(const Token *token, const Place *place)
{
    gboolean closes = *token->after != '\0' && strchr(".,;", *token->after) != NULL;
    return place->follows_small && (begins_small(place->after) || closes);
}

/* A sentence begins, or a capital stands before and no small letter behind. */
static gboolean is_heading(const Word *word, guint at, const Place *place)
{
    gboolean small_after = begins_small(place->after);
    gboolean capital_before =
        place->before != NULL && g_ascii_isupper(*first_letter(place->before));
    if (!place->opens_sentence && (small_after || !capital_before))
        return FALSE;
    gboolean doubt = !place->opens_sentence || small_after;
    return is_thought_of(word, at, g_ascii_toupper(STROKE), doubt ? THOUGHT_IN_DOUBT : THOUGHT);
}

LetterCase capital_case(Lexicon *lexicon, const Word *word, const Token *token, const Place *place)
{
    char letter = g_ascii_tolower(*token->core);
    guint at = (guint)g_utf8_strlen(token->before, -1);
    if (token->n_digits > 0 || token->n_others > 0 || token->n_letters < LETTERS_AT_LEAST)
        return token->letter_case;
    if (token->letter_case == CASE_TITLE && strchr(ALIKE, letter) != NULL &&
        is_amid(token, place) && is_thought_of(word, at, letter, THOUGHT) &&
        !lexicon_is_name(lexicon, token->core))
        return CASE_LOWER;
    if (token->letter_case == CASE_LOWER && letter == STROKE && is_heading(word, at, place))
        return CASE_TITLE;
    return token->letter_case;
}

char *capital_find(Lexicon *lexicon, const Word *word, const Token *token, const Place *place)
{
    LetterCase meant = capital_case(lexicon, word, token, place);
    if (meant == token->letter_case || lexicon_frequency(lexicon, token->core) < COUNTED ||
        lexicon_is_drug(lexicon, token->core) || lexicon_is_guarded(lexicon, token->core))
        return NULL;
    g_autofree char *core = g_strdup(token->core);
    *core = meant == CASE_LOWER ? g_ascii_tolower(*core) : g_ascii_toupper(*core);
    return lexicon_knows(lexicon, core) ? g_strconcat(token->before, core, token->after, NULL)
                                        : NULL;
}
