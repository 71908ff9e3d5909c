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
    *files = 0;
    *word = NULL;
    g_auto(GStrv) found = catalogue_corrected(catalogue, bare, error);
    if (found == NULL)
        return FALSE;
    /* What was joined stays apart when both pieces are words. */
    g_auto(GStrv) pieces = g_strsplit(*bare != '\0' ? bare : read, " ", *found != NULL ? 0 : 1);
    for (guint i = 0; pieces[i] != NULL; i++) {
        gboolean changed;
        if (!office_add_word(office, pieces[i], &changed, error))
            return FALSE;
    }
    if (!catalogue_reopen(catalogue, stamp, (const char *const *)found, files, error))
        return FALSE;
    *word = g_steal_pointer(&bare);
    return TRUE;
}
