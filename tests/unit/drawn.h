/* drawn.h - pages drawn for the tests of the page stages: text in a bitmap font, files around it.
 */
#pragma once

#include "page.h"

#include <leptonica/allheaders.h>

/* As g_test_init(), for tests that recognise: Leptonica is silent, Tesseract has one thread, for
 * which the program is begun again where its environment does not say so. */
void drawn_test_init(int *argc, char ***argv);

enum { DRAWN_WIDTH = 1700, DRAWN_HEIGHT = 2200, DRAWN_DPI = 200 };

/* A line of text at (x, y); its capitals are some 25 pixels high. */
void drawn_line(PIX *page, const char *text, int x, int y);

/* A Letter page at 200 dpi with paragraphs of prose, 1 bit. Yours to destroy. */
PIX *drawn_page(void);

/* The image as a file of Leptonica's `format`; yours to free. */
GBytes *drawn_file(PIX *pix, int format);

/* Page 1 with that image (taken), as the stages before recognition find it; yours to free. */
Page *drawn_loaded(PIX *image, double x_dpi, double y_dpi, int rotation);

/* How many pixels of a 1-bit image are black. */
guint drawn_ink(PIX *pix);

/* The images are the same, pixel for pixel. */
void assert_same(PIX *one, PIX *other);
