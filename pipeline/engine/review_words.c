/* review_words.c - a correction of spelling that a person takes back, for good.
 *
 * Writes: the office's own words; marks what held the word to be read again. Does not: read. */
#include "review.h"

#include "clerk.h"

gboolean review_keep_word(Office *office, const char *read, char **word, guint *files,
                          GError **error)
{
    Catalogue *catalogue = office_catalogue(office);
    g_autofree char *bare = word_bare(read), *stamp = clerk_stamp();
    gboolean changed;
    *files = 0;
    *word = NULL;
    if (!office_add_word(office, *bare != '\0' ? bare : read, &changed, error))
        return FALSE;
    g_auto(GStrv) found = catalogue_corrected(catalogue, bare, error);
    if (found == NULL ||
        !catalogue_reopen(catalogue, stamp, (const char *const *)found, files, error))
        return FALSE;
    *word = g_steal_pointer(&bare);
    return TRUE;
}
