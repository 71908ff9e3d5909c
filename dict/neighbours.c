/* neighbours.c - the index of words by their skeletons with one or two symbols taken out.
 *
 * Does: builds the index by counting sort, looks words up. Reads: a word list.
 * Does not: measure distances. */
#include "neighbours.h"

#include "strokes.h"

#include <string.h>

enum { BUCKET_BITS = 20, BUCKETS = 1 << BUCKET_BITS };

struct Neighbours {
    const WordList *list;
    guint depth;
    guint32 *starts;  /* BUCKETS + 1: where a bucket's words begin */
    guint32 *numbers; /* of words, by bucket */
};

typedef void (*KeyDone)(guint32 bucket, gpointer data);

/* The bucket of a skeleton without the symbols at two places; a place at its end takes none out. */
static guint32 bucket_of(const char *skeleton, gsize length, gsize without, gsize also_without)
{
    guint64 hash = 14695981039346656037u;
    for (gsize i = 0; i < length; i++) {
        if (i != without && i != also_without)
            hash = (hash ^ (guchar)skeleton[i]) * 1099511628211u;
    }
    return (guint32)((hash ^ (hash >> 29)) * 0x9e3779b97f4a7c15u >> (64 - BUCKET_BITS));
}

static void keys_each(const char *folded, guint depth, KeyDone done, gpointer data)
{
    char skeleton[CONFUSION_BYTES];
    gsize length = strokes_skeleton(folded, skeleton);
    done(bucket_of(skeleton, length, length, length), data);
    if (length < 3)
        return;
    for (gsize i = 0; i < length; i++) {
        if (i > 0 && skeleton[i] == skeleton[i - 1])
            continue;
        done(bucket_of(skeleton, length, i, length), data);
        for (gsize j = i + 1; depth > 1 && length > 4 && j < length; j++)
            done(bucket_of(skeleton, length, i, j), data);
    }
}

/* Where every word is to be filed, one after the other, and in how many places. */
typedef struct {
    GArray *buckets; /* guint32 */
    guint32 *starts; /* of the index: counts first */
} Plan;

static void key_plan(guint32 bucket, gpointer data)
{
    Plan *plan = data;
    plan->starts[bucket + 1]++;
    g_array_append_val(plan->buckets, bucket);
}

Neighbours *neighbours_new(const WordList *list, guint n_words, guint depth)
{
    Neighbours *neighbours = g_new0(Neighbours, 1);
    neighbours->list = list;
    neighbours->depth = depth;
    neighbours->starts = g_new0(guint32, BUCKETS + 1);
    g_autofree guint32 *ends = g_new(guint32, BUCKETS);
    g_autofree guint32 *planned = g_new(guint32, n_words + 1);
    g_autoptr(GArray) buckets = g_array_new(FALSE, FALSE, sizeof(guint32));
    Plan plan = {buckets, neighbours->starts};
    for (guint32 i = 0; i < n_words; i++) {
        keys_each(word_list_word(list, i), depth, key_plan, &plan);
        planned[i] = buckets->len;
    }
    for (guint32 i = 0; i < BUCKETS; i++)
        neighbours->starts[i + 1] += neighbours->starts[i];

    neighbours->numbers = g_new(guint32, buckets->len);
    memcpy(ends, neighbours->starts, BUCKETS * sizeof *ends);
    for (guint32 i = 0, key = 0; i < n_words; i++) {
        for (; key < planned[i]; key++)
            neighbours->numbers[ends[g_array_index(buckets, guint32, key)]++] = i;
    }
    return neighbours;
}

void neighbours_free(Neighbours *neighbours)
{
    if (neighbours == NULL)
        return;
    g_free(neighbours->starts);
    g_free(neighbours->numbers);
    g_free(neighbours);
}

typedef struct {
    const Neighbours *neighbours;
    GArray *found;
} Finding;

static void key_find(guint32 bucket, gpointer data)
{
    Finding *finding = data;
    const guint32 *starts = finding->neighbours->starts;
    g_array_append_vals(finding->found, finding->neighbours->numbers + starts[bucket],
                        starts[bucket + 1] - starts[bucket]);
}

void neighbours_find(const Neighbours *neighbours, const char *folded, GArray *found)
{
    Finding finding = {neighbours, found};
    keys_each(folded, neighbours->depth, key_find, &finding);
}
