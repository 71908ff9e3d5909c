/* review_form.c - the pieces of a document under review, as parts of one plain form.
 *
 * Names of what is sent: "do" says what is wanted; "type" and "set-FIELD", with "was-type" and
 * "was-FIELD" beside them, so that only what was changed counts; "sure". Does not: decide
 * (view_decide.c). */
#include "review_form.h"

#include "decision.h"
#include "search.h"
#include "shelf.h"

#include <string.h>

enum { FOUND_MOST = 8, CANDIDATE_KEYS = 9 };

void button_put(Html *html, const char *what, const char *label, const char *kind, const char *keys)
{
    g_autofree char *hint = keys != NULL ? g_strndup(keys, strcspn(keys, "|")) : NULL;
    html_line(html, "button", label, "name", "do", "value", what, "class", kind, "data-keys", keys,
              "data-hint", hint, "data-does", label);
}

static guint percent(double share)
{
    guint rounded = (guint)(CLAMP(share, 0, 1) * 100 + 0.5);
    return share < 1 ? MIN(rounded, 99) : 100;
}

void reasons_put(Html *html, const Document *document)
{
    html_open(html, "div", "class", "reasons");
    if (document->proposal != NULL)
        html_line(html, "p", document->proposal, "class", "sentence");
    for (guint i = 0; i < document->reasons->len; i++)
        html_line(html, "p", ((Reason *)document->reasons->pdata[i])->sentence, "class",
                  "sentence");
    html_close(html);
}

/* --- who may be meant ------------------------------------------------------------------------- */

static gboolean several_may_be_meant(const Document *document)
{
    return document_has_reason(document, "ambiguous-patient") ||
           document_has_reason(document, "lookalike-patient");
}

static void patient_put(Html *html, const Patient *patient)
{
    g_autofree char *name = patient_name(patient);
    g_autofree char *place = place_make("/patient/%" G_GINT64_FORMAT, patient->id);
    html_open(html, "div", "class", "person");
    html_line(html, "a", name, "class", "name", "href", place);
    html_print(html, " born %s, MRN %s",
               *patient->date_of_birth != '\0' ? patient->date_of_birth : "unknown", patient->mrn);
    if (!patient->active)
        html_line(html, "span", "no longer listed", "class", "tag review");
    html_close(html);
}

static void candidate_put(Html *html, const Document *document, const Candidate *candidate,
                          const Patient *patient, guint place)
{
    gboolean proposed = place == 0 && !several_may_be_meant(document);
    gboolean there = document->status == DOCUMENT_FILED && document->patient == patient->id;
    g_autofree char *what = g_strdup_printf("patient:%" G_GINT64_FORMAT, patient->id);
    g_autofree char *label = g_strdup_printf("File to %s", candidate->name);
    g_autofree char *keys = proposed                 ? g_strdup_printf("a|%u", place + 1)
                            : place < CANDIDATE_KEYS ? g_strdup_printf("%u", place + 1)
                                                     : NULL;
    html_open(html, "article", "class", proposed ? "candidate proposed" : "candidate");
    html_open(html, "header");
    patient_put(html, patient);
    html_open(html, "span", "class", "quiet");
    html_print(html, "%u %% sure", percent(candidate->score));
    html_close(html);
    if (there)
        html_line(html, "span", "lies in this chart", "class", "tag filed");
    else
        button_put(html, what, label, proposed ? "main" : NULL, keys);
    html_close(html);
    evidence_strip_put(html, document, candidate, patient);
    html_close(html);
}

gboolean candidates_put(Html *html, const Request *request, const Document *document,
                        GError **error)
{
    html_open(html, "section", "class", "candidates");
    html_line(html, "h2", several_may_be_meant(document) ? "Which of them is it?" : "Whose is it?");
    if (document->candidates->len == 0)
        html_line(html, "p", "Nobody on the patient list fits what is printed.", "class", "quiet");
    for (guint i = 0; i < document->candidates->len; i++) {
        const Candidate *candidate = document->candidates->pdata[i];
        g_autoptr(Patient) patient =
            catalogue_find_patient(request_catalogue(request), candidate->patient, error);
        if (patient == NULL)
            return FALSE;
        candidate_put(html, document, candidate, patient, i);
    }
    html_close(html);
    return TRUE;
}

/* --- somebody else ---------------------------------------------------------------------------- */

static gboolean found_put(Html *html, const Request *request, const char *wanted, GError **error)
{
    g_autoptr(GPtrArray) found =
        search_patients(request_catalogue(request), wanted, TRUE, FOUND_MOST, error);
    if (found == NULL)
        return FALSE;
    if (found->len == 0)
        html_line(html, "p", "No patient is found by that.", "class", "quiet");
    for (guint i = 0; i < found->len; i++) {
        const PatientHit *hit = found->pdata[i];
        g_autofree char *what = g_strdup_printf("patient:%" G_GINT64_FORMAT, hit->id);
        g_autofree char *label =
            g_strdup_printf("%s, born %s, MRN %s%s", hit->name,
                            *hit->date_of_birth != '\0' ? hit->date_of_birth : "unknown", hit->mrn,
                            hit->active ? "" : ", no longer listed");
        button_put(html, what, label, NULL, NULL);
    }
    return TRUE;
}

