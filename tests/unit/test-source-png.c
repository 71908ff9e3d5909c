/* test-source-png.c - PNG originals. */
#include "drawn.h"
#include "source_setup.h"

#include <string.h>

static void test_png_kinds(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page();
    assert_opened(setup, drawn_file(pix, IFF_PNG), "page.jpg", "png", 1);
    g_autoptr(Page) plain = source_load(setup, 1);
    assert_same(plain->image, pix);
    g_assert_cmpfloat(plain->x_dpi, ==, 200);

    PIX *deep = pixCreate(100, 100, 16);
    pixSetAll(deep);
    pixSetPixel(deep, 3, 4, 0x8000);
    assert_opened(setup, drawn_file(deep, IFF_PNG), "deep.png", "png", 1);
    g_autoptr(Page) grey = source_load(setup, 1);
    l_uint32 value;
    g_assert_cmpint(pixGetDepth(grey->image), ==, 8);
    pixGetPixel(grey->image, 3, 4, &value);
    g_assert_cmpuint(value, ==, 0x80);

    PIX *clear = pixCreate(100, 100, 32); /* black, all transparent but for one red pixel */
    pixSetSpp(clear, 4);
    pixSetPixel(clear, 3, 4, 0xff0000ff);
    assert_opened(setup, drawn_file(clear, IFF_PNG), "clear.png", "png", 1);
    g_autoptr(Page) colour = source_load(setup, 1);
    g_assert_cmpint(pixGetDepth(colour->image), ==, 32);
    pixGetPixel(colour->image, 50, 50, &value);
    g_assert_cmphex(value & 0xffffff00, ==, 0xffffff00);
    pixGetPixel(colour->image, 3, 4, &value);
    g_assert_cmphex(value & 0xffffff00, ==, 0xff000000);
    pixDestroy(&pix);
    pixDestroy(&deep);
    pixDestroy(&clear);
}

static void test_png_damaged(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page();
    GBytes *whole = drawn_file(pix, IFF_PNG);
    gsize size = g_bytes_get_size(whole);
    assert_refused(setup, g_bytes_new_from_bytes(whole, 0, size / 2), "half.png", "damaged-file");
    assert_refused(setup, g_bytes_new_from_bytes(whole, 0, 20), "head.png", "damaged-file");

    guint8 *bomb = g_memdup2(g_bytes_get_data(whole, NULL), size);
    bomb[18] = bomb[22] = 0xea; /* 60,000 pixels each way */
    assert_refused(setup, g_bytes_new_take(bomb, size), "bomb.png", "over-limit");

    guint8 *rubbish = g_memdup2(g_bytes_get_data(whole, NULL), size);
    memset(rubbish + size / 2, 0x55, 200);
    assert_opened(setup, g_bytes_new_take(rubbish, size), "rubbish.png", "png", 1);
    assert_page_fails(setup, 1);
    g_bytes_unref(whole);
    pixDestroy(&pix);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    SOURCE_TEST("/source/png/kinds", test_png_kinds);
    SOURCE_TEST("/source/png/damaged", test_png_damaged);
    return g_test_run();
}
