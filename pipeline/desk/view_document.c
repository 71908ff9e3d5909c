/* view_document.c - one document: its pages, what was read, where it lies, what happened to it.
 *
 * Reads: the catalogue, originals in the vault. Writes: HTML, files to be saved. */
#include "fate.h"
#include "finish.h"
#include "highlight.h"
#include "page_words.h"
#include "review.h"
#include "review_form.h"
#include "routes.h"
#include "signature.h"

#include <string.h>

/* --- the search that led here ----------------------------------------------------------------- */

static void hit_link(Html *html, const char *query, const Hit *hit, guint number, const char *text,
                     const char *keys)
{
    g_autofree char *escaped = form_escape(query);
    g_autofree char *place = place_make("/document/%s?q=%s&hit=%u#page-%u", hit->document, escaped,
                                        number, hit->source_page);
    html_line(html, "a", text, "href", place, "data-keys", keys);
}

static gboolean hits_put(Html *html, const Request *request, const char *query, GError **error)
{
    guint64 number = g_ascii_strtoull(form_value(request->query, "hit"), NULL, 10);
    g_autofree char *escaped = form_escape(query);
    g_autofree char *place = place_make("/search?q=%s", escaped);
    if (number < 1 || number > 1000)
        number = 1;
    guint total;
    if (!request_record(request, AUDIT_SEARCHED, NULL, 0, query, error))
        return FALSE;
    g_autoptr(GPtrArray) hits =
        search_pages(request_catalogue(request), query, (guint)number + 1, &total, NULL, error);
    if (hits == NULL)
        return FALSE;
    html_open(html, "nav", "class", "queue", "aria-label", "Hits of the search");
    html_open(html, "span");
    if (number <= total)
        html_print(html, "Hit %u of %u for ", (guint)number, total);
    else
        html_print(html, "%u hits for ", total);
    html_line(html, "q", query);
    html_close(html);
    if (number > 1 && number - 2 < hits->len)
        hit_link(html, query, hits->pdata[number - 2], (guint)number - 1, "Previous hit", "k");
    if (number < hits->len)
        hit_link(html, query, hits->pdata[number], (guint)number + 1, "Next hit", "j");
    html_line(html, "a", "All hits", "href", place);
    html_close(html);
    return TRUE;
}

/* --- facts ------------------------------------------------------------------------------------ */

static void fact_put(Html *html, const char *label, const char *value)
{
    html_line(html, "dt", label);
    html_line(html, "dd", value);
}

static gboolean patient_put(Html *html, const Request *request, const Document *document,
                            GError **error)
{
    html_line(html, "dt", "Patient");
    html_open(html, "dd");
    if (document->patient != 0) {
        g_autoptr(Patient) patient =
            catalogue_find_patient(request_catalogue(request), document->patient, error);
        if (patient == NULL)
            return FALSE;
        g_autofree char *name = patient_name(patient);
        g_autofree char *place = place_make("/patient/%" G_GINT64_FORMAT, patient->id);
        html_line(html, "a", name, "href", place, "data-keys", "c", "data-does", "The chart");
        html_print(html, ", born %s, MRN %s",
                   *patient->date_of_birth != '\0' ? patient->date_of_birth : "unknown",
                   patient->mrn);
    } else {
        html_text(html, "nobody's yet");
    }
    html_close(html);
    return TRUE;
}

static void filing_put(Html *html, const Document *document)
{
    if (document->filed_at == 0)
        return;
    html_line(html, "dt", "Filed");
    html_open(html, "dd");
    time_put(html, document->filed_at);
    html_print(html, " by %s", document->decided_by != NULL ? document->decided_by : "Chartward");
    html_close(html);
}

static gboolean facts_list(Html *html, const Request *request, const Document *document,
                           GError **error)
{
    g_autofree char *pages = pages_told(document);
    g_autofree char *source =
        *pages != '\0' ? g_strdup_printf("%s, %s", document->source, pages) : NULL;
    html_open(html, "dl", "class", "facts");
    if (!patient_put(html, request, document, error))
        return FALSE;
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        g_autofree char *label = words_of(field->name);
        html_line(html, "dt", label, "data-of", field->name);
        html_line(html, "dd", field->value, "data-of", field->name);
    }
    fact_put(html, "File", source != NULL ? source : document->source);
    filing_put(html, document);
    html_close(html);
    return TRUE;
}

