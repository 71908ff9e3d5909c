/* layout.c - the frame of every page, and the pieces that many of them have.
 *
 * Writes: HTML. Does not: read the catalogue. */
#include "layout.h"

#include "routes.h"

#include <string.h>

static void head_put(Html *html, const Request *request, const char *title, const char *current)
{
    static const char *const scripts[][2] = {{"today", "/web/today.js"},
                                             {"review", "/web/review.js"},
                                             {"document", "/web/review.js"},
                                             {"search", "/web/search.js"}};
    g_autofree char *minutes = g_strdup_printf(
        "%.0f", settings_number(office_settings(request->desk->office), SETTING_DESK_LOGOFF_MIN));
    html_open(html, "head");
    html_open(html, "meta", "charset", "utf-8");
    html_open(html, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html_open(html, "title");
    html_print(html, "%s · Chartward", title);
    html_close(html);
    html_open(html, "link", "rel", "stylesheet", "href", "/web/desk.css");
    html_open(html, "link", "rel", "icon", "href", "/web/icon.svg", "type", "image/svg+xml");
    html_open(html, "script", "type", "module", "src", "/web/desk.js");
    html_close(html);
    for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
        if (g_strcmp0(current, scripts[i][0]) != 0)
            continue;
        html_open(html, "script", "type", "module", "src", scripts[i][1]);
        html_close(html);
    }
    if (request->session != NULL) {
        html_open(html, "meta", "name", "csrf", "content", request->session->csrf);
        html_open(html, "meta", "name", "logoff-minutes", "content", minutes);
    }
    html_close(html);
}

static void navigation_put(Html *html, const Request *request, const char *current)
{
    static const struct {
        const char *name, *place, *label, *keys;
        Role least, most;
    } places[] = {
        {"today", "/today", "Today", "g t", ROLE_EMERGENCY, ROLE_ADMINISTRATOR},
        {"review", "/review", "Review", "g r", ROLE_SECRETARY, ROLE_ADMINISTRATOR},
        {"sign", "/sign", "Sign off", "g o", ROLE_CLINICIAN, ROLE_CLINICIAN},
        {"search", "/search", "Search", "g s", ROLE_EMERGENCY, ROLE_ADMINISTRATOR},
        {"users", "/users", "Users", "g u", ROLE_ADMINISTRATOR, ROLE_ADMINISTRATOR},
        {"audit", "/audit", "Audit", "g a", ROLE_ADMINISTRATOR, ROLE_ADMINISTRATOR},
    };
    html_open(html, "nav", "aria-label", "Desk");
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        gboolean here = g_strcmp0(current, places[i].name) == 0;
        if (request_may(request, places[i].least) && request->session->role <= places[i].most)
            html_line(html, "a", places[i].label, "href", places[i].place, "aria-current",
                      here ? "page" : NULL, "data-keys", places[i].keys);
    }
    html_close(html);
}

static void user_put(Html *html, const Request *request)
{
    html_open(html, "div", "class", "user");
    if (request_may(request, ROLE_CLINICIAN))
        html_line(html, "a", request->session->user, "class", "who", "href", "/password", "title",
                  "Your password");
    else
        html_line(html, "span", request->session->user, "class", "who");
    html_line(html, "span", role_name(request->session->role), "class", "quiet");
    html_line(html, "button", "Keys", "type", "button", "class", "plain", "id", "keys", "hidden",
              HTML_SET); /* the script shows it */
    form_open(html, request, "/logoff", NULL);
    html_line(html, "button", "Log off", "class", "plain");
    html_close(html);
    html_close(html);
}

/* Whoever came in by an emergency's account: on every page of an administrator's until it is seen.
 */
static void emergencies_put(Html *html, const Request *request)
{
    g_autoptr(GPtrArray) emergencies = catalogue_emergencies(request_catalogue(request), NULL);
    for (guint i = 0; emergencies != NULL && i < emergencies->len; i++) {
        const Emergency *emergency = emergencies->pdata[i];
        g_autofree char *place = place_make("/emergencies/%" G_GINT64_FORMAT, emergency->id);
        html_open(html, "div", "class", "sentence refused row", "role", "alert");
        html_open(html, "span", "class", "grow");
        html_print(html, "%s came in by emergency, ", emergency->account);
        time_put(html, emergency->begun_at);
        html_print(html, ": %s", emergency->reason);
        html_close(html);
        form_open(html, request, place, NULL);
        html_line(html, "button", "I have seen it");
        html_close(html);
        html_close(html);
    }
}

/* What the page that led here had to say. */
static void told_put(Html *html, const Request *request)
{
    const char *query = g_uri_get_query(soup_server_message_get_uri(request->message));
    g_autofree char *place = g_strconcat(request->path, query != NULL ? "?" : "", query, NULL);
    g_autofree char *told = session_told(request->session, place);
    if (told != NULL)
        html_line(html, "p", told, "class", "sentence done", "role", "status");
}

