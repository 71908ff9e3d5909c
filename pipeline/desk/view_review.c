/* view_review.c - one document that waits, with everything needed to decide in view.
 *
 * Reads: the catalogue. Writes: HTML. Does not: decide (view_decide.c). */
#include "view_review.h"

#include "decision.h"
#include "fate.h"
#include "page_words.h"
#include "review_form.h"
#include "routes.h"

#include <string.h>

/* --- where it stands among those that wait ---------------------------------------------------- */

typedef struct {
    GPtrArray *ids; /* char *, owned by it */
    guint at;       /* ids->len: this one does not wait */
} Queue;

static void queue_clear(Queue *queue)
{
    g_clear_pointer(&queue->ids, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Queue, queue_clear)

static gboolean queue_find(const Request *request, const char *document, Queue *queue,
                           GError **error)
{
    queue->ids = catalogue_waiting(request_catalogue(request), error);
    if (queue->ids == NULL)
        return FALSE;
    for (queue->at = 0; queue->at < queue->ids->len; queue->at++) {
        if (g_str_equal(queue->ids->pdata[queue->at], document))
            break;
    }
    return TRUE;
}

static void queue_put(Html *html, const Queue *queue)
{
    guint count = queue->ids->len;
    html_open(html, "nav", "class", "queue", "aria-label", "Documents that wait");
    if (queue->at < count)
        html_print(html, "%u of %u waiting", queue->at + 1, count);
    else
        html_print(html, "%u waiting", count);
    if (queue->at < count && queue->at > 0) {
        g_autofree char *previous =
            place_make("/review/%s", (char *)queue->ids->pdata[queue->at - 1]);
        html_line(html, "a", "Previous", "href", previous, "rel", "prev", "data-keys", "k");
    }
    if (queue->at + 1 < count || (queue->at == count && count > 0)) {
        guint next = queue->at == count ? 0 : queue->at + 1;
        g_autofree char *place = place_make("/review/%s", (char *)queue->ids->pdata[next]);
        html_line(html, "a", "Skip to the next", "href", place, "rel", "next", "data-keys", "s|j");
    }
    html_close(html);
}

/* --- pieces ----------------------------------------------------------------------------------- */

/* What was just done to the document that was on the screen before this one. */
static gboolean done_put(Html *html, const Request *request, GError **error)
{
    const char *done = form_value(request->query, "done");
    if (*done == '\0')
        return TRUE;
    g_autoptr(GPtrArray) decisions = catalogue_decisions(request_catalogue(request), done, error);
    if (decisions == NULL)
        return FALSE;
    const Decision *last = decisions->len > 0 ? decisions->pdata[decisions->len - 1] : NULL;
    if (last == NULL || !g_str_equal(last->by, request->session->user))
        return TRUE;
    g_autoptr(Document) document = catalogue_find_document(request_catalogue(request), done, NULL);
    g_autofree char *place = place_make("/review/%s/undo", done);
    html_open(html, "div", "class", "sentence done row", "role", "status");
    html_open(html, "span", "class", "grow");
    html_print(html, "%s: %s.", done, last->what);
    html_close(html);
    if (!last->undone && !last->undoes && document != NULL) {
        g_autofree char *version = g_strdup_printf("%" G_GINT64_FORMAT, document->version);
        form_open(html, request, place, NULL);
        hidden_put(html, "seen", version);
        html_line(html, "button", "Undo", "data-keys", "u", "data-does", "Undo what was just done");
        html_close(html);
    }
    html_close(html);
    return TRUE;
}

static void title_put(Html *html, const Document *document)
{
    g_autofree char *type = words_of(document->type);
    g_autofree char *pages = pages_told(document);
    g_autofree char *original = place_make("/document/%s/original", document->id);
    g_autofree char *place = place_make("/document/%s", document->id);
    static const char *const states[] = {"filed", "waits", "rejected"};
    static const char *const kinds[] = {"tag filed", "tag review", "tag failed"};
    html_open(html, "div", "class", "title");
    html_line(html, "h1", type);
    html_line(html, "a", document->id, "class", "quiet", "href", place);
    html_line(html, "span", states[document->status], "class", kinds[document->status]);
    html_close(html);
    html_open(html, "p", "class", "quiet");
    html_line(html, "a", document->source, "href", original);
    html_print(html, ", %s", pages);
    html_close(html);
}

/* Evidence of the first candidate, else what was read of the patient; and every field's place. */
static GArray *marks_find(const Document *document)
{
    GArray *marks = g_array_new(FALSE, TRUE, sizeof(PageMark));
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        const PageMark mark = {field->source_page, field->box, "field", field->name};
        g_array_append_val(marks, mark);
    }
    if (document->candidates->len > 0)
        evidence_marks_add(document->candidates->pdata[0], marks);
    return marks;
}

