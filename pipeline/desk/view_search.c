/* view_search.c - finding pages and patients.
 *
 * Reads: the search of the catalogue. Writes: HTML. */
#include "fate.h"
#include "layout.h"
#include "routes.h"
#include "search.h"

enum { HITS_USUAL = 25, HITS_MOST = 500, PATIENTS_MOST = 5, COMPLETIONS_MOST = 8 };

static void field_put(Html *html, const char *query)
{
    html_open(html, "form", "method", "get", "action", "/search", "role", "search", "class", "row");
    html_open(html, "label", "class", "grow");
    html_line(html, "span", "What stands on the page, or who it is about");
    html_open(html, "input", "type", "search", "name", "q", "value", query, "maxlength", "500",
              "autofocus", *query == '\0' ? HTML_SET : NULL, "data-keys", "/", "data-does",
              "Search for something else", "autocomplete", "off", "spellcheck", "false", "list",
              "completions");
    html_open(html, "datalist", "id", "completions");
    html_close(html);
    html_close(html);
    html_line(html, "button", "Search", "class", "main");
    html_close(html);
    html_open(html, "details");
    html_line(html, "summary", "How to search");
    html_line(html, "pre", search_help());
    html_close(html);
}

/* --- patients -------------------------------------------------------------------------------- */

static gboolean patients_put(Html *html, const Request *request, const char *query, GError **error)
{
    g_autoptr(GPtrArray) found =
        search_patients(request_catalogue(request), query, FALSE, PATIENTS_MOST, error);
    if (found == NULL)
        return FALSE;
    if (found->len == 0)
        return TRUE;
    html_open(html, "section");
    html_line(html, "h2", "Patients");
    html_open(html, "ul", "class", "plain");
    for (guint i = 0; i < found->len; i++) {
        const PatientHit *hit = found->pdata[i];
        g_autofree char *place = place_make("/patient/%" G_GINT64_FORMAT, hit->id);
        g_autofree char *documents = count_print(hit->documents, "document", "documents");
        html_open(html, "li");
        html_line(html, "a", hit->name, "href", place);
        html_print(html, " born %s, MRN %s ",
                   *hit->date_of_birth != '\0' ? hit->date_of_birth : "unknown", hit->mrn);
        html_line(html, "small", documents);
        html_close(html);
    }
    html_close(html);
    html_close(html);
    return TRUE;
}

/* --- facets ----------------------------------------------------------------------------------- */

static void facet_put(Html *html, const char *query, const Facet *facet, FacetKind kind)
{
    g_autofree char *narrowed = facet_narrow(query, facet);
    g_autofree char *escaped = form_escape(narrowed);
    g_autofree char *place = place_make("/search?q=%s", escaped);
    g_autofree char *label = kind == FACET_TYPE ? words_of(facet->label) : g_strdup(facet->label);
    html_open(html, "li");
    html_line(html, "a", label, "href", place);
    html_print(html, " %u", facet->pages);
    html_close(html);
}

/* What has one value alone would narrow nothing. */
static void facets_put(Html *html, const char *query, const Facets *facets, guint total)
{
    static const char *const labels[FACET_COUNT] = {"Type", "Year", "Provider", "Patient"};
    html_open(html, "nav", "class", "facets-nav", "aria-label", "Narrow the search");
    for (FacetKind kind = 0; kind < FACET_COUNT; kind++) {
        const GPtrArray *list = facets->kinds[kind];
        if (list->len < 2)
            continue;
        html_line(html, "h3", labels[kind]);
        html_open(html, "ul", "class", "plain");
        for (guint i = 0; i < list->len; i++)
            facet_put(html, query, list->pdata[i], kind);
        html_close(html);
    }
    if (facets->counted < total) {
        html_open(html, "p", "class", "quiet");
        html_print(html, "counted over the best %u pages", facets->counted);
        html_close(html);
    }
    html_close(html);
}

/* --- pages ----------------------------------------------------------------------------------- */

