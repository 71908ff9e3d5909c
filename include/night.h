/* night.h - the morning sheet of an office, in its folder morning/. */
#pragma once

#include "office.h"

/* Writes what came in and was filed since the last sheet (the first one: in a day) up to now as
 * morning/DATE.txt and DATE.pdf, which a second one on the same day replaces; `notes` (char *) are
 * told on it. `*text` (yours) is what it says, `*path` (yours) where the PDF lies. When only the
 * drawing fails, `*text` is written and set all the same. */
gboolean night_write_sheet(Office *office, const GPtrArray *notes, char **text, char **path,
                           GError **error);
