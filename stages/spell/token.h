/* token.h - the shape of a printed word: its core between punctuation, its case, its digits. */
#pragma once

#include <glib.h>

typedef enum {
    CASE_LOWER,   /* edema */
    CASE_TITLE,   /* Edema */
    CASE_UPPER,   /* EDEMA */
    CASE_STRANGE, /* edEma */
    CASE_NONE,    /* no letters */
} LetterCase;

/* What stands in word->text; all counts are of the core. */
typedef struct {
    char *before, *core, *after; /* punctuation, word, punctuation (with a possessive 's); owned */
    guint n_letters, n_digits, n_others;
    LetterCase letter_case;
    gboolean digit_last;
} Token;

/* Takes any text; `core` may become empty. Free with token_clear(). */
void token_parse(Token *token, const char *text);
void token_clear(Token *token);

/* `word`, which is in lower case, in the token's case and between its punctuation; yours to free.
 * When another first letter was read, it becomes a capital where it `opens_sentence`, and a small
 * one `after_lower`, a word in lower case. */
char *token_dress(const Token *token, const char *word, gboolean opens_sentence,
                  gboolean after_lower);

/* TRUE for numbers, doses, dates, codes, identifiers: digits that are no misread letters, judged by
 * their number and place alone. */
gboolean token_is_figure(const Token *token);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Token, token_clear)
