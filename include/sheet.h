/* sheet.h - the evidence sheet of a document: what its pages print, cut out of their images, beside
 * what the roster has, candidate by candidate. */
#pragma once

#include "chart.h"

/* A PDF. The chart's one document is shown; `patients` (Patient) are those of its candidates, in
 * their order. The chart brings the images through its `fetch`. */
GBytes *sheet_draw(const Chart *chart, const GPtrArray *patients, GError **error);
