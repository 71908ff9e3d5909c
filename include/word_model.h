/* word_model.h - a linear model over words: what kind of document a text is worded like.
 *
 * Multinomial logistic regression on which words and which pairs of neighbouring words occur, each
 * counted once and by one over the root of their number (Bishop 2006, Pattern Recognition and
 * Machine Learning, section 4.3.4; trained by stochastic gradient descent, drawn back to the model
 * it began from). */
#pragma once

#include <glib.h>

typedef struct WordModel WordModel;

/* A text with the type that it is known to have. */
typedef struct {
    char *type;
    char **words; /* from word_model_words() */
} WordSample;

WordSample *word_sample_new(const char *type, const char *text);
void word_sample_free(WordSample *sample);

/* The different words of a text that count, and pairs of them ("sore throat"), in lower case,
 * sorted; (transfer full). */
char **word_model_words(const char *text);

/* Takes lines `word | type | weight`, `#` comments. FATE_FATAL with the line when one makes no
 * sense; `name` is for messages. */
WordModel *word_model_parse(const char *text, const char *name, GError **error);
char *word_model_print(const WordModel *model); /* what word_model_parse() takes; yours to free */
void word_model_free(WordModel *model);

/* Loads the file; FATE_FATAL when it cannot be read, else as word_model_parse(). */
WordModel *word_model_load(const char *path, GError **error);

/* Trains on samples (WordSample) from `base` (NULL: from nothing); the same input gives the same
 * model. New types and words are taken up. Yours to free. */
WordModel *word_model_train(const WordModel *base, const GPtrArray *samples);

/* Samples (WordSample) out of lines `type | words`: each line alone, and for every type as many
 * runs of two to sixteen, as documents hold them. Pairs of words that only one line has are left
 * out. The array is yours. */
GPtrArray *word_samples_from_phrases(const char *text);

/* Types of the model; lent. */
guint word_model_types(const WordModel *model);
const char *word_model_type(const WordModel *model, guint type);

/* Probability of each type, summing to 1, into `shares` (word_model_types() of them); the number of
 * words that the model knows is returned: of few words little is to be believed. */
guint word_model_ask(const WordModel *model, const char *const *words, double *shares);

/* Number of samples whose likeliest type is right. */
guint word_model_right(const WordModel *model, const GPtrArray *samples);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WordModel, word_model_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WordSample, word_sample_free)
