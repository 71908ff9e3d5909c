/* values.c - where the value of a label stands: behind it in its row, or below in its column.
 *
 * Reads: rows, cells and the labels found. Does not: look at what the value says. */
#include "labels.h"

#include <math.h>
#include <string.h>

#define BELOW_GAP    2.6 /* heights between a label and what stands below it */
#define ABOVE_NEARER 0.8 /* of the gap below: the row above belongs to the label */
#define COLUMN_SLACK 1.2 /* heights by which a value may begin left of its label */

enum { ALIGNED_LEAST = 2 };

static const Label *label_get(const GArray *labels, guint index)
{
    return &g_array_index(labels, Label, index);
}

/* First token of the cell of the next label in the same row, or the row's end. */
static guint next_in_row(const Lines *lines, const GArray *labels, guint index)
{
    const Label *label = label_get(labels, index);
    const Row *row = lines_row(lines, label->row);
    if (index + 1 == labels->len || label_get(labels, index + 1)->row != label->row)
        return row->first + row->count;
    guint next = label_get(labels, index + 1)->first, cell = next;
    while (cell > label->first + label->count && !lines_token(lines, cell)->cell)
        cell--; /* "Local ID": what stands before "ID" in its cell is a part of the label */
    return cell > label->first + label->count ? cell : next;
}

Span label_value_right(const Lines *lines, const GArray *labels, guint index)
{
    const Label *label = label_get(labels, index);
    Span span = {label->first + label->count, 0, label->row, FALSE};
    guint end = next_in_row(lines, labels, index);
    while (span.first < end && g_str_has_prefix(lines_token(lines, span.first)->text, "#") &&
           strlen(lines_token(lines, span.first)->text) == 1)
        span.first++;
    guint at = span.first;
    while (at < end && !lines_token(lines, at)->colon)
        at++;
    /* A colon of an unknown label ends the value in front of that label's cell. */
    if (at < end && at > span.first) {
        guint cell = at;
        while (cell > span.first && !lines_token(lines, cell)->cell)
            cell--;
        at = cell > span.first ? cell : at;
    }
    span.count = at - span.first;
    return span;
}

/* Labels stand in the order of their tokens. */
static gboolean is_label_token(const GArray *labels, guint at)
{
    guint low = 0, high = labels->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        const Label *label = label_get(labels, middle);
        if (at >= label->first && at < label->first + label->count)
            return label->form != LABEL_LOOSE;
        if (label->first > at)
            high = middle;
        else
            low = middle + 1;
    }
    return FALSE;
}

gboolean label_heads_column(const Lines *lines, const GArray *labels, guint index)
{
    const Label *label = label_get(labels, index);
    const Row *row = lines_row(lines, label->row);
    guint others = 0;
    for (guint at = row->first; at < row->first + row->count; at++)
        if (!is_label_token(labels, at))
            others++;
    return label->form == LABEL_CELL && others * 3 <= row->count;
}

/* From where to where a value of this label may begin. */
static void column_bounds(const Lines *lines, const GArray *labels, guint index, double *from,
                          double *to)
{
    const Label *label = label_get(labels, index);
    const Row *row = lines_row(lines, label->row);
    guint end = row->first + row->count, next = label->first + label->count;
    while (next < end && !lines_token(lines, next)->cell && !is_label_token(labels, next))
        next++;
    guint first = label->first;
    while (first > row->first && !lines_token(lines, first)->cell)
        first--; /* the number of a form's box stands before its name */
    *from = lines_token(lines, first)->left - COLUMN_SLACK * lines->height;
    *to = next < end ? lines_token(lines, next)->left - COLUMN_SLACK * lines->height / 2
                     : lines->width + lines->height;
}

/* Tokens of a row that begin inside the column. */
static Span span_in_column(const Lines *lines, guint r, double from, double to)
{
    const Row *row = lines_row(lines, r);
    Span span = {0, 0, r, TRUE};
    for (guint at = row->first; at < row->first + row->count; at++) {
        double left = lines_token(lines, at)->left;
        if (left < from || left >= to)
            continue;
        if (span.count == 0)
            span.first = at;
        span.count = at + 1 - span.first;
    }
    return span;
}

