/* completions.c - what somebody who types a search may go on to.
 *
 * Does: take the last word of what is typed for the beginning of a term, of its value, or of a word
 * in the text. Reads: fields, patients, the vocabulary of the index. */
#include "database.h"
#include "document.h"
#include "name.h"
#include "query.h"

#include <string.h>

enum { WORD_LETTERS_LEAST = 3, WORDS_LOOKED_AT = 400 };

typedef struct {
    Catalogue *catalogue;
    const char *before; /* what is typed already */
    gsize before_bytes;
    guint limit;
    GPtrArray *found; /* char *, owned */
} Completing;

/* Adds the query with `term:value` or the word at its end. */
static void found_add(Completing *completing, const char *name, const char *value)
{
    if (completing->found->len >= completing->limit)
        return;
    gboolean quotes = strpbrk(value, " ,") != NULL;
    g_autofree char *plain = g_strdelimit(g_strdup(value), "\"*()", ' ');
    g_ptr_array_add(completing->found,
                    g_strdup_printf("%.*s%s%s%s%s%s", (int)completing->before_bytes,
                                    completing->before, name, *name != '\0' ? ":" : "",
                                    quotes ? "\"" : "", plain, quotes ? "\"" : ""));
}

static void listed_add(Completing *completing, const char *name, const char *const *values,
                       const char *begun)
{
    for (; *values != NULL; values++) {
        if (g_str_has_prefix(*values, begun))
            found_add(completing, name, *values);
    }
}

/* Distinct values of the field that begin so: from one to the next along the index. */
static gboolean values_add(Completing *completing, const char *name, const char *field,
                           const char *begun, GError **error)
{
    g_autofree char *folded = name_fold(begun);
    g_autofree char *prefix = g_strconcat(" ", folded, NULL);
    g_autofree char *from = g_strdup(prefix);
    while (completing->found->len < completing->limit) {
        g_autoptr(Statement) next = statement_open(completing->catalogue, error,
                                                   "SELECT folded, value FROM fields WHERE name = "
                                                   "? AND folded > ? ORDER BY folded LIMIT 1",
                                                   "ss", field, from);
        gboolean bad = next == NULL;
        if (bad || !statement_next(next, &bad, error))
            return !bad;
        if (!g_str_has_prefix(column_text(next, 0), prefix))
            return TRUE;
        g_free(from);
        from = column_copy(next, 0);
        found_add(completing, name, column_text(next, 1));
    }
    return TRUE;
}

static gboolean patients_add(Completing *completing, const char *begun, GError **error)
{
    g_autoptr(GPtrArray) hits =
        search_patients(completing->catalogue, begun, TRUE, completing->limit, error);
    for (guint i = 0; hits != NULL && i < hits->len; i++)
        found_add(completing, "patient", ((PatientHit *)hits->pdata[i])->name);
    return hits != NULL;
}

/* Words of the pages; what stands on one alone may be a reading that went wrong. */
static gboolean words_add(Completing *completing, const char *begun, GError **error)
{
    if (g_utf8_strlen(begun, -1) < WORD_LETTERS_LEAST)
        return TRUE;
    g_autofree char *lower = g_utf8_strdown(begun, -1);
    if (!statement_run(completing->catalogue, error,
                       "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING "
                       "fts5vocab('main', 'page_index', 'row')",
                       ""))
        return FALSE;
    g_autoptr(Statement) words = statement_open(
        completing->catalogue, error,
        "SELECT term FROM (SELECT term, doc FROM temp.vocabulary WHERE term >= ?1 AND "
        "term < ?1 || char(0x10ffff) LIMIT ?2) WHERE doc > 1 AND term <> ?1 ORDER BY doc DESC",
        "sn", lower, (int)WORDS_LOOKED_AT);
    gboolean bad = words == NULL;
    while (!bad && completing->found->len < completing->limit && statement_next(words, &bad, error))
        found_add(completing, "", column_text(words, 0));
    return !bad;
}

static gboolean term_complete(Completing *completing, const char *name, const char *begun,
                              GError **error)
{
    static const char *const states[] = {"filed", "review", "failed", NULL};
    g_autofree char *lower = g_ascii_strdown(begun, -1);
    if (g_str_equal(name, "type"))
        listed_add(completing, name, document_types(), lower);
    else if (g_str_equal(name, "status"))
        listed_add(completing, name, states, lower);
    else if (g_str_equal(name, "patient"))
        return patients_add(completing, begun, error);
    else if (g_str_equal(name, "provider"))
        return values_add(completing, name, "provider", begun, error);
    else if (g_str_equal(name, "from"))
        return values_add(completing, name, "facility", begun, error);
    return TRUE;
}

static gboolean word_complete(Completing *completing, const char *begun, GError **error)
{
    for (const char *const *name = query_term_names(); *name != NULL && *begun != '\0'; name++) {
        if (g_str_has_prefix(*name, begun))
            found_add(completing, *name, "");
    }
    return words_add(completing, begun, error);
}

/* Where the last word begins: behind the last space or bracket outside quotes. */
static const char *last_word(const char *query)
{
    const char *word = query;
    gboolean quoted = FALSE;
    for (const char *at = query; *at != '\0'; at++) {
        quoted ^= *at == '"';
        if (!quoted && (*at == ' ' || *at == '(' || *at == '\t'))
            word = at + 1;
    }
    return word;
}

GPtrArray *search_completions(Catalogue *catalogue, const char *query, guint limit, GError **error)
{
    g_autofree char *valid = g_utf8_make_valid(query, -1);
    const char *word = last_word(valid), *colon = strchr(word, ':');
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    Completing completing = {catalogue, valid, (gsize)(word - valid), limit, found};
    gboolean done;
    if (colon != NULL) {
        g_autofree char *name = g_strndup(word, (gsize)(colon - word));
        g_autofree char *begun = g_strdelimit(g_strdup(colon + 1), "\"*", ' ');
        done = term_complete(&completing, name, g_strstrip(begun), error);
    } else {
        done = *word == '"' || word_complete(&completing, word, error);
    }
    return done ? g_steal_pointer(&found) : NULL;
}
