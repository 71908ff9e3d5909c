/* patience.h - how long a process may take over its work, on a machine that may be too busy. */
#pragma once

#include <glib.h>

typedef struct {
    gint64 due_us, last_us; /* monotonic: when it is looked at next, and the very end */
    gint64 period_us;
    gint64 seen_us, used_us; /* the last look, and the processor time used by then */
} Patience;

/* It may work for so many seconds from now on. */
void patience_begin(Patience *patience, GPid pid, guint seconds);

/* Whether its time is up. One that is due but gets on with its work, only slowly because others
 * hold the processors or the memory, may go on for as long again, and again, up to ten times; what
 * it may use of a processor is bounded by its own limit (RLIMIT_CPU). `due_us` is put off then. */
gboolean patience_ends(Patience *patience, GPid pid);
