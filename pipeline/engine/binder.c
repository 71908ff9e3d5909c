/* binder.c - binds charts in a process of its own: catalogue and page images in, volumes out.
 *
 * Writes: charts/, each volume whole or not at all. Does not: change the catalogue; the clerk notes
 * that a chart is bound. */
#include "binder.h"

#include "chart.h"
#include "date.h"
#include "durable.h"
#include "fate.h"
#include "morning.h"
#include "runner.h"
#include "sheet.h"
#include "vault.h"
#include "wire.h"
#include "workers.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FONT_FOLDER "/usr/share/fonts"

static const guint64 VOLUME_BYTES_MAX = G_MAXUINT32; /* libharu counts bytes in 32 bits */

/* "O'Hara, Margaret 1952-03-14 00482913": readable, unique by the MRN, safe as a file's name. */
static char *folder_name(const Patient *patient)
{
    g_autofree char *name = patient_name(patient);
    g_autoptr(GString) folder = g_string_new(name);
    if (*patient->date_of_birth != '\0')
        g_string_append_printf(folder, " %s", patient->date_of_birth);
    g_string_append_printf(folder, " %s", patient->mrn);
    for (char *at = folder->str; *at != '\0'; at++) {
        if (*at == '/' || g_ascii_iscntrl(*at))
            *at = '_';
    }
    if (folder->str[0] == '.')
        folder->str[0] = '_';
    if (folder->len > 200) { /* a folder's name may take 255 bytes: the MRN at its end must stay */
        g_autofree char *start = g_utf8_make_valid(folder->str, 150);
        g_string_printf(folder, "%s %s", start, patient->mrn);
    }
    return g_strdup(folder->str);
}

static char *volume_path(const char *folder, guint number)
{
    g_autofree char *name = g_strdup_printf("Chart %u.pdf", number);
    return g_build_filename(folder, name, NULL);
}

/* A patient who was renamed keeps the folder, under the new name. */
static char *folder_prepare(Office *office, const Chart *chart, char **name, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autofree char *charts = office_file(office, "charts");
    g_autofree char *old =
        catalogue_chart_folder(office_catalogue(office), chart->patient->id, &cause);
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return NULL;
    }
    *name = folder_name(chart->patient);
    g_autofree char *path = g_build_filename(charts, *name, NULL);
    if (old != NULL && !g_str_equal(old, *name)) {
        g_autofree char *old_path = g_build_filename(charts, old, NULL);
        if (g_file_test(old_path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_EXISTS) &&
            !durable_rename(old_path, path, error))
            return NULL;
    }
    g_autofree char *inside = volume_path(path, 1);
    return durable_make_folder_of(inside, error) ? g_steal_pointer(&path) : NULL;
}

/* Volumes beyond the last one, from a time when the chart was longer, would show what is not so. */
static gboolean volumes_trim(const char *folder, guint count, GError **error)
{
    for (guint number = count + 1;; number++) {
        g_autofree char *path = volume_path(folder, number);
        if (unlink(path) == 0)
            continue;
        if (errno == ENOENT)
            return durable_sync_folder_of(path, error);
        return durable_fail(errno, error, "The old chart '%s' cannot be removed", path);
    }
}

static gboolean volumes_write(const char *folder, const Chart *chart, GError **error)
{
    for (guint i = 0; i < chart->volumes->len; i++) {
        g_autofree char *path = volume_path(folder, i + 1);
        if (!durable_write(path, chart->volumes->pdata[i], 0600, error))
            return FALSE;
    }
    return volumes_trim(folder, chart->volumes->len, error);
}

static GBytes *image_fetch(gpointer office, const FiledImage *image, GError **error)
{
    return pages_fetch(office, image, error);
}

static GVariant *bound_answer(const Chart *chart, gint64 revision, const char *folder)
{
    guint pages = 0;
    for (guint i = 0; i < chart->documents->len; i++)
        pages += document_content_pages(chart->documents->pdata[i]);
    GVariantBuilder sha256s;
    g_variant_builder_init(&sha256s, G_VARIANT_TYPE("as"));
    for (guint i = 0; i < chart->volumes->len; i++) {
        g_autofree char *sha256 =
            g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, chart->volumes->pdata[i]);
        g_variant_builder_add(&sha256s, "s", sha256);
    }
    return g_variant_new(BINDER_ANSWER_TYPE, revision, folder, (guint32)pages, &sha256s);
}

