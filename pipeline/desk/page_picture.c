/* page_picture.c - pages as SVG: the picture, marks over it, crops that are windows upon it.
 *
 * Boxes are in the page's own pixels, and so is the drawing: it scales as a whole. A crop uses the
 * page's drawing again, so nothing is cut or loaded twice. Does not: touch a pixel (the painter
 * does). */
#include "page_picture.h"

#include "fate.h"
#include "paintings.h"
#include "routes.h"
#include "shelf.h"

enum {
    THUMB_WIDTH_PX = 180,
    MARGIN_PX = 6, /* around a marked box */
    CROP_MARGIN_PX = 8,
    CROP_HEIGHT = 30, /* as shown */
    CROP_WIDTH_MOST = 300,
};

static void number_attribute(char text[16], int number)
{
    g_snprintf(text, 16, "%d", number);
}

static void rect_put(Html *html, const PageMark *mark)
{
    char x[16], y[16], width[16], height[16];
    number_attribute(x, mark->box.x - MARGIN_PX);
    number_attribute(y, mark->box.y - MARGIN_PX);
    number_attribute(width, mark->box.width + 2 * MARGIN_PX);
    number_attribute(height, mark->box.height + 2 * MARGIN_PX);
    html_open(html, "rect", "class", mark->kind, "data-of", mark->name, "x", x, "y", y, "width",
              width, "height", height, "rx", "5");
    html_close(html);
}

/* --- the drawing ------------------------------------------------------------------------------ */

static void word_put(Html *html, const Word *word)
{
    char x[16], y[16], width[16], size[16];
    number_attribute(x, word->box.x);
    number_attribute(y, word->box.y + word->box.height);
    number_attribute(width, word->box.width);
    number_attribute(size, word->box.height);
    html_line(html, "text", word_text(word), "x", x, "y", y, "textLength", width, "lengthAdjust",
              "spacingAndGlyphs", "font-size", size);
}

static void drawing_put(Html *html, const Document *document, const Page *page)
{
    char width[16], height[16];
    g_autofree char *id = g_strdup_printf("p%u", page->source_page);
    number_attribute(width, page->width_px);
    number_attribute(height, page->height_px);
    html_open(html, "g", "id", id);
    if (page->filed.format == IMAGE_NONE) {
        html_open(html, "rect", "class", "sheet", "width", width, "height", height);
        html_close(html);
        for (guint i = 0; i < page->words->len; i++)
            word_put(html, page->words->pdata[i]);
    } else {
        g_autofree char *picture =
            place_make("/document/%s/page/%u/picture", document->id, page->source_page);
        html_open(html, "image", "href", picture, "width", width, "height", height);
        html_close(html);
    }
    html_close(html);
}

static void unreadable_put(Html *html, const Document *document, const Page *page)
{
    g_autofree char *original = place_make("/document/%s/original", document->id);
    html_open(html, "p", "class", "sentence");
    html_print(html, "Page %u cannot be shown. ", page->source_page);
    link_put(html, original, "Look at the original file");
    html_close(html);
}

void page_picture_put(Html *html, const Document *document, const Page *page, const GArray *marks)
{
    g_autofree char *box = g_strdup_printf("0 0 %d %d", page->width_px, page->height_px);
    g_autofree char *label = g_strdup_printf("Page %u of %s", page->source_page, document->source);
    g_autofree char *id = g_strdup_printf("page-%u", page->source_page);
    if (page->width_px < 1 || page->height_px < 1) {
        unreadable_put(html, document, page);
        return;
    }
    g_autofree char *place =
        place_make("/document/%s/page/%u/text", document->id, page->source_page);
    html_open(html, "figure", "class", "page", "id", id, "data-text", place);
    html_open(html, "svg", "viewBox", box, "role", "img", "aria-label", label);
    drawing_put(html, document, page);
    html_open(html, "g", "class", "marks");
    for (guint i = 0; i < marks->len; i++) {
        const PageMark *mark = &g_array_index(marks, PageMark, i);
        if (mark->source_page == page->source_page && mark->box.width > 0)
            rect_put(html, mark);
    }
    html_close(html);
    html_close(html);
    html_close(html);
}

void page_zoom_put(Html *html, const char *hint)
{
    html_open(html, "p", "class", "zoom", "id", "zoom", "hidden", HTML_SET);
    html_line(html, "button", "−", "type", "button", "data-zoom", "-1", "data-keys", "-",
              "aria-label", "Smaller");
    html_line(html, "button", "+", "type", "button", "data-zoom", "1", "data-keys",
              "+|=", "aria-label", "Larger");
    html_line(html, "button", "fit", "type", "button", "data-zoom", "0", "data-keys", "0",
              "data-does", "The whole width of a page");
    html_line(html, "span", hint, "class", "quiet", "id", "taken", "role", "status");
    html_close(html);
}

