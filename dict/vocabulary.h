/* vocabulary.h - every form of every word that may be suggested, with an index of near ones. */
#pragma once

#include "drugs.h"
#include "neighbours.h"
#include "prose.h"

typedef struct Vocabulary Vocabulary;

/* What it is made of: texts of dictionaries in Hunspell's format with the rules of their .aff. */
typedef struct {
    char *aff_text, *dic_text; /* owned by whoever fills them */
} VocabularySource;

/* Expands the sources and takes the words of `prose`, the drugs' names and `words`
 * (NULL-terminated, may be NULL). Only words of four and more plain lower-case letters are kept:
 * nothing else may be suggested. */
Vocabulary *vocabulary_new(const VocabularySource *sources, guint n_sources, const Prose *prose,
                           const Drugs *drugs, const char *const *words);
void vocabulary_free(Vocabulary *vocabulary);

/* Sets `found` (guint32) to the numbers of words near `folded`, each once, ascending: those that
 * differ by a stroke or a letter; of the words of prose also those that differ by two strokes. One
 * search at a time. */
void vocabulary_find(const Vocabulary *vocabulary, const char *folded, GArray *found);
const char *vocabulary_word(const Vocabulary *vocabulary, guint32 number); /* lent */
guint vocabulary_length(const Vocabulary *vocabulary, guint32 number);     /* letters */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Vocabulary, vocabulary_free)
