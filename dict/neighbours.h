/* neighbours.h - which words of a list are drawn nearly like a given one, by an index.
 *
 * Symmetric deletion: a word is filed under its skeleton and under every skeleton with one symbol
 * taken out; the same is done to what is asked for. Mor and Fraenkel 1982; Garbe's SymSpell 2012.
 */
#pragma once

#include "word_list.h"

typedef struct Neighbours Neighbours;

/* Indexes all words of the list, which must outlive the index. */
Neighbours *neighbours_new(const WordList *list);
void neighbours_free(Neighbours *neighbours);

/* Sets `found` (guint32) to the numbers of the words that share a place with `folded`, each once;
 * it is for the caller to measure how near they are. */
void neighbours_find(const Neighbours *neighbours, const char *folded, GArray *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Neighbours, neighbours_free)
