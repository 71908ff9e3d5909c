/* roster.c - the patients as an index: compact rows, shared strings, blocks to find them by.
 *
 * Does: keep all patients, find those who may be meant, count how common a name is. Reads: what
 * the engine hands over. Does not: decide who is meant, or know where patients come from. */
#include "roster.h"

#include "keys.h"
#include "name.h"

#include <stdlib.h>
#include <string.h>

enum {
    STRINGS_BLOCK_BYTES = 1 << 16,
    SURNAME_BLOCK_MOST = 1000, /* a surname alone that more have tells nobody */
    NAMES_LOOKED_AT = 8,       /* of those with one key: another name shares it now and then */
};

struct Roster {
    GArray *patients; /* Patient whose strings lie in `strings` */
    GStringChunk *strings;
    BlockIndex index;
    GPtrArray *aliases;      /* Alias, until sealed */
    GHashTable *alias_names; /* "17 OKOYE LUCIA": patient's id and the folded name */
    gboolean sealed;
};

/* The strings of a Patient; common ones are kept once. */
static const struct {
    gsize offset;
    gboolean common;
} columns[] = {
    {G_STRUCT_OFFSET(Patient, mrn), FALSE},     {G_STRUCT_OFFSET(Patient, last), TRUE},
    {G_STRUCT_OFFSET(Patient, first), TRUE},    {G_STRUCT_OFFSET(Patient, middle), TRUE},
    {G_STRUCT_OFFSET(Patient, suffix), TRUE},   {G_STRUCT_OFFSET(Patient, date_of_birth), TRUE},
    {G_STRUCT_OFFSET(Patient, sex), TRUE},      {G_STRUCT_OFFSET(Patient, phone), FALSE},
    {G_STRUCT_OFFSET(Patient, address), FALSE}, {G_STRUCT_OFFSET(Patient, city), TRUE},
    {G_STRUCT_OFFSET(Patient, state), TRUE},    {G_STRUCT_OFFSET(Patient, zip), TRUE},
    {G_STRUCT_OFFSET(Patient, insurer), TRUE},  {G_STRUCT_OFFSET(Patient, member_id), FALSE},
};

/* A name that a person has accepted for a patient. */
typedef struct {
    gint64 patient;
    PersonName *name;
} Alias;

static void alias_free(gpointer data)
{
    Alias *alias = data;
    person_name_free(alias->name);
    g_free(alias);
}

Roster *roster_new(void)
{
    Roster *roster = g_new0(Roster, 1);
    roster->patients = g_array_new(FALSE, FALSE, sizeof(Patient));
    roster->strings = g_string_chunk_new(STRINGS_BLOCK_BYTES);
    roster->aliases = g_ptr_array_new_with_free_func(alias_free);
    roster->alias_names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    block_index_init(&roster->index);
    return roster;
}

void roster_free(Roster *roster)
{
    if (roster == NULL)
        return;
    g_array_unref(roster->patients);
    g_string_chunk_free(roster->strings);
    block_index_clear(&roster->index);
    g_ptr_array_unref(roster->aliases);
    g_hash_table_unref(roster->alias_names);
    g_free(roster);
}

static void id_print(gint64 id, char text[24])
{
    g_snprintf(text, 24, "%" G_GINT64_FORMAT, id);
}

void roster_take(Roster *roster, Patient *patient)
{
    g_return_if_fail(!roster->sealed);
    Patient row = *patient;
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
        const char *text = G_STRUCT_MEMBER(char *, patient, columns[i].offset);
        char *kept = columns[i].common || *text == '\0'
                         ? g_string_chunk_insert_const(roster->strings, text)
                         : g_string_chunk_insert(roster->strings, text);
        G_STRUCT_MEMBER(char *, &row, columns[i].offset) = kept;
    }
    g_array_append_val(roster->patients, row);
    patient_free(patient);
}

static char *alias_key(gint64 patient, const char *name)
{
    g_autofree char *folded = name_fold(name);
    return g_strdup_printf("%" G_GINT64_FORMAT " %s", patient, folded);
}

void roster_add_alias(Roster *roster, gint64 patient, const char *name)
{
    g_return_if_fail(!roster->sealed);
    PersonName *parsed = person_name_parse(name);
    if (parsed == NULL)
        return;
    Alias *alias = g_new0(Alias, 1);
    alias->patient = patient;
    alias->name = parsed;
    g_ptr_array_add(roster->aliases, alias);
    g_hash_table_add(roster->alias_names, alias_key(patient, name));
}

gboolean roster_has_alias(const Roster *roster, gint64 patient, const char *name)
{
    if (g_hash_table_size(roster->alias_names) == 0)
        return FALSE;
    g_autofree char *key = alias_key(patient, name);
    return g_hash_table_contains(roster->alias_names, key);
}

