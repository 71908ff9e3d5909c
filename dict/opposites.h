/* opposites.h - words whose exchange turns the meaning round: sides, negations, hypo- and hyper-,
 * what is done to an organ, degrees of measure. */
#pragma once

#include <glib.h>

/* TRUE for a negation or a side: on it hangs all that follows. `word` is in lower case. */
gboolean word_is_anchor(const char *word);

/* Both in lower case. Symmetric; FALSE for a word and itself. */
gboolean words_are_opposites(const char *one, const char *other);

/* Every string that the word becomes when its beginning or ending is exchanged for one that must
 * not stand for it (hypo- for hyper-, -otomy for -ectomy), words or not; (transfer full),
 * NULL-terminated. */
char **word_opposites(const char *word);
