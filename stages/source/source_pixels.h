/* source_pixels.h - decoded pictures in the one form that the stages work with. Private to
 * stages/. */
#pragma once

#include <glib.h>

struct Pix;

/* Brings a picture into normal form: 1 bit (1 = black), 8 bits grey or 32 bits RGB, no colour
 * table, transparent parts white. What is grey in fact becomes grey, what is black and white in
 * fact 1 bit: exactly, nothing is thresholded. Takes `pix` (NULL allowed); NULL when that was NULL
 * or the form is unknown. */
struct Pix *pixels_normalise(struct Pix *pix);

/* As above for what a lossy format held: only the depth changes, grey stays grey. */
struct Pix *pixels_normalise_lossy(struct Pix *pix);

/* Turns clockwise by 0, 90, 180 or 270 degrees; a new reference when by 0. NULL when memory fails.
 */
struct Pix *pixels_turn(struct Pix *pix, int degrees);

/* Turns and mirrors as EXIF (and TIFF) orientation 1..8 says. Takes `pix`; NULL on failure. */
struct Pix *pixels_orient(struct Pix *pix, int orientation);