/* What drawing needs beside the documents: today's date, the settings, the images. */
static void chart_equip(Chart *chart, Office *office)
{
    g_free(chart->bound_on);
    chart->bound_on = g_malloc(ISO_DATE_SIZE);
    date_today(chart->bound_on);
    chart->settings = office_settings(office);
    chart->fetch = image_fetch;
    chart->fetch_data = office;
}

static GVariant *chart_bind(Office *office, Runner *runner, gint64 patient, GError **error)
{
    gint64 revision;
    g_autoptr(Chart) chart =
        catalogue_load_chart(office_catalogue(office), patient, &revision, error);
    if (chart == NULL)
        return NULL;
    chart_equip(chart, office);
    /* A chart whose last document was taken out has no volumes. */
    if (chart->documents->len > 0 && !runner_chart(runner, chart, error))
        return NULL;
    g_autofree char *name = NULL;
    g_autofree char *folder = folder_prepare(office, chart, &name, error);
    if (folder == NULL || !volumes_write(folder, chart, error))
        return NULL;
    return bound_answer(chart, revision, name);
}

/* --- evidence sheets -------------------------------------------------------------------------- */

static GPtrArray *patients_find(Office *office, const Document *document, GError **error)
{
    g_autoptr(GPtrArray) patients = g_ptr_array_new_with_free_func((GDestroyNotify)patient_free);
    for (guint i = 0; i < document->candidates->len; i++) {
        const Candidate *candidate = document->candidates->pdata[i];
        Patient *patient =
            catalogue_find_patient(office_catalogue(office), candidate->patient, error);
        if (patient == NULL)
            return NULL;
        g_ptr_array_add(patients, patient);
    }
    return g_steal_pointer(&patients);
}

static GVariant *sheet_make(Office *office, gint64 number, int *fd, GError **error)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, number);
    Document *document = catalogue_find_document(office_catalogue(office), id, error);
    if (document == NULL)
        return NULL;
    g_autoptr(Chart) chart = chart_new(patient_new());
    g_ptr_array_add(chart->documents, document);
    chart_equip(chart, office);
    g_autoptr(GPtrArray) patients = patients_find(office, document, error);
    g_autoptr(GBytes) sheet = patients != NULL ? sheet_draw(chart, patients, error) : NULL;
    if (sheet == NULL || (*fd = memfd_seal(sheet, error)) < 0)
        return NULL;
    return g_variant_new("()");
}

/* --- the morning sheet ------------------------------------------------------------------------ */

enum { MORNING_BYTES_MAX = 1 << 20 };

static Morning *morning_load(Office *office, int told_fd, GError **error)
{
    gint64 from, until;
    g_auto(GStrv) notes = NULL;
    g_autoptr(GBytes) bytes = memfd_map(told_fd, MORNING_BYTES_MAX, error);
    if (bytes == NULL)
        return NULL;
    g_autoptr(GVariant) told = g_variant_ref_sink(
        g_variant_new_from_bytes(G_VARIANT_TYPE(BINDER_MORNING_TYPE), bytes, FALSE));
    g_variant_get(told, "(xx^as)", &from, &until, &notes);
    Morning *morning = catalogue_load_morning(office_catalogue(office), from, until, error);
    if (morning == NULL)
        return NULL;
    g_free(morning->office);
    morning->office = g_strdup(settings_text(office_settings(office), SETTING_OFFICE_NAME));
    for (guint i = 0; notes[i] != NULL; i++)
        g_ptr_array_add(morning->notes, g_strdup(notes[i]));
    return morning;
}

