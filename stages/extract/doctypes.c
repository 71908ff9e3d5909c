/* doctypes.c - what kind of document a page looks like.
 *
 * Does: loads dict/doctypes; looks for titles, section headings and turns of phrase; adds weights.
 * Reads: rows. Does not: decide what is unsure. */
#include "doctypes.h"

#include "fate.h"
#include "results.h"
#include "table.h"

#include <math.h>
#include <string.h>

#define SOFTNESS     1.9 /* points of score that make one type e times as likely as another */
#define BASE_SCORE   3.0 /* what "something else" has */
#define LATE_TITLE   0.3 /* share of its weight that a title has in the middle of a page */
#define INNER_TITLE  0.8 /* and one that is a part of its row only */
#define SMALL_TITLE  0.5 /* and one that is a part of a row in small letters */
#define STRONG_TITLE 6.0 /* a page with such a title has no other below it */
#define CAPITAL_ROWS 16  /* titles stand in these first rows */

enum {
    TITLE_TOKENS_MOST = 14,
    INNER_KEY_LEAST = 12,
    CELL_KEY_LEAST = 9, /* of a title in small letters, or in a cell: shorter ones name fields */
    SMALL_KEY_LEAST = 16,
    TITLE_KEY_MOST = 80,
    PROSE_MOST = 2,  /* rows of running text that may stand above a title */
    HEAD_ROWS = 8,   /* in which a title that nobody knows may stand */
    KINDS_LEAST = 3, /* of documents: when a page names as many, it lists what is asked for */
    COUNTED_MOST = 4
};

typedef enum {
    PHRASE_TITLE,
    PHRASE_HEAD,
    PHRASE_HEADING,
    PHRASE_WORDS,
    PHRASE_RESULTS,
    PHRASE_KINDS
} PhraseKind;

typedef struct {
    guint type;
    PhraseKind kind;
    char *key; /* words, head: key words between blanks; else all in one */
    guint length;
    double weight;
} Phrase;

struct DoctypeTable {
    GPtrArray *names; /* char, owned */
    GArray *phrases;  /* Phrase */
};

/* --- the table ------------------------------------------------------------------------------- */

static void phrase_clear(gpointer data)
{
    g_free(((Phrase *)data)->key);
}

static gboolean kind_parse(const char *name, PhraseKind *kind)
{
    static const char *const names[] = {"title", "head", "heading", "words", "results", "kinds"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(name, names[i]) == 0) {
            *kind = (PhraseKind)i;
            return TRUE;
        }
    return FALSE;
}

static DoctypeTable *doctype_table_build(const Table *rows, GError **error)
{
    g_autoptr(DoctypeTable) table = g_new0(DoctypeTable, 1);
    table->names = g_ptr_array_new_with_free_func(g_free);
    table->phrases = g_array_new(FALSE, FALSE, sizeof(Phrase));
    g_array_set_clear_func(table->phrases, phrase_clear);
    for (guint i = 0; i < table_length(rows); i++) {
        const TableRow *row = table_row(rows, i);
        char *end = NULL;
        Phrase phrase = {.type = doctype_lookup(table, row->columns[0])};
        phrase.weight = g_ascii_strtod(row->columns[3], &end);
        if (!kind_parse(row->columns[1], &phrase.kind) || end == row->columns[3] || *end != '\0' ||
            phrase.type >= DOCTYPE_MOST) {
            g_set_error(
                error, FATE, FATE_FATAL,
                "Line %u of the table 'doctypes' has no kind (title, heading, words), no "
                "weight, or one type too many. Correct the line or install Chartward again.",
                row->line);
            return NULL;
        }
        if (phrase.type == table->names->len)
            g_ptr_array_add(table->names, g_strdup(row->columns[0]));
        gboolean words = phrase.kind == PHRASE_WORDS || phrase.kind == PHRASE_HEAD;
        phrase.key = words ? key_words(row->columns[2]) : key_fold(row->columns[2]);
        phrase.length = (guint)strlen(phrase.key);
        g_array_append_val(table->phrases, phrase);
    }
    return g_steal_pointer(&table);
}

