/* word.c - `chartward word`: the office's own words, and corrections that are taken back for good.
 *
 * Reads and writes dictionary.txt through office.h. `keep` also reads again what held the word. */
#include "command.h"
#include "reread.h"
#include "review.h"

#include <stdio.h>
#include <string.h>

static ExitStatus words_list(Office *office, GError **error)
{
    g_auto(GStrv) words = office_words(office, error);
    if (words == NULL)
        return EXIT_SETUP;
    for (guint i = 0; words[i] != NULL; i++)
        puts(words[i]);
    return EXIT_DONE;
}

static ExitStatus words_add(Office *office, char **words, GError **error)
{
    for (; *words != NULL; words++) {
        gboolean changed;
        if (!office_add_word(office, *words, &changed, error))
            return EXIT_INPUT;
        printf(changed ? "'%s' is a word of this office now.\n"
                       : "'%s' was a word of this office already.\n",
               *words);
    }
    return EXIT_DONE;
}

static ExitStatus words_remove(Office *office, char **words, GError **error)
{
    ExitStatus status = EXIT_DONE;
    for (; *words != NULL; words++) {
        gboolean changed;
        if (!office_remove_word(office, *words, &changed, error))
            return EXIT_INPUT;
        printf(changed ? "'%s' is no word of this office any more.\n"
                       : "'%s' is not among this office's words.\n",
               *words);
        if (!changed)
            status = EXIT_INPUT;
    }
    return status;
}

/* --- keep ------------------------------------------------------------------------------------- */

static ExitStatus word_keep(Office *office, const char *given, GError **error)
{
    g_autofree char *word = NULL;
    guint files;
    if (!review_keep_word(office, given, &word, &files, error))
        return EXIT_INPUT;
    printf("'%s' stays as it is printed from now on.\n", word);
    fprintf(stderr, "%u file%s to read again.\n", files, files == 1 ? "" : "s");
    return files > 0 ? pending_reread(office, error) : EXIT_DONE;
}

/* --- the command ------------------------------------------------------------------------------ */

static ExitStatus word_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    if (!command_parse(&word_command, NULL, &argc, &argv, &given, error))
        return EXIT_USAGE;
    const char *verb = argc > 1 ? argv[1] : "";
    gboolean list = g_str_equal(verb, "list") && argc == 2;
    gboolean add = g_str_equal(verb, "add") && argc > 2;
    gboolean remove = g_str_equal(verb, "remove") && argc > 2;
    gboolean keep = g_str_equal(verb, "keep") && argc == 3;
    if (!list && !add && !remove && !keep) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Usage: chartward %s %s",
                    word_command.name, word_command.arguments);
        return EXIT_USAGE;
    }
    g_autoptr(Office) office = office_open(given, list ? OFFICE_READ : OFFICE_WORK, error);
    if (office == NULL)
        return EXIT_SETUP;
    if (list)
        return words_list(office, error);
    if (add)
        return words_add(office, argv + 2, error);
    return remove ? words_remove(office, argv + 2, error) : word_keep(office, argv[2], error);
}

const Command word_command = {"word", "list | add WORD... | remove WORD... | keep WORD",
                              "keeps the office's own words; 'keep' undoes a correction for good",
                              word_run, NULL};
