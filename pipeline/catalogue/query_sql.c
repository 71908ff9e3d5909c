/* query_sql.c - a search as SQL: what the full-text index can answer goes there in one piece, the
 * rest becomes conditions on the page's document.
 *
 * Does: text only; values are always parameters. FTS5 cannot join its MATCH to others by OR, so
 * there each piece of text is a sub-select. Does not: run it. */
#include "query.h"

static const char *value_add(GPtrArray *values, const char *value)
{
    g_ptr_array_add(values, g_strdup(value));
    return "?";
}

/* --- text for FTS5 --------------------------------------------------------------------------- */

static void phrase_append(GString *match, const Query *words)
{
    g_string_append_c(match, '"');
    for (const char *at = words->text; *at != '\0'; at++) {
        if (*at == '"')
            g_string_append_c(match, '"');
        g_string_append_c(match, *at);
    }
    g_string_append(match, words->prefix ? "\"*" : "\"");
}

static gboolean match_append(GString *match, const Query *query);

/* All that FTS5 can take of an AND: (a AND b) NOT (c OR d). Needs one part that is not negated.
 * What it cannot take goes to `others`; without `others` that is FALSE. */
static gboolean match_append_all(GString *match, const Query *query, GPtrArray *others)
{
    g_autoptr(GString) wanted = g_string_new(NULL), unwanted = g_string_new(NULL);
    for (guint i = 0; i < query->parts->len; i++) {
        Query *part = query->parts->pdata[i];
        g_autoptr(GString) piece = g_string_new(NULL);
        gboolean negated = part->kind == QUERY_NOT;
        if (match_append(piece, negated ? part->parts->pdata[0] : part)) {
            GString *to = negated ? unwanted : wanted;
            g_string_append_printf(to, "%s%s",
                                   to->len == 0 ? ""
                                   : negated    ? " OR "
                                                : " AND ",
                                   piece->str);
        } else if (others != NULL) {
            g_ptr_array_add(others, part);
        } else {
            return FALSE;
        }
    }
    if (wanted->len == 0)
        return FALSE;
    if (unwanted->len > 0)
        g_string_append_printf(match, "((%s) NOT (%s))", wanted->str, unwanted->str);
    else
        g_string_append_printf(match, "(%s)", wanted->str);
    return TRUE;
}

/* FALSE, with rubbish appended, when FTS5 alone cannot answer it. */
static gboolean match_append(GString *match, const Query *query)
{
    switch (query->kind) {
    case QUERY_WORDS:
        phrase_append(match, query);
        return TRUE;
    case QUERY_AND:
        return match_append_all(match, query, NULL);
    case QUERY_OR:
        g_string_append_c(match, '(');
        for (guint i = 0; i < query->parts->len; i++) {
            g_string_append(match, i > 0 ? " OR " : "");
            if (!match_append(match, query->parts->pdata[i]))
                return FALSE;
        }
        g_string_append_c(match, ')');
        return TRUE;
    case QUERY_NOT:
    case QUERY_TERM:
        return FALSE;
    }
    g_assert_not_reached();
}

/* Every word that is asked for and not negated: for rank and marks. */
static void marking_append(GString *marking, const Query *query)
{
    if (query->kind == QUERY_WORDS) {
        g_string_append(marking, marking->len > 0 ? " OR " : "");
        phrase_append(marking, query);
    } else if (query->kind == QUERY_AND || query->kind == QUERY_OR) {
        for (guint i = 0; i < query->parts->len; i++)
            marking_append(marking, query->parts->pdata[i]);
    }
}

/* --- conditions on the document -------------------------------------------------------------- */

void query_append_folded(GString *sql, GPtrArray *values, const char *column, const char *text,
                         gboolean prefix)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        gboolean begins = prefix && words[i + 1] == NULL;
        g_autofree char *wanted = g_strconcat(" ", words[i], begins ? "" : " ", NULL);
        g_string_append_printf(sql, "%sinstr(%s, %s) > 0", i > 0 ? " AND " : "", column,
                               value_add(values, wanted));
    }
}

static void fields_append(GString *sql, GPtrArray *values, const Query *query, const char *names)
{
    g_string_append_printf(sql, "d.number IN (SELECT document FROM fields WHERE name IN (%s) AND ",
                           names);
    query_append_folded(sql, values, "folded", query->text, query->prefix);
    g_string_append_c(sql, ')');
}

static void span_append(GString *sql, GPtrArray *values, const Query *query, const char *column)
{
    g_string_append_printf(sql, "(%s IS NOT NULL AND %s <> ''", column, column);
    if (*query->from != '\0')
        g_string_append_printf(sql, " AND %s >= %s", column, value_add(values, query->from));
    if (*query->until != '\0')
        g_string_append_printf(sql, " AND %s <= %s", column, value_add(values, query->until));
    g_string_append_c(sql, ')');
}

/* Days are the office's: 'utc' tells SQLite that the text is local time. */
static void filed_append(GString *sql, GPtrArray *values, const Query *query)
{
    g_string_append(sql, "(d.filed_at IS NOT NULL");
    if (*query->from != '\0')
        g_string_append_printf(sql, " AND d.filed_at >= unixepoch(%s, 'utc')",
                               value_add(values, query->from));
    if (*query->until != '\0')
        g_string_append_printf(sql, " AND d.filed_at < unixepoch(%s, '+1 day', 'utc')",
                               value_add(values, query->until));
    g_string_append_c(sql, ')');
}

