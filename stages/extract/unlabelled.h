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

/* The name of whose record number stands on the pages, in a row of its own without a label, and
 * that number where it has none either. Only where no name was found and the number is one
 * patient's alone. */
void person_find_by_number(Document *document, const GPtrArray *pages, const Roster *roster);

/* Name and birth date in one row, both without a label, of one patient alone: a hint for whoever
 * reviews, too unsure to file by. */
void person_find_unlabelled(Document *document, const GPtrArray *pages, const Roster *roster);
