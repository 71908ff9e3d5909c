/* lexicon.c - what words cost: CPU time to open the lexicon, to make its index when it is first
 * wanted, and to find what a misread word may mean; of several runs the quickest, since what else
 * the machine does only adds.
 *
 * Reads: dict/frequencies for the words, each with one letter misread.
 * usage: lexicon DATA-FOLDER */
#include "lexicon.h"
#include "dict/shapes.h"
#include "table.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { OPENINGS = 5, RUNS = 7, EVERY = 8, LETTERS_LEAST = 4 };

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Every eighth word of prose, its middle letter read as what it is mostly taken for. */
static GPtrArray *words_misread(const char *folder)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Table) table = table_load(folder, "frequencies", 2, NULL);
    for (guint i = 0; table != NULL && i < table_length(table); i += EVERY) {
        const char *word = table_row(table, i)->columns[0];
        gsize length = strlen(word), middle = length / 2;
        if (length < LETTERS_LEAST || !g_ascii_islower(word[middle]))
            continue;
        char *misread = g_strdup(word);
        misread[middle] = *letter_shapes[word[middle] - 'a'].small;
        g_ptr_array_add(words, misread);
    }
    return words;
}

static double words_suggest(Lexicon *lexicon, const GPtrArray *words)
{
    double begun = cpu_seconds();
    for (guint i = 0; i < words->len; i++)
        g_array_unref(lexicon_suggest(lexicon, words->pdata[i], NULL, 0));
    return cpu_seconds() - begun;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: lexicon DATA-FOLDER\n");
        return 2;
    }
    double open = G_MAXDOUBLE, index = G_MAXDOUBLE, suggest = G_MAXDOUBLE;
    g_autoptr(GPtrArray) words = words_misread(argv[1]);
    for (guint i = 0; i < OPENINGS; i++) {
        g_autoptr(GError) error = NULL;
        double begun = cpu_seconds();
        g_autoptr(Lexicon) lexicon = lexicon_open(argv[1], NULL, NULL, &error);
        if (lexicon == NULL) {
            fprintf(stderr, "%s\n", error->message);
            return 1;
        }
        double opened = cpu_seconds();
        g_array_unref(lexicon_suggest(lexicon, "pationt", NULL, 0));
        open = MIN(open, opened - begun);
        index = MIN(index, cpu_seconds() - opened);
        for (guint j = 0; i == 0 && j < RUNS; j++)
            suggest = MIN(suggest, words_suggest(lexicon, words));
    }
    printf("%-34s %8.1f ms CPU\n%-34s %8.1f ms CPU\n%-34s %8.1f us CPU a word, of %u\n",
           "lexicon opened", 1e3 * open, "its index made", 1e3 * index, "near words found",
           1e6 * suggest / MAX(words->len, 1), words->len);
    return 0;
}
