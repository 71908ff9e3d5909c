/* lines.h - the rows and cells of a page, found from where its words stand. Private to the stages.
 *
 * A row is everything that stands on one height of the page, whatever columns the recogniser saw; a
 * cell is a run of words in a row without a wide gap. Rows are what labels and tables need. */
#pragma once

#include "page.h"

typedef struct {
    const Word *word;                /* lent by the page */
    char *text;                      /* as printed, without the colon or leaders behind it */
    char *key;                       /* for comparison: see key_fold() */
    Box box;                         /* of the page; a part of the word's where a word was parted */
    double left, right, top, bottom; /* straightened: the page's remaining skew taken out */
    gboolean cell;    /* begins a cell: a wide gap, a ruled line or leaders stand before it */
    gboolean colon;   /* a colon, an equals sign or leaders follow */
    gboolean slash;   /* a stroke follows: "DOB/Age" */
    float confidence; /* 0..1 */
} Token;

typedef struct {
    guint first, count; /* of Lines.tokens */
    double top, bottom; /* straightened */
} Row;

typedef struct {
    const Page *page; /* lent */
    GArray *tokens;   /* Token, row by row, left to right */
    GArray *rows;     /* Row, top to bottom */
    double height;    /* of a usual word, pixels */
    double width;     /* of the page */
    char *header;     /* the line a fax machine printed over the page; "" when there is none */
} Lines;

Lines *lines_new(const Page *page);
void lines_free(Lines *lines);

const Row *lines_row(const Lines *lines, guint row);    /* lent */
const Token *lines_token(const Lines *lines, guint at); /* lent */

/* The recogniser's other readings of the token's symbols; NULL: none, or the token is a part of its
 * word. */
const GArray *token_choices(const Token *token);

/* The tokens' texts by spaces, colons put back; yours to free. */
char *lines_text(const Lines *lines, guint first, guint count);
Box lines_box(const Lines *lines, guint first, guint count);

/* Mean confidence of the tokens by their length, 0..1. */
double lines_confidence(const Lines *lines, guint first, guint count);

/* Number of tokens from `at` to the end of its cell, not beyond token `end`. */
guint lines_cell_length(const Lines *lines, guint at, guint end);

/* A row of running text: six words and more without a wide gap, most of them in small letters. */
gboolean lines_row_is_prose(const Lines *lines, guint row);

/* Lower case letters and digits, accents dropped, with what recognition confuses made one
 * (0 and o, 1 and l and i, 5 and s, 8 and b, rn and m); yours to free. */
char *key_fold(const char *text);

/* The keys of the words, which blanks, hyphens and strokes part, with a blank before, between
 * and behind them: one such text stands in another only as whole words. Yours to free. */
char *key_words(const char *text);

/* Which letters a key has, a bit each and one for all other signs; and how many of them two keys
 * do not share: more than two an edit are no misreading. */
guint32 key_letters(const char *key);
guint key_letters_apart(guint32 one, guint32 other);

/* An edit of key_distance(); one letter read as another of like shape counts half. */
enum { KEY_EDIT = 2 };

/* Edits between two keys in units of KEY_EDIT, at most `most` + 1. Ukkonen 1985 (banded). */
guint key_distance(const char *one, const char *other, guint most);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lines, lines_free)
