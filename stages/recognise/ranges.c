/* ranges.c - parts ranges of figures that were read without the spaces round their dash.
 *
 * Does: looks on the page for a dash with white on both sides of it, as wide as a space.
 * Reads: words and the pieces of ink that they were read from. Writes: words.
 * Does not: touch what is set close: dates, telephone numbers, codes. */
#include "ranges.h"

#include <string.h>

/* Of the figures' height. Beside a hyphen set close there is about as much white as between two
 * figures, which is a tenth, or a fifth in typewriter print; a space adds a quarter to that. */
static const double WHITE_LEAST = 0.1, SPACE_LEAST = 0.18;
static const double DASH_HEIGHT_MOST = 0.34, DASH_WIDTH_LEAST = 0.2, DASH_WIDTH_MOST = 1;

/* Where the one dash stands between a figure and a greater one, in characters; 0 when the word is
 * no range. Three figures and four are a telephone number. */
static guint find_range(const char *text)
{
    const char *dash = strchr(text, '-');
    if (!dash || dash == text || !g_ascii_isdigit(dash[-1]) || !g_ascii_isdigit(dash[1]) ||
        strspn(text, "0123456789.,") != (gsize)(dash - text) ||
        strspn(dash + 1, "0123456789.,") != strlen(dash + 1) ||
        (dash - text == 3 && strspn(dash + 1, "0123456789") == 4))
        return 0;
    return g_ascii_strtod(text, NULL) < g_ascii_strtod(dash + 1, NULL) ? (guint)(dash - text) : 0;
}

static gboolean is_in(const Box *piece, const Box *word)
{
    int x = piece->x + piece->width / 2, y = piece->y + piece->height / 2;
    return x >= word->x && x < word->x + word->width && y >= word->y && y < word->y + word->height;
}

/* The height and the foot of the figures in the word. */
static Box measure_figures(const Box *word, const GArray *pieces)
{
    Box highest = {0};
    for (guint i = 0; i < pieces->len; i++) {
        const Box *piece = &g_array_index(pieces, Box, i);
        if (is_in(piece, word) && piece->height > highest.height)
            highest = *piece;
    }
    return highest;
}

static gboolean is_dash(const Box *piece, const Box *figure)
{
    int height = figure->height, middle = piece->y + piece->height / 2 - figure->y;
    return piece->height <= DASH_HEIGHT_MOST * height &&
           piece->width >= DASH_WIDTH_LEAST * height && piece->width <= DASH_WIDTH_MOST * height &&
           piece->width > piece->height && 4 * middle > height && 5 * middle < 4 * height;
}

/* The white beside the dash, on the narrower side, less the widest between two figures. */
static int measure_space(const Box *dash, const Box *word, int height, const GArray *pieces)
{
    int white = G_MAXINT, widest = (int)(WHITE_LEAST * height), end = -1;
    gboolean after_dash = FALSE;
    for (guint i = 0; i < pieces->len; i++) {
        const Box *piece = &g_array_index(pieces, Box, i);
        if (!is_in(piece, word))
            continue;
        if (end >= 0 && (piece == dash || after_dash))
            white = MIN(white, piece->x - end);
        else if (end >= 0)
            widest = MAX(widest, piece->x - end);
        end = MAX(end, piece->x + piece->width);
        after_dash = piece == dash;
    }
    return white == G_MAXINT ? 0 : white - widest;
}

/* The dash of the word, when it stands by itself; NULL when it does not, or when there are two. */
static const Box *find_dash(const Box *word, const GArray *pieces)
{
    const Box figure = measure_figures(word, pieces), *dash = NULL;
    for (guint i = 0; i < pieces->len; i++) {
        const Box *piece = &g_array_index(pieces, Box, i);
        if (!is_in(piece, word) || !is_dash(piece, &figure))
            continue;
        if (dash)
            return NULL;
        dash = piece;
    }
    gboolean alone =
        dash && measure_space(dash, word, figure.height, pieces) >= SPACE_LEAST * figure.height;
    return alone ? dash : NULL;
}

/* `length` characters of the word from `from` on, at `box`, with their other readings. */
static Word *take_part(const Word *word, guint from, guint length, Box box)
{
    g_autofree char *text = g_strndup(word->text + from, length);
    Word *part = word_new(text, box, word->confidence, word->line, word->block);
    for (guint i = 0; word->choices && i < word->choices->len; i++) {
        Choice choice = g_array_index(word->choices, Choice, i);
        if (choice.at < from || choice.at >= from + length)
            continue;
        choice.at -= from;
        if (!part->choices)
            part->choices = g_array_new(FALSE, FALSE, sizeof(Choice));
        g_array_append_val(part->choices, choice);
    }
    return part;
}

static void part_word(GPtrArray *words, guint at, guint before, const Box *dash)
{
    g_autoptr(Word) word = words->pdata[at];
    int right = word->box.x + word->box.width, dash_right = dash->x + dash->width;
    Box first = word->box, middle = word->box, last = word->box;
    first.width = MAX(1, dash->x - first.x);
    middle.x = dash->x;
    middle.width = dash->width;
    last.x = dash_right;
    last.width = MAX(1, right - dash_right);
    words->pdata[at] = take_part(word, 0, before, first);
    g_ptr_array_insert(words, (int)at + 1, take_part(word, before, 1, middle));
    g_ptr_array_insert(words, (int)at + 2,
                       take_part(word, before + 1, (guint)strlen(word->text) - before - 1, last));
}

void ranges_part(GPtrArray *words, const GArray *pieces)
{
    for (guint i = 0; i < words->len; i++) {
        const Word *word = words->pdata[i];
        guint before = find_range(word->text);
        const Box *dash = before > 0 ? find_dash(&word->box, pieces) : NULL;
        if (dash)
            part_word(words, i, before, dash);
    }
}
