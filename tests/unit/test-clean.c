/* test-clean.c - what is prepared for recognition: square, straight, without dirt, and mapped back.
 */
#include "drawn.h"

#include "stage.h"
#include "stages/image/plane_map.h"
#include "stages/source/source_pixels.h"

#include <math.h>

enum { MARK_X = 400, MARK_Y = 1900, MARK_SIDE = 40 };

/* Takes the image. */
static Page *cleaned(PIX *image, double x_dpi, double y_dpi, int rotation)
{
    Page *page = drawn_loaded(image, x_dpi, y_dpi, rotation);
    GError *error = NULL;
    g_assert_true(clean_stage.page(NULL, NULL, page, &error));
    g_assert_no_error(error);
    g_assert_true((page->clean != NULL) == (page->kind == PAGE_CONTENT));
    return page;
}

static void drop(Page *page)
{
    pixDestroy(&page->image);
    pixDestroy(&page->clean);
    page_free(page);
}

/* The page of prose with a black square on it. */
static PIX *marked_page(void)
{
    PIX *pix = drawn_page();
    pixRasterop(pix, MARK_X, MARK_Y, MARK_SIDE, MARK_SIDE, PIX_SET, NULL, 0, 0);
    return pix;
}

/* Where the middle of the square in the cleaned image lies on the page. */
static void find_mark(const Page *page, double *x, double *y)
{
    PIX *bits = pixGetDepth(page->clean) == 1 ? pixClone(page->clean)
                                              : pixThresholdToBinary(page->clean, 128);
    PIX *ink = pixOpenBrick(NULL, bits, 17, 17);
    int left, top, width, height;
    BOX *box = NULL;
    g_assert_cmpint(pixClipToForeground(ink, NULL, &box), ==, 0);
    boxGetGeometry(box, &left, &top, &width, &height);
    double cx = left + width / 2.0, cy = top + height / 2.0;
    plane_map_point(page->clean_map, &cx, &cy);
    *x = cx;
    *y = cy;
    boxDestroy(&box);
    pixDestroy(&bits);
    pixDestroy(&ink);
}

static void assert_mark_at(const Page *page, double x, double y)
{
    double found_x, found_y;
    find_mark(page, &found_x, &found_y);
    g_test_message("skew %.2f: mark %.1f %.1f for %.1f %.1f", page->skew_degrees, found_x, found_y,
                   x, y);
    g_assert_cmpfloat(fabs(found_x - x), <=, 2.5);
    g_assert_cmpfloat(fabs(found_y - y), <=, 2.5);
}

static const double MIDDLE_X = MARK_X + MARK_SIDE / 2.0, MIDDLE_Y = MARK_Y + MARK_SIDE / 2.0;

static void test_straight(void)
{
    Page *page = cleaned(marked_page(), 200, 200, 0);
    g_assert_cmpint(page->width_px, ==, 1700);
    g_assert_cmpint(page->height_px, ==, 2200);
    g_assert_cmpint(page->dpi, ==, 200);
    g_assert_cmpfloat(fabs(page->skew_degrees), <, 0.15);
    g_assert_cmpfloat(page->clean_scale, ==, 1);
    assert_mark_at(page, MIDDLE_X, MIDDLE_Y);
    drop(page);
}

static void test_skewed(void)
{
    for (int degrees = -9; degrees <= 9; degrees += 3) {
        double angle = degrees * G_PI / 180;
        PIX *pix = marked_page();
        PIX *skewed = pixRotate(pix, (float)angle, L_ROTATE_SAMPLING, L_BRING_IN_WHITE, 0, 0);
        Page *page = cleaned(skewed, 200, 200, 0);
        double dx = MIDDLE_X - 850, dy = MIDDLE_Y - 1100;
        g_assert_cmpfloat(fabs(page->skew_degrees - degrees), <, 0.25);
        assert_mark_at(page, 850 + dx * cos(angle) - dy * sin(angle),
                       1100 + dx * sin(angle) + dy * cos(angle));
        pixDestroy(&pix);
        drop(page);
    }
}

