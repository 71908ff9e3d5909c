/* reread.c - originals read once more, with progress and a summary.
 *
 * Reads, writes: the office, through the clerk. */
#include "reread.h"

#include "clerk.h"
#include "progress.h"
#include "summary.h"

#include <stdio.h>

ExitStatus originals_reread(Office *office, const char *const *documents, GError **error)
{
    g_autofree char *stamp = clerk_stamp();
    guint count;
    if (!catalogue_reopen(office_catalogue(office), stamp, documents, &count, error))
        return EXIT_INPUT;
    fprintf(stderr, "%u file%s to read again.\n", count, count == 1 ? "" : "s");
    return pending_reread(office, error);
}

ExitStatus pending_reread(Office *office, GError **error)
{
    g_autoptr(RunReport) report = run_report_new();
    Progress *progress = progress_new();
    const ClerkWatch watch = {progress_show, NULL, progress};
    gboolean done = clerk_reread(office, &watch, report, error);
    progress_free(progress);
    return summary_print(report, office, done, error);
}
