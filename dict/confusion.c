/* confusion.c - how far a word is from what was read.
 *
 * Does: folding, weighted edit distance. Reads: the tables of shapes.
 * Does not: know words. */
#include "confusion.h"

#include "shapes.h"

#include <string.h>

#define LETTER  1.0f /* another letter, one too many */
#define SWAPPED 1.0f /* two neighbours changed over: typing, not OCR */
#define STROKE  0.7f /* a thin letter or sign made of dirt: i, l, t, 1, ' or . */
#define AT_EDGE 0.7f /* of the cost, for the first and the last letter */
#define THOUGHT 0.4f /* a letter that the recogniser itself thought of, at the most */

enum { ASCII = 128, DRIFT_AT_MOST = 4, REACH = 3, COLUMNS = CONFUSION_BYTES + REACH + 1 };

/* The letter without its accent, which dirt puts on letters and faxes take away; `?` for others. */
static char plain_letter(gunichar symbol)
{
    if (symbol < ASCII)
        return g_ascii_tolower((char)symbol);
    if (symbol == 0xa2) /* a cent is a struck-through c */
        return 'c';
    if (symbol == 0x2019 || symbol == 0x2018)
        return '\'';
    gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    g_unichar_fully_decompose(symbol, FALSE, base, G_N_ELEMENTS(base));
    return base[0] < ASCII ? g_ascii_tolower((char)base[0]) : '?';
}

gboolean confusion_fold(const char *word, Reading *reading)
{
    memset(reading, 0, sizeof *reading);
    gsize n_characters = 0;
    for (const char *at = word; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar symbol = g_utf8_get_char(at);
        const char *as = symbol == 0xfb01 ? "fi" : symbol == 0xfb02 ? "fl" : NULL;
        char own[2] = {plain_letter(symbol), '\0'};
        if (as == NULL)
            as = own;
        if (reading->length + strlen(as) >= CONFUSION_BYTES)
            return FALSE;
        reading->places[n_characters++] = (guint8)reading->length;
        if (g_unichar_isupper(symbol))
            reading->capitals |= G_GUINT64_CONSTANT(1) << reading->length;
        memcpy(reading->letters + reading->length, as, strlen(as));
        reading->length += strlen(as);
    }
    return reading->length > 0;
}

typedef float LetterCosts[ASCII][ASCII]; /* by what was read, then by what was meant */

struct Confusion {
    LetterCosts small, capital;
    float made[ASCII], lost[ASCII]; /* a letter that nothing, or nowhere, was read for */
};

/* Takes "o55 e60 ...": what `meant` is read as. */
static void costs_take(LetterCosts costs, guchar meant, const char *readings)
{
    for (const char *at = readings; *at != '\0'; at += at[3] == ' ' ? 4 : 3)
        costs[(guchar)at[0]][meant] = (float)((at[1] - '0') * 10 + at[2] - '0') / 100;
}

/* A capital may have been meant small, where it stands for a stroke: the cheaper way holds. */
static void capitals_take(Confusion *confusion)
{
    for (guint i = 0; i < ASCII; i++) {
        for (guint j = 0; j < ASCII; j++)
            confusion->capital[i][j] = MIN(confusion->capital[i][j], confusion->small[i][j]);
    }
}

Confusion *confusion_new(void)
{
    Confusion *confusion = g_new0(Confusion, 1);
    for (guint i = 0; i < ASCII; i++) {
        for (guint j = 0; j < ASCII; j++)
            confusion->small[i][j] = confusion->capital[i][j] = i == j ? 0 : LETTER;
        confusion->lost[i] = LETTER;
        confusion->made[i] = i > 0 && strchr("ilt1|!'.,j`", (char)i) != NULL ? STROKE : LETTER;
    }
    for (guint i = 0; i < G_N_ELEMENTS(letter_shapes); i++) {
        const LetterShape *letter = &letter_shapes[i];
        costs_take(confusion->small, (guchar)letter->meant, letter->small);
        costs_take(confusion->capital, (guchar)letter->meant, letter->capital);
        confusion->lost[(guchar)letter->meant] = (float)letter->lost / 100;
    }
    capitals_take(confusion);
    return confusion;
}

