/* reread.h - originals read once more, with progress and a summary. */
#pragma once

#include "command.h"
#include "office.h"

/* Reads again the originals of these documents; NULL: all that older stages than today's have read.
 * Returns the exit status of the run. */
ExitStatus originals_reread(Office *office, const char *const *documents, GError **error);

/* Reads again what is marked to be. */
ExitStatus pending_reread(Office *office, GError **error);
