/* night.c - `chartward night`: all that waits is done, and the morning sheet says what became of
 * it.
 *
 * Does: a run (which binds every chart that lags), the sheet. A run that fails is told on the
 * sheet: a morning without one would look like a quiet night. */
#include "night.h"
#include "clerk.h"
#include "command.h"
#include "print.h"
#include "progress.h"

#include <stdio.h>

static ExitStatus night_status(const RunReport *report, gboolean done)
{
    if (!done || report->unbound > 0 || report->stopped)
        return EXIT_RETRY;
    return report->rejected > 0 || report->left > 0 ? EXIT_INPUT : EXIT_DONE;
}

static ExitStatus night_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    if (!command_parse(&night_command, NULL, &argc, &argv, &given, error) ||
        !command_arguments(&night_command, argc, 0, 0, error))
        return EXIT_USAGE;
    g_autoptr(Office) office = office_open(given, OFFICE_WORK, error);
    if (office == NULL)
        return EXIT_SETUP;
    g_autoptr(GError) failure = NULL;
    g_autoptr(RunReport) report = run_report_new();
    g_autoptr(Progress) progress = progress_new();
    const ClerkWatch watch = {progress_show, NULL, progress};
    gboolean done = clerk_run(office, 0, FALSE, &watch, report, &failure);
    if (!done)
        g_ptr_array_add(report->complaints,
                        g_strdup_printf("The night's work broke off. %s", failure->message));
    if (report->lacking != NULL)
        g_ptr_array_add(report->complaints, g_strdup(report->lacking));
    g_autofree char *text = NULL, *path = NULL;
    gboolean written = night_write_sheet(office, report->complaints, &text, &path, error);
    if (text != NULL)
        lines_print(text, 0);
    if (!written)
        return EXIT_RETRY;
    printf("This sheet lies in %s\n", path);
    if (!done)
        g_propagate_error(error, g_steal_pointer(&failure));
    return night_status(report, done);
}

const Command night_command = {"night", "", "does what is left, writes the morning sheet",
                               night_run};
