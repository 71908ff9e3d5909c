/* morning_draw.c - the morning sheet as a PDF of one page.
 *
 * Does: counts, notes, what needs a look with a small picture of its first page, what waits, what
 * was filed, as far as one page goes; the text has the rest. Reads: filed images, as readers
 * encoded them. Does not: ask the catalogue. */
#include "morning.h"

#include "bind.h"

#include <string.h>

#define PAGE_WIDTH   612.0
#define PAGE_HEIGHT  792.0
#define MARGIN       48.0
#define LINE_HEIGHT  11.0
#define ROW_HEIGHT   58.0
#define PICTURE_SIDE 52.0
#define TEXT_LEFT    (MARGIN + PICTURE_SIDE + 8)

enum { NOTES_MOST = 3, WAITING_MOST = 8 };

typedef struct {
    BindPdf *pdf;
    const Morning *morning;
    const Chart *chart;
    HPDF_Page page;
    double y; /* where the next line's top is */
} Paper;

static char *day_text(gint64 seconds, const char *format)
{
    g_autoptr(GDateTime) when = g_date_time_new_from_unix_local(seconds);
    return g_date_time_format(when, format);
}

static void line_draw(Paper *paper, Face face, double size, Ink ink, double left, const char *text)
{
    g_autofree char *printable = bind_printable(text);
    g_autofree char *shown =
        bind_pdf_ellipsize(paper->pdf, face, size, PAGE_WIDTH - MARGIN - left, printable);
    bind_pdf_text(paper->pdf, paper->page, face, size, ink, left, paper->y - size, shown);
    paper->y -= size * 1.35;
}

/* At most so many lines, broken between words. */
static void words_draw(Paper *paper, double left, guint most, const char *text)
{
    const double size = 8.5, width = PAGE_WIDTH - MARGIN - left;
    g_autofree char *printable = bind_printable(text);
    const char *rest = printable;
    for (guint i = 0; i < most && *rest != '\0'; i++) {
        g_autoptr(GString) line = g_string_new(NULL);
        while (*rest != '\0') {
            gsize length = strcspn(rest, " ");
            g_autofree char *longer =
                g_strdup_printf("%s%s%.*s", line->str, line->len > 0 ? " " : "", (int)length, rest);
            gboolean fits = bind_pdf_text_width(paper->pdf, FACE_PLAIN, size, longer) <= width;
            if (line->len > 0 && !fits && i + 1 < most)
                break;
            g_string_assign(line, longer);
            rest += length;
            rest += strspn(rest, " ");
        }
        line_draw(paper, FACE_PLAIN, size, ink_black, left, line->str);
    }
}

static void title_draw(Paper *paper, const char *title, guint count)
{
    g_autofree char *text = g_strdup_printf("%s (%u)", title, count);
    paper->y -= 8;
    line_draw(paper, FACE_BOLD, 11, ink_black, MARGIN, text);
}

static void more_draw(Paper *paper, guint count)
{
    if (count == 0)
        return;
    g_autofree char *text = g_strdup_printf("and %u more: see the text beside this sheet", count);
    line_draw(paper, FACE_PLAIN, 8.5, ink_grey, MARGIN, text);
}

static void head_draw(Paper *paper)
{
    const Morning *morning = paper->morning;
    g_autofree char *day = day_text(morning->until, "%Y-%m-%d");
    g_autofree char *from = day_text(morning->from, "%Y-%m-%d %H:%M");
    g_autofree char *until = day_text(morning->until, "%Y-%m-%d %H:%M");
    g_autofree char *title = g_strdup_printf("Morning sheet %s  %s", day, morning->office);
    g_autofree char *span = g_strdup_printf("What came in from %s to %s", from, until);
    g_autofree char *files = g_strdup_printf(
        "Files in: %u = %u read + %u rejected + %u still to be read", morning->files,
        morning->files - morning->rejected - morning->unread, morning->rejected, morning->unread);
    g_autofree char *pages = g_strdup_printf(
        "Pages in: %u = %u filed + %u for you to decide + %u rejected", morning->pages,
        morning->filed_pages, morning->review_pages, morning->refused_pages);
    line_draw(paper, FACE_BOLD, 15, ink_black, MARGIN, title);
    line_draw(paper, FACE_PLAIN, 9, ink_grey, MARGIN, span);
    line_draw(paper, FACE_PLAIN, 10, ink_black, MARGIN, files);
    line_draw(paper, FACE_PLAIN, 10, ink_black, MARGIN, pages);
    if (morning->notes->len > 0)
        title_draw(paper, "Please note", morning->notes->len);
    for (guint i = 0; i < MIN(morning->notes->len, NOTES_MOST); i++)
        words_draw(paper, MARGIN, 3, morning->notes->pdata[i]);
    more_draw(paper, morning->notes->len - MIN(morning->notes->len, NOTES_MOST));
}

