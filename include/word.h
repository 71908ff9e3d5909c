/* word.h - a word on a page: what was read, where it stands, how sure the recogniser is. */
#pragma once

#include <glib.h>

/* Pixels of the upright filed image, squared to one resolution; origin at the top left. */
typedef struct {
    int x, y, width, height;
} Box;

/* Another reading of one symbol of a word, as the recogniser weighed it. */
typedef struct {
    guint at;         /* which symbol of the word, from 0, counted in characters */
    gunichar symbol;  /* the other reading */
    float confidence; /* 0..1, of that reading */
} Choice;

typedef enum {
    WORD_DOUBTFUL = 1 << 0, /* a person should look: unknown, or too many equal candidates */
    WORD_HEADER = 1 << 1,   /* part of the line that a fax machine printed over the page (TTI) */
} WordFlags;

typedef struct {
    char *text; /* as recognised, or as the text layer has it; UTF-8, never empty, no white space
                   but the one that was read within a word, when `corrected` is that word */
    char *corrected; /* after spelling, with a space where two words were read as one; NULL where
                        that stage changed nothing */
    char *why;       /* the reason of the correction; NULL without one */
    Box box;
    float confidence; /* 0..1, that `text` is right; 1 for text layers and transcripts */
    guint line;       /* text line on the page, from 0, in reading order */
    guint block;      /* paragraph, table cell or column that the line belongs to, from 0 */
    guint flags;      /* WordFlags */
    GArray *choices;  /* Choice, by `at`; NULL when there are none */
} Word;

Word *word_new(const char *text, Box box, float confidence, guint line, guint block);
void word_free(Word *word);

/* The text that later stages and the chart use: corrected if it was, else as recognised; lent. */
const char *word_text(const Word *word);

/* The text without punctuation at its edges; yours to free. */
char *word_bare(const char *text);

/* The smallest box around both; an empty box (width 0) adds nothing. */
Box box_join(Box one, Box other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Word, word_free)
