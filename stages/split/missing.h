/* missing.h - pages that counters tell of and that did not come. Private to the stages. */
#pragma once

#include "batch.h"

/* Adds "missing-page" when the document's own counters (of `count` Sights from `first` on) tell of
 * more pages than it has. */
void missing_pages_note(Document *document, const GArray *sights, guint first, guint count);

/* The same by the fax machine's counters, to the document where the gap is; `starts` holds the
 * index of the first sight of each document. Only for an original that is one fax. */
void fax_pages_note(Batch *batch, const GArray *sights, const GArray *starts);

/* The document that the sight lies in. */
guint start_before(const GArray *starts, guint sight);
