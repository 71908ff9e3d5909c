/* keys.c - words made comparable in spite of recognition errors.
 *
 * Does: folds case, accents and confusable letters; counts edits. Reads and writes: nothing. */
#include "lines.h"

#include <string.h>

enum { KEY_MOST = 96 };

static char letter_class(char c)
{
    switch (c) {
    case '0':
        return 'o';
    case '1':
    case 'l':
    case '|':
    case '!':
        return 'i';
    case '5':
        return 's';
    case '8':
        return 'b';
    default:
        return c;
    }
}

static void key_append(GString *key, char c)
{
    if (c == 'n' && key->len > 0 && key->str[key->len - 1] == 'r')
        key->str[key->len - 1] = 'm';
    else
        g_string_append_c(key, c);
}

char *key_fold(const char *text)
{
    g_autofree char *plain = g_str_is_ascii(text) ? NULL : g_str_to_ascii(text, "C");
    GString *key = g_string_new(NULL);
    for (const char *at = plain != NULL ? plain : text; *at != '\0' && key->len < KEY_MOST; at++) {
        char c = letter_class(g_ascii_tolower(*at));
        if (g_ascii_isalnum(c))
            key_append(key, c);
    }
    return g_string_free(key, FALSE);
}

guint key_distance(const char *one, const char *other, guint most)
{
    guint n = (guint)MIN(strlen(one), KEY_MOST), m = (guint)MIN(strlen(other), KEY_MOST);
    if ((n > m ? n - m : m - n) > most)
        return most + 1;
    guint row[KEY_MOST + 1];
    for (guint j = 0; j <= m; j++)
        row[j] = j;
    for (guint i = 1; i <= n; i++) {
        guint from = i > most ? i - most : 1, to = MIN(m, i + most);
        guint diagonal = row[from - 1], least = most + 1;
        row[from - 1] = from == 1 ? i : most + 1;
        for (guint j = from; j <= to; j++) {
            guint above = j == i + most ? most + 1 : row[j];
            guint edits = diagonal + (one[i - 1] != other[j - 1]);
            edits = MIN(edits, MIN(above, row[j - 1]) + 1);
            diagonal = row[j];
            row[j] = edits;
            least = MIN(least, edits);
        }
        if (least > most)
            return most + 1;
    }
    return MIN(row[m], most + 1);
}
