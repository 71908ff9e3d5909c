/* test-source-tiff.c - TIFF originals: their pages and kinds, and those that are damaged or a trap.
 */
#include "drawn.h"
#include "source_setup.h"

static void put(GByteArray *file, guint32 value, guint bytes)
{
    for (guint i = 0; i < bytes; i++)
        g_byte_array_append(file, &(guint8){(guint8)(value >> 8 * i)}, 1);
}

static void patch(GByteArray *file, guint at, guint32 value)
{
    for (guint i = 0; i < 4; i++)
        file->data[at + i] = (guint8)(value >> 8 * i);
}

static void put_entry(GByteArray *file, guint tag, guint32 value)
{
    put(file, tag, 2);
    put(file, 4, 2);
    put(file, 1, 4);
    put(file, value, 4);
}

/* Appends a page of black pixels, uncompressed, and links it at `*link`; tells its own link. */
static void put_page(GByteArray *file, guint *link, guint32 width, guint32 height,
                     guint32 extra_tag, guint32 extra_value)
{
    guint32 row = (width + 7) / 8, data = file->len;
    gboolean honest = (guint64)row * height < 1 << 20;
    for (guint32 i = 0; honest && i < row * height; i++)
        g_byte_array_append(file, &(guint8){0xff}, 1);
    if (file->len & 1)
        put(file, 0, 1);
    patch(file, *link, file->len);
    gboolean first = extra_tag > 0 && extra_tag < 256, last = extra_tag >= 256;
    put(file, 8 + (extra_tag > 0), 2);
    if (first)
        put_entry(file, extra_tag, extra_value);
    put_entry(file, 256, width);
    put_entry(file, 257, height);
    put_entry(file, 258, 1);
    put_entry(file, 259, 1);
    put_entry(file, 262, 0);
    put_entry(file, 273, data);
    if (last)
        put_entry(file, extra_tag, extra_value);
    put_entry(file, 278, height);
    put_entry(file, 279, honest ? row * height : 1);
    *link = file->len;
    put(file, 0, 4);
}

static GByteArray *new_tiff(guint *link)
{
    GByteArray *file = g_byte_array_new();
    g_byte_array_append(file, (const guint8 *)"II*\0", 4);
    put(file, 0, 4);
    *link = 4;
    return file;
}

static void test_tiff_pages(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    guint link;
    GByteArray *file = new_tiff(&link);
    put_page(file, &link, 40, 30, 0, 0);
    put_page(file, &link, 10, 10, 254, 1); /* a preview */
    put_page(file, &link, 50, 20, 0, 0);
    put_page(file, &link, 60, 10, 274, 6); /* to be turned by 90 degrees */
    assert_opened(setup, g_byte_array_free_to_bytes(file), "three.pdf", "tiff", 3);

    const int sizes[3][2] = {{40, 30}, {50, 20}, {10, 60}};
    for (guint i = 0; i < 3; i++) {
        g_autoptr(Page) page = source_load(setup, i + 1);
        g_assert_cmpint(pixGetWidth(page->image), ==, sizes[i][0]);
        g_assert_cmpint(pixGetHeight(page->image), ==, sizes[i][1]);
        g_assert_cmpuint(drawn_ink(page->image), ==, (guint)(sizes[i][0] * sizes[i][1]));
        g_assert_true(page->x_dpi > 0 && page->y_dpi > 0);
    }
    assert_page_fails(setup, 0);
    assert_page_fails(setup, 4);
}

static void test_tiff_circle(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    guint link;
    GByteArray *file = new_tiff(&link);
    guint head = link;
    put_page(file, &link, 8, 8, 0, 0);
    put_page(file, &link, 8, 8, 0, 0);
    guint32 first = file->data[head] | (guint32)file->data[head + 1] << 8;
    patch(file, link, first);
    assert_refused(setup, g_byte_array_free_to_bytes(file), "circle.tif", "damaged-file");
}

/* Of a file that was cut off, what is whole is read, and what is lost is told, never left out. */
static void test_tiff_cut(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    guint link;
    GByteArray *file = new_tiff(&link);
    put_page(file, &link, 40, 30, 0, 0);
    guint first_end = file->len;
    put_page(file, &link, 50, 20, 0, 0);
    g_autoptr(GBytes) whole = g_byte_array_free_to_bytes(file);
    gsize size = g_bytes_get_size(whole);
    for (gsize keep = first_end; keep < size - 4; keep++) { /* the last link is 0 anyway */
        assert_opened(setup, g_bytes_new_from_bytes(whole, 0, keep), "cut.tif", "tiff", 2);
        g_autoptr(Page) page = source_load(setup, 1);
        g_assert_cmpint(pixGetWidth(page->image), ==, 40);
        assert_page_fails(setup, 2);
    }
    assert_refused(setup, g_bytes_new_from_bytes(whole, 0, first_end - 8), "cut.tif",
                   "damaged-file");
}