static GVariant *morning_make(Office *office, int told_fd, int *fd, GError **error)
{
    g_autoptr(Morning) morning = morning_load(office, told_fd, error);
    if (morning == NULL)
        return NULL;
    g_autoptr(Chart) chart = chart_new(patient_new());
    chart->settings = office_settings(office);
    chart->fetch = image_fetch;
    chart->fetch_data = office;
    for (guint i = 0; i < MIN(morning->exceptions->len, MORNING_PICTURES_MOST); i++) {
        const MorningLine *line = morning->exceptions->pdata[i];
        Document *document =
            catalogue_find_document(office_catalogue(office), line->document, error);
        if (document == NULL)
            return NULL;
        g_ptr_array_add(chart->documents, document);
    }
    g_autoptr(GBytes) sheet = morning_draw(morning, chart, error);
    if (sheet == NULL || (*fd = memfd_seal(sheet, error)) < 0)
        return NULL;
    return g_variant_new("()");
}

static GVariant *request_do(Office *office, Runner *runner, GVariant *request, int told_fd,
                            int *sheet, GError **error)
{
    const char *verb;
    gint64 number;
    g_variant_get(request, "(&sx)", &verb, &number);
    if (g_str_equal(verb, BINDER_MORNING))
        return morning_make(office, told_fd, sheet, error);
    if (g_str_equal(verb, BINDER_SHEET))
        return sheet_make(office, number, sheet, error);
    return chart_bind(office, runner, number, error);
}

static gboolean requests_serve(Wire *wire, Office *office, Runner *runner, GError **error)
{
    while (wire_read(wire, TRUE) == WIRE_MESSAGE) {
        int fd = -1;
        g_autoptr(GVariant) request = wire_take(wire, BINDER_REQUEST_TYPE, &fd);
        g_autoptr(GError) failure = NULL;
        int sheet = -1;
        GVariant *payload =
            request != NULL ? request_do(office, runner, request, fd, &sheet, &failure) : NULL;
        if (fd >= 0)
            close(fd);
        gboolean sent =
            request != NULL && worker_answer(wire, failure, NULL, payload, sheet, error);
        if (sheet >= 0)
            close(sheet);
        if (!sent)
            return FALSE;
    }
    return TRUE;
}

/* It reads images and the catalogue, which is open already, and writes charts. How much memory it
 * takes is for the chart to say: one of many volumes is as long as it is. */
static gboolean binder_lock(Wire *wire, const Office *office, const GError *failure, GError **error)
{
    if (failure != NULL)
        return worker_greet(wire, NULL, FALSE, failure, error);
    g_autofree char *pages = office_file(office, "pages");
    g_autofree char *charts = office_file(office, "charts");
    g_autofree char *catalogue = office_file(office, "catalogue.db");
    g_autofree char *log = office_file(office, "catalogue.db-wal");
    g_autofree char *index = office_file(office, "catalogue.db-shm");
    const char *const read[] = {pages, catalogue, FONT_FOLDER, NULL};
    const char *const write[] = {charts, log, index, NULL};
    const Sandbox sandbox = {.read = read, .write = write, .file_bytes = VOLUME_BYTES_MAX};
    date_today((char[ISO_DATE_SIZE]){0}); /* the time zone is a file */
    return worker_greet(wire, &sandbox,
                        settings_flag(office_settings(office), SETTING_REQUIRE_SANDBOX), NULL,
                        error);
}

gboolean binder_serve(GError **error)
{
    g_autoptr(GVariant) setup = NULL;
    g_autoptr(Wire) wire = worker_begin(BINDER_SETUP_TYPE, &setup, error);
    if (wire == NULL)
        return FALSE;
    const char *path, *data_folder;
    g_variant_get(setup, "(&s&s)", &path, &data_folder);
    g_autoptr(GError) failure = NULL;
    g_autoptr(Runner) runner = NULL;
    g_autoptr(Office) office = office_open(path, OFFICE_READ, &failure);
    if (office != NULL) {
        StageSetup stage_setup = {.settings = office_settings(office), .data_folder = data_folder};
        runner = runner_open(RUN_CHARTS, &stage_setup, &failure);
    }
    return binder_lock(wire, office, failure, error) && requests_serve(wire, office, runner, error);
}
