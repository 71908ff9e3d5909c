/* settings.c - every setting in one table, and the values of one office.
 *
 * Does: parses and prints chartward.conf, checks bounds. Does not: open files. */
#include "settings.h"

#include "fate.h"

#include <string.h>

static const SettingInfo table[SETTING_COUNT] = {
    [SETTING_OFFICE_NAME] =
        {"office-name", SETTING_TEXT, "", 0, 0,
         "The office's own name, never taken for a sender's; printed on charts."},
    [SETTING_OFFICE_PHONES] = {"office-phones", SETTING_TEXT, "", 0, 0,
                               "The office's own phone and fax numbers, parted by semicolons."},
    [SETTING_OFFICE_PROVIDERS] = {"office-providers", SETTING_TEXT, "", 0, 0,
                                  "The office's own clinicians, parted by semicolons."},
    [SETTING_SETTLE_S] =
        {"settle-s", SETTING_NUMBER, "5", 0, 3600,
         "Seconds for which a file in the inbox must stay as it is before it is taken."},
    [SETTING_INCOMPLETE_WAIT_S] =
        {"incomplete-wait-s", SETTING_NUMBER, "600", 0, 86400,
         "Seconds without a change after which a file is taken although its end is missing."},
    [SETTING_DISK_RESERVE_MEGABYTES] =
        {"disk-reserve-megabytes", SETTING_NUMBER, "200", 0, 1e9,
         "Free room on the office's disk below which nothing more is taken in."},
    [SETTING_POLL_S] =
        {"poll-s", SETTING_NUMBER, "10", 0.1, 3600,
         "Seconds after which 'watch' looks into the inbox even if nothing told of a new file."},
    [SETTING_READERS_IDLE_S] = {"readers-idle-s", SETTING_NUMBER, "300", 0, 86400,
                                "Seconds without work after which 'watch' lets its readers go."},
    [SETTING_RETRY_WAIT_S] =
        {"retry-wait-s", SETTING_NUMBER, "60", 0, 86400,
         "Seconds until a file that could not be read is tried again; doubled with every try."},
    [SETTING_RETRIES_MOST] =
        {"retries-most", SETTING_NUMBER, "8", 1, 100,
         "Tries at a file that could not be read, after which it is held for a person."},
    [SETTING_BACKUP_FOLDER] = {"backup-folder", SETTING_TEXT, "", 0, 0,
                               "Where 'night' keeps a backup; empty: it makes none."},
    [SETTING_JOBS] = {"jobs", SETTING_NUMBER, "0", 0, 64,
                      "Readers that work at the same time; 0 means one for each processor core."},
    [SETTING_LANGUAGE] = {"language", SETTING_TEXT, "eng", 0, 0,
                          "Tesseract's language; its package is tesseract-ocr-LANGUAGE."},
    [SETTING_MAX_FILE_MEGABYTES] = {"max-file-megabytes", SETTING_NUMBER, "200", 1, 4000,
                                    "A larger file is rejected."},
    [SETTING_MAX_PAGES] = {"max-pages", SETTING_NUMBER, "1000", 1, 10000,
                           "A file with more pages is rejected."},
    [SETTING_MAX_PAGE_MEGAPIXELS] =
        {"max-page-megapixels", SETTING_NUMBER, "120", 1, 1000,
         "A page with more pixels is not decoded (Letter at 1000 dpi has 94)."},
    [SETTING_PAGE_TIMEOUT_S] = {"page-timeout-s", SETTING_NUMBER, "60", 1, 3600,
                                "Seconds after which the reading of one page is given up; ten "
                                "times as many while others keep it waiting."},
    [SETTING_REQUIRE_SANDBOX] =
        {"require-sandbox", SETTING_FLAG, "no", 0, 0,
         "Whether to work only where the kernel locks readers in (Landlock and seccomp)."},
    [SETTING_JPEG_QUALITY] = {"jpeg-quality", SETTING_NUMBER, "85", 30, 100,
                              "Quality of grey and colour pages that cannot be kept as they came."},
    [SETTING_FILE_SCORE] =
        {"file-score", SETTING_NUMBER, "0.95", 0.5, 1,
         "Probability that a patient is the right one, below which a person is asked."},
    [SETTING_TEXT_CONFIDENCE] =
        {"text-confidence", SETTING_NUMBER, "0.55", 0, 1,
         "Mean confidence of a page's words, below which a person is asked."},
    [SETTING_NEWEST_FIRST] = {"newest-first", SETTING_FLAG, "yes", 0, 0,
                              "Whether a chart volume begins with its newest document."},
    [SETTING_VOLUME_PAGES] = {"volume-pages", SETTING_NUMBER, "500", 10, 5000,
                              "A chart's volume ends at this many pages."},
    [SETTING_VOLUME_MEGABYTES] = {"volume-megabytes", SETTING_NUMBER, "80", 5, 1000,
                                  "A chart's volume ends at this many megabytes of images."},
    [SETTING_DESK_LOGOFF_MIN] = {"desk-logoff-min", SETTING_NUMBER, "15", 1, 480,
                                 "Minutes without use after which the desk logs a user off."},
};

