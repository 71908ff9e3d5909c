/* source_pdf_text.c - the text layer of a born-digital page, as words with boxes.
 *
 * Does: cut Poppler's text into words, tell text from rubbish, leave out words that the page does
 * not show. The order of the words is source_pdf_lines.c's work. Does not: change a character;
 * decide whether the layer is to be trusted (source_pdf.c). */
#include "source_pdf.h"

#include <leptonica/allheaders.h>
#include <math.h>

enum {
    RUBBISH_PERCENT = 5, /* of the characters, above which a font's codes are no text */
    INK_STEP = 48,       /* by how much grey must vary in a box that shows something */
};

/* Poppler sets no space between the cells of a table: a word ends where the next letter is further
 * away than this, in letter sizes. */
static const double WORD_GAP = 0.3;

static Box scale_box(const PopplerRectangle *area, double factor)
{
    int x = (int)floor(MIN(area->x1, area->x2) * factor + 0.5);
    int y = (int)floor(MIN(area->y1, area->y2) * factor + 0.5);
    int right = (int)floor(MAX(area->x1, area->x2) * factor + 0.5);
    int bottom = (int)floor(MAX(area->y1, area->y2) * factor + 0.5);
    return (Box){x, y, MAX(1, right - x), MAX(1, bottom - y)};
}

static void widen(PopplerRectangle *area, const PopplerRectangle *by)
{
    area->x1 = MIN(area->x1, MIN(by->x1, by->x2));
    area->y1 = MIN(area->y1, MIN(by->y1, by->y2));
    area->x2 = MAX(area->x2, MAX(by->x1, by->x2));
    area->y2 = MAX(area->y2, MAX(by->y1, by->y2));
}

/* Ligatures are letters of their own in Unicode, but nobody searches for them. */
static void append_letter(GString *word, gunichar c)
{
    static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    if (c >= 0xfb00 && c <= 0xfb06)
        g_string_append(word, ligatures[c - 0xfb00]);
    else if (c != 0xad) /* a soft hyphen is only seen where a line breaks */
        g_string_append_unichar(word, c);
}

/* The distance between two letters, negative when they overlap, in sizes of the larger. */
static double letter_gap(const PopplerRectangle *one, const PopplerRectangle *other)
{
    double across = MAX(other->x1 - one->x2, one->x1 - other->x2);
    double down = MAX(other->y1 - one->y2, one->y1 - other->y2);
    double size = MAX(MAX(one->x2 - one->x1, one->y2 - one->y1),
                      MAX(other->x2 - other->x1, other->y2 - other->y1));
    return size > 0 ? MAX(across, down) / size : 0;
}

static gboolean is_gap(gunichar c)
{
    return g_unichar_isspace(c) || g_unichar_iscntrl(c);
}

typedef struct {
    GPtrArray *words;
    double factor;
    double width, height; /* of the page */
    GString *text;        /* of the word being gathered */
    PopplerRectangle area;
    guint line;
} Gatherer;

static void end_word(Gatherer *gatherer)
{
    const PopplerRectangle *area = &gatherer->area;
    gboolean on_page =
        area->x2 > 0 && area->y2 > 0 && area->x1 < gatherer->width && area->y1 < gatherer->height;
    if (gatherer->text->len > 0 && on_page)
        g_ptr_array_add(
            gatherer->words,
            word_new(gatherer->text->str, scale_box(area, gatherer->factor), 1, gatherer->line, 0));
    g_string_truncate(gatherer->text, 0);
}

static void gather(Gatherer *gatherer, const char *text, const PopplerRectangle *areas, guint count)
{
    guint at = 0;
    for (const char *p = text; *p && at < count; p = g_utf8_next_char(p), at++) {
        gunichar c = g_utf8_get_char(p);
        if (is_gap(c)) {
            end_word(gatherer);
            gatherer->line += c == '\n';
            continue;
        }
        if (gatherer->text->len > 0 && letter_gap(&areas[at - 1], &areas[at]) > WORD_GAP)
            end_word(gatherer);
        if (gatherer->text->len == 0)
            gatherer->area = areas[at];
        widen(&gatherer->area, &areas[at]);
        append_letter(gatherer->text, c);
    }
    end_word(gatherer);
}

GPtrArray *pdf_words(PopplerPage *page, double dpi)
{
    GPtrArray *words = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
    g_autofree PopplerRectangle *areas = NULL;
    guint count = 0;
    g_autofree char *text = poppler_page_get_text(page);
    Gatherer gatherer = {.words = words, .factor = dpi / 72, .text = g_string_new(NULL)};

    poppler_page_get_size(page, &gatherer.width, &gatherer.height);
    if (text && g_utf8_validate(text, -1, NULL) &&
        poppler_page_get_text_layout(page, &areas, &count))
        gather(&gatherer, text, areas, count);
    g_string_free(gatherer.text, TRUE);
    pdf_order_words(words);
    return words;
}

static gboolean is_rubbish(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return c == 0xfffd || type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_UNASSIGNED ||
           type == G_UNICODE_CONTROL || type == G_UNICODE_SURROGATE;
}

gboolean pdf_words_make_sense(const GPtrArray *words)
{
    gsize all = 0, rubbish = 0, letters = 0;
    for (guint i = 0; i < words->len; i++)
        for (const char *p = ((Word *)words->pdata[i])->text; *p; p = g_utf8_next_char(p), all++) {
            gunichar c = g_utf8_get_char(p);
            rubbish += is_rubbish(c);
            letters += g_unichar_isalnum(c);
        }
    return letters > 0 && rubbish * 100 <= all * RUBBISH_PERCENT && letters * 3 >= all;
}

static int grey_at(PIX *image, int x, int y)
{
    l_uint32 *line = pixGetData(image) + (gsize)y * pixGetWpl(image);
    switch (pixGetDepth(image)) {
    case 1:
        return GET_DATA_BIT(line, x) ? 0 : 255;
    case 8:
        return GET_DATA_BYTE(line, x);
    default:
        return (int)((line[x] >> L_RED_SHIFT & 0xff) + 2 * (line[x] >> L_GREEN_SHIFT & 0xff) +
                     (line[x] >> L_BLUE_SHIFT & 0xff)) /
               4;
    }
}

/* Whether there is any contrast within the box: ink on paper, or the reverse. */
static gboolean is_seen(PIX *image, Box box)
{
    int darkest = 255, lightest = 0;
    int right = MIN(box.x + box.width + 1, pixGetWidth(image));
    int bottom = MIN(box.y + box.height + 1, pixGetHeight(image));
    for (int y = MAX(0, box.y - 1); y < bottom; y++)
        for (int x = MAX(0, box.x - 1); x < right; x++) {
            int grey = grey_at(image, x, y);
            darkest = MIN(darkest, grey);
            lightest = MAX(lightest, grey);
            if (lightest - darkest >= INK_STEP)
                return TRUE;
        }
    return FALSE;
}

guint pdf_drop_unseen(GPtrArray *words, struct Pix *image)
{
    guint dropped = 0;
    for (guint i = words->len; i-- > 0;)
        if (!is_seen(image, ((Word *)words->pdata[i])->box)) {
            g_ptr_array_remove_index(words, i);
            dropped++;
        }
    return dropped;
}
