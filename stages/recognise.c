/* recognise.c - the stage that turns the cleaned image of a page into words.
 *
 * Does: takes a text layer as it is; else has Tesseract read the cleaned image, maps the boxes back
 *       to the page, and marks the line that a fax machine printed over it.
 * Reads: Page.layer, clean, clean_scale, clean_map, width_px, height_px, dpi.
 * Writes: Page.words, born_digital.
 * Does not: clean images, correct words. */
#include "image/clean_box.h"
#include "proof.h"
#include "recognise/fax_header.h"
#include "recognise/ranges.h"
#include "recognise/recogniser.h"
#include "recognise/second_look.h"
#include "recognise/text_cut.h"
#include "source/source_pixels.h"

#include <leptonica/allheaders.h>

enum {
    WORDS_TO_TELL = 12,      /* fewer may be a short note, badly printed */
    WORDS_TO_TELL_DIRT = 80, /* so many without print, and the rest is only sampled */
    LINES_TO_TRY = 6,
    LOOKS_FREE_PX = 3000, /* of lines that may be read a second time on any page, */
    LOOKS_ONE_IN = 2,     /* and one in so many pixels of all lines */
};

/* Confidences: of a sure word; below which a line is none; below which it is none if its words are
 * shorter than that on average. */
static const double SURE = 0.75, FAIR = 0.5, RUBBISH = 0.25, SCRAPS = 0.45, SCRAP_LETTERS = 2.6;
/* Scale from which a cleaned image is soft. */
static const double ENLARGED = 1.3;
/* The share of sure words on a page of print; the poorest faxes have twice that. */
static const double PRINT_LEAST = 0.06;

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

/* What was read of a page so far, also of what was not kept. */
typedef struct {
    guint words, sure;
    int once_px, twice_px; /* length of the lines that were read, and read a second time */
} Tally;

static guint count_letters(const Word *word)
{
    guint letters = 0;
    for (const char *c = word->text; *c; c = g_utf8_next_char(c))
        letters += g_unichar_isalnum(g_utf8_get_char(c));
    return letters;
}

static gboolean is_sure(const Word *word)
{
    return word->confidence >= SURE && count_letters(word) >= 3;
}

static guint count_sure(const GPtrArray *words)
{
    guint sure = 0;
    for (guint i = 0; i < words->len; i++)
        sure += is_sure(words->pdata[i]);
    return sure;
}

/* What a line of dirt, of handwriting or of another script reads like: nothing sure, or scraps of
 * a letter or two. A row of a table has short words, too, but most of them are fair. Of the words
 * of such lines in faxes one in twelve is right. */
static gboolean is_rubbish(const GPtrArray *words)
{
    double sure = 0, length = 0;
    guint letters = 0, fair = 0;
    for (guint i = 0; i < words->len; i++) {
        const Word *word = words->pdata[i];
        glong symbols = g_utf8_strlen(word->text, -1);
        sure += (double)word->confidence * (double)symbols;
        length += (double)symbols;
        letters += count_letters(word);
        fair += word->confidence >= FAIR;
    }
    return sure < RUBBISH * length || (sure < SCRAPS * length && 2 * fair <= words->len &&
                                       letters < SCRAP_LETTERS * words->len);
}

static gboolean reads_like_print(const Tally *tally)
{
    return tally->sure >= PRINT_LEAST * tally->words;
}

/* The words of a cut, in its own pixels. */
static GPtrArray *read_once(Recogniser *recogniser, const TextCut *cut, int dpi, GError **error)
{
    Layout layout = cut->tall ? LAYOUT_BLOCK : LAYOUT_LINE;
    return recogniser_read(recogniser, cut->image, dpi, layout, cut->breaks, error);
}

/* Reads some lines spread over the rest of the page: TRUE when one of them is print, or on failure,
 * which the next line then meets again. */
static gboolean is_print_below(Recogniser *recogniser, const TextInk *ink, const GPtrArray *lines,
                               guint from)
{
    double gap = text_cut_find_gap(lines);
    guint step = MAX(1, (lines->len - from) / LINES_TO_TRY);
    for (guint at = from + step / 2, next; at < lines->len; at += step) {
        g_autoptr(TextCut) cut = text_cut_new(lines, at, &next, ink, gap);
        g_autoptr(GPtrArray) words = cut ? read_once(recogniser, cut, ink->dpi, NULL) : NULL;
        if (!words || count_sure(words) >= 2)
            return TRUE;
    }
    return FALSE;
}

static void give_up(Page *page)
{
    g_ptr_array_set_size(page->words, 0);
    page_note(page, "recognise",
              "Not read: no English text was made out; it may be handwriting, another script or "
              "dirt. Look at the picture.");
}

