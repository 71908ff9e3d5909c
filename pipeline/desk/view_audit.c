/* view_audit.c - the audit trail for an administrator: newest first, by person, patient, document;
 * and emergencies that she has seen.
 *
 * Reads: the audit trail. Writes: that an emergency was seen. */
#include "layout.h"
#include "routes.h"

enum { ROWS_MOST = 100 };

static const char *asked(const Request *request, const char *name)
{
    const char *value = form_value(request->query, name);
    return *value != '\0' ? value : NULL;
}

static void field_put(Html *html, const Request *request, const char *name, const char *label)
{
    html_open(html, "label");
    html_line(html, "span", label);
    html_open(html, "input", "name", name, "value", form_value(request->query, name), "maxlength",
              "100");
    html_close(html);
}

static void filter_put(Html *html, const Request *request)
{
    html_open(html, "form", "method", "get", "action", "/audit", "class", "row", "autocomplete",
              "off");
    field_put(html, request, "who", "Who");
    field_put(html, request, "mrn", "Patient's MRN");
    field_put(html, request, "document", "Document");
    html_line(html, "button", "Show", "class", "main");
    html_close(html);
}

/* --- rows ------------------------------------------------------------------------------------- */

typedef struct {
    Html *html;
    guint rows;
    gint64 last;
} Listing;

static gboolean entry_put(gpointer data, const AuditEntry *entry)
{
    Listing *listing = data;
    Html *html = listing->html;
    html_open(html, "tr");
    html_open(html, "td", "class", "nowrap");
    time_put(html, entry->at);
    html_close(html);
    html_line(html, "td", entry->who);
    html_line(html, "td", entry->deed);
    html_open(html, "td", "class", "nowrap");
    if (*entry->document != '\0') {
        g_autofree char *place = place_make("/document/%s", entry->document);
        link_put(html, place, entry->document);
    }
    html_close(html);
    html_open(html, "td");
    html_text(html, entry->patient);
    if (*entry->mrn != '\0')
        html_line(html, "small", entry->mrn, "class", "id");
    html_close(html);
    html_line(html, "td", entry->what, "class", "why");
    html_close(html);
    listing->rows++;
    listing->last = entry->id;
    return TRUE;
}

static void older_put(Html *html, const Request *request, const Listing *listing)
{
    if (listing->rows < ROWS_MOST)
        return;
    g_autofree char *who = form_escape(form_value(request->query, "who"));
    g_autofree char *mrn = form_escape(form_value(request->query, "mrn"));
    g_autofree char *document = form_escape(form_value(request->query, "document"));
    g_autofree char *place = place_make("/audit?who=%s&mrn=%s&document=%s&before=%" G_GINT64_FORMAT,
                                        who, mrn, document, listing->last);
    html_line(html, "a", "Older", "href", place, "rel", "next", "data-keys", "j");
}

gboolean view_audit(Request *request, GError **error)
{
    static const char *const labels[] = {"When", "Who", "Did", "Document", "Patient", "What", NULL};
    const AuditFilter filter = {
        .who = asked(request, "who"),
        .mrn = asked(request, "mrn"),
        .document = asked(request, "document"),
        .before = g_ascii_strtoll(form_value(request->query, "before"), NULL, 10)};
    if (!request_record(request, AUDIT_VIEWED, NULL, 0, "the audit trail", error))
        return FALSE;
    g_autoptr(Html) html = page_begin(request, "Audit", "audit");
    Listing listing = {.html = html};
    html_open(html, "div", "class", "title");
    html_line(html, "h1", "Who did what");
    html_close(html);
    filter_put(html, request);
    html_open(html, "section", "aria-label", "The audit trail");
    table_begin(html, "audit", labels);
    if (!catalogue_audit_latest(request_catalogue(request), &filter, ROWS_MOST, entry_put, &listing,
                                error))
        return FALSE;
    table_end(html);
    older_put(html, request, &listing);
    html_close(html);
    page_end(request, g_steal_pointer(&html));
    return TRUE;
}

gboolean view_emergency_seen(Request *request, GError **error)
{
    gint64 id = g_ascii_strtoll(request->arguments[0], NULL, 10);
    if (!catalogue_see_emergency(request_catalogue(request), id, request->session->user, error))
        return FALSE;
    request_redirect(request, "/audit");
    return TRUE;
}
