/* choose.h - which of the facts on a document's pages become its fields. Private to the stages. */
#pragma once

#include "document.h"
#include "facts.h"
#include "roster.h"

/* Fills document->fields from the facts of its content pages (PageFacts, in page order), by what
 * the document's type means by each field. A patient account number is taken for an MRN only when
 * the roster knows that MRN. */
void fields_choose(Document *document, const GPtrArray *pages, const Roster *roster);
