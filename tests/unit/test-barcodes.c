/* test-barcodes.c - marks for machines are found and read on pages as scanners and faxes leave
 * them. */
#include "drawn.h"
#include "drawn_codes.h"

#include "stage.h"
#include "stages/bind/code128.h"

enum { CODE_X = 300, CODE_Y = 1900, CODE_HEIGHT = 100, MODULE = 3 };

static const char mrn[] = "00482913";

static gpointer decoder;

/* Takes the image, which is cleaned first. */
static Page *barcodes_of(PIX *image, double x_dpi, double y_dpi, int rotation)
{
    Page *page = drawn_loaded(image, x_dpi, y_dpi, rotation);
    g_autoptr(GError) error = NULL;
    g_assert_true(clean_stage.page(NULL, NULL, page, &error));
    g_assert_true(barcode_stage.page(decoder, NULL, page, &error));
    g_assert_no_error(error);
    return page;
}

static void drop(Page *page)
{
    pixDestroy(&page->image);
    pixDestroy(&page->clean);
    page_free(page);
}

/* Exactly one code stands on the page: that one. */
static void assert_code(Page *page, BarcodeKind kind, const char *text)
{
    g_assert_cmpuint(page->barcodes->len, ==, 1);
    const Barcode *code = page->barcodes->pdata[0];
    g_assert_cmpint(code->kind, ==, kind);
    g_assert_cmpstr(code->text, ==, text);
}

static void assert_none(PIX *image)
{
    Page *page = barcodes_of(image, DRAWN_DPI, DRAWN_DPI, 0);
    g_assert_cmpuint(page->barcodes->len, ==, 0);
    drop(page);
}

static PIX *coded_page(int module)
{
    PIX *image = drawn_page();
    drawn_code128(image, mrn, CODE_X, CODE_Y, module, CODE_HEIGHT);
    return image;
}

/* A code is as long as its bars: where it stands is told in pixels of the page. */
static void test_code128(void)
{
    PIX *image = drawn_page();
    int width = drawn_code128(image, mrn, CODE_X, CODE_Y, MODULE, CODE_HEIGHT);
    Page *page = barcodes_of(image, DRAWN_DPI, DRAWN_DPI, 0);
    assert_code(page, BARCODE_CODE128, mrn);
    const Box *box = &((const Barcode *)page->barcodes->pdata[0])->box;
    g_assert_cmpint(ABS(box->x - CODE_X), <, 8);
    g_assert_cmpint(ABS(box->y - CODE_Y), <, 8);
    g_assert_cmpint(ABS(box->width - width), <, 16);
    g_assert_cmpint(ABS(box->height - CODE_HEIGHT), <, 16);
    drop(page);
}

static void test_code128_letters(void)
{
    g_autoptr(GString) all = g_string_new(NULL);
    for (char letter = ' ' + 1; letter <= '~'; letter++)
        g_string_append_c(all, letter);
    for (gsize from = 0; from < all->len; from += 10) {
        g_autofree char *text = g_strndup(all->str + from, 10);
        PIX *image = drawn_page();
        drawn_code128(image, text, CODE_X, CODE_Y, MODULE, CODE_HEIGHT);
        Page *page = barcodes_of(image, DRAWN_DPI, DRAWN_DPI, 0);
        assert_code(page, BARCODE_CODE128, text);
        drop(page);
    }
    g_assert_null(code128_bars(""));
    g_assert_null(code128_bars("Muñoz"));
}

static void test_code39(void)
{
    PIX *image = drawn_page();
    drawn_code39(image, mrn, CODE_X, CODE_Y, MODULE, CODE_HEIGHT);
    Page *page = barcodes_of(image, DRAWN_DPI, DRAWN_DPI, 0);
    assert_code(page, BARCODE_CODE39, mrn);
    drop(page);
}

