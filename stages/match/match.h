/* match.h - whose a document may be. Private to the stages. */
#pragma once

#include "printed.h"

/* Fills the document's candidates: at most five, best first, with probability and evidence. */
void match_document(Document *document, const Roster *roster, const Nicknames *nicknames);