/* Where the patients with aliases stand: id -> position. */
static GHashTable *alias_positions(const Roster *roster)
{
    GHashTable *positions = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < roster->aliases->len; i++) {
        Alias *alias = roster->aliases->pdata[i];
        g_hash_table_insert(positions, &alias->patient, NULL);
    }
    for (guint i = 0; g_hash_table_size(positions) > 0 && i < roster->patients->len; i++) {
        Patient *patient = &g_array_index(roster->patients, Patient, i);
        if (g_hash_table_contains(positions, &patient->id))
            g_hash_table_replace(positions, &patient->id, GUINT_TO_POINTER(i + 1));
    }
    return positions;
}

/* Whoever is printed under the other name is found by it. */
static void aliases_index(Roster *roster)
{
    g_autoptr(GHashTable) positions = alias_positions(roster);
    for (guint i = 0; i < roster->aliases->len; i++) {
        const Alias *alias = roster->aliases->pdata[i];
        guint position = GPOINTER_TO_UINT(g_hash_table_lookup(positions, &alias->patient));
        g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(guint32));
        keys_of_name(keys, alias->name->last, alias->name->first);
        for (guint k = 0; position > 0 && k < keys->len; k++)
            block_index_add(&roster->index, g_array_index(keys, guint32, k), position - 1);
    }
}

void roster_seal(Roster *roster)
{
    g_return_if_fail(!roster->sealed);
    for (guint i = 0; i < roster->patients->len; i++) {
        const Patient *patient = roster_patient(roster, i);
        char id[24];
        id_print(patient->id, id);
        block_index_add(&roster->index, block_key(KEY_ID, id, NULL), i);
        keys_of_patient(&roster->index, patient, i);
    }
    aliases_index(roster);
    block_index_seal(&roster->index);
    roster->sealed = TRUE;
}

guint roster_size(const Roster *roster)
{
    return roster->patients->len;
}

const Patient *roster_patient(const Roster *roster, guint index)
{
    g_return_val_if_fail(index < roster->patients->len, NULL);
    return &g_array_index(roster->patients, Patient, index);
}

const Patient *roster_lookup_id(const Roster *roster, gint64 id)
{
    char text[24];
    id_print(id, text);
    guint count;
    const BlockEntry *entries =
        block_index_lookup(&roster->index, block_key(KEY_ID, text, NULL), &count);
    for (guint i = 0; i < count; i++) {
        const Patient *patient = roster_patient(roster, entries[i].patient);
        if (patient->id == id)
            return patient;
    }
    return NULL;
}

/* --- blocking -------------------------------------------------------------------------------- */

static void block_append(const Roster *roster, guint32 key, GArray *found)
{
    guint count;
    const BlockEntry *entries = block_index_lookup(&roster->index, key, &count);
    for (guint i = 0; i < count; i++)
        g_array_append_val(found, entries[i].patient);
}

/* Without a first name the whole surname is the block, unless it is too common to tell anybody. */
static void surname_append(const Roster *roster, const char *last, GArray *found)
{
    g_autofree char *key = key_name(last);
    guint count;
    block_index_lookup(&roster->index, block_key(KEY_LAST, key, NULL), &count);
    if (count <= SURNAME_BLOCK_MOST)
        block_append(roster, block_key(KEY_LAST, key, NULL), found);
}

static int index_compare(gconstpointer one, gconstpointer other)
{
    guint a = *(const guint *)one, b = *(const guint *)other;
    return (a > b) - (a < b);
}

static void found_unique(GArray *found)
{
    if (found->len < 2)
        return;
    g_array_sort(found, index_compare);
    guint *items = &g_array_index(found, guint, 0), kept = 1;
    for (guint i = 1; i < found->len; i++)
        if (items[i] != items[kept - 1])
            items[kept++] = items[i];
    g_array_set_size(found, kept);
}

void roster_block(const Roster *roster, const char *last, const char *first,
                  const char *date_of_birth, const char *mrn, const char *phone,
                  const char *member_id, GArray *found)
{
    g_return_if_fail(roster->sealed);
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(guint32));
    gboolean whole_name = last != NULL && first != NULL && *first != '\0';
    if (whole_name)
        keys_of_name(keys, last, first);
    keys_of_numbers(keys, date_of_birth, mrn, phone, member_id);
    if (mrn != NULL)
        keys_of_near_mrns(keys, mrn);
    if (date_of_birth != NULL)
        keys_of_near_births(keys, date_of_birth, last, first);
    for (guint i = 0; i < keys->len; i++)
        block_append(roster, g_array_index(keys, guint32, i), found);
    if (last != NULL && *last != '\0' && !whole_name)
        surname_append(roster, last, found);
    found_unique(found);
}

/* --- shares ---------------------------------------------------------------------------------- */