static void test_qr(void)
{
    for (int module = 4; module <= 8; module += 2) {
        PIX *image = drawn_page();
        drawn_qr(image, CODE_X, CODE_Y, module);
        Page *page = barcodes_of(image, DRAWN_DPI, DRAWN_DPI, 0);
        assert_code(page, BARCODE_QR, mrn);
        drop(page);
    }
}

/* Stuck on the paper in any direction, and on paper that was fed in any. */
static void test_turned(void)
{
    for (int turn = 0; turn < 360; turn += 90) {
        PIX *upright = coded_page(MODULE), *code = pixRotateOrth(upright, turn / 90);
        Page *page = barcodes_of(code, DRAWN_DPI, DRAWN_DPI, 0);
        assert_code(page, BARCODE_CODE128, mrn);
        drop(page);
        page = barcodes_of(pixRotateOrth(upright, (4 - turn / 90) % 4), DRAWN_DPI, DRAWN_DPI, turn);
        assert_code(page, BARCODE_CODE128, mrn);
        drop(page);
        pixDestroy(&upright);
    }
}

/* Narrow bars of a hundredth of an inch, one pixel in fifty of the other colour. */
static void test_noise(void)
{
    PIX *image = coded_page(2);
    drawn_noise(image, 50);
    Page *page = barcodes_of(image, DRAWN_DPI, DRAWN_DPI, 0);
    assert_code(page, BARCODE_CODE128, mrn);
    drop(page);
}

/* A fax of standard resolution has half the rows. */
static void test_standard_fax(void)
{
    PIX *image = coded_page(MODULE), *fax = pixScaleBySampling(image, 1.02f, 0.49f);
    drawn_noise(fax, 100);
    Page *page = barcodes_of(fax, 204, 98, 0);
    assert_code(page, BARCODE_CODE128, mrn);
    drop(page);
    pixDestroy(&image);
}

/* Fed aslant, in grey, on paper that is not white. */
static void test_skewed_grey(void)
{
    PIX *image = coded_page(MODULE), *grey = pixConvert1To8(NULL, image, 200, 60);
    PIX *skewed = pixRotate(grey, 0.05f, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0);
    pixSetResolution(skewed, DRAWN_DPI, DRAWN_DPI);
    Page *page = barcodes_of(skewed, DRAWN_DPI, DRAWN_DPI, 0);
    assert_code(page, BARCODE_CODE128, mrn);
    drop(page);
    pixDestroy(&image);
    pixDestroy(&grey);
}

/* Two labels on one page. */
static void test_two(void)
{
    PIX *image = coded_page(MODULE);
    drawn_code128(image, "00417382", 1000, CODE_Y, MODULE, CODE_HEIGHT);
    Page *page = barcodes_of(image, DRAWN_DPI, DRAWN_DPI, 0);
    g_assert_cmpuint(page->barcodes->len, ==, 2);
    drop(page);
}

/* A page with a text layer is not cleaned, but may be a copier's scan. */
static void test_searchable(void)
{
    Page *page = drawn_loaded(coded_page(MODULE), DRAWN_DPI, DRAWN_DPI, 0);
    page->layer = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
    g_ptr_array_add(page->layer, word_new("word", (Box){10, 10, 50, 20}, 1, 0, 0));
    g_autoptr(GError) error = NULL;
    g_assert_true(clean_stage.page(NULL, NULL, page, &error));
    g_assert_true(barcode_stage.page(decoder, NULL, page, &error));
    assert_code(page, BARCODE_CODE128, mrn);
    drop(page);
}

/* --- patches ---------------------------------------------------------------------------------- */

