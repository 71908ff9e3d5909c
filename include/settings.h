/* settings.h - every setting of an office in one table: name, default, bounds, meaning. */
#pragma once

#include <glib.h>

typedef enum {
    SETTING_OFFICE_NAME,
    SETTING_OFFICE_PHONES,
    SETTING_OFFICE_PROVIDERS,
    SETTING_SETTLE_S,
    SETTING_INCOMPLETE_WAIT_S,
    SETTING_DISK_RESERVE_MEGABYTES,
    SETTING_POLL_S,
    SETTING_READERS_IDLE_S,
    SETTING_RETRY_WAIT_S,
    SETTING_RETRIES_MOST,
    SETTING_BACKUP_FOLDER,
    SETTING_JOBS,
    SETTING_LANGUAGE,
    SETTING_MAX_FILE_MEGABYTES,
    SETTING_MAX_PAGES,
    SETTING_MAX_PAGE_MEGAPIXELS,
    SETTING_PAGE_TIMEOUT_S,
    SETTING_REQUIRE_SANDBOX,
    SETTING_JPEG_QUALITY,
    SETTING_FILE_SCORE,
    SETTING_TEXT_CONFIDENCE,
    SETTING_NEWEST_FIRST,
    SETTING_VOLUME_PAGES,
    SETTING_VOLUME_MEGABYTES,
    SETTING_DESK_LOGOFF_MIN,
    SETTING_COUNT,
} Setting;

typedef enum { SETTING_NUMBER, SETTING_FLAG, SETTING_TEXT } SettingKind;

typedef struct {
    const char *name; /* as in chartward.conf: "max-pages" */
    SettingKind kind;
    const char *fallback; /* the default, as it would be written */
    double least, most;   /* for numbers */
    const char *meaning;  /* a sentence */
} SettingInfo;

typedef struct Settings Settings;

/* Lent, for all of SETTING_COUNT. */
const SettingInfo *setting_info(Setting setting);

/* All defaults. */
Settings *settings_new(void);
void settings_free(Settings *settings);

/* Takes the lines `name = value` of a chartward.conf. Fails with FATE_FATAL and a sentence that
 * names the line's setting when a name is unknown or a value out of bounds; then nothing is
 * changed. */
gboolean settings_parse(Settings *settings, const char *text, GError **error);

/* The settings as text that settings_parse() takes; yours to free. */
char *settings_print(const Settings *settings);

double settings_number(const Settings *settings, Setting setting);
gboolean settings_flag(const Settings *settings, Setting setting);
const char *settings_text(const Settings *settings, Setting setting); /* as written; lent */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)
