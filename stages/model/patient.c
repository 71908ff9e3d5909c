/* patient.c - persons as the roster tells them. */
#include "patient.h"

/* Where the strings of a Patient lie: one list for new, copy and free. */
static const gsize strings[] = {
    G_STRUCT_OFFSET(Patient, mrn),     G_STRUCT_OFFSET(Patient, last),
    G_STRUCT_OFFSET(Patient, first),   G_STRUCT_OFFSET(Patient, middle),
    G_STRUCT_OFFSET(Patient, suffix),  G_STRUCT_OFFSET(Patient, date_of_birth),
    G_STRUCT_OFFSET(Patient, sex),     G_STRUCT_OFFSET(Patient, phone),
    G_STRUCT_OFFSET(Patient, address), G_STRUCT_OFFSET(Patient, city),
    G_STRUCT_OFFSET(Patient, state),   G_STRUCT_OFFSET(Patient, zip),
    G_STRUCT_OFFSET(Patient, insurer), G_STRUCT_OFFSET(Patient, member_id),
};

Patient *patient_new(void)
{
    Patient *patient = g_new0(Patient, 1);
    for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
        G_STRUCT_MEMBER(char *, patient, strings[i]) = g_strdup("");
    patient->active = TRUE;
    return patient;
}

void patient_free(Patient *patient)
{
    if (patient == NULL)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
        g_free(G_STRUCT_MEMBER(char *, patient, strings[i]));
    g_free(patient);
}

char *patient_name(const Patient *patient)
{
    GString *name = g_string_new(patient->last);
    const char *const rest[] = {patient->first, patient->middle, patient->suffix};
    for (guint i = 0; i < G_N_ELEMENTS(rest); i++) {
        if (*rest[i] == '\0')
            continue;
        if (name->len > 0)
            g_string_append(name, i == 0 ? ", " : " ");
        g_string_append(name, rest[i]);
    }
    return g_string_free(name, FALSE);
}
