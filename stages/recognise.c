/* recognise.c - the stage that turns the cleaned image of a page into words.
 *
 * Does: takes a text layer as it is; else has Tesseract read the cleaned image, maps the boxes back
 *       to the page, and marks the line that a fax machine printed over it.
 * Reads: Page.layer, clean, clean_scale, clean_matrix, width_px, height_px, dpi.
 * Writes: Page.words, born_digital.
 * Does not: clean images, correct words. */
#include "recognise/fax_header.h"
#include "recognise/recogniser.h"
#include "recognise/text_cut.h"

#include <leptonica/allheaders.h>
#include <math.h>

enum { WORDS_TO_TELL_DIRT = 80 };

static gpointer recognise_open(const StageSetup *setup, GError **error)
{
    return recogniser_open(setup, error);
}

static void recognise_close(gpointer state)
{
    recogniser_close(state);
}

static void take_layer(Page *page)
{
    g_ptr_array_set_size(page->words, 0);
    for (guint i = 0; i < page->layer->len; i++) {
        const Word *from = page->layer->pdata[i];
        g_ptr_array_add(page->words,
                        word_new(from->text, from->box, from->confidence, from->line, from->block));
    }
    page->born_digital = TRUE;
}

/* The smallest upright box on the page that holds `box` of the cleaned image. */
static Box map_box(const double m[6], Box box, int width_px, int height_px)
{
    double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
    for (int corner = 0; corner < 4; corner++) {
        double x = box.x + (corner & 1 ? box.width : 0), y = box.y + (corner & 2 ? box.height : 0);
        double to_x = m[0] * x + m[1] * y + m[2], to_y = m[3] * x + m[4] * y + m[5];
        left = MIN(left, to_x);
        right = MAX(right, to_x);
        top = MIN(top, to_y);
        bottom = MAX(bottom, to_y);
    }
    int x0 = CLAMP((int)floor(left + 0.5), 0, width_px - 1);
    int y0 = CLAMP((int)floor(top + 0.5), 0, height_px - 1);
    int x1 = CLAMP((int)floor(right + 0.5), x0 + 1, width_px);
    int y1 = CLAMP((int)floor(bottom + 0.5), y0 + 1, height_px);
    return (Box){x0, y0, x1 - x0, y1 - y0};
}

/* Reads a cut and adds its words, in the page's pixels, to the page. */
static gboolean read_cut(Recogniser *recogniser, Page *page, const TextCut *cut, int dpi,
                         const TextLine *line, GError **error)
{
    Layout layout = cut->tall ? LAYOUT_BLOCK : LAYOUT_LINE;
    g_autoptr(GPtrArray) words =
        recogniser_read(recogniser, cut->image, dpi, layout, cut->breaks, error);
    if (!words)
        return FALSE;
    for (guint i = 0; i < words->len; i++) {
        Word *word = words->pdata[i];
        Box box = text_cut_map(cut, word->box);
        word->box = map_box(page->clean_matrix, box, page->width_px, page->height_px);
        word->line += line->row;
        word->block = line->block;
    }
    g_ptr_array_extend_and_steal(page->words, g_steal_pointer(&words));
    return TRUE;
}

/* TRUE when what was read so far is what dirt reads like: scraps of letters, none of them sure. */
static gboolean reads_like_dirt(const Page *page)
{
    double sure = 0, letters = 0;
    if (page->words->len < WORDS_TO_TELL_DIRT)
        return FALSE;
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        sure += word->confidence;
        letters += g_utf8_strlen(word->text, -1);
    }
    return sure < 0.55 * page->words->len && letters < 2.6 * page->words->len;
}

static gboolean read_page(Recogniser *recogniser, Page *page, const TextInk *ink, GError **error)
{
    g_autoptr(GPtrArray) lines = text_lines_find(ink);
    for (guint at = 0, next; at < lines->len; at = next) {
        g_autoptr(TextCut) cut = text_cut_new(lines, at, &next, ink);
        if (cut && !read_cut(recogniser, page, cut, ink->dpi, lines->pdata[at], error))
            return FALSE;
        if (reads_like_dirt(page)) {
            g_ptr_array_set_size(page->words, 0);
            page_note(page, "recognise", "Not read: what stands on the page is no print.");
            return TRUE;
        }
    }
    fax_header_mark(page);
    return TRUE;
}

static gboolean recognise_page(gpointer state, G_GNUC_UNUSED Source *source, Page *page,
                               GError **error)
{
    if (page->layer) {
        take_layer(page);
        return TRUE;
    }
    g_ptr_array_set_size(page->words, 0);
    if (!page->clean || page->width_px < 1 || page->height_px < 1)
        return TRUE;
    int dpi = (int)(page->dpi * page->clean_scale + 0.5);
    g_autoptr(TextInk) ink = text_ink_new(page->clean, dpi);
    if (!ink) {
        page_note(page, "recognise", "Not read: the page is covered with specks.");
        return TRUE;
    }
    return read_page(state, page, ink, error);
}

const Stage recognise_stage = {
    .name = "recognise",
    .version = 1,
    .needs = PART_IMAGE | PART_CLEAN,
    .makes = PART_WORDS,
    .open = recognise_open,
    .page = recognise_page,
    .close = recognise_close,
};
