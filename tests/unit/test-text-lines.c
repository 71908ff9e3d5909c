/* test-text-lines.c - rules, leaders and lines on pages drawn here with a bitmap font. */
#include "stages/recognise/strokes.h"
#include "stages/recognise/text_cut.h"

#include <leptonica/allheaders.h>

enum { DPI = 200, WIDTH = 1700, HEIGHT = 2200 };

static PIX *new_page(void)
{
    PIX *page = pixCreate(WIDTH, HEIGHT, 1);
    pixSetResolution(page, DPI, DPI);
    return page;
}

/* Draws text some 25 pixels high, its top left corner about (x, y). */
static void draw(PIX *page, const char *text, int x, int y)
{
    L_BMF *font = bmfCreate(NULL, 8);
    int width = 0, overflow = 0;
    PIX *line = pixCreate(WIDTH, 60, 1);
    pixSetTextline(line, font, text, 1, 0, 40, &width, &overflow);
    g_assert_false(overflow);
    pixRasterop(page, x, y, width, 60, PIX_SRC | PIX_DST, line, 0, 0);
    pixDestroy(&line);
    bmfDestroy(&font);
}

static void fill(PIX *page, int x, int y, int width, int height)
{
    pixRasterop(page, x, y, width, height, PIX_SET, NULL, 0, 0);
}

static int count_ink(PIX *image, int x, int y, int width, int height)
{
    int count = 0;
    BOX *box = boxCreate(x, y, width, height);
    PIX *part = pixClipRectangle(image, box, NULL);
    g_assert_nonnull(part);
    pixCountPixels(part, &count, NULL);
    pixDestroy(&part);
    boxDestroy(&box);
    return count;
}

static void test_rules_go_strokes_stay(void)
{
    PIX *page = new_page();
    fill(page, 100, 500, 1500, 4);
    fill(page, 100, 500, 4, 200);
    fill(page, 700, 484, 5, 36); /* a stroke across the rule */
    g_autoptr(TextInk) ink = text_ink_new(page, DPI, FALSE, NULL);
    g_assert_nonnull(ink);
    g_assert_cmpint(count_ink(ink->text, 100, 495, 590, 12), ==, 0);
    g_assert_cmpint(count_ink(ink->text, 90, 520, 30, 170), ==, 0);
    g_assert_cmpint(count_ink(ink->text, 700, 484, 5, 36), ==, 180);
    g_assert_cmpint(count_ink(ink->bars, 90, 520, 30, 170), >, 150);
    pixDestroy(&page);
}

static void test_broken_streak_goes(void)
{
    PIX *page = new_page();
    for (int y = 0; y + 30 < HEIGHT; y += 36) /* a streak with gaps, a little aslant */
        fill(page, 800 + y / 80, y, 3, 30);
    draw(page, "Within normal limits", 300, 900);
    g_autoptr(TextInk) ink = text_ink_new(page, DPI, FALSE, NULL);
    g_assert_nonnull(ink);
    int before = count_ink(page, 780, 1000, 80, 1000),
        left = count_ink(ink->text, 780, 1000, 80, 1000);
    g_assert_cmpint(left * 10, <, before);
    g_assert_cmpint(count_ink(ink->text, 300, 900, 450, 60), ==,
                    count_ink(page, 300, 900, 450, 60));
    pixDestroy(&page);
}

static void test_stems_are_no_streak(void)
{
    PIX *page = new_page();
    for (int y = 100; y < 2000; y += 40)
        draw(page, "I felt ill I fill it in full", 200, y);
    g_autoptr(TextInk) ink = text_ink_new(page, DPI, FALSE, NULL);
    g_assert_nonnull(ink);
    g_assert_cmpint(count_ink(ink->text, 0, 0, WIDTH, HEIGHT), ==,
                    count_ink(page, 0, 0, WIDTH, HEIGHT));
    pixDestroy(&page);
}

