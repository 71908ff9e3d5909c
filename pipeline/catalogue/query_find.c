/* query_find.c - a search against the catalogue: every page that answers it, with its score.
 *
 * Reads: the full-text index and the documents, each in one pass for all that it can answer alone;
 * what asks both is put together from the lists of pages (postings.c).
 *
 * The score is BM25 without its correction for length (b = 0, "BM15": Robertson and others, Okapi
 * at TREC-3, 1994): pages are of about one length, and the pages asked most for are full ones. A
 * phrase weighs by how seldom it is among the pages found, which for an OR is the same as among
 * all. */
#include "database.h"
#include "query.h"

#include <math.h>

enum { FEW_DOCUMENTS = 3000 }; /* fewer are listed before the text is looked at: see both_find() */

static const double SATURATION = 1.2; /* k1 of BM25, at its usual value */

/* --- rows ------------------------------------------------------------------------------------ */

typedef struct {
    GArray *postings;
    GByteArray *counts; /* as phrase_counts() tells, `phrases` for each posting; empty: not asked */
    guint phrases;
} Rows;

static guint32 day_number(const char *iso)
{
    guint32 day = 0;
    for (; iso != NULL && *iso != '\0'; iso++) {
        if (g_ascii_isdigit(*iso))
            day = day * 10 + (guint32)(*iso - '0');
    }
    return day;
}

/* Columns: page, counts or NULL, date of service or NULL. */
static gboolean rows_read(Statement *statement, Rows *rows, GError **error)
{
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        Posting posting = {.page = column_number(statement, 0),
                           .day = day_number(column_text(statement, 2))};
        g_array_append_val(rows->postings, posting);
        rows->phrases = (guint)sqlite3_column_bytes(statement->raw, 1);
        if (rows->phrases > 0)
            g_byte_array_append(rows->counts, sqlite3_column_blob(statement->raw, 1),
                                rows->phrases);
    }
    return !bad;
}

/* How much each phrase tells, by the share of the pages that have it. */
static void weights_find(const Rows *rows, gint64 pages, double weights[PHRASES_MOST])
{
    guint have[PHRASES_MOST] = {0};
    for (guint i = 0; i < rows->counts->len; i++)
        have[i % rows->phrases] += rows->counts->data[i] > 0;
    for (guint phrase = 0; phrase < rows->phrases; phrase++) {
        double others = (double)MAX(pages - (gint64)have[phrase], 0);
        weights[phrase] = log1p((others + 0.5) / (have[phrase] + 0.5));
    }
}

static void rows_score(const Rows *rows, gint64 pages)
{
    double weights[PHRASES_MOST];
    if (rows->phrases == 0)
        return;
    weights_find(rows, pages, weights);
    for (guint i = 0; i < rows->counts->len; i++) {
        Posting *posting = &g_array_index(rows->postings, Posting, i / rows->phrases);
        double count = (double)rows->counts->data[i] / PHRASE_WHOLE;
        posting->score +=
            weights[i % rows->phrases] * count * (SATURATION + 1) / (count + SATURATION);
    }
}

/* Postings of all rows. Takes the statement; NULL, as when it could not be opened, is a failure. */
static GArray *postings_read(Catalogue *catalogue, Statement *opened, GError **error)
{
    g_autoptr(Statement) statement = opened;
    g_autoptr(GArray) postings = postings_new();
    g_autoptr(GByteArray) counts = g_byte_array_new();
    Rows rows = {postings, counts, 0};
    gint64 pages;
    if (statement == NULL || !rows_read(statement, &rows, error) ||
        !statement_number(catalogue, 0, &pages, error, "SELECT max(id) FROM pages", ""))
        return NULL;
    rows_score(&rows, pages);
    postings_order(postings);
    return g_steal_pointer(&postings);
}

/* --- what one pass can answer ---------------------------------------------------------------- */

static GArray *text_find(Catalogue *catalogue, const char *match, GError **error)
{
    return postings_read(catalogue,
                         statement_open(catalogue, error,
                                        "SELECT rowid, phrase_counts(page_index), NULL "
                                        "FROM page_index WHERE page_index MATCH ?",
                                        "s", match),
                         error);
}

#define PAGES_OF_DOCUMENTS                                                                         \
    "SELECT p.id, NULL, d.date_of_service FROM documents d JOIN pages p ON p.document = d.number " \
    "WHERE "

/* Blank pages answer to no text, so they stay out of what is found without one, too. */
static GArray *documents_find(Catalogue *catalogue, const char *condition, const GPtrArray *values,
                              GError **error)
{
    g_autofree char *sql = g_strconcat(
        PAGES_OF_DOCUMENTS "p.id NOT IN (SELECT id FROM pages WHERE kind = 'blank') AND ",
        condition, NULL);
    return postings_read(catalogue, statement_open_values(catalogue, error, sql, values), error);
}

/* --- text and documents together ------------------------------------------------------------- */

static GArray *text_find_among(Catalogue *catalogue, const char *match, GArray *pages,
                               GError **error)
{
    Statement *statement = statement_open(catalogue, error,
                                          "SELECT rowid, phrase_counts(page_index), NULL "
                                          "FROM page_index WHERE page_index MATCH ? "
                                          "AND among(rowid, ?)",
                                          "s", match);
    PostingsCursor cursor = {pages, 0};
    if (statement != NULL)
        sqlite3_bind_pointer(statement->raw, 2, &cursor, PAGES_POINTER, NULL);
    g_autoptr(GArray) found = postings_read(catalogue, statement, error);
    return found != NULL ? postings_both(found, pages) : NULL;
}

