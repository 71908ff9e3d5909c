/* postings.c - pages that a part of a search found: both, either, without, the best.
 *
 * The lists are walked side by side, as in every inverted index (Manning, Raghavan, Schuetze,
 * Introduction to Information Retrieval, 2008, chapter 1). Does not: touch a database. */
#include "postings.h"

GArray *postings_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(Posting));
}

static const Posting *at(const GArray *postings, guint index)
{
    return index < postings->len ? &g_array_index(postings, Posting, index) : NULL;
}

/* Walks two lists; keeps what stands in both, in the first alone, in the second alone, as told. */
static GArray *merge(const GArray *one, const GArray *other, gboolean both, gboolean first,
                     gboolean second)
{
    GArray *merged = postings_new();
    guint i = 0, j = 0;
    while (i < one->len || j < other->len) {
        const Posting *a = at(one, i), *b = at(other, j);
        if (b == NULL || (a != NULL && a->page < b->page)) {
            if (first)
                g_array_append_vals(merged, a, 1);
            i++;
        } else if (a == NULL || b->page < a->page) {
            if (second)
                g_array_append_vals(merged, b, 1);
            j++;
        } else {
            Posting sum = {a->page, a->score + b->score, MAX(a->day, b->day)};
            if (both)
                g_array_append_val(merged, sum);
            i++;
            j++;
        }
    }
    return merged;
}

GArray *postings_both(const GArray *one, const GArray *other)
{
    return merge(one, other, TRUE, FALSE, FALSE);
}

GArray *postings_either(const GArray *one, const GArray *other)
{
    return merge(one, other, TRUE, TRUE, TRUE);
}

GArray *postings_without(const GArray *these, const GArray *those)
{
    return merge(these, those, FALSE, TRUE, FALSE);
}

static int page_order(gconstpointer one, gconstpointer other)
{
    gint64 a = ((const Posting *)one)->page, b = ((const Posting *)other)->page;
    return (a > b) - (a < b);
}

gboolean postings_have(PostingsCursor *cursor, gint64 page)
{
    const GArray *postings = cursor->postings;
    if (cursor->next > 0 && at(postings, cursor->next - 1)->page >= page)
        cursor->next = 0;
    while (cursor->next < postings->len && at(postings, cursor->next)->page < page)
        cursor->next++;
    return cursor->next < postings->len && at(postings, cursor->next)->page == page;
}

void postings_order(GArray *postings)
{
    for (guint i = 1; i < postings->len; i++) {
        if (page_order(at(postings, i - 1), at(postings, i)) > 0) {
            g_array_sort(postings, page_order);
            return;
        }
    }
}

static int best_order(gconstpointer one, gconstpointer other)
{
    const Posting *a = one, *b = other;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    return page_order(b, a);
}

/* `best` stays sorted and within `limit`. */
static void best_add(GArray *best, const Posting *posting, guint limit)
{
    if (best->len == limit) {
        if (best_order(at(best, limit - 1), posting) <= 0)
            return;
        g_array_set_size(best, limit - 1);
    }
    guint place = best->len;
    while (place > 0 && best_order(posting, at(best, place - 1)) < 0)
        place--;
    g_array_insert_vals(best, place, posting, 1);
}

GArray *postings_best(const GArray *postings, guint limit)
{
    GArray *best = postings_new();
    for (guint i = 0; limit > 0 && i < postings->len; i++)
        best_add(best, at(postings, i), limit);
    return best;
}