void confusion_free(Confusion *confusion)
{
    g_free(confusion);
}

/* A shape of several letters that ends at some letter read. */
typedef struct {
    const char *meant;
    guint8 n_read, n_meant;
    float cost;
} Shape;

enum { SHAPES_AT_MOST = 24 }; /* that end at one letter; the tables hold fewer */

struct Comparison {
    const Confusion *confusion;
    const Reading *read;
    Shape shapes[CONFUSION_BYTES][SHAPES_AT_MOST]; /* by the place behind the last letter read */
    guint n_shapes[CONFUSION_BYTES];
    float made[CONFUSION_BYTES];           /* by that place, too */
    float letters[ASCII][CONFUSION_BYTES]; /* by the letter meant and that place */

    /* Such places as bits, by the letter meant: where shapes end with it, where it was read. */
    guint64 shaped[ASCII], places[ASCII];

    /* A row for each letter meant, a column for each letter read, some more for the band's edge. */
    float costs[CONFUSION_BYTES][COLUMNS];
    float least[CONFUSION_BYTES]; /* of a row */
    const char *meant;            /* whose rows these are */
    guint n_rows;                 /* that are right for any word that begins so */
};

/* A letter that has no counterpart costs less at a word's edge: it is lost, or caught, easily. */
static float edge_part(guint at, guint length)
{
    return at == 1 || at == length ? AT_EDGE : 1;
}

static void shape_take(Comparison *comparison, const char *read, const char *meant, double cost)
{
    gsize n_read = strlen(read), n_meant = strlen(meant);
    for (guint i = (guint)n_read; i <= comparison->read->length; i++) {
        guint *n_shapes = &comparison->n_shapes[i];
        const char *there = comparison->read->letters + i - n_read;
        if (*there != *read || memcmp(there, read, n_read) != 0 || *n_shapes == SHAPES_AT_MOST)
            continue;
        comparison->shapes[i][(*n_shapes)++] =
            (Shape){meant, (guint8)n_read, (guint8)n_meant, (float)cost};
        comparison->shaped[(guchar)meant[n_meant - 1]] |= G_GUINT64_CONSTANT(1) << i;
    }
}

/* One letter read for another one meant. */
static float letter_cost(const Confusion *confusion, const Reading *read, guint i, guchar other)
{
    guchar one = (guchar)read->letters[i - 1] & 127;
    float cost = read->capitals >> (i - 1) & 1 ? confusion->capital[one][other]
                                               : confusion->small[one][other];
    guint32 thought = read->alternatives[i - 1];
    gboolean is_thought = g_ascii_islower(other) && thought >> (other - 'a') & 1;
    return is_thought ? MIN(cost, THOUGHT) : cost;
}

/* What the i-th letter read costs, by itself and for each letter meant. */
static void column_prepare(Comparison *comparison, guint i)
{
    const Reading *read = comparison->read;
    guchar one = (guchar)read->letters[i - 1] & 127;
    comparison->made[i] = comparison->confusion->made[one] * edge_part(i, read->length);
    comparison->places[one] |= G_GUINT64_CONSTANT(1) << i;
    for (guint other = 0; other < ASCII; other++)
        comparison->letters[other][i] = letter_cost(comparison->confusion, read, i, (guchar)other);
}

Comparison *comparison_new(const Confusion *confusion, const Reading *read)
{
    Comparison *comparison = g_new(Comparison, 1);
    comparison->confusion = confusion;
    comparison->read = read;
    comparison->meant = NULL;
    comparison->n_rows = 0;
    memset(comparison->n_shapes, 0, sizeof comparison->n_shapes);
    memset(comparison->shaped, 0, sizeof comparison->shaped);
    memset(comparison->places, 0, sizeof comparison->places);
    for (guint i = 0; i < n_letters_shapes; i++) {
        const LettersShape *shape = &letters_shapes[i];
        shape_take(comparison, shape->one, shape->other, shape->cost);
        shape_take(comparison, shape->other, shape->one, shape->cost);
    }
    float *first = comparison->costs[0];
    first[0] = comparison->least[0] = 0;
    for (guint i = 1; i <= read->length; i++) {
        column_prepare(comparison, i);
        first[i] = i <= DRIFT_AT_MOST ? first[i - 1] + comparison->made[i] : G_MAXFLOAT;
    }
    return comparison;
}

