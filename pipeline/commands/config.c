/* config.c - `chartward config`: every setting with its value, default and meaning, and
 * whether a code table is imported. */
#include "command.h"

#include <stdio.h>

static void setting_print(const Settings *settings, Setting setting)
{
    const SettingInfo *info = setting_info(setting);
    const char *value = settings_text(settings, setting);
    printf("%s = %s\n", info->name, value);
    if (!g_str_equal(value, info->fallback))
        printf("    (default: %s)\n", *info->fallback != '\0' ? info->fallback : "empty");
    printf("    %s\n", info->meaning);
}

/* Not a setting, but it decides what is believed of codes. */
static gboolean codes_print(const Office *office, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(CodeTable) codes = office_codes(office, &cause);
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    if (codes != NULL)
        printf("\nDiagnosis codes are held against the imported table of %u ICD-10-CM codes.\n",
               code_table_size(codes));
    else
        printf("\nNo table of ICD-10-CM codes is imported: diagnosis codes are told by their shape "
               "only.\nGet the code table from CMS and run 'chartward codes import FILE'.\n");
    return TRUE;
}

static ExitStatus config_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    if (!command_parse(&config_command, NULL, &argc, &argv, &given, error) ||
        !command_arguments(&config_command, argc, 0, 0, error))
        return EXIT_USAGE;
    g_autoptr(Office) office = office_open(given, OFFICE_READ, error);
    if (office == NULL)
        return EXIT_SETUP;
    printf("# %s/chartward.conf\n", office_path(office));
    for (guint i = 0; i < SETTING_COUNT; i++)
        setting_print(office_settings(office), i);
    return codes_print(office, error) ? EXIT_DONE : EXIT_SETUP;
}

const Command config_command = {"config", "", "prints every setting and what it means", config_run};
