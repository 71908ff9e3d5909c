/* vocabulary.c - gathers the words that the speller may put for others.
 *
 * Does: expands dictionaries, drops what is no plain word, indexes the rest.
 * Reads: dictionaries in memory. Does not: rank. */
#include "vocabulary.h"

#include "affix.h"
#include "digits.h"

#include <stdlib.h>
#include <string.h>

enum { LETTERS_AT_LEAST = 4, LETTERS_AT_MOST = 40 };

/* What differs more in length, or in letters that only one of the two holds, is not looked at. */
enum { LENGTHS_APART_AT_MOST = 3, LETTERS_APART_AT_MOST = 5 };

/* What can be told of a word without looking at it: most that are found end here. */
typedef struct {
    const char *word;
    guint32 letters; /* a to z as bits */
    guint32 length;
} WordShape;

struct Vocabulary {
    WordList *words;
    Neighbours *neighbours;
    Neighbours *far;   /* of the words of prose alone, which come first */
    WordShape *shapes; /* by number */
    guint64 *taken;    /* bits by number, all clear between two searches */
};

static void form_take(const char *form, gsize length, gpointer data)
{
    if (length < LETTERS_AT_LEAST || length > LETTERS_AT_MOST)
        return;
    for (gsize i = 0; i < length; i++) {
        if (form[i] < 'a' || form[i] > 'z')
            return;
    }
    word_list_add(data, form, length);
}

static void word_take(gpointer word, gpointer words)
{
    form_take(word, strlen(word), words);
}

static WordShape word_shape(const char *word)
{
    WordShape shape = {.word = word};
    for (; word[shape.length] != '\0'; shape.length++) {
        if (word[shape.length] >= 'a' && word[shape.length] <= 'z')
            shape.letters |= 1u << (word[shape.length] - 'a');
    }
    return shape;
}

Vocabulary *vocabulary_new(const VocabularySource *sources, guint n_sources, const Prose *prose,
                           const Drugs *drugs, const char *const *words)
{
    Vocabulary *vocabulary = g_new0(Vocabulary, 1);
    vocabulary->words = word_list_new();
    for (guint32 i = 0; i < word_list_length(prose_words(prose)); i++)
        word_take((gpointer)word_list_word(prose_words(prose), i), vocabulary->words);
    guint n_common = word_list_length(vocabulary->words);
    for (guint i = 0; i < n_sources; i++) {
        g_autoptr(AffixRules) rules = affix_rules_parse(sources[i].aff_text);
        affix_expand(rules, sources[i].dic_text, form_take, vocabulary->words);
    }
    drugs_each(drugs, word_take, vocabulary->words);
    for (guint i = 0; words != NULL && words[i] != NULL; i++)
        form_take(words[i], strlen(words[i]), vocabulary->words);
    vocabulary->neighbours =
        neighbours_new(vocabulary->words, word_list_length(vocabulary->words), 1);
    vocabulary->far = neighbours_new(vocabulary->words, n_common, 2);
    guint n_words = word_list_length(vocabulary->words);
    vocabulary->shapes = g_new(WordShape, n_words);
    for (guint32 i = 0; i < n_words; i++)
        vocabulary->shapes[i] = word_shape(word_list_word(vocabulary->words, i));
    vocabulary->taken = g_new0(guint64, n_words / 64 + 1);
    return vocabulary;
}

void vocabulary_free(Vocabulary *vocabulary)
{
    if (vocabulary == NULL)
        return;
    neighbours_free(vocabulary->neighbours);
    neighbours_free(vocabulary->far);
    g_free(vocabulary->shapes);
    g_free(vocabulary->taken);
    word_list_free(vocabulary->words);
    g_free(vocabulary);
}

static void number_take(const Vocabulary *vocabulary, const char *word, gsize length, GArray *found)
{
    guint32 number = word_list_lookup(vocabulary->words, word, length);
    if (number != WORD_LIST_NONE)
        g_array_append_val(found, number);
}