static void test_leaders_go_points_stay(void)
{
    PIX *page = new_page();
    draw(page, "Sex", 200, 500);
    for (int x = 300; x < 700; x += 9)
        fill(page, x, 536, 3, 3);
    draw(page, "F", 720, 500);
    draw(page, "0.5 mg, 2.25 mg ... 10.75 mg.", 200, 600);
    g_autoptr(TextInk) ink = text_ink_new(page, DPI, FALSE, NULL);
    g_assert_nonnull(ink);
    g_assert_cmpint(count_ink(ink->text, 290, 500, 420, 60), ==, 0);
    g_assert_cmpint(count_ink(ink->text, 200, 600, 900, 60), ==,
                    count_ink(page, 200, 600, 900, 60));
    pixDestroy(&page);
}

static void test_white_on_black(void)
{
    PIX *page = new_page(), *text = pixCreate(600, 60, 1);
    draw(text, "ALLERGIES", 100, 0);
    fill(page, 200, 300, 600, 60);
    pixRasterop(page, 200, 300, 600, 60, PIX_SRC ^ PIX_DST, text, 0, 0);
    g_autoptr(TextInk) ink = text_ink_new(page, DPI, FALSE, NULL);
    g_assert_nonnull(ink);
    int print = count_ink(text, 90, 5, 300, 50), found = count_ink(ink->text, 290, 305, 300, 50);
    g_assert_cmpint(ABS(found - print) * 10, <, print);
    pixDestroy(&text);
    pixDestroy(&page);
}

static void test_cells_are_parted(void)
{
    PIX *page = new_page();
    fill(page, 100, 500, 1000, 3);
    fill(page, 100, 580, 1000, 3);
    fill(page, 100, 500, 3, 83);
    fill(page, 420, 500, 3, 83);
    fill(page, 1100, 500, 3, 83);
    draw(page, "M17.11", 310, 515);
    draw(page, "1500.00", 435, 515);
    g_autoptr(TextInk) ink = text_ink_new(page, DPI, FALSE, NULL);
    g_autoptr(GPtrArray) lines = text_lines_find(ink);
    g_assert_cmpuint(lines->len, ==, 2);
    const TextLine *left = lines->pdata[0], *right = lines->pdata[1];
    g_assert_cmpuint(left->row, ==, right->row);
    g_assert_cmpint(left->box.x + left->box.width, <, 422);
    g_assert_cmpint(right->box.x, >, 422);
    pixDestroy(&page);
}

/* A table is read across, whatever the height of its cells. */
static void test_table_by_rows(void)
{
    PIX *page = new_page();
    for (int row = 0; row < 8; row++) {
        draw(page, "Sodium", 200, 400 + 50 * row);
        draw(page, "138", 800, 402 + 50 * row);
        draw(page, "mmol/L", 1200, 399 + 50 * row);
    }
    g_autoptr(TextInk) ink = text_ink_new(page, DPI, FALSE, NULL);
    g_autoptr(GPtrArray) lines = text_lines_find(ink);
    g_assert_cmpuint(lines->len, ==, 24);
    for (guint i = 0; i < lines->len; i++) {
        const TextLine *line = lines->pdata[i];
        g_assert_cmpuint(line->row, ==, i / 3);
        g_assert_cmpint(line->box.x / 400, ==, (int)(i % 3) * 2 - (i % 3 == 2));
    }
    guint next = 0;
    g_autoptr(TextCut) cut = text_cut_new(lines, 0, &next, ink, text_cut_find_gap(lines));
    g_assert_cmpuint(next, ==, 3);
    g_assert_cmpuint(cut->breaks->len, ==, 2);
    int width = pixGetWidth(cut->image);
    g_assert_cmpint(width, <, 500);
    Box last = text_cut_map(cut, (Box){width - 40, 10, 20, 20});
    const TextLine *units = lines->pdata[2];
    g_assert_cmpint(last.x, >=, units->box.x);
    g_assert_cmpint(last.x + last.width, <=, units->box.x + units->box.width);
    pixDestroy(&page);
}

