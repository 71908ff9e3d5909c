/* file.h - the decision: into whose chart, or why a person must look. Private to the stages. */
#pragma once

#include "printed.h"

/* Sets the document's status, patient and reasons from its candidates and pages. A document with a
 * reason is in review and nobody's; a failed one is left as it is. */
void file_document(Document *document, const Roster *roster, const Nicknames *nicknames,
                   const Settings *settings);
