/* block.c - the roster's index: eight bytes an entry, sorted once, one step to find a key.
 *
 * Does: hash keys, sort entries in place, find the entries of a key. Does not: know what a key
 * means. */
#include "block.h"

#include <stdlib.h>

enum {
    SLOT_ENTRIES = 16, /* wanted on average in a slot */
    SLOT_BITS_MOST = 24,
    INSERTION_MOST = 24, /* entries that are sorted by insertion */
};

void block_index_init(BlockIndex *index)
{
    *index = (BlockIndex){g_array_new(FALSE, FALSE, sizeof(BlockEntry)), NULL, 0};
}

void block_index_clear(BlockIndex *index)
{
    g_clear_pointer(&index->entries, g_array_unref);
    g_clear_pointer(&index->starts, g_free);
}

static guint64 hash_text(guint64 hash, const char *text)
{
    for (const char *at = text; at != NULL && *at != '\0'; at++)
        hash = (hash ^ (guchar)*at) * G_GUINT64_CONSTANT(0x100000001B3);
    return (hash ^ 0xFF) * G_GUINT64_CONSTANT(0x100000001B3);
}

guint32 block_key(char kind, const char *one, const char *other)
{
    guint64 hash = G_GUINT64_CONSTANT(0xCBF29CE484222325) ^ (guchar)kind;
    hash = hash_text(hash_text(hash * G_GUINT64_CONSTANT(0x100000001B3), one), other);
    /* FNV leaves the leading bits uneven for short texts, and the slots are made of these. */
    hash ^= hash >> 32;
    hash *= G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    return hash >> 32;
}

void block_index_add(BlockIndex *index, guint32 key, guint32 patient)
{
    BlockEntry entry = {key, patient};
    g_array_append_val(index->entries, entry);
}

static guint slot_of(const BlockIndex *index, guint32 key)
{
    return index->slot_bits == 0 ? 0 : key >> (32 - index->slot_bits);
}

static int entry_compare(const void *one, const void *other)
{
    const BlockEntry *a = one, *b = other;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->patient > b->patient) - (a->patient < b->patient);
}

static void slot_sort(BlockEntry *entries, guint count)
{
    if (count > INSERTION_MOST) {
        qsort(entries, count, sizeof *entries, entry_compare);
        return;
    }
    for (guint i = 1; i < count; i++) {
        BlockEntry entry = entries[i];
        guint j = i;
        for (; j > 0 && entry_compare(&entries[j - 1], &entry) > 0; j--)
            entries[j] = entries[j - 1];
        entries[j] = entry;
    }
}

/* Brings every entry into its slot by following the chains of displaced entries. */
static void entries_deal(BlockIndex *index, BlockEntry *entries, guint slots)
{
    g_autofree guint32 *next = g_memdup2(index->starts, slots * sizeof *next);
    for (guint slot = 0; slot < slots; slot++) {
        while (next[slot] < index->starts[slot + 1]) {
            BlockEntry *here = &entries[next[slot]];
            guint home = slot_of(index, here->key);
            if (home == slot) {
                next[slot]++;
                continue;
            }
            BlockEntry displaced = entries[next[home]];
            entries[next[home]++] = *here;
            *here = displaced;
        }
    }
}

void block_index_seal(BlockIndex *index)
{
    guint n = index->entries->len;
    if (n == 0)
        return; /* an office without a roster */
    BlockEntry *entries = &g_array_index(index->entries, BlockEntry, 0);
    while (index->slot_bits < SLOT_BITS_MOST && n >> index->slot_bits > SLOT_ENTRIES)
        index->slot_bits++;
    guint slots = 1U << index->slot_bits;
    g_free(index->starts);
    index->starts = g_new0(guint32, slots + 1);
    for (guint i = 0; i < n; i++)
        index->starts[slot_of(index, entries[i].key) + 1]++;
    for (guint slot = 0; slot < slots; slot++)
        index->starts[slot + 1] += index->starts[slot];
    entries_deal(index, entries, slots);
    for (guint slot = 0; slot < slots; slot++)
        slot_sort(entries + index->starts[slot], index->starts[slot + 1] - index->starts[slot]);
}

/* The first entry of the slot whose key is not below `key`. */
static guint lower_bound(const BlockEntry *entries, guint low, guint high, guint64 key)
{
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (entries[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const BlockEntry *block_index_lookup(const BlockIndex *index, guint32 key, guint *count)
{
    *count = 0;
    if (index->starts == NULL || index->entries->len == 0)
        return NULL;
    const BlockEntry *entries = &g_array_index(index->entries, BlockEntry, 0);
    guint slot = slot_of(index, key), end = index->starts[slot + 1];
    guint from = lower_bound(entries, index->starts[slot], end, key);
    guint to = lower_bound(entries, from, end, (guint64)key + 1);
    *count = to - from;
    return to > from ? entries + from : NULL;
}
