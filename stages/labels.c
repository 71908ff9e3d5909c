/* labels.c - the names of fields on a page, in spite of recognition errors.
 *
 * Does: loads dict/labels, finds its phrases where a label can stand, tells whom each speaks of.
 * Reads: rows and cells. Does not: read values, or know what documents need. */
#include "labels.h"

#include "fate.h"
#include "table.h"

#include <string.h>

enum {
    LABEL_TOKENS_MOST = 9,
    LABEL_KEY_MOST = 48,
    COMMENT_TOKENS_MOST = 10,
    SECTION_TOKENS_MOST = 8,
};

typedef struct {
    char *key;
    guint length;
    guint32 letters; /* which letters occur, one bit each */
    Role role;
    gboolean sign;        /* ends with "#": a name is no number */
    gboolean bare, colon; /* where it may stand: see dict/labels */
} Phrase;

struct LabelTable {
    GPtrArray *by_length[LABEL_KEY_MOST + 1]; /* Phrase, lent */
    GHashTable *labels, *sections;            /* key to Phrase, lent */
    GPtrArray *phrases;                       /* Phrase, owned */
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
    Phrase *phrase = data;
    g_free(phrase->key);
    g_free(phrase);
}

static gboolean is_number_word(const char *key)
{
    return strcmp(key, "no") == 0 || strcmp(key, "num") == 0 || strcmp(key, "number") == 0 ||
           strcmp(key, "nbr") == 0;
}

/* Appends the key of one word; "No." and its like become "#". */
static void key_append_word(GString *key, const char *text, const char *word_key)
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

