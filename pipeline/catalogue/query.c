/* query.c - the query language: words, "phrases", prefix*, AND OR NOT ( ), and terms like
 * patient:smith.
 *
 * Does: parses by recursive descent, within bounds of length, depth and number; explains what it
 * cannot take. Does not: touch a database (query_sql.c makes the SQL, search.c asks). */
#include "query.h"

#include "document.h"
#include "fate.h"
#include "name.h"

#include <string.h>

enum {
    QUERY_BYTES_MOST = 2000,
    QUERY_DEPTH_MOST = 32,
    QUERY_LEAVES_MOST = 64,
    PREFIX_LETTERS_LEAST = 3, /* shorter ones match nearly every page: slow and of no use */
    EXCERPT_LETTERS = 20,
};

typedef enum {
    VALUE_NAME,  /* words, compared folded */
    VALUE_EXACT, /* one thing without * */
    VALUE_TYPE,
    VALUE_STATUS,
    VALUE_SPAN,
} ValueKind;

static const struct {
    const char *name;
    QueryTerm term;
    ValueKind kind;
} terms[] = {
    {"patient", TERM_PATIENT, VALUE_NAME}, {"mrn", TERM_MRN, VALUE_EXACT},
    {"dob", TERM_BIRTH, VALUE_SPAN},       {"type", TERM_TYPE, VALUE_TYPE},
    {"from", TERM_FROM, VALUE_NAME},       {"provider", TERM_PROVIDER, VALUE_NAME},
    {"code", TERM_CODE, VALUE_NAME},       {"status", TERM_STATUS, VALUE_STATUS},
    {"date", TERM_DATE, VALUE_SPAN},       {"filed", TERM_FILED, VALUE_SPAN},
};

const char *const *query_term_names(void)
{
    static const char *names[G_N_ELEMENTS(terms) + 1];
    for (guint i = 0; i < G_N_ELEMENTS(terms); i++)
        names[i] = terms[i].name;
    return names;
}

typedef struct {
    const char *text;
    const char *at; /* what is not read yet */
    guint depth, leaves;
    GError **error;
} Parser;

static Query *either_parse(Parser *parser);

/* --- the tree -------------------------------------------------------------------------------- */

static Query *query_new(QueryKind kind)
{
    Query *query = g_new0(Query, 1);
    query->kind = kind;
    if (kind <= QUERY_NOT)
        query->parts = g_ptr_array_new_with_free_func((GDestroyNotify)query_free);
    return query;
}

void query_free(Query *query)
{
    if (query == NULL)
        return;
    g_clear_pointer(&query->parts, g_ptr_array_unref);
    g_free(query->text);
    g_free(query);
}

/* --- explaining ------------------------------------------------------------------------------ */

static Query *fail(Parser *parser, const char *at, const char *format, ...) G_GNUC_PRINTF(3, 4);

static Query *fail(Parser *parser, const char *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    glong letter = g_utf8_pointer_to_offset(parser->text, at) + 1;
    g_autofree char *excerpt = g_utf8_substring(at, 0, MIN(g_utf8_strlen(at, -1), EXCERPT_LETTERS));
    if (*at == '\0')
        g_set_error(parser->error, FATE, FATE_INPUT,
                    "The search cannot be understood at its end: %s", what);
    else
        g_set_error(parser->error, FATE, FATE_INPUT,
                    "The search cannot be understood at letter %ld ('%s%s'): %s", letter, excerpt,
                    strlen(excerpt) < strlen(at) ? "..." : "", what);
    return NULL;
}

/* --- reading letters ------------------------------------------------------------------------- */

static void spaces_skip(Parser *parser)
{
    while (*parser->at != '\0' && g_unichar_isspace(g_utf8_get_char(parser->at)))
        parser->at = g_utf8_next_char(parser->at);
}

static gboolean is_quote(gunichar letter)
{
    return letter == '"' || letter == 0x201c || letter == 0x201d || letter == 0x201e;
}

static gboolean ends_word(gunichar letter)
{
    return letter == '\0' || letter == '(' || letter == ')' || is_quote(letter) ||
           g_unichar_isspace(letter);
}

