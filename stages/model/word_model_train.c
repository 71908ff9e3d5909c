/* word_model_train.c - trains the linear model over words.
 *
 * Does: gradient steps in an order that is always the same; makes samples out of phrases. */
#include "word_model_private.h"

#include <math.h>
#include <string.h>

#define STEP      4.0
#define DRAW      0.0001 /* of the way back to where training began, at each step */
#define DRAW_BASE 0.002  /* the same from a model: what few samples leave out stays */
#define SETTLING  0.9    /* of its size that a step keeps from one round to the next */

enum {
    ROUNDS = 12,
    RUNS = 60, /* of phrases, of each length and type */
};

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

/* A sample with its words looked up: once, as every round needs them. */
typedef struct {
    guint right, count;
    double **weights;       /* of each word; lent */
    const double **origins; /* where they began from; NULL: at nothing */
} Lesson;

static void lesson_clear(gpointer data)
{
    Lesson *lesson = data;
    g_free(lesson->weights);
    g_free(lesson->origins);
}

static GArray *lessons_new(WordModel *model, const WordModel *base, const GPtrArray *samples)
{
    GArray *lessons = g_array_sized_new(FALSE, FALSE, sizeof(Lesson), samples->len);
    g_array_set_clear_func(lessons, lesson_clear);
    for (guint i = 0; i < samples->len; i++) {
        const WordSample *sample = g_ptr_array_index(samples, i);
        if (model->types->len >= WORD_TYPES_MOST - 1)
            break;
        guint count = g_strv_length(sample->words);
        Lesson lesson = {word_model_type_index(model, sample->type), count, g_new(double *, count),
                         g_new0(const double *, count)};
        for (guint w = 0; w < count; w++) {
            lesson.weights[w] = word_model_weights(model, sample->words[w]);
            if (base != NULL)
                lesson.origins[w] = g_hash_table_lookup(base->weights, sample->words[w]);
        }
        g_array_append_val(lessons, lesson);
    }
    return lessons;
}

/* One sample: weights of its words move by how wrong each type's probability is. */
static void lesson_learn(const Lesson *lesson, guint types, double step, double draw)
{
    double shares[WORD_TYPES_MOST] = {0}, scale = 1 / sqrt(MAX(lesson->count, 1));
    for (guint w = 0; w < lesson->count; w++)
        for (guint i = 0; i < types; i++)
            shares[i] += lesson->weights[w][i];
    word_shares(shares, types, scale);
    for (guint i = 0; i < types; i++)
        shares[i] = step * scale * ((i == lesson->right) - shares[i]);
    for (guint w = 0; w < lesson->count; w++) {
        double *weights = lesson->weights[w];
        const double *origin = lesson->origins[w];
        for (guint i = 0; i < types; i++)
            weights[i] += shares[i] - draw * (weights[i] - (origin != NULL ? origin[i] : 0));
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
    g_autoptr(GArray) lessons = lessons_new(model, base, samples);
    guint count = lessons->len, stride = stride_of(count);
    double step = STEP, draw = base != NULL ? DRAW_BASE : DRAW;
    for (guint round = 0; round < ROUNDS; round++) {
        for (guint i = 0, at = 0; i < count; i++, at = (at + stride) % count)
            lesson_learn(&g_array_index(lessons, Lesson, at), model->types->len, step, draw);
        step *= SETTLING;
    }
    return model;
}

/* For each type an array of it and its phrases, in their order. */
static GPtrArray *phrases_read(const char *text)
{
    GPtrArray *types = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) columns = g_strsplit(lines[i], " | ", 2);
        if (*lines[i] == '#' || g_strv_length(columns) != 2)
            continue;
        GPtrArray *phrases = NULL;
        for (guint k = 0; k < types->len && phrases == NULL; k++)
            if (strcmp(g_ptr_array_index((GPtrArray *)types->pdata[k], 0), columns[0]) == 0)
                phrases = types->pdata[k];
        if (phrases == NULL) {
            phrases = g_ptr_array_new_with_free_func(g_free);
            g_ptr_array_add(phrases, g_strdup(columns[0])); /* the type comes first */
            g_ptr_array_add(types, phrases);
        }
        g_ptr_array_add(phrases, g_strdup(columns[1]));
    }
    return types;
}

/* `length` phrases from `at` on, each `stride` further. */
static WordSample *run_of(const GPtrArray *phrases, guint at, guint length, guint stride)
{
    g_autoptr(GString) run = g_string_new(NULL);
    guint count = phrases->len - 1;
    for (guint i = 0; i < length; i++)
        g_string_append_printf(run, "%s\n", (char *)phrases->pdata[1 + (at + i * stride) % count]);
    return word_sample_new(phrases->pdata[0], run->str);
}

/* In how many phrases each word and each pair occurs. */
static GHashTable *words_count(const GPtrArray *types)
{
    GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint t = 0; t < types->len; t++) {
        const GPtrArray *phrases = types->pdata[t];
        for (guint i = 1; i < phrases->len; i++) {
            g_auto(GStrv) words = word_model_words(phrases->pdata[i]);
            for (guint w = 0; words[w] != NULL; w++) {
                guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, words[w]));
                g_hash_table_insert(counts, g_strdup(words[w]), GUINT_TO_POINTER(count + 1));
            }
        }
    }
    return counts;
}

/* A pair of words that one phrase alone has is chance. */
static void chance_drop(GHashTable *counts, WordSample *sample)
{
    guint kept = 0;
    for (guint w = 0; sample->words[w] != NULL; w++) {
        gboolean pair = strchr(sample->words[w], ' ') != NULL;
        if (pair && GPOINTER_TO_UINT(g_hash_table_lookup(counts, sample->words[w])) < 2)
            g_free(sample->words[w]);
        else
            sample->words[kept++] = sample->words[w];
    }
    sample->words[kept] = NULL;
}

GPtrArray *word_samples_from_phrases(const char *text)
{
    static const guint lengths[] = {2, 4, 8, 16};
    GPtrArray *samples = g_ptr_array_new_with_free_func((GDestroyNotify)word_sample_free);
    g_autoptr(GPtrArray) types = phrases_read(text);
    for (guint t = 0; t < types->len; t++) {
        const GPtrArray *phrases = types->pdata[t];
        guint count = phrases->len - 1;
        for (guint i = 0; i < count; i++)
            g_ptr_array_add(samples, run_of(phrases, i, 1, 1));
        for (guint k = 0; k < G_N_ELEMENTS(lengths); k++)
            for (guint i = 0; i < RUNS && lengths[k] <= count; i++)
                g_ptr_array_add(samples,
                                run_of(phrases, i * 7, lengths[k], i % 2 == 0 ? 1 : 3 + i));
    }
    g_autoptr(GHashTable) counts = words_count(types);
    for (guint i = 0; i < samples->len; i++)
        chance_drop(counts, g_ptr_array_index(samples, i));
    return samples;
}
