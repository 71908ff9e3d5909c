/* page_text.h - pages for tests, drawn up from lines of text.
 *
 * Every character is CHARACTER wide and every line LINE high; columns keep their place, so forms
 * and tables can be written as they look. */
#pragma once

#include "page.h"

enum { TEXT_CHARACTER_PX = 16, TEXT_LINE_PX = 36, TEXT_WORD_PX = 24, TEXT_LEFT_PX = 100 };

static inline void page_text_line(Page *page, const char *text, guint line)
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
        Box box = {TEXT_LEFT_PX + column * TEXT_CHARACTER_PX, 100 + (int)line * TEXT_LINE_PX,
                   width * TEXT_CHARACTER_PX, TEXT_WORD_PX};
        g_ptr_array_add(page->words, word_new(word, box, 0.95f, line, line));
        column += width;
        text = end;
    }
}

/* A content page of 200 dpi; the lines of `text` are parted by newlines. */
static inline Page *page_from_text(guint source_page, const char *text)
{
    Page *page = page_new(source_page);
    page->kind = PAGE_CONTENT;
    page->width_px = 1700;
    page->height_px = 2200;
    page->dpi = 200;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        page_text_line(page, lines[i], i);
    return page;
}
