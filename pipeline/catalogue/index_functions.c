/* index_functions.c - what SQLite is taught for searching: phrase_counts(page_index), an auxiliary
 * function of FTS5 that tells how often each phrase stands on the page, and among(page, cursor).
 *
 * FTS5's own bm25() looks up the length of every page that it ranks, which takes nearly all of the
 * time of a search; the counts alone cost little, and query_find.c makes the score of them. */
#include "database.h"

#include "postings.h"

enum {
    COLUMN_TEXT = 0,
    COUNT_MOST = G_MAXUINT8 / PHRASE_WHOLE,
};

/* What the corrected text has counts whole; what only the recognised text has, half. */
static guint8 phrase_count(const Fts5ExtensionApi *index, Fts5Context *page, int phrase)
{
    Fts5PhraseIter at;
    int column, place;
    guint text = 0, recognised = 0;
    int code = index->xPhraseFirst(page, phrase, &at, &column, &place);
    for (; code == SQLITE_OK && column >= 0; index->xPhraseNext(page, &at, &column, &place))
        *(column == COLUMN_TEXT ? &text : &recognised) += 1;
    return text > 0 ? (guint8)(MIN(text, COUNT_MOST) * PHRASE_WHOLE)
                    : (guint8)MIN(recognised, COUNT_MOST);
}

static void phrase_counts(const Fts5ExtensionApi *index, Fts5Context *page, sqlite3_context *answer,
                          int count, sqlite3_value **values)
{
    (void)count;
    (void)values;
    guint8 counts[PHRASES_MOST];
    int phrases = MIN(index->xPhraseCount(page), PHRASES_MOST);
    for (int i = 0; i < phrases; i++)
        counts[i] = phrase_count(index, page, i);
    sqlite3_result_blob(answer, counts, phrases, SQLITE_TRANSIENT);
}

static void among(sqlite3_context *answer, int count, sqlite3_value **values)
{
    (void)count;
    PostingsCursor *pages = sqlite3_value_pointer(values[1], PAGES_POINTER);
    sqlite3_result_int(answer,
                       pages == NULL || postings_have(pages, sqlite3_value_int64(values[0])));
}

/* As FTS5's manual tells how to reach it; NULL when this SQLite has no FTS5. */
static fts5_api *fts5_find(Catalogue *catalogue)
{
    fts5_api *api = NULL;
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(catalogue->raw, "SELECT fts5(?)", -1, &statement, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

gboolean index_functions_add(Catalogue *catalogue, GError **error)
{
    fts5_api *api = fts5_find(catalogue);
    int code = api == NULL ? SQLITE_ERROR
                           : api->xCreateFunction(api, "phrase_counts", NULL, phrase_counts, NULL);
    if (code == SQLITE_OK)
        code =
            sqlite3_create_function_v2(catalogue->raw, "among", 2, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                       NULL, among, NULL, NULL, NULL);
    return code == SQLITE_OK || database_fail(catalogue, code, "preparing its searches", error);
}
