/* suggester.h - finds the words that a misread one may be, and says how near and how frequent. */
#pragma once

#include "drugs.h"

/* Where Debian puts dictionaries for Hunspell. */
#define HUNSPELL_FOLDER "/usr/share/hunspell"

typedef struct Suggester Suggester;

/* Reads Debian's dictionaries, medical.aff, medical.dic and the table `frequencies`; FATE_FATAL
 * with the package to install when one is missing. `drugs` is lent and outlives it; `office_words`
 * may be NULL. The index is made when it is first wanted, from memory. */
Suggester *suggester_load(const char *data_folder, const Drugs *drugs,
                          const char *const *office_words, GError **error);
void suggester_free(Suggester *suggester);

/* The nearest words, best first; (transfer full), NULL-terminated. `word` has no punctuation at its
 * edges. */
char **suggester_near(Suggester *suggester, const char *word);

/* As lexicon_distance() and lexicon_frequency(); `lower` is in lower case. */
double suggester_distance(const Suggester *suggester, const char *read, const char *meant);
guint suggester_frequency(const Suggester *suggester, const char *lower);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Suggester, suggester_free)
