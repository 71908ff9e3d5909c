/* test-bind-text.c - the words of a page lie where they are seen. */
#include "bind_setup.h"
#include "stages/bind/bind.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>

typedef struct {
    double left, top, right, bottom;
} Area;

/* Where pdftotext finds the n-th `word` of the volume; pages are parted in `page` from 1. */
static gboolean area_find(const char *listing, guint page, const char *word, Area *area)
{
    const char *at = listing;
    for (guint i = 0; i < page && at != NULL; i++)
        at = strstr(at + 1, "<page ");
    g_assert_nonnull(at);
    const char *end = strstr(at, "</page>");
    g_autofree char *escaped = g_markup_escape_text(word, -1);
    g_autofree char *close = g_strdup_printf("\">%s</word>", escaped);
    const char *found = strstr(at, close);
    if (found == NULL || found > end)
        return FALSE;
    const char *begin = g_strrstr_len(at, found - at, "<word ");
    g_assert_cmpint(sscanf(begin, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"",
                           &area->left, &area->top, &area->right, &area->bottom),
                    ==, 4);
    return TRUE;
}

/* The share of a word's box that the found area covers, and how much wider than the box it is. */
static void assert_on_word(const Area *area, double left, double top, double width, double height)
{
    double x = fmin(area->right, left + width) - fmax(area->left, left);
    double y = fmin(area->bottom, top + height) - fmax(area->top, top);
    g_assert_cmpfloat(x, >=, 0.97 * width);
    g_assert_cmpfloat(y, >=, 0.90 * height);
    g_assert_cmpfloat(area->right - area->left, <=, width * 1.03 + 0.5);
}

/* --- tests ----------------------------------------------------------------------------------- */

static void test_text_in_place(BindSetup *setup, gconstpointer data)
{
    (void)data;
    static const char *const lines[] = {"Metoprolol succinate 25 mg daily, once",
                                        "no evidence (today) of wheezing - ok",
                                        "Assessment: hypertension", NULL};
    Document *document = document_add(setup->chart, "D000001", "progress-note", "2026-03-14");
    Page *page = page_draw(1, lines);
    g_ptr_array_add(document->pages, page);
    Word *corrected = page->words->pdata[1];
    corrected->corrected = g_strdup("ßuccinate–µ");
    chart_bind(setup);
    assert_sound(setup);
    g_autofree char *listing = volume_look(setup, 0, "pdftotext -q -bbox %s -");
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        Area area;
        if (!area_find(listing, 2, word_text(word), &area))
            g_error("'%s' is not found", word_text(word));
        double scale = 72.0 / 200;
        assert_on_word(&area, word->box.x * scale, word->box.y * scale, word->box.width * scale,
                       word->box.height * scale);
    }
    g_autofree char *text = volume_look(setup, 0, "pdftotext -q -f 2 -l 2 %s -");
    assert_says(text, "Metoprolol ßuccinate–µ 25 mg daily, once");
    assert_says(text, "no evidence (today) of wheezing - ok");
    assert_says(text, "D000001 · page 1 of 1 · progress note · 2026-03-14");
}

/* A page whose lines fall by two degrees is shown straight, and its words with it. */
static void test_straightened(BindSetup *setup, gconstpointer data)
{
    (void)data;
    Document *document = document_add(setup->chart, "D000001", "referral", "2026-03-14");
    Page *page = page_new(1);
    PIX *pix = pixCreate(1700, 2200, 1);
    page_put_image(page, pix, IMAGE_G4, 200, 200);
    pixDestroy(&pix);
    page->skew_degrees = 2;
    double turn = 2 * G_PI / 180;
    for (guint i = 0; i < 3; i++) {
        double x = 300.0 + 500 * i - 850, y = 400 - 1100; /* straight, from the middle */
        double length = 200 * cos(turn) + 30 * sin(turn), height = 200 * sin(turn) + 30 * cos(turn);
        Box box = {round(850 + x * cos(turn) - y * sin(turn) - length / 2),
                   round(1100 + x * sin(turn) + y * cos(turn) - height / 2), round(length),
                   round(height)};
        static const char *const texts[] = {"Altitude", "Beats", "Hernia"};
        g_ptr_array_add(page->words, word_new(texts[i], box, 0.9, 0, 0));
    }
    g_ptr_array_add(document->pages, page);
    chart_bind(setup);
    assert_sound(setup);
    g_autofree char *listing = volume_look(setup, 0, "pdftotext -q -bbox %s -");
    Area areas[3];
    g_assert_true(area_find(listing, 2, "Altitude", &areas[0]));
    g_assert_true(area_find(listing, 2, "Beats", &areas[1]));
    g_assert_true(area_find(listing, 2, "Hernia", &areas[2]));
    for (guint i = 0; i < 3; i++)
        assert_on_word(&areas[i], (300 + 500 * i - 100 + 1) * 0.36, (400 - 14) * 0.36, 198 * 0.36,
                       28 * 0.36);
    g_assert_cmpfloat(fabs(areas[0].bottom - areas[2].bottom), <, 1.5);

    /* With a word at the edge that a turn would push off the page, it is shown as it is. */
    Box edge = {4, 60, 60, 30};
    g_ptr_array_add(page->words, word_new("edge", edge, 0.9, 1, 0));
    chart_bind(setup);
    g_free(listing);
    listing = volume_look(setup, 0, "pdftotext -q -bbox %s -");
    g_assert_true(area_find(listing, 2, "Altitude", &areas[0]));
    g_assert_true(area_find(listing, 2, "Hernia", &areas[2]));
    g_assert_cmpfloat(areas[2].bottom - areas[0].bottom, >, 8);
    g_assert_true(area_find(listing, 2, "edge", &areas[0]));
}

