/* text_lines_order.c - puts the lines of a page into rows, columns and paragraphs.
 *
 * Does: numbers rows and blocks, sorts. Reads and writes: TextLine.row, TextLine.block.
 * Does not: find lines. */
#include "text_lines_order.h"

#include "text_columns.h"

#include <stdlib.h>

static int middle(const TextLine *line)
{
    return line->box.y + line->box.height / 2;
}

static gboolean share_row(const TextLine *one, const TextLine *two)
{
    int top = MAX(one->box.y, two->box.y);
    int bottom = MIN(one->box.y + one->box.height, two->box.y + two->box.height);
    return 2 * (bottom - top) >= MIN(one->box.height, two->box.height);
}

static int compare_left(gconstpointer one, gconstpointer other)
{
    const TextLine *a = *(TextLine *const *)one, *b = *(TextLine *const *)other;
    return a->box.x - b->box.x;
}

static int compare_row(gconstpointer one, gconstpointer other)
{
    const TextLine *a = *(TextLine *const *)one, *b = *(TextLine *const *)other;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return a->box.x - b->box.x;
}

static int compare_rows_top(gconstpointer one, gconstpointer other)
{
    const GPtrArray *a = *(GPtrArray *const *)one, *b = *(GPtrArray *const *)other;
    double top_a = 0, top_b = 0;
    for (guint i = 0; i < a->len; i++)
        top_a += middle(a->pdata[i]) / (double)a->len;
    for (guint i = 0; i < b->len; i++)
        top_b += middle(b->pdata[i]) / (double)b->len;
    return (top_a > top_b) - (top_a < top_b);
}

/* From left to right each line joins the row whose last member stands nearest to it. */
static GPtrArray *find_rows(GPtrArray *lines)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    g_ptr_array_sort(lines, compare_left);
    for (guint i = 0; i < lines->len; i++) {
        TextLine *line = lines->pdata[i];
        GPtrArray *best = NULL;
        int least = G_MAXINT;
        for (guint j = 0; j < rows->len; j++) {
            GPtrArray *row = rows->pdata[j];
            const TextLine *last = row->pdata[row->len - 1];
            int gap = line->box.x - last->box.x - last->box.width;
            if (share_row(last, line) && gap > -line->box.height && gap < least) {
                best = row;
                least = gap;
            }
        }
        if (!best) {
            best = g_ptr_array_new();
            g_ptr_array_add(rows, best);
        }
        g_ptr_array_add(best, line);
    }
    g_ptr_array_sort(rows, compare_rows_top);
    return rows;
}

static Box row_box(const GPtrArray *row)
{
    Box box = {0};
    for (guint i = 0; i < row->len; i++)
        box = box_join(box, ((TextLine *)row->pdata[i])->box);
    return box;
}

static int compare_int(const void *one, const void *other)
{
    return *(const int *)one - *(const int *)other;
}

static int find_median(GArray *values)
{
    if (values->len == 0)
        return 0;
    g_array_sort(values, compare_int);
    return g_array_index(values, int, values->len / 2);
}

/* A paragraph ends where the white between two rows is clearly more than it mostly is. */
static int find_break(const GPtrArray *rows)
{
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(int));
    g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint i = 1; i < rows->len; i++) {
        Box above = row_box(rows->pdata[i - 1]), below = row_box(rows->pdata[i]);
        int gap = below.y - above.y - above.height;
        g_array_append_val(gaps, gap);
        g_array_append_val(heights, below.height);
    }
    int height = find_median(heights), gap = find_median(gaps);
    return MAX(gap, 0) + MAX(2, height / 2);
}

/* Numbers the rows of `lines` from `*row` on and their blocks from `*block` on. */
static void number_rows(GPtrArray *lines, guint *row_number, guint *block)
{
    g_autoptr(GPtrArray) rows = find_rows(lines);
    int most = find_break(rows);
    for (guint i = 0; i < rows->len; i++) {
        GPtrArray *row = rows->pdata[i];
        if (i > 0) {
            Box above = row_box(rows->pdata[i - 1]), below = row_box(row);
            *block += below.y - above.y - above.height > most;
        }
        for (guint j = 0; j < row->len; j++) {
            ((TextLine *)row->pdata[j])->row = *row_number;
            ((TextLine *)row->pdata[j])->block = *block;
        }
        ++*row_number;
    }
    *block += rows->len > 0;
}

typedef enum { PART_ABOVE, PART_LEFT, PART_RIGHT, PART_BELOW, PARTS } ColumnPart;

static ColumnPart find_part(const TextLine *line, const Gutter *gutter)
{
    if (middle(line) <= gutter->top)
        return PART_ABOVE;
    if (middle(line) >= gutter->bottom)
        return PART_BELOW;
    return line->box.x >= gutter->x ? PART_RIGHT : PART_LEFT;
}

void text_lines_order(GPtrArray *lines)
{
    Gutter gutter = {0, G_MAXINT, G_MAXINT};
    guint row = 0, block = 0;
    text_columns_find(lines, &gutter);
    for (ColumnPart part = PART_ABOVE; part < PARTS; part++) {
        g_autoptr(GPtrArray) members = g_ptr_array_new();
        for (guint i = 0; i < lines->len; i++)
            if (find_part(lines->pdata[i], &gutter) == part)
                g_ptr_array_add(members, lines->pdata[i]);
        number_rows(members, &row, &block);
    }
    g_ptr_array_sort(lines, compare_row);
}
