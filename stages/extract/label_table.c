/* label_table.c - the phrases by which forms name their fields.
 *
 * Does: loads dict/labels, finds the phrase nearest to a key. Does not: look at pages. */
#include "label_table.h"

#include "fate.h"
#include "table.h"

#include <string.h>

struct LabelTable {
    GPtrArray *by_length[LABEL_KEY_MOST + 1]; /* LabelPhrase, lent */
    GHashTable *labels, *sections;            /* key to LabelPhrase, lent */
    GPtrArray *phrases;                       /* LabelPhrase, owned */
    GHashTable *taught;                       /* key to LabelPhrase, owned */
};

static const char *const role_names[ROLE_COUNT] = {
    "stop",
    "patient-name",
    "name",
    "last-name",
    "first-name",
    "middle-name",
    "dob",
    "mrn",
    "sex",
    "age",
    "phone",
    "patient-phone",
    "other-phone",
    "fax",
    "address",
    "account",
    "insured-name",
    "insured-dob",
    "other-name",
    "addressee",
    "sender",
    "provider",
    "attending",
    "surgeon",
    "consulting",
    "reader",
    "author",
    "referring",
    "requesting",
    "ordering",
    "prescriber",
    "referred-to",
    "primary-care",
    "signature-person",
    "npi",
    "npi-rendering",
    "npi-referring",
    "npi-facility",
    "facility",
    "billing-provider",
    "other-facility",
    "payer",
    "other-payer",
    "member-id",
    "authorization",
    "reference",
    "total-charge",
    "amount",
    "icd",
    "cpt",
    "date-service",
    "date-exam",
    "date-surgery",
    "date-admission",
    "date-discharge",
    "date-collected",
    "date-received",
    "date-reported",
    "date-request",
    "date-other",
    "date-plain",
    "appointment",
    "section-patient",
    "section-insured",
    "section-other",
    "section-provider",
    "section-referring",
    "section-referred-to",
    "section-clinical",
};

/* --- the table ------------------------------------------------------------------------------- */

static void phrase_free(gpointer data)
{
    LabelPhrase *phrase = data;
    g_free(phrase->key);
    g_free(phrase);
}

static gboolean is_number_word(const char *key)
{
    return strcmp(key, "no") == 0 || strcmp(key, "num") == 0 || strcmp(key, "number") == 0 ||
           strcmp(key, "nbr") == 0;
}

/* Appends the key of one word; "No." and its like become "#". */
void key_append_word(GString *key, const char *text, const char *word_key)
{
    if (is_number_word(word_key))
        g_string_append_c(key, '#');
    else
        g_string_append(key, word_key);
    gsize length = strlen(text);
    if (length > 0 && text[length - 1] == '#')
        g_string_append_c(key, '#');
}

static char *phrase_key(const char *phrase)
{
    GString *key = g_string_new(NULL);
    g_auto(GStrv) words = g_strsplit_set(phrase, " /", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        g_autofree char *word_key = key_fold(words[i]);
        key_append_word(key, words[i], word_key);
    }
    return g_string_free(key, FALSE);
}

static gboolean role_parse(const char *name, Role *role)
{
    for (guint i = 0; i < ROLE_COUNT; i++)
        if (strcmp(name, role_names[i]) == 0) {
            *role = (Role)i;
            return TRUE;
        }
    return FALSE;
}

static LabelPhrase *phrase_new(Role role, const char *text)
{
    LabelPhrase *phrase = g_new0(LabelPhrase, 1);
    phrase->key = phrase_key(text);
    phrase->length = (guint)strlen(phrase->key);
    phrase->letters = key_letters(phrase->key);
    phrase->role = role;
    phrase->sign = g_str_has_suffix(phrase->key, "#");
    return phrase;
}

static void table_add(LabelTable *table, Role role, const char *text, const char *where)
{
    LabelPhrase *phrase = phrase_new(role, text);
    phrase->bare = strcmp(where, "bare") == 0;
    phrase->colon = strcmp(where, "colon") == 0;
    g_ptr_array_add(table->phrases, phrase);
    GHashTable *map = role >= ROLE_SECTION_PATIENT ? table->sections : table->labels;
    if (!g_hash_table_contains(map, phrase->key))
        g_hash_table_insert(map, phrase->key, phrase);
    if (phrase->length <= LABEL_KEY_MOST)
        g_ptr_array_add(table->by_length[phrase->length], phrase);
}

static LabelTable *label_table_build(const Table *rows, GError **error)
{
    g_autoptr(LabelTable) table = g_new0(LabelTable, 1);
    table->phrases = g_ptr_array_new_with_free_func(phrase_free);
    table->labels = g_hash_table_new(g_str_hash, g_str_equal);
    table->sections = g_hash_table_new(g_str_hash, g_str_equal);
    table->taught = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, phrase_free);
    for (guint i = 0; i <= LABEL_KEY_MOST; i++)
        table->by_length[i] = g_ptr_array_new();
    for (guint i = 0; i < table_length(rows); i++) {
        const TableRow *row = table_row(rows, i);
        Role role;
        if (!role_parse(row->columns[0], &role) || *row->columns[1] == '\0') {
            g_set_error(error, FATE, FATE_FATAL,
                        "Line %u of the table 'labels' names no known role or no phrase. Correct "
                        "the line or install Chartward again.",
                        row->line);
            return NULL;
        }
        table_add(table, role, row->columns[1], row->columns[2]);
    }
    return g_steal_pointer(&table);
}

