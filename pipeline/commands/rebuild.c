/* rebuild.c - `chartward rebuild`: binds charts anew from what is filed. */
#include "clerk.h"
#include "command.h"
#include "progress.h"

#include <stdio.h>

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
    g_autoptr(Progress) progress = progress_new();
    const ClerkWatch watch = {progress_show, progress_say, progress};
    if (!clerk_bind(office, &watch, report, error))
        return EXIT_RETRY;
    printf("%u chart%s bound in %s/charts\n", report->charts, report->charts == 1 ? "" : "s",
           office_path(office));
    return report->complaints->len == 0 ? EXIT_DONE : EXIT_RETRY;
}

const Command rebuild_command = {"rebuild", "[MRN...]", "binds charts anew", rebuild_run};
