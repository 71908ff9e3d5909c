/* drawn_codes.h - barcodes drawn on the pages of the tests. */
#pragma once

#include <leptonica/allheaders.h>

/* Code 128 and Code 39 (of digits) with their left upper corner at (x, y), standing bars of
 * `module` and `height` pixels; return the width. */
int drawn_code128(PIX *page, const char *text, int x, int y, int module, int height);
int drawn_code39(PIX *page, const char *digits, int x, int y, int module, int height);

/* The QR square of "00482913", 21 modules wide. */
void drawn_qr(PIX *page, int x, int y, int module);

/* A patch code at 200 dpi, bars 150 pixels long: `wide` has a letter for each bar, 'W' or 'N'. */
void drawn_patch(PIX *page, const char *wide, int x, int y);

/* The page as a fax line leaves it: every `one_in`th pixel, at random but always the same, is the
 * other colour. */
void drawn_noise(PIX *page, int one_in);
