/* clerk.c - one run: roster, inbox, readers, filing, charts.
 *
 * Does: the order of the whole and what an error means for the run. Does not: look inside files
 * (reading.c asks readers), decide whose a page is (stages), know SQL (catalogue). */
#include "clerk.h"

#include "binder.h"
#include "crew.h"
#include "fate.h"
#include "inbox.h"
#include "leavings.h"
#include "reading.h"
#include "report.h"
#include "runner.h"
#include "workers.h"

#include <sys/stat.h>

enum { BINDER_TIMEOUT_S = 600 };

struct Clerk {
    Office *office; /* lent */
    Crew *crew;
    Inbox *inbox;
    struct stat roster;      /* roster.csv when it was read last */
    char *told;              /* what was said about it then */
    gboolean swept;          /* of what a crash left */
    gboolean stopped;        /* the disk was all but full at the last look */
    GHashTable *unbound;     /* gint64 patient -> Setback: charts that could not be bound */
    const ClerkWatch *watch; /* of the call under way, lent; so is the report */
    RunReport *report;
};

typedef struct {
    gint64 patient;
    guint times;
    gint64 again_us; /* monotonic */
} Setback;

ClerkPace clerk_pace(const ClerkWatch *watch)
{
    return watch->pace != NULL ? watch->pace(watch->data) : CLERK_GOES_ON;
}

static void complain(Clerk *clerk, const char *sentence)
{
    g_ptr_array_add(clerk->report->complaints, g_strdup(sentence));
}

static void file_taken(gpointer data, const Original *original, const char *doubt)
{
    Clerk *clerk = data;
    clerk->report->files++;
    g_ptr_array_add(clerk->report->taken, g_strdup(original->name));
    if (doubt != NULL)
        complain(clerk, doubt);
}

static void file_known(gpointer data, const Original *original, const char *name)
{
    Clerk *clerk = data;
    clerk->report->files++;
    clerk->report->duplicates++;
    g_autofree char *sentence =
        g_str_equal(name, original->name)
            ? g_strdup_printf("'%s' was taken in before. It was not filed twice.", name)
            : g_strdup_printf("'%s' is the same file as '%s', which was taken in before. It was "
                              "noted and not filed twice.",
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
    return clerk_pace(((Clerk *)data)->watch) != CLERK_GOES_ON;
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
        if (due_us > until_us || inbox_stops(clerk))
            break;
        g_usleep((gulong)MAX(due_us - g_get_monotonic_time(), 0));
    }
    inbox_leave(clerk->inbox, &inbox_told, clerk);
    return TRUE;
}

static void inbox_tell_stopped(Clerk *clerk)
{
    clerk->report->stopped = inbox_stopped(clerk->inbox) != NULL;
    if (clerk->report->stopped && !clerk->stopped)
        complain(clerk, inbox_stopped(clerk->inbox));
    clerk->stopped = clerk->report->stopped;
}

/* What there is to say about the roster is said once, until it is something else. */
static void roster_tell(Clerk *clerk, const GPtrArray *sentences)
{
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < sentences->len; i++)
        g_string_append(all, sentences->pdata[i]);
    if (g_strcmp0(all->str, clerk->told) == 0)
        return;
    for (guint i = 0; i < sentences->len; i++)
        complain(clerk, sentences->pdata[i]);
    g_free(clerk->told);
    clerk->told = g_strdup(all->str);
}

static gboolean roster_is_read(Clerk *clerk)
{
    g_autofree char *path = office_file(clerk->office, "roster.csv");
    struct stat now = {0};
    gboolean same = stat(path, &now) == 0 && now.st_ino == clerk->roster.st_ino &&
                    now.st_size == clerk->roster.st_size &&
                    now.st_mtim.tv_sec == clerk->roster.st_mtim.tv_sec &&
                    now.st_mtim.tv_nsec == clerk->roster.st_mtim.tv_nsec;
    clerk->roster = now;
    return same;
}

static gboolean roster_read(Clerk *clerk, GError **error)
{
    gboolean changed;
    RosterChange change;
    if (roster_is_read(clerk))
        return TRUE;
    g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) cause = NULL;
    gboolean read = clerk_read_roster(clerk->office, &changed, &change, complaints, &cause);
    if (!read && !g_error_matches(cause, FATE, FATE_INPUT)) {
        clerk->roster = (struct stat){0};
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    /* A roster that cannot be used must not stop the faxes: the patients known before are matched.
     */
    if (!read) {
        clerk->roster = (struct stat){0}; /* the next turn tries again */
        g_ptr_array_add(complaints, g_strdup(cause->message));
    }
    roster_tell(clerk, complaints);
    return TRUE;
}

/* A chart that cannot be bound waits longer every time, up to an hour; the others do not. */
static void chart_set_back(Clerk *clerk, gint64 patient)
{
    Setback *setback = g_hash_table_lookup(clerk->unbound, &patient);
    if (setback == NULL) {
        setback = g_new0(Setback, 1);
        setback->patient = patient;
        g_hash_table_insert(clerk->unbound, &setback->patient, setback);
    }
    gint64 wait_s = MIN(60 << MIN(setback->times, 6), 3600);
    setback->times++;
    setback->again_us = g_get_monotonic_time() + wait_s * G_TIME_SPAN_SECOND;
}

