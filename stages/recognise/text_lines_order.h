/* text_lines_order.h - the reading order of a page's lines. Private to text_lines.c. */
#pragma once

#include "text_lines.h"

/* Sorts TextLine into reading order (rows from the top, each from the left; columns of prose one
 * after the other) and numbers their rows and blocks. */
void text_lines_order(GPtrArray *lines);
