/* text_scribbles.h - stamps, signatures and touching letters that run across lines. Private to
 * stages/recognise/text_lines.c. */
#pragma once

#include "text_lines.h"

/* How high a piece may be, in `letter` heights of the page, before it counts as running across. */
gboolean text_scribbles_is_tall(const Box *piece, int letter);

/* Takes lines that are made of tall pieces and lie over other lines out of `lines`; cuts their
 * pieces, and those of `large`, along the lines they run across, and gives each line its own slice
 * where that is dense enough to hold print. */
void text_scribbles_share(GPtrArray *lines, const GArray *large, const TextInk *ink, int letter);

/* Parts each line that is too high for its letters, because a scribble ties several together. */
void text_scribbles_part(GPtrArray *lines, int letter);
