/* word.c - `chartward word`: the office's own words, and corrections that are taken back for good.
 *
 * Reads and writes dictionary.txt through office.h. `keep` also reads again what held the word. */
#include "command.h"
#include "reread.h"

#include <stdio.h>
#include <string.h>

/* The word without punctuation at its edges; yours to free. */
static char *word_trim(const char *word)
{
    const char *begin = word, *end = word + strlen(word);
    while (*begin != '\0' && !g_unichar_isalnum(g_utf8_get_char(begin)))
        begin = g_utf8_next_char(begin);
    while (end > begin && !g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    return g_strndup(begin, end - begin);
}

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

typedef struct {
    const char *word;
    GStrvBuilder *documents;
    guint count;
} Search;

static gboolean page_corrects(const Page *page, const char *wanted)
{
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        g_autofree char *read = word->corrected != NULL ? word_trim(word->text) : NULL;
        if (g_strcmp0(read, wanted) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean document_search(gpointer data, const Document *document)
{
    Search *search = data;
    for (guint i = 0; i < document->pages->len; i++) {
        if (page_corrects(document->pages->pdata[i], search->word)) {
            g_strv_builder_add(search->documents, document->id);
            search->count++;
            break;
        }
    }
    return TRUE;
}

static ExitStatus word_keep(Office *office, const char *given, GError **error)
{
    g_autofree char *word = word_trim(given);
    gboolean changed;
    if (!office_add_word(office, *word != '\0' ? word : given, &changed, error))
        return EXIT_INPUT;
    printf("'%s' stays as it is printed from now on.\n", word);
    g_autoptr(GStrvBuilder) documents = g_strv_builder_new();
    Search search = {word, documents, 0};
    if (!catalogue_each_document(office_catalogue(office), NULL, document_search, &search, error))
        return EXIT_SETUP;
    g_auto(GStrv) found = g_strv_builder_end(documents);
    return search.count > 0 ? originals_reread(office, (const char *const *)found, error)
                            : EXIT_DONE;
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
