/* name_mend.c - names of clinicians whose letters OCR was unsure of.
 *
 * Does: take the one name that people here have and that differs only as damaged print does. Does
 * not: touch a word that was read surely, or patients' names: those are matched as they stand. */
#include "name_mend.h"

#include "../match/likeness.h"
#include "name.h"

#include <string.h>

#define WORD_SURE    0.80f
#define CHOICE_LEAST 0.05f

enum { WORD_LETTERS_LEAST = 4 };

/* TRUE when the recogniser doubted the word, or weighed a letter that the other name has. */
static gboolean is_doubted(const Token *token, const char *other)
{
    const GArray *choices = token_choices(token);
    if (token->confidence < WORD_SURE)
        return TRUE;
    for (guint i = 0; choices != NULL && i < choices->len; i++) {
        const Choice *choice = &g_array_index(choices, Choice, i);
        glong length = g_utf8_strlen(other, -1);
        if (choice->confidence >= CHOICE_LEAST && (glong)choice->at < length &&
            g_utf8_get_char(g_utf8_offset_to_pointer(other, choice->at)) == choice->symbol)
            return TRUE;
    }
    return FALSE;
}

/* The one name of the roster that a word may be; NULL: none or several. Lent. */
static const char *name_for(const char *folded, const Roster *roster)
{
    const char *found = NULL;
    g_autoptr(GPtrArray) variants = g_ptr_array_new_with_free_func(g_free);
    ocr_variants(folded, variants);
    for (guint i = 0; i < variants->len; i++) {
        const char *name = roster_lookup_name(roster, g_ptr_array_index(variants, i));
        if (name == NULL || (found != NULL && strcmp(found, name) == 0))
            continue;
        if (found != NULL)
            return NULL;
        found = name;
    }
    return found;
}

static char *word_mend(const char *word, const Token *token, const Roster *roster)
{
    g_autofree char *folded = name_fold(word);
    if (strlen(folded) < WORD_LETTERS_LEAST || strchr(folded, ' ') != NULL ||
        roster_lookup_name(roster, word) != NULL)
        return g_strdup(word);
    const char *name = name_for(folded, roster);
    if (name == NULL || !is_doubted(token, name))
        return g_strdup(word);
    g_autofree char *upper = g_utf8_strup(word, -1);
    return strcmp(upper, word) == 0 ? g_utf8_strup(name, -1) : g_strdup(name);
}

/* The token that a word of the value was read from; NULL: none. */
static const Token *token_of(const Lines *lines, guint first, guint count, const char *word)
{
    for (guint at = first; at < first + count; at++)
        if (strstr(lines_token(lines, at)->text, word) != NULL)
            return lines_token(lines, at);
    return NULL;
}

char *name_mend(const Lines *lines, guint first, guint count, const char *value,
                const Roster *roster)
{
    if (roster == NULL)
        return g_strdup(value);
    GString *mended = g_string_new(NULL);
    g_auto(GStrv) words = g_strsplit(value, " ", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        const Token *token = token_of(lines, first, count, words[i]);
        g_autofree char *word =
            token != NULL ? word_mend(words[i], token, roster) : g_strdup(words[i]);
        g_string_append_printf(mended, "%s%s", i > 0 ? " " : "", word);
    }
    return g_string_free(mended, FALSE);
}
