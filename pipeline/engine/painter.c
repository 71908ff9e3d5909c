/* painter.c - a painter: makes pictures of filed images, until told to end.
 *
 * Reads: the wire, images by descriptor. Writes: answers, pictures as sealed memory files. Does
 * not: open any file. */
#include "painter.h"

#include "fate.h"
#include "painting.h"
#include "settings.h"
#include "wire.h"
#include "workers.h"

#include <unistd.h>

enum {
    MEMORY_BYTES = 128 << 20,
    BYTES_A_PIXEL = 12,
    SECONDS_MOST = 20,
};

static GBytes *image_map(int fd, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(fd, FALSE, &cause);
    if (file != NULL)
        return g_mapped_file_get_bytes(file);
    g_set_error(error, FATE, FATE_RETRY, "The image of a page cannot be read (%s).",
                cause->message);
    return NULL;
}

static gboolean request_answer(Wire *wire, GVariant *request, int fd, double most_pixels,
                               GError **error)
{
    gint32 width_px, height_px;
    const char *type = "";
    g_autoptr(GError) failure = NULL;
    g_variant_get(request, PAINTER_REQUEST_TYPE, &width_px, &height_px);
    g_autoptr(GBytes) image = image_map(fd, &failure);
    g_autoptr(GBytes) made =
        image != NULL ? painting_make(image, width_px, height_px, most_pixels, &type, &failure)
                      : NULL;
    int picture = made != NULL ? memfd_seal(made, &failure) : -1;
    gboolean sent = picture >= 0
                        ? worker_answer(wire, NULL, NULL, g_variant_new(PAINTER_ANSWER_TYPE, type),
                                        picture, error)
                        : worker_answer(wire, failure, NULL, NULL, -1, error);
    if (picture >= 0)
        close(picture);
    return sent;
}

static gboolean requests_serve(Wire *wire, double most_pixels, GError **error)
{
    while (wire_read(wire, TRUE) == WIRE_MESSAGE) {
        int fd = -1;
        sandbox_allow_cpu(SECONDS_MOST);
        g_autoptr(GVariant) request = wire_take(wire, PAINTER_REQUEST_TYPE, &fd);
        gboolean answered =
            request != NULL && fd >= 0 && request_answer(wire, request, fd, most_pixels, error);
        if (fd >= 0)
            close(fd);
        if (!answered)
            return FALSE;
    }
    return TRUE;
}

gboolean painter_serve(GError **error)
{
    const char *text;
    g_autoptr(GVariant) setup = NULL;
    g_autoptr(Wire) wire = worker_begin(PAINTER_SETUP_TYPE, &setup, error);
    if (wire == NULL)
        return FALSE;
    g_variant_get(setup, "(&s)", &text);
    g_autoptr(GError) failure = NULL;
    g_autoptr(Settings) settings = settings_new();
    settings_parse(settings, text, &failure);
    double most_pixels = 1e6 * settings_number(settings, SETTING_MAX_PAGE_MEGAPIXELS);
    const Sandbox sandbox = {.memory_bytes = MEMORY_BYTES + (guint64)(BYTES_A_PIXEL * most_pixels),
                             .file_bytes = PAINTING_BYTES_MAX};
    gboolean required = settings_flag(settings, SETTING_REQUIRE_SANDBOX);
    return worker_greet(wire, &sandbox, required, failure, error) &&
           requests_serve(wire, most_pixels, error);
}
