/* sameness.c - whether two documents are the same one, sent or scanned twice.
 *
 * Reads: words of content pages. Does not: look at images, or decide what becomes of a copy. */
#include "sameness.h"

#include <string.h>

#define LIKENESS_LEAST 0.90 /* Dice coefficient of the words; Dice 1945 */

enum { WORDS_LEAST = 25 };

/* What is printed on a page, each kind in its own bag: word -> count. */
typedef struct {
    GHashTable *exact; /* words with digits, and words that turn a meaning */
    GHashTable *loose; /* the other ones */
    guint count;       /* of loose words */
} PrintedBag;

static gboolean turns_meaning(const char *word)
{
    static const char *const words[] = {
        "no",          "not",         "non",       "none",      "without",   "denies",
        "negative",    "positive",    "normal",    "abnormal",  "high",      "low",
        "left",        "right",       "bilateral", "increase",  "decrease",  "increased",
        "decreased",   "start",       "stop",      "stopped",   "started",   "continue",
        "discontinue", "amended",     "addendum",  "corrected", "revised",   "preliminary",
        "final",       "draft",       "copy",      "acute",     "chronic",   "detected",
        "reactive",    "nonreactive", "approved",  "denied",    "cancelled", "rescheduled",
    };
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(word, words[i]) == 0)
            return TRUE;
    return FALSE;
}

static void bag_put(GHashTable *bag, char *word)
{
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(bag, word));
    g_hash_table_insert(bag, word, GUINT_TO_POINTER(count + 1));
}

/* Letters and digits in lower case; the point and the sign of a number stay. */
static char *word_fold(const char *text, gboolean *digits)
{
    GString *folded = g_string_new(NULL);
    *digits = FALSE;
    for (const char *at = text; *at != '\0'; at++) {
        gboolean sign = strchr(".-+<>/%", *at) != NULL;
        *digits = *digits || g_ascii_isdigit(*at);
        if (g_ascii_isalnum(*at) || sign || (guchar)*at >= 0x80)
            g_string_append_c(folded, g_ascii_tolower(*at));
    }
    if (!*digits) { /* of words the signs say nothing */
        gsize kept = 0;
        for (gsize i = 0; i < folded->len; i++)
            if (g_ascii_isalnum(folded->str[i]) || (guchar)folded->str[i] >= 0x80)
                folded->str[kept++] = folded->str[i];
        g_string_truncate(folded, kept);
    } else {
        while (folded->len > 0 && strchr(".-", folded->str[folded->len - 1]) != NULL)
            g_string_truncate(folded, folded->len - 1); /* the end of a sentence */
    }
    return g_string_free(folded, FALSE);
}

static void bag_fill(PrintedBag *bag, const Page *page)
{
    bag->exact = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bag->loose = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = g_ptr_array_index(page->words, i);
        if ((word->flags & WORD_HEADER) != 0)
            continue;
        gboolean digits;
        char *folded = word_fold(word_text(word), &digits);
        if (*folded == '\0') {
            g_free(folded);
        } else if (digits || turns_meaning(folded)) {
            bag_put(bag->exact, folded);
        } else {
            bag_put(bag->loose, folded);
            bag->count++;
        }
    }
}

static void bag_clear(PrintedBag *bag)
{
    g_hash_table_unref(bag->exact);
    g_hash_table_unref(bag->loose);
}

static gboolean bags_equal(GHashTable *one, GHashTable *other)
{
    GHashTableIter iter;
    gpointer word, count;
    if (g_hash_table_size(one) != g_hash_table_size(other))
        return FALSE;
    g_hash_table_iter_init(&iter, one);
    while (g_hash_table_iter_next(&iter, &word, &count))
        if (g_hash_table_lookup(other, word) != count)
            return FALSE;
    return TRUE;
}

static double bags_likeness(const PrintedBag *one, const PrintedBag *other)
{
    GHashTableIter iter;
    gpointer word, count;
    guint common = 0;
    g_hash_table_iter_init(&iter, one->loose);
    while (g_hash_table_iter_next(&iter, &word, &count))
        common +=
            MIN(GPOINTER_TO_UINT(count), GPOINTER_TO_UINT(g_hash_table_lookup(other->loose, word)));
    return one->count + other->count > 0 ? 2.0 * common / (one->count + other->count) : 0;
}

static gboolean pages_same(const Page *one, const Page *other)
{
    PrintedBag a = {0}, b = {0};
    bag_fill(&a, one);
    bag_fill(&b, other);
    gboolean same = MIN(a.count, b.count) >= WORDS_LEAST && bags_equal(a.exact, b.exact) &&
                    bags_likeness(&a, &b) >= LIKENESS_LEAST;
    bag_clear(&a);
    bag_clear(&b);
    return same;
}

/* The next page that counts from `*at` on; NULL: none. */
static const Page *content_next(const Document *document, guint *at)
{
    while (*at < document->pages->len) {
        const Page *page = g_ptr_array_index(document->pages, (*at)++);
        if (page->kind == PAGE_CONTENT || page->kind == PAGE_UNREADABLE)
            return page;
    }
    return NULL;
}

gboolean documents_same(const Document *one, const Document *other)
{
    guint at = 0, at_other = 0, pages = 0;
    for (;;) {
        const Page *page = content_next(one, &at), *second = content_next(other, &at_other);
        if (page == NULL || second == NULL)
            return page == second && pages > 0;
        if (!pages_same(page, second))
            return FALSE;
        pages++;
    }
}

double document_legibility(const Document *document)
{
    double sum = 0;
    guint at = 0, pages = 0;
    const Page *page;
    while ((page = content_next(document, &at)) != NULL) {
        sum += page_confidence(page);
        pages++;
    }
    return pages > 0 ? sum / pages : 0;
}
