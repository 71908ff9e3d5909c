/* Pages travel whole; an answer that is broken in any place is refused. */
#include "fate.h"
#include "page.h"

static Page *page_sample(void)
{
    Page *page = page_new(3);
    page->rotation = 270;
    page->width_px = 1728;
    page->height_px = 2200;
    page->dpi = 204;
    page->skew_degrees = -1.25;
    page->filed = (FiledImage){IMAGE_G4, NULL, g_strnfill(64, 'a'), 1728, 1100, 204, 98};
    Word *word = word_new("5rng", (Box){10, 20, 60, 18}, 0.61f, 2, 1);
    word->corrected = g_strdup("5mg");
    word->why = g_strdup("rn read for m");
    word->flags = WORD_DOUBTFUL;
    word->choices = g_array_new(FALSE, FALSE, sizeof(Choice));
    Choice choice = {1, 0x00B5, 0.25f};
    g_array_append_val(word->choices, choice);
    g_ptr_array_add(page->words, word);
    g_ptr_array_add(page->words, word_new("Müñoz–", (Box){80, 20, 90, 18}, 1, 2, 1));
    g_ptr_array_add(page->barcodes,
                    barcode_new(BARCODE_QR, "MRN 00482913", (Box){40, 1900, 90, 90}));
    g_ptr_array_add(page->barcodes, barcode_new(BARCODE_PATCH, "", (Box){40, 10, 160, 150}));
    page->picture.rows[0] = 5;
    page->picture.rows[PICTURE_ROWS - 1] = G_MAXUINT64;
    page_note(page, "clean", "turned by %d degrees", 270);
    return page;
}

