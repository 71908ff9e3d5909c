/* A chartward.conf: any bytes. */
#include "settings.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autoptr(Settings) settings = settings_new();
    g_autoptr(GError) error = NULL;
    if (settings_parse(settings, text, &error)) {
        g_autofree char *printed = settings_print(settings);
        g_assert_true(settings_parse(settings, printed, NULL));
    } else {
        g_assert_nonnull(error);
    }
    return 0;
}
