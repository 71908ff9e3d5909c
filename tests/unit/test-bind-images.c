/* test-bind-images.c - images stand in the chart byte for byte, or are refused. */
#include "bind_setup.h"
#include "drawn.h"
#include "fate.h"
#include "stages/bind/bind.h"

static void test_images_kept(BindSetup *setup, gconstpointer data)
{
    (void)data;
    Document *document = document_add(setup->chart, "D000001", "lab-report", "2026-03-14");
    PIX *fax = pixCreate(1728, 1078, 1);
    pixRasterop(fax, 100, 100, 700, 30, PIX_SET, NULL, 0, 0);
    pixRasterop(fax, 100, 300, 30, 600, PIX_SET, NULL, 0, 0);
    Page *first = page_new(1);
    page_put_image(first, fax, IMAGE_G4, 204, 98);
    g_ptr_array_add(document->pages, first);
    PIX *photo = pixCreate(850, 1100, 8);
    pixSetAllArbitrary(photo, 180);
    Page *second = page_new(2);
    page_put_image(second, photo, IMAGE_JPEG, 100, 100);
    g_ptr_array_add(document->pages, second);
    chart_bind(setup);
    assert_sound(setup);

    g_autofree char *list = volume_look(setup, 0, "pdfimages -list %s");
    assert_says(list, "1728  1078  gray    1   1  ccitt");
    assert_says(list, " 204    98 ");
    assert_says(list, "850  1100  gray    1   8  jpeg");
    g_autofree char *sizes = volume_look(setup, 0, "pdfinfo -f 2 -l 3 %s");
    assert_says(sizes, "Page    2 size:  609.882 x 809.008 pts");
    assert_says(sizes, "Page    3 size:  612 x 809.008 pts");

    ImageBody strip;
    const char *why;
    g_assert_true(bind_tiff_find(first->filed.bytes, &strip, &why));
    const guint8 *tiff = g_bytes_get_data(first->filed.bytes, NULL);
    g_autofree char *extract = g_strdup_printf("pdfimages -all %%s %s/image", setup->folder);
    g_free(volume_look(setup, 0, extract));
    const char *const names[] = {"image-000.ccitt", "image-001.jpg"};
    const guint8 *const wanted[] = {tiff + strip.offset,
                                    g_bytes_get_data(second->filed.bytes, NULL)};
    gsize sizes_wanted[] = {strip.size, g_bytes_get_size(second->filed.bytes)};
    for (guint i = 0; i < 2; i++) {
        g_autofree char *path = g_build_filename(setup->folder, names[i], NULL);
        g_autofree char *got = NULL;
        gsize size;
        g_assert_true(g_file_get_contents(path, &got, &size, NULL));
        g_assert_cmpmem(got, size, wanted[i], sizes_wanted[i]);
    }
    pixDestroy(&fax);
    pixDestroy(&photo);
}

static void refuse(BindSetup *setup, GBytes *bytes, const char *why)
{
    Document *document = setup->chart->documents->pdata[0];
    Page *page = document->pages->pdata[0];
    g_bytes_unref(page->filed.bytes);
    page->filed.bytes = bytes;
    g_autoptr(GError) error = NULL;
    g_assert_false(bind_stage.chart(setup->state, setup->chart, &error));
    g_assert_error(error, FATE, FATE_INPUT);
    assert_says(error->message, why);
    assert_says(error->message, "page 1 of 'fax0001.tif' (D000001)");
}

static void test_images_refused(BindSetup *setup, gconstpointer data)
{
    (void)data;
    Document *document = document_add(setup->chart, "D000001", "other", NULL);
    document_pages(document, 1);
    Page *page = document->pages->pdata[0];
    gsize size;
    const guint8 *whole = g_bytes_get_data(page->filed.bytes, &size);
    g_autofree guint8 *copy = g_memdup2(whole, size);

    /* Cut anywhere, it is refused or complete, and never read beyond its end. */
    for (gsize length = 0; length < size; length += 7) {
        g_autofree guint8 *exact = g_memdup2(copy, MAX(length, 1));
        g_autoptr(GBytes) cut = g_bytes_new_static(exact, length);
        ImageBody strip;
        const char *why = NULL;
        if (bind_tiff_find(cut, &strip, &why))
            g_assert_cmpuint(strip.offset + strip.size, <=, length);
        else
            g_assert_nonnull(why);
    }
    refuse(setup, g_bytes_new_static("not a picture at all", 20), "it is not a TIFF file");
    PIX *grey = pixCreate(1700, 2200, 8);
    refuse(setup, drawn_file(grey, IFF_TIFF_LZW), "it is not G4");
    PIX *small = pixCreate(170, 220, 1);
    refuse(setup, drawn_file(small, IFF_TIFF_G4), "its size is not the one that was noted");
    page->filed.format = IMAGE_JPEG;
    refuse(setup, g_bytes_new_static("no JPEG either", 14), "it is not a JPEG file");
    page->filed.format = IMAGE_G4;
    page->filed.x_dpi = 0;
    refuse(setup, g_bytes_new(copy, size), "it has no physical size");
    pixDestroy(&grey);
    pixDestroy(&small);
}

