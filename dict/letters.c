/* letters.c - chances of three letters in a row.
 *
 * Reads: the words that are added. Does not: know any word; weigh what it tells. */
#include "letters.h"

#include <math.h>
#include <string.h>

enum { BEGIN, END = 27, STRANGE, SYMBOLS, LETTERS_AT_LEAST = 3 };

/* What the lower order weighs beside the counts of the higher one, and a symbol never seen. */
static const float PAIR_WEIGHT = 20, SINGLE_WEIGHT = 50, UNSEEN = 1e-4f;

struct Letters {
    float triples[SYMBOLS][SYMBOLS][SYMBOLS]; /* counts, then ln of chances */
};

static guint symbol_of(char letter)
{
    if (letter == '\0')
        return END;
    return letter >= 'a' && letter <= 'z' ? (guint)(letter - 'a' + 1) : STRANGE;
}

Letters *letters_new(void)
{
    return g_new0(Letters, 1);
}

void letters_free(Letters *letters)
{
    g_free(letters);
}

void letters_add(Letters *letters, const char *word, guint count)
{
    gsize n_letters = strspn(word, "abcdefghijklmnopqrstuvwxyz");
    if (n_letters < LETTERS_AT_LEAST || word[n_letters] != '\0')
        return;
    float weight = 1 + logf((float)count);
    guint first = BEGIN, second = BEGIN;
    for (gsize i = 0; i <= n_letters; i++) {
        guint third = symbol_of(word[i]);
        letters->triples[first][second][third] += weight;
        first = second;
        second = third;
    }
}

static float sum_of(const float *counts)
{
    float sum = 0;
    for (guint i = 0; i < SYMBOLS; i++)
        sum += counts[i];
    return sum;
}

void letters_finish(Letters *letters)
{
    float pairs[SYMBOLS][SYMBOLS] = {0}, singles[SYMBOLS] = {0};
    for (guint i = 0; i < SYMBOLS * SYMBOLS * SYMBOLS; i++) {
        float count = letters->triples[i / SYMBOLS / SYMBOLS][i / SYMBOLS % SYMBOLS][i % SYMBOLS];
        pairs[i / SYMBOLS % SYMBOLS][i % SYMBOLS] += count;
        singles[i % SYMBOLS] += count;
    }
    float all = MAX(sum_of(singles), 1);
    for (guint i = 0; i < SYMBOLS * SYMBOLS; i++) {
        guint second = i % SYMBOLS;
        float *triple = letters->triples[i / SYMBOLS][second];
        float n_pair = sum_of(triple), n_single = sum_of(pairs[second]);
        for (guint third = 0; third < SYMBOLS; third++) {
            float single = MAX(singles[third] / all, UNSEEN);
            float pair =
                (pairs[second][third] + SINGLE_WEIGHT * single) / (n_single + SINGLE_WEIGHT);
            triple[third] = logf((triple[third] + PAIR_WEIGHT * pair) / (n_pair + PAIR_WEIGHT));
        }
    }
}

double letters_likeness(const Letters *letters, const char *word)
{
    double sum = 0;
    guint first = BEGIN, second = BEGIN;
    gsize n_letters = strlen(word);
    for (gsize i = 0; i <= n_letters; i++) {
        guint third = symbol_of(word[i]);
        sum += letters->triples[first][second][third];
        first = second;
        second = third;
    }
    return sum / (double)(n_letters + 1);
}
