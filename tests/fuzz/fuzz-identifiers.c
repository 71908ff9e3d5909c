/* A printed number or code: any text, with other readings of its symbols; what is found has its
 * shape, and is found again in itself. */
#include "stages/extract/codes.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Readings of the symbols behind a zero byte, three bytes each: place, symbol, confidence. */
static GArray *readings_take(const guint8 *data, gsize size)
{
    GArray *readings = g_array_new(FALSE, FALSE, sizeof(Choice));
    for (gsize i = 0; i + 2 < size && readings->len < 100; i += 3) {
        Choice choice = {data[i] % 16, 32 + data[i + 1] % 96, data[i + 2] / 255.0f};
        g_array_append_val(readings, choice);
    }
    return readings;
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    gsize length = strlen(text);
    if (!g_utf8_validate(text, -1, NULL))
        return 0;
    g_autoptr(GArray) readings =
        readings_take(data + MIN(size, length + 1), size - MIN(size, length + 1));
    char npi[NPI_SIZE], icd[ICD_SIZE], cpt[CPT_SIZE], mbi[MBI_SIZE], phone[PHONE_SIZE];
    char money[MONEY_SIZE], again[MONEY_SIZE];
    gboolean repaired;
    if (npi_parse(text, readings, npi))
        g_assert_true(strlen(npi) == NPI_SIZE - 1 && npi_parse(npi, NULL, again) &&
                      g_str_equal(npi, again));
    if (icd_parse(text, readings, icd, &repaired))
        g_assert_true(strlen(icd) < ICD_SIZE && g_ascii_isupper(icd[0]));
    if (cpt_parse(text, readings, cpt))
        g_assert_true(strlen(cpt) == CPT_SIZE - 1);
    if (mbi_parse(text, mbi))
        g_assert_true(strlen(mbi) == MBI_SIZE - 1 && mbi_parse(mbi, again) &&
                      g_str_equal(mbi, again));
    if (phone_parse(text, phone))
        g_assert_true(phone[0] == '+' && strlen(phone) == PHONE_SIZE - 1);
    if (money_parse(text, money))
        g_assert_true(strlen(money) < MONEY_SIZE && strchr(money, '.') != NULL);
    return 0;
}