static guint32 letters_of(const char *key)
{
    guint32 letters = 0;
    for (const char *at = key; *at != '\0'; at++)
        letters |= g_ascii_isalpha(*at) ? 1u << (*at - 'a') : 1u << 26;
    return letters;
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

static void table_add(LabelTable *table, Role role, const char *text, const char *where)
{
    Phrase *phrase = g_new0(Phrase, 1);
    phrase->key = phrase_key(text);
    phrase->length = (guint)strlen(phrase->key);
    phrase->letters = letters_of(phrase->key);
    phrase->role = role;
    phrase->sign = g_str_has_suffix(phrase->key, "#");
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

LabelTable *label_table_parse(const char *text, GError **error)
{
    g_autoptr(Table) rows = table_parse(text, "labels", 3, error);
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
    g_ptr_array_unref(table->phrases);
    g_free(table);
}

/* --- finding a phrase ------------------------------------------------------------------------ */

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

static guint bits_count(guint32 bits)
{
    return (guint)__builtin_popcount(bits);
}

/* The phrase nearest to the key among labels or sections; NULL: none near enough. */
static const Phrase *phrase_near(const LabelTable *table, const char *key, gboolean section,
                                 gboolean exact_only, gboolean colon, float *likeness)
{
    const Phrase *exact = g_hash_table_lookup(section ? table->sections : table->labels, key);
    *likeness = 1;
    if (exact != NULL || exact_only)
        return exact;
    guint length = (guint)strlen(key), most = edits_allowed(length + (length > 5 ? 2 : 0), colon);
    guint reach = most / KEY_EDIT;
    if (most == 0 || length > LABEL_KEY_MOST)
        return NULL;
    guint32 letters = letters_of(key);
    gboolean sign = g_str_has_suffix(key, "#");
    const Phrase *best = NULL;
    for (guint n = length - reach; n <= MIN(length + reach, LABEL_KEY_MOST); n++) {
        const GPtrArray *same = table->by_length[n];
        for (guint i = 0; i < same->len && most > 0; i++) {
            const Phrase *phrase = g_ptr_array_index(same, i);
            if ((phrase->role >= ROLE_SECTION_PATIENT) != section || phrase->sign != sign ||
                bits_count(phrase->letters ^ letters) > MAX(2 * reach, 2) ||
                edits_allowed(phrase->length, colon) == 0)
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

/* "2.", "1a.", "17b.", "A." before the name of a form's box. */
static gboolean is_enumerator(const Token *token)
{
    gsize length = strlen(token->text);
    if (length > 4 || token->colon)
        return FALSE;
    if (token->text[length - 1] == '.' || token->text[length - 1] == ')')
        return length <= 4;
    return g_ascii_isdigit(token->text[0]) && length <= 3;
}

static gboolean starts_cell(const Lines *lines, const Row *row, guint at)
{
    for (; at > row->first; at--) {
        if (lines_token(lines, at)->cell)
            return TRUE;
        const Token *before = lines_token(lines, at - 1);
        if (!is_enumerator(before) && strcmp(before->text, "*") != 0)
            return FALSE;
    }
    return TRUE;
}

/* Tokens behind a label that explain it: "(Last Name, First Name)", "(mm/dd/yyyy)". */
static guint comment_length(const Lines *lines, guint at, guint end)
{
    if (at >= end || lines_token(lines, at)->text[0] != '(')
        return 0;
    for (guint n = 0; n < COMMENT_TOKENS_MOST && at + n < end; n++)
        if (strchr(lines_token(lines, at + n)->text, ')') != NULL)
            return g_ascii_isdigit(lines_token(lines, at)->text[1]) ? 0 : n + 1;
    return 0;
}

/* Where a label can end in spite of misread letters: at a colon, or with a cell that it began. */
static gboolean token_ends_label(const Lines *lines, guint at, guint end, gboolean starts)
{
    const Token *token = lines_token(lines, at);
    if (token->colon || g_str_has_suffix(token->text, "#"))
        return TRUE;
    if (!starts)
        return FALSE;
    return at + 1 == end || token->slash || lines_token(lines, at + 1)->cell ||
           lines_token(lines, at + 1)->text[0] == '(';
}

/* The longest phrase that begins at `at`. */
static gboolean phrase_at(const LabelTable *table, const Lines *lines, const Row *row, guint at,
                          gboolean section, gboolean starts, Label *label, const Phrase **match)
{
    guint end = row->first + row->count;
    gboolean found = FALSE;
    g_autoptr(GString) key = g_string_new(NULL);
    for (guint n = 1; n <= LABEL_TOKENS_MOST && at + n <= end; n++) {
        const Token *token = lines_token(lines, at + n - 1);
        if (n > 1 && token->cell)
            break;
        key_append_word(key, token->text, token->key);
        if (key->len > LABEL_KEY_MOST)
            break;
        float likeness;
        gboolean loose = !section && !token_ends_label(lines, at + n - 1, end, starts);
        const Phrase *phrase =
            key->len > 0 ? phrase_near(table, key->str, section, loose, token->colon, &likeness)
                         : NULL;
        /* The longest wins, but not by taking in a word of the value. */
        if (phrase != NULL && (!found || phrase != *match || likeness >= label->likeness)) {
            found = TRUE;
            label->role = phrase->role;
            label->first = at;
            label->count = n;
            label->likeness = likeness;
            *match = phrase;
        }
        if (token->colon)
            break;
    }
    return found;
}

static gboolean label_at(const LabelTable *table, const Lines *lines, const Row *row, guint at,
                         gboolean behind_label, Label *label)
{
    guint end = row->first + row->count;
    const Phrase *phrase = NULL;
    gboolean starts = behind_label || starts_cell(lines, row, at);
    if (!phrase_at(table, lines, row, at, FALSE, starts, label, &phrase))
        return FALSE;
    guint after = at + label->count;
    label->count += comment_length(lines, after, end);
    const Token *last = lines_token(lines, at + label->count - 1);
    after = at + label->count;
    gboolean fills = after == end || lines_token(lines, after)->cell;
    gboolean sign = last->colon || g_str_has_suffix(last->text, "#");
    if (sign)
        label->form = LABEL_COLON;
    else if (phrase->colon)
        return FALSE;
    else if (starts && fills)
        label->form = LABEL_CELL;
    else if ((starts || phrase->bare) && label->likeness == 1)
        label->form = LABEL_LOOSE;
    else if (last->slash && starts)
        label->form = LABEL_CELL;
    else
        return FALSE;
    return TRUE;
}

/* A heading stands alone in its row; "PATIENT INFORMATION" may hold the whole width. */
static gboolean section_at(const LabelTable *table, const Lines *lines, const Row *row,
                           Label *label)
{
    guint at = row->first;
    while (at + 1 < row->first + row->count && is_enumerator(lines_token(lines, at)))
        at++;
    const Phrase *phrase = NULL;
    if (row->count > SECTION_TOKENS_MOST ||
        !phrase_at(table, lines, row, at, TRUE, TRUE, label, &phrase))
        return FALSE;
    const Token *last = lines_token(lines, at + label->count - 1);
    return at + label->count == row->first + row->count && !last->slash;
}

/* --- whom a label speaks of ------------------------------------------------------------------ */

static gboolean party_of(Role role, Party *party)
{
    switch (role) {
    case ROLE_SECTION_PATIENT:
    case ROLE_PATIENT_NAME:
    case ROLE_PATIENT_PHONE:
    case ROLE_MRN:
        *party = PARTY_PATIENT;
        return TRUE;
    case ROLE_SECTION_INSURED:
    case ROLE_INSURED_NAME:
    case ROLE_INSURED_DOB:
        *party = PARTY_INSURED;
        return TRUE;
    case ROLE_SECTION_OTHER:
    case ROLE_OTHER_NAME:
    case ROLE_OTHER_FACILITY:
    case ROLE_FACILITY:
        *party = PARTY_OTHER;
        return TRUE;
    case ROLE_SECTION_REFERRING:
    case ROLE_REFERRING:
        *party = PARTY_REFERRING;
        return TRUE;
    case ROLE_SECTION_REFERRED_TO:
    case ROLE_REFERRED_TO:
        *party = PARTY_REFERRED_TO;
        return TRUE;
    case ROLE_SECTION_PROVIDER:
        *party = PARTY_PROVIDER;
        return TRUE;
    default:
        if (role >= ROLE_PROVIDER && role <= ROLE_SIGNATURE_PERSON) {
            *party = PARTY_PROVIDER;
            return TRUE;
        }
        return FALSE;
    }
}

static void party_note(Label *label, Party *party)
{
    Party named;
    if (party_of(label->role, &named))
        *party = named;
    else if ((label->role == ROLE_DOB || label->role == ROLE_SEX || label->role == ROLE_NAME) &&
             *party != PARTY_INSURED && *party != PARTY_OTHER)
        *party = PARTY_PATIENT; /* forms tell these of nobody else */
    label->party = *party;
}

GArray *labels_find(const LabelTable *table, const Lines *lines)
{
    GArray *labels = g_array_new(FALSE, FALSE, sizeof(Label));
    Party party = PARTY_SENDER;
    for (guint r = 0; r < lines->rows->len; r++) {
        const Row *row = lines_row(lines, r);
        Label label = {.row = r}; /* the last one of the row */
        if (section_at(table, lines, row, &label)) {
            label.form = LABEL_CELL;
            party_note(&label, &party);
            g_array_append_val(labels, label);
            continue;
        }
        label = (Label){.row = r};
        for (guint at = row->first; at < row->first + row->count;) {
            gboolean behind = label.count > 0 && label.first + label.count == at &&
                              !lines_token(lines, at - 1)->colon;
            Label before = label;
            label = (Label){.row = r};
            if (!label_at(table, lines, row, at, behind, &label)) {
                label = before;
                at++;
                continue;
            }
            if (behind && labels->len > 0) {
                Label *last = &g_array_index(labels, Label, labels->len - 1);
                last->form = MAX(last->form, LABEL_CELL); /* nothing but a label follows it */
            }
            party_note(&label, &party);
            g_array_append_val(labels, label);
            at += label.count;
        }
    }
    return labels;
}
