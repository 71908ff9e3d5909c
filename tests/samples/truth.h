/* truth.h - what is printed on the samples, in the form that the scorer of readings takes. */
#pragma once

#include "sheet.h"
#include "text.h"

typedef struct Patients Patients;

/* The roster by MRN; ends the program when it cannot be read. */
Patients *patients_load(const char *path);
void patients_free(Patients *patients);

/* Appends the sample's line of truth. */
void truth_append(GString *out, const SampleText *sample, const GPtrArray *sheets,
                  const Patients *patients);
