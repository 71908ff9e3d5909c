/* barcode_mrn.h - record numbers that barcodes tell. Private to the stages. */
#pragma once

#include "document.h"
#include "roster.h"

/* Adds the field "mrn" for every barcode on the document's content pages, and on the separator
 * sheets in front of them, that says the MRN of an active patient, letter by letter. What else
 * bars may say is no MRN. */
void barcode_mrns_add(Document *document, const Roster *roster);
