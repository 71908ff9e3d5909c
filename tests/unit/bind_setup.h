/* bind_setup.h - a chart for the bind stage, pages drawn for it, and other programs' eyes on it:
 * pdftotext, pdfinfo, pdfimages, qpdf. */
#pragma once

#include "stage.h"

#include <leptonica/allheaders.h>

typedef struct {
    char *folder; /* for what is looked at; removed with all that lies in it */
    Settings *settings;
    Chart *chart; /* of Zoë O'Hara-Núñez, 00482913, bound on 2026-03-15; no documents yet */
    gpointer state;
} BindSetup;

/* Set-up and tear-down of a fixture, as g_test_add() wants them; `data`: settings as they stand in
 * chartward.conf, NULL: an office's name alone. */
void bind_setup_open(BindSetup *setup, gconstpointer data);
void bind_setup_close(BindSetup *setup, gconstpointer data);

#define BIND_TEST(path, conf, function)                                                            \
    g_test_add(path, BindSetup, conf, bind_setup_open, function, bind_setup_close)

/* --- what goes into a chart ------------------------------------------------------------------ */

/* Gives the page an image of that size and resolution; squared to x_dpi. */
void page_put_image(Page *page, PIX *pix, ImageFormat format, double x_dpi, double y_dpi);

/* A page on which the words of the lines are drawn, with their tight boxes; yours to free. */
Page *page_draw(guint source_page, const char *const *lines);

/* Adds a document without pages, of 'fax0001.tif'; lent. `date`: of service, NULL: none. */
Document *document_add(Chart *chart, const char *id, const char *type, const char *date);

/* Adds so many pages of one line. */
void document_pages(Document *document, guint count);

/* --- binding it and looking ------------------------------------------------------------------ */

/* Binds the chart; the test fails when that does. */
void chart_bind(BindSetup *setup);

/* Writes volume `at` and runs a program on it: `command` holds %s for the path. Its standard
 * output; yours to free. */
char *volume_look(BindSetup *setup, guint at, const char *command);
guint volume_pages(BindSetup *setup, guint at);

/* All volumes are PDF files without a fault. */
void assert_sound(BindSetup *setup);

/* The part stands in the text. */
void assert_says(const char *text, const char *part);
