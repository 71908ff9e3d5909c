/* prose.c - counts of words and of pairs of words in medical prose.
 *
 * Reads: the tables `frequencies` and `pairs`. Does not: know letters' shapes, choose words. */
#include "prose.h"

#include "fate.h"
#include "letters.h"
#include "table.h"

#include <math.h>
#include <string.h>

/* What a pair never seen is thought to weigh beside the counts of its first word. */
static const double PAIRS_UNSEEN = 5;

/* Words never counted are thought to be so many, each seen this often. */
static const double WORDS_UNCOUNTED = 200000, COUNT_UNCOUNTED = 0.3;

typedef struct {
    guint32 before, after, count; /* count 0: a free slot */
} Pair;

struct Prose {
    WordList *words;
    GArray *counts;  /* guint32 by number */
    double total;    /* of all counts, with the share of words never counted */
    Pair *pairs;     /* open addressing */
    guint32 n_slots; /* a power of two */
    Letters *letters;
};

static gboolean malformed(GError **error, const char *table, guint line)
{
    g_set_error(error, FATE, FATE_FATAL,
                "Line %u of the table '%s' has no number. Install Chartward again.", line, table);
    return FALSE;
}

static gboolean frequencies_load(Prose *prose, const char *data_folder, GError **error)
{
    g_autoptr(Table) table = table_load(data_folder, "frequencies", 2, error);
    for (guint i = 0; table != NULL && i < table_length(table); i++) {
        const TableRow *row = table_row(table, i);
        guint64 count = 0;
        if (!g_ascii_string_to_unsigned(row->columns[1], 10, 1, G_MAXUINT32, &count, NULL))
            return malformed(error, "frequencies", row->line);
        guint32 n = (guint32)count;
        guint32 number = word_list_add(prose->words, row->columns[0], strlen(row->columns[0]));
        if (number == prose->counts->len)
            g_array_append_val(prose->counts, n);
        prose->total += n;
        letters_add(prose->letters, row->columns[0], n);
    }
    letters_finish(prose->letters);
    prose->total += WORDS_UNCOUNTED * COUNT_UNCOUNTED;
    return table != NULL;
}

static Pair *pair_slot(const Prose *prose, guint32 before, guint32 after)
{
    guint32 slot = (before * 0x9e3779b1u ^ after * 0x85ebca6bu) >> 7;
    for (slot &= prose->n_slots - 1; prose->pairs[slot].count > 0;
         slot = (slot + 1) & (prose->n_slots - 1)) {
        if (prose->pairs[slot].before == before && prose->pairs[slot].after == after)
            break;
    }
    return &prose->pairs[slot];
}

/* Takes "word count word count ..." that follow `before`. */
static gboolean followers_take(Prose *prose, const char *before, char *list)
{
    guint32 first = word_list_lookup(prose->words, before, strlen(before));
    char *rest = NULL;
    for (char *word = strtok_r(list, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        const char *digits = strtok_r(NULL, " ", &rest);
        guint32 second = word_list_lookup(prose->words, word, strlen(word));
        char *end = NULL;
        guint64 count = digits != NULL ? g_ascii_strtoull(digits, &end, 10) : 0;
        if (first == WORD_LIST_NONE || second == WORD_LIST_NONE || count == 0 ||
            count > G_MAXUINT32 || *end != '\0')
            return FALSE;
        *pair_slot(prose, first, second) = (Pair){first, second, (guint32)count};
    }
    return TRUE;
}

static guint count_numbers(const Table *table)
{
    guint numbers = 0;
    for (guint i = 0; i < table_length(table); i++) {
        for (const char *at = table_row(table, i)->columns[1]; *at != '\0'; at++)
            numbers += *at == ' ';
    }
    return numbers;
}

static gboolean pairs_load(Prose *prose, const char *data_folder, GError **error)
{
    g_autoptr(Table) table = table_load(data_folder, "pairs", 2, error);
    if (table == NULL)
        return FALSE;
    /* Every pair has a space or two: more slots than twice the pairs, whatever the table holds. */
    guint wanted = 2 * (count_numbers(table) + table_length(table)) + 16;
    for (prose->n_slots = 16; prose->n_slots < wanted;)
        prose->n_slots *= 2;
    prose->pairs = g_new0(Pair, prose->n_slots);
    for (guint i = 0; i < table_length(table); i++) {
        const TableRow *row = table_row(table, i);
        if (!followers_take(prose, row->columns[0], row->columns[1]))
            return malformed(error, "pairs", row->line);
    }
    return TRUE;
}

Prose *prose_load(const char *data_folder, GError **error)
{
    g_autoptr(Prose) prose = g_new0(Prose, 1);
    prose->words = word_list_new();
    prose->counts = g_array_new(FALSE, FALSE, sizeof(guint32));
    prose->letters = letters_new();
    if (!frequencies_load(prose, data_folder, error) || !pairs_load(prose, data_folder, error))
        return NULL;
    return g_steal_pointer(&prose);
}

void prose_free(Prose *prose)
{
    if (prose == NULL)
        return;
    word_list_free(prose->words);
    g_array_unref(prose->counts);
    g_free(prose->pairs);
    letters_free(prose->letters);
    g_free(prose);
}

static guint count_of(const Prose *prose, guint32 number)
{
    return number == WORD_LIST_NONE ? 0 : g_array_index(prose->counts, guint32, number);
}

static double share_of(const Prose *prose, guint32 number)
{
    return (count_of(prose, number) + COUNT_UNCOUNTED) / prose->total;
}

guint prose_frequency(const Prose *prose, const char *word)
{
    return count_of(prose, word_list_lookup(prose->words, word, strlen(word)));
}

double prose_chance(const Prose *prose, const char *word)
{
    return log(share_of(prose, word_list_lookup(prose->words, word, strlen(word))));
}

double prose_lift(const Prose *prose, const char *before, const char *after)
{
    guint32 first = word_list_lookup(prose->words, before, strlen(before));
    guint32 second = word_list_lookup(prose->words, after, strlen(after));
    if (first == WORD_LIST_NONE)
        return 0;
    double share = share_of(prose, second);
    guint pairs = second == WORD_LIST_NONE ? 0 : pair_slot(prose, first, second)->count;
    return log((pairs + PAIRS_UNSEEN * share) / (count_of(prose, first) + PAIRS_UNSEEN) / share);
}

double prose_likeness(const Prose *prose, const char *word)
{
    return letters_likeness(prose->letters, word);
}

const WordList *prose_words(const Prose *prose)
{
    return prose->words;
}
