/* test-orient.c - which way up a page stands: by its letters, by its text layer. */
#include "drawn.h"

#include "stage.h"
#include "stages/image/glyphs.h"
#include "stages/source/source_pixels.h"

/* The stage's own work on pages whose letters are plain: no recogniser is asked. */
static int oriented(PIX *stored, double x_dpi, double y_dpi)
{
    g_autoptr(Page) page = page_new(1);
    GError *error = NULL;
    page->image = stored;
    page->x_dpi = x_dpi;
    page->y_dpi = y_dpi;
    g_assert_true(orient_stage.page(NULL, NULL, page, &error));
    g_assert_no_error(error);
    page->image = NULL;
    return page->rotation;
}

static void test_quarters(void)
{
    PIX *pix = drawn_page();
    for (int turn = 0; turn < 360; turn += 90) {
        PIX *stored = pixels_turn(pix, (360 - turn) % 360);
        g_assert_cmpint(oriented(stored, 200, 200), ==, turn);
        pixDestroy(&stored);
    }
    pixDestroy(&pix);
}

static void test_skewed(void)
{
    PIX *pix = drawn_page();
    for (int turn = 0; turn < 360; turn += 90)
        for (int degrees = -6; degrees <= 6; degrees += 6) {
            PIX *skewed = pixRotate(pix, (float)(degrees * G_PI / 180), L_ROTATE_SAMPLING,
                                    L_BRING_IN_WHITE, 0, 0);
            PIX *stored = pixels_turn(skewed, (360 - turn) % 360);
            g_assert_cmpint(oriented(stored, 200, 200), ==, turn);
            pixDestroy(&skewed);
            pixDestroy(&stored);
        }
    pixDestroy(&pix);
}

static void test_fax_pixels(void)
{
    PIX *pix = drawn_page(), *over = pixRotate180(NULL, pix);
    PIX *fine = pixScale(pix, 1.02f, 0.98f), *flat = pixScale(over, 1.02f, 0.49f);
    g_assert_cmpint(oriented(fine, 204, 196), ==, 0);
    g_assert_cmpint(oriented(flat, 204, 98), ==, 180);
    pixDestroy(&pix);
    pixDestroy(&over);
    pixDestroy(&fine);
    pixDestroy(&flat);
}

/* Grey, on paper that grows dark to one side, at a resolution that is halved first. */
static void test_grey(void)
{
    PIX *pix = drawn_page(), *large = pixScale(pix, 1.5f, 1.5f), *turned = pixRotate90(large, 1);
    PIX *grey = pixConvertTo8(turned, FALSE);
    for (int y = 0; y < pixGetHeight(grey); y++) {
        l_uint32 *line = pixGetData(grey) + (gsize)y * pixGetWpl(grey);
        for (int x = 0; x < pixGetWidth(grey); x++) {
            int paper = 240 - 120 * x / pixGetWidth(grey);
            SET_DATA_BYTE(line, x, GET_DATA_BYTE(line, x) ? paper : paper / 3);
        }
    }
    g_assert_cmpint(oriented(grey, 300, 300), ==, 270);
    pixDestroy(&pix);
    pixDestroy(&large);
    pixDestroy(&turned);
    pixDestroy(&grey);
}

/* A form in capitals and figures: what hangs below its lines, commas and Qs, says that it stands on
 * its head. The recogniser, who reads it, is asked. */
static void test_capitals(void)
{
    static const char *const lines[] = {
        "QUINN, JACQUELINE Q, 04, 01, 1975",    "3413 CYPRESS LN, DURHAM, NC, 27788",
        "SIGNATURE ON FILE, 01, 03, 2025",      "QUARRY ROAD, LYNCHBURG, VA, 24508",
        "HEALTH INSURANCE CLAIM, 12, 14, 2024", "UNITED, PO BOX 14565, LEXINGTON, KY"};
    g_autoptr(Settings) settings = settings_new();
    const StageSetup setup = {.settings = settings};
    g_autoptr(GError) error = NULL;
    gpointer state = orient_stage.open(&setup, &error);
    g_assert_no_error(error);
    PIX *form = pixCreate(DRAWN_WIDTH, DRAWN_HEIGHT, 1);
    for (guint i = 0; i < 24; i++)
        drawn_line(form, lines[i % G_N_ELEMENTS(lines)], 100, 150 + 80 * (int)i);
    GlyphVote vote = glyphs_vote(form, 200, 200);
    g_assert_cmpint(vote.rotation, ==, 180);
    g_autoptr(Page) page = page_new(1);
    page->image = form;
    page->x_dpi = page->y_dpi = 200;
    g_assert_true(orient_stage.page(state, NULL, page, &error));
    g_assert_no_error(error);
    g_assert_cmpint(page->rotation, ==, 0);
    pixDestroy(&page->image);
    orient_stage.close(state);
}

static void test_nothing_to_judge_by(void)
{
    PIX *blank = pixCreate(1700, 2200, 1), *dot = pixCreate(1, 1, 1), *black = pixCreate(900, 9, 1);
    pixSetAll(dot);
    pixSetAll(black);
    GlyphVote vote = glyphs_vote(blank, 200, 200);
    g_assert_cmpint(vote.rotation, ==, 0);
    g_assert_cmpfloat(vote.side, ==, 0);
    g_assert_cmpint(oriented(blank, 200, 200), ==, 0);
    g_assert_cmpint(oriented(dot, 300, 300), ==, 0);
    g_assert_cmpint(oriented(black, 200, 200), ==, 0);
    pixDestroy(&blank);
    pixDestroy(&dot);
    pixDestroy(&black);
}

static void add(Page *page, const char *text, int x, int y, int width, int height, guint line)
{
    g_ptr_array_add(page->layer, word_new(text, (Box){x, y, width, height}, 1, line, 0));
}

/* Text that runs from the foot to the head of the page, as it is stored. */
static void test_layer_on_its_side(void)
{
    g_autoptr(Page) page = page_new(1);
    PIX *image = pixCreate(1700, 2200, 1);
    page->image = image;
    page->x_dpi = page->y_dpi = 200;
    page->layer = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
    add(page, "first", 100, 2000, 30, 100, 0);
    add(page, "second", 100, 1850, 30, 120, 0);
    add(page, "third", 150, 2000, 30, 100, 1);
    add(page, "fourth", 150, 1850, 30, 120, 1);
    g_assert_true(orient_stage.page(NULL, NULL, page, NULL));
    g_assert_cmpint(page->rotation, ==, 90);
    Box box = ((Word *)page->layer->pdata[0])->box;
    g_assert_cmpint(box.x, ==, 2200 - 2000 - 100);
    g_assert_cmpint(box.y, ==, 100);
    g_assert_cmpint(box.width, ==, 100);
    g_assert_cmpint(box.height, ==, 30);
    page->image = NULL;
    pixDestroy(&image);
}

int main(int argc, char **argv)
{
    drawn_test_init(&argc, &argv);
    g_test_add_func("/orient/quarters", test_quarters);
    g_test_add_func("/orient/skewed", test_skewed);
    g_test_add_func("/orient/fax-pixels", test_fax_pixels);
    g_test_add_func("/orient/grey", test_grey);
    g_test_add_func("/orient/capitals", test_capitals);
    g_test_add_func("/orient/nothing-to-judge-by", test_nothing_to_judge_by);
    g_test_add_func("/orient/layer-on-its-side", test_layer_on_its_side);
    return g_test_run();
}