gboolean others_put(Html *html, const Request *request, const Document *document, GError **error)
{
    const char *wanted = form_value(request->form, "find");
    gboolean done = TRUE;
    html_open(html, "section", "class", "others");
    html_line(html, "h2", "Somebody else");
    html_open(html, "div", "class", "row");
    html_open(html, "label", "class", "grow");
    html_line(html, "span", "Name, birth date or MRN");
    html_open(html, "input", "type", "search", "name", "find", "id", "find", "value", wanted,
              "data-keys", "p", "data-does", "Choose another patient by typing", "autocomplete",
              "off", "maxlength", "200");
    html_close(html);
    button_put(html, "find", "Find", NULL, NULL);
    html_close(html);
    html_open(html, "div", "id", "found", "class", "found", "aria-live", "polite");
    if (*wanted != '\0')
        done = found_put(html, request, wanted, error);
    html_close(html);
    html_open(html, "label", "class", "check");
    html_open(html, "input", "type", "checkbox", "name", "sure", "value", "1");
    html_text(html, " File it also where what is printed speaks against it");
    html_close(html);
    html_open(html, "div", "class", "row");
    button_put(html, "new-patient", "Somebody new", NULL, "n");
    if (document->status == DOCUMENT_FILED)
        button_put(html, "take-out", "Take out of this chart", "danger", "o");
    if (document->status != DOCUMENT_FAILED)
        button_put(html, "reject", "Reject: file it nowhere", "danger", "x");
    html_close(html);
    html_close(html);
    return done;
}

/* --- what it says ----------------------------------------------------------------------------- */

/* What was typed, when the form comes back; what was left as it was shown is as it is by now:
 * another may have put it right meanwhile. */
static const char *typed_find(const Form *form, const char *set, const char *was, const char *now)
{
    const char *typed = form_value(form, set);
    gboolean changed =
        form_has(form, set) && form_has(form, was) && !g_str_equal(typed, form_value(form, was));
    return changed ? typed : now;
}

static void types_put(Html *html, const Request *request, const Document *document)
{
    const char *chosen = typed_find(request->form, "type", "was-type", document->type);
    html_open(html, "label", "class", "fact");
    html_line(html, "span", "Type");
    html_open(html, "select", "name", "type", "data-keys", "t", "data-does", "Type of document");
    for (const char *const *type = document_types(); *type != NULL; type++) {
        g_autofree char *words = words_of(*type);
        html_line(html, "option", words, "value", *type, "selected",
                  g_str_equal(*type, chosen) ? HTML_SET : NULL);
    }
    html_close(html);
    html_close(html);
    hidden_put(html, "was-type", document->type);
}

/* All values of the field as they are typed: parted by commas; yours. */
static char *values_print(const Document *document, const char *name)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        if (!g_str_equal(field->name, name))
            continue;
        if (text->len > 0 && !field_is_list(name))
            break;
        g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", field->value);
    }
    return g_strdup(text->str);
}

static void field_put(Html *html, const Request *request, const Document *document,
                      const char *name)
{
    g_autofree char *label = words_of(name);
    g_autofree char *set = g_strconcat("set-", name, NULL);
    g_autofree char *was = g_strconcat("was-", name, NULL);
    g_autofree char *value = values_print(document, name);
    const Field *field = document_lookup_field(document, name);
    gboolean doubted = field != NULL && field->confidence < 0.8f;
    html_open(html, "label", "class", doubted ? "fact doubted" : "fact");
    html_open(html, "span");
    html_text(html, label);
    if (field != NULL && document_is_settled(document, name))
        html_text(html, " (set by a person)");
    else if (doubted)
        html_print(html, " (%u %% sure)", percent((double)field->confidence));
    html_close(html);
    html_open(html, "input", "name", set, "value", typed_find(request->form, set, was, value),
              "data-of", name, "maxlength", "500");
    html_close(html);
    hidden_put(html, was, value);
}

/* Those that tell whose and what it is are there always, to be filled in. */
static gboolean field_is_shown(const Document *document, const char *name)
{
    static const char *const always[] = {"patient_name", "date_of_birth", "mrn", "date_of_service",
                                         NULL};
    return g_strv_contains(always, name) || document_lookup_field(document, name) != NULL;
}

void facts_put(Html *html, const Request *request, const Document *document)
{
    html_open(html, "section", "class", "facts-edit");
    html_line(html, "h2", "What it says");
    html_open(html, "div", "class", "fact-grid");
    types_put(html, request, document);
    for (const char *const *name = field_names(); *name != NULL; name++) {
        if (field_is_shown(document, *name))
            field_put(html, request, document, *name);
    }
    html_close(html);
    button_put(html, "save", "Save what was put right", NULL, "w");
    html_close(html);
}

/* --- which pages belong together -------------------------------------------------------------- */

static void tool_put(Html *html, const char *what, guint page, const char *detail,
                     const char *label)
{
    g_autofree char *order = g_strdup_printf("%s:%u%s", what, page, detail);
    html_line(html, "button", label, "name", "do", "value", order, "form", "decide", "class",
              "plain");
}

