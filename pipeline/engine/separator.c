/* separator.c - the separator sheets that an office prints, for anybody or for one patient.
 *
 * Reads: the roster in the catalogue. Writes: the file that is asked for, the audit trail. Does
 * not: draw, or read separators (the stages do). */
#include "separator.h"

#include "decision.h"
#include "durable.h"
#include "sheet.h"

/* The one patient of that MRN; yours. */
static Patient *patient_of(Office *office, const char *mrn, GError **error)
{
    g_autoptr(GPtrArray) named = catalogue_patients_named(office_catalogue(office), mrn, error);
    if (named == NULL)
        return NULL;
    if (named->len != 1) {
        g_set_error(error, FATE, FATE_INPUT,
                    named->len == 0 ? "No patient on the roster has the MRN '%s'. 'chartward "
                                      "search --patient NAME' finds patients."
                                    : "More than one patient on the roster has the MRN '%s', so it "
                                      "names nobody. Put the roster right first.",
                    mrn);
        return NULL;
    }
    return g_ptr_array_steal_index(named, 0);
}

gboolean separator_write(Office *office, const char *mrn, const char *path, GError **error)
{
    g_autoptr(Patient) patient = NULL;
    if (mrn != NULL) {
        patient = patient_of(office, mrn, error);
        if (patient == NULL ||
            !office_record(office, AUDIT_EXPORTED, NULL, patient->id, "separator sheet", error))
            return FALSE;
    }
    g_autoptr(GBytes) sheet = separator_draw(patient, error);
    return sheet != NULL && durable_write(path, sheet, 0600, error);
}
