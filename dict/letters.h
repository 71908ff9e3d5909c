/* letters.h - how words are spelt: which letter follows which two.
 *
 * A chain of three letters, each order smoothed by the one below (Jelinek and Mercer 1980), over
 * the words of prose. */
#pragma once

#include <glib.h>

typedef struct Letters Letters;

Letters *letters_new(void);
void letters_free(Letters *letters);

/* Counts a word, in lower case, that stands in prose so often; not after letters_finish(). */
void letters_add(Letters *letters, const char *word, guint count);

/* Turns the counts into chances. */
void letters_finish(Letters *letters);

/* ln of the chance of a letter of `word`, in lower case, on average: about -2 for words, -6 for
 * letters drawn by lot. Any byte but a letter is one that no word holds. */
double letters_likeness(const Letters *letters, const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Letters, letters_free)
