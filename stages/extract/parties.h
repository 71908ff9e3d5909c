/* parties.h - whom labels speak of by where they stand. Private to the stages. */
#pragma once

#include "labels.h"

/* Corrects the parties of labels that are anybody's ("Tel", "DOB") where columns or the margin of a
 * letter tell more than the order of reading. */
void parties_by_place(GArray *labels, const Lines *lines);