DoctypeTable *doctype_table_load(const char *folder, GError **error)
{
    g_autoptr(Table) rows = table_load(folder, "doctypes", 4, error);
    return rows != NULL ? doctype_table_build(rows, error) : NULL;
}

void doctype_table_free(DoctypeTable *table)
{
    if (table == NULL)
        return;
    g_ptr_array_unref(table->names);
    g_array_unref(table->phrases);
    g_free(table);
}

guint doctype_count(const DoctypeTable *table)
{
    return table->names->len;
}

const char *doctype_name(const DoctypeTable *table, guint type)
{
    return g_ptr_array_index(table->names, type);
}

guint doctype_lookup(const DoctypeTable *table, const char *name)
{
    guint type = 0;
    while (type < table->names->len && strcmp(doctype_name(table, type), name) != 0)
        type++;
    return type;
}

/* --- one row --------------------------------------------------------------------------------- */

/* All keys of the tokens in one; with `to_colon` only up to the first colon, if there is one. */
static char *row_key(const Lines *lines, guint first, guint end, gboolean to_colon)
{
    GString *key = g_string_new(NULL);
    for (guint at = first; at < end && key->len < TITLE_KEY_MOST; at++) {
        const Token *token = lines_token(lines, at);
        g_string_append(key, token->key);
        if (to_colon && token->colon)
            break;
    }
    return g_string_free(key, FALSE);
}

static guint edits_allowed(guint length)
{
    return length < 7 ? 0 : length < 12 ? 1 : length < 18 ? 2 : 3;
}

static double phrase_likeness(const Phrase *phrase, const char *key)
{
    guint most = edits_allowed(phrase->length) * KEY_EDIT;
    guint edits = key_distance(phrase->key, key, most);
    return edits > most ? 0 : 1 - (double)edits / (KEY_EDIT * phrase->length);
}

/* What of a row can be a title. */
typedef struct {
    char *whole;
    GPtrArray *cells;  /* char, owned: when there are several */
    gboolean headline; /* capitals and headline case */
    gboolean alone;    /* no sentence that goes on or ends */
    gboolean colon;
    gboolean late;
} TitleRow;

static void title_row_clear(TitleRow *title)
{
    g_free(title->whole);
    g_ptr_array_unref(title->cells);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TitleRow, title_row_clear)

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

/* `prose`: rows of running text above. */
static TitleRow title_row(const Lines *lines, guint r, guint prose)
{
    const Row *row = lines_row(lines, r);
    guint end = row->first + row->count;
    const Token *last = lines_token(lines, end - 1);
    TitleRow title = {.whole = row_key(lines, row->first, end, FALSE),
                      .cells = g_ptr_array_new_with_free_func(g_free),
                      .headline = row_is_headline(lines, row),
                      .alone = row->count <= TITLE_TOKENS_MOST &&
                               strchr(".,;", last->text[strlen(last->text) - 1]) == NULL,
                      .colon = last->colon,
                      .late = r >= CAPITAL_ROWS || last->colon || prose > PROSE_MOST};
    for (guint at = row->first; at < end;) {
        guint length = lines_cell_length(lines, at, end);
        if (length < row->count && !lines_token(lines, at + length - 1)->colon)
            g_ptr_array_add(title.cells, row_key(lines, at, at + length, FALSE));
        at += length;
    }
    return title;
}

/* In capitals and headline case. */
static double headline_likeness(const Phrase *phrase, const TitleRow *title)
{
    double likeness = phrase_likeness(phrase, title->whole);
    if (likeness == 0 && phrase->length >= INNER_KEY_LEAST &&
        strstr(title->whole, phrase->key) != NULL)
        likeness = INNER_TITLE;
    return likeness;
}

/* In small letters, or beside something else. */
static double plain_likeness(const Phrase *phrase, const TitleRow *title)
{
    if (phrase->length < CELL_KEY_LEAST || !title->alone)
        return 0;
    double likeness = title->headline ? 0 : phrase_likeness(phrase, title->whole);
    for (guint i = 0; i < title->cells->len; i++)
        likeness = MAX(likeness,
                       INNER_TITLE * phrase_likeness(phrase, g_ptr_array_index(title->cells, i)));
    if (likeness == 0 && phrase->length >= SMALL_KEY_LEAST &&
        strstr(title->whole, phrase->key) != NULL)
        likeness = SMALL_TITLE;
    return likeness;
}