LabelTable *label_table_load(const char *folder, GError **error)
{
    g_autoptr(Table) rows = table_load(folder, "labels", 3, error);
    return rows != NULL ? label_table_build(rows, error) : NULL;
}

void label_table_free(LabelTable *table)
{
    if (table == NULL)
        return;
    for (guint i = 0; i <= LABEL_KEY_MOST; i++)
        g_clear_pointer(&table->by_length[i], g_ptr_array_unref);
    g_hash_table_unref(table->labels);
    g_hash_table_unref(table->sections);
    g_hash_table_unref(table->taught);
    g_ptr_array_unref(table->phrases);
    g_free(table);
}

/* --- what people have taught ------------------------------------------------------------------ */

/* ROLE_COUNT: no label tells that field. */
static Role role_of_field(const char *field)
{
    static const struct {
        const char *field;
        Role role;
    } roles[] = {
        {"patient_name", ROLE_PATIENT_NAME},
        {"date_of_birth", ROLE_DOB},
        {"mrn", ROLE_MRN},
        {"date_of_service", ROLE_DATE_SERVICE},
        {"provider", ROLE_PROVIDER},
        {"referring_provider", ROLE_REFERRING},
        {"npi", ROLE_NPI},
        {"facility", ROLE_FACILITY},
        {"icd10", ROLE_ICD},
        {"cpt", ROLE_CPT},
        {"payer", ROLE_PAYER},
        {"member_id", ROLE_MEMBER_ID},
        {"phone", ROLE_PATIENT_PHONE},
        {"authorization_number", ROLE_AUTHORIZATION},
        {"sex", ROLE_SEX},
        {"total_charge", ROLE_TOTAL_CHARGE},
        {"appointment", ROLE_APPOINTMENT},
    };
    for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
        if (strcmp(roles[i].field, field) == 0)
            return roles[i].role;
    return ROLE_COUNT;
}

void label_table_teach(LabelTable *table, const char *field, const char *label)
{
    Role role = role_of_field(field);
    if (role == ROLE_COUNT)
        return;
    LabelPhrase *phrase = phrase_new(role, label);
    if (phrase->length == 0 || g_hash_table_contains(table->taught, phrase->key))
        phrase_free(phrase); /* what was learned last holds */
    else
        g_hash_table_insert(table->taught, phrase->key, phrase);
}

void label_table_forget(LabelTable *table)
{
    g_hash_table_remove_all(table->taught);
}

/* --- the nearest phrase ------------------------------------------------------------------------
 */

/* In units of key_distance(). Short labels forgive one letter of like shape, and that only before a
 * colon. */
static guint edits_allowed(guint length, gboolean colon)
{
    if (length < 6)
        return colon && length >= 3 ? KEY_EDIT / 2 : 0;
    return KEY_EDIT * (length < 9 ? 1 : length < 14 ? 2 : 3);
}

static float key_likeness(guint edits, guint length)
{
    return MAX(0, 1 - (float)edits / (KEY_EDIT * length));
}

/* "Medicare" is no misread "Medicare ID": letters are misread, but two are not cut off. */
static gboolean is_cut(const char *key, const char *phrase)
{
    gsize length = strlen(key), other = strlen(phrase), least = MIN(length, other);
    return MAX(length, other) >= least + 2 && strncmp(key, phrase, least) == 0;
}

/* The phrase nearest to the key among labels or sections; NULL: none near enough. */
const LabelPhrase *phrase_near(const LabelTable *table, const char *key, gboolean section,
                               gboolean exact_only, gboolean colon, float *likeness)
{
    const LabelPhrase *exact = section ? NULL : g_hash_table_lookup(table->taught, key);
    if (exact == NULL)
        exact = g_hash_table_lookup(section ? table->sections : table->labels, key);
    *likeness = 1;
    if (exact != NULL || exact_only)
        return exact;
    guint length = (guint)strlen(key), most = edits_allowed(length + (length > 5 ? 2 : 0), colon);
    guint reach = most / KEY_EDIT;
    if (most == 0 || length > LABEL_KEY_MOST)
        return NULL;
    guint32 letters = key_letters(key);
    gboolean sign = g_str_has_suffix(key, "#");
    const LabelPhrase *best = NULL;
    for (guint n = length - reach; n <= MIN(length + reach, LABEL_KEY_MOST); n++) {
        const GPtrArray *same = table->by_length[n];
        for (guint i = 0; i < same->len && most > 0; i++) {
            const LabelPhrase *phrase = g_ptr_array_index(same, i);
            if ((phrase->role >= ROLE_SECTION_PATIENT) != section || phrase->sign != sign ||
                key_letters_apart(phrase->letters, letters) > MAX(2 * reach, 2) ||
                edits_allowed(phrase->length, colon) == 0 || is_cut(key, phrase->key))
                continue;
            guint edits = key_distance(key, phrase->key, most);
            if (edits > most || edits > edits_allowed(phrase->length, colon))
                continue;
            if (best != NULL && edits == most && *likeness <= key_likeness(edits, length))
                continue;
            best = phrase;
            most = edits;
            *likeness = key_likeness(edits, length);
        }
    }
    return best;
}
