/* sameness.c - whether two documents are the same one, sent or scanned twice.
 *
 * Does: compares what is printed, word by word, and what the pages look like from afar: where they
 * look the same, print may have been read a little worse. Reads: words, pictures and fields of
 * content pages. Does not: decide what becomes of a copy. */
#include "sameness.h"

#include "name.h"

#include <string.h>

/* Dice coefficient of the words (Dice 1945), of any two pages and of two that look the same. */
#define LIKENESS_LEAST 0.90
#define ALIKE_LEAST    0.75
#define HEADER_SHARE   0.03  /* of the height: what a fax machine prints over a page lies above */
#define UNSURE         0.60f /* below it a word was not read well */

enum {
    WORDS_LEAST = 25,
    WORDS_LEAST_ALIKE = 8,
    DIRT_MOST = 3,     /* short unsure words that only one of two copies has */
    MISREAD_SHARE = 20 /* one in so many exact words may be read otherwise, or two */
};

/* A word as it is compared; `exact` ones hold a digit or turn a meaning. */
typedef struct {
    char *folded;
    const Word *word;
    gboolean exact, used;
} Printed;

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

/* --- what is printed on a page -----------------------------------------------------------------
 */

static void printed_free(gpointer data)
{
    Printed *printed = data;
    g_free(printed->folded);
    g_free(printed);
}

static int printed_compare(gconstpointer one, gconstpointer other)
{
    const Printed *a = *(Printed *const *)one, *b = *(Printed *const *)other;
    return strcmp(a->folded, b->folded);
}

static void printed_add(GPtrArray *list, const Word *word, const char *text)
{
    gboolean digits;
    g_autofree char *folded = word_fold(text, &digits);
    if (*folded == '\0')
        return;
    Printed *printed = g_new0(Printed, 1);
    printed->exact = digits || turns_meaning(folded);
    printed->folded = g_steal_pointer(&folded);
    printed->word = word;
    g_ptr_array_add(list, printed);
}

/* "No.0417" is read as one word or as two. */
static char *number_in(char *text)
{
    for (char *dot = text; (dot = strchr(dot, '.')) != NULL; dot++)
        if (dot > text && g_ascii_isalpha(dot[-1]) &&
            g_ascii_isdigit(dot[1 + strspn(dot + 1, "'\"`")]))
            return dot;
    return NULL;
}

/* The words of a page in the order of the alphabet, without the fax machine's line: where that was
 * not told by its words, `alike` pages are cut below it. */
static GPtrArray *printed_of(const Page *page, gboolean alike)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(printed_free);
    double head = alike && !page->born_digital ? HEADER_SHARE * page->height_px : 0;
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = g_ptr_array_index(page->words, i);
        if ((word->flags & WORD_HEADER) != 0 || word->box.y + word->box.height / 2.0 < head)
            continue;
        g_autofree char *text = g_strdup(word_text(word));
        char *number = number_in(text);
        if (number != NULL) {
            *number = '\0';
            printed_add(list, word, number + 1);
        }
        printed_add(list, word, text);
    }
    g_ptr_array_sort(list, printed_compare);
    return list;
}

/* Marks as used what both lists have; returns how many loose words that are. */
static guint common_use(GPtrArray *one, GPtrArray *other)
{
    guint i = 0, j = 0, loose = 0;
    while (i < one->len && j < other->len) {
        Printed *a = one->pdata[i], *b = other->pdata[j];
        int order = strcmp(a->folded, b->folded);
        if (order == 0) {
            a->used = b->used = TRUE;
            loose += !a->exact;
        }
        i += order <= 0;
        j += order >= 0;
    }
    return loose;
}

static guint printed_count(const GPtrArray *list, gboolean exact)
{
    guint count = 0;
    for (guint i = 0; i < list->len; i++)
        count += ((const Printed *)list->pdata[i])->exact == exact;
    return count;
}

/* --- what was read otherwise -------------------------------------------------------------------
 */

/* A letter and a digit that OCR takes for each other. Two digits are never the same: a week later
 * is another date. */
static gboolean is_misread(char one, char other)
{
    static const char *const looks[] = {"0odq", "1ilj", "2z", "5s", "6gb", "8b", "9gq"};
    if (one == other)
        return TRUE;
    char digit = g_ascii_isdigit(one) ? one : other, letter = digit == one ? other : one;
    if (!g_ascii_isdigit(digit) || g_ascii_isdigit(letter))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(looks); i++)
        if (looks[i][0] == digit)
            return letter != '\0' && strchr(looks[i] + 1, letter) != NULL;
    return FALSE;
}

