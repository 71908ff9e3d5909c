/* A printed name: any text. */
#include "name.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    if (!g_utf8_validate(text, -1, NULL))
        return 0;
    g_autofree char *folded = name_fold(text);
    g_assert_true(g_utf8_validate(folded, -1, NULL));
    g_assert_cmpfloat(name_similarity(folded, folded), ==,
                      *folded != '\0' ? 1 : name_similarity("", ""));
    g_autoptr(PersonName) name = person_name_parse(text);
    if (name != NULL) {
        g_autofree char *printed = person_name_print(name);
        g_assert_true(g_utf8_validate(printed, -1, NULL));
    }
    return 0;
}
