/* search.c - pages by a query: keeps the best of what is found, fetches what is shown of it.
 *
 * Reads: the catalogue. Does not: parse (query.c) or find the pages (query_find.c). */
#include "search.h"

#include "database.h"
#include "fate.h"
#include "query.h"

#include <string.h>

enum {
    SNIPPET_WORDS = 24,
    EXCERPT_LETTERS = 160,
};

void hit_free(Hit *hit)
{
    if (hit == NULL)
        return;
    g_free(hit->document);
    g_free(hit->type);
    g_free(hit->status);
    g_free(hit->mrn);
    g_free(hit->patient);
    g_free(hit->date);
    g_free(hit->source);
    g_free(hit->snippet);
    g_free(hit);
}

/* --- what is shown of a page ----------------------------------------------------------------- */

/* On one line, without control characters but our own marks. */
static char *snippet_clean(const char *text)
{
    GString *clean = g_string_new(NULL);
    gboolean space = FALSE;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);
        if (letter != 2 && letter != 3 &&
            (g_unichar_isspace(letter) || g_unichar_iscntrl(letter))) {
            space = clean->len > 0;
            continue;
        }
        if (space)
            g_string_append_c(clean, ' ');
        space = FALSE;
        g_string_append_unichar(clean, letter);
    }
    return g_string_free(clean, FALSE);
}

#define SNIPPETS                                                                                   \
    "SELECT rowid, snippet(page_index, -1, char(2), char(3), '…', ?) FROM page_index "           \
    "WHERE page_index MATCH ? AND "

/* Takes the statement; NULL, as when it could not be opened, is a failure. */
static gboolean snippets_read(Statement *opened, GHashTable *snippets, GError **error)
{
    g_autoptr(Statement) statement = opened;
    gboolean bad = statement == NULL;
    while (!bad && statement_next(statement, &bad, error)) {
        gint64 page = column_number(statement, 0);
        g_hash_table_insert(snippets, g_memdup2(&page, sizeof(page)),
                            snippet_clean(column_text(statement, 1)));
    }
    return !bad;
}

/* Marked text by page, for those pages on which one of the words stands (others were found by their
 * document). FTS5 gathers the pages of a prefix anew for every statement, so there one walk over
 * all is cheaper than a look at each; for words and phrases it is the other way round. */
static GHashTable *snippets_find(Catalogue *catalogue, const Query *query, GArray *pages,
                                 GError **error)
{
    g_autoptr(GHashTable) snippets =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    g_autofree char *marking = query_marking(query);
    if (marking == NULL || pages->len == 0)
        return g_steal_pointer(&snippets);
    if (strchr(marking, '*') != NULL) {
        g_autoptr(GArray) ordered = g_array_copy(pages);
        postings_order(ordered);
        Statement *walk = statement_open(catalogue, error, SNIPPETS "among(rowid, ?)", "ns",
                                         SNIPPET_WORDS, marking);
        PostingsCursor cursor = {ordered, 0};
        if (walk != NULL)
            sqlite3_bind_pointer(walk->raw, 3, &cursor, PAGES_POINTER, NULL);
        return snippets_read(walk, snippets, error) ? g_steal_pointer(&snippets) : NULL;
    }
    for (guint i = 0; i < pages->len; i++) {
        Statement *look =
            statement_open(catalogue, error, SNIPPETS "rowid = ?", "nsi", SNIPPET_WORDS, marking,
                           g_array_index(pages, Posting, i).page);
        if (!snippets_read(look, snippets, error))
            return NULL;
    }
    return g_steal_pointer(&snippets);
}

static char *excerpt_make(const char *text)
{
    g_autofree char *clean = snippet_clean(text);
    if (g_utf8_strlen(clean, -1) <= EXCERPT_LETTERS)
        return g_steal_pointer(&clean);
    g_autofree char *begin = g_utf8_substring(clean, 0, EXCERPT_LETTERS);
    return g_strconcat(begin, "…", NULL);
}