enum { GROUND = 60, PAPER = 205, RIM = 150 };

/* The marked page as a photo, on a dark ground `RIM` pixels wide: its right upper corner is seen
 * `lower` pixels lower. `map` tells where the ground's points before it lie. */
static PIX *photo_make(double lower, double map[8])
{
    const double from[] = {RIM, RIM, RIM + 1700, RIM, RIM, RIM + 2200, RIM + 1700, RIM + 2200};
    double to[8], back[8];
    float coefficients[8];
    memcpy(to, from, sizeof from);
    to[3] += lower;
    g_assert_true(plane_map_find(from, to, map));
    g_assert_true(plane_map_find(to, from, back));
    for (int i = 0; i < 8; i++)
        coefficients[i] = (float)back[i];

    PIX *bits = marked_page(), *paper = pixConvert1To8(NULL, bits, PAPER, 30);
    PIX *ground = pixCreate(1700 + 2 * RIM, 2200 + 2 * RIM, 8);
    pixSetAllGray(ground, GROUND);
    pixRasterop(ground, RIM, RIM, 1700, 2200, PIX_SRC, paper, 0, 0);
    PIX *photo = pixProjectiveGray(ground, coefficients, GROUND);
    pixDestroy(&bits);
    pixDestroy(&paper);
    pixDestroy(&ground);
    return photo;
}

static double skew_between(PIX *clean, int top, int bottom)
{
    BOX *box = boxCreate(RIM + 20, top, 1660, bottom - top);
    PIX *part = pixClipRectangle(clean, box, NULL), *bits = pixThresholdToBinary(part, 128);
    float angle = 0, sure = 0;
    g_assert_cmpint(pixFindSkew(bits, &angle, &sure), ==, 0);
    boxDestroy(&box);
    pixDestroy(&part);
    pixDestroy(&bits);
    return angle;
}

static gboolean is_flattened(const Page *page)
{
    for (guint i = 0; i < page->notes->len; i++) {
        if (strstr(((const Note *)page->notes->pdata[i])->text, "flattened") != NULL)
            return TRUE;
    }
    return FALSE;
}

static void test_photo(void)
{
    double map[8], x = RIM + MIDDLE_X, y = RIM + MIDDLE_Y;
    Page *page = cleaned(photo_make(180, map), 200, 200, 0);
    g_assert_true(is_flattened(page));
    plane_map_point(map, &x, &y);
    assert_mark_at(page, x, y);
    g_assert_cmpfloat(fabs(skew_between(page->clean, 300, 900)), <, 0.3);
    g_assert_cmpfloat(fabs(skew_between(page->clean, 1300, 1900)), <, 0.3);
    g_assert_cmpfloat(page->skew_degrees, >, 1); /* of the photo's middle */
    drop(page);

    page = cleaned(photo_make(0, map), 200, 200, 0);
    g_assert_false(is_flattened(page));
    drop(page);

    /* A slip beside the sheet must not be lost. */
    PIX *photo = photo_make(180, map);
    pixRasterop(photo, 1720, 40, 250, 150, PIX_SET, NULL, 0, 0);
    page = cleaned(photo, 200, 200, 0);
    g_assert_false(is_flattened(page));
    drop(page);
}

static void test_square_pixels(void)
{
    PIX *pix = marked_page(), *flat = pixScale(pix, 1, 0.5f), *over = pixRotate180(NULL, flat);
    Page *page = cleaned(over, 200, 100, 180);
    g_assert_cmpint(page->width_px, ==, 1700);
    g_assert_cmpint(page->height_px, ==, 2200);
    g_assert_cmpint(page->dpi, ==, 200);
    assert_mark_at(page, MIDDLE_X, MIDDLE_Y);
    drop(page);

    PIX *side = pixRotate90(flat, -1); /* its own resolution is now 100 across, 200 down */
    page = cleaned(side, 100, 200, 90);
    g_assert_cmpint(page->width_px, ==, 1700);
    g_assert_cmpint(page->height_px, ==, 2200);
    assert_mark_at(page, MIDDLE_X, MIDDLE_Y);
    drop(page);
    pixDestroy(&flat);
    pixDestroy(&pix);
}

