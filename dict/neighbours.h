/* neighbours.h - which words of a list are drawn nearly like a given one, by an index.
 *
 * Symmetric deletion: a word is filed under its skeleton and under every skeleton with one symbol
 * (or two) taken out; the same is done to what is asked for. Mor and Fraenkel 1982; Garbe's
 * SymSpell 2012. */
#pragma once

#include "word_list.h"

typedef struct Neighbours Neighbours;

/* Indexes the first `n_words` of the list, which must outlive the index, with up to `depth` symbols
 * taken out: 1 or 2. */
Neighbours *neighbours_new(const WordList *list, guint n_words, guint depth);
void neighbours_free(Neighbours *neighbours);

/* Adds to `found` (guint32) the numbers of the words that share a place with `folded`, some more
 * than once; it is for the caller to measure how near they are. */
void neighbours_find(const Neighbours *neighbours, const char *folded, GArray *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Neighbours, neighbours_free)
