/* init.c - `chartward init`: makes an office folder, or what is missing of one. */
#include "command.h"

#include <stdio.h>

static ExitStatus init_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    if (!command_parse(&init_command, NULL, &argc, &argv, &given, error) ||
        !command_arguments(&init_command, argc, 0, 1, error))
        return EXIT_USAGE;
    const char *wanted = argc > 1 ? argv[1] : given != NULL ? given : g_getenv("CHARTWARD_OFFICE");
    g_autofree char *path = g_canonicalize_filename(wanted != NULL ? wanted : ".", NULL);
    if (!office_create(path, error))
        return EXIT_SETUP;
    printf("The office is ready in %s\n"
           "  Next: chartward roster import PATIENTS.csv   (your practice software's export)\n"
           "        drop scans, faxes and transcripts into %s/inbox\n"
           "        chartward run\n",
           path, path);
    return EXIT_DONE;
}

const Command init_command = {"init", "[DIR]", "makes an office folder", init_run};
