/* confusion.h - what OCR makes of letters: how likely `read` is a misreading of `meant`.
 *
 * A weighted edit distance in which pairs of like shape cost little, as in the noisy-channel
 * speller of Kernighan, Church and Gale 1990; pairs of several letters (rn/m, cl/d) after Damerau
 * 1964 and Ukkonen-style dynamic programming. */
#pragma once

#include <glib.h>

enum { CONFUSION_BYTES = 64 }; /* longest word that is looked at, with its zero byte */

/* A word as it was read. */
typedef struct {
    char letters[CONFUSION_BYTES]; /* lower case, ligatures parted, no accents; `?` beyond ASCII */
    guint length;
    guint64 capitals;                      /* bits: which of them were read as capitals */
    guint32 alternatives[CONFUSION_BYTES]; /* a to z as bits: the recogniser thought of it, too */
    guint8 places[CONFUSION_BYTES];        /* where each character has come to stand */
} Reading;

/* Without alternatives. FALSE: too long, or empty. */
gboolean confusion_fold(const char *word, Reading *reading);

typedef struct Confusion Confusion;

/* The tables of shapes, made ready to be asked. */
Confusion *confusion_new(void);
void confusion_free(Confusion *confusion);

/* One reading, to be compared with many words: what they share at their beginning is reckoned once
 * for those that follow one another. */
typedef struct Comparison Comparison;

/* `confusion` and `read` are lent and outlive it. */
Comparison *comparison_new(const Confusion *confusion, const Reading *read);
void comparison_free(Comparison *comparison);

/* Cost of reading `meant`, which is folded, as what was read: 0 the same, 1 a letter that looks
 * quite different; G_MAXDOUBLE above `limit`. Letters are looked for not more than four places from
 * where they stand in the other word. `meant` is kept until the next call. */
double comparison_cost(Comparison *comparison, const char *meant, guint n_meant, double limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Confusion, confusion_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Comparison, comparison_free)