static gboolean row_has_labels(const GArray *labels, guint r)
{
    for (guint i = 0; i < labels->len; i++)
        if (label_get(labels, i)->row == r && label_get(labels, i)->form != LABEL_LOOSE)
            return TRUE;
    return FALSE;
}

/* How many cells of row `r` begin where those of the label's row do. */
static guint cells_aligned(const Lines *lines, guint r, guint other)
{
    const Row *row = lines_row(lines, r), *labels = lines_row(lines, other);
    guint aligned = 0;
    for (guint at = row->first; at < row->first + row->count; at++)
        for (guint k = labels->first; k < labels->first + labels->count; k++)
            aligned += lines_token(lines, at)->cell && lines_token(lines, k)->cell &&
                       fabs(lines_token(lines, at)->left - lines_token(lines, k)->left) <
                           lines->height / 2;
    return aligned;
}

static double gap_above(const Lines *lines, guint r)
{
    return lines_row(lines, r)->top - lines_row(lines, r - 1)->bottom;
}

/* The row above is nearer than the one below, and what stands there is not below labels itself. */
static gboolean row_names_above(const Lines *lines, const GArray *labels, guint r)
{
    if (r == 0 || row_has_labels(labels, r - 1) ||
        gap_above(lines, r) >= BELOW_GAP * lines->height ||
        (r + 1 < lines->rows->len &&
         gap_above(lines, r) >= ABOVE_NEARER * gap_above(lines, r + 1)) ||
        cells_aligned(lines, r - 1, r) < ALIGNED_LEAST)
        return FALSE;
    for (guint up = r - 1; up > 0 && gap_above(lines, up) < BELOW_GAP * lines->height; up--)
        if (row_has_labels(labels, up - 1))
            return row_names_above(lines, labels, up - 1);
    return TRUE;
}

gboolean label_stands_below(const Lines *lines, const GArray *labels, guint index)
{
    return row_names_above(lines, labels, label_get(labels, index)->row);
}

/* Where the row above is a row of values, and not those of labels further up. */
Span label_value_above(const Lines *lines, const GArray *labels, guint index)
{
    const Label *label = label_get(labels, index);
    double from, to;
    Span none = {0, 0, 0, FALSE};
    if (label->row == 0)
        return none;
    guint r = label->row - 1;
    if (lines_row(lines, label->row)->top - lines_row(lines, r)->bottom >
            BELOW_GAP * lines->height ||
        row_has_labels(labels, r) ||
        (r > 0 && row_has_labels(labels, r - 1) && !label_stands_below(lines, labels, index)))
        return none;
    column_bounds(lines, labels, index, &from, &to);
    return span_in_column(lines, r, from, to);
}

/* "NPI: 1588667638" below "AUTHORIZATION": the number has a label before it. */
static gboolean is_value_of_row(const Lines *lines, const GArray *labels, Span span)
{
    return span.first > lines_row(lines, span.row)->first &&
           lines_token(lines, span.first - 1)->colon && is_label_token(labels, span.first - 1);
}

Span label_value_below(const Lines *lines, const GArray *labels, guint index, guint skip)
{
    const Label *label = label_get(labels, index);
    double from, to, bottom = lines_row(lines, label->row)->bottom;
    Span none = {0, 0, 0, TRUE};
    column_bounds(lines, labels, index, &from, &to);
    for (guint r = label->row + 1; r < lines->rows->len; r++) {
        const Row *row = lines_row(lines, r);
        if (row->top - bottom > BELOW_GAP * lines->height)
            return none;
        Span span = span_in_column(lines, r, from, to);
        if (span.count == 0)
            continue;
        bottom = row->bottom;
        if (is_label_token(labels, span.first) || is_value_of_row(lines, labels, span))
            return none;
        if (skip == 0)
            return span;
        skip--;
    }
    return none;
}
