/* word_model.c - a linear model over words: reading, writing, asking.
 *
 * Reads, writes: text. Does not: train (word_model_train.c), or know what a document is. */
#include "word_model_private.h"

#include "fate.h"

#include <math.h>
#include <string.h>

enum {
    WORD_LEAST = 2,
    WORD_MOST = 24,
    WORDS_MOST = 20000, /* different words of one text */
};

/* --- words ----------------------------------------------------------------------------------- */

static int words_compare(gconstpointer one, gconstpointer other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* Adds the word unless it is there: adding it again would put this copy into the first one's place.
 */
static void word_add(GHashTable *seen, GPtrArray *words, char *word)
{
    if (g_hash_table_contains(seen, word)) {
        g_free(word);
        return;
    }
    g_hash_table_add(seen, word);
    g_ptr_array_add(words, word);
}

char **word_model_words(const char *text)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree char *before = NULL;
    GPtrArray *words = g_ptr_array_new();
    while (*text != '\0' && words->len < WORDS_MOST) {
        gsize length = 0;
        while (g_ascii_isalpha(text[length]))
            length++;
        if (length >= WORD_LEAST && length <= WORD_MOST) {
            char *word = g_ascii_strdown(text, (gssize)length);
            if (before != NULL)
                word_add(seen, words, g_strconcat(before, " ", word, NULL));
            g_free(before);
            before = g_strdup(word);
            word_add(seen, words, word);
        }
        text += MAX(length, 1);
    }
    g_ptr_array_sort(words, words_compare);
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

WordSample *word_sample_new(const char *type, const char *text)
{
    WordSample *sample = g_new0(WordSample, 1);
    sample->type = g_strdup(type);
    sample->words = word_model_words(text);
    return sample;
}

void word_sample_free(WordSample *sample)
{
    if (sample == NULL)
        return;
    g_free(sample->type);
    g_strfreev(sample->words);
    g_free(sample);
}

/* --- the model ------------------------------------------------------------------------------- */

WordModel *word_model_new(void)
{
    WordModel *model = g_new0(WordModel, 1);
    model->types = g_ptr_array_new_with_free_func(g_free);
    model->weights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return model;
}

void word_model_free(WordModel *model)
{
    if (model == NULL)
        return;
    g_ptr_array_unref(model->types);
    g_hash_table_unref(model->weights);
    g_free(model);
}

guint word_model_type_index(WordModel *model, const char *type)
{
    for (guint i = 0; i < model->types->len; i++)
        if (strcmp(word_model_type(model, i), type) == 0)
            return i;
    g_ptr_array_add(model->types, g_strdup(type));
    return model->types->len - 1;
}

double *word_model_weights(WordModel *model, const char *word)
{
    double *weights = g_hash_table_lookup(model->weights, word);
    if (weights == NULL) {
        weights = g_new0(double, WORD_TYPES_MOST);
        g_hash_table_insert(model->weights, g_strdup(word), weights);
    }
    return weights;
}

guint word_model_types(const WordModel *model)
{
    return model->types->len;
}

const char *word_model_type(const WordModel *model, guint type)
{
    return g_ptr_array_index(model->types, type);
}

/* The next of `|`-parted columns, stripped; what it is cut out of is written to. */
static char *column_next(char **line)
{
    char *column = *line, *end = strchr(column, '|');
    *line = end != NULL ? end + 1 : NULL;
    if (end != NULL)
        *end = '\0';
    return g_strstrip(column);
}

static gboolean line_take(WordModel *model, char *line)
{
    char *columns[3], *end;
    for (guint i = 0; i < 3; i++)
        if (line == NULL || *(columns[i] = column_next(&line)) == '\0')
            return FALSE;
    double weight = g_ascii_strtod(columns[2], &end);
    if (line != NULL || *end != '\0' || !isfinite(weight))
        return FALSE;
    guint type = word_model_type_index(model, columns[1]);
    if (type >= WORD_TYPES_MOST)
        return FALSE;
    word_model_weights(model, columns[0])[type] = weight;
    return TRUE;
}

WordModel *word_model_parse(const char *text, const char *name, GError **error)
{
    g_autoptr(WordModel) model = word_model_new();
    g_autofree char *lines = g_strdup(text);
    guint number = 0;
    for (char *line = lines, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        number++;
        g_strstrip(line);
        if (*line == '\0' || *line == '#' || line_take(model, line))
            continue;
        g_set_error(error, FATE, FATE_FATAL,
                    "Line %u of '%s' is no word, type and weight. Correct the line, or remove the "
                    "file and run 'chartward learn' again.",
                    number, name);
        return NULL;
    }
    return g_steal_pointer(&model);
}

WordModel *word_model_load(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) cause = NULL;
    if (g_file_get_contents(path, &text, NULL, &cause))
        return word_model_parse(text, path, error);
    g_set_error(error, FATE, FATE_FATAL, "The words of document types cannot be read: %s.",
                cause->message);
    return NULL;
}

char *word_model_print(const WordModel *model)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GList) words = g_hash_table_get_keys(model->weights);
    words = g_list_sort(words, (GCompareFunc)strcmp);
    for (const GList *at = words; at != NULL; at = at->next) {
        const double *weights = g_hash_table_lookup(model->weights, at->data);
        for (guint i = 0; i < model->types->len; i++) {
            char number[G_ASCII_DTOSTR_BUF_SIZE];
            if (fabs(weights[i]) >= WEIGHT_LEAST)
                g_string_append_printf(text, "%s | %s | %s\n", (char *)at->data,
                                       word_model_type(model, i),
                                       g_ascii_formatd(number, sizeof number, "%.1f", weights[i]));
        }
    }
    return g_string_free(text, FALSE);
}

/* --- asking ---------------------------------------------------------------------------------- */

void word_shares(double *sums, guint types, double scale)
{
    double top = -G_MAXDOUBLE, sum = 0;
    for (guint i = 0; i < types; i++) {
        sums[i] *= scale;
        top = MAX(top, sums[i]);
    }
    for (guint i = 0; i < types; i++) {
        sums[i] = exp(sums[i] - top);
        sum += sums[i];
    }
    for (guint i = 0; i < types; i++)
        sums[i] /= sum;
}

guint word_model_ask(const WordModel *model, const char *const *words, double *shares)
{
    guint types = model->types->len, known = 0;
    for (guint i = 0; i < types; i++)
        shares[i] = 0;
    for (guint w = 0; words[w] != NULL; w++) {
        const double *weights = g_hash_table_lookup(model->weights, words[w]);
        known += weights != NULL;
        for (guint i = 0; weights != NULL && i < types; i++)
            shares[i] += weights[i];
    }
    word_shares(shares, types, known > 0 ? 1 / sqrt(known) : 0);
    return known;
}

guint word_model_right(const WordModel *model, const GPtrArray *samples)
{
    guint right = 0, types = model->types->len;
    g_autofree double *shares = g_new0(double, types + 1);
    for (guint s = 0; s < samples->len; s++) {
        const WordSample *sample = g_ptr_array_index(samples, s);
        guint best = 0;
        word_model_ask(model, (const char *const *)sample->words, shares);
        for (guint i = 1; i < types; i++)
            if (shares[i] > shares[best])
                best = i;
        right += types > 0 && strcmp(word_model_type(model, best), sample->type) == 0;
    }
    return right;
}