static void type_append(GString *sql, GPtrArray *values, const Query *query)
{
    if (query->prefix)
        g_string_append(sql, "instr(d.type, ?) = 1");
    else
        g_string_append(sql, "instr(d.type || '-', ? || '-') = 1");
    value_add(values, query->text);
}

/* A document without a patient must answer FALSE, not NULL, or NOT would not find it. */
#define OF_PATIENTS "(d.patient IS NOT NULL AND d.patient IN (SELECT id FROM patients WHERE "

static void term_append(GString *sql, GPtrArray *values, const Query *query)
{
    switch (query->term) {
    case TERM_PATIENT:
        g_string_append(sql, OF_PATIENTS);
        query_append_folded(sql, values, "folded", query->text, query->prefix);
        g_string_append(sql, "))");
        return;
    case TERM_MRN:
        g_string_append_printf(sql, OF_PATIENTS "ltrim(lower(mrn), '0') = ltrim(%s, '0')))",
                               value_add(values, query->text));
        return;
    case TERM_BIRTH:
        g_string_append(sql, OF_PATIENTS);
        span_append(sql, values, query, "date_of_birth");
        g_string_append(sql, "))");
        return;
    case TERM_TYPE:
        type_append(sql, values, query);
        return;
    case TERM_FROM:
        fields_append(sql, values, query, "'facility', 'provider', 'payer'");
        return;
    case TERM_PROVIDER:
        fields_append(sql, values, query, "'provider', 'referring_provider'");
        return;
    case TERM_CODE:
        fields_append(sql, values, query, "'icd10', 'cpt'");
        return;
    case TERM_STATUS:
        g_string_append_printf(sql, "d.status = %s", value_add(values, query->text));
        return;
    case TERM_DATE:
        span_append(sql, values, query, "d.date_of_service");
        return;
    case TERM_FILED:
        filed_append(sql, values, query);
        return;
    }
    g_assert_not_reached();
}

static void condition_append(GString *sql, GPtrArray *values, const Query *query)
{
    g_autoptr(GString) match = g_string_new(NULL);
    if (match_append(match, query)) {
        g_string_append_printf(sql,
                               "p.id IN (SELECT rowid FROM page_index WHERE page_index MATCH %s)",
                               value_add(values, match->str));
        return;
    }
    if (query->kind == QUERY_TERM) {
        term_append(sql, values, query);
        return;
    }
    g_string_append(sql, query->kind == QUERY_NOT ? "NOT (" : "(");
    for (guint i = 0; i < query->parts->len; i++) {
        if (i > 0)
            g_string_append(sql, query->kind == QUERY_OR ? " OR " : " AND ");
        condition_append(sql, values, query->parts->pdata[i]);
    }
    g_string_append_c(sql, ')');
}

/* --- the whole ------------------------------------------------------------------------------- */

#define PAGES_AND_DOCUMENTS                                                                        \
    "CROSS JOIN pages p ON p.id = i.rowid CROSS JOIN documents d ON d.number = p.document "

/* The text first: the index walks it in order, and looks at documents only when it must. */
static void text_select(QuerySql *made, const char *match, const GPtrArray *others)
{
    GString *sql = g_string_new("SELECT i.rowid, i.rank, ");
    g_string_append(sql, others->len > 0 ? "coalesce(d.date_of_service, '') " : "'' ");
    g_string_append(sql, "FROM page_index i ");
    g_string_append(sql, others->len > 0 ? PAGES_AND_DOCUMENTS : "");
    g_string_append_printf(sql, "WHERE i.page_index MATCH %s", value_add(made->values, match));
    for (guint i = 0; i < others->len; i++) {
        g_string_append(sql, " AND ");
        condition_append(sql, made->values, others->pdata[i]);
    }
    made->sql = g_string_free(sql, FALSE);
}

/* Blank pages answer to no text, so they stay out of what is found without one, too. */
static void document_select(QuerySql *made, const Query *query)
{
    GString *sql = g_string_new("SELECT p.id, ");
    if (made->marking != NULL)
        g_string_append_printf(sql,
                               "coalesce(r.rank, 0), coalesce(d.date_of_service, '') FROM pages p "
                               "JOIN documents d ON d.number = p.document "
                               "LEFT JOIN (SELECT rowid AS page, rank FROM page_index "
                               "WHERE page_index MATCH %s) r ON r.page = p.id ",
                               value_add(made->values, made->marking));
    else
        g_string_append(sql, "0, coalesce(d.date_of_service, '') FROM pages p "
                             "JOIN documents d ON d.number = p.document ");
    g_string_append(sql, "WHERE p.kind <> 'blank' AND ");
    condition_append(sql, made->values, query);
    made->sql = g_string_free(sql, FALSE);
}

QuerySql *query_sql(const Query *query)
{
    QuerySql *made = g_new0(QuerySql, 1);
    made->values = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) marking = g_string_new(NULL);
    marking_append(marking, query);
    made->marking = marking->len > 0 ? g_strdup(marking->str) : NULL;

    g_autoptr(GString) match = g_string_new(NULL);
    g_autoptr(GPtrArray) others = g_ptr_array_new();
    gboolean text = query->kind == QUERY_AND ? match_append_all(match, query, others)
                                             : match_append(match, query);
    if (text)
        text_select(made, match->str, others);
    else
        document_select(made, query);
    return made;
}

void query_sql_free(QuerySql *sql)
{
    if (sql == NULL)
        return;
    g_free(sql->sql);
    g_ptr_array_unref(sql->values);
    g_free(sql->marking);
    g_free(sql);
}
