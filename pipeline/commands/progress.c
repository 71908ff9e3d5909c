/* progress.c - a bar with count, rate and time left on a terminal; plain lines otherwise. */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

enum {
    BAR_CELLS = 28,
    BAR_PAUSE_US = 100 * 1000,               /* a bar drawn more often only flickers */
    LINE_PAUSE_US = 15 * G_TIME_SPAN_SECOND, /* in a log, a line now and then is enough */
};

struct Progress {
    gboolean terminal;
    gboolean drawn;
    char *what;
    gint64 began_us, shown_us;
    guint began_done;
};

Progress *progress_new(void)
{
    Progress *progress = g_new0(Progress, 1);
    const char *terminal = g_getenv("TERM");
    progress->terminal = isatty(STDERR_FILENO) && g_strcmp0(terminal, "dumb") != 0;
    return progress;
}

static void bar_clear(Progress *progress)
{
    if (progress->drawn)
        fputs("\r\033[K", stderr);
    progress->drawn = FALSE;
}

void progress_free(Progress *progress)
{
    if (progress == NULL)
        return;
    bar_clear(progress);
    g_free(progress->what);
    g_free(progress);
}

/* "1.9 pages/s, 40 s left"; empty before there is a rate. */
static char *pace_text(const Progress *progress, const char *unit, guint done, guint total)
{
    double seconds = (g_get_monotonic_time() - progress->began_us) / (double)G_TIME_SPAN_SECOND;
    if (done <= progress->began_done || seconds < 0.5)
        return g_strdup("");
    double rate = (done - progress->began_done) / seconds;
    guint left_s = (guint)((total - done) / rate + 0.5);
    if (left_s >= 120)
        return g_strdup_printf("  %.1f %s/s, %u min left", rate, unit, (left_s + 30) / 60);
    return g_strdup_printf("  %.1f %s/s, %u s left", rate, unit, left_s);
}

static void bar_draw(Progress *progress, const char *unit, guint done, guint total)
{
    g_autofree char *pace = pace_text(progress, unit, done, total);
    guint cells = total > 0 ? (guint)((guint64)done * BAR_CELLS / total) : 0;
    fprintf(stderr, "\r\033[K%s [", progress->what);
    for (guint i = 0; i < BAR_CELLS; i++)
        fputs(i < cells ? "█" : "·", stderr);
    fprintf(stderr, "] %u of %u %s%s", done, total, unit, pace);
    fflush(stderr);
    progress->drawn = TRUE;
}

void progress_show(gpointer data, const char *what, const char *unit, guint done, guint total)
{
    Progress *progress = data;
    gint64 now = g_get_monotonic_time();
    if (g_strcmp0(progress->what, what) != 0) {
        g_free(progress->what);
        progress->what = g_strdup(what);
        progress->began_us = progress->shown_us = now;
        progress->began_done = done;
    }
    gint64 pause = progress->terminal ? BAR_PAUSE_US : LINE_PAUSE_US;
    if (done < total && now - progress->shown_us < pause)
        return;
    progress->shown_us = now;
    if (progress->terminal) {
        bar_draw(progress, unit, done, total);
    } else {
        g_autofree char *pace = pace_text(progress, unit, done, total);
        fprintf(stderr, "%s: %u of %u %s%s\n", what, done, total, unit, pace);
    }
    if (done == total)
        bar_clear(progress);
}