void comparison_free(Comparison *comparison)
{
    g_free(comparison);
}

/* The cheapest way to (j, i) that ends with a shape of several letters or with two that changed
 * places, if below `best`. */
static float shape_cost(const Comparison *comparison, const char *meant, guint j, guint i,
                        gboolean swapped, float best)
{
    if (swapped)
        best = MIN(best, comparison->costs[j - 2][i - 2] + SWAPPED);
    for (guint k = 0; k < comparison->n_shapes[i]; k++) {
        const Shape *shape = &comparison->shapes[i][k];
        if (shape->n_meant <= j && meant[j - shape->n_meant] == *shape->meant &&
            memcmp(meant + j - shape->n_meant, shape->meant, shape->n_meant) == 0)
            best =
                MIN(best, comparison->costs[j - shape->n_meant][i - shape->n_read] + shape->cost);
    }
    return best;
}

/* Fills the row of the j-th letter meant. */
static void row_fill(Comparison *comparison, const char *meant, guint n_meant, guint j)
{
    guchar other = (guchar)meant[j - 1] & 127;
    guint64 swapped =
        j > 1 ? comparison->places[(guchar)meant[j - 2] & 127] & comparison->places[other] << 1 : 0;
    guint64 shaped = comparison->shaped[other] | swapped;
    float lost = comparison->confusion->lost[other] * edge_part(j, n_meant);
    float *row = comparison->costs[j];
    const float *above = comparison->costs[j - 1], *letter = comparison->letters[other];
    guint first = j > DRIFT_AT_MOST ? j - DRIFT_AT_MOST : 1;
    guint last = MIN(comparison->read->length, j + DRIFT_AT_MOST);
    for (guint i = first > REACH ? first - REACH : 0; i < first; i++)
        row[i] = G_MAXFLOAT;
    if (j <= DRIFT_AT_MOST)
        row[0] = above[0] + lost;
    float least = row[0], left = row[first - 1];
    for (guint i = first; i <= last; i++) {
        float best =
            MIN(above[i - 1] + letter[i], MIN(above[i] + lost, left + comparison->made[i]));
        if (shaped >> i & 1)
            best = shape_cost(comparison, meant, j, i, swapped >> i & 1, best);
        row[i] = left = best;
        least = MIN(least, best);
    }
    for (guint i = last + 1; i <= last + REACH; i++)
        row[i] = G_MAXFLOAT;
    comparison->least[j] = least;
}

/* How many rows of the word before are right for this one; a word's last row is right for no other,
 * since edges cost less. */
static guint rows_shared(const Comparison *comparison, const char *meant, guint n_meant)
{
    guint shared = 0;
    while (shared < comparison->n_rows && shared + 1 < n_meant &&
           meant[shared] == comparison->meant[shared])
        shared++;
    return shared;
}

double comparison_cost(Comparison *comparison, const char *meant, guint n_meant, double limit)
{
    guint n_read = comparison->read->length;
    if (n_meant == 0 || n_meant >= CONFUSION_BYTES ||
        ABS((int)n_read - (int)n_meant) > DRIFT_AT_MOST)
        return G_MAXDOUBLE;
    guint done = rows_shared(comparison, meant, n_meant);
    const float *least = comparison->least;
    comparison->meant = meant;
    comparison->n_rows = done;
    for (guint j = 1; j <= n_meant; j++) {
        if (j > done) {
            row_fill(comparison, meant, n_meant, j);
            comparison->n_rows = MIN(j, n_meant - 1);
        }
        /* A shape spans three letters at the most, so every way passes one of three rows. */
        if (MIN(least[j], MIN(least[j - 1], least[j > 1 ? j - 2 : 0])) > limit)
            return G_MAXDOUBLE;
    }
    double cost = comparison->costs[n_meant][n_read];
    return cost <= limit ? cost : G_MAXDOUBLE;
}