static void test_hostile_words(BindSetup *setup, gconstpointer data)
{
    (void)data;
    static const char *const lines[] = {"one two three four five six seven eight nine ten", NULL};
    Document *document = document_add(setup->chart, "D000001", "other", NULL);
    Page *page = page_draw(1, lines);
    g_ptr_array_add(document->pages, page);
    g_autofree char *endless = g_strnfill(10000, 'w');
    const char *const texts[] = {
        "con\001trol\033", "bro\xff\xc3ken", endless,           "\001\002", "漢字",
        "𝒳-ray",           ")\\(<>",         "fffe\xef\xbf\xbe"};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        Word *word = page->words->pdata[i];
        g_free(word->text);
        word->text = g_strdup(texts[i]);
    }
    ((Word *)page->words->pdata[8])->box = (Box){0};
    ((Word *)page->words->pdata[9])->box = (Box){G_MAXINT, G_MAXINT, G_MAXINT, G_MAXINT};
    Box below = {-500, 900, 10, 10};
    g_ptr_array_add(page->words, word_new("before", below, 0.1, 2, 0));
    chart_bind(setup);
    assert_sound(setup);
    g_autofree char *text = volume_look(setup, 0, "pdftotext -q -f 2 -l 2 %s -");
    assert_says(text, "control");
    assert_says(text, "bro\xef\xbf\xbd\xef\xbf\xbdken");
    assert_says(text, "wwww"); /* pdftotext drops letters that lie upon each other */
    assert_says(text, "漢字");
    assert_says(text, "-ray");
    assert_says(text, ")\\(<>");
    assert_says(text, "nine");
    assert_says(text, "ten");
    assert_says(text, "before");
}

static void test_transcript(BindSetup *setup, gconstpointer data)
{
    (void)data;
    Document *document = document_add(setup->chart, "D000001", "consultation", "2026-03-14");
    Page *page = page_new(1);
    page->width_px = 1700;
    page->height_px = 2 * 2200;
    page->dpi = 200;
    page->born_digital = TRUE;
    Box high = {200, 200, 10 * 17, 30}, low = {200, 2200 + 300, 9 * 17, 30};
    g_ptr_array_add(page->words, word_new("Assessment", high, 1, 0, 0));
    g_ptr_array_add(page->words, word_new("Continued", low, 1, 1, 0));
    g_ptr_array_add(document->pages, page);
    Page *lost = page_new(2);
    lost->kind = PAGE_UNREADABLE;
    g_ptr_array_add(document->pages, lost);
    Page *blank = page_new(3);
    blank->kind = PAGE_BLANK;
    g_ptr_array_add(document->pages, blank);
    chart_bind(setup);
    assert_sound(setup);
    g_assert_cmpuint(volume_pages(setup, 0), ==, 4);
    g_autofree char *listing = volume_look(setup, 0, "pdftotext -q -bbox %s -");
    Area area;
    g_assert_true(area_find(listing, 2, "Assessment", &area));
    assert_on_word(&area, 72, 72, 170 * 0.36, 30 * 0.36);
    g_assert_true(area_find(listing, 3, "Continued", &area));
    assert_on_word(&area, 72, 300 * 0.36, 153 * 0.36, 30 * 0.36);
    g_autofree char *text = volume_look(setup, 0, "pdftotext -q -f 2 -l 4 %s -");
    assert_says(text, "page 1 of 2, sheet 2 of 2");
    assert_says(text, "Page 2 of fax0001.tif could not be read.");
    g_autofree char *list = volume_look(setup, 0, "pdffonts %s");
    assert_says(list, "DejaVuSansMono");
}

static void test_printable(void)
{
    g_autofree char *printable = bind_printable("a\tb\r\nc\xe2\x80\xae d\xed\xa0\x80");
    g_assert_true(g_utf8_validate(printable, -1, NULL));
    g_assert_true(g_str_has_prefix(printable, "a b  c d"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bind/printable", test_printable);
    BIND_TEST("/bind/text-in-place", NULL, test_text_in_place);
    BIND_TEST("/bind/straightened", NULL, test_straightened);
    BIND_TEST("/bind/hostile-words", NULL, test_hostile_words);
    BIND_TEST("/bind/transcript", NULL, test_transcript);
    return g_test_run();
}
