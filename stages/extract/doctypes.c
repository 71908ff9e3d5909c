/* doctypes.c - what kind of document a page looks like.
 *
 * Does: looks for titles, section headings and turns of phrase of dict/doctypes; adds weights.
 * Reads: rows. Does not: decide what is unsure. */
#include "doctype_table.h"

#include "letter.h"
#include "results.h"

#include <math.h>
#include <string.h>

#define SOFTNESS   1.9 /* points of score that make one type e times as likely as another */
#define BASE_SCORE 3.0 /* what "something else" has */

enum {
    HEAD_ROWS = 8,   /* in which a title that nobody knows may stand */
    KINDS_LEAST = 3, /* of documents: when a page names as many, it lists what is asked for */
    COUNTED_MOST = 4
};

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
static void headings_read(Reading *reading, const RowKey *key)
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
        g_auto(RowKey) key = row_key(reading->lines, at, at + length, TRUE);
        headings_read(reading, &key);
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

/* What counts by its number: results of a laboratory, kinds of documents in a list; and being a
 * letter from one clinician to another. */
static void forms_count(Reading *reading)
{
    guint results = MIN(result_rows(reading->lines), COUNTED_MOST);
    guint kinds = kinds_named(reading) < KINDS_LEAST ? 0 : COUNTED_MOST;
    guint letter = page_is_letter_to_clinician(reading->lines);
    for (guint i = 0; i < reading->table->phrases->len; i++) {
        const Phrase *phrase = &g_array_index(reading->table->phrases, Phrase, i);
        guint count = phrase->kind == PHRASE_RESULTS  ? results
                      : phrase->kind == PHRASE_KINDS  ? kinds
                      : phrase->kind == PHRASE_LETTER ? letter
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
    forms_count(&reading);
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