static void test_resolutions(void)
{
    static const int dpis[] = {75, 100, 300, 400, 600};
    for (guint i = 0; i < G_N_ELEMENTS(dpis); i++) {
        float factor = dpis[i] / 200.0f;
        PIX *pix = marked_page(), *scaled = pixScale(pix, factor, factor);
        Page *page = cleaned(scaled, dpis[i], dpis[i], 0);
        double clean_dpi = page->dpi * page->clean_scale;
        g_assert_cmpint(page->dpi, ==, dpis[i]);
        g_assert_cmpfloat(clean_dpi, >=, 199.9);
        g_assert_cmpfloat(clean_dpi, <=, 300.1);
        double x, y;
        find_mark(page, &x, &y);
        g_assert_cmpfloat(fabs(x / factor - MIDDLE_X), <=, 3);
        g_assert_cmpfloat(fabs(y / factor - MIDDLE_Y), <=, 3);
        pixDestroy(&pix);
        drop(page);
    }
}

static void test_grey_shadow(void)
{
    PIX *pix = marked_page(), *grey = pixConvertTo8(pix, FALSE);
    for (int y = 0; y < 2200; y++)
        for (int x = 0; x < 1700; x++) {
            l_uint32 value;
            pixGetPixel(grey, x, y, &value);
            l_uint32 paper = (l_uint32)(250 - 130 * y / 2200);
            pixSetPixel(grey, x, y, value ? paper : paper * 3 / 10);
        }
    Page *page = cleaned(grey, 200, 200, 0);
    PIX *wide = pixDilateBrick(NULL, pix, 3, 3),
        *ink = pixels_normalise(pixCopy(NULL, page->clean));
    PIX *binary = pixGetDepth(ink) == 1 ? pixClone(ink) : pixThresholdToBinary(ink, 128);
    guint all = drawn_ink(binary);
    pixSubtract(binary, binary, wide);
    g_assert_cmpuint(all, >, drawn_ink(pix) * 8 / 10);
    g_assert_cmpuint(drawn_ink(binary), <, all / 50);
    pixDestroy(&binary);
    pixDestroy(&ink);
    pixDestroy(&wide);
    pixDestroy(&pix);
    drop(page);
}

static void sprinkle(PIX *pix, guint count, int side, guint seed)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    for (guint i = 0; i < count; i++)
        pixRasterop(pix, g_rand_int_range(rand, 0, pixGetWidth(pix)),
                    g_rand_int_range(rand, 0, pixGetHeight(pix)), side, side, PIX_SET, NULL, 0, 0);
}

/* Pieces no larger than a full stop that stand alone. */
static guint count_stops(PIX *ink, int side)
{
    guint stops = 0;
    BOXA *boxes = pixConnCompBB(ink, 8);
    for (int i = 0; i < boxaGetCount(boxes); i++)
        stops += boxes->box[i]->w == side && boxes->box[i]->h == side;
    boxaDestroy(&boxes);
    return stops;
}

static void test_specks_go_stops_stay(void)
{
    PIX *pix = drawn_page();
    for (int i = 0; i < 60; i++) /* full stops, as wide as a stroke */
        pixRasterop(pix, 220 + 20 * i, 2000, 4, 4, PIX_SET, NULL, 0, 0);
    sprinkle(pix, 5000, 1, 7);
    Page *page = cleaned(pix, 200, 200, 0);
    g_assert_cmpuint(count_stops(page->clean, 1), <, 400);
    g_assert_cmpuint(count_stops(page->clean, 4), >=, 50);
    g_assert_cmpuint(page->notes->len, ==, 1);
    drop(page);

    /* A few specks do no harm, and might be anything. */
    pix = drawn_page();
    guint before = count_stops(pix, 1);
    sprinkle(pix, 60, 1, 7);
    page = cleaned(pix, 200, 200, 0);
    g_assert_cmpuint(count_stops(page->clean, 1), >, before + 40);
    drop(page);
}

