/* night.c - `chartward night`: all that waits is done, and the morning sheet says what became of
 * it.
 *
 * Does: a run (which binds every chart that lags), the proof that all is there, the backup if one
 * is set, the sheet. A run that fails is told on the
 * sheet: a morning without one would look like a quiet night. */
#include "night.h"
#include "backup.h"
#include "clerk.h"
#include "command.h"
#include "print.h"
#include "progress.h"
#include "verify.h"

#include <stdio.h>

static void note(RunReport *report, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void note(RunReport *report, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(report->complaints, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

/* FALSE: something is not as it should be, or could not be looked at. */
static gboolean office_verify(Office *office, const ClerkWatch *watch, RunReport *report)
{
    g_autoptr(GError) failure = NULL;
    g_autoptr(VerifyReport) found = verify_report_new();
    if (!verify_run(office, FALSE, watch, found, &failure)) {
        note(report, "The office could not be verified. %s", failure->message);
        return FALSE;
    }
    for (guint i = 0; i < found->findings->len; i++)
        note(report, "%s", ((Finding *)found->findings->pdata[i])->sentence);
    if (verify_is_clean(found))
        note(report, "Verified: %u originals are there and unchanged, and all pages add up.",
             found->originals);
    return verify_is_clean(found);
}

static gboolean office_backup(Office *office, const ClerkWatch *watch, RunReport *report)
{
    const char *folder = settings_text(office_settings(office), SETTING_BACKUP_FOLDER);
    g_autoptr(GError) failure = NULL;
    g_autoptr(BackupReport) saved = backup_report_new();
    if (*folder == '\0')
        return TRUE;
    gboolean done = backup_run(office, folder, watch, saved, &failure);
    for (guint i = 0; i < saved->complaints->len; i++)
        note(report, "%s", (char *)saved->complaints->pdata[i]);
    if (done)
        note(report, "Backed up: %u files are right in '%s'.", saved->files, folder);
    else
        note(report, "The backup broke off. %s", failure->message);
    return done && saved->complaints->len == 0;
}

static ExitStatus night_status(const RunReport *report, gboolean done, gboolean verified,
                               gboolean saved)
{
    if (!done || !saved || report->unbound > 0 || report->stopped)
        return EXIT_RETRY;
    return report->rejected > 0 || report->left > 0 || !verified ? EXIT_INPUT : EXIT_DONE;
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
    gboolean verified = office_verify(office, &watch, report);
    gboolean saved = office_backup(office, &watch, report);
    g_autofree char *text = NULL, *path = NULL;
    gboolean written = night_write_sheet(office, report->complaints, &text, &path, error);
    if (text != NULL)
        lines_print(text, 0);
    if (!written)
        return EXIT_RETRY;
    printf("This sheet lies in %s\n", path);
    if (!done)
        g_propagate_error(error, g_steal_pointer(&failure));
    return night_status(report, done, verified, saved);
}

const Command night_command = {"night", "", "does what is left, writes the morning sheet",
                               night_run};
