/* corrected.c - where spelling has changed a word.
 *
 * Reads: the index of lines as they were read, for the pages on which it may stand; their words. */
#include "database.h"

/* An expression of FTS5: the word in the lines that spelling changed; yours. */
static char *match_make(const char *word)
{
    g_autofree char *plain = g_strdelimit(g_strdup(word), "\"", ' ');
    return g_strdup_printf("recognised : \"%s\"", plain);
}

static gboolean document_corrects(const Document *document, const char *wanted)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        for (guint j = 0; j < page->words->len; j++) {
            const Word *word = page->words->pdata[j];
            g_autofree char *read = word->corrected != NULL ? word_bare(word->text) : NULL;
            if (g_strcmp0(read, wanted) == 0)
                return TRUE;
        }
    }
    return FALSE;
}

static GArray *numbers_find(Catalogue *catalogue, const char *word, GError **error)
{
    g_autofree char *match = match_make(word);
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT DISTINCT p.document FROM page_index JOIN pages p ON p.id = page_index.rowid "
        "WHERE page_index MATCH ? ORDER BY 1",
        "s", match);
    if (statement == NULL)
        return NULL;
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(gint64));
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        gint64 number = column_number(statement, 0);
        g_array_append_val(numbers, number);
    }
    return bad ? NULL : g_steal_pointer(&numbers);
}

char **catalogue_corrected(Catalogue *catalogue, const char *word, GError **error)
{
    g_autoptr(GArray) numbers = numbers_find(catalogue, word, error);
    if (numbers == NULL)
        return NULL;
    g_autoptr(GStrvBuilder) found = g_strv_builder_new();
    for (guint i = 0; i < numbers->len; i++) {
        g_autoptr(Document) document =
            document_read(catalogue, g_array_index(numbers, gint64, i), error);
        if (document == NULL)
            return NULL;
        if (document_corrects(document, word))
            g_strv_builder_add(found, document->id);
    }
    return g_strv_builder_end(found);
}
