/* test-picture.c - a page is known by its looks when it is sent again, and no other is. */
#include "drawn.h"
#include "drawn_codes.h"

#include "stage.h"

#include <string.h>

static const char header[] = "11/20/2026 10:14 LAKESIDE CLINIC 217 555 0111 P.03";

/* Takes the image. */
static Picture portrayed(PIX *image, double x_dpi, double y_dpi, int rotation, int header_px)
{
    Page *page = drawn_loaded(image, x_dpi, y_dpi, rotation);
    g_autoptr(GError) error = NULL;
    g_assert_true(clean_stage.page(NULL, NULL, page, &error));
    if (header_px > 0) {
        Word *word = word_new("P.03", (Box){50, 0, 900, header_px}, 0.9f, 0, 0);
        word->flags = WORD_HEADER;
        g_ptr_array_add(page->words, word);
    }
    g_assert_true(portray_stage.page(NULL, NULL, page, &error));
    g_assert_no_error(error);
    Picture picture = page->picture;
    pixDestroy(&page->image);
    pixDestroy(&page->clean);
    page_free(page);
    return picture;
}

/* The page of prose as it is sent: with the line over it or not, shifted, noisy, aslant. */
static PIX *sent(gboolean lined, int right, int down, int noise, double radians)
{
    PIX *page = drawn_page(), *moved = pixCreate(DRAWN_WIDTH, DRAWN_HEIGHT, 1);
    pixRasterop(moved, right, down, DRAWN_WIDTH, DRAWN_HEIGHT, PIX_SRC, page, 0, 0);
    pixDestroy(&page);
    PIX *turned = pixRotate(moved, (float)radians, L_ROTATE_SAMPLING, L_BRING_IN_WHITE, 0, 0);
    pixDestroy(&moved);
    if (noise > 0)
        drawn_noise(turned, noise);
    if (lined)
        drawn_line(turned, header, 50, 10);
    pixSetResolution(turned, DRAWN_DPI, DRAWN_DPI);
    return turned;
}

static void assert_alike(const Picture *one, const Picture *other)
{
    g_test_message("likeness %.3f", picture_likeness(one, other));
    g_assert_true(pictures_alike(one, other));
    g_assert_true(pictures_alike(other, one));
}

static void assert_unlike(const Picture *one, const Picture *other)
{
    g_test_message("likeness %.3f", picture_likeness(one, other));
    g_assert_false(pictures_alike(one, other));
    g_assert_false(pictures_alike(other, one));
}

static void test_sent_again(void)
{
    const Picture first = portrayed(drawn_page(), DRAWN_DPI, DRAWN_DPI, 0, 0);
    g_assert_cmpfloat(picture_likeness(&first, &first), ==, 1);
    const Picture lined = portrayed(sent(TRUE, 0, 0, 0, 0), DRAWN_DPI, DRAWN_DPI, 0, 60);
    assert_alike(&first, &lined);
    const Picture moved = portrayed(sent(TRUE, -20, 50, 200, 0), DRAWN_DPI, DRAWN_DPI, 0, 0);
    assert_alike(&first, &moved);
    const Picture aslant = portrayed(sent(FALSE, 10, 0, 80, 0.02), DRAWN_DPI, DRAWN_DPI, 0, 0);
    assert_alike(&first, &aslant);
    PIX *whole = sent(TRUE, 0, 20, 150, 0), *half = pixScaleBySampling(whole, 1.02f, 0.49f);
    const Picture standard = portrayed(half, 204, 98, 0, 60);
    assert_alike(&first, &standard);
    PIX *upside_down = pixRotateOrth(whole, 2);
    const Picture turned = portrayed(upside_down, DRAWN_DPI, DRAWN_DPI, 180, 0);
    assert_alike(&first, &turned);
    pixDestroy(&whole);
}

/* The fax machine's line leaves no cell behind. */
static void test_header_left_out(void)
{
    const Picture plain = portrayed(drawn_page(), DRAWN_DPI, DRAWN_DPI, 0, 0);
    const Picture lined = portrayed(sent(TRUE, 0, 0, 0, 0), DRAWN_DPI, DRAWN_DPI, 0, 60);
    const Picture kept = portrayed(sent(TRUE, 0, 0, 0, 0), DRAWN_DPI, DRAWN_DPI, 0, 0);
    g_assert_cmpmem(&plain, sizeof(Picture), &lined, sizeof(Picture));
    g_assert_true(memcmp(&plain, &kept, sizeof(Picture)) != 0);
}

static void test_others(void)
{
    const Picture first = portrayed(drawn_page(), DRAWN_DPI, DRAWN_DPI, 0, 0);
    PIX *letter = pixCreate(DRAWN_WIDTH, DRAWN_HEIGHT, 1);
    for (int i = 0; i < 20; i++)
        drawn_line(letter, i % 3 == 0 ? "He was seen today." : "We thank you for the referral.",
                   200, 300 + 60 * i);
    const Picture other = portrayed(letter, DRAWN_DPI, DRAWN_DPI, 0, 0);
    assert_unlike(&first, &other);
    PIX *shorter = drawn_page(); /* a paragraph less */
    pixRasterop(shorter, 0, 1300, DRAWN_WIDTH, 900, PIX_CLR, NULL, 0, 0);
    const Picture less = portrayed(shorter, DRAWN_DPI, DRAWN_DPI, 0, 0);
    assert_unlike(&first, &less);
}

/* Nothing is like an empty page, nor like one with hardly a mark. */
static void test_nothing(void)
{
    const Picture empty = {0};
    Picture mark = {0};
    mark.rows[5] = 0xff;
    g_assert_false(picture_is_known(&empty));
    g_assert_true(picture_is_known(&mark));
    g_assert_cmpfloat(picture_likeness(&empty, &mark), ==, 0);
    assert_unlike(&empty, &empty);
    assert_unlike(&mark, &mark);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture/sent-again", test_sent_again);
    g_test_add_func("/picture/header-left-out", test_header_left_out);
    g_test_add_func("/picture/others", test_others);
    g_test_add_func("/picture/nothing", test_nothing);
    return g_test_run();
}
