/* test-query.c - the query language: what is understood, and how the rest is explained. */
#include "fate.h"
#include "pipeline/catalogue/query.h"

#include <string.h>

static const char *const term_names[] = {"patient",  "mrn",  "dob",    "type", "from",
                                         "provider", "code", "status", "date", "filed"};

/* The tree as text: (and a (or "b c" d*) (not type:lab)). */
static void tree_print(GString *text, const Query *query)
{
    static const char *const joints[] = {"(and", "(or", "(not"};
    if (query->kind == QUERY_WORDS) {
        gboolean phrase = strpbrk(query->text, " \t") != NULL;
        g_string_append_printf(text, phrase ? "\"%s\"" : "%s%s", query->text,
                               query->prefix ? "*" : "");
    } else if (query->kind == QUERY_TERM) {
        gboolean span = *query->from != '\0' || *query->until != '\0';
        g_string_append_printf(text, "%s:", term_names[query->term]);
        if (span)
            g_string_append_printf(text, "%s..%s", query->from, query->until);
        else
            g_string_append_printf(text, "%s%s", query->text, query->prefix ? "*" : "");
    } else {
        g_string_append(text, joints[query->kind]);
        for (guint i = 0; i < query->parts->len; i++) {
            g_string_append_c(text, ' ');
            tree_print(text, query->parts->pdata[i]);
        }
        g_string_append_c(text, ')');
    }
}

static void good_test(void)
{
    static const struct {
        const char *query, *tree;
    } table[] = {
        {"metformin", "metformin"},
        {"  metformin \n", "metformin"},
        {"blood pressure", "(and blood pressure)"},
        {"blood AND pressure AND high", "(and blood pressure high)"},
        {"\"blood pressure\"", "\"blood pressure\""},
        {"“blood pressure”", "\"blood pressure\""},
        {"metf*", "metf*"},
        {"a OR b c", "(or a (and b c))"},
        {"a b OR c d OR e", "(or (and a b) (and c d) e)"},
        {"(a OR b) c", "(and (or a b) c)"},
        {"((a))", "a"},
        {"NOT a", "(not a)"},
        {"a NOT b", "(and a (not b))"},
        {"a NOT NOT b", "(and a (not (not b)))"},
        {"NOT (a OR b)", "(not (or a b))"},
        {"a(b)c", "(and a b c)"},
        {"and or not", "(and and or not)"},
        {"ANDROID NOTE ORAL", "(and ANDROID NOTE ORAL)"},
        {"\"AND\"", "AND"},
        {"I48.0 14:30 120/80", "(and I48.0 14:30 120/80)"},
        {"Diagnosis: asthma", "(and Diagnosis: asthma)"},
        {"patient:smith", "patient:SMITH"},
        {"PATIENT:\"O'Hara, Margaret\"", "patient:OHARA MARGARET"},
        {"patient:smi*", "patient:SMI*"},
        {"patient:Núñez", "patient:NUNEZ"},
        {"mrn:00482913", "mrn:00482913"},
        {"type:Lab-Report type:lab*", "(and type:lab-report type:lab*)"},
        {"from:\"mercy hospital\" provider:li", "(and from:MERCY HOSPITAL provider:LI)"},
        {"code:i48.0 code:E11*", "(and code:I480 code:E11*)"},
        {"status:REVIEW", "status:review"},
        {"dob:1952-03-14", "dob:1952-03-14..1952-03-14"},
        {"dob:3/14/1952", "dob:1952-03-14..1952-03-14"},
        {"date:2026", "date:2026-01-01..2026-12-31"},
        {"date:2024-02", "date:2024-02-01..2024-02-29"},
        {"date:2026-01..2026-03", "date:2026-01-01..2026-03-31"},
        {"date:..2026-03-05", "date:..2026-03-05"},
        {"filed:2026-03-14..", "filed:2026-03-14.."},
        {"date:\"2026-01..2026-03\"", "date:2026-01-01..2026-03-31"},
        {"血圧", "血圧"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Query) query = query_parse(table[i].query, &error);
        g_assert_no_error(error);
        g_autoptr(GString) tree = g_string_new(NULL);
        tree_print(tree, query);
        g_assert_cmpstr(tree->str, ==, table[i].tree);
    }
}