struct Settings {
    char *values[SETTING_COUNT]; /* as written */
};

const SettingInfo *setting_info(Setting setting)
{
    g_return_val_if_fail(setting < SETTING_COUNT, NULL);
    return &table[setting];
}

Settings *settings_new(void)
{
    Settings *settings = g_new0(Settings, 1);
    for (guint i = 0; i < SETTING_COUNT; i++)
        settings->values[i] = g_strdup(table[i].fallback);
    return settings;
}

void settings_free(Settings *settings)
{
    if (settings == NULL)
        return;
    for (guint i = 0; i < SETTING_COUNT; i++)
        g_free(settings->values[i]);
    g_free(settings);
}

static gboolean flag_parse(const char *text, gboolean *flag)
{
    gboolean yes = !g_ascii_strcasecmp(text, "yes") || !g_ascii_strcasecmp(text, "true");
    gboolean no = !g_ascii_strcasecmp(text, "no") || !g_ascii_strcasecmp(text, "false");
    *flag = yes;
    return yes || no;
}

static gboolean value_check(const SettingInfo *info, const char *value, guint line, GError **error)
{
    char *end = NULL;
    gboolean flag;
    double number;
    switch (info->kind) {
    case SETTING_TEXT:
        return TRUE;
    case SETTING_FLAG:
        if (flag_parse(value, &flag))
            return TRUE;
        g_set_error(
            error, FATE, FATE_FATAL,
            "Line %u of chartward.conf: '%s' is yes or no, not '%s'. Please correct the line.",
            line, info->name, value);
        return FALSE;
    case SETTING_NUMBER:
        number = g_ascii_strtod(value, &end);
        if (*value != '\0' && *end == '\0' && number >= info->least && number <= info->most)
            return TRUE;
        g_set_error(error, FATE, FATE_FATAL,
                    "Line %u of chartward.conf: '%s' is a number from %g to %g, not '%s'. "
                    "Please correct the line.",
                    line, info->name, info->least, info->most, value);
        return FALSE;
    }
    g_return_val_if_reached(FALSE);
}

static int setting_find(const char *name)
{
    for (int i = 0; i < SETTING_COUNT; i++) {
        if (g_str_equal(table[i].name, name))
            return i;
    }
    return -1;
}

static gboolean line_parse(char *line, guint number, char *values[], GError **error)
{
    g_strstrip(line);
    if (*line == '\0' || *line == '#')
        return TRUE;
    char *equals = strchr(line, '=');
    if (equals == NULL) {
        g_set_error(error, FATE, FATE_FATAL,
                    "Line %u of chartward.conf is not of the form 'name = value': '%s'. "
                    "Please correct the line.",
                    number, line);
        return FALSE;
    }
    *equals = '\0';
    const char *name = g_strstrip(line), *value = g_strstrip(equals + 1);
    int setting = setting_find(name);
    if (setting < 0) {
        g_set_error(error, FATE, FATE_FATAL,
                    "Line %u of chartward.conf: there is no setting '%s'. "
                    "'chartward config' lists all settings.",
                    number, name);
        return FALSE;
    }
    if (!value_check(&table[setting], value, number, error))
        return FALSE;
    g_free(values[setting]);
    values[setting] = g_strdup(value);
    return TRUE;
}

gboolean settings_parse(Settings *settings, const char *text, GError **error)
{
    if (!g_utf8_validate(text, -1, NULL)) {
        g_set_error(error, FATE, FATE_FATAL,
                    "The file chartward.conf is not UTF-8 text. Please save it as plain UTF-8.");
        return FALSE;
    }
    g_autoptr(Settings) parsed = settings_new();
    for (guint i = 0; i < SETTING_COUNT; i++) {
        g_free(parsed->values[i]);
        parsed->values[i] = g_strdup(settings->values[i]);
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        if (!line_parse(lines[i], i + 1, parsed->values, error))
            return FALSE;
    }
    for (guint i = 0; i < SETTING_COUNT; i++) {
        g_free(settings->values[i]);
        settings->values[i] = g_steal_pointer(&parsed->values[i]);
    }
    return TRUE;
}

char *settings_print(const Settings *settings)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < SETTING_COUNT; i++)
        g_string_append_printf(text, "%s = %s\n", table[i].name, settings->values[i]);
    return g_string_free(text, FALSE);
}

double settings_number(const Settings *settings, Setting setting)
{
    g_return_val_if_fail(table[setting].kind == SETTING_NUMBER, 0);
    return g_ascii_strtod(settings->values[setting], NULL);
}

gboolean settings_flag(const Settings *settings, Setting setting)
{
    g_return_val_if_fail(table[setting].kind == SETTING_FLAG, FALSE);
    gboolean flag = FALSE;
    flag_parse(settings->values[setting], &flag);
    return flag;
}

const char *settings_text(const Settings *settings, Setting setting)
{
    return settings->values[setting];
}
