/* watch.c - `chartward watch`: files as scans arrive, until it is told to end.
 *
 * Does: looks when the kernel tells of a file, and now and then in any case; works in turns, so
 * that others may work in between; says one line for every event. The lines name documents and
 * files, not patients: they go to the machine's log. Does not: know how anything is filed. */
#include "clerk.h"
#include "command.h"
#include "fate.h"
#include "notice.h"
#include "print.h"
#include "service.h"

#include <poll.h>
#include <stdio.h>

enum {
    BUSY_LOOK_MS = 500, /* while another program works */
    GIVE_WAY_MS = 300,  /* for one that waits: it looks every 50 ms */
    SETBACK_MS = 5000,  /* after a failure; doubled up to: */
    SETBACK_MOST_MS = 5 * 60 * 1000,
};

typedef struct {
    Office *office;
    Clerk *clerk;
    Signals signals;
    Notice notice;
    gboolean timed; /* lines begin with the time: there is no log that does it */
    char *lacking;  /* what was said of the readers' lock */
    char *trouble;  /* the last failure told; NULL: all is well */
    gint64 setback_ms;
    gint64 worked_us;  /* when there was work last; monotonic */
    RunReport *report; /* of the turn under way, and how much of it is told */
    guint taken, complaints, outcomes;
} Watch;

/* --- lines ------------------------------------------------------------------------------------ */

static void G_GNUC_PRINTF(3, 4)
    line_print(const Watch *watch, const char *what, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    if (watch->timed) {
        g_autoptr(GDateTime) now = g_date_time_new_now_local();
        g_autofree char *stamp = g_date_time_format(now, "%Y-%m-%d %H:%M:%S  ");
        fputs(stamp, stdout);
    }
    cell_print(what, 9);
    cell_print(text, 0);
    putchar('\n');
}

static void outcome_print(const Watch *watch, const Outcome *outcome)
{
    const char *what = outcome->status == DOCUMENT_FILED ? "filed" : "to decide";
    line_print(watch, what, " %s, %s, %u page%s of %s%s%s", outcome->document, outcome->type,
               outcome->pages, outcome->pages == 1 ? "" : "s", outcome->source,
               *outcome->codes != '\0' ? ": " : "", outcome->codes);
}

/* What the machine lacks is said once, not with every file. */
static void lacking_print(Watch *watch, const char *lacking)
{
    if (lacking == NULL || g_strcmp0(lacking, watch->lacking) == 0)
        return;
    line_print(watch, "note", " %s", lacking);
    g_free(watch->lacking);
    watch->lacking = g_strdup(lacking);
}

/* What happened since it was told last. */
static void report_print(Watch *watch)
{
    const RunReport *report = watch->report;
    for (; watch->taken < report->taken->len; watch->taken++)
        line_print(watch, "taken in", " %s", (char *)report->taken->pdata[watch->taken]);
    for (; watch->complaints < report->complaints->len; watch->complaints++)
        line_print(watch, "note", " %s", (char *)report->complaints->pdata[watch->complaints]);
    for (; watch->outcomes < report->outcomes->len; watch->outcomes++)
        outcome_print(watch, report->outcomes->pdata[watch->outcomes]);
}

/* --- one turn --------------------------------------------------------------------------------- */

static void turn_progress(gpointer data, const char *what, const char *unit, guint done,
                          guint total)
{
    Watch *watch = data;
    report_print(watch);
    service_tell("STATUS=%s: %u of %u %s", what, done, total, unit);
}

static ClerkPace turn_pace(gpointer data)
{
    Watch *watch = data;
    signals_hear(&watch->signals);
    if (watch->signals.ends)
        return CLERK_STOPS;
    return watch->signals.reread || office_is_wanted(watch->office) ? CLERK_FINISHES
                                                                    : CLERK_GOES_ON;
}

/* Trouble is told when it begins and when it has become another. */
static void trouble_tell(Watch *watch, const GError *error)
{
    if (g_strcmp0(watch->trouble, error->message) != 0)
        line_print(watch, "trouble", " %s", error->message);
    g_free(watch->trouble);
    watch->trouble = g_strdup(error->message);
    watch->setback_ms = CLAMP(2 * watch->setback_ms, SETBACK_MS, SETBACK_MOST_MS);
}

static void trouble_end(Watch *watch)
{
    if (watch->trouble != NULL)
        line_print(watch, "well", " All is well again.");
    g_clear_pointer(&watch->trouble, g_free);
    watch->setback_ms = 0;
}

static gboolean report_is_empty(const RunReport *report)
{
    return report->files + report->pages + report->charts + report->outcomes->len == 0;
}

static gboolean turn_work(Watch *watch, GError **error)
{
    const ClerkWatch eyes = {turn_progress, turn_pace, watch};
    g_autoptr(RunReport) report = run_report_new();
    watch->report = report;
    watch->taken = watch->complaints = watch->outcomes = 0;
    gboolean done = clerk_turn(watch->clerk, &eyes, report, error);
    report_print(watch);
    lacking_print(watch, report->lacking);
    if (report->charts > 0)
        line_print(watch, "bound", " %u chart%s", report->charts, report->charts == 1 ? "" : "s");
    if (!report_is_empty(report)) {
        watch->worked_us = g_get_monotonic_time();
        service_tell("STATUS=Waiting for files");
    }
    watch->report = NULL;
    return done;
}

