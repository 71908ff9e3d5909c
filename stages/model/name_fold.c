/* name_fold.c - names folded for comparison, and how alike two folded names are.
 *
 * Does: upper case, accents and punctuation gone, Jaro-Winkler. Does not: know what is a surname.
 */
#include "name.h"

#include <string.h>

enum {
    SIMILARITY_CHARACTERS = 64, /* one bit each */
    WINKLER_PREFIX = 4,
};

/* --- folding --------------------------------------------------------------------------------- */

/* Letters that have no decomposition in Unicode but a custom in print. */
static const char *letter_plain(gunichar letter)
{
    switch (letter) {
    case 0x00C6: /* AE */
        return "AE";
    case 0x0152:
        return "OE";
    case 0x00D8: /* O with stroke */
        return "O";
    case 0x0141: /* L with stroke */
        return "L";
    case 0x0110: /* D with stroke */
    case 0x00D0: /* eth */
        return "D";
    case 0x00DE: /* thorn */
        return "TH";
    case 0x00DF: /* sharp s */
    case 0x1E9E:
        return "SS";
    case 0x0126:
        return "H";
    default:
        return NULL;
    }
}

static gboolean is_apostrophe(gunichar c)
{
    return c == '\'' || c == '`' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x00B4 ||
           c == 0x02B9 || c == '.';
}

static void fold_append(GString *folded, gunichar c)
{
    if (is_apostrophe(c) || g_unichar_ismark(c))
        return;
    if (!g_unichar_isalnum(c)) {
        if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
            g_string_append_c(folded, ' ');
        return;
    }
    gunichar upper = g_unichar_toupper(c);
    const char *plain = letter_plain(upper);
    if (plain != NULL)
        g_string_append(folded, plain);
    else
        g_string_append_unichar(folded, upper);
}

char *name_fold(const char *text)
{
    GString *folded = g_string_sized_new(strlen(text) + 1);
    g_autofree char *parted = NULL;
    if (!g_str_is_ascii(text))
        parted = g_utf8_normalize(text, -1, G_NORMALIZE_NFD);
    /* Not UTF-8: then only what is ASCII can be compared. */
    if (parted == NULL)
        for (const char *at = text; *at != '\0'; at++)
            fold_append(folded, (guchar)*at < 0x80 ? (gunichar)*at : ' ');
    else
        for (const char *at = parted; *at != '\0'; at = g_utf8_next_char(at))
            fold_append(folded, g_utf8_get_char(at));
    while (folded->len > 0 && folded->str[folded->len - 1] == ' ')
        g_string_truncate(folded, folded->len - 1);
    return g_string_free(folded, FALSE);
}

/* --- likeness -------------------------------------------------------------------------------- */

double name_similarity(const char *folded_one, const char *folded_other)
{
    int n_one = (int)MIN(strlen(folded_one), SIMILARITY_CHARACTERS);
    int n_other = (int)MIN(strlen(folded_other), SIMILARITY_CHARACTERS);
    if (n_one == 0 || n_other == 0)
        return n_one == n_other ? 1 : 0;

    int reach = MAX(MAX(n_one, n_other) / 2 - 1, 0);
    guint64 met_one = 0, met_other = 0;
    int common = 0;
    for (int i = 0; i < n_one; i++) {
        for (int j = MAX(0, i - reach); j < MIN(n_other, i + reach + 1); j++) {
            if ((met_other >> j & 1) == 0 && folded_one[i] == folded_other[j]) {
                met_one |= G_GUINT64_CONSTANT(1) << i;
                met_other |= G_GUINT64_CONSTANT(1) << j;
                common++;
                break;
            }
        }
    }
    if (common == 0)
        return 0;

    int out_of_order = 0;
    for (int i = 0, j = 0; i < n_one; i++) {
        if ((met_one >> i & 1) == 0)
            continue;
        while ((met_other >> j & 1) == 0)
            j++;
        out_of_order += folded_one[i] != folded_other[j++];
    }
    double jaro = ((double)common / n_one + (double)common / n_other +
                   (common - out_of_order / 2.0) / common) /
                  3;
    int prefix = 0;
    while (prefix < MIN(WINKLER_PREFIX, MIN(n_one, n_other)) &&
           folded_one[prefix] == folded_other[prefix])
        prefix++;
    /* Winkler's bonus for a common beginning holds only for names that are alike at all. */
    return jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro;
}
