/* clerk.c - one run: roster, inbox, readers, filing, charts.
 *
 * Does: the order of the whole and what an error means for the run. Does not: look inside files
 * (reading.c asks readers), decide whose a page is (stages), know SQL (catalogue). */
#include "clerk.h"

#include "binder.h"
#include "crew.h"
#include "fate.h"
#include "inbox.h"
#include "reading.h"
#include "report.h"
#include "runner.h"
#include "workers.h"

enum { BINDER_TIMEOUT_S = 600 };

typedef struct {
    Office *office;
    Crew *crew;
    Inbox *inbox;
    const ClerkWatch *watch;
    RunReport *report;
} Clerk;

gboolean clerk_watch_stops(const ClerkWatch *watch)
{
    return watch->stop != NULL && watch->stop(watch->data);
}

static void complain(Clerk *clerk, const char *sentence)
{
    g_ptr_array_add(clerk->report->complaints, g_strdup(sentence));
}

static void file_taken(gpointer data, G_GNUC_UNUSED const Original *original, const char *doubt)
{
    Clerk *clerk = data;
    clerk->report->files++;
    if (doubt != NULL)
        complain(clerk, doubt);
}

static void file_known(gpointer data, const Original *original, const char *name)
{
    Clerk *clerk = data;
    clerk->report->files++;
    clerk->report->duplicates++;
    g_autofree char *sentence = g_strdup_printf(
        "'%s' is the same file as '%s', which was taken in before. It was noted and "
        "not filed twice.",
        name, original->name);
    complain(clerk, sentence);
}

static void file_left(gpointer data, G_GNUC_UNUSED const char *name, const char *sentence)
{
    Clerk *clerk = data;
    clerk->report->left++;
    complain(clerk, sentence);
}

static gboolean inbox_stops(gpointer data)
{
    return clerk_watch_stops(((Clerk *)data)->watch);
}

static const InboxTold inbox_told = {file_taken, file_known, file_left, inbox_stops};

/* Looks until every file is taken or is nothing that settles soon. */
static gboolean inbox_empty(Clerk *clerk, gboolean now, GError **error)
{
    double settle_s = settings_number(office_settings(clerk->office), SETTING_SETTLE_S);
    gint64 until_us = g_get_monotonic_time() + (gint64)((2 * settle_s + 1) * G_USEC_PER_SEC);
    for (;;) {
        if (!inbox_look(clerk->inbox, now, &inbox_told, clerk, error))
            return FALSE;
        gint64 due_us = inbox_due_us(clerk->inbox);
        if (due_us > until_us || clerk_watch_stops(clerk->watch))
            break;
        g_usleep((gulong)MAX(due_us - g_get_monotonic_time(), 0));
    }
    inbox_leave(clerk->inbox, &inbox_told, clerk);
    clerk->report->stopped = inbox_stopped(clerk->inbox) != NULL;
    if (clerk->report->stopped)
        complain(clerk, inbox_stopped(clerk->inbox));
    return TRUE;
}

static gboolean roster_read(Clerk *clerk, GError **error)
{
    gboolean changed;
    RosterChange change;
    g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) cause = NULL;
    gboolean read = clerk_read_roster(clerk->office, &changed, &change, complaints, &cause);
    for (guint i = 0; i < complaints->len; i++)
        complain(clerk, complaints->pdata[i]);
    if (read)
        return TRUE;
    if (!g_error_matches(cause, FATE, FATE_INPUT)) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    /* A roster that cannot be used must not stop the faxes: the patients known before are matched.
     */
    complain(clerk, cause->message);
    return TRUE;
}

