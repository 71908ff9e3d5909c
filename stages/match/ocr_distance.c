/* ocr_distance.c - what damaged print exchanges, and how far apart two texts are with that in mind.
 *
 * Does: count edits, those that OCR makes for less. Does not: know what the texts mean. */
#include "likeness.h"

#include <string.h>

enum {
    COMPARED_MOST = 48, /* characters of a text that are compared */
};

const double ocr_change_cost = 1.0 / 3;

/* Letters and digits that damaged print exchanges, folded. */
static const char *const confusions[] = {
    "1I", "1L", "IL", "IJ", "1T", "IT", "LT", "0O", "0D", "0Q", "OQ", "OD", "OC", "CE", "EO", "AO",
    "AE", "CG", "EF", "PR", "BR", "BP", "HN", "HB", "HK", "MN", "UV", "UN", "VY", "VW", "FT", "FP",
    "GQ", "GY", "5S", "8B", "2Z", "6G", "6B", "38", "35", "56", "58", "68", "89", "08", "06", "17",
    "14", "49", "27", "7T", "4A", "9G", "8S", "3B", "39", "RT", "NR", "09", "E6", "O6"};

/* Two letters that run into one. */
static const char joined_pairs[][3] = {"RNM", "VVW", "CLD", "LIU", "NNM",
                                       "IIU", "INM", "LIH", "FTN"};

enum { JOINED = 36 }; /* the mark of a letter that two run into */

/* Digits and letters count from 0 to 35; all else stands beyond the marks. */
static guint place_of(char symbol)
{
    return g_ascii_isdigit(symbol)   ? (guint)(symbol - '0')
           : g_ascii_isupper(symbol) ? (guint)(symbol - 'A') + 10
                                     : JOINED + 1;
}

/* Marks of the symbols that one of that place is exchanged with. */
static guint64 exchanges_at(guint place)
{
    static guint64 table[JOINED + 2];
    static gsize filled;
    if (g_once_init_enter(&filled)) {
        for (guint i = 0; i < G_N_ELEMENTS(confusions); i++) {
            guint one = place_of(confusions[i][0]), other = place_of(confusions[i][1]);
            table[one] |= G_GUINT64_CONSTANT(1) << other;
            table[other] |= G_GUINT64_CONSTANT(1) << one;
        }
        for (guint i = 0; i < G_N_ELEMENTS(joined_pairs); i++)
            table[place_of(joined_pairs[i][2])] |= G_GUINT64_CONSTANT(1) << JOINED;
        g_once_init_leave(&filled, 1);
    }
    return table[place];
}

gboolean ocr_exchanges(char one, char other)
{
    return exchanges_at(place_of(one)) >> place_of(other) & 1;
}

static double change_cost(char one, char other)
{
    if (one == other)
        return 0;
    return ocr_exchanges(one, other) ? ocr_change_cost : 1;
}

static gboolean runs_into(const char *pair, char one)
{
    gboolean joined = exchanges_at(place_of(one)) >> JOINED & 1;
    for (guint i = 0; joined && i < G_N_ELEMENTS(joined_pairs); i++)
        if (memcmp(joined_pairs[i], pair, 2) == 0 && joined_pairs[i][2] == one)
            return TRUE;
    return FALSE;
}

/* The last step's cost at (i, j) of the table whose rows are three deep. */
static double cell(double rows[3][COMPARED_MOST + 1], const char *a, const char *b, guint i,
                   guint j)
{
    const double *above = rows[(i + 2) % 3], *here = rows[i % 3];
    double best = MIN(above[j], here[j - 1]) + 1;
    best = MIN(best, above[j - 1] + change_cost(a[i - 1], b[j - 1]));
    if (i > 1) {
        const double *two_above = rows[(i + 1) % 3];
        if (j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            best = MIN(best, two_above[j - 2] + 1);
        if (runs_into(a + i - 2, b[j - 1]))
            best = MIN(best, two_above[j - 1] + ocr_change_cost);
    }
    if (j > 1 && runs_into(b + j - 2, a[i - 1]))
        best = MIN(best, above[j - 2] + ocr_change_cost);
    return best;
}

double ocr_distance(const char *one, const char *other, double most)
{
    guint n = MIN(strlen(one), COMPARED_MOST), m = MIN(strlen(other), COMPARED_MOST);
    /* A pair that runs into one letter makes a difference of length cheap. */
    if (ocr_change_cost * (n > m ? n - m : m - n) > most)
        return most + 1;
    double rows[3][COMPARED_MOST + 1], least_above = 0;
    for (guint j = 0; j <= m; j++)
        rows[0][j] = j;
    for (guint i = 1; i <= n; i++) {
        double least = rows[i % 3][0] = i;
        for (guint j = 1; j <= m; j++) {
            rows[i % 3][j] = cell(rows, one, other, i, j);
            least = MIN(least, rows[i % 3][j]);
        }
        if (MIN(least, least_above) > most) /* no step leads over two rows and more */
            return most + 1;
        least_above = least;
    }
    return rows[n % 3][m];
}

static void variant_add(GPtrArray *variants, const char *folded, gsize at, gsize drop,
                        const char *instead)
{
    g_ptr_array_add(variants,
                    g_strdup_printf("%.*s%s%s", (int)at, folded, instead, folded + at + drop));
}

void ocr_variants(const char *folded, GPtrArray *variants)
{
    for (gsize at = 0; folded[at] != '\0'; at++) {
        for (char c = 'A'; c <= 'Z'; c++)
            if (ocr_exchanges(folded[at], c))
                variant_add(variants, folded, at, 1, (const char[]){c, '\0'});
        for (guint i = 0; i < G_N_ELEMENTS(joined_pairs); i++) {
            const char *pair = joined_pairs[i];
            if (strncmp(folded + at, pair, 2) == 0)
                variant_add(variants, folded, at, 2, pair + 2);
            if (folded[at] == pair[2])
                variant_add(variants, folded, at, 1, (const char[]){pair[0], pair[1], '\0'});
        }
    }
}