/* The document's pages in an order in which this one has changed places with the one `step` on;
 * NULL where there is none. Yours. */
static char *order_with(const Document *document, const Page *page, int step)
{
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint));
    int at = -1;
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *one = document->pages->pdata[i];
        if (one == page)
            at = (int)numbers->len;
        if (document_page_counts(one))
            g_array_append_val(numbers, one->source_page);
    }
    int other = at + step;
    if (!document_page_counts(page) || other < 0 || other >= (int)numbers->len)
        return NULL;
    guint *order = &g_array_index(numbers, guint, 0), moved = order[at];
    order[at] = order[other];
    order[other] = moved;
    g_autoptr(GString) text = g_string_new("arrange:");
    for (guint i = 0; i < numbers->len; i++)
        g_string_append_printf(text, "%s%u", i > 0 ? "," : "", order[i]);
    return g_strdup(text->str);
}

static void move_put(Html *html, const Document *document, const Page *page, int step,
                     const char *label)
{
    g_autofree char *order = order_with(document, page, step);
    if (order != NULL)
        html_line(html, "button", label, "name", "do", "value", order, "form", "decide", "class",
                  "plain");
}

void page_strip_put(Html *html, const Document *document)
{
    if (document_content_pages(document) < 2)
        return;
    html_open(html, "nav", "class", "thumbs", "aria-label", "Pages, to be drawn into another order",
              "id", "thumbs");
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        g_autofree char *place = place_make("#page-%u", page->source_page);
        if (document_page_counts(page))
            page_thumb_put(html, document->id, page, place);
    }
    html_close(html);
    html_line(html, "button", "", "name", "do", "value", "", "form", "decide", "id", "arrange",
              "hidden", HTML_SET);
}

void page_tools_put(Html *html, const Document *document, const Page *page)
{
    const Page *first = document->pages->pdata[0];
    html_open(html, "p", "class", "tools");
    html_print(html, "Page %u", page->source_page);
    if (page->filed.format != IMAGE_NONE) {
        tool_put(html, "rotate", page->source_page, ":270", "turn left");
        tool_put(html, "rotate", page->source_page, ":90", "turn right");
        tool_put(html, "rotate", page->source_page, ":180", "upside down");
    }
    if (page != first)
        tool_put(html, "split", page->source_page, "", "a new document begins here");
    move_put(html, document, page, -1, "earlier");
    move_put(html, document, page, 1, "later");
    html_close(html);
}

gboolean siblings_put(Html *html, const Request *request, const Document *document, GError **error)
{
    g_autoptr(GPtrArray) lines =
        catalogue_siblings(request_catalogue(request), document->id, error);
    if (lines == NULL)
        return FALSE;
    if (lines->len == 0)
        return TRUE;
    html_open(html, "section", "class", "siblings");
    html_line(html, "h2", "Also in this file");
    html_open(html, "ul", "class", "plain");
    for (guint i = 0; i < lines->len; i++) {
        const ShelfLine *line = lines->pdata[i];
        g_autofree char *place = place_make("/review/%s", line->document);
        g_autofree char *type = words_of(line->type);
        g_autofree char *pages = count_print(line->pages, "page", "pages");
        g_autofree char *what = g_strconcat("join:", line->document, NULL);
        html_open(html, "li", "class", "row");
        html_open(html, "span", "class", "grow");
        html_line(html, "a", type, "href", place);
        html_print(html, " %s, %s, from page %u", line->document, pages, line->first_page);
        html_close(html);
        button_put(html, what, "Its pages belong to this one", NULL, NULL);
        html_close(html);
    }
    html_close(html);
    html_close(html);
    return TRUE;
}

/* --- what was decided ------------------------------------------------------------------------- */

gboolean decisions_put(Html *html, const Request *request, const Document *document, GError **error)
{
    g_autoptr(GPtrArray) decisions =
        catalogue_decisions(request_catalogue(request), document->id, error);
    if (decisions == NULL)
        return FALSE;
    if (decisions->len == 0)
        return TRUE;
    gboolean may_undo = FALSE;
    html_open(html, "section", "class", "history");
    html_line(html, "h2", "What was decided");
    html_open(html, "ol");
    for (guint i = 0; i < decisions->len; i++) {
        const Decision *decision = decisions->pdata[i];
        may_undo = may_undo || (!decision->undone && !decision->undoes);
        html_open(html, "li");
        time_put(html, decision->at);
        html_print(html, " %s: %s%s", decision->by, decision->what,
                   decision->undone ? " (undone)" : "");
        html_close(html);
    }
    html_close(html);
    if (may_undo && request_may(request, ROLE_SECRETARY)) {
        g_autofree char *place = place_make("/review/%s/undo", document->id);
        g_autofree char *version = g_strdup_printf("%" G_GINT64_FORMAT, document->version);
        form_open(html, request, place, NULL);
        hidden_put(html, "seen", version);
        html_line(html, "button", "Undo the last decision", "data-keys", "u", "data-hint", "u");
        html_close(html);
    }
    html_close(html);
    return TRUE;
}