Html *page_begin(const Request *request, const char *title, const char *current)
{
    const char *office = settings_text(office_settings(request->desk->office), SETTING_OFFICE_NAME);
    Html *html = html_new();
    html_open(html, "html", "lang", "en");
    head_put(html, request, title, current);
    html_open(html, "body", "data-page", current);
    html_line(html, "a", "To the content", "class", "skip", "href", "#content");
    html_open(html, "header", "class", "bar");
    html_open(html, "a", "class", "brand", "href", "/today");
    html_text(html, *office != '\0' ? office : "Chartward");
    html_close(html);
    if (request->session != NULL) {
        navigation_put(html, request, current);
        user_put(html, request);
    }
    html_close(html);
    html_open(html, "main", "id", "content", "tabindex", "-1");
    if (request_may(request, ROLE_ADMINISTRATOR))
        emergencies_put(html, request);
    if (request->session != NULL)
        told_put(html, request);
    return html;
}

void page_end(const Request *request, Html *html)
{
    request_answer_html(request, SOUP_STATUS_OK, html);
}

void page_refuse(const Request *request, guint status, const char *title, const char *sentence)
{
    Html *html = page_begin(request, title, NULL);
    html_line(html, "h1", title);
    html_open(html, "p", "class", "sentence", "role", "alert");
    html_text(html, sentence);
    html_close(html);
    html_open(html, "p");
    link_put(html, "/today", "Back to Today");
    html_close(html);
    request_answer_html(request, status, html);
}

void form_open(Html *html, const Request *request, const char *place, const char *name)
{
    html_open(html, "form", "method", "post", "action", place, "id", name, "autocomplete", "off");
    if (request->session != NULL) {
        hidden_put(html, "csrf", request->session->csrf);
        hidden_put(html, "by", request->session->user); /* whose it is when the session ends */
    }
}

void hidden_put(Html *html, const char *name, const char *value)
{
    html_open(html, "input", "type", "hidden", "name", name, "value", value);
}

char *place_make(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *place = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return place;
}

char *count_print(guint count, const char *one, const char *many)
{
    return g_strdup_printf("%u %s", count, count == 1 ? one : many);
}

static void run_append(GString *text, guint begin, guint last)
{
    if (text->len > 0)
        g_string_append(text, ", ");
    g_string_append_printf(text, begin == last ? "%u" : "%u-%u", begin, last);
}

char *pages_told(const Document *document)
{
    g_autoptr(GString) text = g_string_new(NULL);
    guint begin = 0, last = 0;
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (!document_page_counts(page))
            continue;
        if (begin > 0 && page->source_page != last + 1)
            run_append(text, begin, last);
        if (begin == 0 || page->source_page != last + 1)
            begin = page->source_page;
        last = page->source_page;
    }
    if (begin == 0)
        return g_strdup("");
    run_append(text, begin, last);
    return g_strdup_printf("%s %s", document_content_pages(document) == 1 ? "page" : "pages",
                           text->str);
}

void link_put(Html *html, const char *place, const char *text)
{
    html_line(html, "a", text, "href", place);
}

void time_put(Html *html, gint64 seconds)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(seconds);
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    if (time == NULL)
        return;
    gboolean today = g_date_time_get_year(time) == g_date_time_get_year(now) &&
                     g_date_time_get_day_of_year(time) == g_date_time_get_day_of_year(now);
    g_autofree char *shown = g_date_time_format(time, today ? "%H:%M" : "%Y-%m-%d %H:%M");
    g_autofree char *exact = g_date_time_format_iso8601(time);
    html_line(html, "time", shown, "datetime", exact);
}

void table_begin(Html *html, const char *kind, const char *const *labels)
{
    html_open(html, "table", "class", kind);
    html_open(html, "thead");
    html_open(html, "tr");
    for (; *labels != NULL; labels++)
        html_line(html, "th", *labels, "scope", "col");
    html_close(html);
    html_close(html);
    html_open(html, "tbody");
}

void table_end(Html *html)
{
    html_close(html);
    html_close(html);
}

char *words_of(const char *name)
{
    static const char *const written[][2] = {
        {"mrn", "MRN"},
        {"npi", "NPI"},
        {"icd10", "ICD-10"},
        {"cpt", "CPT"},
        {"member_id", "member"},
        {"patient_name", "name"},
        {"date_of_birth", "born"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(written); i++) {
        if (g_str_equal(written[i][0], name))
            return g_strdup(written[i][1]);
    }
    char *words = g_strdup(name);
    return g_strdelimit(words, "-_", ' ');
}
