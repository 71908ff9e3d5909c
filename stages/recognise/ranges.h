/* ranges.h - ranges of figures, "70 - 99". Private to stages/recognise.c. */
#pragma once

#include "word.h"

/* Parts each of `words` (Word) that is two figures with a dash between them into three, when the
 * dash has white on both sides of it. `pieces`: Box of the pieces of ink by left edge, in the
 * words' own pixels.
 */
void ranges_part(GPtrArray *words, const GArray *pieces);
