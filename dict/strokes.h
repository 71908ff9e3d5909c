/* strokes.h - words by the strokes that they are drawn with: what looks alike has one skeleton. */
#pragma once

#include "confusion.h"

/* The strokes that a folded word is drawn with: shapes taken for one another give one symbol, and
 * upright strokes in a row give their number, so rn, m, in and nl are the same. Returns its length.
 */
gsize strokes_skeleton(const char *folded, char skeleton[CONFUSION_BYTES]);
