/* damage.c - how many words stay unknown when they are misread: a dictionary that knows too much
 * would take misreadings for words.
 *
 * Reads: dict/frequencies. Damages 10,000 of its words of four letters and more, each once, as OCR
 * does (what the confusion table takes for half a letter at most), and asks the lexicon.
 * usage: damage DATA-FOLDER */
#include "lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 10000, LETTERS_LEAST = 4, LETTERS_MOST = 30, TRIES = 4000, SEED = 1 };

static const double LOOKS_ALIKE = 0.5;

/* A letter or two at a random place become one or two others. */
static char *word_damage(const char *word, GRand *chance)
{
    gsize length = strlen(word);
    gsize at = (gsize)g_rand_int_range(chance, 0, (gint32)length);
    gsize taken = (gsize)g_rand_int_range(chance, 1, length - at > 1 ? 3 : 2);
    GString *damaged = g_string_new_len(word, (gssize)at);
    for (int given = g_rand_int_range(chance, 1, 3); given > 0; given--)
        g_string_append_c(damaged, (char)g_rand_int_range(chance, 'a', 'z' + 1));
    g_string_append(damaged, word + at + taken);
    return g_string_free(damaged, FALSE);
}

/* The first of many damages that OCR would do; NULL when there is none. */
static char *word_misread(const Lexicon *lexicon, const char *word, GRand *chance)
{
    for (guint i = 0; i < TRIES; i++) {
        g_autofree char *damaged = word_damage(word, chance);
        double distance = lexicon_distance(lexicon, damaged, word);
        if (distance > 0 && distance <= LOOKS_ALIKE)
            return g_steal_pointer(&damaged);
    }
    return NULL;
}

static GPtrArray *words_read(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "frequencies", NULL), *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &text, NULL, &error)) {
        fprintf(stderr, "%s\n", error->message);
        exit(1);
    }
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        gsize letters = strspn(lines[i], "abcdefghijklmnopqrstuvwxyz");
        if (letters >= LETTERS_LEAST && letters <= LETTERS_MOST &&
            strchr(" |\t", lines[i][letters]))
            g_ptr_array_add(words, g_strndup(lines[i], letters));
    }
    return words;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Lexicon) lexicon = argc == 2 ? lexicon_open(argv[1], NULL, NULL, &error) : NULL;
    if (lexicon == NULL) {
        fprintf(stderr, "%s\n", error != NULL ? error->message : "usage: damage DATA-FOLDER");
        return 2;
    }
    g_autoptr(GPtrArray) words = words_read(argv[1]);
    g_autoptr(GRand) chance = g_rand_new_with_seed(SEED);
    guint damaged = 0, known = 0, looked = 0, damaged_long = 0, known_long = 0;
    for (; damaged < WORDS && looked < 2 * WORDS; looked++) {
        const char *word = words->pdata[g_rand_int_range(chance, 0, (gint32)words->len)];
        g_autofree char *read = word_misread(lexicon, word, chance);
        if (read == NULL)
            continue;
        gboolean taken = lexicon_knows(lexicon, read), is_long = strlen(word) >= 6;
        damaged++;
        known += taken;
        damaged_long += is_long;
        known_long += is_long && taken;
    }
    printf("%u words misread: %.2f %% stay unknown; of the %u of six letters and more %.2f %%\n",
           damaged, 100 - 100.0 * known / MAX(damaged, 1), damaged_long,
           100 - 100.0 * known_long / MAX(damaged_long, 1));
    return 0;
}
