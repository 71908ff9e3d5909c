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

char *key_words(const char *text)
{
    GString *key = g_string_new(" ");
    g_auto(GStrv) words = g_strsplit_set(text, " -/", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        g_autofree char *word = key_fold(words[i]);
        if (*word != '\0')
            g_string_append_printf(key, "%s ", word);
    }
    return g_string_free(key, FALSE);
}

#define BIT(letter) (1u << ((letter) - 'a'))

/* Per letter those that recognition takes for it more often than others. */
static const guint32 alike[26] = {
    ['a' - 'a'] = BIT('o') | BIT('e') | BIT('s') | BIT('c') | BIT('u'),
    ['b' - 'a'] = BIT('h') | BIT('d'),
    ['c' - 'a'] = BIT('e') | BIT('o') | BIT('a') | BIT('g'),
    ['d' - 'a'] = BIT('o') | BIT('b'),
    ['e' - 'a'] = BIT('c') | BIT('o') | BIT('a') | BIT('s'),
    ['f' - 'a'] = BIT('t') | BIT('i') | BIT('r') | BIT('p'),
    ['g' - 'a'] = BIT('q') | BIT('y') | BIT('c'),
    ['h' - 'a'] = BIT('n') | BIT('u') | BIT('b') | BIT('m'),
    ['i' - 'a'] = BIT('t') | BIT('f') | BIT('j') | BIT('r'),
    ['j' - 'a'] = BIT('i'),
    ['k' - 'a'] = BIT('x') | BIT('h'),
    ['m' - 'a'] = BIT('n') | BIT('h') | BIT('w'),
    ['n' - 'a'] = BIT('u') | BIT('h') | BIT('m') | BIT('r'),
    ['o' - 'a'] = BIT('c') | BIT('e') | BIT('a') | BIT('d') | BIT('q'),
    ['p' - 'a'] = BIT('f') | BIT('r'),
    ['q' - 'a'] = BIT('g') | BIT('o'),
    ['r' - 'a'] = BIT('t') | BIT('f') | BIT('i') | BIT('n') | BIT('p'),
    ['s' - 'a'] = BIT('a') | BIT('e'),
    ['t' - 'a'] = BIT('f') | BIT('i') | BIT('r'),
    ['u' - 'a'] = BIT('n') | BIT('h') | BIT('a') | BIT('v'),
    ['v' - 'a'] = BIT('y') | BIT('w') | BIT('u'),
    ['w' - 'a'] = BIT('v') | BIT('m'),
    ['x' - 'a'] = BIT('k'),
    ['y' - 'a'] = BIT('v') | BIT('g'),
};

static gboolean letters_alike(char one, char other)
{
    return one >= 'a' && one <= 'z' && other >= 'a' && other <= 'z' &&
           (alike[one - 'a'] & BIT(other)) != 0;
}

guint32 key_letters(const char *key)
{
    guint32 letters = 0;
    for (const char *at = key; *at != '\0'; at++)
        letters |= g_ascii_isalpha(*at) ? 1u << (*at - 'a') : 1u << 26;
    return letters;
}

guint key_letters_apart(guint32 one, guint32 other)
{
    return (guint)__builtin_popcount(one ^ other);
}

guint key_distance(const char *one, const char *other, guint most)
{
    guint n = (guint)MIN(strlen(one), KEY_MOST), m = (guint)MIN(strlen(other), KEY_MOST);
    guint band = most / KEY_EDIT;
    if ((n > m ? n - m : m - n) > band)
        return most + 1;
    guint row[KEY_MOST + 1];
    for (guint j = 0; j <= m; j++)
        row[j] = j * KEY_EDIT;
    for (guint i = 1; i <= n; i++) {
        guint from = i > band ? i - band : 1, to = MIN(m, i + band);
        guint diagonal = row[from - 1], least = most + 1;
        row[from - 1] = from == 1 ? i * KEY_EDIT : most + 1;
        for (guint j = from; j <= to; j++) {
            guint above = j == i + band ? most + 1 : row[j];
            guint cost = diagonal;
            if (one[i - 1] != other[j - 1])
                cost += letters_alike(one[i - 1], other[j - 1]) ? KEY_EDIT / 2 : KEY_EDIT;
            cost = MIN(cost, MIN(above, row[j - 1]) + KEY_EDIT);
            diagonal = row[j];
            row[j] = cost;
            least = MIN(least, cost);
        }
        if (least > most)
            return most + 1;
    }
    return MIN(row[m], most + 1);
}
