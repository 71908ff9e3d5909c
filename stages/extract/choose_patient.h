/* choose_patient.h - who a document's pages say their patient is. Private to the stages. */
#pragma once

#include "opinions.h"
#include "roster.h"

/* Each adds its field from the facts of the pages (PageFacts): all values that contradict one
 * another, or none. */
void patient_name_choose(Document *document, const GPtrArray *pages, const Roster *roster);
void patient_birth_choose(Document *document, const GPtrArray *pages, const Roster *roster);
void patient_mrn_choose(Document *document, const GPtrArray *pages, const Roster *roster);
void patient_phone_choose(Document *document, const GPtrArray *pages);
