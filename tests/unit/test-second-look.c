/* test-second-look.c - lines read twice, and what is made of the two; ranges of figures. */
#include "drawn.h"

#include "stages/recognise/ranges.h"
#include "stages/recognise/second_look.h"

#include <string.h>

typedef struct {
    Settings *settings;
    Recogniser *recogniser;
    TextInk *ink;
    GPtrArray *lines;
    TextCut *cut;
} Fixture;

static const char LINE[] = "Blood pressure is 150/90 today";

static void fixture_open(Fixture *this, G_GNUC_UNUSED gconstpointer data)
{
    this->settings = settings_new();
    const StageSetup setup = {.settings = this->settings};
    g_autoptr(GError) error = NULL;
    this->recogniser = recogniser_open(&setup, &error);
    g_assert_no_error(error);
    PIX *page = pixCreate(DRAWN_WIDTH, 400, 1);
    guint next;
    drawn_line(page, LINE, 200, 100);
    this->ink = text_ink_new(page, DRAWN_DPI, FALSE, NULL);
    this->lines = text_lines_find(this->ink);
    this->cut = text_cut_new(this->lines, 0, &next, this->ink, text_cut_find_gap(this->lines));
    g_assert_nonnull(this->cut);
    pixDestroy(&page);
}

static void fixture_close(Fixture *this, G_GNUC_UNUSED gconstpointer data)
{
    text_cut_free(this->cut);
    g_ptr_array_unref(this->lines);
    text_ink_free(this->ink);
    recogniser_close(this->recogniser);
    settings_free(this->settings);
}

static GPtrArray *words_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
}

static GPtrArray *read_once(const Fixture *this)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *words = recogniser_read(this->recogniser, this->cut->image, DRAWN_DPI, LAYOUT_LINE,
                                       this->cut->breaks, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(words->len, ==, 5);
    return words;
}

/* Puts another reading in the place of a word. */
static void misread(GPtrArray *words, guint at, const char *text, float confidence)
{
    Word *word = words->pdata[at];
    g_free(word->text);
    word->text = g_strdup(text);
    word->confidence = confidence;
}

static GPtrArray *look_again(const Fixture *this, GPtrArray *first)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *words = second_look_take(this->recogniser, this->cut, DRAWN_DPI, first, &error);
    g_assert_no_error(error);
    return words;
}

static void assert_line(const GPtrArray *words, const char *line)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(text, "%s%s", i ? " " : "", ((Word *)words->pdata[i])->text);
    g_assert_cmpstr(text->str, ==, line);
}

static float confidence_at(const GPtrArray *words, guint at)
{
    return ((Word *)words->pdata[at])->confidence;
}

static void test_pays(Fixture *this, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GPtrArray) words = read_once(this);
    g_assert_false(second_look_pays(this->recogniser, words));
    misread(words, 1, "pressure", 0.6f); /* a word, fairly read */
    g_assert_false(second_look_pays(this->recogniser, words));
    misread(words, 1, "pressune", 0.6f);
    g_assert_true(second_look_pays(this->recogniser, words));
    misread(words, 1, "pressure", 0.3f);
    g_assert_true(second_look_pays(this->recogniser, words));
    misread(words, 1, "--", 0.1f); /* marks alone */
    g_assert_false(second_look_pays(this->recogniser, words));
    for (guint i = 0; i < words->len; i++)
        misread(words, i, "xiv", 0.2f); /* dirt */
    g_assert_false(second_look_pays(this->recogniser, words));
}

/* The word that is known takes the place of the one that is not, and is not believed much. */
static void test_known_word_wins(Fixture *this, G_GNUC_UNUSED gconstpointer data)
{
    GPtrArray *first = read_once(this);
    misread(first, 1, "pressune", 0.6f);
    g_autoptr(GPtrArray) words = look_again(this, first);
    assert_line(words, LINE);
    g_assert_cmpfloat(confidence_at(words, 1), <, 0.85);
    g_assert_cmpfloat(confidence_at(words, 0), >, 0.85);
}

/* A figure is never chosen by anything but its confidence, and a dispute shows. */
static void test_disputed_figure(Fixture *this, G_GNUC_UNUSED gconstpointer data)
{
    GPtrArray *first = read_once(this);
    for (guint i = 0; i < first->len; i++) /* so that the first line is the better one */
        ((Word *)first->pdata[i])->confidence = 1;
    misread(first, 3, "160/90", 0.99f);
    g_autoptr(GPtrArray) words = look_again(this, first);
    assert_line(words, "Blood pressure is 160/90 today");
    g_assert_cmpfloat(confidence_at(words, 3), <, 0.85);
    g_assert_cmpfloat(confidence_at(words, 4), ==, 1);
}

static void test_agreement(Fixture *this, G_GNUC_UNUSED gconstpointer data)
{
    GPtrArray *first = read_once(this);
    misread(first, 0, "Blood", 0.3f);
    g_autoptr(GPtrArray) words = look_again(this, first);
    assert_line(words, LINE);
    g_assert_cmpfloat(confidence_at(words, 0), >, 0.8);
}

/* A word of figures 20 high, with dashes 10 wide, `white` on both sides of each. */
static GPtrArray *draw_figures(const char *text, int white, GArray *pieces)
{
    int x = 100;
    for (const char *c = text; *c; c++) {
        Box piece = {x, *c == '-' ? 110 : 100, *c == '-' ? 10 : 14, *c == '-' ? 4 : 20};
        if (*c == '-')
            piece.x += white - 3;
        else if (*c == '.')
            piece = (Box){x, 117, 3, 3};
        g_array_append_val(pieces, piece);
        x = piece.x + piece.width + (*c == '-' ? white : 3);
    }
    GPtrArray *words = words_new();
    g_ptr_array_add(words, word_new(text, (Box){100, 98, x - 100, 24}, 0.9f, 4, 2));
    return words;
}

static void assert_parted(const char *text, int white, const char *parted)
{
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(Box));
    g_autoptr(GPtrArray) words = draw_figures(text, white, pieces);
    ranges_part(words, pieces);
    assert_line(words, parted);
    for (guint i = 0; i < words->len; i++) {
        const Word *word = words->pdata[i];
        g_assert_cmpuint(word->line, ==, 4);
        g_assert_cmpint(word->box.width, >, 0);
        g_assert_true(i == 0 || word->box.x > ((Word *)words->pdata[i - 1])->box.x);
    }
}

static void test_ranges(void)
{
    assert_parted("70-99", 8, "70 - 99");
    assert_parted("3.5-5.1", 8, "3.5 - 5.1");
    assert_parted("7-25", 9, "7 - 25");
    assert_parted("70-99", 4, "70-99");           /* set close */
    assert_parted("99-70", 8, "99-70");           /* no range: falls */
    assert_parted("555-6398", 8, "555-6398");     /* a telephone number */
    assert_parted("03-04-2024", 8, "03-04-2024"); /* a date */
    assert_parted("-5", 8, "-5");
    assert_parted("5-", 8, "5-");
}

#define ADD(path, function)                                                                        \
    g_test_add("/second-look/" path, Fixture, NULL, fixture_open, function, fixture_close)

int main(int argc, char **argv)
{
    drawn_test_init(&argc, &argv);
    ADD("pays", test_pays);
    ADD("known-word-wins", test_known_word_wins);
    ADD("disputed-figure", test_disputed_figure);
    ADD("agreement", test_agreement);
    g_test_add_func("/second-look/ranges", test_ranges);
    return g_test_run();
}