static void test_edges(void)
{
    PIX *pix = marked_page();
    pixRasterop(pix, 0, 0, 70, 2200, PIX_SET, NULL, 0, 0);
    pixRasterop(pix, 0, 2140, 1700, 60, PIX_SET, NULL, 0, 0);
    Page *page = cleaned(pix, 200, 200, 0);
    g_assert_cmpfloat(fabs(page->skew_degrees), <, 0.15);
    BOX *left = boxCreate(0, 0, 100, 2200);
    PIX *edge = pixClipRectangle(page->clean, left, NULL);
    g_assert_cmpuint(drawn_ink(edge), <, 2000);
    assert_mark_at(page, MIDDLE_X, MIDDLE_Y);
    boxDestroy(&left);
    pixDestroy(&edge);
    drop(page);
}

/* A streak, dashed as a dusty sheet leaves it, from one edge of the sheet to the other. */
static void add_streak(PIX *pix, int x)
{
    for (int y = 0; y < pixGetHeight(pix); y += 7)
        pixRasterop(pix, x, y, 3, 4, PIX_SET, NULL, 0, 0);
}

/* Strokes that meet a streak keep most of their ink; elsewhere nothing is left of it. */
static void test_streaks(void)
{
    PIX *whole = drawn_page(), *streaks = pixCreateTemplate(whole);
    for (int i = 0; i < 20; i++)
        add_streak(streaks, 233 + 50 * i);
    PIX *dirty = pixOr(NULL, whole, streaks), *under = pixCloseSafeBrick(NULL, streaks, 1, 9);
    pixAnd(under, under, whole);
    Page *page = cleaned(pixCopy(NULL, dirty), 200, 200, 0);
    PIX *lost = pixSubtract(NULL, whole, page->clean);
    PIX *left = pixSubtract(NULL, page->clean, whole);
    g_assert_cmpuint(drawn_ink(lost), <, drawn_ink(under) / 2);
    g_assert_cmpuint(drawn_ink(left), <, drawn_ink(streaks) / 25);
    g_assert_cmpuint(page->notes->len, ==, 1);
    drop(page);

    PIX *side = pixRotate90(dirty, 1); /* the same sheet on its side, as it was fed */
    page = cleaned(side, 200, 200, 270);
    assert_same(page->clean, dirty);
    drop(page);
    pixDestroy(&left);
    pixDestroy(&lost);
    pixDestroy(&dirty);
    pixDestroy(&under);
    pixDestroy(&streaks);
    pixDestroy(&whole);
}

/* The uprights of a table end where its sheet does not. */
static void test_bars_are_no_streaks(void)
{
    PIX *pix = drawn_page();
    for (int i = 0; i < 4; i++)
        pixRasterop(pix, 180 + 440 * i, 120, 3, 1960, PIX_SET, NULL, 0, 0);
    Page *page = cleaned(pixCopy(NULL, pix), 200, 200, 0);
    assert_same(page->clean, pix);
    pixDestroy(&pix);
    drop(page);
}

