/* word_model_private.h - the inside of a word model. Private to the model. */
#pragma once

#include "word_model.h"

#define WEIGHT_LEAST 0.4 /* smaller ones are not written */

enum { WORD_TYPES_MOST = 64 };

struct WordModel {
    GPtrArray *types;    /* char, owned */
    GHashTable *weights; /* word -> double, one for each type */
};

WordModel *word_model_new(void);

/* The type's index; a new one is added. */
guint word_model_type_index(WordModel *model, const char *type);

/* The word's weights, lent; zeros for a new one. */
double *word_model_weights(WordModel *model, const char *word);

/* Turns sums of weights into probabilities, which sum to 1; `scale` is one over the root of their
 * number. */
void word_shares(double *sums, guint types, double scale);
