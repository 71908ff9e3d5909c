/* test-recognise.c - the recognise stage and the recogniser, on pages drawn here with a bitmap
 * font. */
#include "drawn.h"

#include "stages/recognise/recogniser.h"
#include "stages/recognise/serial_teams.h"

#include "fate.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>

enum { PAGE_WIDTH = 1700, PAGE_HEIGHT = 2200, PAGE_DPI = 200 };

static const char *const body[] = {
    "The patient returned to the clinic today", "She was seen for her blood pressure and",
    "reports that the headache has gone away",  "Her medication will stay as it was before",
    "We will see her again after the summer",
};

typedef struct {
    Settings *settings;
    StageSetup setup;
} Fixture;

static void fixture_open(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    fixture->settings = settings_new();
    fixture->setup = (StageSetup){.settings = fixture->settings};
}

static void fixture_close(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    settings_free(fixture->settings);
}

/* Draws a line of text at (x, y), its capitals some 35 pixels high. */
static void draw_line(PIX *page, const char *text, int x, int y)
{
    L_BMF *font = bmfCreate(NULL, 12);
    int width = 0, overflow = 0;
    PIX *line = pixCreate(1400, 80, 1);
    pixSetTextline(line, font, text, 1, 4, 50, &width, &overflow);
    g_assert_false(overflow);
    pixRasterop(page, x, y, 1400, 80, PIX_SRC | PIX_DST, line, 0, 0);
    pixDestroy(&line);
    bmfDestroy(&font);
}

static PIX *draw_body(void)
{
    PIX *page = pixCreate(PAGE_WIDTH, PAGE_HEIGHT, 1);
    for (guint i = 0; i < G_N_ELEMENTS(body); i++)
        draw_line(page, body[i], 200, 400 + 90 * (int)i);
    pixSetResolution(page, PAGE_DPI, PAGE_DPI);
    return page;
}

static void drop_clean(Page *page)
{
    pixDestroy(&page->clean);
}

/* A page as the clean stage leaves it: `clean` is taken. */
static Page *make_page(PIX *clean)
{
    Page *page = page_new(1);
    page->clean = clean;
    page->drop_images = drop_clean;
    page->clean_scale = 1;
    page->clean_map[0] = page->clean_map[4] = 1;
    page->width_px = PAGE_WIDTH;
    page->height_px = PAGE_HEIGHT;
    page->dpi = PAGE_DPI;
    return page;
}

static void run_stage(Fixture *fixture, Page *page)
{
    g_autoptr(GError) error = NULL;
    gpointer state = recognise_stage.open(&fixture->setup, &error);
    g_assert_no_error(error);
    g_assert_true(recognise_stage.page(state, NULL, page, &error));
    g_assert_no_error(error);
    recognise_stage.close(state);
}

static const Word *lookup_word(const Page *page, const char *text)
{
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        if (g_ascii_strcasecmp(word->text, text) == 0)
            return word;
    }
    return NULL;
}

static guint count_found(const Page *page)
{
    guint found = 0;
    for (guint i = 0; i < G_N_ELEMENTS(body); i++) {
        g_auto(GStrv) words = g_strsplit(body[i], " ", -1);
        for (guint j = 0; words[j]; j++)
            found += lookup_word(page, words[j]) != NULL;
    }
    return found;
}

static void test_words_in_place(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Page) page = make_page(draw_body());
    run_stage(fixture, page);
    g_assert_cmpuint(count_found(page), >=, 34);
    g_assert_false(page->born_digital);

    const Word *first = lookup_word(page, "patient"), *last = lookup_word(page, "summer");
    g_assert_nonnull(first);
    g_assert_nonnull(last);
    g_assert_cmpint(abs(first->box.y - 415), <, 25);
    g_assert_cmpint(first->box.x, >, 240);
    g_assert_cmpint(first->box.x, <, 400);
    g_assert_cmpuint(first->line, ==, 0);
    g_assert_cmpuint(last->line, ==, 4);
    g_assert_cmpfloat(first->confidence, >, 0.5);
    g_assert_cmpfloat(first->confidence, <=, 1);
}

