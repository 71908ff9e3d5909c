/* unlabelled.h - identifiers whose label is lost, told by the roster. Private to the stages.
 *
 * Each adds its field when something on the pages (PageFacts) that no label explains is, letter by
 * letter, what the roster has of a patient with the name that the document prints. */
#pragma once

#include "document.h"
#include "roster.h"

void mrn_find_unlabelled(Document *document, const GPtrArray *pages, const Roster *roster);
void member_find_unlabelled(Document *document, const GPtrArray *pages, const Roster *roster);

/* Only where one patient alone has that name, and nobody but the patient is spoken of. */
void birth_find_unlabelled(Document *document, const GPtrArray *pages, const Roster *roster);

/* Name and birth date in one row, both without a label, of one patient alone: a hint for whoever
 * reviews, too unsure to file by. */
void person_find_unlabelled(Document *document, const GPtrArray *pages, const Roster *roster);
