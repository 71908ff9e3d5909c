/* query.h - what a search asks for, as a tree; pieces of that tree as SQL; and the pages that
 * answer it. */
#pragma once

#include "catalogue.h"
#include "date.h"
#include "postings.h"
#include "search.h"

typedef enum {
    QUERY_AND,   /* all of parts */
    QUERY_OR,    /* any of parts */
    QUERY_NOT,   /* not the one part */
    QUERY_WORDS, /* a word or phrase of the text */
    QUERY_TERM,  /* a fact about the document */
} QueryKind;

typedef enum {
    TERM_PATIENT,
    TERM_MRN,
    TERM_BIRTH,
    TERM_TYPE,
    TERM_FROM,
    TERM_PROVIDER,
    TERM_CODE,
    TERM_STATUS,
    TERM_DATE,
    TERM_FILED,
} QueryTerm;

typedef struct {
    QueryKind kind;
    GPtrArray *parts;         /* Query, owned; of AND, OR and NOT */
    QueryTerm term;           /* of TERM */
    char *text;               /* of WORDS as typed; of TERM as it is compared */
    gboolean prefix;          /* `text` is how a word begins */
    char from[ISO_DATE_SIZE]; /* of terms with dates: first and last day; "": open */
    char until[ISO_DATE_SIZE];
} Query;

/* FATE_INPUT with a sentence that tells what is wrong and where. Safe for any bytes. */
Query *query_parse(const char *text, GError **error);
void query_free(Query *query);

/* The days that "2026", "2026-01", "2026-01-15", "1/15/2026" or a range "A..B" with either end open
 * stands for. FALSE for anything else. */
gboolean query_span(const char *text, char from[ISO_DATE_SIZE], char until[ISO_DATE_SIZE]);

/* Appends the query as an expression of FTS5; FALSE, with rubbish appended, when that cannot
 * answer it: facts about documents, and NOT alone. */
gboolean query_match(const Query *query, GString *match);

/* The same of all parts of an AND that FTS5 can take; the others go to `others`, lent. FALSE: of
 * none. */
gboolean query_match_all(const Query *query, GString *match, GPtrArray *others);

/* Appends SQL that is true or false of a document d, and its parameters (char *); FALSE, with
 * rubbish appended, when text is asked for. */
gboolean query_condition(const Query *query, GString *sql, GPtrArray *values);

/* All words that a snippet should mark, as an expression of FTS5; yours. NULL: none. */
char *query_marking(const Query *query);

/* All pages that answer, as Posting (see postings.h); yours. NULL on failure. */
GArray *query_find(Catalogue *catalogue, const Query *query, GError **error);

/* What would narrow the pages found (Posting); yours. NULL on failure. */
Facets *facets_find(Catalogue *catalogue, const GArray *found, GError **error);

/* The names of the terms, as they are written, NULL-terminated; lent. */
const char *const *query_term_names(void);

/* Appends SQL that is true when column `folded` holds every word of the text, the last as the
 * beginning of a word when `prefix`. */
void query_append_folded(GString *sql, GPtrArray *values, const char *column, const char *text,
                         gboolean prefix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Query, query_free)
