/* plane_map.h - maps of the plane that keep lines straight. Private to stages/.
 *
 * (x, y) goes to ((m0 x + m1 y + m2) / w, (m3 x + m4 y + m5) / w), w = m6 x + m7 y + 1. */
#pragma once

#include <glib.h>

void plane_map_point(const double map[8], double *x, double *y);

/* The map of four points, (x, y) each, to four others; FALSE when there is none. */
gboolean plane_map_find(const double from[8], const double to[8], double map[8]);

/* The map that does `first` and `then` the other. */
void plane_map_join(const double first[8], const double then[8], double map[8]);
