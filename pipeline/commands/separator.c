/* separator.c - `chartward separator [--patient MRN] FILE.pdf`: a sheet that parts documents in a
 * scanner's feeder. */
#include "separator.h"
#include "command.h"

#include <stdio.h>

static const char *separator_more(void)
{
    return "Print it, and lay a copy between two documents in the scanner's feeder, either way "
           "up.\nEach document is then filed by itself, and the sheet is kept as a cover, never as "
           "content.\nA sheet for a patient tells the MRN as well: what follows it is that "
           "patient's, if what\nis printed there says nothing else. Sheets with the patch codes T "
           "and 2 part documents, too.";
}

static ExitStatus separator_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL, *mrn = NULL;
    const GOptionEntry options[] = {
        {"patient", 0, 0, G_OPTION_ARG_STRING, &mrn,
         "A sheet to lay before documents of this patient", "MRN"},
        {NULL},
    };
    if (!command_parse(&separator_command, options, &argc, &argv, &given, error) ||
        !command_arguments(&separator_command, argc, 1, 1, error))
        return EXIT_USAGE;
    g_autoptr(Office) office = mrn != NULL ? office_open(given, OFFICE_READ, error) : NULL;
    if (mrn != NULL && office == NULL)
        return EXIT_SETUP;
    if (!separator_write(office, mrn, argv[1], error))
        return EXIT_INPUT;
    printf("A separator sheet lies in '%s'. Print it at its full size.\n", argv[1]);
    return EXIT_DONE;
}

const Command separator_command = {"separator", "[--patient MRN] FILE.pdf",
                                   "makes a sheet that parts documents in a scanner's feeder",
                                   separator_run, separator_more};
