/* separator.h - printing the sheets that part documents in a scanner's feeder. */
#pragma once

#include "office.h"

/* Writes a separator sheet as a PDF to `path`, replacing what was there. With an MRN it is that
 * patient's, of `office`, and is recorded as taken out; else `office` may be NULL. FATE_INPUT when
 * no patient, or more than one, has the MRN. */
gboolean separator_write(Office *office, const char *mrn, const char *path, GError **error);