static void test_boxes_through_matrix(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    const double angle = 3 * G_PI / 180, scale = 0.75;
    g_autoptr(Page) straight = make_page(draw_body());
    g_autoptr(Page) turned = make_page(draw_body());
    double *m = turned->clean_map;

    m[0] = scale * cos(angle), m[1] = -scale * sin(angle), m[2] = 100;
    m[3] = scale * sin(angle), m[4] = scale * cos(angle), m[5] = 50;
    turned->clean_scale = 1 / scale;
    turned->dpi = PAGE_DPI * 3 / 4;
    run_stage(fixture, straight);
    run_stage(fixture, turned);

    const Word *before = lookup_word(straight, "headache"),
               *after = lookup_word(turned, "headache");
    g_assert_nonnull(before);
    g_assert_nonnull(after);
    double x = before->box.x + before->box.width / 2.0,
           y = before->box.y + before->box.height / 2.0;
    double to_x = after->box.x + after->box.width / 2.0,
           to_y = after->box.y + after->box.height / 2.0;
    g_assert_cmpfloat_with_epsilon(to_x, m[0] * x + m[1] * y + m[2], 3);
    g_assert_cmpfloat_with_epsilon(to_y, m[3] * x + m[4] * y + m[5], 3);
    g_assert_cmpint(after->box.height, >, before->box.height * 3 / 4);
}

static void test_boxes_stay_on_page(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Page) page = make_page(draw_body());
    page->clean_map[2] = -250;
    page->clean_map[5] = PAGE_HEIGHT;
    run_stage(fixture, page);
    g_assert_cmpuint(page->words->len, >, 0);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        g_assert_cmpint(word->box.x, >=, 0);
        g_assert_cmpint(word->box.width, >, 0);
        g_assert_cmpint(word->box.height, >, 0);
        g_assert_cmpint(word->box.y + word->box.height, <=, PAGE_HEIGHT);
    }
}

static void test_choices(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Page) page = make_page(draw_body());
    guint choices = 0;
    run_stage(fixture, page);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        for (guint j = 0; word->choices && j < word->choices->len; j++, choices++) {
            const Choice *choice = &g_array_index(word->choices, Choice, j);
            g_assert_cmpuint(choice->at, <, g_utf8_strlen(word->text, -1));
            g_assert_cmpfloat(choice->confidence, >=, 0);
            g_assert_cmpfloat(choice->confidence, <=, 1);
        }
    }
    g_assert_cmpuint(choices, >, 0);
}

static void test_fax_header(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    PIX *clean = draw_body();
    draw_line(clean, "FROM: LAKE CLINIC   APR-09-2023 11:16   PAGE 4 OF 5", 100, 20);
    g_autoptr(Page) page = make_page(clean);
    run_stage(fixture, page);
    const Word *header = lookup_word(page, "CLINIC"), *inside = lookup_word(page, "patient");
    g_assert_nonnull(header);
    g_assert_nonnull(inside);
    g_assert_true(header->flags & WORD_HEADER);
    g_assert_false(inside->flags & WORD_HEADER);
}

static void test_no_fax_header(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    PIX *clean = draw_body();
    draw_line(clean, "LAKE CLINIC   Progress note   Page 1 of 2", 100, 20);
    g_autoptr(Page) page = make_page(clean);
    run_stage(fixture, page);
    for (guint i = 0; i < page->words->len; i++)
        g_assert_false(((Word *)page->words->pdata[i])->flags & WORD_HEADER);
}

static void test_layer_passed_through(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Page) page = make_page(draw_body());
    page->layer = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
    g_ptr_array_add(page->layer, word_new("apixaban", (Box){10, 20, 90, 18}, 1, 3, 2));
    run_stage(fixture, page);
    g_assert_true(page->born_digital);
    g_assert_cmpuint(page->words->len, ==, 1);
    const Word *word = page->words->pdata[0];
    g_assert_cmpstr(word->text, ==, "apixaban");
    g_assert_cmpint(word->box.y, ==, 20);
    g_assert_cmpuint(word->line, ==, 3);
    g_assert_cmpuint(word->block, ==, 2);
}

static void test_nothing_to_read(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Page) blank = make_page(NULL);
    run_stage(fixture, blank);
    g_assert_cmpuint(blank->words->len, ==, 0);

    static const int sizes[][2] = {{1, 1}, {1, 3000}, {3000, 1}, {3, 3}, {40, 40}};
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
        for (int depth = 1; depth <= 8; depth += 7) {
            g_autoptr(Page) tiny = make_page(pixCreate(sizes[i][0], sizes[i][1], depth));
            run_stage(fixture, tiny);
            g_assert_cmpuint(tiny->words->len, ==, 0);
        }
    }
}

static void test_specks_are_not_read(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    PIX *clean = pixCreate(PAGE_WIDTH, PAGE_HEIGHT, 1);
    for (int y = 0; y < PAGE_HEIGHT; y += 8)
        for (int x = y % 5; x < PAGE_WIDTH; x += 8)
            pixSetPixel(clean, x, y, 1);
    g_autoptr(Page) page = make_page(clean);
    run_stage(fixture, page);
    g_assert_cmpuint(page->words->len, ==, 0);
    g_assert_cmpuint(page->notes->len, ==, 1);
    const Note *note = page->notes->pdata[0];
    g_assert_cmpstr(note->text, ==, "Not read: the page is covered with specks.");
}

