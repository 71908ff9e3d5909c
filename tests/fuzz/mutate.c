/* mutate.c - damaged files in any number, the same ones for the same seed.
 *
 * usage: mutate SEED FIRST COUNT FOLDER FILE...: writes COUNT files into the folder, the FIRSTth of
 * the seed's row first, each a FILE with some bytes changed, moved, lost or taken from another.
 * Does: no two of a row alike, so that each can be told by its bytes. */
#include <glib.h>
#include <stdio.h>
#include <string.h>

enum { CHANGES_MOST = 6, BLOCK_MOST = 4096 };

typedef struct {
    char *name;
    GByteArray *bytes;
} Base;

static guint below(GRand *chance, guint limit)
{
    return limit > 0 ? (guint)g_rand_int_range(chance, 0, (gint32)limit) : 0;
}

/* Headers hold what decoders believe, so half of the places lie near the beginning. */
static guint place(GRand *chance, const GByteArray *bytes)
{
    guint near = MIN(bytes->len, 512u);
    return below(chance, g_rand_boolean(chance) ? near : bytes->len);
}

static void bit_flip(GRand *chance, GByteArray *bytes)
{
    bytes->data[place(chance, bytes)] ^= (guint8)(1u << below(chance, 8));
}

static void byte_set(GRand *chance, GByteArray *bytes)
{
    bytes->data[place(chance, bytes)] = (guint8)below(chance, 256);
}

/* Numbers at which sums and products run over. */
static void number_set(GRand *chance, GByteArray *bytes)
{
    static const guint32 numbers[] = {0,      1,          0x7f,       0x80,       0xff,
                                      0x7fff, 0x8000,     0xffff,     0x10000,    0x7fffffff,
                                      40000,  0x80000000, 0xffffffff, 0xfffffff0, 0x01000000};
    guint32 number = numbers[below(chance, G_N_ELEMENTS(numbers))];
    guint at = place(chance, bytes), size = g_rand_boolean(chance) ? 2 : 4;
    gboolean big_endian = g_rand_boolean(chance);
    for (guint i = 0; i < size && at + i < bytes->len; i++)
        bytes->data[at + i] = (guint8)(number >> 8 * (big_endian ? size - 1 - i : i));
}

/* A digit of a PDF's text: lengths, counts, references. */
static void digit_set(GRand *chance, GByteArray *bytes)
{
    for (guint at = below(chance, bytes->len), tried = 0; tried < bytes->len; tried++) {
        guint8 *byte = &bytes->data[(at + tried) % bytes->len];
        if (!g_ascii_isdigit(*byte))
            continue;
        *byte = (guint8)('0' + below(chance, 10));
        return;
    }
}

static void block_remove(GRand *chance, GByteArray *bytes)
{
    guint at = place(chance, bytes), most = MIN(bytes->len - at, (guint)BLOCK_MOST);
    g_byte_array_remove_range(bytes, at, below(chance, most));
}

static void block_insert(GByteArray *bytes, guint at, const guint8 *block, guint size)
{
    g_byte_array_set_size(bytes, bytes->len + size);
    memmove(bytes->data + at + size, bytes->data + at, bytes->len - size - at);
    memcpy(bytes->data + at, block, size);
}

static void block_repeat(GRand *chance, GByteArray *bytes)
{
    guint from = place(chance, bytes);
    guint size = below(chance, MIN(bytes->len - from, (guint)BLOCK_MOST));
    g_autofree guint8 *block = g_memdup2(bytes->data + from, size);
    block_insert(bytes, place(chance, bytes), block, size);
}

static void noise_insert(GRand *chance, GByteArray *bytes)
{
    guint8 noise[64];
    guint size = 1 + below(chance, sizeof noise);
    for (guint i = 0; i < size; i++)
        noise[i] = (guint8)below(chance, 256);
    block_insert(bytes, place(chance, bytes), noise, size);
}

static void end_cut(GRand *chance, GByteArray *bytes)
{
    g_byte_array_set_size(bytes, below(chance, bytes->len));
}

static void bytes_change(GRand *chance, GByteArray *bytes)
{
    static void (*const ways[])(GRand *, GByteArray *) = {
        bit_flip,  bit_flip,     byte_set,     byte_set,     number_set, number_set,
        digit_set, block_remove, block_repeat, noise_insert, end_cut};
    /* One change alone is the likeliest to come through the door and on to the decoders. */
    guint changes = g_rand_boolean(chance) ? 1 : 1 + below(chance, CHANGES_MOST);
    for (; changes > 0 && bytes->len > 0; changes--)
        ways[below(chance, G_N_ELEMENTS(ways))](chance, bytes);
}

/* The rest of another file from some place on, whatever kind it is. */
static void tail_splice(GRand *chance, GByteArray *bytes, const GByteArray *other)
{
    guint from = below(chance, other->len);
    g_byte_array_set_size(bytes, below(chance, bytes->len));
    g_byte_array_append(bytes, other->data + from, other->len - from);
}

static gboolean file_write(const char *folder, guint number, GRand *chance, const GPtrArray *bases,
                           GHashTable *written)
{
    const Base *base = bases->pdata[below(chance, bases->len)];
    const Base *other = bases->pdata[below(chance, bases->len)];
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_byte_array_append(bytes, base->bytes->data, base->bytes->len);
    if (below(chance, 12) == 0)
        tail_splice(chance, bytes, other->bytes);
    bytes_change(chance, bytes);
    while (!g_hash_table_add(written,
                             g_compute_checksum_for_data(G_CHECKSUM_MD5, bytes->data, bytes->len)))
        noise_insert(chance, bytes);
    const char *ending = strrchr(below(chance, 20) == 0 ? other->name : base->name, '.');
    g_autofree char *name = g_strdup_printf("%06u%s", number, ending != NULL ? ending : "");
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    if (g_file_set_contents(path, (const char *)bytes->data, bytes->len, &error))
        return TRUE;
    fprintf(stderr, "mutate: %s\n", error->message);
    return FALSE;
}

static GPtrArray *bases_load(char **paths)
{
    GPtrArray *bases = g_ptr_array_new();
    for (; *paths != NULL; paths++) {
        char *text;
        gsize size;
        if (!g_file_get_contents(*paths, &text, &size, NULL))
            continue;
        Base *base = g_new0(Base, 1);
        base->name = g_path_get_basename(*paths);
        base->bytes = g_byte_array_new_take((guint8 *)text, size);
        g_ptr_array_add(bases, base);
    }
    return bases;
}

int main(int argc, char **argv)
{
    if (argc < 6) {
        fprintf(stderr, "usage: mutate SEED FIRST COUNT FOLDER FILE...\n");
        return 2;
    }
    guint32 seed = (guint32)g_ascii_strtoull(argv[1], NULL, 10);
    guint first = (guint)g_ascii_strtoull(argv[2], NULL, 10);
    guint count = (guint)g_ascii_strtoull(argv[3], NULL, 10);
    g_autoptr(GPtrArray) bases = bases_load(argv + 5);
    g_autoptr(GHashTable) written = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (bases->len == 0)
        return 2;
    for (guint number = first; number < first + count; number++) {
        const guint32 seeds[] = {seed, number};
        g_autoptr(GRand) chance = g_rand_new_with_seed_array(seeds, G_N_ELEMENTS(seeds));
        if (!file_write(argv[4], number, chance, bases, written))
            return 1;
    }
    return 0;
}