static double title_weight(const Phrase *phrase, const TitleRow *title)
{
    double likeness = title->headline ? headline_likeness(phrase, title) : 0;
    if (likeness == 0)
        likeness = plain_likeness(phrase, title);
    return likeness * phrase->weight * (title->late ? LATE_TITLE : 1);
}

/* --- one page -------------------------------------------------------------------------------- */

GHashTable *doctype_seen_new(void)
{
    return g_hash_table_new(g_direct_hash, g_direct_equal);
}

typedef struct {
    const DoctypeTable *table;
    const Lines *lines;
    GHashTable *seen;
    DoctypeScore *score;
    double best_title[DOCTYPE_MOST]; /* of several titles of a type the strongest counts */
    guint prose;                     /* rows of running text so far */
    gboolean titled;
    guint title;              /* the type of the first strong title */
    guint32 named;            /* types that strong titles name, wherever */
    guint named_at, named_by; /* the rows of the first and of the second */
} Reading;

G_STATIC_ASSERT(DOCTYPE_MOST <= 32);

/* A heading begins a row, or fills a cell or stands before a colon in it, as the names of fields
 * do. */
static void headings_read(Reading *reading, const char *key)
{
    for (guint i = 0; i < reading->table->phrases->len; i++) {
        const Phrase *phrase = &g_array_index(reading->table->phrases, Phrase, i);
        if (phrase->kind != PHRASE_HEADING)
            continue;
        double weight = phrase_likeness(phrase, key) * phrase->weight;
        if (weight != 0 && g_hash_table_add(reading->seen, GUINT_TO_POINTER(i + 1)))
            reading->score->score[phrase->type] += weight;
    }
}

static guint kinds_named(const Reading *reading)
{
    guint kinds = 0;
    for (guint32 named = reading->named; named != 0; named &= named - 1)
        kinds++;
    return kinds;
}

static void kind_name(Reading *reading, guint type, guint r)
{
    if ((reading->named & 1u << type) != 0)
        return;
    reading->named |= 1u << type;
    guint kinds = kinds_named(reading);
    if (kinds == 1)
        reading->named_at = r;
    else if (kinds == 2)
        reading->named_by = r;
}

/* Of a list of kinds, as requests for records have it, none is the page's title. */
static void list_drop(Reading *reading)
{
    if (kinds_named(reading) < KINDS_LEAST)
        return;
    gboolean title_apart = reading->named_by > reading->named_at + 1;
    for (guint type = 0; type < reading->table->names->len; type++)
        if (!title_apart || type != reading->title)
            reading->best_title[type] = 0;
}

/* A title that no table knows has words that tell. */
static void head_read(Reading *reading, guint r)
{
    const Row *row = lines_row(reading->lines, r);
    if (r >= HEAD_ROWS || reading->prose > 0 || row->count > TITLE_TOKENS_MOST)
        return;
    g_autofree char *text = lines_text(reading->lines, row->first, row->count);
    g_autofree char *key = key_words(text);
    for (guint i = 0; i < reading->table->phrases->len; i++) {
        const Phrase *phrase = &g_array_index(reading->table->phrases, Phrase, i);
        if (phrase->kind == PHRASE_HEAD && strstr(key, phrase->key) != NULL &&
            g_hash_table_add(reading->seen, GUINT_TO_POINTER(i + 1)))
            reading->score->score[phrase->type] += phrase->weight;
    }
}

/* The best title of every type in the row; below a strong one other types' are those of a list. */
static void titles_read(Reading *reading, guint r)
{
    g_auto(TitleRow) title = title_row(reading->lines, r, reading->prose);
    double best[DOCTYPE_MOST] = {0};
    guint top = 0;
    for (guint i = 0; i < reading->table->phrases->len; i++) {
        const Phrase *phrase = &g_array_index(reading->table->phrases, Phrase, i);
        if (phrase->kind != PHRASE_TITLE)
            continue;
        best[phrase->type] = MAX(best[phrase->type], title_weight(phrase, &title));
        if (best[phrase->type] > best[top])
            top = phrase->type;
    }
    for (guint type = 0; type < reading->table->names->len; type++) {
        gboolean below = reading->titled && type != reading->title;
        if (title.alone && !title.colon &&
            best[type] >= STRONG_TITLE * (title.late ? LATE_TITLE : 1))
            kind_name(reading, type, r);
        reading->best_title[type] =
            MAX(reading->best_title[type], best[type] * (below ? LATE_TITLE : 1));
    }
    if (!reading->titled && best[top] >= STRONG_TITLE) {
        reading->titled = TRUE;
        reading->title = top;
    }
    reading->prose += lines_row_is_prose(reading->lines, r);
}

