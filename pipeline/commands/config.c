/* config.c - `chartward config`: every setting with its value, default and meaning. */
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
    return EXIT_DONE;
}

const Command config_command = {"config", "", "prints every setting and what it means", config_run};