static Hit *hit_read(Statement *statement, const Posting *found)
{
    Hit *hit = g_new0(Hit, 1);
    hit->document = document_id_print(column_number(statement, 0));
    hit->type = column_copy(statement, 1);
    hit->status = column_copy(statement, 2);
    hit->mrn = column_copy(statement, 3);
    hit->patient = column_copy(statement, 4);
    hit->date = column_copy(statement, 5);
    hit->source = column_copy(statement, 6);
    hit->source_page = (guint)column_number(statement, 7);
    hit->score = found->score;
    return hit;
}

static Hit *hit_find(Catalogue *catalogue, const Posting *found, const char *snippet,
                     GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT d.number, d.type, d.status, n.mrn, " NAME_COLUMN ", d.date_of_service, o.name, "
        "p.source_page, t.text FROM pages p JOIN page_texts t ON t.page = p.id "
        "JOIN documents d ON d.number = p.document JOIN originals o ON o.id = p.original "
        "LEFT JOIN patients n ON n.id = d.patient WHERE p.id = ?",
        "i", found->page);
    gboolean bad;
    if (statement == NULL || !statement_next(statement, &bad, error))
        return NULL;
    Hit *hit = hit_read(statement, found);
    hit->snippet = snippet != NULL ? g_strdup(snippet) : excerpt_make(column_text(statement, 8));
    return hit;
}

static GPtrArray *hits_find(Catalogue *catalogue, const Query *query, guint limit, guint *total,
                            Facets **facets, GError **error)
{
    g_autoptr(GArray) found = query_find(catalogue, query, error);
    if (found == NULL)
        return NULL;
    *total = found->len;
    if (facets != NULL) {
        *facets = facets_find(catalogue, found, error);
        if (*facets == NULL)
            return NULL;
    }
    g_autoptr(GArray) best = postings_best(found, limit);
    g_autoptr(GHashTable) snippets = snippets_find(catalogue, query, best, error);
    if (snippets == NULL)
        return NULL;
    g_autoptr(GPtrArray) hits = g_ptr_array_new_with_free_func((GDestroyNotify)hit_free);
    for (guint i = 0; i < best->len; i++) {
        const Posting *posting = &g_array_index(best, Posting, i);
        Hit *hit =
            hit_find(catalogue, posting, g_hash_table_lookup(snippets, &posting->page), error);
        if (hit == NULL)
            return NULL;
        g_ptr_array_add(hits, hit);
    }
    return g_steal_pointer(&hits);
}

GPtrArray *search_pages(Catalogue *catalogue, const char *query, guint limit, guint *total,
                        Facets **facets, GError **error)
{
    g_autoptr(Query) parsed = query_parse(query, error);
    if (parsed == NULL || !transaction_begin_read(catalogue, error))
        return NULL;
    guint count = 0;
    g_autoptr(Facets) narrowing = NULL;
    GPtrArray *hits =
        hits_find(catalogue, parsed, limit, &count, facets != NULL ? &narrowing : NULL, error);
    transaction_rollback(catalogue);
    if (total != NULL)
        *total = count;
    if (facets != NULL)
        *facets = hits != NULL ? g_steal_pointer(&narrowing) : NULL;
    return hits;
}

/* --- help ------------------------------------------------------------------------------------ */

const char *search_help(void)
{
    return "A search finds pages. Write what stands on them:\n"
           "  metformin hypertension       both words, anywhere on the page\n"
           "  \"blood pressure\"             these words, one after the other\n"
           "  metf*                        words that begin so (three letters or more)\n"
           "  metformin OR insulin         either; AND and NOT work as well, in capitals\n"
           "  fracture NOT (left OR hip)   brackets keep together what belongs together\n"
           "\n"
           "Or what is known of the document they belong to:\n"
           "  patient:ohara                name of the patient; patient:\"margaret ohara\"\n"
           "  mrn:00482913  dob:1952-03-14\n"
           "  type:lab-report              also type:lab\n"
           "  from:\"mercy hospital\"        facility, provider or payer that it is from\n"
           "  provider:smith  code:I48.0   provider:smi* and code:I48* find what begins so\n"
           "  status:review                filed, review or failed\n"
           "  date:2026-01..2026-03        date of service: a day, month, year, or a range\n"
           "  filed:2026-03-14..           when it was filed\n"
           "\n"
           "Case and accents do not matter. Words are looked for in the corrected text and in the\n"
           "text as it was recognised.\n";
}