static void row_read(Reading *reading, guint r)
{
    const Row *row = lines_row(reading->lines, r);
    guint end = row->first + row->count;
    head_read(reading, r);
    titles_read(reading, r);
    for (guint at = row->first; at < end;) {
        guint length = lines_cell_length(reading->lines, at, end);
        g_autofree char *key = row_key(reading->lines, at, at + length, TRUE);
        headings_read(reading, key);
        at += length;
    }
}

static void words_read(Reading *reading, const char *text)
{
    for (guint i = 0; i < reading->table->phrases->len; i++) {
        const Phrase *phrase = &g_array_index(reading->table->phrases, Phrase, i);
        if (phrase->kind == PHRASE_WORDS && strstr(text, phrase->key) != NULL &&
            g_hash_table_add(reading->seen, GUINT_TO_POINTER(i + 1)))
            reading->score->score[phrase->type] += phrase->weight;
    }
}

/* Rows that count by their number: results of a laboratory, kinds of documents in a list. */
static void rows_count(Reading *reading)
{
    guint results = MIN(result_rows(reading->lines), COUNTED_MOST);
    guint kinds = kinds_named(reading) < KINDS_LEAST ? 0 : COUNTED_MOST;
    for (guint i = 0; i < reading->table->phrases->len; i++) {
        const Phrase *phrase = &g_array_index(reading->table->phrases, Phrase, i);
        guint count = phrase->kind == PHRASE_RESULTS ? results
                      : phrase->kind == PHRASE_KINDS ? kinds
                                                     : 0;
        if (count > 0 && g_hash_table_add(reading->seen, GUINT_TO_POINTER(i + 1)))
            reading->score->score[phrase->type] += phrase->weight * count;
    }
}

static char *page_key(const Lines *lines)
{
    GString *text = g_string_new(" ");
    for (guint at = 0; at < lines->tokens->len; at++) {
        const Token *token = lines_token(lines, at);
        g_auto(GStrv) parts = g_strsplit_set(token->text, "-/", -1);
        for (guint i = 0; parts[i] != NULL; i++) {
            g_autofree char *key = parts[1] == NULL ? g_strdup(token->key) : key_fold(parts[i]);
            if (*key != '\0')
                g_string_append_printf(text, "%s ", key);
        }
    }
    return g_string_free(text, FALSE);
}

void doctype_add_page(const DoctypeTable *table, const Lines *lines, GHashTable *seen,
                      DoctypeScore *score)
{
    Reading reading = {.table = table, .lines = lines, .seen = seen, .score = score};
    for (guint r = 0; r < lines->rows->len; r++)
        row_read(&reading, r);
    g_autofree char *text = page_key(lines);
    words_read(&reading, text);
    rows_count(&reading);
    list_drop(&reading);
    for (guint type = 0; type < table->names->len; type++) {
        score->score[type] += reading.best_title[type];
        score->title[type] += reading.best_title[type];
    }
}

guint doctype_best(const DoctypeTable *table, const DoctypeScore *score, const char *without,
                   double *confidence)
{
    guint best = 0;
    double sum = exp(BASE_SCORE / SOFTNESS), top = -1;
    for (guint type = 0; type < table->names->len; type++) {
        if (g_strcmp0(doctype_name(table, type), without) == 0)
            continue;
        sum += exp(MIN(score->score[type], 60) / SOFTNESS);
        if (score->score[type] > top) {
            top = score->score[type];
            best = type;
        }
    }
    *confidence = exp(MIN(top, 60) / SOFTNESS) / sum;
    return best;
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
