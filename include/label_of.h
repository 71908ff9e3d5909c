/* label_of.h - by which label a document prints a value. */
#pragma once

#include "document.h"

/* The words before, beside or above the value of that field where it stands on the document's
 * pages, as printed: what was set by a person is found there on the sender's next one. Yours to
 * free; NULL when it is printed nowhere, or without such words. */
char *label_of_value(const Document *document, const char *field, const char *value);
