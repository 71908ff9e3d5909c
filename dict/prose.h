/* prose.h - what medical prose is like: how often a word stands in it, and what follows what. */
#pragma once

#include "word_list.h"

typedef struct Prose Prose;

/* Reads the tables `frequencies` and `pairs`; FATE_FATAL when one is missing or malformed. */
Prose *prose_load(const char *data_folder, GError **error);
void prose_free(Prose *prose);

/* Words are in lower case here; "0" stands for any figure, "." for the edge of a sentence. */

/* How often the word was counted; 0 when it was not. */
guint prose_frequency(const Prose *prose, const char *word);

/* ln of the chance that a word of a text is this one; words never counted share a little. */
double prose_chance(const Prose *prose, const char *word);

/* By how much (ln) `after` is more likely than elsewhere, because `before` stands before it; 0
 * when nothing is known of either. Smoothed after MacKay and Peto 1995. */
double prose_lift(const Prose *prose, const char *before, const char *after);

/* How much the word is spelt like those counted, as letters_likeness() has it. */
double prose_likeness(const Prose *prose, const char *word);

/* Every word counted, lent; their numbers are those of the list. */
const WordList *prose_words(const Prose *prose);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prose, prose_free)