/* Who has seen it, and the way to say so. */
static gboolean signatures_put(Html *html, const Request *request, const Document *document,
                               GError **error)
{
    g_autoptr(GPtrArray) signatures =
        catalogue_signatures(request_catalogue(request), document->id, error);
    g_autofree char *place = place_make("/document/%s/sign", document->id);
    g_autofree char *version = g_strdup_printf("%" G_GINT64_FORMAT, document->version);
    gboolean is_seen = FALSE;
    for (guint i = 0; signatures != NULL && i < signatures->len; i++) {
        const Signature *signature = signatures->pdata[i];
        is_seen = is_seen ||
                  (!signature->changed && g_str_equal(signature->account, request->session->user));
        html_open(html, "p", "class", "quiet");
        html_print(html, "Signed off by %s, ", signature->account);
        time_put(html, signature->at);
        if (signature->changed)
            html_text(html, "; changed since");
        html_close(html);
    }
    if (signatures != NULL && !is_seen && document->status == DOCUMENT_FILED &&
        request->session->role == ROLE_CLINICIAN) {
        form_open(html, request, place, NULL);
        hidden_put(html, "seen", version);
        html_line(html, "button", "Sign off", "class", "main", "data-keys", "a", "data-hint", "a",
                  "data-does", "Seen: sign it off, and on to what is left");
        html_close(html);
    }
    return signatures != NULL;
}

static void actions_put(Html *html, const Request *request, const Document *document)
{
    g_autofree char *review = place_make("/review/%s", document->id);
    g_autofree char *original = place_make("/document/%s/original", document->id);
    html_open(html, "p", "class", "actions");
    if (request_may(request, ROLE_SECRETARY) && document->pages->len > 0)
        html_line(html, "a",
                  document->status == DOCUMENT_FILED ? "Move, take out, put right" : "Decide on it",
                  "href", review, "data-keys", "e");
    html_line(html, "a", "Original file", "href", original);
    html_close(html);
}

/* --- pages ------------------------------------------------------------------------------------ */

static gboolean page_put(Html *html, const Request *request, const Document *document,
                         const Page *page, const char *query, GError **error)
{
    g_autoptr(GArray) marks = g_array_new(FALSE, TRUE, sizeof(PageMark));
    g_autoptr(GArray) hits = NULL;
    if (*query != '\0') {
        hits = search_highlight(request_catalogue(request), query, document->id, page, error);
        if (hits == NULL)
            return FALSE;
    }
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        const PageMark mark = {field->source_page, field->box, "field", field->name};
        g_array_append_val(marks, mark);
    }
    for (guint i = 0; hits != NULL && i < hits->len; i++) {
        const Word *word = page->words->pdata[g_array_index(hits, guint, i)];
        const PageMark mark = {page->source_page, word->box, "hit", NULL};
        g_array_append_val(marks, mark);
    }
    page_picture_put(html, document, page, marks);
    page_read_put(html, page, hits);
    return TRUE;
}

static gboolean pages_put(Html *html, const Request *request, const Document *document,
                          const char *query, GError **error)
{
    if (document->pages->len == 0)
        return TRUE;
    html_open(html, "div", "class", "pages", "tabindex", "0", "role", "region", "aria-label",
              "Pages", "id", "pages");
    page_zoom_put(html, "Draw a box over words to see what was read.");
    for (guint i = 0; i < document->pages->len; i++) {
        if (!page_put(html, request, document, document->pages->pdata[i], query, error))
            return FALSE;
    }
    html_close(html);
    return TRUE;
}

static gboolean panel_put(Html *html, const Request *request, const Document *document,
                          GError **error)
{
    static const char *const states[] = {"filed", "waits", "rejected"};
    static const char *const kinds[] = {"tag filed", "tag review", "tag failed"};
    g_autofree char *type = document->pages->len > 0 ? words_of(document->type)
                                                     : g_strdup("a file that was not taken in");
    html_open(html, "div", "class", "panel");
    html_open(html, "div", "class", "title");
    html_line(html, "h1", type);
    html_line(html, "span", document->id, "class", "quiet");
    html_line(html, "span", states[document->status], "class", kinds[document->status]);
    html_close(html);
    reasons_put(html, document);
    html_open(html, "section");
    if (!facts_list(html, request, document, error))
        return FALSE;
    actions_put(html, request, document);
    if (!signatures_put(html, request, document, error))
        return FALSE;
    html_close(html);
    corrections_put(html, request, document);
    if (!decisions_put(html, request, document, error))
        return FALSE;
    html_close(html);
    return TRUE;
}