/* A folder of images that is gone after so many looks. */
typedef struct {
    GBytes *file;
    guint looks_left;
} Shelf;

static GBytes *shelf_fetch(gpointer data, const FiledImage *image, GError **error)
{
    Shelf *shelf = data;
    g_assert_cmpstr(image->sha256, ==, "abcd");
    if (shelf->looks_left-- > 0)
        return g_bytes_ref(shelf->file);
    g_set_error(error, FATE, FATE_RETRY, "The shelf is gone.");
    shelf->looks_left = 0;
    return NULL;
}

/* An image is asked for to plan, to draw and to save; a failure at any time is the chart's. */
static void test_image_gone(BindSetup *setup, gconstpointer data)
{
    (void)data;
    Document *document = document_add(setup->chart, "D000001", "other", NULL);
    document_pages(document, 1);
    Page *page = document->pages->pdata[0];
    page->filed.sha256 = g_strdup("abcd");
    Shelf shelf = {g_steal_pointer(&page->filed.bytes), 0};
    setup->chart->fetch = shelf_fetch;
    setup->chart->fetch_data = &shelf;
    guint looks = 0;
    for (gboolean bound = FALSE; !bound; looks++) {
        g_autoptr(GError) error = NULL;
        shelf.looks_left = looks;
        bound = bind_stage.chart(setup->state, setup->chart, &error);
        g_assert_cmpint(bound, ==, error == NULL);
        if (!bound) {
            g_assert_error(error, FATE, FATE_RETRY);
            g_assert_cmpstr(error->message, ==, "The shelf is gone.");
        }
    }
    g_assert_cmpuint(looks, ==, 4);
    assert_sound(setup);
    g_bytes_unref(shelf.file);
}

static void test_jpeg_header(void)
{
    PIX *photo = pixCreate(300, 200, 32);
    g_autoptr(GBytes) file = drawn_file(photo, IFF_JFIF_JPEG);
    pixDestroy(&photo);
    ImageBody body;
    const char *why = NULL;
    g_assert_true(bind_jpeg_find(file, &body, &why));
    g_assert_cmpuint(body.width, ==, 300);
    g_assert_cmpuint(body.height, ==, 200);
    g_assert_cmpuint(body.colours, ==, 3);
    g_assert_cmpuint(body.size, ==, g_bytes_get_size(file));

    gsize size;
    const guint8 *whole = g_bytes_get_data(file, &size);
    gboolean before = FALSE; /* once the frame header is whole, it stays found */
    for (gsize length = 0; length < MIN(size, 700); length++) {
        g_autofree guint8 *exact = g_memdup2(whole, MAX(length, 1));
        g_autoptr(GBytes) cut = g_bytes_new_static(exact, length);
        gboolean found = bind_jpeg_find(cut, &body, &why);
        g_assert_true(found || !before);
        before = found;
    }
    g_assert_true(before);
    static const guint8 endless[] = {0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xE0, 0, 0, 0, 0};
    static const guint8 lossless[] = {0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 8, 0, 9, 0, 9, 1, 1, 0x11, 0};
    g_autoptr(GBytes) bad = g_bytes_new_static(endless, sizeof endless);
    g_autoptr(GBytes) odd = g_bytes_new_static(lossless, sizeof lossless);
    g_assert_false(bind_jpeg_find(bad, &body, &why));
    g_assert_false(bind_jpeg_find(odd, &body, &why));
    g_assert_cmpstr(why, ==, "it is a JPEG file of an unusual kind");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bind/jpeg-header", test_jpeg_header);
    BIND_TEST("/bind/images-kept", NULL, test_images_kept);
    BIND_TEST("/bind/images-refused", NULL, test_images_refused);
    BIND_TEST("/bind/image-gone", NULL, test_image_gone);
    return g_test_run();
}
