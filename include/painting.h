/* painting.h - a page's filed image as a browser can show it. Used inside painters, see painter.h.
 */
#pragma once

#include <glib.h>

/* Decodes a filed image (TIFF G4 or JPEG) and makes it `width_px` by `height_px`, whatever its own
 * pixels' shape: black and white as PNG, grey and colour as JPEG. `*type` is its media type, lent.
 * FATE_INPUT when it is no such image, or has more than `most_pixels`. */
GBytes *painting_make(GBytes *file, int width_px, int height_px, double most_pixels,
                      const char **type, GError **error);
