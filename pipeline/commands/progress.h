/* progress.h - how long work shows itself: a bar on a terminal, plain lines otherwise; on stderr.
 */
#pragma once

#include "clerk.h"

typedef struct Progress Progress;

Progress *progress_new(void);
void progress_free(Progress *progress); /* takes the bar off the terminal */

/* For clerk_run(); `data` is the Progress. */
void progress_show(gpointer data, const char *what, const char *unit, guint done, guint total);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)