static double share(const Roster *roster, guint32 key)
{
    guint count, size = MAX(roster_size(roster), 1);
    block_index_lookup(&roster->index, key, &count);
    return MIN(1.0, MAX(count, 1) / (double)size);
}

double roster_last_name_share(const Roster *roster, const char *last)
{
    g_autofree char *key = key_name(last);
    return share(roster, block_key(KEY_LAST, key, NULL));
}

static guint32 first_name_key(const char *first)
{
    g_autofree char *folded = name_fold(first);
    folded[strcspn(folded, " ")] = '\0';
    return block_key(KEY_FIRST, folded, NULL);
}

double roster_first_name_share(const Roster *roster, const char *first)
{
    return share(roster, first_name_key(first));
}

gboolean roster_has_first_name(const Roster *roster, const char *first)
{
    guint count;
    return block_index_lookup(&roster->index, first_name_key(first), &count) != NULL;
}

const char *roster_lookup_name(const Roster *roster, const char *word)
{
    g_autofree char *key = key_name(word);
    const guint32 keys[] = {block_key(KEY_LAST, key, NULL), first_name_key(word)};
    for (guint which = 0; which < G_N_ELEMENTS(keys); which++) {
        guint count;
        const BlockEntry *entries = block_index_lookup(&roster->index, keys[which], &count);
        for (guint i = 0; i < MIN(count, NAMES_LOOKED_AT); i++) {
            const Patient *patient = roster_patient(roster, entries[i].patient);
            const char *theirs = which == 0 ? patient->last : patient->first;
            g_autofree char *their_key = key_name(theirs);
            if (strcmp(key, their_key) == 0)
                return theirs;
        }
    }
    return NULL;
}

const Patient *roster_lookup_mrn(const Roster *roster, const char *mrn)
{
    g_autofree char *key = key_mrn(mrn);
    guint count;
    const BlockEntry *entries =
        block_index_lookup(&roster->index, block_key(KEY_MRN, key, NULL), &count);
    for (guint i = 0; i < count; i++) {
        const Patient *patient = roster_patient(roster, entries[i].patient);
        if (patient->active && strcmp(patient->mrn, mrn) == 0)
            return patient;
    }
    return NULL;
}

static gboolean is_called(const Patient *patient, const char *folded_last, const char *folded_given)
{
    g_autofree char *last = name_fold(patient->last);
    g_autofree char *first = name_fold(patient->first);
    g_autofree char *middle = name_fold(patient->middle);
    g_autofree char *given = g_strdup_printf("%s %s", first, middle);
    return strcmp(last, folded_last) == 0 &&
           (strcmp(first, folded_given) == 0 || strcmp(given, folded_given) == 0);
}

const Patient *roster_lookup_called(const Roster *roster, const char *last, const char *given)
{
    g_autofree char *folded_last = name_fold(last);
    g_autofree char *folded_given = name_fold(given);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
    roster_block(roster, last, given, NULL, NULL, NULL, NULL, found);
    for (guint i = 0; i < found->len; i++) {
        const Patient *patient = roster_patient(roster, g_array_index(found, guint, i));
        if (patient->active && is_called(patient, folded_last, folded_given))
            return patient;
    }
    return NULL;
}

gboolean roster_mrn_shared(const Roster *roster, const char *mrn)
{
    g_autofree char *key = key_mrn(mrn);
    guint count, active = 0;
    const BlockEntry *entries =
        block_index_lookup(&roster->index, block_key(KEY_MRN, key, NULL), &count);
    for (guint i = 0; i < count; i++) {
        const Patient *patient = roster_patient(roster, entries[i].patient);
        g_autofree char *theirs = key_mrn(patient->mrn);
        active += patient->active && strcmp(theirs, key) == 0;
    }
    return active > 1;
}

/* --- words ----------------------------------------------------------------------------------- */

static void words_add(GHashTable *words, const char *name)
{
    g_auto(GStrv) parts = g_strsplit_set(name, " ,.", -1);
    for (guint i = 0; parts[i] != NULL; i++)
        if (g_utf8_strlen(parts[i], -1) >= 2)
            g_hash_table_add(words, g_strdup(parts[i]));
}

static int word_compare(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

char **roster_name_words(const Roster *roster)
{
    g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < roster_size(roster); i++) {
        const Patient *patient = roster_patient(roster, i);
        words_add(words, patient->last);
        words_add(words, patient->first);
        words_add(words, patient->middle);
    }
    g_autofree gpointer *keys = g_hash_table_get_keys_as_array(words, NULL);
    char **list = g_new0(char *, g_hash_table_size(words) + 1);
    for (guint i = 0; keys[i] != NULL; i++)
        list[i] = g_strdup(keys[i]);
    qsort(list, g_hash_table_size(words), sizeof *list, word_compare);
    return list;
}
