/* boundary.h - what speaks for a new document between two pages. Private to the stages. */
#pragma once

#include "sight.h"

/* Log-odds that a document begins with `after`, which follows `before` (with what its
 * document has told of the patient so far): the weights of independent
 * signs added up, as in naive Bayes. */
double boundary_odds(const Sight *before, const Sight *after);

/* TRUE when a person should look: the odds are near even, or pages that tell of no patient would
 * take the patient of a page that may not be theirs. */
gboolean boundary_unsure(const Sight *before, const Sight *after, double odds);
