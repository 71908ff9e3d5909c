/* reading.h - has all unfinished originals read, page by page, and files what comes of them. */
#pragma once

#include "clerk.h"

/* Reads and files every original that the catalogue holds as received. */
gboolean reading_run(Office *office, guint jobs, const char *data_folder, const ClerkWatch *watch,
                     RunReport *report, GError **error);