/* One turn; `*busy` when another program works. */
static gboolean turn_take(Watch *watch, gboolean *busy, GError **error)
{
    if (!office_begin_turn(watch->office, busy, error))
        return FALSE;
    if (*busy)
        return TRUE;
    gboolean done = turn_work(watch, error);
    office_end_turn(watch->office);
    return done;
}

/* --- between turns ---------------------------------------------------------------------------- */

static void settings_reread(Watch *watch)
{
    g_autoptr(GError) failure = NULL;
    watch->signals.reread = FALSE;
    service_tell("RELOADING=1");
    clerk_rest(watch->clerk);
    if (office_reread_settings(watch->office, &failure))
        line_print(watch, "settings", " The settings were read again.");
    else
        line_print(watch, "settings", " The old settings stay. %s", failure->message);
    service_tell("READY=1");
}

static gint64 seconds_us(const Watch *watch, Setting setting)
{
    return (gint64)(settings_number(office_settings(watch->office), setting) * G_USEC_PER_SEC);
}

/* Readers that have had nothing to do for long are let go. */
static void readers_rest(Watch *watch)
{
    if (watch->worked_us == 0 ||
        g_get_monotonic_time() - watch->worked_us < seconds_us(watch, SETTING_READERS_IDLE_S))
        return;
    clerk_rest(watch->clerk);
    watch->worked_us = 0;
}

static gint64 pause_ms(const Watch *watch, gboolean busy)
{
    gint64 now_us = g_get_monotonic_time();
    if (watch->trouble != NULL)
        return watch->setback_ms;
    if (busy)
        return BUSY_LOOK_MS;
    if (office_is_wanted(watch->office))
        return GIVE_WAY_MS;
    gint64 due_us = MIN(clerk_due_us(watch->clerk), now_us + seconds_us(watch, SETTING_POLL_S));
    return MAX(due_us - now_us, 0) / 1000 + 1;
}

/* Sleeps until a signal, a file or the time. A file alone does not end a setback. */
static void watch_sleep(Watch *watch, gboolean busy)
{
    gboolean hears = watch->trouble == NULL && !busy && !office_is_wanted(watch->office);
    struct pollfd polled[] = {
        {watch->signals.fd, POLLIN, 0},
        {hears ? watch->notice.fd : -1, POLLIN, 0},
    };
    poll(polled, G_N_ELEMENTS(polled), (int)pause_ms(watch, busy));
    if (polled[1].revents != 0)
        notice_clear(&watch->notice);
    signals_hear(&watch->signals);
}

/* Fails only in the first turn, by a fault of the set-up: then nobody would see that it does
 * nothing. Later faults are told, and tried again. */
static gboolean watch_run(Watch *watch, GError **error)
{
    g_autofree char *inbox = office_file(watch->office, "inbox");
    for (gboolean first = TRUE; !watch->signals.ends; first = FALSE) {
        g_autoptr(GError) failure = NULL;
        gboolean busy = FALSE;
        notice_watch(&watch->notice, inbox);
        if (turn_take(watch, &busy, &failure)) {
            trouble_end(watch);
        } else if (first && g_error_matches(failure, FATE, FATE_FATAL)) {
            g_propagate_error(error, g_steal_pointer(&failure));
            return FALSE;
        } else {
            trouble_tell(watch, failure);
        }
        if (!watch->signals.ends)
            watch_sleep(watch, busy);
        readers_rest(watch);
        if (watch->signals.reread)
            settings_reread(watch);
    }
    return TRUE;
}

static ExitStatus watch_begin(const char *path, guint jobs, gboolean only_polls, GError **error)
{
    Watch watch = {.timed = g_getenv("JOURNAL_STREAM") == NULL};
    g_autoptr(Office) office = office_open(path, OFFICE_WATCH, error);
    g_autoptr(Clerk) clerk = office != NULL ? clerk_new(office, jobs, error) : NULL;
    if (clerk == NULL)
        return EXIT_SETUP;
    watch.office = office;
    watch.clerk = clerk;
    if (!signals_open(&watch.signals)) {
        g_set_error(error, FATE, FATE_RETRY, "The system gives no signals to wait for.");
        return EXIT_RETRY;
    }
    watch.notice = notice_open(!only_polls);
    setvbuf(stdout, NULL, _IOLBF, 0);
    line_print(&watch, "watching", " %s", office_path(office));
    service_tell("READY=1\nSTATUS=Looking into the inbox");
    gboolean done = watch_run(&watch, error);
    service_tell("STOPPING=1");
    if (done)
        line_print(&watch, "ended", " What was begun is finished, or taken up at the next start.");
    notice_close(&watch.notice);
    signals_close(&watch.signals);
    g_free(watch.trouble);
    g_free(watch.lacking);
    return done ? EXIT_DONE : EXIT_SETUP;
}

static ExitStatus watch_command_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    int jobs = 0;
    gboolean only_polls = FALSE;
    const GOptionEntry options[] = {
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &jobs, "Readers at a time (0: one a core)", "N"},
        {"poll", 0, 0, G_OPTION_ARG_NONE, &only_polls,
         "Do not wait for the system's word of new files: look every poll-s seconds", NULL},
        {NULL},
    };
    if (!command_parse(&watch_command, options, &argc, &argv, &given, error) ||
        !command_arguments(&watch_command, argc, 0, 0, error))
        return EXIT_USAGE;
    if (jobs < 0 || jobs > 64) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "--jobs is a number from 0 to 64.");
        return EXIT_USAGE;
    }
    return watch_begin(given, (guint)jobs, only_polls, error);
}

const Command watch_command = {"watch", "[--jobs N] [--poll]", "files as scans arrive, until ended",
                               watch_command_run};