static void pages_put(Html *html, const Document *document)
{
    g_autoptr(GArray) marks = marks_find(document);
    html_open(html, "div", "class", "pages", "tabindex", "0", "role", "region", "aria-label",
              "Pages", "id", "pages");
    page_zoom_put(html, "Draw a box over words to take them into the field that you are in.");
    page_strip_put(html, document);
    for (guint i = 0; i < document->pages->len; i++) {
        page_picture_put(html, document, document->pages->pdata[i], marks);
        page_tools_put(html, document, document->pages->pdata[i]);
        page_read_put(html, document->pages->pdata[i], NULL);
    }
    html_close(html);
}

static gboolean panel_put(Html *html, const Request *request, const Document *document,
                          const Queue *queue, const char *refused, GError **error)
{
    g_autofree char *place = place_make("/review/%s", document->id);
    g_autofree char *version = g_strdup_printf("%" G_GINT64_FORMAT, document->version);
    title_put(html, document);
    if (refused != NULL)
        html_line(html, "p", refused, "class", "sentence refused", "role", "alert");
    reasons_put(html, document);
    form_open(html, request, place, "decide");
    hidden_put(html, "seen", version);
    if (queue->at + 1 < queue->ids->len) /* what she has skipped does not come back at once */
        hidden_put(html, "next", queue->ids->pdata[queue->at + 1]);
    /* What the return key in a field does: never file. */
    html_line(html, "button", "Save", "name", "do", "value", "save", "class", "unseen", "tabindex",
              "-1");
    if (!candidates_put(html, request, document, error) ||
        !others_put(html, request, document, error))
        return FALSE;
    facts_put(html, request, document);
    if (!siblings_put(html, request, document, error))
        return FALSE;
    html_close(html);
    return decisions_put(html, request, document, error);
}

static gboolean work_put(Html *html, const Request *request, const Document *document,
                         const char *refused, GError **error)
{
    g_auto(Queue) queue = {NULL, 0};
    if (!done_put(html, request, error) || !queue_find(request, document->id, &queue, error))
        return FALSE;
    queue_put(html, &queue);
    html_open(html, "div", "class", "work");
    html_open(html, "div", "class", "panel");
    if (!panel_put(html, request, document, &queue, refused, error))
        return FALSE;
    html_close(html);
    pages_put(html, document);
    html_close(html);
    return TRUE;
}

/* --- the pages -------------------------------------------------------------------------------- */

gboolean review_answer(Request *request, const char *id, guint status, const char *refused,
                       GError **error)
{
    g_autoptr(Document) document = catalogue_find_document(request_catalogue(request), id, error);
    if (document == NULL || !request_record_opened(request, document, "review", error))
        return FALSE;
    if (document->pages->len == 0) { /* the note of a file that could not be taken in */
        g_autofree char *place = place_make("/document/%s", document->id);
        request_redirect(request, place);
        return TRUE;
    }
    g_autoptr(Html) html = page_begin(request, document->id, "review");
    if (!work_put(html, request, document, refused, error))
        return FALSE;
    request_answer_html(request, status, g_steal_pointer(&html));
    return TRUE;
}

gboolean view_review(Request *request, GError **error)
{
    return review_answer(request, request->arguments[0], SOUP_STATUS_OK, NULL, error);
}

/* The oldest that waits. */
gboolean view_review_first(Request *request, GError **error)
{
    g_autoptr(GPtrArray) waiting = catalogue_waiting(request_catalogue(request), error);
    if (waiting == NULL)
        return FALSE;
    if (waiting->len > 0) {
        g_autofree char *place = place_make("/review/%s", (char *)waiting->pdata[0]);
        request_redirect(request, place);
        return TRUE;
    }
    g_autoptr(Html) html = page_begin(request, "Review", "review");
    html_line(html, "h1", "Review");
    if (!done_put(html, request, error))
        return FALSE;
    html_line(html, "p", "Nothing waits for you.", "class", "sentence done");
    page_end(request, g_steal_pointer(&html));
    return TRUE;
}