static void bad_test(void)
{
    static const struct {
        const char *query, *explained;
    } table[] = {
        {"", "The search is empty"},
        {" \t ", "The search is empty"},
        {"a AND", "at its end: a word is missing here."},
        {"NOT", "at its end: a word is missing here."},
        {"OR b", "at letter 1 ('OR b'): a word is missing before this"},
        {"a OR OR b", "at letter 6 ('OR b')"},
        {"a AND OR b", "at letter 7"},
        {"(a", "at letter 1 ('(a'): this bracket is never closed"},
        {"ä (b (c)", "at letter 3 ('(b (c)'): this bracket is never closed"},
        {"a) b", "at letter 2 (') b'): this bracket was never opened"},
        {"()", "at letter 2 (')'): a word is missing before this bracket"},
        {"a \"b c", "at letter 3 ('\"b c'): the quotation mark is never closed"},
        {"patient:\"b", "the quotation mark is never closed"},
        {"&", "there is no letter or digit"},
        {"\"...\"", "there is no letter or digit"},
        {"*", "there is no letter or digit"},
        {"me*", "at least 3 letters must stand before the *"},
        {"I48.0*", "at least 3 letters must stand before the *"},
        {"me*f", "a * may stand only at the end"},
        {"metf**", "a * may stand only at the end"},
        {"patient:", "a value is missing after the colon"},
        {"patient:\"\"", "a value is missing after the colon"},
        {"patient:*", "a value is missing after the colon"},
        {"mrn:004*", "a * cannot be used here"},
        {"dr:smith", "one of patient: mrn: dob: type: from: provider: code: status: date: filed:."},
        {"status:lost", "one of filed, review, failed"},
        {"type:lab_report", "document types look like lab-report"},
        {"date:yesterday", "a date looks like 2026-03-14"},
        {"date:2026-13", "a date looks like"},
        {"date:2026-02-30", "a date looks like"},
        {"date:2026-03..2026-01", "the earlier one first"},
        {"date:..", "a value is missing after the colon"},
        {"date:3/14/26", "a date looks like"},
        {"date:12345-01", "a date looks like"},
        {"date:2026-01-01-01", "a date looks like"},
        {"a long query with a quote \"that is never closed and goes on",
         "at letter 27 ('\"that is never close...')"},
        {"\xff\xfe", "not text"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Query) query = query_parse(table[i].query, &error);
        g_assert_null(query);
        g_assert_error(error, FATE, FATE_INPUT);
        if (strstr(error->message, table[i].explained) == NULL)
            g_error("'%s' is explained by: %s", table[i].query, error->message);
        g_assert_true(g_str_has_suffix(error->message, ".") ||
                      g_str_has_suffix(error->message, "ohara"));
    }
}

static gboolean parses(const char *query)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Query) parsed = query_parse(query, &error);
    if (parsed == NULL)
        g_assert_error(error, FATE, FATE_INPUT);
    return parsed != NULL;
}

static void bounds_test(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 64; i++)
        g_string_append(text, "abc ");
    g_assert_true(parses(text->str));
    g_string_append(text, "abc ");
    g_assert_false(parses(text->str));

    for (guint depth = 1; depth < 900; depth += 10) {
        g_autofree char *open = g_strnfill(depth, '('), *close = g_strnfill(depth, ')');
        g_autofree char *nested = g_strconcat(open, "a", close, NULL);
        g_assert_cmpint(parses(nested), ==, depth < 32);
    }
    g_string_truncate(text, 0);
    for (guint i = 0; i < 400; i++)
        g_string_append(text, "NOT ");
    g_string_append(text, "a");
    g_assert_false(parses(text->str));
    g_autofree char *longest = g_strnfill(2000, 'a'), *longer = g_strnfill(2001, 'a');
    g_assert_true(parses(longest));
    g_assert_false(parses(longer));
}