/* Specks and boxes to tick that were read as a character or two. */
static gboolean is_dirt(const Printed *printed)
{
    return strlen(printed->folded) <= 2 && printed->word->confidence < UNSURE;
}

static gboolean digits_equal(const char *one, const char *other)
{
    for (;; one++, other++) {
        while (*one != '\0' && !g_ascii_isdigit(*one))
            one++;
        while (*other != '\0' && !g_ascii_isdigit(*other))
            other++;
        if (*one != *other)
            return FALSE;
        if (*one == '\0')
            return TRUE;
    }
}

static gboolean reads_as(const Printed *one, const Printed *other)
{
    gsize length = strlen(one->folded);
    if (length != strlen(other->folded))
        return is_dirt(one) && is_dirt(other) && digits_equal(one->folded, other->folded);
    for (gsize i = 0; i < length; i++)
        if (!is_misread(one->folded[i], other->folded[i]))
            return FALSE;
    return TRUE;
}

static Printed *partner_find(const Printed *printed, GPtrArray *others)
{
    for (guint i = 0; i < others->len; i++) {
        Printed *other = others->pdata[i];
        if (!other->used && reads_as(printed, other))
            return other;
    }
    return NULL;
}

/* Whether every exact word that only `one` has is a misreading of one that only `other` has, or
 * dirt. */
static gboolean exact_explain(GPtrArray *one, GPtrArray *other, guint *misread, guint *dirt)
{
    for (guint i = 0; i < one->len; i++) {
        Printed *printed = one->pdata[i];
        if (!printed->exact || printed->used)
            continue;
        Printed *partner = partner_find(printed, other);
        if (partner != NULL) {
            printed->used = partner->used = TRUE;
            ++*misread;
        } else if (is_dirt(printed)) {
            ++*dirt;
        } else {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean exact_same(GPtrArray *one, GPtrArray *other, gboolean alike)
{
    guint misread = 0, dirt = 0, other_dirt = 0;
    if (!exact_explain(one, other, &misread, &dirt) ||
        !exact_explain(other, one, &misread, &other_dirt))
        return FALSE;
    if (!alike)
        return misread == 0 && dirt == 0 && other_dirt == 0;
    /* On both sides it may be two numbers for one. */
    return misread <= MAX(2, printed_count(one, TRUE) / MISREAD_SHARE) &&
           MIN(dirt, other_dirt) == 0 && MAX(dirt, other_dirt) <= DIRT_MOST;
}

static gboolean pages_same(const Page *one, const Page *other)
{
    gboolean alike = pictures_alike(&one->picture, &other->picture);
    g_autoptr(GPtrArray) a = printed_of(one, alike);
    g_autoptr(GPtrArray) b = printed_of(other, alike);
    guint common = common_use(a, b), words = printed_count(a, FALSE);
    guint other_words = printed_count(b, FALSE);
    return MIN(words, other_words) >= (alike ? WORDS_LEAST_ALIKE : WORDS_LEAST) &&
           2.0 * common >= (alike ? ALIKE_LEAST : LIKENESS_LEAST) * (words + other_words) &&
           exact_same(a, b, alike);
}

/* --- what is known of the documents ------------------------------------------------------------
 */

static gboolean values_differ(const Field *one, const Field *other)
{
    g_autofree char *a = name_fold(one->value);
    g_autofree char *b = name_fold(other->value);
    return strcmp(a, b) != 0;
}

/* Whether they tell of another patient, or of another day: then nothing makes them the same. */
static gboolean identities_differ(const Document *one, const Document *other)
{
    static const char *const names[] = {"patient_name",    "date_of_birth", "mrn",
                                        "date_of_service", "appointment",   "authorization_number"};
    if (one->patient != 0 && other->patient != 0 && one->patient != other->patient)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        const Field *ours = document_lookup_field(one, names[i]);
        const Field *theirs = document_lookup_field(other, names[i]);
        if (ours != NULL && theirs != NULL && values_differ(ours, theirs))
            return TRUE;
    }
    return FALSE;
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
    if (identities_differ(one, other))
        return FALSE;
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
