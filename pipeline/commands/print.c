/* print.c - text from documents on a terminal: no control characters, whole columns, marks. */
#include "print.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_COLUMNS = 96 };

static void letter_print(gunichar letter)
{
    char bytes[6] = "";
    int length = g_unichar_to_utf8(letter, bytes);
    fwrite(bytes, 1, (gsize)length, stdout);
}

void cell_print(const char *text, guint columns)
{
    guint length = (guint)g_utf8_strlen(text, -1), at = 0;
    guint most = columns == 0 || length <= columns ? length : columns - 1;
    for (; at < most; at++, text = g_utf8_next_char(text)) {
        gunichar letter = g_utf8_get_char(text);
        letter_print(g_unichar_iscntrl(letter) ? ' ' : letter);
    }
    if (most < length)
        letter_print(0x2026);
    for (at = MIN(length, MAX(columns, most)); at < columns; at++)
        putchar(' ');
}

void snippet_print(const char *snippet)
{
    gboolean bold = isatty(STDOUT_FILENO) && g_getenv("NO_COLOR") == NULL &&
                    g_strcmp0(g_getenv("TERM"), "dumb") != 0;
    for (; *snippet != '\0'; snippet = g_utf8_next_char(snippet)) {
        gunichar letter = g_utf8_get_char(snippet);
        if (letter == 2 || letter == 3)
            fputs(!bold ? "" : letter == 2 ? "\033[1m" : "\033[0m", stdout);
        else if (!g_unichar_iscntrl(letter))
            letter_print(letter);
    }
}

void lines_print(const char *text, guint columns)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        if (*lines[i] != '\0')
            printf("%*s", (int)columns, "");
        cell_print(lines[i], 0);
        putchar('\n');
    }
}

void sentences_print(const char *text, guint columns)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    guint column = 0;
    for (guint i = 0; words[i] != NULL; i++) {
        guint width = (guint)g_utf8_strlen(words[i], -1);
        if (column > 0 && column + 1 + width <= LINE_COLUMNS) {
            putchar(' ');
            column += 1 + width;
        } else {
            printf("%s%*s", column > 0 ? "\n" : "", (int)columns, "");
            column = columns + width;
        }
        cell_print(words[i], 0);
    }
    putchar('\n');
}
