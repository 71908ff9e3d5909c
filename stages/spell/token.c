/* token.c - takes printed words apart and puts them together again.
 *
 * Does: edges, case, digits. Reads: one word's text. Does not: know any word. */
#include "token.h"

#include <string.h>

static gboolean is_edge(const char *at)
{
    gunichar symbol = g_utf8_get_char(at);
    /* A bar or an exclamation mark may be a misread l, but at an edge it is taken for dirt. */
    return !g_unichar_isalnum(symbol);
}

static const char *core_end(const char *begin, const char *end)
{
    while (end > begin && is_edge(g_utf8_prev_char(end)))
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
        token->n_others += !g_unichar_isalnum(symbol);
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

char *token_dress(const Token *token, const char *word, gboolean opens_sentence)
{
    g_autofree char *dressed = g_strdup(word);
    /* What stands for a capital when it is none: a digit or sign, or an l for a capital I. */
    gboolean lost_capital = !g_ascii_isalpha(*token->core) || (*token->core == 'l' && *word == 'i');
    if (token->letter_case == CASE_UPPER) {
        for (char *at = dressed; *at != '\0'; at++)
            *at = g_ascii_toupper(*at);
    } else if (token->letter_case == CASE_TITLE || (opens_sentence && lost_capital)) {
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
