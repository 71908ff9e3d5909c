/* bind_page.c - one filed page as it stands in the chart: its image or its typed words, its text
 * layer, and the strip at its foot.
 *
 * Does: keeps the page's physical size; shows a skewed page straight by turning, never by touching
 * pixels. Does not: decide where in the chart a page stands. */
#include "bind.h"

#include "fate.h"

#include <math.h>

#define SHEET_INCHES      11.0
#define SHEET_WIDTH       (8.5 * POINTS_PER_INCH)
#define SKEW_SEEN_DEGREES 0.25 /* less is not seen */
#define SKEW_MOST_DEGREES 10.0 /* more is no skew but a drawing */

enum {
    SHEETS_MOST = 5000, /* of one transcript section */
    SIDE_LEAST = 3,     /* points, as libharu and PDF readers take them */
    SIDE_MOST = 14400 - 18,
};

guint bind_page_sheet_at(const Page *page, int y_px)
{
    if (page->filed.format != IMAGE_NONE)
        return 0;
    double sheet_px = SHEET_INCHES * (page->dpi > 0 ? page->dpi : 200);
    return y_px <= 0 ? 0 : (guint)(y_px / sheet_px);
}

guint bind_page_sheets(const Page *page)
{
    guint last = 0;
    for (guint i = 0; page->filed.format == IMAGE_NONE && i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        last = MAX(last, bind_page_sheet_at(page, word->box.y));
    }
    return last + 1;
}

/* "D000123 · page 2 of 3 · lab report · 2026-03-14" at the left, "MRN 00482913 · 17" at the right.
 */
static void strip_draw(BindPdf *pdf, HPDF_Page page, const BindStrip *strip, guint sheet,
                       guint sheets, double width)
{
    const BindEntry *entry = strip->entry;
    g_autoptr(GString) left = g_string_new(entry->id);
    g_string_append_printf(left, " · page %u of %u", strip->page + 1, entry->pages->len);
    if (sheets > 1)
        g_string_append_printf(left, ", sheet %u of %u", sheet + 1, sheets);
    g_string_append_printf(left, " · %s", entry->type);
    if (*entry->date != '\0')
        g_string_append_printf(left, " · %s", entry->date);
    g_autofree char *right =
        g_strdup_printf("%s · %u", strip->identifier, strip->first_sheet + sheet);

    double size = 7, margin = MIN(28, width / 20), y = 5.6;
    double right_width = bind_pdf_text_width(pdf, FACE_PLAIN, size, right);
    double room = width - 2 * margin;
    bind_pdf_rule(page, 0.25, ink_pale, margin, width - margin, FOOT_STRIP - 1.5);
    g_autofree char *shown = bind_pdf_ellipsize(pdf, FACE_PLAIN, size, room, left->str);
    bind_pdf_text(pdf, page, FACE_PLAIN, size, ink_grey, margin, y, shown);
    double left_width = bind_pdf_text_width(pdf, FACE_PLAIN, size, shown);
    if (left_width + right_width + 12 <= room)
        bind_pdf_text_right(pdf, page, FACE_PLAIN, size, ink_grey, width - margin, y, right);
}

/* Where the shown image lies on its page; FALSE when it has no physical size. */
static gboolean frame_find(const Page *page, BindFrame *frame)
{
    const FiledImage *filed = &page->filed;
    *frame = (BindFrame){.width = filed->width_px / filed->x_dpi * POINTS_PER_INCH,
                         .height = filed->height_px / filed->y_dpi * POINTS_PER_INCH,
                         .foot = FOOT_STRIP};
    if (!(frame->width >= SIDE_LEAST && frame->width <= SIDE_MOST && frame->height >= SIDE_LEAST &&
          frame->height <= SIDE_MOST))
        return FALSE;
    frame->x_scale = frame->width / MAX(page->width_px, 1);
    frame->y_scale = frame->height / MAX(page->height_px, 1);
    if (fabs(page->skew_degrees) < SKEW_SEEN_DEGREES ||
        fabs(page->skew_degrees) > SKEW_MOST_DEGREES)
        return TRUE;
    /* What a turn pushes over the page's edge lay beside the paper; not so when there are words. */
    frame->skew_degrees = page->skew_degrees;
    frame->straightened = TRUE;
    frame->straightened = bind_text_stays(page, frame);
    return TRUE;
}

