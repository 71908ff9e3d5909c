/* test-source-jpeg.c - JPEG originals: their own bytes are kept, turned as a camera says. */
#include "drawn.h"
#include "source_setup.h"

/* 16 by 8 pixels of red in four inks, as Adobe's programs write them. */
static const guint8 cmyk_jpeg[] = {
    0xff, 0xd8, 0xff, 0xee, 0x00, 0x0e, 0x41, 0x64, 0x6f, 0x62, 0x65, 0x00, 0x64, 0x00, 0x00, 0x00,
    0x00, 0x02, 0xff, 0xdb, 0x00, 0x43, 0x00, 0x10, 0x0b, 0x0c, 0x0e, 0x0c, 0x0a, 0x10, 0x0e, 0x0d,
    0x0e, 0x12, 0x11, 0x10, 0x13, 0x18, 0x28, 0x1a, 0x18, 0x16, 0x16, 0x18, 0x31, 0x23, 0x25, 0x1d,
    0x28, 0x3a, 0x33, 0x3d, 0x3c, 0x39, 0x33, 0x38, 0x37, 0x40, 0x48, 0x5c, 0x4e, 0x40, 0x44, 0x57,
    0x45, 0x37, 0x38, 0x50, 0x6d, 0x51, 0x57, 0x5f, 0x62, 0x67, 0x68, 0x67, 0x3e, 0x4d, 0x71, 0x79,
    0x70, 0x64, 0x78, 0x5c, 0x65, 0x67, 0x63, 0xff, 0xdb, 0x00, 0x43, 0x01, 0x11, 0x12, 0x12, 0x18,
    0x15, 0x18, 0x2f, 0x1a, 0x1a, 0x2f, 0x63, 0x42, 0x38, 0x42, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63,
    0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63,
    0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63,
    0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0xff, 0xc0, 0x00, 0x14,
    0x08, 0x00, 0x08, 0x00, 0x10, 0x04, 0x01, 0x22, 0x00, 0x02, 0x11, 0x01, 0x03, 0x11, 0x01, 0x04,
    0x22, 0x00, 0xff, 0xc4, 0x00, 0x16, 0x00, 0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05, 0x07, 0xff, 0xc4, 0x00, 0x14, 0x10, 0x01,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0xff, 0xc4, 0x00, 0x15, 0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x05, 0x06, 0xff, 0xc4, 0x00, 0x14, 0x11, 0x01, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0xda, 0x00,
    0x0e, 0x04, 0x01, 0x00, 0x02, 0x11, 0x03, 0x11, 0x04, 0x00, 0x00, 0x3f, 0x00, 0xb4, 0x01, 0x44,
    0x1b, 0x40, 0x01, 0xff, 0xd9};

/* A grey JPEG, lighter towards the right; with an EXIF orientation unless that is 0. */
static GBytes *make_jpeg(int width, int height, guint orientation)
{
    PIX *pix = pixCreate(width, height, 8);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            pixSetPixel(pix, x, y, (l_uint32)(255 * x / width));
    pixSetResolution(pix, 200, 100);
    g_autoptr(GBytes) plain = drawn_file(pix, IFF_JFIF_JPEG);
    pixDestroy(&pix);
    if (orientation == 0)
        return g_steal_pointer(&plain);

    static const guint8 exif[] = "\xff\xe1\x00\x22"
                                 "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0"
                                 "\x01\0\0\0\x06\0\0\0\0\0\0\0";
    GByteArray *file = g_byte_array_new();
    const guint8 *bytes = g_bytes_get_data(plain, NULL);
    g_byte_array_append(file, bytes, 2);
    guint at = file->len;
    g_byte_array_append(file, exif, 36);
    file->data[at + 28] = (guint8)orientation;
    g_byte_array_append(file, bytes + 2, (guint)g_bytes_get_size(plain) - 2);
    return g_byte_array_free_to_bytes(file);
}

static void test_jpeg_own_bytes(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GBytes) jpeg = make_jpeg(1700, 1100, 0);
    assert_opened(setup, g_bytes_ref(jpeg), "scan.tif", "jpeg", 1);
    g_autoptr(Page) page = source_load(setup, 1);
    g_assert_cmpint(pixGetDepth(page->image), ==, 8);
    g_assert_true(page->jpeg && g_bytes_equal(page->jpeg, jpeg));
    g_assert_cmpfloat(page->x_dpi, ==, 200);
    g_assert_cmpfloat(page->y_dpi, ==, 100);
}

static void test_jpeg_orientation(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    /* Where the dark side, the left one as stored, is seen: left, right, top, bottom. */
    static const char *const dark = "?LRRLTTBB";
    for (guint orientation = 1; orientation <= 8; orientation++) {
        assert_opened(setup, make_jpeg(800, 1000, orientation), "photo.jpg", "jpeg", 1);
        g_autoptr(Page) page = source_load(setup, 1);
        int width = pixGetWidth(page->image), height = pixGetHeight(page->image);
        g_assert_cmpint(width, ==, orientation >= 5 ? 1000 : 800);
        g_assert_true((page->jpeg != NULL) == (orientation == 1));
        l_uint32 left, right, top, bottom;
        pixGetPixel(page->image, 5, height / 2, &left);
        pixGetPixel(page->image, width - 5, height / 2, &right);
        pixGetPixel(page->image, width / 2, 5, &top);
        pixGetPixel(page->image, width / 2, height - 5, &bottom);
        char seen = left < 30 ? 'L' : right < 30 ? 'R' : top < 30 ? 'T' : bottom < 30 ? 'B' : '?';
        g_assert_cmpint(seen, ==, dark[orientation]);
    }
}

static void test_jpeg_inks(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    assert_opened(setup, g_bytes_new(cmyk_jpeg, sizeof cmyk_jpeg), "inks.jpg", "jpeg", 1);
    g_autoptr(Page) page = source_load(setup, 1);
    l_uint32 value;
    pixGetPixel(page->image, 8, 4, &value);
    g_assert_null(page->jpeg); /* a chart shows grey and YCbCr alone */
    g_assert_cmpuint(value >> 24, >, 180);
    g_assert_cmpuint(value >> 16 & 0xff, <, 90);
}

static void test_jpeg_damaged(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GBytes) jpeg = make_jpeg(1000, 1000, 1);
    gsize size = g_bytes_get_size(jpeg);
    for (gsize keep = 3; keep < size; keep += MAX(1, size / 53))
        assert_refused(setup, g_bytes_new_from_bytes(jpeg, 0, keep), "cut.jpg", "damaged-file");
    source_try_changed(setup, jpeg, "bits.jpg", 3, 101, 0x5a);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    SOURCE_TEST("/source/jpeg/own-bytes", test_jpeg_own_bytes);
    SOURCE_TEST("/source/jpeg/orientation", test_jpeg_orientation);
    SOURCE_TEST("/source/jpeg/inks", test_jpeg_inks);
    SOURCE_TEST("/source/jpeg/damaged", test_jpeg_damaged);
    return g_test_run();
}
