/* query_sql.c - a search as SQL: what the full-text index can answer becomes one expression of
 * FTS5, facts about documents become a condition.
 *
 * Does: text only; values are always parameters. Does not: run it, or put the two together
 * (query_find.c). */
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

/* (a AND b) NOT (c OR d): needs one part that is not negated. */
gboolean query_match_all(const Query *query, GString *match, GPtrArray *others)
{
    g_autoptr(GString) wanted = g_string_new(NULL), unwanted = g_string_new(NULL);
    for (guint i = 0; i < query->parts->len; i++) {
        Query *part = query->parts->pdata[i];
        g_autoptr(GString) piece = g_string_new(NULL);
        gboolean negated = part->kind == QUERY_NOT;
        if (query_match(negated ? part->parts->pdata[0] : part, piece)) {
            GString *to = negated ? unwanted : wanted;
            g_string_append_printf(to, "%s%s",
                                   to->len == 0 ? ""
                                   : negated    ? " OR "
                                                : " AND ",
                                   piece->str);
        } else {
            g_ptr_array_add(others, part);
        }
    }
    if (wanted->len == 0) {
        g_ptr_array_set_size(others, 0);
        g_ptr_array_extend(others, query->parts, NULL, NULL);
        return FALSE;
    }
    if (unwanted->len > 0)
        g_string_append_printf(match, "((%s) NOT (%s))", wanted->str, unwanted->str);
    else
        g_string_append_printf(match, "(%s)", wanted->str);
    return TRUE;
}

gboolean query_match(const Query *query, GString *match)
{
    g_autoptr(GPtrArray) others = g_ptr_array_new();
    switch (query->kind) {
    case QUERY_WORDS:
        phrase_append(match, query);
        return TRUE;
    case QUERY_AND:
        return query_match_all(query, match, others) && others->len == 0;
    case QUERY_OR:
        g_string_append_c(match, '(');
        for (guint i = 0; i < query->parts->len; i++) {
            g_string_append(match, i > 0 ? " OR " : "");
            if (!query_match(query->parts->pdata[i], match))
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

/* Every word that is asked for and not negated. */
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

char *query_marking(const Query *query)
{
    g_autoptr(GString) marking = g_string_new(NULL);
    marking_append(marking, query);
    return marking->len > 0 ? g_string_free(g_steal_pointer(&marking), FALSE) : NULL;
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

/* The types that begin so, by whole words of theirs unless `prefix`: named, they are found by their
 * index. */
static void type_append(GString *sql, GPtrArray *values, const Query *query)
{
    g_autofree char *whole = g_strconcat(query->text, "-", NULL);
    g_string_append(sql, "d.type IN ('-'");
    for (const char *const *type = document_types(); *type != NULL; type++) {
        g_autofree char *padded = g_strconcat(*type, "-", NULL);
        if (g_str_has_prefix(padded, query->prefix ? query->text : whole))
            g_string_append_printf(sql, ", %s", value_add(values, *type));
    }
    g_string_append_c(sql, ')');
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

gboolean query_condition(const Query *query, GString *sql, GPtrArray *values)
{
    if (query->kind == QUERY_WORDS)
        return FALSE;
    if (query->kind == QUERY_TERM) {
        term_append(sql, values, query);
        return TRUE;
    }
    g_string_append(sql, query->kind == QUERY_NOT ? "NOT (" : "(");
    for (guint i = 0; i < query->parts->len; i++) {
        if (i > 0)
            g_string_append(sql, query->kind == QUERY_OR ? " OR " : " AND ");
        if (!query_condition(query->parts->pdata[i], sql, values))
            return FALSE;
    }
    g_string_append_c(sql, ')');
    return TRUE;
}