static void test_blank(void)
{
    PIX *nothing = pixCreate(1700, 2200, 1);
    Page *page = cleaned(nothing, 200, 200, 0);
    g_assert_cmpint(page->kind, ==, PAGE_BLANK);
    g_assert_cmpint(page->width_px, ==, 1700);
    drop(page);

    PIX *dirty = pixCreate(1700, 2200, 1);
    sprinkle(dirty, 3000, 1, 1);
    sprinkle(dirty, 200, 2, 2);
    drawn_line(dirty, "Mar 04 2024 10:11AM  FROM: CLINIC  555 0100   P. 3/4", 100, 20);
    for (int i = 0; i < 3; i++) { /* punch holes */
        PIX *hole = pixCreate(52, 52, 1);
        pixSetAll(hole);
        pixRasterop(dirty, 60, 300 + 800 * i, 52, 52, PIX_SET, hole, 0, 0);
        pixDestroy(&hole);
    }
    pixRasterop(dirty, 0, 0, 50, 2200, PIX_SET, NULL, 0, 0);   /* the lid's edge */
    pixRasterop(dirty, 1200, 0, 2, 2200, PIX_SET, NULL, 0, 0); /* dust on the glass */
    page = cleaned(dirty, 200, 200, 0);
    g_assert_cmpint(page->kind, ==, PAGE_BLANK);
    drop(page);

    PIX *grey = pixCreate(1700, 2200, 8);
    pixSetAllGray(grey, 231);
    PIX *noisy = pixAddGaussianNoise(grey, 6);
    pixDestroy(&grey);
    page = cleaned(noisy, 200, 200, 0);
    g_assert_cmpint(page->kind, ==, PAGE_BLANK);
    drop(page);
}

/* So many specks that letters may be lost among them: nothing to read, but for a person to see. */
static void test_noise(void)
{
    PIX *pix = pixCreate(1700, 2200, 1);
    sprinkle(pix, 60000, 2, 3);
    Page *page = cleaned(pix, 200, 200, 0);
    g_assert_cmpint(page->kind, ==, PAGE_CONTENT);
    drop(page);
}

static void test_hardly_anything(void)
{
    PIX *pix = pixCreate(1700, 2200, 1);
    drawn_line(pix, "Deceased 3/4/2024.", 300, 900);
    Page *page = cleaned(pix, 200, 200, 0);
    g_assert_cmpint(page->kind, ==, PAGE_CONTENT);
    drop(page);

    pix = pixCreate(1700, 2200, 1); /* a tracing, no letters */
    for (int x = 200; x < 1500; x++)
        pixRasterop(pix, x, 1000 + (int)(200 * sin(x / 40.0)), 3, 12, PIX_SET, NULL, 0, 0);
    page = cleaned(pix, 200, 200, 0);
    g_assert_cmpint(page->kind, ==, PAGE_CONTENT);
    drop(page);
}

static void test_extremes(void)
{
    static const int sizes[][2] = {{1, 1}, {1, 3000}, {30000, 2}, {31, 33}};
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++)
        for (int depth = 1; depth <= 32; depth = depth == 1 ? 8 : depth == 8 ? 32 : 33) {
            PIX *pix = pixCreate(sizes[i][0], sizes[i][1], depth);
            Page *page = cleaned(pix, 200, 200, 90 * ((int)i % 4));
            g_assert_cmpint(page->width_px, >=, 1);
            g_assert_cmpint(page->height_px, >=, 1);
            drop(page);
        }
    PIX *white_on_black = drawn_page();
    pixInvert(white_on_black, white_on_black);
    Page *page = cleaned(white_on_black, 200, 200, 0);
    g_assert_cmpint(page->kind, ==, PAGE_CONTENT);
    drop(page);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);
    g_test_add_func("/clean/straight", test_straight);
    g_test_add_func("/clean/skewed", test_skewed);
    g_test_add_func("/clean/photo", test_photo);
    g_test_add_func("/clean/square-pixels", test_square_pixels);
    g_test_add_func("/clean/resolutions", test_resolutions);
    g_test_add_func("/clean/grey-shadow", test_grey_shadow);
    g_test_add_func("/clean/specks-go-stops-stay", test_specks_go_stops_stay);
    g_test_add_func("/clean/edges", test_edges);
    g_test_add_func("/clean/streaks", test_streaks);
    g_test_add_func("/clean/bars-are-no-streaks", test_bars_are_no_streaks);
    g_test_add_func("/clean/blank", test_blank);
    g_test_add_func("/clean/noise", test_noise);
    g_test_add_func("/clean/hardly-anything", test_hardly_anything);
    g_test_add_func("/clean/extremes", test_extremes);
    return g_test_run();
}