static gboolean chart_bound(Clerk *clerk, const Patient *patient, const Answer *answer,
                            GError **error)
{
    g_autofree char *reason = NULL;
    g_autofree char *name = patient_name(patient);
    g_autoptr(GError) cause = NULL;
    g_autoptr(GVariant) bound = NULL;
    if (answer->kind == ANSWER_GIVEN)
        bound = answer_open(answer->answer, BINDER_ANSWER_TYPE, &reason, &cause);
    if (bound == NULL) {
        g_autofree char *sentence = g_strdup_printf(
            "The chart of %s could not be bound (%s). Its documents are safe; the next run tries "
            "again.",
            name, cause != NULL ? cause->message : "the binder ended unexpectedly");
        complain(clerk, sentence);
        clerk->report->unbound++;
        return TRUE;
    }
    gint64 revision;
    const char *folder;
    guint32 volumes;
    g_variant_get(bound, "(x&su)", &revision, &folder, &volumes);
    clerk->report->charts++;
    return catalogue_chart_bound(office_catalogue(clerk->office), patient->id, revision, folder,
                                 volumes, error);
}

static gboolean charts_bind(Clerk *clerk, GError **error)
{
    g_autoptr(GPtrArray) stale = catalogue_stale_charts(office_catalogue(clerk->office), error);
    if (stale == NULL)
        return FALSE;
    g_autoptr(Workers) binders = workers_new(
        "binder", clerk->crew->jobs,
        g_variant_new(BINDER_SETUP_TYPE, office_path(clerk->office), clerk->crew->data_folder),
        BINDER_TIMEOUT_S, NULL);
    guint given = 0, done = 0;
    while (done < stale->len) {
        while (given < stale->len && workers_idle(binders) && !clerk_watch_stops(clerk->watch)) {
            Patient *patient = stale->pdata[given++];
            if (!workers_give(binders, g_variant_new(BINDER_REQUEST_TYPE, patient->id), -1, patient,
                              error))
                return FALSE;
        }
        if (!workers_busy(binders))
            return TRUE;
        Answer answer;
        if (!workers_wait(binders, &answer, error))
            return FALSE;
        gboolean noted = chart_bound(clerk, answer.job, &answer, error);
        answer_clear(&answer);
        if (!noted)
            return FALSE;
        clerk->watch->progress(clerk->watch->data, "Binding", "charts", ++done, stale->len);
    }
    report_lacking(clerk->report, workers_lacking(binders));
    return TRUE;
}

/* What a run is for: each one does all that follows from it. */
typedef enum { CLERK_RUN, CLERK_RUN_NOW, CLERK_REREAD, CLERK_BIND } ClerkTask;

static gboolean clerk_work(Clerk *clerk, ClerkTask task, GError **error)
{
    gint64 began_us = g_get_monotonic_time();
    gboolean done = TRUE;
    if (task == CLERK_RUN || task == CLERK_RUN_NOW)
        done = roster_read(clerk, error) && inbox_empty(clerk, task == CLERK_RUN_NOW, error);
    if (done && task != CLERK_BIND)
        done = reading_run(clerk->crew, clerk->watch, clerk->report, error);
    done = done && charts_bind(clerk, error);
    clerk->report->seconds = (g_get_monotonic_time() - began_us) / (double)G_TIME_SPAN_SECOND;
    return done;
}

static gboolean clerk_hire(Office *office, guint jobs, ClerkTask task, const ClerkWatch *watch,
                           RunReport *report, GError **error)
{
    g_autoptr(Crew) crew = crew_new(office, jobs, error);
    g_autoptr(Inbox) inbox = inbox_new(office);
    Clerk clerk = {office, crew, inbox, watch, report};
    return crew != NULL && clerk_work(&clerk, task, error);
}

gboolean clerk_run(Office *office, guint jobs, gboolean now, const ClerkWatch *watch,
                   RunReport *report, GError **error)
{
    return clerk_hire(office, jobs, now ? CLERK_RUN_NOW : CLERK_RUN, watch, report, error);
}

gboolean clerk_reread(Office *office, const ClerkWatch *watch, RunReport *report, GError **error)
{
    return clerk_hire(office, 0, CLERK_REREAD, watch, report, error);
}

gboolean clerk_bind(Office *office, const ClerkWatch *watch, RunReport *report, GError **error)
{
    return clerk_hire(office, 0, CLERK_BIND, watch, report, error);
}

char *clerk_stamp(void)
{
    return runner_stamp();
}
