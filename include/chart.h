/* chart.h - all filed documents of one patient, and the volumes that bind makes of them. */
#pragma once

#include "document.h"
#include "patient.h"
#include "settings.h"

/* Brings the file of a filed image; (transfer full). NULL and an error when it is not there. */
typedef GBytes *(*ImageFetch)(gpointer data, const FiledImage *image, GError **error);

typedef struct {
    Patient *patient;
    GPtrArray *documents; /* Document, owned: filed ones only, oldest first by date of service */
    char *bound_on;       /* ISO date for the front page and the document info */
    const Settings *settings; /* lent */
    ImageFetch fetch;         /* how bind gets at images, one at a time */
    gpointer fetch_data;
    GPtrArray *volumes; /* GBytes, owned: each a whole PDF; made by bind */
} Chart;

Chart *chart_new(Patient *patient); /* takes the patient */
void chart_free(Chart *chart);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Chart, chart_free)