static void hit_put(Html *html, const Hit *hit, const char *query, guint number)
{
    g_autofree char *escaped = form_escape(query);
    g_autofree char *place = place_make("/document/%s?q=%s&hit=%u#page-%u", hit->document, escaped,
                                        number, hit->source_page);
    g_autofree char *thumb =
        place_make("/document/%s/page/%u/thumb", hit->document, hit->source_page);
    g_autofree char *type = words_of(hit->type);
    html_open(html, "li", "class", "hit");
    html_open(html, "a", "class", "picture", "href", place, "tabindex", "-1", "aria-hidden",
              "true");
    html_open(html, "img", "src", thumb, "alt", "", "loading", "lazy");
    html_close(html);
    html_open(html, "div");
    html_open(html, "p", "class", "head");
    html_line(html, "a", type, "href", place);
    if (*hit->patient != '\0')
        html_line(html, "b", hit->patient);
    html_line(html, "span", *hit->date != '\0' ? hit->date : "undated");
    if (!g_str_equal(hit->status, "filed"))
        html_line(html, "span", g_str_equal(hit->status, "review") ? "waits" : "rejected", "class",
                  g_str_equal(hit->status, "review") ? "tag review" : "tag failed");
    html_open(html, "small");
    html_print(html, "%s, page %u of %s", hit->document, hit->source_page, hit->source);
    html_close(html);
    html_close(html);
    html_open(html, "p", "class", "snippet");
    html_marked(html, hit->snippet);
    html_close(html);
    html_close(html);
    html_close(html);
}

static guint limit_find(const Request *request)
{
    guint64 limit = g_ascii_strtoull(form_value(request->query, "most"), NULL, 10);
    return limit == 0 ? HITS_USUAL : (guint)MIN(limit, HITS_MOST);
}

static void more_put(Html *html, const char *query, guint shown, guint total)
{
    g_autofree char *escaped = form_escape(query);
    g_autofree char *place =
        place_make("/search?q=%s&most=%u#hit-%u", escaped, MIN(shown * 4, HITS_MOST), shown);
    if (shown < total && shown < HITS_MOST)
        html_line(html, "a", "Show more", "href", place);
}

static void hits_put(Html *html, const GPtrArray *hits, const char *query, guint total)
{
    html_open(html, "section", "aria-label", "Pages that were found");
    html_open(html, "h2", "role", "status");
    if (total == 0)
        html_text(html, "No page answers to that.");
    else if (total > hits->len)
        html_print(html, "%u pages; these are the best %u", total, hits->len);
    else
        html_print(html, "%u page%s", total, total == 1 ? "" : "s");
    html_close(html);
    html_open(html, "ol", "class", "hits");
    for (guint i = 0; i < hits->len; i++)
        hit_put(html, hits->pdata[i], query, i + 1);
    html_close(html);
    more_put(html, query, hits->len, total);
    html_close(html);
}

static gboolean pages_put(Html *html, const Request *request, const char *query, GError **error)
{
    guint total;
    g_autoptr(Facets) facets = NULL;
    g_autoptr(GPtrArray) hits = search_pages(request_catalogue(request), query, limit_find(request),
                                             &total, &facets, error);
    if (hits == NULL)
        return FALSE;
    html_open(html, "div", "class", "found-pages");
    hits_put(html, hits, query, total);
    if (total > 1)
        facets_put(html, query, facets, total);
    html_close(html);
    return TRUE;
}

/* --- the page -------------------------------------------------------------------------------- */

static gboolean answers_put(Html *html, const Request *request, const char *query, GError **error)
{
    g_autoptr(GError) cause = NULL;
    if (!request_record(request, AUDIT_SEARCHED, NULL, 0, query, error) ||
        !patients_put(html, request, query, error))
        return FALSE;
    if (pages_put(html, request, query, &cause))
        return TRUE;
    if (g_error_matches(cause, FATE, FATE_INPUT)) {
        html_line(html, "p", cause->message, "class", "sentence", "role", "alert");
        return TRUE;
    }
    g_propagate_error(error, g_steal_pointer(&cause));
    return FALSE;
}

gboolean view_search(Request *request, GError **error)
{
    const char *query = form_value(request->query, "q");
    g_autoptr(Html) html = page_begin(request, "Search", "search");
    html_line(html, "h1", "Search");
    field_put(html, query);
    if (*query != '\0' && !answers_put(html, request, query, error))
        return FALSE;
    page_end(request, g_steal_pointer(&html));
    return TRUE;
}

/* How the query may go on, a line each, for the script that offers it as one types. */
gboolean view_completions(Request *request, GError **error)
{
    const char *query = form_value(request->query, "q");
    g_autofree char *what = g_strdup_printf("to go on with: %s", query);
    g_autoptr(GPtrArray) found =
        search_completions(request_catalogue(request), query, COMPLETIONS_MOST, error);
    if (found == NULL || !request_record(request, AUDIT_SEARCHED, NULL, 0, what, error))
        return FALSE;
    for (guint i = 0; i < found->len; i++)
        g_strdelimit(found->pdata[i], "\r\n", ' ');
    g_ptr_array_add(found, NULL);
    g_autofree char *lines = g_strjoinv("\n", (char **)found->pdata);
    request_answer_text(request, SOUP_STATUS_OK, lines);
    return TRUE;
}
