/* counters.h - "Page 2 of 3" and the line of the fax machine. Private to the stages. */
#pragma once

#include "lines.h"

typedef struct {
    guint page, of; /* 0: not told */
} Counter;

/* TRUE when the text looks like the line that a fax machine prints over a page: date, time, sender
 * and a counter ("09/26/2023 12:23 VALLEY MEMORIAL P.02/05"). */
gboolean header_is_fax(const char *text);

/* The counter of that line: "P.02/05", "PG 1/1", "PAGE 1 OF 2", "#0011 P.001"; FALSE: none. */
gboolean counter_from_header(const char *text, Counter *counter);

/* The document's own counter, from the first and last rows of the page: "Page 2 of 3", "Pg. 2/2",
 * "- 2 of 2 -", "Page 2"; FALSE: none. */
gboolean counter_from_lines(const Lines *lines, Counter *counter);
