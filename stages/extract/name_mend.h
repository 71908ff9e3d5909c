/* name_mend.h - names of clinicians whose letters OCR was unsure of. Private to the stages. */
#pragma once

#include "facts.h"

/* The value with each word that nobody on the roster is called, and that OCR doubted, in the
 * spelling of the one name of the roster that it may have been read from; yours to free.
 * Without a roster the value as it is. */
char *name_mend(const Lines *lines, guint first, guint count, const char *value,
                const Roster *roster);