static const char *word_end(const char *at)
{
    while (!ends_word(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    return at;
}

/* TRUE, and read past, when the next word is just this one. */
static gboolean operator_take(Parser *parser, const char *name)
{
    spaces_skip(parser);
    gsize length = strlen(name);
    if (strncmp(parser->at, name, length) != 0 || word_end(parser->at) != parser->at + length)
        return FALSE;
    parser->at += length;
    return TRUE;
}

static gboolean operator_next(Parser *parser, const char *name)
{
    const char *here = parser->at;
    gboolean next = operator_take(parser, name);
    parser->at = here;
    return next;
}

/* The text between quotes; NULL and an error when they are not closed. */
static char *quoted_take(Parser *parser)
{
    const char *open = parser->at, *from = g_utf8_next_char(open), *at = from;
    while (*at != '\0' && !is_quote(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    if (*at == '\0') {
        fail(parser, open, "the quotation mark is never closed. Add another one after the phrase.");
        return NULL;
    }
    parser->at = g_utf8_next_char(at);
    return g_strndup(from, (gsize)(at - from));
}

static gboolean has_letters(const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        if (g_unichar_isalnum(g_utf8_get_char(text)))
            return TRUE;
    }
    return FALSE;
}

/* Letters and digits since the last other sign. */
static guint last_run(const char *text)
{
    guint run = 0;
    for (; *text != '\0'; text = g_utf8_next_char(text))
        run = g_unichar_isalnum(g_utf8_get_char(text)) ? run + 1 : 0;
    return run;
}

/* Takes a `*` off the end; FALSE with an error when one stands elsewhere. */
static gboolean star_take(Parser *parser, const char *at, char *text, gboolean *prefix)
{
    char *star = strchr(text, '*');
    *prefix = star != NULL;
    if (star == NULL)
        return TRUE;
    if (star[1] != '\0') {
        fail(parser, at, "a * may stand only at the end of a word, as in metf*.");
        return FALSE;
    }
    *star = '\0';
    return TRUE;
}

/* --- leaves ---------------------------------------------------------------------------------- */

static Query *words_new(Parser *parser, const char *at, char *text, gboolean quoted)
{
    g_autoptr(Query) query = query_new(QUERY_WORDS);
    query->text = text;
    if (!quoted && !star_take(parser, at, text, &query->prefix))
        return NULL;
    if (!has_letters(text))
        return fail(parser, at, "there is no letter or digit to look for.");
    if (query->prefix && last_run(text) < PREFIX_LETTERS_LEAST)
        return fail(parser, at, "at least %d letters must stand before the *.",
                    PREFIX_LETTERS_LEAST);
    return g_steal_pointer(&query);
}

static gboolean type_check(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyz-") == strlen(text);
}

/* Checks the value in `query->text` and brings it to the form that is compared. */
static Query *value_check(Parser *parser, const char *at, ValueKind kind, Query *taken)
{
    g_autoptr(Query) query = taken;
    DocumentStatus status;
    if (kind == VALUE_NAME || kind == VALUE_TYPE) {
        if (!star_take(parser, at, query->text, &query->prefix))
            return NULL;
    } else if (strchr(query->text, '*') != NULL) {
        return fail(parser, at, "a * cannot be used here.");
    }
    if (!has_letters(query->text))
        return fail(parser, at, "a value is missing after the colon.");
    char *value = kind == VALUE_NAME ? name_fold(query->text) : g_ascii_strdown(query->text, -1);
    g_free(query->text);
    query->text = value;
    if (*value == '\0')
        return fail(parser, at, "there is no letter or digit to look for.");
    if (kind == VALUE_TYPE && !type_check(value))
        return fail(parser, at, "document types look like lab-report.");
    if (kind == VALUE_STATUS && !document_status_parse(value, &status))
        return fail(parser, at, "the status is one of filed, review, failed.");
    if (kind == VALUE_SPAN && !query_span(value, query->from, query->until))
        return fail(parser, at,
                    "a date looks like 2026-03-14, 2026-03, 2026 or 3/14/2026, and a range like "
                    "2026-01..2026-03, the earlier one first.");
    return g_steal_pointer(&query);
}

static Query *term_parse(Parser *parser, guint index, const char *colon)
{
    const char *at = parser->at;
    g_autoptr(Query) query = query_new(QUERY_TERM);
    query->term = terms[index].term;
    parser->at = colon + 1;
    if (is_quote(g_utf8_get_char(parser->at))) {
        query->text = quoted_take(parser);
    } else {
        const char *end = word_end(parser->at);
        query->text = g_strndup(parser->at, (gsize)(end - parser->at));
        parser->at = end;
    }
    if (query->text == NULL)
        return NULL;
    return value_check(parser, at, terms[index].kind, g_steal_pointer(&query));
}

/* The term whose name stands before the colon; -1: none of ours. */
static int term_find(const char *at, const char *colon)
{
    for (guint i = 0; i < G_N_ELEMENTS(terms); i++) {
        gsize length = strlen(terms[i].name);
        if ((gsize)(colon - at) == length && g_ascii_strncasecmp(at, terms[i].name, length) == 0)
            return (int)i;
    }
    return -1;
}

static char *terms_list(void)
{
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(terms); i++)
        g_string_append_printf(list, "%s%s:", i > 0 ? " " : "", terms[i].name);
    return g_string_free(list, FALSE);
}

static Query *leaf_parse(Parser *parser)
{
    const char *at = parser->at, *end = word_end(at);
    if (++parser->leaves > QUERY_LEAVES_MOST)
        return fail(parser, at, "it has more than %d words. Take some out.", QUERY_LEAVES_MOST);
    if (is_quote(g_utf8_get_char(at))) {
        char *phrase = quoted_take(parser);
        return phrase != NULL ? words_new(parser, at, phrase, TRUE) : NULL;
    }
    const char *colon = memchr(at, ':', (gsize)(end - at));
    gsize letters = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (colon != NULL && letters > 0 && at + letters == colon) {
        int known = term_find(at, colon);
        if (known >= 0)
            return term_parse(parser, (guint)known, colon);
        if (colon + 1 < end || is_quote(g_utf8_get_char(end))) {
            g_autofree char *list = terms_list();
            return fail(parser, at,
                        "what may stand before a colon is one of %s. To find these very letters, "
                        "put them in quotation marks.",
                        list);
        }
    }
    parser->at = end;
    return words_new(parser, at, g_strndup(at, (gsize)(end - at)), FALSE);
}

/* --- how leaves hang together ---------------------------------------------------------------- */

static Query *group_parse(Parser *parser)
{
    const char *open = parser->at++;
    g_autoptr(Query) inner = either_parse(parser);
    if (inner == NULL)
        return NULL;
    spaces_skip(parser);
    if (*parser->at != ')')
        return fail(parser, open, "this bracket is never closed. Add a ')'.");
    parser->at++;
    return g_steal_pointer(&inner);
}

static Query *nothing_here(Parser *parser)
{
    if (*parser->at == ')')
        return fail(parser, parser->at, "a word is missing before this bracket.");
    if (*parser->at == '\0')
        return fail(parser, parser->at, "a word is missing here.");
    return fail(parser, parser->at,
                "a word is missing before this. To find the word itself, put it in quotation "
                "marks.");
}

static Query *negation_parse(Parser *parser)
{
    Query *part;
    if (++parser->depth > QUERY_DEPTH_MOST)
        return fail(parser, parser->at, "brackets or NOTs are nested more than %d deep.",
                    QUERY_DEPTH_MOST);
    if (operator_take(parser, "NOT")) {
        part = negation_parse(parser);
        if (part != NULL) {
            Query *not_part = query_new(QUERY_NOT);
            g_ptr_array_add(not_part->parts, part);
            part = not_part;
        }
    } else if (*parser->at == '(') {
        part = group_parse(parser);
    } else if (*parser->at == ')' || *parser->at == '\0' || operator_next(parser, "AND") ||
               operator_next(parser, "OR")) {
        part = nothing_here(parser);
    } else {
        part = leaf_parse(parser);
    }
    parser->depth--;
    return part;
}

/* One part stands for itself. */
static Query *parts_close(Query *query)
{
    if (query->parts->len > 1)
        return query;
    Query *only = g_ptr_array_steal_index(query->parts, 0);
    query_free(query);
    return only;
}

static Query *both_parse(Parser *parser)
{
    g_autoptr(Query) query = query_new(QUERY_AND);
    do {
        Query *part = negation_parse(parser);
        if (part == NULL)
            return NULL;
        g_ptr_array_add(query->parts, part);
        spaces_skip(parser);
    } while (operator_take(parser, "AND") ||
             (*parser->at != '\0' && *parser->at != ')' && !operator_next(parser, "OR")));
    return parts_close(g_steal_pointer(&query));
}

static Query *either_parse(Parser *parser)
{
    g_autoptr(Query) query = query_new(QUERY_OR);
    do {
        Query *part = both_parse(parser);
        if (part == NULL)
            return NULL;
        g_ptr_array_add(query->parts, part);
    } while (operator_take(parser, "OR"));
    return parts_close(g_steal_pointer(&query));
}

Query *query_parse(const char *text, GError **error)
{
    Parser parser = {.text = text, .at = text, .error = error};
    if (strlen(text) > QUERY_BYTES_MOST || !g_utf8_validate(text, -1, NULL)) {
        g_set_error(error, FATE, FATE_INPUT,
                    strlen(text) > QUERY_BYTES_MOST ? "The search is longer than %d bytes."
                                                    : "The search is not text (UTF-8).",
                    QUERY_BYTES_MOST);
        return NULL;
    }
    spaces_skip(&parser);
    if (*parser.at == '\0') {
        g_set_error(error, FATE, FATE_INPUT,
                    "The search is empty. Say what to look for, as in: metformin patient:ohara");
        return NULL;
    }
    g_autoptr(Query) query = either_parse(&parser);
    if (query == NULL)
        return NULL;
    spaces_skip(&parser);
    if (*parser.at == ')')
        return fail(&parser, parser.at, "this bracket was never opened. Take it out.");
    return g_steal_pointer(&query);
}