static void test_columns_of_prose(void)
{
    PIX *page = new_page();
    draw(page, "CONSULTATION", 700, 100);
    for (int row = 0; row < 10; row++) {
        draw(page, "She was seen at the request of her", 150, 300 + 45 * row);
        draw(page, "The skin is warm and dry to touch", 900, 300 + 45 * row);
    }
    draw(page, "Dictated but not read, to speed the mail, in the name of the author", 350, 1000);
    g_autoptr(TextInk) ink = text_ink_new(page, DPI, FALSE, NULL);
    g_autoptr(GPtrArray) lines = text_lines_find(ink);
    g_assert_cmpuint(lines->len, ==, 22);
    for (guint i = 1; i < 21; i++) {
        const TextLine *line = lines->pdata[i];
        g_assert_cmpuint(line->row, ==, i);
        g_assert_cmpint(line->box.x > 800, ==, i > 10);
    }
    pixDestroy(&page);
}

/* A pen's stroke through three lines ties them to one piece of ink; they are read one by one. */
static void test_scribble_across_lines(void)
{
    PIX *page = new_page();
    for (int row = 0; row < 6; row++)
        draw(page, "The patient had tried nonoperative therapy which did not assist", 200,
             400 + 40 * row);
    pixRenderLine(page, 420, 430, 470, 540, 4, L_SET_PIXELS);
    pixRenderLine(page, 470, 540, 560, 440, 4, L_SET_PIXELS);
    g_autoptr(TextInk) ink = text_ink_new(page, DPI, FALSE, NULL);
    g_autoptr(GPtrArray) lines = text_lines_find(ink);
    g_assert_cmpuint(lines->len, ==, 6);
    for (guint i = 0; i < lines->len; i++) {
        const TextLine *line = lines->pdata[i];
        g_assert_cmpint(line->box.height, <, 60);
        g_assert_cmpint(line->box.width, >, 900);
    }
    pixDestroy(&page);
}

static void test_specks_are_too_many(void)
{
    PIX *page = new_page();
    for (int y = 0; y < HEIGHT; y += 8)
        for (int x = y % 5; x < WIDTH; x += 8)
            pixSetPixel(page, x, y, 1);
    g_assert_null(text_ink_new(page, DPI, FALSE, NULL));
    pixDestroy(&page);
}

/* Words of five letters, 20 high, with `white` between them; as many as a form has. */
static GPtrArray *make_words(int white)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)text_line_free);
    for (int i = 0; i < 8; i++) {
        TextLine *line = g_new0(TextLine, 1);
        line->pieces = g_array_new(FALSE, FALSE, sizeof(Box));
        for (int x = 100, letter = 0; letter < 20; letter++) {
            Box piece = {x, 100 + 40 * i, 12, 20};
            g_array_append_val(line->pieces, piece);
            line->box = box_join(line->box, piece);
            x += 12 + (letter % 5 == 4 ? white : 3);
        }
        g_ptr_array_add(lines, line);
    }
    return lines;
}

/* Cells of typewriter print need more white between them than its letters have. */
static void test_gap(void)
{
    g_autoptr(GPtrArray) printed = make_words(9), typed = make_words(18), empty = make_words(3);
    g_assert_cmpfloat(text_cut_find_gap(typed), >, 1);
    g_assert_cmpfloat(text_cut_find_gap(printed), <, 0.7);
    g_assert_cmpfloat(text_cut_find_gap(empty), ==, text_cut_find_gap(printed));
}

int main(int argc, char **argv)
{
    setMsgSeverity(L_SEVERITY_NONE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text-lines/rules-go-strokes-stay", test_rules_go_strokes_stay);
    g_test_add_func("/text-lines/broken-streak-goes", test_broken_streak_goes);
    g_test_add_func("/text-lines/stems-are-no-streak", test_stems_are_no_streak);
    g_test_add_func("/text-lines/leaders-go-points-stay", test_leaders_go_points_stay);
    g_test_add_func("/text-lines/white-on-black", test_white_on_black);
    g_test_add_func("/text-lines/cells-are-parted", test_cells_are_parted);
    g_test_add_func("/text-lines/table-by-rows", test_table_by_rows);
    g_test_add_func("/text-lines/columns-of-prose", test_columns_of_prose);
    g_test_add_func("/text-lines/scribble-across-lines", test_scribble_across_lines);
    g_test_add_func("/text-lines/gap", test_gap);
    g_test_add_func("/text-lines/specks-are-too-many", test_specks_are_too_many);
    return g_test_run();
}
