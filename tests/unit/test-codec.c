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
    assert_refused(page);
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
    g_test_add_func("/codec/hostile", test_hostile);
    return g_test_run();
}
