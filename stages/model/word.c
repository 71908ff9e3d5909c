/* word.c - words and boxes.
 *
 * Does: makes, frees, joins. Does not: read or judge. */
#include "word.h"

#include <string.h>

Word *word_new(const char *text, Box box, float confidence, guint line, guint block)
{
    Word *word = g_new0(Word, 1);
    word->text = g_strdup(text);
    word->box = box;
    word->confidence = confidence;
    word->line = line;
    word->block = block;
    return word;
}

void word_free(Word *word)
{
    if (word == NULL)
        return;
    g_free(word->text);
    g_free(word->corrected);
    g_free(word->why);
    if (word->choices != NULL)
        g_array_unref(word->choices);
    g_free(word);
}

const char *word_text(const Word *word)
{
    return word->corrected != NULL ? word->corrected : word->text;
}

char *word_bare(const char *text)
{
    const char *begin = text, *end = text + strlen(text);
    while (*begin != '\0' && !g_unichar_isalnum(g_utf8_get_char(begin)))
        begin = g_utf8_next_char(begin);
    while (end > begin && !g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    return g_strndup(begin, (gsize)(end - begin));
}

Box box_join(Box one, Box other)
{
    if (one.width == 0)
        return other;
    if (other.width == 0)
        return one;
    int left = MIN(one.x, other.x), top = MIN(one.y, other.y);
    int right = MAX(one.x + one.width, other.x + other.width);
    int bottom = MAX(one.y + one.height, other.y + other.height);
    return (Box){left, top, right - left, bottom - top};
}
