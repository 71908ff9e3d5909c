/* evidence_strip.h - why a document may be a patient's: what is printed, cut out, beside what the
 * patient list says, with the differences marked. */
#pragma once

#include "page_picture.h"

/* One candidate's evidence; `patient` is that candidate, as listed. */
void evidence_strip_put(Html *html, const Document *document, const Candidate *candidate,
                        const Patient *patient);

/* Adds the boxes of the candidate's evidence to the marks (PageMark). */
void evidence_marks_add(const Candidate *candidate, GArray *marks);

/* `listed` with what is not in `printed` marked: longest common subsequence, letter by letter. */
void differences_put(Html *html, const char *listed, const char *printed);