static void test_round_trip(void)
{
    g_autoptr(Page) page = page_sample();
    g_autoptr(GVariant) packed = g_variant_ref_sink(page_pack(page));
    g_autoptr(GError) error = NULL;
    g_autoptr(Page) back = page_unpack(packed, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(back->source_page, ==, 3);
    g_assert_cmpint(back->rotation, ==, 270);
    g_assert_cmpfloat(back->skew_degrees, ==, -1.25);
    g_assert_cmpstr(back->filed.sha256, ==, page->filed.sha256);
    g_assert_cmpint(back->filed.height_px, ==, 1100);
    g_assert_cmpuint(back->words->len, ==, 2);
    const Word *word = back->words->pdata[0];
    g_assert_cmpstr(word_text(word), ==, "5mg");
    g_assert_cmpstr(word->text, ==, "5rng");
    g_assert_cmpstr(word->why, ==, "rn read for m");
    g_assert_cmpuint(word->flags, ==, WORD_DOUBTFUL);
    g_assert_cmpuint(g_array_index(word->choices, Choice, 0).symbol, ==, 0x00B5);
    g_assert_null(((Word *)back->words->pdata[1])->corrected);
    g_assert_cmpstr(((Note *)back->notes->pdata[0])->text, ==, "turned by 270 degrees");
    g_assert_cmpuint(back->barcodes->len, ==, 2);
    const Barcode *code = back->barcodes->pdata[0];
    g_assert_cmpint(code->kind, ==, BARCODE_QR);
    g_assert_cmpstr(code->text, ==, "MRN 00482913");
    g_assert_cmpint(code->box.y, ==, 1900);
    g_assert_cmpint(((Barcode *)back->barcodes->pdata[1])->kind, ==, BARCODE_PATCH);
    g_assert_cmpmem(&back->picture, sizeof(Picture), &page->picture, sizeof(Picture));
    g_autofree char *text = page_text(back, TEXT_OCR);
    g_assert_cmpstr(text, ==, "5rng Müñoz–");
}

static void assert_refused(const Page *page)
{
    g_autoptr(GVariant) packed = g_variant_ref_sink(page_pack(page));
    g_autoptr(GError) error = NULL;
    g_assert_null(page_unpack(packed, &error));
    g_assert_error(error, FATE, FATE_INPUT);
}

static void test_bounds(void)
{
    g_autoptr(Page) page = page_sample();
    Word *word = page->words->pdata[0];
    page->rotation = 45;
    assert_refused(page);
    page->rotation = 90;
    page->width_px = -1;
    assert_refused(page);
    page->width_px = 100;
    page->skew_degrees = 1.0 / 0.0;
    assert_refused(page);
    page->skew_degrees = 0;
    word->confidence = 1.5f;
    assert_refused(page);
    word->confidence = 0.5f;
    word->box.width = -4;
    assert_refused(page);
    word->box.width = 4;
    word->flags = 1u << 31;
    assert_refused(page);
    word->flags = 0;
    page->filed.sha256[5] = '/';
    assert_refused(page);
    page->filed.sha256[5] = 'b';
    g_free(word->text);
    word->text = g_strdup("two words");
    g_clear_pointer(&word->corrected, g_free);
    assert_refused(page);
}

static void test_barcode_bounds(void)
{
    g_autoptr(Page) page = page_sample();
    Barcode *code = page->barcodes->pdata[0], *patch = page->barcodes->pdata[1];
    code->kind = (BarcodeKind)4;
    assert_refused(page);
    code->kind = BARCODE_PATCH; /* which says nothing */
    assert_refused(page);
    code->kind = BARCODE_CODE39;
    patch->kind = BARCODE_QR; /* which says something */
    assert_refused(page);
    patch->kind = BARCODE_PATCH;
    code->box.width = -1;
    assert_refused(page);
    code->box.width = 1;
    code->text[3] = '\n';
    assert_refused(page);
    g_free(code->text);
    code->text = g_strnfill(8001, '1');
    assert_refused(page);
    code->text[10] = '\0';
    for (guint i = 0; i < 99; i++)
        g_ptr_array_add(page->barcodes, barcode_new(BARCODE_PATCH, "", (Box){0, 0, 9, 9}));
    assert_refused(page);
    g_ptr_array_set_size(page->barcodes, 100);
    g_autoptr(GVariant) packed = g_variant_ref_sink(page_pack(page));
    g_autoptr(Page) back = page_unpack(packed, NULL);
    g_assert_nonnull(back);
}

/* A picture has all its rows, or the page is none. */
static void test_picture_bounds(void)
{
    g_autoptr(Page) page = page_new(1);
    static const guint64 rows[PICTURE_ROWS + 1] = {1};
    for (gsize count = 0; count <= PICTURE_ROWS + 1; count++) {
        GVariant *codes = g_variant_new_array(G_VARIANT_TYPE("(us(iiii))"), NULL, 0);
        g_autoptr(GVariant) packed = g_variant_ref_sink(g_variant_new(
            "(@a(us(iiii))@at)", codes,
            g_variant_new_fixed_array(G_VARIANT_TYPE_UINT64, rows, count, sizeof(guint64))));
        g_autoptr(GError) error = NULL;
        g_assert_true(marks_unpack(packed, page, &error) == (count == PICTURE_ROWS));
    }
}

/* Any byte of a packed page may be anything: the answer is a page or a refusal. */
static void test_hostile(void)
{
    g_autoptr(Page) page = page_sample();
    g_autoptr(GVariant) packed = g_variant_ref_sink(page_pack(page));
    gsize length = g_variant_get_size(packed);
    guint refused = 0;
    for (guint i = 0; i < 20000; i++) {
        guint8 *bytes = g_memdup2(g_variant_get_data(packed), length);
        for (int hits = g_test_rand_int_range(1, 4); hits > 0; hits--)
            bytes[g_test_rand_int_range(0, length)] = (guint8)g_test_rand_int_range(0, 256);
        gsize cut =
            g_test_rand_int_range(0, 4) == 0 ? (gsize)g_test_rand_int_range(0, length) : length;
        g_autoptr(GBytes) hostile = g_bytes_new_take(bytes, cut);
        g_autoptr(GVariant) variant = g_variant_ref_sink(
            g_variant_new_from_bytes(g_variant_get_type(packed), hostile, FALSE));
        g_autoptr(GError) error = NULL;
        g_autoptr(Page) back = page_unpack(variant, &error);
        g_assert_true((back == NULL) == (error != NULL));
        refused += back == NULL;
    }
    g_assert_cmpuint(refused, >, 1000);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codec/round-trip", test_round_trip);
    g_test_add_func("/codec/bounds", test_bounds);
    g_test_add_func("/codec/barcode-bounds", test_barcode_bounds);
    g_test_add_func("/codec/picture-bounds", test_picture_bounds);
    g_test_add_func("/codec/hostile", test_hostile);
    return g_test_run();
}
