/* glyphs.c - which way a page's letters stand.
 *
 * Does: take the boxes of connected pieces of letter size, pair neighbours along both axes, count
 *       on which side the partners of a pair agree.
 * Does not: know letters; sure only of pages with some dozens of words in mixed case. */
#include "glyphs.h"

#include <glib.h>
#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* Sizes in inches: from the body of 5-point print to capitals of 30 points. */
static const double LETTER_LONG_LEAST = 0.045, LETTER_LONG_MOST = 0.5;
static const double LETTER_SHORT_LEAST = 0.012, LETTER_SHORT_MOST = 0.25;
static const double UNIT_DPI = 150; /* boxes are compared in these dots, square */

/* Shares of the larger height of a pair. */
static const double GAP_MOST = 0.5, AGREES = 0.1, DIFFERS = 0.17;

enum { LETTERS_AT_MOST = 12000 };

typedef struct {
    float x, y, width, height;
} Letter;

typedef struct {
    guint pairs, foot, head; /* neighbours; those that agree at the foot alone, at the head alone */
} Count;

static int compare_x(const void *one, const void *other)
{
    float a = ((const Letter *)one)->x, b = ((const Letter *)other)->x;
    return (a > b) - (a < b);
}

/* Whether both may be letters of one line: overlapping in height, of like size. */
static gboolean could_be_neighbours(const Letter *one, const Letter *other)
{
    float overlap = MIN(one->y + one->height, other->y + other->height) - MAX(one->y, other->y);
    return overlap >= 0.5f * MIN(one->height, other->height) &&
           one->height <= 2.5f * other->height && other->height <= 2.5f * one->height;
}

/* The next letter to the right of `letters[at]`; NULL: none is near. */
static const Letter *find_neighbour(const Letter *letters, guint count, guint at)
{
    const Letter *letter = letters + at, *best = NULL;
    double least = G_MAXDOUBLE;
    for (guint i = at + 1; i < count; i++) {
        const Letter *other = letters + i;
        double gap = other->x - (letter->x + letter->width);
        if (gap > GAP_MOST * 2.5 * letter->height)
            break;
        if (gap < least && gap >= -0.3 * MIN(letter->width, other->width) &&
            could_be_neighbours(letter, other)) {
            least = gap;
            best = other;
        }
    }
    return best && least <= GAP_MOST * MAX(letter->height, best->height) ? best : NULL;
}

static Count count_pairs(Letter *letters, guint count)
{
    Count sum = {0};
    qsort(letters, count, sizeof *letters, compare_x);
    for (guint i = 0; i < count; i++) {
        const Letter *one = letters + i, *other = find_neighbour(letters, count, i);
        if (!other)
            continue;
        double height = MAX(one->height, other->height), tolerance = MAX(1, AGREES * height);
        double apart = tolerance * DIFFERS / AGREES;
        double head = fabs(one->y - other->y);
        double foot = fabs(one->y + one->height - other->y - other->height);
        sum.pairs++;
        sum.foot += foot <= tolerance && head > apart;
        sum.head += head <= tolerance && foot > apart;
    }
    return sum;
}

static gboolean is_letter(const Letter *letter)
{
    double larger = MAX(letter->width, letter->height) / UNIT_DPI;
    double smaller = MIN(letter->width, letter->height) / UNIT_DPI;
    return larger >= LETTER_LONG_LEAST && larger <= LETTER_LONG_MOST &&
           smaller >= LETTER_SHORT_LEAST && smaller <= LETTER_SHORT_MOST;
}

static guint find_letters(PIX *ink, double x_dpi, double y_dpi, Letter *letters)
{
    double fx = UNIT_DPI / x_dpi, fy = UNIT_DPI / y_dpi;
    BOXA *boxes = pixConnCompBB(ink, 8);
    guint found = 0, all = boxes ? (guint)boxaGetCount(boxes) : 0;
    for (guint i = 0; i < all && found < LETTERS_AT_MOST; i++) {
        int x, y, width, height;
        boxaGetBoxGeometry(boxes, (int)i, &x, &y, &width, &height);
        Letter letter = {(float)(x * fx), (float)(y * fy), (float)(width * fx),
                         (float)(height * fy)};
        if (is_letter(&letter))
            letters[found++] = letter;
    }
    boxaDestroy(&boxes);
    return found;
}

/* By how many standard deviations a coin would have to err to fall so. */
static double deviation(guint one, guint other)
{
    return one + other > 0 ? ((double)one - other) / sqrt((double)one + other) : 0;
}

GlyphVote glyphs_vote(struct Pix *ink, double x_dpi, double y_dpi)
{
    g_autofree Letter *letters = g_new(Letter, LETTERS_AT_MOST);
    guint count = find_letters(ink, x_dpi, y_dpi, letters);
    Count across = count_pairs(letters, count);
    for (guint i = 0; i < count; i++)
        letters[i] = (Letter){letters[i].y, letters[i].x, letters[i].height, letters[i].width};
    Count down = count_pairs(letters, count);

    double side = deviation(across.pairs, down.pairs);
    /* Seen along the other axis, the foot is the right side of a page that needs a turn by 90. */
    const Count *lines = side >= 0 ? &across : &down;
    double upright = deviation(lines->foot, lines->head);
    int rotation = side >= 0 ? (upright >= 0 ? 0 : 180) : (upright >= 0 ? 90 : 270);
    return (GlyphVote){rotation, fabs(side), fabs(upright)};
}
