/* reading.h - has all unfinished originals read, page by page, and files what comes of them. */
#pragma once

#include "clerk.h"
#include "crew.h"

/* Reads and files every original that the catalogue holds as received. When the watch says stop,
 * only the pages in hand are still read. */
gboolean reading_run(Crew *crew, const ClerkWatch *watch, RunReport *report, GError **error);
