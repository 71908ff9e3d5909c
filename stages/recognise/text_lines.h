/* text_lines.h - where the lines of text stand on a page, and in which order they are read. Private
 * to stages/. */
#pragma once

#include "text_ink.h"

/* A stretch of text on one row without a wide gap: a line of prose, a label, a table's cell. */
typedef struct {
    Box box;
    GArray *pieces; /* Box */
    guint row;   /* stretches of one row of the page (or of its column) share it; reading order */
    guint block; /* rows of one paragraph share it */
} TextLine;

/* Finds the lines of a straight page; returns TextLine in reading order, yours to free. */
GPtrArray *text_lines_find(const TextInk *ink);

void text_line_free(TextLine *line);
