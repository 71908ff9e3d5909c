/* backup.c - `chartward backup DIR`: keeps a second office, from which this one can be restored. */
#include "backup.h"

#include "command.h"
#include "print.h"
#include "progress.h"

#include <stdio.h>

static const char *backup_more(void)
{
    return "DIR is made if it is missing. It holds everything, also the charts, and a file\n"
           "BACKUP.txt that tells how to restore the office. A backup that was interrupted is\n"
           "gone on with by the next one. 'chartward verify --office DIR' proves it as a whole.\n";
}

static void report_print(const BackupReport *report, const char *folder)
{
    for (guint i = 0; i < report->complaints->len; i++)
        sentences_print(report->complaints->pdata[i], 2);
    printf("%u file%s in the backup '%s', all compared: %u linked, %u copied (%.1f megabytes)",
           report->files, report->files == 1 ? "" : "s", folder, report->linked, report->copied,
           (double)report->copied_bytes / 1e6);
    if (report->mended > 0)
        printf(", %u put in the place of others", report->mended);
    printf(", the rest there before.\n");
}

static ExitStatus backup_command_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    if (!command_parse(&backup_command, NULL, &argc, &argv, &given, error) ||
        !command_arguments(&backup_command, argc, 1, 1, error))
        return EXIT_USAGE;
    g_autoptr(Office) office = office_open(given, OFFICE_READ, error);
    if (office == NULL)
        return EXIT_SETUP;
    g_autoptr(BackupReport) report = backup_report_new();
    Progress *progress = progress_new();
    const ClerkWatch watch = {progress_show, NULL, progress};
    gboolean done = backup_run(office, argv[1], &watch, report, error);
    progress_free(progress);
    if (!done) {
        for (guint i = 0; i < report->complaints->len; i++)
            fprintf(stderr, "%s\n", (char *)report->complaints->pdata[i]);
        return EXIT_RETRY;
    }
    report_print(report, argv[1]);
    return report->complaints->len > 0 ? EXIT_INPUT : EXIT_DONE;
}

const Command backup_command = {"backup", "DIR", "keeps a copy of the whole office",
                                backup_command_run, backup_more};
