/* text_columns.c - tells two columns of prose from tables and forms.
 *
 * Does: tries gutters across the page; one is good when long lines end and begin at it, many times.
 * Reads: TextLine boxes. Does not: order lines. */
#include "text_columns.h"

enum {
    STEPS = 40,          /* gutters tried between three and seven tenths of the text's width */
    LINES_AT_LEAST = 6,  /* on either side */
    LETTERS_ACROSS = 12, /* least width of a column, in heights of a line */
};

typedef struct {
    int left, right;
    guint count, full;
} Side;

static gboolean crosses(const TextLine *line, int x)
{
    return line->box.x < x && line->box.x + line->box.width > x;
}

static gboolean is_within(const TextLine *line, const Gutter *gutter)
{
    int middle = line->box.y + line->box.height / 2;
    return middle > gutter->top && middle < gutter->bottom;
}

static Side measure_side(const GPtrArray *lines, const Gutter *gutter, gboolean right)
{
    Side side = {G_MAXINT, 0, 0, 0};
    for (guint pass = 0; pass < 2; pass++) {
        for (guint i = 0; i < lines->len; i++) {
            const TextLine *line = lines->pdata[i];
            if (!is_within(line, gutter) || (line->box.x >= gutter->x) != right)
                continue;
            if (pass == 0) {
                side.left = MIN(side.left, line->box.x);
                side.right = MAX(side.right, line->box.x + line->box.width);
                side.count++;
            } else {
                side.full += 10 * line->box.width > 7 * (side.right - side.left);
            }
        }
    }
    return side;
}

/* How many lines of prose the gutter parts; 0 when it is none. */
static guint weigh(const GPtrArray *lines, const Gutter *gutter, int line_height)
{
    Side left = measure_side(lines, gutter, FALSE), right = measure_side(lines, gutter, TRUE);
    int least = LETTERS_ACROSS * line_height;
    if (left.full < LINES_AT_LEAST || right.full < LINES_AT_LEAST ||
        left.right - left.left < least || right.right - right.left < least)
        return 0;
    if (2 * left.full < left.count || 2 * right.full < right.count)
        return 0;
    return left.full + right.full;
}

static int compare_top(gconstpointer one, gconstpointer other)
{
    const TextLine *a = *(TextLine *const *)one, *b = *(TextLine *const *)other;
    return a->box.y - b->box.y;
}

/* The best stretch of the page at this x between lines that run across it. */
static guint try_gutter(const GPtrArray *by_top, int x, int line_height, Gutter *best)
{
    guint most = 0;
    int top = -1;
    for (guint i = 0; i <= by_top->len; i++) {
        const TextLine *line = i < by_top->len ? by_top->pdata[i] : NULL;
        if (line && !crosses(line, x))
            continue;
        Gutter gutter = {x, top, line ? line->box.y : G_MAXINT};
        guint weight = weigh(by_top, &gutter, line_height);
        if (weight > most) {
            most = weight;
            *best = gutter;
        }
        if (line)
            top = line->box.y + line->box.height;
    }
    return most;
}

gboolean text_columns_find(const GPtrArray *lines, Gutter *gutter)
{
    g_autoptr(GPtrArray) by_top = g_ptr_array_sized_new(lines->len + 1);
    Box all = {0};
    gint64 heights = 0;
    guint most = 0;

    if (lines->len < 2 * LINES_AT_LEAST)
        return FALSE;
    for (guint i = 0; i < lines->len; i++) {
        const TextLine *line = lines->pdata[i];
        all = box_join(all, line->box);
        heights += line->box.height;
        g_ptr_array_add(by_top, lines->pdata[i]);
    }
    g_ptr_array_sort(by_top, compare_top);
    for (int step = 0; step <= STEPS; step++) {
        Gutter found;
        int x = all.x + (int)(all.width * (0.3 + 0.4 * step / STEPS));
        guint weight = try_gutter(by_top, x, (int)(heights / lines->len), &found);
        if (weight > most) {
            most = weight;
            *gutter = found;
        }
    }
    return most > 0;
}
