/* paintings.h - pictures of pages for whoever shows them: asked of a locked painter, kept a while.
 *
 * Answers come in the main loop of whoever asks; nothing waits there. */
#pragma once

#include "office.h"

typedef struct Paintings Paintings;

/* `picture` is lent, with its media type; NULL with an error. */
typedef void (*PaintingDone)(gpointer data, GBytes *picture, const char *type, const GError *error);

Paintings *paintings_new(const Office *office); /* lent */

/* Waits for the picture in hand; questions that wait are answered with an error. */
void paintings_free(Paintings *paintings);

/* Has the page's image made into a picture of that size; `done` is called once, perhaps at once. */
void paintings_ask(Paintings *paintings, const FiledImage *image, int width_px, int height_px,
                   PaintingDone done, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Paintings, paintings_free)