static PIX *draw_dirt(PIX *page, int top, int height)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(11);
    for (int i = 0; i < 1500; i++) {
        int side = g_rand_int_range(rand, 3, 16);
        pixRasterop(page, g_rand_int_range(rand, 60, PAGE_WIDTH - 80),
                    top + g_rand_int_range(rand, 0, height), side, g_rand_int_range(rand, 8, 26),
                    PIX_SET, NULL, 0, 0);
    }
    return page;
}

/* A picture, or a band of dirt, at the head of a page does not hide the print below it. */
static void test_print_below_dirt(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(Page) page = make_page(draw_dirt(draw_body(), 40, 300));
    run_stage(fixture, page);
    g_autofree char *text = page_text(page, TEXT_OCR);
    g_assert_nonnull(strstr(text, "headache has gone away"));
    g_assert_nonnull(strstr(text, "again after the summer"));
    g_assert_cmpuint(page->notes->len, ==, 0);
}

static void assert_not_read(Fixture *fixture, PIX *clean)
{
    g_autoptr(Page) page = make_page(clean);
    run_stage(fixture, page);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        g_test_message("%s %.2f line %u", word->text, word->confidence, word->line);
    }
    g_assert_cmpuint(page->words->len, ==, 0);
    g_assert_cmpuint(page->notes->len, ==, 1);
    g_assert_nonnull(strstr(((Note *)page->notes->pdata[0])->text, "no English text"));
}

/* Characters of level and upright strokes in squares, as in East Asian print. */
static PIX *draw_characters(void)
{
    PIX *page = pixCreate(PAGE_WIDTH, PAGE_HEIGHT, 1);
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    for (int row = 0; row < 16; row++)
        for (int column = 0; column < 26; column++) {
            int x = 200 + 46 * column, y = 300 + 70 * row;
            for (int i = 0; i < 7; i++) {
                int from = g_rand_int_range(rand, 0, 16), to = g_rand_int_range(rand, 22, 40);
                int at = g_rand_int_range(rand, 0, 38);
                if (i % 2)
                    pixRasterop(page, x + from, y + at, to - from, 3, PIX_SET, NULL, 0, 0);
                else
                    pixRasterop(page, x + at, y + from, 3, to - from, PIX_SET, NULL, 0, 0);
            }
        }
    return page;
}

static void test_no_english(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    assert_not_read(fixture, draw_characters());

    PIX *dirt = pixCreate(PAGE_WIDTH, PAGE_HEIGHT, 1);
    assert_not_read(fixture, draw_dirt(dirt, 100, PAGE_HEIGHT - 200));
}

/* Waves with loops, line by line. */
static void test_handwriting(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    PIX *page = pixCreate(PAGE_WIDTH, PAGE_HEIGHT, 1);
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);
    for (int line = 0; line < 14; line++) {
        double phase = 0, high = 20;
        for (int x = 0; x < 1200; x++) {
            if (x % 70 == 0)
                high = g_rand_double_range(rand, 8, 34);
            if (x % 210 > 180) /* between words */
                continue;
            phase += g_rand_double_range(rand, 0.06, 0.34);
            pixRasterop(page, 200 + x + (int)(9 * cos(1.7 * phase)),
                        300 + 110 * line + (int)(high * sin(phase)), 4, 4, PIX_SET, NULL, 0, 0);
        }
    }
    assert_not_read(fixture, page);
}

static void test_orientation(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Recogniser) recogniser = recogniser_open(&fixture->setup, &error);
    g_assert_no_error(error);
    for (int quarters = 0; quarters < 4; quarters++) {
        int rotation = -1;
        double confidence = 0;
        PIX *upright = draw_body(), *sample = pixRotateOrth(upright, quarters);
        g_assert_true(
            recogniser_orientation(recogniser, sample, FALSE, &rotation, &confidence, &error));
        g_assert_cmpint(rotation, ==, (360 - 90 * quarters) % 360);
        g_assert_cmpfloat(confidence, >, 0.5);
        pixDestroy(&sample);
        pixDestroy(&upright);
    }
    PIX *empty = pixCreate(600, 600, 1);
    double confidence = 1;
    int rotation = -1;
    g_assert_true(recogniser_orientation(recogniser, empty, FALSE, &rotation, &confidence, &error));
    g_assert_cmpint(rotation, ==, 0);
    g_assert_cmpfloat(confidence, ==, 0);
    pixDestroy(&empty);
}