/* Takes `folded` with a letter of its own set before what stands from `rest` on, behind the first
 * `head` letters. */
static void letters_try(const Vocabulary *vocabulary, const Digits *digits, const char *folded,
                        gsize head, gsize rest, GArray *found)
{
    gsize n_rest = digits->length - rest;
    guint64 before = digits->before[head] * DIGITS_BASE;
    guint64 none = digits_append(digits, before, rest, digits->length);
    guint32 letters = word_list_letters(vocabulary->words, none, digits->power[n_rest]);
    for (; letters != 0; letters &= letters - 1) {
        char edit[CONFUSION_BYTES + 1];
        memcpy(edit, folded, head);
        edit[head] = (char)('a' + __builtin_ctz(letters));
        memcpy(edit + head + 1, folded + rest, n_rest);
        number_take(vocabulary, edit, head + 1 + n_rest, found);
    }
}

/* All words that one letter taken out, put in or put for another makes of `folded`, after Damerau
 * 1964: the index of strokes misses those whose strokes run together. */
static void edits_find(const Vocabulary *vocabulary, const char *folded, GArray *found)
{
    Digits digits;
    digits_fill(&digits, folded, strlen(folded));
    for (gsize i = 0; i <= digits.length; i++) {
        letters_try(vocabulary, &digits, folded, i, i, found);
        if (i == digits.length)
            continue;
        letters_try(vocabulary, &digits, folded, i, i + 1, found);
        char shorter[CONFUSION_BYTES];
        memcpy(shorter, folded, i);
        memcpy(shorter + i, folded + i + 1, digits.length - i - 1);
        number_take(vocabulary, shorter, digits.length - 1, found);
    }
}

static int number_compare(const void *one, const void *other)
{
    guint32 a = *(const guint32 *)one, b = *(const guint32 *)other;
    return a < b ? -1 : a > b;
}

/* What is looked at so much later lies far apart in memory, and is fetched meanwhile. */
enum { AHEAD = 8 };

/* Keeps each word once, and none that shares too few letters with `read`. */
static void found_sift(const Vocabulary *vocabulary, WordShape read, GArray *found)
{
    guint32 *numbers = (guint32 *)(gpointer)found->data;
    guint kept = 0;
    for (guint i = 0; i < found->len; i++) {
        guint32 number = numbers[i];
        WordShape shape = vocabulary->shapes[number];
        if (i + AHEAD < found->len)
            __builtin_prefetch(&vocabulary->shapes[numbers[i + AHEAD]]);
        guint64 *taken = &vocabulary->taken[number / 64], bit = G_GUINT64_CONSTANT(1)
                                                                << number % 64;
        if ((*taken & bit) != 0 ||
            ABS((int)shape.length - (int)read.length) > LENGTHS_APART_AT_MOST ||
            __builtin_popcount(shape.letters ^ read.letters) > LETTERS_APART_AT_MOST)
            continue;
        *taken |= bit;
        numbers[kept++] = number;
        __builtin_prefetch(shape.word);
    }
    for (guint i = 0; i < kept; i++)
        vocabulary->taken[numbers[i] / 64] = 0;
    g_array_set_size(found, kept);
}

void vocabulary_find(const Vocabulary *vocabulary, const char *folded, GArray *found)
{
    g_array_set_size(found, 0);
    neighbours_find(vocabulary->neighbours, folded, found);
    neighbours_find(vocabulary->far, folded, found);
    edits_find(vocabulary, folded, found);
    found_sift(vocabulary, word_shape(folded), found);
    g_array_sort(found, number_compare);
}

const char *vocabulary_word(const Vocabulary *vocabulary, guint32 number)
{
    return vocabulary->shapes[number].word;
}

guint vocabulary_length(const Vocabulary *vocabulary, guint32 number)
{
    return vocabulary->shapes[number].length;
}
