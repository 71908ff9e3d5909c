/* sheet.h - sheets that are part of no chart. */
#pragma once

#include "chart.h"

/* The evidence sheet of a document: what its pages print, cut out of their images, beside what the
 * roster has, candidate by candidate. A PDF. The chart's one document is shown; `patients`
 * (Patient) are those of its candidates, in their order. The chart brings the images through its
 * `fetch`. */
GBytes *sheet_draw(const Chart *chart, const GPtrArray *patients, GError **error);

/* A separator sheet, a PDF of one page: for a scanner's feeder between any two documents, or before
 * those of `patient` (NULL: anybody's). FATE_INPUT when the MRN cannot be printed as bars. */
GBytes *separator_draw(const Patient *patient, GError **error);
