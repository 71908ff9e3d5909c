/* block.h - the roster's index: from a key of a block to the patients in it. Private to the model.
 */
#pragma once

#include <glib.h>

typedef struct {
    guint32 key, patient;
} BlockEntry;

typedef struct {
    GArray *entries; /* BlockEntry; once sealed: sorted by key */
    guint32 *starts; /* of the slots, which are the keys' leading bits; NULL until sealed */
    guint slot_bits;
} BlockIndex;

void block_index_init(BlockIndex *index);
void block_index_clear(BlockIndex *index);

/* A key of a kind and one or two texts; NULL counts as empty. FNV-1a (Fowler, Noll, Vo 1991), mixed
 * to 32 bits: strangers may share a key, so whoever looks up compares again. */
guint32 block_key(char kind, const char *one, const char *other);

/* Before sealing only. */
void block_index_add(BlockIndex *index, guint32 key, guint32 patient);

/* Sorts the entries in place (American flag sort: McIlroy, Bostic, McIlroy 1993). */
void block_index_seal(BlockIndex *index);

/* The `*count` entries of the key, lent; NULL when there are none. */
const BlockEntry *block_index_lookup(const BlockIndex *index, guint32 key, guint *count);