static void lines_show(const Page *page, const TextInk *ink, const GPtrArray *lines)
{
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(ProofBox));
    for (guint i = 0; i < lines->len; i++) {
        const TextLine *line = lines->pdata[i];
        const ProofBox box = {line->box, TRUE};
        g_array_append_val(boxes, box);
    }
    proof_show_boxes(page->proof, "lines", ink->text, boxes);
}

/* Over the page itself, whose pixels need not be square. */
static void words_show(const Page *page)
{
    PIX *upright = page->proof ? pixels_turn(page->image, page->rotation) : NULL;
    if (!upright)
        return;
    double fx = (double)pixGetWidth(upright) / page->width_px;
    double fy = (double)pixGetHeight(upright) / page->height_px;
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(ProofBox));
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        const Box on = {(int)(word->box.x * fx), (int)(word->box.y * fy),
                        (int)(word->box.width * fx), (int)(word->box.height * fy)};
        const ProofBox box = {on, word->confidence >= SURE};
        g_array_append_val(boxes, box);
    }
    proof_show_boxes(page->proof, "words", upright, boxes);
    pixDestroy(&upright);
}

static gboolean is_dropped(const GPtrArray *words, const Proof *proof)
{
    return words->len == 0 || (proof_wants(proof, "rubbish") && is_rubbish(words));
}

/* Second looks are for the odd line: where most lines want one, some have to do without. */
static gboolean may_look_again(const Tally *tally, const TextCut *cut, const Proof *proof)
{
    return !cut->tall && tally->twice_px <= LOOKS_FREE_PX + tally->once_px / LOOKS_ONE_IN &&
           proof_wants(proof, "second-look");
}

/* Brings words of a cut to their places on the page. */
static void place_words(GPtrArray *words, const Page *page, const TextCut *cut,
                        const TextLine *line)
{
    for (guint i = 0; i < words->len; i++) {
        Word *word = words->pdata[i];
        Box box = text_cut_map(cut, word->box);
        word->box = clean_box_map(page, box);
        word->line += line->row;
        word->block = line->block;
    }
}

/* Reads a cut, twice where that pays, and adds its words to the page unless they are rubbish. */
static gboolean read_cut(Recogniser *recogniser, Page *page, const TextCut *cut, int dpi,
                         const TextLine *line, Tally *tally, GError **error)
{
    g_autoptr(GPtrArray) words = read_once(recogniser, cut, dpi, error);
    if (!words)
        return FALSE;
    int length_px = pixGetWidth(cut->image);
    tally->once_px += length_px;
    tally->words += words->len;
    tally->sure += count_sure(words);
    if (is_dropped(words, page->proof))
        return TRUE;
    if (may_look_again(tally, cut, page->proof) && second_look_pays(recogniser, words)) {
        words = second_look_take(recogniser, cut, dpi, g_steal_pointer(&words), error);
        tally->twice_px += length_px;
        if (!words)
            return FALSE;
        if (is_dropped(words, page->proof)) /* dirt reads differently each time */
            return TRUE;
    }
    ranges_part(words, cut->pieces);
    place_words(words, page, cut, line);
    g_ptr_array_extend_and_steal(page->words, g_steal_pointer(&words));
    return TRUE;
}

static gboolean read_page(Recogniser *recogniser, Page *page, const TextInk *ink, GError **error)
{
    g_autoptr(GPtrArray) lines = text_lines_find(ink);
    double gap = text_cut_find_gap(lines);
    gboolean tried = FALSE;
    Tally tally = {0};
    lines_show(page, ink, lines);
    for (guint at = 0, next; at < lines->len; at = next) {
        g_autoptr(TextCut) cut = text_cut_new(lines, at, &next, ink, gap);
        if (!cut)
            continue;
        if (!read_cut(recogniser, page, cut, ink->dpi, lines->pdata[at], &tally, error))
            return FALSE;
        if (!tried && tally.words >= WORDS_TO_TELL_DIRT && !reads_like_print(&tally)) {
            tried = TRUE; /* dirt at the head of a page may have print below it */
            if (!is_print_below(recogniser, ink, lines, next))
                break;
        }
    }
    if (tally.words >= WORDS_TO_TELL && !reads_like_print(&tally))
        give_up(page);
    else
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
    g_autoptr(TextInk) ink =
        text_ink_new(page->clean, dpi, page->clean_scale > ENLARGED, page->proof);
    if (!ink) {
        page_note(page, "recognise", "Not read: the page is covered with specks.");
        return TRUE;
    }
    if (ink->smoothed)
        page_note(page, "recognise",
                  "The page is covered with specks, which were evened out before reading.");
    if (!read_page(state, page, ink, error))
        return FALSE;
    words_show(page);
    return TRUE;
}

const Stage recognise_stage = {
    .name = "recognise",
    .version = 3,
    .needs = PART_IMAGE | PART_CLEAN,
    .makes = PART_WORDS,
    .open = recognise_open,
    .page = recognise_page,
    .close = recognise_close,
};
