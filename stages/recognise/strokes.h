/* strokes.h - straight strokes across a page: rules of forms, streaks of faxes. Private to stages/.
 */
#pragma once

#include <glib.h>

struct Pix;

/* Upright strokes of 1-bit `bits`, also broken ones and those a little aslant, drawn through
 * without gaps; the caller destroys it. Text's own stems are not among them. NULL when out of
 * memory. */
struct Pix *strokes_upright(struct Pix *bits, int dpi);

/* The same of level strokes. */
struct Pix *strokes_level(struct Pix *bits, int dpi);
