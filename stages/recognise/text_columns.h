/* text_columns.h - finds two columns of prose on a page. Private to stages/text_lines_order.c. */
#pragma once

#include "text_lines.h"

/* A stretch of the page, from `top` to `bottom`, whose text is parted by a gutter at `x`. */
typedef struct {
    int x, top, bottom;
} Gutter;

/* Finds the gutter with most lines of prose on either side; FALSE when the page has no columns.
 * Tables and forms have none: their stretches are short for their column, and are read across. */
gboolean text_columns_find(const GPtrArray *lines, Gutter *gutter);
