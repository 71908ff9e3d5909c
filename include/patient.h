/* patient.h - a person whose chart the office keeps, as the roster tells. */
#pragma once

#include <glib.h>

typedef struct {
    gint64 id; /* ours, for good; 0 until the catalogue has taken it */
    char *mrn; /* as exported, leading zeros kept; "NEW-000001" when provisional */
    char *last, *first, *middle, *suffix;
    char *date_of_birth; /* ISO; "" when unknown */
    char *sex;           /* "F", "M"; "" when unknown */
    char *phone;         /* "+12175550142"; "" when unknown */
    char *address, *city, *state, *zip;
    char *insurer, *member_id;
    gboolean active; /* FALSE once it has vanished from the roster */
} Patient;

/* All strings empty, active. Strings are never NULL. */
Patient *patient_new(void);
void patient_free(Patient *patient);

/* "Last, First Middle Suffix"; yours to free. */
char *patient_name(const Patient *patient);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Patient, patient_free)
