/* roster.c - `chartward roster import FILE.csv`: takes the practice software's list of patients. */
#include "clerk.h"
#include "command.h"

#include <stdio.h>

static ExitStatus roster_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    if (!command_parse(&roster_command, NULL, &argc, &argv, &given, error) ||
        !command_arguments(&roster_command, argc, 2, 2, error))
        return EXIT_USAGE;
    if (!g_str_equal(argv[1], "import")) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Usage: chartward %s %s",
                    roster_command.name, roster_command.arguments);
        return EXIT_USAGE;
    }
    g_autoptr(Office) office = office_open(given, OFFICE_WORK, error);
    if (office == NULL)
        return EXIT_SETUP;
    RosterChange change = {0};
    g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func(g_free);
    gboolean done = clerk_import_roster(office, argv[2], &change, complaints, error);
    for (guint i = 0; i < complaints->len; i++)
        fprintf(stderr, "%s\n", (char *)complaints->pdata[i]);
    if (!done)
        return EXIT_INPUT;
    printf("The roster is read: %u new, %u changed, %u as before, %u no longer listed.\n",
           change.added, change.changed, change.same, change.vanished);
    return EXIT_DONE;
}

const Command roster_command = {"roster", "import FILE.csv", "reads the list of patients",
                                roster_run};
