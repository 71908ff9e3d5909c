/* run.c - `chartward run`: files what is in the inbox, then ends. */
#include "clerk.h"
#include "command.h"
#include "progress.h"
#include "summary.h"

#include <stdio.h>
#include <sys/resource.h>

static int names_compare(gconstpointer one, gconstpointer other)
{
    return g_strcmp0(one, other);
}

static double cpu_seconds(const struct rusage *usage)
{
    return usage->ru_utime.tv_sec + usage->ru_stime.tv_sec +
           (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
}

static void times_print(const RunReport *report)
{
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(report->cpu_s), names_compare);
    for (GList *at = names; at != NULL; at = at->next)
        printf("%-14s %9.3f s CPU\n", (char *)at->data,
               *(double *)g_hash_table_lookup(report->cpu_s, at->data));
    struct rusage own, workers;
    getrusage(RUSAGE_SELF, &own);
    getrusage(RUSAGE_CHILDREN, &workers); /* they have ended: the clerk waits for each */
    printf("%-14s %9.3f s\n", "whole CPU", cpu_seconds(&own) + cpu_seconds(&workers));
    printf("%-14s %9.3f s\n", "reading wall", report->reading_seconds);
    printf("%-14s %9.1f MB\n", "clerk peak", own.ru_maxrss / 1024.0);
    printf("%-14s %9.1f MB\n", "worker peak", workers.ru_maxrss / 1024.0);
}

static ExitStatus run_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    int jobs = 0;
    gboolean now = FALSE, times = FALSE;
    const GOptionEntry options[] = {
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &jobs, "Readers at a time (0: one a core)", "N"},
        {"now", 0, 0, G_OPTION_ARG_NONE, &now,
         "Take every file as it is, also one that may still be coming", NULL},
        {"times", 0, 0, G_OPTION_ARG_NONE, &times, "Print CPU time by stage, and memory", NULL},
        {NULL},
    };
    if (!command_parse(&run_command, options, &argc, &argv, &given, error) ||
        !command_arguments(&run_command, argc, 0, 0, error))
        return EXIT_USAGE;
    if (jobs < 0 || jobs > 64) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "--jobs is a number from 0 to 64.");
        return EXIT_USAGE;
    }
    g_autoptr(Office) office = office_open(given, OFFICE_WORK, error);
    if (office == NULL)
        return EXIT_SETUP;
    g_autoptr(RunReport) report = run_report_new();
    Progress *progress = progress_new();
    const ClerkWatch watch = {progress_show, NULL, progress};
    gboolean done = clerk_run(office, (guint)jobs, now, &watch, report, error);
    progress_free(progress);
    ExitStatus status = summary_print(report, office, done, error);
    if (times)
        times_print(report);
    return status;
}

const Command run_command = {"run", "[--jobs N] [--now] [--times]", "files what is in the inbox",
                             run_run};