static GArray *text_find_joined(Catalogue *catalogue, const char *match, const char *condition,
                                const GPtrArray *values, GError **error)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT page_index.rowid, phrase_counts(page_index), d.date_of_service FROM page_index "
        "CROSS JOIN pages p INDEXED BY pages_document ON p.id = page_index.rowid "
        "CROSS JOIN documents d ON d.number = p.document WHERE %s AND page_index MATCH ?",
        condition);
    g_autoptr(GPtrArray) all = g_ptr_array_copy((GPtrArray *)values, NULL, NULL);
    g_ptr_array_set_free_func(all, NULL);
    g_ptr_array_add(all, (char *)match);
    return postings_read(catalogue, statement_open_values(catalogue, error, sql, all), error);
}

/* A word may stand on nearly every page and a patient have a few, or the other way round: the
 * documents are listed first unless they are many. */
static GArray *both_find(Catalogue *catalogue, const char *match, const char *condition,
                         const GPtrArray *values, GError **error)
{
    g_autofree char *many = g_strdup_printf(
        "SELECT number FROM documents d WHERE %s LIMIT 1 OFFSET %d", condition, FEW_DOCUMENTS);
    g_autoptr(Statement) probe = statement_open_values(catalogue, error, many, values);
    gboolean bad;
    if (probe == NULL)
        return NULL;
    if (statement_next(probe, &bad, error))
        return text_find_joined(catalogue, match, condition, values, error);
    if (bad)
        return NULL;
    g_autofree char *sql = g_strconcat(PAGES_OF_DOCUMENTS, condition, NULL);
    g_autoptr(GArray) pages =
        postings_read(catalogue, statement_open_values(catalogue, error, sql, values), error);
    return pages != NULL ? text_find_among(catalogue, match, pages, error) : NULL;
}

/* --- the tree -------------------------------------------------------------------------------- */

static GArray *pages_all(Catalogue *catalogue, GError **error)
{
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    return documents_find(catalogue, "TRUE", none, error);
}

/* Takes the facts about documents out of `parts`, as one condition; NULL: there are none. */
static char *conditions_take(GPtrArray *parts, GPtrArray *values)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    for (guint i = 0; i < parts->len;) {
        g_autoptr(GString) piece = g_string_new(NULL);
        guint known = values->len;
        if (query_condition(parts->pdata[i], piece, values)) {
            g_string_append_printf(sql, "%s(%s)", sql->len > 0 ? " AND " : "", piece->str);
            g_ptr_array_remove_index(parts, i);
        } else {
            g_ptr_array_set_size(values, (int)known);
            i++;
        }
    }
    return sql->len > 0 ? g_string_free(g_steal_pointer(&sql), FALSE) : NULL;
}

/* Of what is found already (taken; NULL: all pages) those that answer `part`, too. */
static GArray *narrow(Catalogue *catalogue, GArray *taken, const Query *part, GError **error)
{
    gboolean negated = part->kind == QUERY_NOT;
    g_autoptr(GArray) found =
        negated && taken == NULL ? pages_all(catalogue, error) : g_steal_pointer(&taken);
    if (negated && found == NULL)
        return NULL;
    g_autoptr(GArray) those = query_find(catalogue, negated ? part->parts->pdata[0] : part, error);
    if (those == NULL || found == NULL)
        return g_steal_pointer(&those);
    return negated ? postings_without(found, those) : postings_both(found, those);
}

static GArray *and_find(Catalogue *catalogue, const Query *query, GError **error)
{
    g_autoptr(GPtrArray) others = g_ptr_array_new();
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) match = g_string_new(NULL);
    gboolean text = query_match_all(query, match, others);
    g_autofree char *condition = conditions_take(others, values);

    GArray *found = NULL;
    if (text && condition != NULL)
        found = both_find(catalogue, match->str, condition, values, error);
    else if (text)
        found = text_find(catalogue, match->str, error);
    else if (condition != NULL)
        found = documents_find(catalogue, condition, values, error);
    if (found == NULL && (text || condition != NULL))
        return NULL;
    for (guint i = 0; i < others->len; i++) {
        found = narrow(catalogue, found, others->pdata[i], error);
        if (found == NULL)
            return NULL;
    }
    return found;
}

static GArray *or_find(Catalogue *catalogue, const Query *query, GError **error)
{
    g_autoptr(GArray) found = postings_new();
    for (guint i = 0; i < query->parts->len; i++) {
        g_autoptr(GArray) more = query_find(catalogue, query->parts->pdata[i], error);
        if (more == NULL)
            return NULL;
        GArray *both = postings_either(found, more);
        g_array_unref(found);
        found = both;
    }
    return g_steal_pointer(&found);
}

GArray *query_find(Catalogue *catalogue, const Query *query, GError **error)
{
    g_autoptr(GString) match = g_string_new(NULL), condition = g_string_new(NULL);
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
    if (query_match(query, match))
        return text_find(catalogue, match->str, error);
    if (query_condition(query, condition, values))
        return documents_find(catalogue, condition->str, values, error);
    if (query->kind == QUERY_NOT)
        return narrow(catalogue, NULL, query, error);
    return query->kind == QUERY_AND ? and_find(catalogue, query, error)
                                    : or_find(catalogue, query, error);
}
