/* test-grain.c - pages that grain covers: what is printed on them is read all the same. */
#include "drawn.h"

#include "stage.h"

#include <string.h>

static void drop_clean(Page *page)
{
    pixDestroy(&page->clean);
}

/* The page whose cleaned image this is (taken), after recognition; yours to free. */
static Page *page_read(PIX *clean)
{
    Page *page = page_new(1);
    page->clean = clean;
    page->drop_images = drop_clean;
    page->clean_scale = 1;
    page->clean_map[0] = page->clean_map[4] = 1;
    page->width_px = DRAWN_WIDTH;
    page->height_px = DRAWN_HEIGHT;
    page->dpi = DRAWN_DPI;
    g_autoptr(Settings) settings = settings_new();
    const StageSetup setup = {.settings = settings};
    g_autoptr(GError) error = NULL;
    gpointer state = recognise_stage.open(&setup, &error);
    g_assert_no_error(error);
    g_assert_true(recognise_stage.page(state, NULL, page, &error));
    g_assert_no_error(error);
    recognise_stage.close(state);
    return page;
}

/* Grey grain all over the paper, as a scanner has it that is set too sensitive. */
static PIX *grain_page(PIX *bits, int percent)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(23);
    PIX *grey = pixConvertTo8(bits, FALSE);
    for (int y = 0; y < pixGetHeight(grey); y++) {
        l_uint32 *line = pixGetData(grey) + (gsize)y * pixGetWpl(grey);
        for (int x = 0; x < pixGetWidth(grey); x++)
            if (g_rand_int_range(rand, 0, 100) < percent)
                SET_DATA_BYTE(line, x, GET_DATA_BYTE(line, x) > 128 ? 100 : 140);
    }
    return grey;
}

static void test_grain_is_evened_out(void)
{
    static const char *const lines[] = {"Patient: Margaret Diaz", "Date of Birth: 03/14/1952",
                                        "Blood pressure is 150/90 today"};
    PIX *bits = pixCreate(DRAWN_WIDTH, DRAWN_HEIGHT, 1);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        drawn_line(bits, lines[i], 200, 200 + 80 * (int)i);
    int pieces = 0;
    PIX *grey = grain_page(bits, 4), *ink = pixThresholdToBinary(grey, 128);
    g_assert_cmpint(pixCountConnComp(ink, 8, &pieces), ==, 0);
    g_assert_cmpint(pieces, >, 25000);
    g_autoptr(Page) page = page_read(grey);
    g_autofree char *text = page_text(page, TEXT_OCR);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        g_assert_nonnull(strstr(text, lines[i]));
    const Note *note = page->notes->pdata[0];
    g_assert_cmpstr(note->text, ==,
                    "The page is covered with specks, which were evened out before reading.");
    pixDestroy(&ink);
    pixDestroy(&bits);
}

int main(int argc, char **argv)
{
    drawn_test_init(&argc, &argv);
    g_test_add_func("/grain/is-evened-out", test_grain_is_evened_out);
    return g_test_run();
}
