/* patience.c - tells a worker that hangs from one that is kept waiting.
 *
 * Reads: clocks, the processor time of the worker among them, which no lock hides. Does not: end
 * anybody. */
#include "patience.h"

#include <time.h>

enum {
    PERIODS = 10,
    SHARE_LEAST = 100, /* one that got less than this part of a processor hangs */
};

/* 0: nothing is told, and nothing is put off. */
static gint64 used_us(GPid pid)
{
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return 0;
    return used.tv_sec * G_TIME_SPAN_SECOND + used.tv_nsec / 1000;
}

void patience_begin(Patience *patience, GPid pid, guint seconds)
{
    gint64 now_us = g_get_monotonic_time();
    patience->period_us = seconds * G_TIME_SPAN_SECOND;
    patience->due_us = now_us + patience->period_us;
    patience->last_us = now_us + PERIODS * patience->period_us;
    patience->seen_us = now_us;
    patience->used_us = used_us(pid);
}

gboolean patience_ends(Patience *patience, GPid pid)
{
    gint64 now_us = g_get_monotonic_time(), used = used_us(pid);
    if (now_us < patience->due_us)
        return FALSE;
    if (now_us >= patience->last_us ||
        (used - patience->used_us) * SHARE_LEAST < now_us - patience->seen_us)
        return TRUE;
    patience->due_us = MIN(now_us + patience->period_us, patience->last_us);
    patience->seen_us = now_us;
    patience->used_us = used;
    return FALSE;
}
