/* roster_file.c - the office's roster.csv: read again when it has changed, replaced by an import.
 *
 * Reads: roster.csv, or the file imported. Writes: roster.csv, the catalogue's patients. */
#include "clerk.h"

#include "date.h"
#include "durable.h"
#include "fate.h"
#include "review.h"
#include "roster_csv.h"

#include <string.h>

static gboolean roster_replace(Office *office, GBytes *bytes, RosterChange *change,
                               GPtrArray *complaints, GError **error)
{
    char today[ISO_DATE_SIZE];
    date_today(today);
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    g_autoptr(GPtrArray) patients = roster_csv_parse(text, length, today, complaints, error);
    if (patients == NULL)
        return FALSE;
    g_autofree char *stamp = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    if (!catalogue_replace_roster(office_catalogue(office), patients, stamp, change, error))
        return FALSE;
    /* What waits may be somebody's now; nothing is filed by that. */
    return change->added + change->changed + change->vanished == 0 || review_renew(office, error);
}

static GBytes *file_read(const char *path, gboolean *missing, GError **error)
{
    g_autoptr(GError) cause = NULL;
    char *text;
    gsize length;
    *missing = FALSE;
    if (g_file_get_contents(path, &text, &length, &cause))
        return g_bytes_new_take(text, length);
    *missing = g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_set_error(error, FATE, FATE_INPUT, "The roster cannot be read: %s.", cause->message);
    return NULL;
}

gboolean clerk_read_roster(Office *office, gboolean *changed, RosterChange *change,
                           GPtrArray *complaints, GError **error)
{
    *changed = FALSE;
    *change = (RosterChange){0};
    g_autofree char *path = office_file(office, "roster.csv");
    g_autoptr(GError) cause = NULL;
    gboolean missing;
    g_autoptr(GBytes) bytes = file_read(path, &missing, &cause);
    if (bytes == NULL && missing) {
        g_ptr_array_add(complaints,
                        g_strdup("There is no roster.csv in the office: Chartward knows no new "
                                 "patients. Export the patients of your practice software and run "
                                 "'chartward roster import FILE.csv'."));
        return TRUE;
    }
    if (bytes == NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    g_autofree char *stamp = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    g_autofree char *known = catalogue_roster_stamp(office_catalogue(office), &cause);
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    if (g_strcmp0(stamp, known) == 0)
        return TRUE;
    *changed = roster_replace(office, bytes, change, complaints, error);
    return *changed;
}

gboolean clerk_import_roster(Office *office, const char *path, RosterChange *change,
                             GPtrArray *complaints, GError **error)
{
    gboolean missing;
    g_autoptr(GBytes) bytes = file_read(path, &missing, error);
    if (bytes == NULL || !roster_replace(office, bytes, change, complaints, error))
        return FALSE;
    g_autofree char *kept = office_file(office, "roster.csv");
    return durable_write(kept, bytes, 0600, error);
}
