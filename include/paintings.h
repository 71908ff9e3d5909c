/* paintings.h - pictures of pages for whoever shows them: asked of a locked painter, kept a while.
 *
 * Answers come in the main loop of whoever asks; nothing waits there. */
#pragma once

#include "office.h"

typedef struct Paintings Paintings;

/* `picture` is lent, with its media type; NULL with an error. */
typedef void (*PaintingDone)(gpointer data, GBytes *picture, const char *type, const GError *error);

/* Whether somebody still waits for it: asked when its turn comes. */
typedef gboolean (*PaintingWanted)(gpointer data);

Paintings *paintings_new(const Office *office); /* lent */

/* Waits for the picture in hand; what else waits, and what comes later, is answered with an error.
 */
void paintings_end(Paintings *paintings);
void paintings_free(Paintings *paintings);

/* Has the page's image made into a picture of that size; `done` is called once, perhaps at once.
 * FATE_RETRY when nobody waits for it any more, or it is the end. */
void paintings_ask(Paintings *paintings, const FiledImage *image, int width_px, int height_px,
                   PaintingWanted wanted, PaintingDone done, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Paintings, paintings_free)
