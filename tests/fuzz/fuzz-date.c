/* A printed date: any text, for every use. */
#include "date.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    if (!g_utf8_validate(text, -1, NULL))
        return 0;
    for (DateUse use = DATE_BIRTH; use <= DATE_ANY; use++) {
        char iso[ISO_DATE_SIZE];
        int year, month, day;
        if (!date_parse(text, use, "2026-03-01", iso))
            continue;
        g_assert_cmpint(sscanf(iso, "%4d-%2d-%2d", &year, &month, &day), ==, 3);
        g_assert_true(g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year));
    }
    return 0;
}
