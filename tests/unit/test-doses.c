/* test-doses.c - figures that must survive: a page of doses, drawn here, damaged as scanners and
 * fax lines do, read and spelt. */
#include "drawn.h"

#include "stage.h"

static const struct {
    const char *before, *dose, *after;
} lines[] = {
    {"Take", "12.5", "mg by mouth every morning"},
    {"Give", "0.25", "mg at night when needed"},
    {"Her digoxin stays at", "0.125", "mg a day"},
    {"Insulin", "10", "units before each meal"},
    {"Warfarin", "2.5", "mg on Monday and Friday"},
    {"Reduce by", "0.5", "mL if the rash returns"},
    {"Heparin", "5,000", "units twice a day"},
    {"The base excess was", "-2.5", "this morning"},
    {"Potassium", "4.1", "and sodium normal"},
    {"Temperature", "98.6", "and pulse regular"},
    {"Apply the", "0.05%", "cream to both hands"},
    {"Refraction of the left eye", "-1.75", "as before"},
};

static PIX *draw_doses(void)
{
    PIX *page = pixCreate(DRAWN_WIDTH, DRAWN_HEIGHT, 1);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *line =
            g_strdup_printf("%s %s %s", lines[i].before, lines[i].dose, lines[i].after);
        drawn_line(page, line, 200, 300 + 70 * (int)i);
    }
    return page;
}

/* A page as it comes from a scanner or a fax line. */
typedef struct {
    const char *name;
    double turn_degrees;
    int y_dpi;           /* of a fax; 200: none */
    guint specks;        /* of one pixel */
    guint ragged;        /* percent of the pixels along the letters' edges that flip */
    guint lines_dropped; /* scan lines that the one above is put for */
    gboolean streaks;
} Damage;

static const Damage levels[] = {
    {"clean", 0, 200, 0, 0, 0, FALSE},
    {"light", 0.8, 200, 1000, 8, 0, FALSE},
    {"medium", -1.1, 100, 600, 20, 30, TRUE},
    {"heavy", 1.6, 200, 4000, 35, 60, TRUE},
};

static void flip_edges(PIX *page, guint percent, GRand *rand)
{
    PIX *wide = pixDilateBrick(NULL, page, 3, 3), *thin = pixErodeBrick(NULL, page, 3, 3);
    pixSubtract(wide, wide, thin);
    for (int y = 0; y < pixGetHeight(page); y++)
        for (int x = 0; x < pixGetWidth(page); x++) {
            l_uint32 edge = 0;
            pixGetPixel(wide, x, y, &edge);
            if (edge && g_rand_int_range(rand, 0, 100) < (int)percent)
                pixFlipPixel(page, x, y);
        }
    pixDestroy(&thin);
    pixDestroy(&wide);
}

static PIX *damage_page(PIX *page, const Damage *damage)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(17);
    PIX *turned = pixRotate(page, (float)(damage->turn_degrees * G_PI / 180), L_ROTATE_SAMPLING,
                            L_BRING_IN_WHITE, 0, 0);
    PIX *scanned = pixScale(turned, 1, (float)damage->y_dpi / DRAWN_DPI);
    int width = pixGetWidth(scanned), height = pixGetHeight(scanned);
    pixDestroy(&turned);
    if (damage->ragged > 0)
        flip_edges(scanned, damage->ragged, rand);
    for (guint i = 0; i < damage->lines_dropped; i++) {
        int y = g_rand_int_range(rand, 1, height);
        pixRasterop(scanned, 0, y, width, 1, PIX_SRC, scanned, 0, y - 1);
    }
    for (guint i = 0; i < damage->specks; i++)
        pixSetPixel(scanned, g_rand_int_range(rand, 0, width), g_rand_int_range(rand, 0, height),
                    1);
    for (int x = 330; damage->streaks && x < width; x += 600)
        for (int y = 0; y < height; y += 9)
            pixRasterop(scanned, x, y, 2, 5, PIX_SET, NULL, 0, 0);
    return scanned;
}

static void drop_images(Page *page)
{
    pixDestroy(&page->image);
    pixDestroy(&page->clean);
}

static void stage_run(const Stage *stage, const StageSetup *setup, Page *page)
{
    g_autoptr(GError) error = NULL;
    gpointer state = stage->open ? stage->open(setup, &error) : NULL;
    g_assert_no_error(error);
    g_assert_true(stage->page(state, NULL, page, &error));
    g_assert_no_error(error);
    if (stage->close)
        stage->close(state);
}

static gboolean has_word(const Page *page, const char *text)
{
    for (guint i = 0; i < page->words->len; i++)
        if (g_str_equal(word_text(page->words->pdata[i]), text))
            return TRUE;
    return FALSE;
}

/* Every dose is read as it was printed. */
static void test_doses(gconstpointer data)
{
    const Damage *damage = data;
    g_autoptr(Settings) settings = settings_new();
    const StageSetup setup = {.settings = settings, .data_folder = "dict"};
    PIX *drawn = draw_doses();
    g_autoptr(Page) page = drawn_loaded(damage_page(drawn, damage), DRAWN_DPI, damage->y_dpi, 0);
    page->drop_images = drop_images;
    pixDestroy(&drawn);
    stage_run(&clean_stage, &setup, page);
    stage_run(&recognise_stage, &setup, page);
    stage_run(&spell_stage, &setup, page);
    g_autofree char *text = page_text(page, TEXT_CORRECTED);
    g_test_message("%s", text);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        g_assert_true(has_word(page, lines[i].dose));
}

int main(int argc, char **argv)
{
    drawn_test_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(levels); i++) {
        g_autofree char *path = g_strdup_printf("/doses/%s", levels[i].name);
        g_test_add_data_func(path, &levels[i], test_doses);
    }
    return g_test_run();
}
