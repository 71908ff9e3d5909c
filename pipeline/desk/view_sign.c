/* view_sign.c - what clinicians have not seen yet, and their signature that they have.
 *
 * Reads: the catalogue. Writes: signatures. */
#include "layout.h"
#include "routes.h"
#include "signature.h"

enum { ROWS_MOST = 100, DAYS = 30 };

static void filter_put(Html *html, const char *provider)
{
    html_open(html, "form", "method", "get", "action", "/sign", "class", "row", "autocomplete",
              "off");
    html_open(html, "label", "class", "grow");
    html_line(html, "span", "Only those of a provider");
    html_open(html, "input", "type", "search", "name", "provider", "value", provider, "maxlength",
              "100", "data-keys", "/", "data-does", "Only those of a provider");
    html_close(html);
    html_line(html, "button", "Show");
    html_close(html);
}

static void line_put(Html *html, const UnsignedLine *line)
{
    g_autofree char *place = place_make("/document/%s", line->document);
    g_autofree char *type = words_of(line->type);
    html_open(html, "tr");
    html_open(html, "td", "class", "nowrap");
    time_put(html, line->filed_at);
    html_close(html);
    html_open(html, "td", "class", "nowrap");
    html_line(html, "a", type, "href", place);
    html_line(html, "small", line->document, "class", "id");
    html_close(html);
    html_line(html, "td", line->patient);
    html_line(html, "td", line->from);
    html_line(html, "td", line->date, "class", "nowrap");
    html_close(html);
}

static void lines_put(Html *html, const GPtrArray *lines)
{
    static const char *const labels[] = {"Filed", "Document", "Patient", "Provider", "Of", NULL};
    html_open(html, "section", "aria-label", "To sign off");
    if (lines->len == 0)
        html_line(html, "p", "Everything of the last thirty days was seen.", "class", "quiet");
    else {
        table_begin(html, NULL, labels);
        for (guint i = 0; i < lines->len; i++)
            line_put(html, lines->pdata[i]);
        table_end(html);
    }
    if (lines->len == ROWS_MOST)
        html_line(html, "p", "These are the oldest hundred.", "class", "quiet");
    html_close(html);
}

gboolean view_sign_list(Request *request, GError **error)
{
    const char *provider = form_value(request->query, "provider");
    gint64 since = g_get_real_time() / G_USEC_PER_SEC - DAYS * 86400;
    g_autoptr(GPtrArray) lines =
        catalogue_unsigned(request_catalogue(request), provider, since, ROWS_MOST, error);
    if (lines == NULL || !request_record(request, AUDIT_VIEWED, NULL, 0, "to sign off", error))
        return FALSE;
    Html *html = page_begin(request, "Sign off", "sign");
    html_open(html, "div", "class", "title");
    html_line(html, "h1", "To sign off");
    html_close(html);
    filter_put(html, provider);
    lines_put(html, lines);
    page_end(request, html);
    return TRUE;
}

/* On to the next, as in review. */
gboolean view_sign(Request *request, GError **error)
{
    gint64 version = g_ascii_strtoll(form_value(request->form, "seen"), NULL, 10);
    if (!catalogue_sign(request_catalogue(request), request->arguments[0], version,
                        request->session->user, error))
        return FALSE;
    request_redirect(request, "/sign");
    return TRUE;
}
