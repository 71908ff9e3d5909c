/* known_codes.h - diagnosis codes against the official table. Private to the stages. */
#pragma once

#include "code_table.h"
#include "document.h"

/* Gives every icd10 field of the document its value by the table: as it is when the table has it;
 * the one repair where exactly one exists; else less confidence. Of two fields that become one the
 * surer stays. */
void known_codes_apply(const CodeTable *table, Document *document);
