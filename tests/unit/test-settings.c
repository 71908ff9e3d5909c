/* Settings: defaults within their own bounds, sentences for wrong lines, nothing half taken. */
#include "fate.h"
#include "settings.h"

#include <string.h>

static void test_defaults(void)
{
    g_autoptr(Settings) settings = settings_new();
    g_autofree char *text = settings_print(settings);
    g_autoptr(GError) error = NULL;
    g_assert_true(settings_parse(settings, text, &error));
    g_assert_no_error(error);
    for (guint i = 0; i < SETTING_COUNT; i++) {
        g_assert_cmpuint(strlen(setting_info(i)->meaning), >, 10);
        for (guint j = 0; j < i; j++)
            g_assert_cmpstr(setting_info(i)->name, !=, setting_info(j)->name);
    }
}

static void test_parse(void)
{
    g_autoptr(Settings) settings = settings_new();
    g_autoptr(GError) error = NULL;
    g_assert_true(settings_parse(settings,
                                 "# a comment\n\n  max-pages = 12 \nnewest-first = No\n"
                                 "office-name = Elm = Oak Family Practice\n",
                                 &error));
    g_assert_cmpfloat(settings_number(settings, SETTING_MAX_PAGES), ==, 12);
    g_assert_false(settings_flag(settings, SETTING_NEWEST_FIRST));
    g_assert_cmpstr(settings_text(settings, SETTING_OFFICE_NAME), ==, "Elm = Oak Family Practice");
}

static void test_wrong(void)
{
    static const char *const wrong[] = {
        "max-pages = 0",        "max-pages = many", "max-pages =",
        "newest-first = maybe", "max-page = 12",    "just some words",
        "file-score = nan",     "jobs = 3x",        "office-name = \xff",
    };
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(Settings) settings = settings_new();
        g_autofree char *before = settings_print(settings);
        g_autofree char *text = g_strdup_printf("volume-pages = 77\n%s\n", wrong[i]);
        g_autoptr(GError) error = NULL;
        g_test_message("%s", wrong[i]);
        g_assert_false(settings_parse(settings, text, &error));
        g_assert_error(error, FATE, FATE_FATAL);
        g_autofree char *after = settings_print(settings);
        g_assert_cmpstr(before, ==, after);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/settings/defaults", test_defaults);
    g_test_add_func("/settings/parse", test_parse);
    g_test_add_func("/settings/wrong", test_wrong);
    return g_test_run();
}
