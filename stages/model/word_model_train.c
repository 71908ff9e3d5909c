/* word_model_train.c - trains the linear model over words.
 *
 * Does: gradient steps in an order that is always the same. Does not: choose the samples. */
#include "word_model_private.h"

#include <math.h>
#include <string.h>

#define STEP     4.0
#define DRAW     0.002 /* of the way back to the weights that training began from, at each step */
#define SETTLING 0.9   /* of its size that a step keeps from one round to the next */

enum { ROUNDS = 30 };

static WordModel *model_copy(const WordModel *base)
{
    WordModel *model = word_model_new();
    GHashTableIter iter;
    gpointer word, weights;
    if (base == NULL)
        return model;
    for (guint i = 0; i < base->types->len; i++)
        word_model_type_index(model, word_model_type(base, i));
    g_hash_table_iter_init(&iter, base->weights);
    while (g_hash_table_iter_next(&iter, &word, &weights))
        memcpy(word_model_weights(model, word), weights, base->types->len * sizeof(double));
    return model;
}

/* One sample: weights of its words move by how wrong each type's probability is. */
static void sample_learn(WordModel *model, const WordModel *base, const WordSample *sample,
                         double step)
{
    double shares[WORD_TYPES_MOST];
    guint right = word_model_type_index(model, sample->type), types = model->types->len;
    for (guint w = 0; sample->words[w] != NULL; w++)
        word_model_weights(model, sample->words[w]);
    guint known = word_model_ask(model, (const char *const *)sample->words, shares);
    double scale = known > 0 ? 1 / sqrt(known) : 0;
    for (guint w = 0; sample->words[w] != NULL; w++) {
        double *weights = word_model_weights(model, sample->words[w]);
        const double *origin =
            base != NULL ? g_hash_table_lookup(base->weights, sample->words[w]) : NULL;
        for (guint i = 0; i < types; i++) {
            double from = origin != NULL && i < base->types->len ? origin[i] : 0;
            weights[i] += step * scale * ((i == right) - shares[i]) - DRAW * (weights[i] - from);
        }
    }
}

/* Every sample once, in strides through them so that one type does not follow itself. */
static guint stride_of(guint count)
{
    for (guint stride = count / 2 + 1; stride < count; stride++) {
        guint a = stride, b = count;
        while (b != 0) {
            guint rest = a % b;
            a = b;
            b = rest;
        }
        if (a == 1)
            return stride;
    }
    return 1;
}

WordModel *word_model_train(const WordModel *base, const GPtrArray *samples)
{
    WordModel *model = model_copy(base);
    guint stride = stride_of(samples->len);
    double step = STEP;
    for (guint round = 0; round < ROUNDS; round++) {
        for (guint i = 0, at = 0; i < samples->len; i++, at = (at + stride) % samples->len) {
            const WordSample *sample = g_ptr_array_index(samples, at);
            if (model->types->len < WORD_TYPES_MOST - 1)
                sample_learn(model, base, sample, step);
        }
        step *= SETTLING;
    }
    return model;
}

GPtrArray *word_samples_from_phrases(const char *text)
{
    static const guint lengths[] = {1, 3, 6};
    GPtrArray *samples = g_ptr_array_new_with_free_func((GDestroyNotify)word_sample_free);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        char **columns = g_strsplit(lines[i], " | ", 2);
        if (*lines[i] == '#' || g_strv_length(columns) != 2)
            g_strfreev(columns);
        else
            g_ptr_array_add(rows, columns);
    }
    for (guint k = 0; k < G_N_ELEMENTS(lengths); k++)
        for (guint i = 0; i + lengths[k] <= rows->len; i++) {
            char **first = g_ptr_array_index(rows, i);
            char **last = g_ptr_array_index(rows, i + lengths[k] - 1);
            if (strcmp(first[0], last[0]) != 0)
                continue;
            g_autoptr(GString) run = g_string_new(NULL);
            for (guint j = i; j < i + lengths[k]; j++)
                g_string_append_printf(run, "%s ", ((char **)g_ptr_array_index(rows, j))[1]);
            g_ptr_array_add(samples, word_sample_new(first[0], run->str));
        }
    return samples;
}