static void test_tiff_too_large(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    guint link;
    GByteArray *file = new_tiff(&link);
    put_page(file, &link, 60000, 60000, 0, 0);
    assert_refused(setup, g_byte_array_free_to_bytes(file), "bomb.tif", "over-limit");

    file = new_tiff(&link);
    put_page(file, &link, 8, 8, 0, 0);
    put_page(file, &link, 0xffffffff, 0xffffffff, 0, 0);
    assert_refused(setup, g_byte_array_free_to_bytes(file), "bomb2.tif", "over-limit");
}

static void test_tiff_too_many(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    guint link;
    GByteArray *file = new_tiff(&link);
    g_assert_true(settings_parse(setup->settings, "max-pages = 5\n", NULL));
    for (guint i = 0; i < 6; i++)
        put_page(file, &link, 8, 8, 0, 0);
    assert_refused(setup, g_byte_array_free_to_bytes(file), "many.tif", "over-limit");
}

static void test_tiff_damaged(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page();
    GBytes *whole = drawn_file(pix, IFF_TIFF_G4);
    gsize size = g_bytes_get_size(whole);
    /* Wherever it is cut: refused, or read in full when only its resolution is lost. */
    for (gsize keep = 0; keep < size; keep += MAX(1, size / 97)) {
        if (!source_take(setup, g_bytes_new_from_bytes(whole, 0, keep), "cut.tif"))
            continue;
        g_autoptr(Page) page = source_load(setup, 1);
        assert_same(page->image, pix);
    }
    assert_refused(setup, g_bytes_new_from_bytes(whole, 0, size / 2), "half.tif", "damaged-file");
    source_try_changed(setup, whole, "bits.tif", 0, 301, 0xff);
    g_bytes_unref(whole);
    pixDestroy(&pix);
}

static void test_tiff_kinds(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    static const int formats[] = {IFF_TIFF,    IFF_TIFF_PACKBITS, IFF_TIFF_G3,
                                  IFF_TIFF_G4, IFF_TIFF_LZW,      IFF_TIFF_ZIP};
    PIX *pix = drawn_page();
    pixSetResolution(pix, 204, 98);
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        assert_opened(setup, drawn_file(pix, formats[i]), "fax", "tiff", 1);
        g_autoptr(Page) page = source_load(setup, 1);
        assert_same(page->image, pix);
        g_assert_cmpfloat(page->x_dpi, ==, 204);
        g_assert_cmpfloat(page->y_dpi, ==, 98);
    }
    PIX *grey = pixConvertTo8(pix, FALSE);
    pixSetPixel(grey, 5, 5, 77);
    assert_opened(setup, drawn_file(grey, IFF_TIFF_JPEG), "grey.tif", "tiff", 1);
    g_autoptr(Page) page = source_load(setup, 1);
    g_assert_cmpint(pixGetDepth(page->image), ==, 8);
    pixDestroy(&grey);
    pixDestroy(&pix);
}

static void test_extreme_sizes(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    static const int sizes[][2] = {{1, 1}, {30000, 3}, {3, 30000}};
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
        PIX *pix = pixCreate(sizes[i][0], sizes[i][1], 1);
        pixSetPixel(pix, 0, 0, 1);
        assert_opened(setup, drawn_file(pix, IFF_TIFF_G4), "strip.tif", "tiff", 1);
        g_autoptr(Page) page = source_load(setup, 1);
        g_assert_cmpuint(drawn_ink(page->image), ==, 1);
        g_assert_true(page->x_dpi >= 60 && page->x_dpi <= 2400);
        pixDestroy(&pix);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    SOURCE_TEST("/source/tiff/pages", test_tiff_pages);
    SOURCE_TEST("/source/tiff/kinds", test_tiff_kinds);
    SOURCE_TEST("/source/tiff/circle", test_tiff_circle);
    SOURCE_TEST("/source/tiff/too-large", test_tiff_too_large);
    SOURCE_TEST("/source/tiff/too-many", test_tiff_too_many);
    SOURCE_TEST("/source/tiff/damaged", test_tiff_damaged);
    SOURCE_TEST("/source/tiff/cut", test_tiff_cut);
    SOURCE_TEST("/source/extreme-sizes", test_extreme_sizes);
    return g_test_run();
}
