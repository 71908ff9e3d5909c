/* highlight.c - the words of a page that a query has found.
 *
 * Does: have FTS5 mark them in the page's text, and tell from the marks which words they are: the
 * text is the words, parted by white space. Reads: the search index. */
#include "highlight.h"

#include "database.h"
#include "query.h"

#include <string.h>

/* A walk along a text with marks, from one run of letters to the next. */
typedef struct {
    const char *at;
    gboolean marked; /* the walk is between U+0002 and U+0003 */
} Walk;

/* The next run of letters, without the marks; yours, NULL at the end. `*hit`: it is marked, wholly
 * or in part. */
static char *walk_next(Walk *walk, gboolean *hit)
{
    g_autoptr(GString) run = g_string_new(NULL);
    *hit = FALSE;
    for (; *walk->at != '\0'; walk->at = g_utf8_next_char(walk->at)) {
        gunichar letter = g_utf8_get_char(walk->at);
        if (letter == 2 || letter == 3) {
            walk->marked = letter == 2;
            continue;
        }
        if (g_unichar_isspace(letter)) {
            if (run->len > 0)
                break;
            continue;
        }
        *hit = *hit || walk->marked;
        g_string_append_unichar(run, letter);
    }
    return run->len > 0 ? g_strdup(run->str) : NULL;
}

/* How many runs of letters a word is: two when it was parted by spelling. */
static guint runs_count(const char *text)
{
    Walk walk = {text, FALSE};
    guint count = 0;
    gboolean hit;
    char *run;
    for (; (run = walk_next(&walk, &hit)) != NULL; count++)
        g_free(run);
    return count;
}

static void text_follow(const char *marked, const Page *page, gboolean *found)
{
    Walk walk = {marked, FALSE};
    for (guint i = 0; i < page->words->len; i++) {
        for (guint runs = runs_count(word_text(page->words->pdata[i])); runs > 0; runs--) {
            gboolean hit;
            g_autofree char *run = walk_next(&walk, &hit);
            found[i] = found[i] || (run != NULL && hit);
        }
    }
}

/* Lines as they were read, for corrected words that were found by what was read. */
static void recognised_follow(const char *marked, const Page *page, gboolean *found)
{
    g_autoptr(GHashTable) runs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Walk walk = {marked, FALSE};
    gboolean hit;
    char *run;
    while ((run = walk_next(&walk, &hit)) != NULL) {
        if (hit)
            g_hash_table_add(runs, run);
        else
            g_free(run);
    }
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        found[i] = found[i] || (word->corrected != NULL && g_hash_table_contains(runs, word->text));
    }
}

static gboolean marks_read(Catalogue *catalogue, const char *marking, const char *document,
                           const Page *page, gboolean *found, GError **error)
{
    gint64 number;
    if (!document_id_parse(document, &number, error))
        return FALSE;
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT highlight(page_index, 0, char(2), char(3)), highlight(page_index, 1, char(2), "
        "char(3)) FROM page_index WHERE page_index MATCH ? AND rowid = (SELECT id FROM pages "
        "WHERE document = ? AND source_page = ?)",
        "sii", marking, number, (gint64)page->source_page);
    gboolean bad = statement == NULL;
    if (!bad && statement_next(statement, &bad, error)) {
        text_follow(column_text(statement, 0), page, found);
        recognised_follow(column_text(statement, 1), page, found);
    }
    return !bad;
}

GArray *search_highlight(Catalogue *catalogue, const char *query, const char *document,
                         const Page *page, GError **error)
{
    g_autoptr(Query) parsed = query_parse(query, error);
    if (parsed == NULL)
        return NULL;
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autofree char *marking = query_marking(parsed);
    g_autofree gboolean *found = g_new0(gboolean, page->words->len + 1);
    if (marking != NULL && !marks_read(catalogue, marking, document, page, found, error))
        return NULL;
    for (guint i = 0; i < page->words->len; i++) {
        if (found[i])
            g_array_append_val(marks, i);
    }
    return g_steal_pointer(&marks);
}
