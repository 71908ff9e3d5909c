/* finish.c - what follows from decisions, for the desk: originals that are to be read again, charts
 * that lag. Called by Chartward itself. */
#include "clerk.h"
#include "command.h"
#include "fate.h"

static void progress_pass(G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED const char *what,
                          G_GNUC_UNUSED const char *unit, G_GNUC_UNUSED guint done,
                          G_GNUC_UNUSED guint total)
{
}

static ExitStatus finish_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    if (!command_parse(&finish_command, NULL, &argc, &argv, &given, error))
        return EXIT_USAGE;
    g_autoptr(Office) office = office_open(given, OFFICE_DECIDE, error);
    if (office == NULL || !office_take_up(office, error))
        return EXIT_RETRY;
    g_autoptr(RunReport) report = run_report_new();
    const ClerkWatch nobody = {progress_pass, NULL, NULL};
    return clerk_reread(office, &nobody, report, error) ? EXIT_DONE : EXIT_RETRY;
}

const Command finish_command = {"finish", "", NULL, finish_run, NULL};
