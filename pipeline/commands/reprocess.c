/* reprocess.c - `chartward reprocess`: reads originals again with today's stages. What a person has
 * decided stays. */
#include "reread.h"

static ExitStatus reprocess_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    gboolean stale = FALSE;
    const GOptionEntry options[] = {
        {"stale", 0, 0, G_OPTION_ARG_NONE, &stale,
         "All originals that were read by older stages than today's", NULL},
        {NULL},
    };
    if (!command_parse(&reprocess_command, options, &argc, &argv, &given, error))
        return EXIT_USAGE;
    if (stale == (argc > 1)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                    "Name the documents to read again, or --stale for all that were read by older "
                    "stages.");
        return EXIT_USAGE;
    }
    g_autoptr(Office) office = office_open(given, OFFICE_WORK, error);
    if (office == NULL)
        return EXIT_SETUP;
    return originals_reread(office, stale ? NULL : (const char *const *)argv + 1, error);
}

const Command reprocess_command = {"reprocess", "--stale | DOCUMENT...",
                                   "reads again with today's stages", reprocess_run};
