/* command.c - what all commands share: their options. */
#include "command.h"

gboolean command_parse(const Command *command, const GOptionEntry *options, int *argc, char ***argv,
                       char **office_path, GError **error)
{
    const GOptionEntry common[] = {
        {"office", 0, 0, G_OPTION_ARG_FILENAME, office_path,
         "The office's folder (else $CHARTWARD_OFFICE, else the current folder)", "DIR"},
        {NULL},
    };
    g_autofree char *usage = g_strdup_printf("%s - %s", command->arguments, command->summary);
    g_autoptr(GOptionContext) context = g_option_context_new(usage);
    g_autofree char *program = g_strdup_printf("chartward %s", command->name);
    g_set_prgname(program);
    *office_path = NULL;
    if (options != NULL)
        g_option_context_add_main_entries(context, options, NULL);
    g_option_context_add_main_entries(context, common, NULL);
    if (command->more != NULL)
        g_option_context_set_description(context, command->more());
    return g_option_context_parse(context, argc, argv, error);
}

gboolean command_arguments(const Command *command, int argc, int least, int most, GError **error)
{
    if (argc - 1 >= least && argc - 1 <= most)
        return TRUE;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Usage: chartward %s %s",
                command->name, command->arguments);
    return FALSE;
}
