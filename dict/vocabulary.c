/* vocabulary.c - gathers the words that the speller may put for others.
 *
 * Does: expands dictionaries, drops what is no plain word, indexes the rest.
 * Reads: dictionaries in memory. Does not: rank. */
#include "vocabulary.h"

#include "affix.h"

#include <string.h>

enum { LETTERS_AT_LEAST = 4, LETTERS_AT_MOST = 40 };

struct Vocabulary {
    WordList *words;
    Neighbours *neighbours;
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

static void drug_take(gpointer name, gpointer words)
{
    form_take(name, strlen(name), words);
}

Vocabulary *vocabulary_new(const VocabularySource *sources, guint n_sources, const Drugs *drugs,
                           const char *const *words)
{
    Vocabulary *vocabulary = g_new0(Vocabulary, 1);
    vocabulary->words = word_list_new();
    for (guint i = 0; i < n_sources; i++) {
        g_autoptr(AffixRules) rules = affix_rules_parse(sources[i].aff_text);
        affix_expand(rules, sources[i].dic_text, form_take, vocabulary->words);
    }
    drugs_each(drugs, drug_take, vocabulary->words);
    for (guint i = 0; words != NULL && words[i] != NULL; i++)
        form_take(words[i], strlen(words[i]), vocabulary->words);
    word_list_seal(vocabulary->words);
    vocabulary->neighbours = neighbours_new(vocabulary->words);
    return vocabulary;
}

void vocabulary_free(Vocabulary *vocabulary)
{
    if (vocabulary == NULL)
        return;
    neighbours_free(vocabulary->neighbours);
    word_list_free(vocabulary->words);
    g_free(vocabulary);
}

guint vocabulary_length(const Vocabulary *vocabulary)
{
    return word_list_length(vocabulary->words);
}

void vocabulary_find(const Vocabulary *vocabulary, const char *folded, GArray *found)
{
    neighbours_find(vocabulary->neighbours, folded, found);
}

const char *vocabulary_word(const Vocabulary *vocabulary, guint32 number)
{
    return word_list_word(vocabulary->words, number);
}