/* A sheet with nothing but a patch is not blank, and tells that a document follows. */
static void test_patch(void)
{
    static const char *const separators[] = {"NWNW", "WNWN"};
    for (guint i = 0; i < G_N_ELEMENTS(separators); i++)
        for (int turn = 0; turn < 4; turn++) {
            PIX *sheet = pixCreate(DRAWN_WIDTH, DRAWN_HEIGHT, 1);
            drawn_patch(sheet, separators[i], 700, 100);
            PIX *turned = pixRotateOrth(sheet, turn);
            pixDestroy(&sheet);
            Page *page = barcodes_of(turned, DRAWN_DPI, DRAWN_DPI, 0);
            g_assert_cmpint(page->kind, ==, PAGE_CONTENT);
            assert_code(page, BARCODE_PATCH, "");
            g_assert_true(barcode_separates(page->barcodes->pdata[0]));
            drop(page);
        }
}

static void test_other_patches(void)
{
    static const char *const others[] = {"WNNW", "WWNN", "NWWN", "NNWW", "WWWW", "NWN", "NWNWN"};
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        PIX *image = drawn_page();
        drawn_patch(image, others[i], 700, 100);
        assert_none(image);
    }
}

/* --- what is none ----------------------------------------------------------------------------- */

static void test_none(void)
{
    assert_none(drawn_page());
    PIX *ruled = drawn_page(); /* a table, a black bar, a row of boxes to fill in */
    for (int i = 0; i <= 12; i++)
        pixRenderLine(ruled, 200 + 100 * i, 1700, 200 + 100 * i, 2000, 3, L_SET_PIXELS);
    for (int i = 0; i <= 6; i++)
        pixRenderLine(ruled, 200, 1700 + 50 * i, 1400, 1700 + 50 * i, 3, L_SET_PIXELS);
    pixRasterop(ruled, 200, 200, 1300, 60, PIX_SET, NULL, 0, 0);
    for (int i = 0; i <= 30; i++)
        pixRenderLine(ruled, 200 + 40 * i, 2050, 200 + 40 * i, 2100, 3, L_SET_PIXELS);
    assert_none(ruled);
}

static void test_separators(void)
{
    g_autofree char *plain = barcode_separator_text(NULL);
    g_autofree char *named = barcode_separator_text(mrn);
    g_autoptr(Barcode) one = barcode_new(BARCODE_CODE128, plain, (Box){0});
    g_autoptr(Barcode) two = barcode_new(BARCODE_CODE128, named, (Box){0});
    g_autoptr(Barcode) other = barcode_new(BARCODE_QR, plain, (Box){0});
    g_autoptr(Barcode) label = barcode_new(BARCODE_CODE128, mrn, (Box){0});
    g_autoptr(Barcode) longer = barcode_new(BARCODE_CODE128, BARCODE_SEPARATOR "S", (Box){0});
    g_assert_true(barcode_separates(one));
    g_assert_null(barcode_separator_mrn(one));
    g_assert_true(barcode_separates(two));
    g_assert_cmpstr(barcode_separator_mrn(two), ==, mrn);
    g_assert_false(barcode_separates(other));
    g_assert_false(barcode_separates(label));
    g_assert_null(barcode_separator_mrn(label));
    g_assert_false(barcode_separates(longer));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    decoder = barcode_stage.open(NULL, NULL);
    g_test_add_func("/barcodes/code128", test_code128);
    g_test_add_func("/barcodes/code128-letters", test_code128_letters);
    g_test_add_func("/barcodes/code39", test_code39);
    g_test_add_func("/barcodes/qr", test_qr);
    g_test_add_func("/barcodes/turned", test_turned);
    g_test_add_func("/barcodes/noise", test_noise);
    g_test_add_func("/barcodes/standard-fax", test_standard_fax);
    g_test_add_func("/barcodes/skewed-grey", test_skewed_grey);
    g_test_add_func("/barcodes/two", test_two);
    g_test_add_func("/barcodes/searchable", test_searchable);
    g_test_add_func("/barcodes/patch", test_patch);
    g_test_add_func("/barcodes/other-patches", test_other_patches);
    g_test_add_func("/barcodes/none", test_none);
    g_test_add_func("/barcodes/separators", test_separators);
    int failed = g_test_run();
    barcode_stage.close(decoder);
    return failed;
}
