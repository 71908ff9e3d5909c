/* A reader's answer: any bytes as a packed page. */
#include "page.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autoptr(Page) sample = page_new(1);
    g_autoptr(GVariant) packed = g_variant_ref_sink(page_pack(sample));
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(GVariant) variant =
        g_variant_ref_sink(g_variant_new_from_bytes(g_variant_get_type(packed), bytes, FALSE));
    g_autoptr(GError) error = NULL;
    g_autoptr(Page) page = page_unpack(variant, &error);
    g_assert_true((page == NULL) == (error != NULL));
    if (page != NULL) {
        g_autofree char *text = page_text(page, TEXT_CORRECTED);
        g_assert_true(g_utf8_validate(text, -1, NULL));
        for (guint i = 0; i < page->barcodes->len; i++) {
            const Barcode *code = page->barcodes->pdata[i];
            g_assert_true(barcode_separates(code) || barcode_separator_mrn(code) == NULL);
            g_assert_nonnull(barcode_kind_name(code->kind));
        }
        g_assert_true(picture_likeness(&page->picture, &page->picture) <= 1);
    }
    return 0;
}
