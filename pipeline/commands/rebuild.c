/* rebuild.c - `chartward rebuild`: binds charts anew from what is filed. */
#include "clerk.h"
#include "command.h"
#include "progress.h"
#include "summary.h"

static ExitStatus rebuild_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    if (!command_parse(&rebuild_command, NULL, &argc, &argv, &given, error))
        return EXIT_USAGE;
    g_autoptr(Office) office = office_open(given, OFFICE_WORK, error);
    if (office == NULL)
        return EXIT_SETUP;
    guint count;
    const char *const *mrns = argc > 1 ? (const char *const *)argv + 1 : NULL;
    if (!catalogue_mark_charts(office_catalogue(office), mrns, &count, error))
        return EXIT_INPUT;
    g_autoptr(RunReport) report = run_report_new();
    Progress *progress = progress_new();
    const ClerkWatch watch = {progress_show, NULL, progress};
    gboolean done = clerk_bind(office, &watch, report, error);
    progress_free(progress);
    return summary_print(report, office, done, error);
}

const Command rebuild_command = {"rebuild", "[MRN...]", "binds charts anew", rebuild_run};
