/* doctype_titles.c - whether a row of a page is the title of a kind of document.
 *
 * Does: compare rows and their cells with the titles of dict/doctypes, allowing for misreading.
 * Reads: rows. Does not: add up what a page speaks for. */
#include "doctype_table.h"

#include <string.h>

#define INNER_TITLE  0.8 /* share of its weight that a title has as a part of its row */
#define SMALL_TITLE  0.5 /* and as a part of a row in small letters */
#define CAPITAL_ROWS 16  /* titles stand in these first rows */

enum {
    INNER_KEY_LEAST = 12,
    CELL_KEY_LEAST = 9, /* of a title in small letters, or in a cell: shorter ones name fields */
    SMALL_KEY_LEAST = 16,
    TITLE_KEY_MOST = 80,
    BY_TOKENS = 6,
    LETTERS_APART = 4, /* an edit: two letters read as two of like shape count as one */
    PROSE_MOST = 2,    /* rows of running text that may stand above a title */
};

RowKey row_key(const Lines *lines, guint first, guint end, gboolean to_colon)
{
    GString *key = g_string_new(NULL);
    for (guint at = first; at < end && key->len < TITLE_KEY_MOST; at++) {
        const Token *token = lines_token(lines, at);
        g_string_append(key, token->key);
        if (to_colon && token->colon)
            break;
    }
    RowKey made = {NULL, (guint)key->len, key_letters(key->str)};
    made.text = g_string_free(key, FALSE);
    return made;
}

void row_key_clear(RowKey *key)
{
    g_clear_pointer(&key->text, g_free);
}

static guint edits_allowed(guint length)
{
    return length < 7 ? 0 : length < 12 ? 1 : length < 18 ? 2 : 3;
}

double phrase_likeness(const Phrase *phrase, const RowKey *key)
{
    guint most = edits_allowed(phrase->length);
    if (MAX(phrase->length, key->length) - MIN(phrase->length, key->length) > most ||
        key_letters_apart(phrase->letters, key->letters) > LETTERS_APART * most)
        return 0;
    guint edits = key_distance(phrase->key, key->text, most * KEY_EDIT);
    return edits > most * KEY_EDIT ? 0 : 1 - (double)edits / (KEY_EDIT * phrase->length);
}

/* TRUE when the words are a part of the key. */
static gboolean is_within(const Phrase *phrase, const RowKey *key)
{
    return (phrase->letters & ~key->letters) == 0 && strstr(key->text, phrase->key) != NULL;
}

static GArray *row_keys_new(void)
{
    GArray *keys = g_array_new(FALSE, FALSE, sizeof(RowKey));
    g_array_set_clear_func(keys, (GDestroyNotify)row_key_clear);
    return keys;
}

static void row_keys_add(GArray *keys, const Lines *lines, guint first, guint end)
{
    RowKey key = row_key(lines, first, end, FALSE);
    g_array_append_val(keys, key);
}

/* The nearest of the keys. */
static double best_likeness(const Phrase *phrase, const GArray *keys)
{
    double best = 0;
    for (guint i = 0; i < keys->len; i++)
        best = MAX(best, phrase_likeness(phrase, &g_array_index(keys, RowKey, i)));
    return best;
}

void title_row_clear(TitleRow *title)
{
    row_key_clear(&title->whole);
    g_array_unref(title->cells);
    g_array_unref(title->kinds);
}

static gboolean row_is_headline(const Lines *lines, const Row *row)
{
    guint small = 0;
    if (row->count > TITLE_TOKENS_MOST)
        return FALSE;
    for (guint at = row->first; at < row->first + row->count; at++) {
        const char *text = lines_token(lines, at)->text;
        small += g_ascii_islower(text[0]) && strlen(text) > 3;
    }
    return small <= 1;
}

TitleRow title_row(const Lines *lines, guint r, guint prose)
{
    const Row *row = lines_row(lines, r);
    guint end = row->first + row->count;
    const Token *last = lines_token(lines, end - 1);
    TitleRow title = {.whole = row_key(lines, row->first, end, FALSE),
                      .cells = row_keys_new(),
                      .kinds = row_keys_new(),
                      .headline = row_is_headline(lines, row),
                      .alone = row->count <= TITLE_TOKENS_MOST &&
                               strchr(".,;", last->text[strlen(last->text) - 1]) == NULL,
                      .colon = last->colon,
                      .late = r >= CAPITAL_ROWS || last->colon || prose > PROSE_MOST};
    for (guint at = row->first; at < end;) {
        guint length = lines_cell_length(lines, at, end);
        if (length < row->count && !lines_token(lines, at + length - 1)->colon)
            row_keys_add(title.cells, lines, at, at + length);
        at += length;
    }
    for (guint at = row->first + 1; at < MIN(end, row->first + BY_TOKENS); at++)
        if (strcmp(lines_token(lines, at)->text, "by") == 0)
            row_keys_add(title.kinds, lines, row->first, at);
    return title;
}

/* In capitals and headline case. */
static double headline_likeness(const Phrase *phrase, const TitleRow *title)
{
    double likeness = phrase_likeness(phrase, &title->whole);
    if (likeness == 0 && phrase->length >= INNER_KEY_LEAST && is_within(phrase, &title->whole))
        likeness = INNER_TITLE;
    return likeness;
}

/* In small letters, or beside something else. */
static double plain_likeness(const Phrase *phrase, const TitleRow *title)
{
    if (phrase->length < CELL_KEY_LEAST || !title->alone)
        return 0;
    double likeness = title->headline ? 0 : phrase_likeness(phrase, &title->whole);
    likeness = MAX(likeness, INNER_TITLE * best_likeness(phrase, title->cells));
    if (likeness == 0 && phrase->length >= SMALL_KEY_LEAST && is_within(phrase, &title->whole))
        likeness = SMALL_TITLE;
    return likeness;
}

double title_weight(const Phrase *phrase, const TitleRow *title)
{
    double likeness = title->headline ? headline_likeness(phrase, title) : 0;
    if (likeness == 0)
        likeness = plain_likeness(phrase, title);
    likeness = MAX(likeness, best_likeness(phrase, title->kinds));
    return likeness * phrase->weight * (title->late ? LATE_TITLE : 1);
}

guint doctype_title_row(const DoctypeTable *table, const Lines *lines, guint *type, double *weight)
{
    guint found = lines->rows->len, prose = 0;
    *weight = 0;
    for (guint r = 0; r < MIN(lines->rows->len, CAPITAL_ROWS) && *weight < STRONG_TITLE; r++) {
        g_auto(TitleRow) title = title_row(lines, r, prose);
        for (guint i = 0; i < table->phrases->len; i++) {
            const Phrase *phrase = &g_array_index(table->phrases, Phrase, i);
            double here = phrase->kind == PHRASE_TITLE ? title_weight(phrase, &title) : 0;
            if (here <= *weight)
                continue;
            *weight = here;
            *type = phrase->type;
            found = r;
        }
        prose += lines_row_is_prose(lines, r);
    }
    return found;
}
