/* night_sheet.c - writes the morning sheet.
 *
 * Reads: the catalogue, the time of the last sheet. Writes: morning/. Does not: draw (a
 * binder does). */
#include "night.h"

#include "binder.h"
#include "durable.h"
#include "fate.h"
#include "wire.h"
#include "workers.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DAY_S = 24 * 60 * 60, DRAW_TIMEOUT_S = 120, PDF_BYTES_MAX = 1 << 30 };

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

/* What the binder is told, as a sealed memory file; -1 on failure. */
static int told_seal(const Morning *morning, GError **error)
{
    GVariantBuilder notes;
    g_variant_builder_init(&notes, G_VARIANT_TYPE_STRING_ARRAY);
    for (guint i = 0; i < morning->notes->len; i++)
        g_variant_builder_add(&notes, "s", (char *)morning->notes->pdata[i]);
    g_autoptr(GVariant) told = g_variant_ref_sink(
        g_variant_new(BINDER_MORNING_TYPE, morning->from, morning->until, &notes));
    g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes(told);
    return memfd_seal(bytes, error);
}

static GBytes *answer_take(Answer *answer, GError **error)
{
    g_autofree char *reason = NULL;
    if (answer->kind != ANSWER_GIVEN) {
        g_set_error(error, FATE, FATE_RETRY,
                    "The morning sheet could not be drawn: the binder %s. Its text stands.",
                    answer->kind == ANSWER_LATE ? "took too long" : "ended unexpectedly");
        return NULL;
    }
    g_autoptr(GVariant) opened = answer_open(answer->answer, BINDER_SHEET_TYPE, &reason, error);
    return opened != NULL ? memfd_map(answer->fd, PDF_BYTES_MAX, error) : NULL;
}

static GBytes *sheet_ask(Office *office, const Morning *morning, GError **error)
{
    g_autofree char *data_folder = program_data_folder(error);
    int told = data_folder != NULL ? told_seal(morning, error) : -1;
    if (told < 0)
        return NULL;
    g_autoptr(Workers) binders =
        workers_new("binder", 1, g_variant_new(BINDER_SETUP_TYPE, office_path(office), data_folder),
                    DRAW_TIMEOUT_S, NULL);
    GVariant *request = g_variant_new(BINDER_REQUEST_TYPE, BINDER_MORNING, G_GINT64_CONSTANT(0));
    gboolean given = workers_give(binders, request, told, NULL, error);
    close(told);
    Answer answer;
    if (!given || !workers_wait(binders, &answer, error))
        return NULL;
    GBytes *sheet = answer_take(&answer, error);
    answer_clear(&answer);
    return sheet;
}

static gboolean part_write(const char *folder, const char *today, const char *suffix, GBytes *bytes,
                           char **path, GError **error)
{
    g_autofree char *name = g_strconcat(today, suffix, NULL);
    *path = g_build_filename(folder, name, NULL);
    return durable_make_folder_of(*path, error) && durable_write(*path, bytes, 0600, error);
}

static Morning *morning_find(Office *office, const char *folder, const char *today, gint64 now,
                             const GPtrArray *notes, GError **error)
{
    gint64 from = last_written(folder, today);
    Morning *morning = catalogue_load_morning(office_catalogue(office),
                                              from != 0 ? from : now - DAY_S, now, error);
    if (morning == NULL)
        return NULL;
    g_free(morning->office);
    morning->office = g_strdup(settings_text(office_settings(office), SETTING_OFFICE_NAME));
    for (guint i = 0; i < notes->len; i++)
        g_ptr_array_add(morning->notes, g_utf8_make_valid(notes->pdata[i], -1));
    return morning;
}

gboolean night_write_sheet(Office *office, const GPtrArray *notes, char **text, char **path,
                           GError **error)
{
    gint64 now = g_get_real_time() / G_USEC_PER_SEC;
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(now);
    g_autofree char *today = g_date_time_format(time, "%Y-%m-%d");
    g_autofree char *folder = office_file(office, "morning");
    g_autofree char *text_path = NULL;
    g_autoptr(Morning) morning = morning_find(office, folder, today, now, notes, error);
    if (morning == NULL)
        return FALSE;
    *text = morning_text(morning);
    g_autoptr(GBytes) plain = g_bytes_new(*text, strlen(*text));
    if (!part_write(folder, today, ".txt", plain, &text_path, error))
        return FALSE;
    g_autoptr(GBytes) drawn = sheet_ask(office, morning, error);
    return drawn != NULL && part_write(folder, today, ".pdf", drawn, path, error);
}
