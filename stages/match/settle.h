/* settle.h - readings that OCR left open and the chart answers. Private to the stages. */
#pragma once

#include "printed.h"

/* A document that is filed to the patient: where a printed identifier differs from the chart's only
 * as damaged print does, the field's value becomes the chart's (`raw` stays). What somebody wrote
 * otherwise stays as printed; a value that then stands twice stands once. */
void fields_settle(Document *document, const Patient *patient, const Roster *roster,
                   const Nicknames *nicknames);
