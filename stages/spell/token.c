/* token.c - takes printed words apart and puts them together again.
 *
 * Does: edges, case, digits. Reads: one word's text. Does not: know any word. */
#include "token.h"

#include <string.h>

/* Within a word a cent is a c, and at its end another letter, with a line struck through. */
static const gunichar CENT = 0xa2;

static gboolean is_edge(const char *at)
{
    gunichar symbol = g_utf8_get_char(at);
    return !g_unichar_isalnum(symbol) && symbol != CENT;
}

/* A bar or an exclamation mark behind a small letter may be a misread l; elsewhere at an edge it is
 * taken for dirt. */
static gboolean is_stroke(char symbol)
{
    return symbol == '!' || symbol == '|';
}

static const char *core_end(const char *begin, const char *end)
{
    while (end > begin && is_edge(g_utf8_prev_char(end)) &&
           !(end - begin > 1 && is_stroke(end[-1]) && g_ascii_islower(end[-2])))
        end = g_utf8_prev_char(end);
    static const char *const possessives[] = {"'s", "'S", "\xe2\x80\x99s", "\xe2\x80\x99S"};
    for (guint i = 0; i < G_N_ELEMENTS(possessives); i++) {
        gsize length = strlen(possessives[i]);
        if ((gsize)(end - begin) > length && memcmp(end - length, possessives[i], length) == 0)
            return end - length;
    }
    return end;
}

/* In print a capital I within small letters, and a small l among capitals, are one upright stroke:
 * they say nothing of the case. */
static LetterCase case_of(const char *core)
{
    guint lower = 0, upper = 0, inner_upper = 0, letters = 0;
    for (const char *at = core; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar symbol = g_utf8_get_char(at);
        if (!g_unichar_isalpha(symbol))
            continue;
        letters++;
        if (g_unichar_isupper(symbol)) {
            upper++;
            inner_upper += at > core && symbol != 'I';
        } else {
            lower += symbol != 'l';
        }
    }
    if (letters == 0)
        return CASE_NONE;
    gboolean capital_first = g_unichar_isupper(g_utf8_get_char(core));
    if (lower == 0 && upper > 0 && (inner_upper > 0 || letters == upper))
        return CASE_UPPER;
    if (inner_upper > 0)
        return CASE_STRANGE;
    return capital_first ? CASE_TITLE : CASE_LOWER;
}

void token_parse(Token *token, const char *text)
{
    *token = (Token){0};
    const char *begin = text;
    while (*begin != '\0' && is_edge(begin))
        begin = g_utf8_next_char(begin);
    const char *end = core_end(begin, begin + strlen(begin));
    token->before = g_strndup(text, begin - text);
    token->core = g_strndup(begin, end - begin);
    token->after = g_strdup(end);
    for (const char *at = token->core; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar symbol = g_utf8_get_char(at);
        token->n_letters += g_unichar_isalpha(symbol) != 0;
        token->n_digits += g_unichar_isdigit(symbol) != 0;
        token->n_others += is_edge(at) && !is_stroke(*at);
        token->digit_last = g_unichar_isdigit(symbol);
    }
    token->letter_case = case_of(token->core);
}

void token_clear(Token *token)
{
    g_clear_pointer(&token->before, g_free);
    g_clear_pointer(&token->core, g_free);
    g_clear_pointer(&token->after, g_free);
}

/* The case that a word of strange case was printed in. */
static LetterCase case_meant(const Token *token, const char *word)
{
    guint n_upper = 0, n_lower = 0;
    for (const char *at = token->core; *at != '\0'; at++) {
        n_upper += g_ascii_isupper(*at) != 0;
        n_lower += g_ascii_islower(*at) != 0;
    }
    if (n_upper > n_lower)
        return CASE_UPPER;
    /* Dirt before a capital looks like a small letter. */
    for (guint i = 0; i < 2 && token->core[i] != '\0'; i++) {
        if (g_ascii_isupper(token->core[i]) && g_ascii_tolower(token->core[i]) == *word)
            return CASE_TITLE;
    }
    return CASE_LOWER;
}

char *token_dress(const Token *token, const char *word, gboolean opens_sentence,
                  gboolean after_lower)
{
    g_autofree char *dressed = g_strdup(word);
    LetterCase letter_case = token->letter_case;
    if (letter_case == CASE_STRANGE)
        letter_case = case_meant(token, word);
    /* Another first letter was read, one that small letters are read as, too: what stands before
     * the word tells its case. */
    gboolean misread = g_ascii_tolower(*token->core) != *word;
    gboolean either = strchr("CIJSVWXZ", *token->core) != NULL;
    if (misread && either && letter_case == CASE_TITLE && after_lower && !opens_sentence)
        letter_case = CASE_LOWER;
    gboolean lost = !g_ascii_isalpha(*token->core) || (*token->core == 'l' && *word == 'i') ||
                    *token->core == word[1];
    if (misread && lost && letter_case == CASE_LOWER && opens_sentence)
        letter_case = CASE_TITLE;
    if (letter_case == CASE_UPPER) {
        for (char *at = dressed; *at != '\0'; at++)
            *at = g_ascii_toupper(*at);
    } else if (letter_case == CASE_TITLE) {
        *dressed = g_ascii_toupper(*dressed);
    }
    return g_strconcat(token->before, dressed, token->after, NULL);
}

/* TRUE when every digit is one that letters are read as, and stands beside a letter. */
static gboolean digits_may_be_letters(const char *core)
{
    for (const char *at = core; *at != '\0'; at++) {
        if (!g_ascii_isdigit(*at))
            continue;
        if (strchr("0158", *at) == NULL || g_ascii_isdigit(at[1]))
            return FALSE;
    }
    return TRUE;
}

gboolean token_is_figure(const Token *token)
{
    if (token->n_digits == 0)
        return token->n_letters == 0;
    return token->n_letters < 5 || token->n_digits > 2 || token->n_others > 0 ||
           token->digit_last || !digits_may_be_letters(token->core);
}