static void match_test(void)
{
    static const struct {
        const char *query, *match; /* NULL: FTS5 cannot do it alone */
        const char *others;        /* how many parts it leaves when it is an AND */
    } table[] = {
        {"a b", "(\"a\" AND \"b\")", "0"},
        {"a NOT (b OR c)", "((\"a\") NOT ((\"b\" OR \"c\")))", "0"},
        {"\"a b\" metf*", "(\"a b\" AND \"metf\"*)", "0"},
        {"a date:2026 (b OR c)", NULL, "1"},
        {"NOT a mrn:5", NULL, "2"},
        {"a OR NOT b", NULL, NULL},
        {"NOT a", NULL, NULL},
        {"a OR mrn:5", NULL, NULL},
        {"mrn:5", NULL, NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
        g_autoptr(Query) query = query_parse(table[i].query, NULL);
        g_autoptr(GString) match = g_string_new(NULL);
        g_autoptr(GPtrArray) others = g_ptr_array_new();
        gboolean whole = query_match(query, match);
        g_assert_cmpstr(whole ? match->str : NULL, ==, table[i].match);
        if (table[i].others == NULL)
            continue;
        g_string_truncate(match, 0);
        query_match_all(query, match, others);
        g_autofree char *left = g_strdup_printf("%u", others->len);
        g_assert_cmpstr(left, ==, table[i].others);
    }
}

static void condition_test(void)
{
    static const struct {
        const char *query;
        int parameters; /* -1: text is asked for */
    } table[] = {
        {"mrn:5", 1},
        {"mrn:5 date:2026", 3},
        {"NOT (mrn:5 OR status:review)", 2},
        {"patient:ohara a", -1},
        {"a", -1},
        {"NOT a", -1},
    };
    for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
        g_autoptr(Query) query = query_parse(table[i].query, NULL);
        g_autoptr(GString) sql = g_string_new(NULL);
        g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
        gboolean whole = query_condition(query, sql, values);
        g_assert_cmpint(whole, ==, table[i].parameters >= 0);
        int marks = 0;
        for (const char *at = sql->str; whole && *at != '\0'; at++)
            marks += *at == '?';
        if (whole) {
            g_assert_cmpint(marks, ==, table[i].parameters);
            g_assert_cmpint(marks, ==, values->len);
        }
    }
}

static char *pages_print(const GArray *postings)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < postings->len; i++)
        g_string_append_printf(text, "%s%d", i > 0 ? " " : "",
                               (int)g_array_index(postings, Posting, i).page);
    return g_string_free(text, FALSE);
}

static void postings_test(void)
{
    const Posting left[] = {{1, 1, 0}, {3, 2, 20260301}, {7, 2, 0}},
                  right[] = {{3, 1, 0}, {4, 2, 20260401}, {9, 0.5, 0}};
    g_autoptr(GArray) one = postings_new(), other = postings_new(), none = postings_new();
    g_array_append_vals(one, left, G_N_ELEMENTS(left));
    g_array_append_vals(other, right, G_N_ELEMENTS(right));
    g_autoptr(GArray) both = postings_both(one, other), either = postings_either(one, other),
                      without = postings_without(one, other), empty = postings_both(one, none),
                      best = postings_best(either, 4);
    g_auto(GStrv) pages = g_new0(char *, 6);
    const GArray *lists[] = {both, either, without, empty, best};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        pages[i] = pages_print(lists[i]);
    g_assert_cmpstr(pages[0], ==, "3");
    g_assert_cmpfloat(g_array_index(both, Posting, 0).score, ==, 3);
    g_assert_cmpstr(pages[1], ==, "1 3 4 7 9");
    g_assert_cmpstr(pages[2], ==, "1 7");
    g_assert_cmpstr(pages[3], ==, "");
    g_assert_cmpstr(pages[4], ==, "3 4 7 1");
    PostingsCursor cursor = {one, 0};
    g_assert_true(postings_have(&cursor, 7));
    g_assert_false(postings_have(&cursor, 4));
    g_assert_true(postings_have(&cursor, 1));
    g_assert_true(postings_have(&cursor, 1));
    g_assert_true(postings_have(&cursor, 3));
    g_assert_false(postings_have(&cursor, 8));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/query/good", good_test);
    g_test_add_func("/query/bad", bad_test);
    g_test_add_func("/query/bounds", bounds_test);
    g_test_add_func("/query/match", match_test);
    g_test_add_func("/query/condition", condition_test);
    g_test_add_func("/query/postings", postings_test);
    return g_test_run();
}
