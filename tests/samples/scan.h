/* scan.h - what a scanner, a fax machine or a camera makes of a printed page. */
#pragma once

#include "sheet.h"
#include "text.h"

#include <allheaders.h>

typedef struct {
    double dpi_x, dpi_y;
    int depth; /* 1, 8 or 32 */
    int width_px, height_px;
    int turn;               /* degrees clockwise that make the stored page upright */
    double skew_degrees;    /* clockwise */
    double left_pt, top_pt; /* where the sheet lies: a photo shows the desk around it */
    gboolean photo;
    int blur;            /* passes of a 1-2-1 filter */
    double noise, paper; /* sigma and base, of 255 */
    int threshold, specks, edge_px, streaks, levels;
    char *header; /* the fax machine's line, or NULL; owned */
    guint32 seed;
} Scan;

/* The settings of a page: its format's, then the sample's, then its own. */
Scan scan_find(const SampleText *sample, guint page_number);
void scan_clear(Scan *scan);

/* From points of the sheet to pixels of the upright page. */
void scan_matrix(const Scan *scan, cairo_matrix_t *matrix);

/* The stored page: 1, 8 or 32 bits; yours to destroy. */
PIX *scan_page(const Scan *scan, const Sheet *sheet);

/* The name that the truth gives the format of `as`; ends the program when there is none. */
const char *format_name(const SampleText *sample);
