/* word_list.c - one pool of bytes, one array of places in it, one table with open addressing.
 *
 * Does: keeps a quarter of a million words in some six megabytes. Does not: know what words are. */
#include "word_list.h"

#include "digits.h"

#include <string.h>

struct WordList {
    GByteArray *pool; /* the words, each with its zero byte */
    GArray *places;   /* guint32, into the pool, by number */
    guint32 *slots;   /* numbers by hash; WORD_LIST_NONE: free */
    guint32 n_slots;  /* a power of two, at most two thirds full */
    guint8 *marks;    /* four bits a slot, two set for every word: most look-ups end here */
};

enum { FIRST_SLOTS = 1 << 10 };

static void slots_make(WordList *list, guint32 n_slots)
{
    g_free(list->slots);
    g_free(list->marks);
    list->n_slots = n_slots;
    list->slots = g_new(guint32, n_slots);
    memset(list->slots, 0xff, n_slots * sizeof *list->slots);
    list->marks = g_malloc0(n_slots / 2);
}

WordList *word_list_new(void)
{
    WordList *list = g_new0(WordList, 1);
    list->pool = g_byte_array_new();
    list->places = g_array_new(FALSE, FALSE, sizeof(guint32));
    slots_make(list, FIRST_SLOTS);
    return list;
}

void word_list_free(WordList *list)
{
    if (list == NULL)
        return;
    g_byte_array_unref(list->pool);
    g_array_unref(list->places);
    g_free(list->slots);
    g_free(list->marks);
    g_free(list);
}

/* The word's number, stirred so that all bits are good enough for the table. */
static guint64 hash_of(guint64 digits)
{
    digits = (digits ^ digits >> 29) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
    return digits ^ digits >> 32;
}

static guint64 word_hash(const char *word, gsize length)
{
    guint64 digits = 0;
    for (gsize i = 0; i < length; i++)
        digits = digits * DIGITS_BASE + (guchar)word[i];
    return hash_of(digits);
}

const char *word_list_word(const WordList *list, guint32 number)
{
    return (const char *)list->pool->data + g_array_index(list->places, guint32, number);
}

guint word_list_length(const WordList *list)
{
    return list->places->len;
}

/* The slot that holds the word, or the free one where it belongs. */
static guint32 slot_find(const WordList *list, guint64 hash, const char *word, gsize length)
{
    guint32 slot = (guint32)hash & (list->n_slots - 1);
    while (list->slots[slot] != WORD_LIST_NONE) {
        const char *there = word_list_word(list, list->slots[slot]);
        if (strncmp(there, word, length) == 0 && there[length] == '\0')
            break;
        slot = (slot + 1) & (list->n_slots - 1);
    }
    return slot;
}

/* A word's two bits among the marks, which are four times as many as slots. */
static guint32 mark_of(const WordList *list, guint64 hash, guint which)
{
    return (guint32)(hash >> (which == 0 ? 16 : 37)) & (list->n_slots * 4 - 1);
}

static guint32 is_marked(const WordList *list, guint64 hash, guint which)
{
    guint32 mark = mark_of(list, hash, which);
    return list->marks[mark / 8] >> mark % 8 & 1;
}

static void slot_fill(WordList *list, guint64 hash, guint32 slot, guint32 number)
{
    for (guint which = 0; which < 2; which++) {
        guint32 mark = mark_of(list, hash, which);
        list->marks[mark / 8] |= 1 << mark % 8;
    }
    list->slots[slot] = number;
}

static void slots_double(WordList *list)
{
    slots_make(list, list->n_slots * 2);
    for (guint32 number = 0; number < list->places->len; number++) {
        const char *word = word_list_word(list, number);
        gsize length = strlen(word);
        guint64 hash = word_hash(word, length);
        slot_fill(list, hash, slot_find(list, hash, word, length), number);
    }
}

guint32 word_list_add(WordList *list, const char *word, gsize length)
{
    guint64 hash = word_hash(word, length);
    guint32 slot = slot_find(list, hash, word, length);
    if (list->slots[slot] != WORD_LIST_NONE)
        return list->slots[slot];

    guint32 number = list->places->len;
    guint32 place = list->pool->len;
    g_byte_array_append(list->pool, (const guint8 *)word, length);
    g_byte_array_append(list->pool, (const guint8 *)"", 1);
    g_array_append_val(list->places, place);
    slot_fill(list, hash, slot, number);
    if (list->places->len > list->n_slots / 3 * 2)
        slots_double(list);
    return number;
}

guint32 word_list_letters(const WordList *list, guint64 none, guint64 power)
{
    guint32 held = 0, sure = 0;
    for (guint i = 0; i < 26; i++)
        held |= is_marked(list, hash_of(none + ('a' + i) * power), 0) << i;
    for (; held != 0; held &= held - 1) {
        guint i = (guint)__builtin_ctz(held);
        sure |= is_marked(list, hash_of(none + ('a' + i) * power), 1) << i;
    }
    return sure;
}

guint32 word_list_lookup(const WordList *list, const char *word, gsize length)
{
    guint64 hash = word_hash(word, length);
    if (is_marked(list, hash, 0) == 0 || is_marked(list, hash, 1) == 0)
        return WORD_LIST_NONE;
    return list->slots[slot_find(list, hash, word, length)];
}