static void image_draw(HPDF_Page page, HPDF_Image image, const BindFrame *frame)
{
    HPDF_Page_GSave(page);
    if (frame->straightened) {
        HPDF_Page_Rectangle(page, 0, frame->foot, frame->width, frame->height);
        HPDF_Page_Clip(page);
        HPDF_Page_EndPath(page);
        double turn = frame->skew_degrees * G_PI / 180, sine = sin(turn), cosine = cos(turn);
        double x = frame->width / 2, y = frame->foot + frame->height / 2;
        HPDF_Page_Concat(page, cosine, sine, -sine, cosine, x - x * cosine + y * sine,
                         y - x * sine - y * cosine);
    }
    HPDF_Page_DrawImage(page, image, 0, frame->foot, frame->width, frame->height);
    HPDF_Page_GRestore(page);
}

static gboolean image_page_draw(BindPdf *pdf, const Chart *chart, const Page *source,
                                const BindStrip *strip, GPtrArray *sheets, GError **error)
{
    const char *name = strip->entry->document->source;
    BindFrame frame;
    g_autoptr(GBytes) file = bind_image_bytes(chart, &source->filed, error);
    if (file == NULL)
        return FALSE;
    const char *why = "it has no physical size";
    HPDF_Image image = NULL;
    if (frame_find(source, &frame))
        image = bind_image_new(pdf, chart, &source->filed, file, &why);
    if (image == NULL) {
        g_set_error(
            error, FATE, FATE_INPUT,
            "The filed image of page %u of '%s' (%s) cannot be bound: %s. Have the document "
            "read again.",
            source->source_page, name != NULL ? name : "?", strip->entry->id, why);
        return FALSE;
    }
    HPDF_Page page = bind_pdf_add_page(pdf, frame.width, frame.height + FOOT_STRIP);
    image_draw(page, image, &frame);
    bind_text_layer(pdf, page, source, &frame);
    strip_draw(pdf, page, strip, 0, 1, frame.width);
    g_ptr_array_add(sheets, page);
    return TRUE;
}

/* A page that could not be decoded has nothing to show but this. */
static void absence_draw(BindPdf *pdf, HPDF_Page page, const Page *source, const Document *document)
{
    g_autofree char *name = bind_printable(document->source != NULL ? document->source : "?");
    g_autofree char *heading =
        g_strdup_printf("Page %u of %s could not be read.", source->source_page, name);
    g_autofree char *shown = bind_pdf_ellipsize(pdf, FACE_BOLD, 13, SHEET_WIDTH - 144, heading);
    bind_pdf_text(pdf, page, FACE_BOLD, 13, ink_black, 72, 560, shown);
    bind_pdf_text(
        pdf, page, FACE_PLAIN, 10.5, ink_black, 72, 538,
        "What arrived is kept unchanged in the vault. Ask the sender for this page again.");
}

static gboolean typed_page_draw(BindPdf *pdf, const Page *source, const BindStrip *strip,
                                GPtrArray *sheets, GError **error)
{
    guint count = bind_page_sheets(source);
    if (count > SHEETS_MOST) {
        g_set_error(error, FATE, FATE_INPUT,
                    "Page %u of %s would fill %u sheets of its chart; at most %d are bound. Split "
                    "the transcript and drop it again.",
                    source->source_page, strip->entry->id, count, SHEETS_MOST);
        return FALSE;
    }
    double dpi = source->dpi > 0 ? source->dpi : 200;
    double width = source->width_px > 0 ? source->width_px / dpi * POINTS_PER_INCH : SHEET_WIDTH;
    BindFrame frame = {.x_scale = POINTS_PER_INCH / dpi,
                       .y_scale = POINTS_PER_INCH / dpi,
                       .width = CLAMP(width, 72, SIDE_MOST),
                       .height = SHEET_INCHES * POINTS_PER_INCH,
                       .foot = FOOT_STRIP};
    guint first = sheets->len;
    for (guint i = 0; i < count; i++) {
        HPDF_Page page = bind_pdf_add_page(pdf, frame.width, frame.height + FOOT_STRIP);
        strip_draw(pdf, page, strip, i, count, frame.width);
        g_ptr_array_add(sheets, page);
    }
    if (source->words->len > 0)
        bind_text_print(pdf, (const HPDF_Page *)&sheets->pdata[first], count, source, &frame);
    else if (source->kind == PAGE_UNREADABLE)
        absence_draw(pdf, sheets->pdata[first], source, strip->entry->document);
    return TRUE;
}

gboolean bind_page_draw(BindPdf *pdf, const Chart *chart, const BindStrip *strip, GPtrArray *sheets,
                        GError **error)
{
    const Page *source = strip->entry->pages->pdata[strip->page];
    gboolean drawn = source->filed.format == IMAGE_NONE
                         ? typed_page_draw(pdf, source, strip, sheets, error)
                         : image_page_draw(pdf, chart, source, strip, sheets, error);
    if (!drawn)
        return FALSE;
    g_autofree char *at = g_strdup_printf("page %u of %s", strip->page + 1, strip->entry->id);
    return bind_pdf_fine(pdf, at, error);
}
