/* A roster.csv: any bytes. */
#include "patient.h"
#include "roster_csv.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) patients =
        roster_csv_parse((const char *)data, size, "2026-03-01", complaints, &error);
    g_assert_true((patients == NULL) == (error != NULL));
    for (guint i = 0; patients != NULL && i < patients->len; i++) {
        const Patient *patient = patients->pdata[i];
        g_autofree char *name = patient_name(patient);
        g_assert_true(g_utf8_validate(name, -1, NULL) && g_utf8_validate(patient->mrn, -1, NULL));
    }
    return 0;
}
