/* test-proof.c - looking on while a page is read: pictures of the steps, steps left out. */
#include "proof.h"

#include "drawn.h"

#include "stage.h"

static PIX *slanting_page(void)
{
    PIX *straight = drawn_page();
    PIX *pix = pixRotate(straight, 0.05f, L_ROTATE_SAMPLING, L_BRING_IN_WHITE, 0, 0);
    pixDestroy(&straight);
    return pix;
}

static Page *cleaned(PIX *image, Proof *proof)
{
    Page *page = drawn_loaded(image, DRAWN_DPI, DRAWN_DPI, 0);
    GError *error = NULL;
    page->proof = proof;
    g_assert_true(clean_stage.page(NULL, NULL, page, &error));
    g_assert_no_error(error);
    g_assert_nonnull(page->clean);
    return page;
}

static void drop(Page *page)
{
    pixDestroy(&page->image);
    pixDestroy(&page->clean);
    page_free(page);
}

static PIX *picture_read(GVariant *pictures, gsize at, const char *step)
{
    const char *name;
    g_autoptr(GVariant) file = NULL;
    g_autoptr(GVariant) one = g_variant_get_child_value(pictures, at);
    g_variant_get(one, "(&s@ay)", &name, &file);
    g_assert_cmpstr(name, ==, step);
    return pixReadMemPng(g_variant_get_data(file), g_variant_get_size(file));
}

static void test_pictures(void)
{
    static const char *const steps[] = {"upright", "ink", "clean"};
    g_autoptr(Proof) proof = proof_new();
    Page *page = cleaned(slanting_page(), proof);
    g_autoptr(GVariant) pictures = g_variant_ref_sink(proof_pack(proof));
    g_assert_cmpuint(g_variant_n_children(pictures), ==, G_N_ELEMENTS(steps));
    PIX *upright = picture_read(pictures, 0, steps[0]),
        *clean = picture_read(pictures, 2, steps[2]);
    assert_same(upright, page->image);
    assert_same(clean, page->clean);
    pixDestroy(&upright);
    pixDestroy(&clean);
    drop(page);
}

static void test_left_out(void)
{
    g_autoptr(Proof) proof = proof_new_without("straighten");
    Page *page = cleaned(slanting_page(), proof);
    assert_same(page->clean, page->image);
    g_assert_null(proof_pack(proof));
    drop(page);

    page = cleaned(slanting_page(), NULL);
    g_assert_cmpint(pixGetDepth(page->clean), ==, 8); /* what is turned becomes grey */
    drop(page);
}

static void test_steps(void)
{
    g_autoptr(Proof) proof = proof_new_without("specks");
    for (guint i = 0; proof_steps[i] != NULL; i++) {
        g_assert_true(proof_wants(NULL, proof_steps[i]));
        g_assert_true(proof_wants(proof, proof_steps[i]) != g_str_equal(proof_steps[i], "specks"));
    }
}

static void test_boxes(void)
{
    g_autoptr(Proof) proof = proof_new();
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(ProofBox));
    const ProofBox sure = {{10, 20, 100, 30}, TRUE}, unsure = {{10, 200, 100, 30}, FALSE};
    g_array_append_val(boxes, sure);
    g_array_append_val(boxes, unsure);
    PIX *page = pixCreate(400, 300, 1);
    proof_show_boxes(proof, "words", page, boxes);
    g_autoptr(GVariant) pictures = g_variant_ref_sink(proof_pack(proof));
    PIX *drawn = picture_read(pictures, 0, "words");
    int red, green, blue;
    pixGetRGBPixel(drawn, 60, 20, &red, &green, &blue);
    g_assert_cmpint(green, >, red);
    pixGetRGBPixel(drawn, 60, 200, &red, &green, &blue);
    g_assert_cmpint(red, >, green);
    pixGetRGBPixel(drawn, 60, 35, &red, &green, &blue);
    g_assert_cmpint(MIN(red, green), ==, 255);
    pixDestroy(&drawn);
    pixDestroy(&page);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/proof/pictures", test_pictures);
    g_test_add_func("/proof/left-out", test_left_out);
    g_test_add_func("/proof/steps", test_steps);
    g_test_add_func("/proof/boxes", test_boxes);
    return g_test_run();
}
