/* office_words.c - the office's own words: dictionary.txt, one a line, `#` comments.
 *
 * Does: reads the words, adds one, takes one out; comments and order stay.
 * Does not: judge words, tell readers (a run hands the words over as it begins). */
#include "office.h"

#include "durable.h"
#include "fate.h"

#include <string.h>

enum { WORD_BYTES_AT_MOST = 80 };

#define DICTIONARY "dictionary.txt"

/* The file's text, empty when there is none. */
static char *dictionary_read(const Office *office, GError **error)
{
    g_autofree char *path = office_file(office, DICTIONARY);
    g_autofree char *text = NULL;
    g_autoptr(GError) cause = NULL;
    if (!g_file_get_contents(path, &text, NULL, &cause)) {
        if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
            return g_strdup("");
        durable_fail_reading(cause, FATE_FATAL, "The office's words cannot be read", error);
        return NULL;
    }
    if (!g_utf8_validate(text, -1, NULL)) {
        g_set_error(error, FATE, FATE_FATAL,
                    "The file '%s' is not UTF-8 text. Please save it as plain UTF-8.", path);
        return NULL;
    }
    return g_steal_pointer(&text);
}

static gboolean dictionary_write(const Office *office, const char *text, GError **error)
{
    g_autofree char *path = office_file(office, DICTIONARY);
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    return durable_write(path, bytes, 0600, error);
}

char **office_words(const Office *office, GError **error)
{
    g_autofree char *text = dictionary_read(office, error);
    if (text == NULL)
        return NULL;
    g_autoptr(GStrvBuilder) words = g_strv_builder_new();
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_strstrip(lines[i]);
        if (*lines[i] != '\0' && *lines[i] != '#')
            g_strv_builder_add(words, lines[i]);
    }
    return g_strv_builder_end(words);
}

/* One word with a letter in it, as the reader of the file takes it. */
static gboolean word_check(const char *word, GError **error)
{
    gboolean letter = FALSE, single = g_utf8_validate(word, -1, NULL) && *word != '#' &&
                                      strlen(word) <= WORD_BYTES_AT_MOST;
    for (const char *at = word; single && *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar symbol = g_utf8_get_char(at);
        letter = letter || g_unichar_isalpha(symbol);
        single = g_unichar_isgraph(symbol);
    }
    if (single && letter)
        return TRUE;
    g_autofree char *shown = g_utf8_make_valid(word, -1);
    g_set_error(error, FATE, FATE_INPUT, "'%s' is not a single word. Give one word at a time.",
                shown);
    return FALSE;
}

gboolean office_add_word(const Office *office, const char *word, gboolean *changed, GError **error)
{
    *changed = FALSE;
    if (!word_check(word, error))
        return FALSE;
    g_auto(GStrv) words = office_words(office, error);
    if (words == NULL)
        return FALSE;
    if (g_strv_contains((const char *const *)words, word))
        return TRUE;
    g_autofree char *text = dictionary_read(office, error);
    if (text == NULL)
        return FALSE;
    gboolean open_line = *text != '\0' && !g_str_has_suffix(text, "\n");
    g_autofree char *grown = g_strconcat(text, open_line ? "\n" : "", word, "\n", NULL);
    *changed = TRUE;
    return dictionary_write(office, grown, error);
}

gboolean office_remove_word(const Office *office, const char *word, gboolean *changed,
                            GError **error)
{
    *changed = FALSE;
    g_autofree char *text = dictionary_read(office, error);
    if (text == NULL)
        return FALSE;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GString) kept = g_string_new(NULL);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_autofree char *line = g_strstrip(g_strdup(lines[i]));
        if (g_str_equal(line, word))
            *changed = TRUE;
        else if (*lines[i] != '\0' || lines[i + 1] != NULL)
            g_string_append_printf(kept, "%s\n", lines[i]);
    }
    return !*changed || dictionary_write(office, kept->str, error);
}
