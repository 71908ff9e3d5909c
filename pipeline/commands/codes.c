/* codes.c - `chartward codes import FILE`: takes the official table of diagnosis codes. */
#include "clerk.h"
#include "command.h"

#include <stdio.h>

static ExitStatus codes_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    if (!command_parse(&codes_command, NULL, &argc, &argv, &given, error) ||
        !command_arguments(&codes_command, argc, 2, 2, error))
        return EXIT_USAGE;
    if (!g_str_equal(argv[1], "import")) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Usage: chartward %s %s",
                    codes_command.name, codes_command.arguments);
        return EXIT_USAGE;
    }
    g_autoptr(Office) office = office_open(given, OFFICE_WORK, error);
    if (office == NULL)
        return EXIT_SETUP;
    guint count;
    if (!clerk_import_codes(office, argv[2], &count, error))
        return EXIT_INPUT;
    printf("%u ICD-10-CM codes are known now. What is read from now on is held against them.\n",
           count);
    return EXIT_DONE;
}

const Command codes_command = {"codes", "import FILE", "takes the official table of ICD-10 codes",
                               codes_run, NULL};
