/* A filed image's file: what is found in it lies inside it, TIFF or JPEG. */
#include "stages/bind/bind.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autoptr(GBytes) file = g_bytes_new_static(data, size);
    ImageBody body;
    const char *why = NULL;
    if (bind_tiff_find(file, &body, &why)) {
        g_assert_cmpuint(body.size, <=, size);
        g_assert_cmpuint(body.offset, <=, size - body.size);
    } else {
        g_assert_nonnull(why);
    }
    why = NULL;
    if (bind_jpeg_find(file, &body, &why))
        g_assert_true(body.width > 0 && body.height > 0 && body.size == size);
    else
        g_assert_nonnull(why);
    return 0;
}