static gboolean chart_waits(const Clerk *clerk, gint64 patient)
{
    const Setback *setback = g_hash_table_lookup(clerk->unbound, &patient);
    return setback != NULL && setback->again_us > g_get_monotonic_time();
}

static gboolean chart_bound(Clerk *clerk, const Patient *patient, const Answer *answer,
                            GError **error)
{
    g_autofree char *reason = NULL;
    g_autoptr(GError) cause = NULL;
    g_autoptr(GVariant) bound = NULL;
    if (answer->kind == ANSWER_GIVEN)
        bound = answer_open(answer->answer, BINDER_ANSWER_TYPE, &reason, &cause);
    if (bound == NULL) {
        g_autofree char *sentence = g_strdup_printf(
            "The chart with the MRN %s could not be bound (%s). Its documents are safe; it is "
            "tried "
            "again.",
            patient->mrn, cause != NULL ? cause->message : "the binder ended unexpectedly");
        complain(clerk, sentence);
        clerk->report->unbound++;
        chart_set_back(clerk, patient->id);
        return TRUE;
    }
    BoundChart chart;
    g_autofree const char **sha256s = NULL;
    g_variant_get(bound, "(x&su^a&s)", &chart.revision, &chart.folder, &chart.pages, &sha256s);
    chart.sha256s = sha256s;
    clerk->report->charts++;
    g_hash_table_remove(clerk->unbound, &patient->id);
    return catalogue_chart_bound(office_catalogue(clerk->office), patient->id, &chart, error);
}

static gboolean charts_bind(Clerk *clerk, GError **error)
{
    g_autoptr(GPtrArray) stale = catalogue_stale_charts(office_catalogue(clerk->office), error);
    if (stale == NULL)
        return FALSE;
    for (guint i = stale->len; i-- > 0;) {
        if (chart_waits(clerk, ((Patient *)stale->pdata[i])->id))
            g_ptr_array_remove_index(stale, i);
    }
    g_autoptr(Workers) binders = workers_new(
        "binder", clerk->crew->jobs,
        g_variant_new(BINDER_SETUP_TYPE, office_path(clerk->office), clerk->crew->data_folder),
        BINDER_TIMEOUT_S, NULL);
    guint given = 0, done = 0;
    while (done < stale->len) {
        while (given < stale->len && workers_idle(binders) && !inbox_stops(clerk)) {
            Patient *patient = stale->pdata[given++];
            if (!workers_give(binders,
                              g_variant_new(BINDER_REQUEST_TYPE, BINDER_CHART, patient->id), -1,
                              patient, error))
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

Clerk *clerk_new(Office *office, guint jobs, GError **error)
{
    g_autoptr(Crew) crew = crew_new(office, jobs, error);
    if (crew == NULL)
        return NULL;
    Clerk *clerk = g_new0(Clerk, 1);
    clerk->office = office;
    clerk->crew = g_steal_pointer(&crew);
    clerk->inbox = inbox_new(office);
    clerk->unbound = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
    return clerk;
}

void clerk_free(Clerk *clerk)
{
    if (clerk == NULL)
        return;
    crew_free(clerk->crew);
    inbox_free(clerk->inbox);
    g_hash_table_unref(clerk->unbound);
    g_free(clerk->told);
    g_free(clerk);
}

/* What a run is for: each one does all that follows from it. */
typedef enum { CLERK_TURN, CLERK_RUN, CLERK_RUN_NOW, CLERK_REREAD, CLERK_BIND } ClerkTask;

static gboolean inbox_work(Clerk *clerk, ClerkTask task, GError **error)
{
    gboolean done = roster_read(clerk, error);
    if (done && task == CLERK_TURN)
        done = inbox_look(clerk->inbox, FALSE, &inbox_told, clerk, error);
    else if (done)
        done = inbox_empty(clerk, task == CLERK_RUN_NOW, error);
    inbox_tell_stopped(clerk);
    return done;
}

static gboolean clerk_work(Clerk *clerk, ClerkTask task, const ClerkWatch *watch, RunReport *report,
                           GError **error)
{
    gint64 began_us = g_get_monotonic_time();
    gboolean done = TRUE;
    clerk->watch = watch;
    clerk->report = report;
    if (!clerk->swept)
        leavings_sweep(clerk->office);
    clerk->swept = TRUE;
    if (task == CLERK_TURN || task == CLERK_RUN || task == CLERK_RUN_NOW)
        done = inbox_work(clerk, task, error);
    if (done && task != CLERK_BIND)
        done = reading_run(clerk->crew, watch, report, error);
    done = done && charts_bind(clerk, error);
    report->seconds = (g_get_monotonic_time() - began_us) / (double)G_TIME_SPAN_SECOND;
    return done;
}

gboolean clerk_turn(Clerk *clerk, const ClerkWatch *watch, RunReport *report, GError **error)
{
    return clerk_work(clerk, CLERK_TURN, watch, report, error);
}

gint64 clerk_due_us(const Clerk *clerk)
{
    return inbox_due_us(clerk->inbox);
}

void clerk_rest(Clerk *clerk)
{
    crew_dismiss(clerk->crew);
}

static gboolean clerk_hire(Office *office, guint jobs, ClerkTask task, const ClerkWatch *watch,
                           RunReport *report, GError **error)
{
    g_autoptr(Clerk) clerk = clerk_new(office, jobs, error);
    return clerk != NULL && clerk_work(clerk, task, watch, report, error);
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