/* A form of capitals and rules, as coarse as a screen's picture, 8 bits grey. */
static PIX *draw_coarse_form(double slant_degrees)
{
    static const char *const rows[] = {"PROJECT NUMBER AND TITLE", "NAME OF THE PHYSICIAN",
                                       "DEADLINE FOR THE REPORT", "FAX OR TELEPHONE",
                                       "REASON FOR THE REQUEST"};
    PIX *form = pixCreate(PAGE_WIDTH, PAGE_HEIGHT, 1);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        draw_line(form, rows[i], 200, 400 + 160 * (int)i);
        pixRasterop(form, 150, 500 + 160 * (int)i, 1400, 6, PIX_SET, NULL, 0, 0);
    }
    PIX *grey = pixConvertTo8(form, FALSE), *coarse = pixScaleSmooth(grey, 0.45f, 0.45f);
    PIX *slanting = pixRotate(coarse, (float)(slant_degrees * G_PI / 180), L_ROTATE_AREA_MAP,
                              L_BRING_IN_WHITE, 0, 0);
    pixDestroy(&form);
    pixDestroy(&grey);
    pixDestroy(&coarse);
    return slanting;
}

/* Capitals do not tell their foot from their head, and a rule is no line to read. */
static void test_coarse_capitals(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    gpointer state = orient_stage.open(&fixture->setup, &error);
    g_assert_no_error(error);
    for (int slant = -4; slant <= 4; slant += 4)
        for (int quarters = 0; quarters < 4; quarters++) {
            PIX *form = draw_coarse_form(slant);
            g_autoptr(Page) page = page_new(1);
            page->image = pixRotateOrth(form, quarters);
            page->x_dpi = page->y_dpi = 90;
            g_assert_true(orient_stage.page(state, NULL, page, &error));
            g_assert_no_error(error);
            g_test_message("slant %d, turned by %d", slant, 90 * quarters);
            g_assert_cmpint(page->rotation, ==, (360 - 90 * quarters) % 360);
            pixDestroy(&page->image);
            pixDestroy(&form);
        }
    orient_stage.close(state);
}

static void test_one_engine_shared(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    Recogniser *one = recogniser_open(&fixture->setup, NULL);
    Recogniser *other = recogniser_open(&fixture->setup, NULL);
    g_assert_nonnull(one);
    g_assert_true(one == other);
    recogniser_close(one);
    g_autoptr(Page) page = make_page(draw_body());
    run_stage(fixture, page);
    g_assert_cmpuint(page->words->len, >, 0);
    recogniser_close(other);
}

static void test_missing_language(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(settings_parse(fixture->settings, "language = eng+tlh_old\n", NULL));
    g_assert_null(recogniser_open(&fixture->setup, &error));
    g_assert_error(error, FATE, FATE_FATAL);
    g_assert_nonnull(strstr(error->message, "tesseract-ocr-tlh-old"));
}

static void test_thread_limit_missing(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_unsetenv("OMP_THREAD_LIMIT");
    g_assert_null(recogniser_open(&fixture->setup, &error));
    g_setenv("OMP_THREAD_LIMIT", "1", TRUE);
    g_assert_error(error, FATE, FATE_FATAL);
    g_assert_nonnull(strstr(error->message, "OMP_THREAD_LIMIT"));
}

/* Nothing that is read would differ: only the clock tells. */
static void test_no_teams(G_GNUC_UNUSED Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_assert_true(serial_teams_hold());
}

#define ADD(path, function)                                                                        \
    g_test_add("/recognise/" path, Fixture, NULL, fixture_open, function, fixture_close)

int main(int argc, char **argv)
{
    drawn_test_init(&argc, &argv);
    ADD("no-teams", test_no_teams);
    ADD("words-in-place", test_words_in_place);
    ADD("boxes-through-matrix", test_boxes_through_matrix);
    ADD("boxes-stay-on-page", test_boxes_stay_on_page);
    ADD("choices", test_choices);
    ADD("fax-header", test_fax_header);
    ADD("no-fax-header", test_no_fax_header);
    ADD("layer-passed-through", test_layer_passed_through);
    ADD("nothing-to-read", test_nothing_to_read);
    ADD("specks-are-not-read", test_specks_are_not_read);
    ADD("print-below-dirt", test_print_below_dirt);
    ADD("no-english", test_no_english);
    ADD("handwriting", test_handwriting);
    ADD("orientation", test_orientation);
    ADD("coarse-capitals", test_coarse_capitals);
    ADD("one-engine-shared", test_one_engine_shared);
    ADD("missing-language", test_missing_language);
    ADD("thread-limit-missing", test_thread_limit_missing);
    return g_test_run();
}
