/* lesson.c - the look of a document's top, as a set of words.
 *
 * Reads: the first page's words and the fields. Does not: know what a letterhead is: the words that
 * a sender prints on every document of a kind are what stays the same. */
#include "lesson.h"

#include "name.h"

#include <string.h>

enum { LETTERS_LEAST = 3, WORDS_LEAST = 6, TRANSCRIPT_LINES = 8 };

static const double top_share = 0.25; /* of the page's height */

Lesson *lesson_new(const char *words, const char *type, const char *instead, const char *document)
{
    Lesson *lesson = g_new0(Lesson, 1);
    lesson->words = g_strdup(words);
    lesson->type = g_strdup(type);
    lesson->instead = g_strdup(instead);
    lesson->document = g_strdup(document);
    return lesson;
}

void lesson_free(Lesson *lesson)
{
    if (lesson == NULL)
        return;
    g_free(lesson->words);
    g_free(lesson->type);
    g_free(lesson->instead);
    g_free(lesson->document);
    g_free(lesson);
}

LabelLesson *label_lesson_new(const char *words, const char *field, const char *label)
{
    LabelLesson *lesson = g_new0(LabelLesson, 1);
    lesson->words = g_strdup(words);
    lesson->field = g_strdup(field);
    lesson->label = g_strdup(label);
    return lesson;
}

void label_lesson_free(LabelLesson *lesson)
{
    if (lesson == NULL)
        return;
    g_free(lesson->words);
    g_free(lesson->field);
    g_free(lesson->label);
    g_free(lesson);
}

/* Words of values, which differ from one document to the next. */
static GHashTable *values_collect(const Document *document)
{
    GHashTable *values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        if (g_str_equal(field->name, "facility"))
            continue;
        g_autofree char *folded = name_fold(field->raw);
        g_auto(GStrv) parts = g_strsplit(folded, " ", -1);
        for (guint j = 0; parts[j] != NULL; j++)
            g_hash_table_add(values, g_strdup(parts[j]));
    }
    return values;
}

static gboolean is_at_top(const Page *page, const Word *word)
{
    if ((word->flags & WORD_HEADER) != 0)
        return FALSE;
    if (page->filed.format == IMAGE_NONE)
        return word->line < TRANSCRIPT_LINES;
    return word->box.y < page->height_px * top_share;
}

static gboolean is_letters(const char *folded)
{
    if (strlen(folded) < LETTERS_LEAST)
        return FALSE;
    for (; *folded != '\0'; folded++) {
        if (!g_ascii_isalpha(*folded))
            return FALSE;
    }
    return TRUE;
}

static void words_collect(const Page *page, GHashTable *values, GHashTable *seen, GPtrArray *words)
{
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        g_autofree char *folded = is_at_top(page, word) ? name_fold(word_text(word)) : NULL;
        if (folded == NULL || !is_letters(folded) || g_hash_table_contains(values, folded) ||
            g_hash_table_contains(seen, folded))
            continue;
        g_hash_table_add(seen, folded);
        g_ptr_array_add(words, g_steal_pointer(&folded));
    }
}

static int words_compare(gconstpointer one, gconstpointer other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

char *lesson_words(const Document *document)
{
    const Page *first = NULL;
    for (guint i = 0; first == NULL && i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (page->kind == PAGE_CONTENT)
            first = page;
    }
    if (first == NULL)
        return NULL;
    g_autoptr(GHashTable) values = values_collect(document);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    words_collect(first, values, seen, words);
    if (words->len < WORDS_LEAST)
        return NULL;
    g_ptr_array_sort(words, words_compare);
    g_ptr_array_add(words, NULL);
    return g_strjoinv(" ", (char **)words->pdata);
}

double lesson_likeness(const char *words, const char *other)
{
    g_auto(GStrv) ones = g_strsplit(words, " ", -1);
    g_auto(GStrv) others = g_strsplit(other, " ", -1);
    guint both = 0, i = 0, j = 0;
    while (ones[i] != NULL && others[j] != NULL) {
        int order = strcmp(ones[i], others[j]);
        both += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    guint sum = g_strv_length(ones) + g_strv_length(others);
    return sum > 0 ? 2.0 * both / sum : 0;
}