/* A page whose image cannot be shown leaves the room empty: the reason stands beside it. */
static void picture_draw(Paper *paper, const char *id, double top)
{
    const Page *page = NULL;
    for (guint i = 0; i < paper->chart->documents->len && page == NULL; i++) {
        const Document *document = paper->chart->documents->pdata[i];
        if (g_str_equal(document->id, id) && document->pages->len > 0)
            page = document->pages->pdata[0];
    }
    if (page == NULL || page->filed.format == IMAGE_NONE || page->width_px < 1 ||
        page->height_px < 1)
        return;
    const char *why = NULL;
    g_autoptr(GBytes) file = bind_image_bytes(paper->chart, &page->filed, NULL);
    HPDF_Image image =
        file != NULL ? bind_image_new(paper->pdf, paper->chart, &page->filed, file, &why) : NULL;
    if (image == NULL)
        return;
    double scale = PICTURE_SIDE / MAX(page->width_px, page->height_px);
    double width = page->width_px * scale, height = page->height_px * scale;
    HPDF_Page_DrawImage(paper->page, image, MARGIN, top - height, width, height);
    HPDF_Page_SetRGBStroke(paper->page, ink_grey.red, ink_grey.green, ink_grey.blue);
    HPDF_Page_SetLineWidth(paper->page, 0.4);
    HPDF_Page_Rectangle(paper->page, MARGIN, top - height, width, height);
    HPDF_Page_Stroke(paper->page);
}

static void exceptions_draw(Paper *paper)
{
    const GPtrArray *lines = paper->morning->exceptions;
    guint shown = MIN(lines->len, MORNING_PICTURES_MOST);
    if (lines->len > 0)
        title_draw(paper, "What needs a look", lines->len);
    for (guint i = 0; i < shown; i++) {
        const MorningLine *line = lines->pdata[i];
        double top = paper->y;
        g_autofree char *what =
            g_strdup_printf("%s  %s, %s%s%s", line->document, line->source,
                            line->status == DOCUMENT_FAILED ? "rejected" : line->type,
                            *line->patient != '\0' ? ", " : "", line->patient);
        picture_draw(paper, line->document, top);
        line_draw(paper, FACE_BOLD, 9, ink_black, TEXT_LEFT, what);
        words_draw(paper, TEXT_LEFT, 3, line->why);
        paper->y = top - ROW_HEIGHT;
    }
    more_draw(paper, lines->len - shown);
}

/* As many lines as there is room for, and no more than `most`. */
static void lines_draw(Paper *paper, const char *title, const GPtrArray *lines, guint most,
                       gboolean dated)
{
    double room = paper->y - MARGIN - 4 * LINE_HEIGHT;
    guint fits = room > 0 ? (guint)(room / (LINE_HEIGHT + 1)) : 0;
    guint shown = MIN(lines->len, MIN(most, fits));
    if (lines->len > 0)
        title_draw(paper, title, lines->len);
    for (guint i = 0; i < shown; i++) {
        const MorningLine *line = lines->pdata[i];
        g_autofree char *since = day_text(line->received_at, "since %Y-%m-%d  ");
        g_autofree char *text =
            g_strdup_printf("%s  %s%s, %s, %u page%s%s%s", line->document, dated ? since : "",
                            line->source, line->type, line->pages, line->pages == 1 ? "" : "s",
                            *line->patient != '\0' ? ", " : "", line->patient);
        line_draw(paper, FACE_PLAIN, 8.5, ink_black, MARGIN, text);
    }
    more_draw(paper, lines->len - shown);
}

GBytes *morning_draw(const Morning *morning, const Chart *chart, GError **error)
{
    g_autoptr(BindPdf) pdf = bind_pdf_new(error);
    if (pdf == NULL)
        return NULL;
    Paper paper = {pdf, morning, chart, bind_pdf_add_page(pdf, PAGE_WIDTH, PAGE_HEIGHT),
                   PAGE_HEIGHT - MARGIN};
    head_draw(&paper);
    exceptions_draw(&paper);
    lines_draw(&paper, "What waits for a decision", morning->waiting, WAITING_MOST, TRUE);
    lines_draw(&paper, "What was filed", morning->filed, G_MAXUINT, FALSE);
    return bind_pdf_fine(pdf, "the morning sheet", error) ? bind_pdf_save(pdf, error) : NULL;
}
