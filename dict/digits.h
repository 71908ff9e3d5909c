/* digits.h - words as numbers whose digits are their letters (Karp and Rabin, IBM J. Res. Dev. 31,
 * 1987): the number of a word with a letter taken out, put in or put for another is put together
 * from parts. */
#pragma once

#include "confusion.h"

/* A letter's place counts so many times the next one's. */
static const guint64 DIGITS_BASE = G_GUINT64_CONSTANT(1099511628211);

typedef struct {
    gsize length;
    guint64 before[CONFUSION_BYTES + 1]; /* the number of the letters before a place */
    guint64 power[CONFUSION_BYTES + 1];
} Digits;

static inline void digits_fill(Digits *digits, const char *word, gsize length)
{
    digits->length = length;
    digits->before[0] = 0;
    digits->power[0] = 1;
    for (gsize i = 0; i < length; i++) {
        digits->before[i + 1] = digits->before[i] * DIGITS_BASE + (guchar)word[i];
        digits->power[i + 1] = digits->power[i] * DIGITS_BASE;
    }
}

/* The number `head` with the letters from `from` up to `to` set behind it. */
static inline guint64 digits_append(const Digits *digits, guint64 head, gsize from, gsize to)
{
    guint64 power = digits->power[to - from];
    return head * power + digits->before[to] - digits->before[from] * power;
}
