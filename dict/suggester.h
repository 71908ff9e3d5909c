/* suggester.h - finds the words that a misread one may be, and says how near they are. */
#pragma once

#include "drugs.h"
#include "lexicon.h"
#include "prose.h"

/* Where Debian puts dictionaries for Hunspell. */
#define HUNSPELL_FOLDER "/usr/share/hunspell"

typedef struct Suggester Suggester;

/* Reads Debian's dictionaries, medical.aff and medical.dic; FATE_FATAL with the package to install
 * when one is missing. `drugs` and `prose` are lent and outlive it; `office_words` may be NULL. The
 * index is made when it is first wanted, from memory. */
Suggester *suggester_load(const char *data_folder, const Drugs *drugs, const Prose *prose,
                          const char *const *office_words, GError **error);
void suggester_free(Suggester *suggester);

/* As lexicon_suggest(); `word` has no punctuation at its edges. */
GArray *suggester_near(Suggester *suggester, const char *word, const LexiconThought *thoughts,
                       guint n_thoughts);

/* As lexicon_distance(). */
double suggester_distance(const Suggester *suggester, const char *read, const char *meant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Suggester, suggester_free)
