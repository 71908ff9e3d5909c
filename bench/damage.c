/* damage.c - how many words stay unknown when they are misread: a dictionary that knows too much
 * would take misreadings for words.
 *
 * Reads: dict/frequencies. Damages each of its words of four letters and more in every way that OCR
 * does: whatever the tables of shapes read for one letter or one group of letters, nothing as well,
 * counts by how often that is read. Figures for letters are left out: no word has them.
 * usage: damage DATA-FOLDER */
#include "dict/shapes.h"
#include "lexicon.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LETTERS_LEAST = 4, LETTERS_MOST = 30, LETTERS_OF_LONG = 6 };

/* By so much costs less what is read e times as often (dict/shapes.c). */
static const double COST_OF_E = 0.15;

#define LETTERS "abcdefghijklmnopqrstuvwxyz"

typedef struct {
    char *read;
    double chance; /* in proportion to how often this is read */
} Damage;

static void damage_clear(gpointer damage)
{
    g_free(((Damage *)damage)->read);
}

/* `read` for `n_meant` letters of the word at `at`. */
static void damage_add(GArray *damages, const Lexicon *lexicon, const char *word, gsize at,
                       gsize n_meant, const char *read)
{
    if (strspn(read, LETTERS) != strlen(read))
        return;
    Damage damage = {
        .read = g_strdup_printf("%.*s%s%s", (int)at, word, read, word + at + n_meant),
    };
    damage.chance = exp(-lexicon_distance(lexicon, damage.read, word) / COST_OF_E);
    g_array_append_val(damages, damage);
}

static void shape_add(GArray *damages, const Lexicon *lexicon, const char *word, gsize at,
                      const char *meant, const char *read)
{
    if (g_str_has_prefix(word + at, meant))
        damage_add(damages, lexicon, word, at, strlen(meant), read);
}

/* All that the word is misread as (Damage); yours to free. */
static GArray *word_damages(const Lexicon *lexicon, const char *word)
{
    GArray *damages = g_array_new(FALSE, FALSE, sizeof(Damage));
    g_array_set_clear_func(damages, damage_clear);
    for (gsize at = 0; word[at] != '\0'; at++) {
        const char *readings = letter_shapes[word[at] - 'a'].small;
        for (const char *reading = readings; *reading != '\0'; reading += reading[3] == ' ' ? 4 : 3)
            damage_add(damages, lexicon, word, at, 1, (const char[]){*reading, '\0'});
        damage_add(damages, lexicon, word, at, 1, "");
        for (guint i = 0; i < n_letters_shapes; i++) {
            const LettersShape *shape = &letters_shapes[i];
            shape_add(damages, lexicon, word, at, shape->one, shape->other);
            shape_add(damages, lexicon, word, at, shape->other, shape->one);
        }
    }
    return damages;
}

typedef struct {
    double words, known, known_lost; /* of these, misread as a word; since a letter was lost */
} Sum;

static void sum_take(Sum *sum, double known, double known_lost)
{
    sum->words++;
    sum->known += known;
    sum->known_lost += known_lost;
}

static double unknown_percent(const Sum *sum)
{
    return 100 - 100 * sum->known / MAX(sum->words, 1);
}

/* Of the word's misreadings, the share that is known, and that is known and has lost a letter. */
static void word_measure(Lexicon *lexicon, const char *word, double *known, double *known_lost)
{
    g_autoptr(GArray) damages = word_damages(lexicon, word);
    double sum = 0;
    *known = *known_lost = 0;
    for (guint i = 0; i < damages->len; i++) {
        const Damage *damage = &g_array_index(damages, Damage, i);
        sum += damage->chance;
        if (!lexicon_knows(lexicon, damage->read))
            continue;
        *known += damage->chance;
        if (strlen(damage->read) < strlen(word))
            *known_lost += damage->chance;
    }
    *known /= sum;
    *known_lost /= sum;
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
        gsize letters = strspn(lines[i], LETTERS);
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
    Sum all = {0}, of_long = {0};
    for (guint i = 0; i < words->len; i++) {
        double known, known_lost;
        word_measure(lexicon, words->pdata[i], &known, &known_lost);
        sum_take(&all, known, known_lost);
        if (strlen(words->pdata[i]) >= LETTERS_OF_LONG)
            sum_take(&of_long, known, known_lost);
    }
    printf("%.0f words misread: %.2f %% stay unknown; of the %.0f of six letters and more %.2f %%; "
           "%.2f %% are known since a letter was lost\n",
           all.words, unknown_percent(&all), of_long.words, unknown_percent(&of_long),
           100 * all.known_lost / MAX(all.words, 1));
    return 0;
}