void page_crop_put(Html *html, const Document *document, guint source_page, Box box,
                   const char *told)
{
    gboolean there = FALSE;
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        there = there || (page->source_page == source_page && page->width_px > 0);
    }
    if (!there || box.width < 1 || box.height < 1)
        return;
    g_autofree char *view =
        g_strdup_printf("%d %d %d %d", box.x - CROP_MARGIN_PX, box.y - CROP_MARGIN_PX,
                        box.width + 2 * CROP_MARGIN_PX, box.height + 2 * CROP_MARGIN_PX);
    int width_px = box.width + 2 * CROP_MARGIN_PX, height_px = box.height + 2 * CROP_MARGIN_PX;
    g_autofree char *width =
        g_strdup_printf("%d", MIN(CROP_WIDTH_MOST, CROP_HEIGHT * width_px / height_px));
    g_autofree char *label = g_strdup_printf("Cut out of page %u: %s", source_page, told);
    g_autofree char *page = g_strdup_printf("#p%u", source_page);
    html_open(html, "svg", "class", "crop", "viewBox", view, "preserveAspectRatio", "xMidYMid meet",
              "width", width, "height", "30", "role", "img", "aria-label", label);
    html_open(html, "use", "href", page);
    html_close(html);
    html_close(html);
}

void page_thumb_put(Html *html, const char *document, const Page *page, const char *place)
{
    g_autofree char *label = g_strdup_printf("Page %u", page->source_page);
    html_open(html, "a", "class", "thumb", "href", place, "aria-label", label);
    g_autofree char *source =
        page->filed.format != IMAGE_NONE
            ? place_make("/document/%s/page/%u/thumb", document, page->source_page)
            : g_strdup("/web/sheet.svg");
    html_open(html, "img", "src", source, "alt", "", "loading", "lazy");
    html_print(html, "%u", page->source_page);
    html_close(html);
}

/* --- pictures, by request --------------------------------------------------------------------- */

static void picture_answer(gpointer data, GBytes *picture, const char *type, const GError *error)
{
    Request *request = data;
    if (picture != NULL)
        request_answer(request, SOUP_STATUS_OK, type, picture);
    else
        request_answer(request,
                       g_error_matches(error, FATE, FATE_RETRY) ? SOUP_STATUS_SERVICE_UNAVAILABLE
                                                                : SOUP_STATUS_NOT_FOUND,
                       "text/plain", NULL);
    request_resume(request);
}

/* Who leafs on does not wait for what she has left. */
static gboolean picture_is_wanted(gpointer data)
{
    const Request *request = data;
    GSocket *socket = soup_server_message_get_socket(request->message);
    return !request->gone && (socket == NULL || !call_is_over(socket));
}

static gboolean page_number_parse(const char *text, guint64 *number, GError **error)
{
    if (g_ascii_string_to_unsigned(text, 10, 1, G_MAXUINT32, number, NULL))
        return TRUE;
    g_set_error(error, FATE, FATE_INPUT, "There is no such page.");
    return FALSE;
}

static gboolean picture_ask(Request *request, int width_most_px, GError **error)
{
    FiledImage image;
    int width_px, height_px;
    guint64 number;
    if (!page_number_parse(request->arguments[1], &number, error) ||
        !catalogue_page_image(request_catalogue(request), request->arguments[0], (guint)number,
                              &image, &width_px, &height_px, error))
        return FALSE;
    if (width_most_px > 0 && width_px > width_most_px) {
        height_px = MAX(1, (int)((gint64)height_px * width_most_px / width_px));
        width_px = width_most_px;
    }
    Paintings *paintings = request->desk->paintings;
    paintings_ask(paintings, &image, width_px, height_px, picture_is_wanted, picture_answer,
                  request_keep(request));
    filed_image_drop(&image);
    return TRUE;
}

/* Usually of a document that is open; else it is opened by its picture alone, and that is recorded,
 * too. */
static gboolean opening_record(const Request *request, GError **error)
{
    if (session_has_opened(request->session, request->arguments[0]))
        return TRUE;
    g_autoptr(Document) document =
        catalogue_find_document(request_catalogue(request), request->arguments[0], error);
    return document != NULL && request_record_opened(request, document, "picture of a page", error);
}

gboolean view_picture(Request *request, GError **error)
{
    return opening_record(request, error) && picture_ask(request, 0, error);
}

/* A page without a picture (a transcript) has a drawing of a sheet for a thumb. */
gboolean view_thumb(Request *request, GError **error)
{
    g_autoptr(GError) cause = NULL;
    if (picture_ask(request, THUMB_WIDTH_PX, &cause))
        return TRUE;
    if (g_error_matches(cause, FATE, FATE_INPUT)) {
        request_redirect(request, "/web/sheet.svg");
        return TRUE;
    }
    g_propagate_error(error, g_steal_pointer(&cause));
    return FALSE;
}
