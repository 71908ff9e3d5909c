/* neighbours.c - the index of words by their skeletons with one or two symbols taken out.
 *
 * Does: builds the index by counting sort, looks words up. Reads: a word list.
 * Does not: measure distances. */
#include "neighbours.h"

#include "digits.h"
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

static guint32 bucket_of(guint64 number)
{
    return (guint32)((number ^ (number >> 29)) * 0x9e3779b97f4a7c15u >> (64 - BUCKET_BITS));
}

static void keys_each(const char *folded, guint depth, KeyDone done, gpointer data)
{
    char skeleton[CONFUSION_BYTES];
    gsize length = strokes_skeleton(folded, skeleton);
    Digits digits;
    digits_fill(&digits, skeleton, length);
    done(bucket_of(digits.before[length]), data);
    if (length < 3)
        return;
    for (gsize i = 0; i < length; i++) {
        if (i > 0 && skeleton[i] == skeleton[i - 1])
            continue;
        done(bucket_of(digits_append(&digits, digits.before[i], i + 1, length)), data);
        for (gsize j = i + 1; depth > 1 && length > 4 && j < length; j++) {
            guint64 head = digits_append(&digits, digits.before[i], i + 1, j);
            done(bucket_of(digits_append(&digits, head, j + 1, length)), data);
        }
    }
}

static void key_plan(guint32 bucket, gpointer buckets)
{
    g_array_append_val((GArray *)buckets, bucket);
}

Neighbours *neighbours_new(const WordList *list, guint n_words, guint depth)
{
    Neighbours *neighbours = g_new0(Neighbours, 1);
    neighbours->list = list;
    neighbours->depth = depth;
    neighbours->starts = g_new0(guint32, BUCKETS + 1);
    g_autofree guint32 *ends = g_new(guint32, BUCKETS);
    /* Up to which key a word has its own. */
    g_autofree guint32 *planned = g_new(guint32, n_words + 1);
    g_autoptr(GArray) buckets = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint32 i = 0; i < n_words; i++) {
        keys_each(word_list_word(list, i), depth, key_plan, buckets);
        planned[i] = buckets->len;
    }
    /* Counted by themselves: places far apart in memory are then fetched side by side. */
    for (guint32 key = 0; key < buckets->len; key++)
        neighbours->starts[g_array_index(buckets, guint32, key) + 1]++;
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

void neighbours_find(const Neighbours *neighbours, const char *folded, GArray *found)
{
    g_autoptr(GArray) buckets = g_array_new(FALSE, FALSE, sizeof(guint32));
    keys_each(folded, neighbours->depth, key_plan, buckets);
    const guint32 *keys = (const guint32 *)(gpointer)buckets->data, *starts = neighbours->starts;
    /* Places far apart in memory: fetched side by side, too. */
    for (guint i = 0; i < buckets->len; i++)
        __builtin_prefetch(&starts[keys[i]]);
    for (guint i = 0; i < buckets->len; i++)
        __builtin_prefetch(&neighbours->numbers[starts[keys[i]]]);
    for (guint i = 0; i < buckets->len; i++)
        g_array_append_vals(found, neighbours->numbers + starts[keys[i]],
                            starts[keys[i] + 1] - starts[keys[i]]);
}
