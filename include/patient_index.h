/* patient_index.h - patients by what somebody types: names as they begin or nearly so, record
 * numbers, birth dates. */
#pragma once

#include "roster.h"

typedef struct PatientIndex PatientIndex;

/* Takes the roster, sealed or not. */
PatientIndex *patient_index_new(Roster *roster);
void patient_index_free(PatientIndex *index);

/* Ids (gint64) of the patients who may be meant, best first, at most `most`; yours. Each word that
 * is typed is part of a name, a record number without its zeros, or a birth date (a year or month
 * will do); of three words or more, one may fit nothing. Where few are found so and `alike`, names
 * that are alike (Jaro-Winkler) and numbers and dates with one slip count, too. `today` is ISO. */
GArray *patient_index_find(const PatientIndex *index, const char *typed, gboolean alike, guint most,
                           const char *today);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PatientIndex, patient_index_free)
