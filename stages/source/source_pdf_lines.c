/* source_pdf_lines.c - the reading order of a text layer.
 *
 * Does: put what stands side by side on the page into one line, as the eye does with forms and
 *       tables; keeps Poppler's order where columns of prose stand side by side, or text stands on
 *       its side; groups lines into blocks.
 * Does not: read or change the words. */
#include "source_pdf.h"

#include <stdlib.h>

enum {
    PROSE_WORDS = 6,      /* a line of so many words is prose, not a cell */
    COLUMNS_PERCENT = 40, /* of the words in prose beside prose: then the page has columns */
};

/* A block ends where the next line is further away than this, in heights of the line. */
static const double BLOCK_GAP = 0.9;

typedef struct {
    Box box;
    guint first, end; /* words */
} Line;

static Word *word_at(const GPtrArray *words, guint index)
{
    return words->pdata[index];
}

/* Runs of words of one line number (array of Line). */
static GArray *find_lines(const GPtrArray *words)
{
    GArray *lines = g_array_new(FALSE, TRUE, sizeof(Line));
    for (guint at = 0; at < words->len;) {
        Line line = {.first = at, .end = at};
        for (; line.end < words->len && word_at(words, line.end)->line == word_at(words, at)->line;
             line.end++)
            line.box = box_join(line.box, word_at(words, line.end)->box);
        g_array_append_val(lines, line);
        at = line.end;
    }
    return lines;
}

static gboolean share_height(Box one, Box other)
{
    int overlap = MIN(one.y + one.height, other.y + other.height) - MAX(one.y, other.y);
    return overlap * 2 > MIN(one.height, other.height);
}

static gboolean stand_side_by_side(const Line *one, const Line *other)
{
    gboolean apart = one->box.x >= other->box.x + other->box.width ||
                     other->box.x >= one->box.x + one->box.width;
    return apart && share_height(one->box, other->box);
}

static gboolean is_prose(const Line *line)
{
    return line->end - line->first >= PROSE_WORDS;
}

static gboolean has_columns(const GPtrArray *words)
{
    g_autoptr(GArray) lines = find_lines(words);
    guint inside = 0;
    for (guint i = 0; i < lines->len; i++) {
        const Line *line = &g_array_index(lines, Line, i);
        gboolean beside = FALSE;
        for (guint j = 0; is_prose(line) && j < lines->len && !beside; j++) {
            const Line *other = &g_array_index(lines, Line, j);
            beside = is_prose(other) && stand_side_by_side(line, other);
        }
        inside += beside ? line->end - line->first : 0;
    }
    return inside * 100 > words->len * COLUMNS_PERCENT;
}

static gboolean stands_on_its_side(const GPtrArray *words)
{
    guint tall = 0, wide = 0;
    for (guint i = 0; i < words->len; i++) {
        const Word *word = word_at(words, i);
        if (g_utf8_strlen(word->text, -1) < 3)
            continue;
        if (word->box.height > word->box.width)
            tall++;
        else
            wide++;
    }
    return tall > wide;
}

static int compare_middles(gconstpointer one, gconstpointer other)
{
    const Box *a = &(*(Word *const *)one)->box, *b = &(*(Word *const *)other)->box;
    return 2 * a->y + a->height - (2 * b->y + b->height);
}

static int compare_rows(gconstpointer one, gconstpointer other)
{
    const Word *a = *(Word *const *)one, *b = *(Word *const *)other;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->box.x - b->box.x;
}

/* Words whose middles lie in the height of the row's last word are one row, from the top down. */
static void order_by_rows(GPtrArray *words)
{
    guint row = 0;
    g_ptr_array_sort(words, compare_middles);
    for (guint i = 0; i < words->len; i++) {
        Word *word = word_at(words, i);
        if (i > 0) {
            Box before = word_at(words, i - 1)->box;
            int distance = 2 * word->box.y + word->box.height - (2 * before.y + before.height);
            row += distance > MIN(word->box.height, before.height) * 7 / 10;
        }
        word->line = row;
    }
    g_ptr_array_sort(words, compare_rows);
}

/* Whether a line goes on where another ends: close below it, not beside it. */
static gboolean continues(Box before, Box next)
{
    int height = MAX(1, MIN(before.height, next.height)), gap = next.y - (before.y + before.height);
    gboolean below = next.x < before.x + before.width && before.x < next.x + next.width;
    return below && gap > -height && gap < BLOCK_GAP * height;
}

static void number_lines(GPtrArray *words)
{
    g_autoptr(GArray) lines = find_lines(words);
    guint block = 0;
    for (guint i = 0; i < lines->len; i++) {
        const Line *line = &g_array_index(lines, Line, i);
        block += i > 0 && !continues(g_array_index(lines, Line, i - 1).box, line->box);
        for (guint at = line->first; at < line->end; at++) {
            word_at(words, at)->line = i;
            word_at(words, at)->block = block;
        }
    }
}

void pdf_order_words(GPtrArray *words)
{
    if (!stands_on_its_side(words) && !has_columns(words))
        order_by_rows(words);
    number_lines(words);
}
