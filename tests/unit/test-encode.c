/* test-encode.c - the filed image: the source's own pixels, turned by quarters alone. */
#include "drawn.h"

#include "stage.h"
#include "stages/source/source_ifd.h"
#include "stages/source/source_pixels.h"

static gpointer encoder;

/* Takes the image. */
static Page *encoded(PIX *image, double x_dpi, double y_dpi, int rotation, GBytes *jpeg)
{
    Page *page = drawn_loaded(image, x_dpi, y_dpi, rotation);
    GError *error = NULL;
    page->jpeg = jpeg ? g_bytes_ref(jpeg) : NULL;
    g_assert_true(encode_stage.page(encoder, NULL, page, &error));
    g_assert_no_error(error);
    return page;
}

static void drop(Page *page)
{
    pixDestroy(&page->image);
    page_free(page);
}

static PIX *decoded(const Page *page)
{
    gsize size;
    const guint8 *data = g_bytes_get_data(page->filed.bytes, &size);
    PIX *pix = pixReadMem(data, size);
    g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, page->filed.bytes);
    g_assert_nonnull(pix);
    g_assert_cmpstr(page->filed.sha256, ==, sum);
    g_assert_cmpint(page->filed.width_px, ==, pixGetWidth(pix));
    g_assert_cmpint(page->filed.height_px, ==, pixGetHeight(pix));
    return pix;
}

/* Black and white: every pixel, and a TIFF of the one kind that charts take over. */
static void test_bilevel(void)
{
    PIX *pix = drawn_page();
    for (int turn = 0; turn < 360; turn += 90) {
        Page *page = encoded(pixCopy(NULL, pix), 204, 98, turn, NULL);
        PIX *filed = decoded(page), *wanted = pixels_turn(pix, turn);
        assert_same(filed, wanted);
        g_assert_cmpint(page->filed.format, ==, IMAGE_G4);
        g_assert_cmpfloat(page->filed.x_dpi, ==, turn % 180 ? 98 : 204);
        g_assert_cmpfloat(page->filed.y_dpi, ==, turn % 180 ? 204 : 98);

        gsize size;
        const guint8 *data = g_bytes_get_data(page->filed.bytes, &size);
        gboolean big_endian;
        Ifd ifd;
        g_assert_true(ifd_read(data, size, FALSE, ifd_first(data, size, &big_endian), &ifd));
        g_assert_cmpint(ifd.compression, ==, 4);
        g_assert_cmpint(ifd.photometric, ==, 0);
        g_assert_cmpuint(ifd.strips, ==, 1);
        g_assert_cmpuint(ifd.next, ==, 0);
        g_assert_cmpfloat(ifd.x_dpi, ==, page->filed.x_dpi);
        g_assert_cmpfloat(ifd.y_dpi, ==, page->filed.y_dpi);
        pixDestroy(&filed);
        pixDestroy(&wanted);
        drop(page);
    }
    pixDestroy(&pix);
}

static void test_own_jpeg(void)
{
    PIX *pix = drawn_page(), *grey = pixConvertTo8(pix, FALSE);
    g_autoptr(GBytes) jpeg = drawn_file(grey, IFF_JFIF_JPEG);
    Page *page = encoded(pixCopy(NULL, grey), 200, 200, 0, jpeg);
    g_assert_cmpint(page->filed.format, ==, IMAGE_JPEG);
    g_assert_true(g_bytes_equal(page->filed.bytes, jpeg));
    drop(page);

    page = encoded(pixCopy(NULL, grey), 200, 200, 90, jpeg);
    g_assert_cmpint(page->filed.format, ==, IMAGE_JPEG);
    g_assert_false(g_bytes_equal(page->filed.bytes, jpeg));
    PIX *filed = decoded(page);
    g_assert_cmpint(pixGetWidth(filed), ==, DRAWN_HEIGHT);
    g_assert_cmpint(pixGetDepth(filed), ==, 8);
    pixDestroy(&filed);
    drop(page);
    pixDestroy(&grey);
    pixDestroy(&pix);
}

static void test_colour(void)
{
    PIX *pix = pixCreate(300, 200, 32);
    pixSetAllArbitrary(pix, 0xc02020ff);
    Page *page = encoded(pix, 100, 100, 180, NULL);
    PIX *filed = decoded(page);
    l_uint32 value;
    pixGetPixel(filed, 150, 100, &value);
    g_assert_cmpint(page->filed.format, ==, IMAGE_JPEG);
    g_assert_cmpint(pixGetDepth(filed), ==, 32);
    g_assert_cmpint(ABS((int)(value >> 24) - 0xc0), <, 10);
    pixDestroy(&filed);
    drop(page);
}

static void test_transcript(void)
{
    Page *page = encoded(NULL, 200, 200, 0, NULL);
    g_assert_cmpint(page->filed.format, ==, IMAGE_NONE);
    g_assert_null(page->filed.bytes);
    drop(page);
}

static void test_extremes(void)
{
    static const int sizes[][2] = {{1, 1}, {30000, 2}, {2, 30000}};
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++)
        for (int depth = 1; depth <= 8; depth += 7) {
            Page *page = encoded(pixCreate(sizes[i][0], sizes[i][1], depth), 200, 200, 0, NULL);
            PIX *filed = decoded(page);
            pixDestroy(&filed);
            drop(page);
        }
    /* JPEG ends at 65,535 pixels: said, not crashed. */
    g_autoptr(Page) page = page_new(1);
    g_autoptr(GError) error = NULL;
    page->image = pixCreate(70000, 2, 8);
    page->x_dpi = page->y_dpi = 200;
    g_assert_false(encode_stage.page(encoder, NULL, page, &error));
    g_assert_nonnull(error);
    g_assert_null(page->filed.bytes);
    pixDestroy(&page->image);
}

int main(int argc, char **argv)
{
    g_autoptr(Settings) settings = settings_new();
    StageSetup setup = {.settings = settings};
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);
    encoder = encode_stage.open(&setup, NULL);
    g_test_add_func("/encode/bilevel", test_bilevel);
    g_test_add_func("/encode/own-jpeg", test_own_jpeg);
    g_test_add_func("/encode/colour", test_colour);
    g_test_add_func("/encode/transcript", test_transcript);
    g_test_add_func("/encode/extremes", test_extremes);
    int result = g_test_run();
    encode_stage.close(encoder);
    return result;
}