gboolean view_document(Request *request, GError **error)
{
    const char *query = form_value(request->query, "q");
    g_autoptr(Document) document =
        catalogue_find_document(request_catalogue(request), request->arguments[0], error);
    if (document == NULL || !request_record_opened(request, document, "document", error))
        return FALSE;
    g_autoptr(Html) html = page_begin(request, document->id, "document");
    if (form_has(request->query, "kept")) {
        html_open(html, "p", "class", "sentence done", "role", "status");
        html_print(html, "'%s' stays as it is printed from now on; what held it is read again.",
                   form_value(request->query, "kept"));
        html_close(html);
    }
    if (*query != '\0' && !hits_put(html, request, query, error))
        return FALSE;
    html_open(html, "div", "class", document->pages->len > 0 ? "work" : NULL);
    if (!panel_put(html, request, document, error) ||
        !pages_put(html, request, document, query, error))
        return FALSE;
    html_close(html);
    page_end(request, g_steal_pointer(&html));
    return TRUE;
}

/* --- words ------------------------------------------------------------------------------------ */

/* A correction is taken back for good. */
gboolean view_keep(Request *request, GError **error)
{
    g_autofree char *word = NULL;
    guint files;
    g_autoptr(Document) document =
        catalogue_find_document(request_catalogue(request), request->arguments[0], error);
    if (document == NULL ||
        !review_keep_word(request->desk->office, form_value(request->form, "word"), &word, &files,
                          error))
        return FALSE;
    g_autofree char *what = g_strdup_printf("'%s' is kept as it is printed", word);
    if (!request_record(request, AUDIT_CHANGED, document->id, 0, what, error))
        return FALSE;
    if (files > 0)
        finish_begin(request->desk);
    g_autofree char *escaped = form_escape(word);
    g_autofree char *place = place_make("/document/%s?kept=%s", document->id, escaped);
    request_redirect(request, place);
    return TRUE;
}

/* What was read within a box of the page, as text: it is drawn over the picture by hand. */
gboolean view_text(Request *request, GError **error)
{
    const char *const names[] = {"x", "y", "width", "height"};
    int sides[4];
    for (guint i = 0; i < G_N_ELEMENTS(sides); i++)
        sides[i] = (int)CLAMP(g_ascii_strtoll(form_value(request->query, names[i]), NULL, 10), 0,
                              G_MAXINT / 4);
    guint64 number = g_ascii_strtoull(request->arguments[1], NULL, 10);
    g_autoptr(Document) document =
        catalogue_find_document(request_catalogue(request), request->arguments[0], error);
    g_autofree char *what = g_strdup_printf("text of page %u", (guint)number);
    if (document == NULL ||
        !request_record(request, AUDIT_VIEWED, document->id, document->patient, what, error))
        return FALSE;
    const Box box = {sides[0], sides[1], sides[2], sides[3]};
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (page->source_page != number)
            continue;
        g_autofree char *text = page_words_within(page, box);
        request_answer_text(request, SOUP_STATUS_OK, text);
        return TRUE;
    }
    g_set_error(error, FATE, FATE_INPUT, "There is no such page.");
    return FALSE;
}

/* --- the original ----------------------------------------------------------------------------- */

/* Never shown: what came from outside is only to be saved. */
gboolean view_original(Request *request, GError **error)
{
    Catalogue *catalogue = request_catalogue(request);
    g_autoptr(Document) document = catalogue_find_document(catalogue, request->arguments[0], error);
    g_autoptr(Original) original =
        document != NULL ? catalogue_find_original(catalogue, document->source_sha256, error)
                         : NULL;
    if (original == NULL)
        return FALSE;
    g_autofree char *path = office_file(request->desk->office, original->vault_path);
    g_autoptr(GError) cause = NULL;
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, &cause);
    if (file == NULL) {
        g_set_error(error, FATE, FATE_INPUT,
                    "The original of %s is not in the vault. 'chartward verify' tells more.",
                    document->id);
        return FALSE;
    }
    if (!request_record(request, AUDIT_EXPORTED, document->id, document->patient, "original file",
                        error))
        return FALSE;
    g_autoptr(GBytes) bytes = g_mapped_file_get_bytes(file);
    request_answer_file(request, NULL, document->source, bytes);
    return TRUE;
}
