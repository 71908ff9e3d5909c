/* painter.h - a process that makes pages' images into what a browser can show: a worker that is
 * locked in as readers are, but loads nothing and opens nothing. */
#pragma once

#include <glib.h>

/* The setup: the settings as text. */
#define PAINTER_SETUP_TYPE "(s)"
/* A request: width and height in pixels; the image's descriptor comes along. */
#define PAINTER_REQUEST_TYPE "(ii)"
/* Its answer: the media type; the picture comes as a sealed memory file. */
#define PAINTER_ANSWER_TYPE "(s)"

enum { PAINTING_BYTES_MAX = 64 << 20 };

/* Serves requests until the asker is gone. */
gboolean painter_serve(GError **error);
