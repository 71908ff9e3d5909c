/* night_sheet.c - writes the morning sheet.
 *
 * Reads: the catalogue, the time of the last sheet. Writes: morning/. Does not: run anything. */
#include "night.h"

#include "durable.h"

#include <string.h>
#include <sys/stat.h>

enum { DAY_S = 24 * 60 * 60 };

/* When the sheet before today's was written. Another one of today goes back as far as the first. */
static gint64 last_written(const char *folder, const char *today)
{
    gint64 last = 0;
    g_autoptr(GDir) opened = g_dir_open(folder, 0, NULL);
    const char *name;
    while (opened != NULL && (name = g_dir_read_name(opened)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        struct stat about;
        if (!g_str_has_suffix(name, ".txt") || g_str_has_prefix(name, today) ||
            stat(path, &about) != 0)
            continue;
        last = MAX(last, (gint64)about.st_mtim.tv_sec);
    }
    return last;
}

gboolean night_write_sheet(Office *office, const GPtrArray *notes, char **text, char **path,
                           GError **error)
{
    gint64 now = g_get_real_time() / G_USEC_PER_SEC;
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(now);
    g_autofree char *today = g_date_time_format(time, "%Y-%m-%d");
    g_autofree char *folder = office_file(office, "morning");
    gint64 from = last_written(folder, today);
    g_autoptr(Morning) morning = catalogue_load_morning(office_catalogue(office),
                                                      from != 0 ? from : now - DAY_S, now, error);
    if (morning == NULL)
        return FALSE;
    g_free(morning->office);
    morning->office = g_strdup(settings_text(office_settings(office), SETTING_OFFICE_NAME));
    for (guint i = 0; i < notes->len; i++)
        g_ptr_array_add(morning->notes, g_strdup(notes->pdata[i]));
    g_autofree char *name = g_strconcat(today, ".txt", NULL);
    g_autofree char *written = morning_text(morning);
    g_autofree char *goal = g_build_filename(folder, name, NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(written, strlen(written));
    if (!durable_make_folder_of(goal, error) || !durable_write(goal, bytes, 0600, error))
        return FALSE;
    *text = g_steal_pointer(&written);
    *path = g_steal_pointer(&goal);
    return TRUE;
}
