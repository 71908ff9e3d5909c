/* correction.h - the one word that a misread one can only mean, if there is one.
 *
 * A noisy channel (Kernighan, Church and Gale 1990): how easily the recogniser takes one word for
 * the other, how frequent the word is, what stands beside it. What speaks for each candidate, and
 * for none, is weighed to a probability by multinomial logistic regression, so that one limit holds
 * for all words. */
#pragma once

#include "lexicon.h"
#include "place.h"
#include "token.h"

/* A word that no dictionary knows, and what is known of it. */
typedef struct {
    const Token *token;
    float confidence;               /* of the recogniser, 0..1 */
    const LexiconThought *thoughts; /* counted from the token's core; NULL: none */
    guint n_thoughts;
    const char *before, *after; /* context as lexicon_lift() takes it; NULL: unknown */
    NameChance name;            /* that it stands where a name does */
    GHashTable *seen; /* char*: words in lower case that were well read on this page; NULL: none */
} Misread;

typedef struct {
    const char *word;       /* in lower case, lent by the lexicon */
    double distance;        /* as LexiconNear has it */
    double lift;            /* ln: what stands beside it speaks for it */
    double probability;     /* 0..1, that the word was meant */
    gboolean lacks_letters; /* what was read is the word without some of its letters */
} Correction;

/* The likeliest word that may take the place of what was read. FALSE: there is none, or the never
 * list or a rival that means another thing forbids it. */
gboolean correction_find(Lexicon *lexicon, const Misread *misread, Correction *correction);
