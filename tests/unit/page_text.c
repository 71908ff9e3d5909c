/* page_text.c - pages for tests, drawn up from lines of text.
 *
 * Does: makes a word of every run without blanks, where it stands in its line. Does not: draw. */
#include "page_text.h"

enum { CHARACTER_PX = 16, LINE_PX = 36, WORD_PX = 24, LEFT_PX = 100, TOP_PX = 100 };

static void line_add(Page *page, const char *text, guint line)
{
    int column = 0;
    while (*text != '\0') {
        while (*text == ' ') {
            text++;
            column++;
        }
        const char *end = text;
        int width = 0;
        while (*end != '\0' && *end != ' ') {
            end = g_utf8_next_char(end);
            width++;
        }
        if (end == text)
            return;
        g_autofree char *word = g_strndup(text, (gsize)(end - text));
        Box box = {LEFT_PX + column * CHARACTER_PX, TOP_PX + (int)line * LINE_PX,
                   width * CHARACTER_PX, WORD_PX};
        g_ptr_array_add(page->words, word_new(word, box, 0.95f, line, line));
        column += width;
        text = end;
    }
}

Page *page_from_text(guint source_page, const char *text)
{
    Page *page = page_new(source_page);
    page->kind = PAGE_CONTENT;
    page->width_px = 1700;
    page->height_px = 2200;
    page->dpi = 200;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        line_add(page, lines[i], i);
    return page;
}
