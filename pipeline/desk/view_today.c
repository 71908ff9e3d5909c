/* view_today.c - Today: what came in and what became of it, what waits, what is being read.
 *
 * Reads: the catalogue, the inbox. Writes: HTML. */
#include "fate.h"
#include "layout.h"
#include "routes.h"

#include <stdio.h>
#include <string.h>

enum { ROWS_MOST = 200 };

/* --- the day --------------------------------------------------------------------------------- */

/* The day that is asked for, else today; midnight to midnight of the office's time. */
static GDateTime *day_find(const Request *request)
{
    int year, month, day;
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    const char *asked = form_value(request->query, "day");
    if (strlen(asked) == 10 && sscanf(asked, "%4d-%2d-%2d", &year, &month, &day) == 3) {
        GDateTime *found = g_date_time_new_local(year, month, day, 0, 0, 0);
        if (found != NULL)
            return found;
    }
    return g_date_time_new_local(g_date_time_get_year(now), g_date_time_get_month(now),
                                 g_date_time_get_day_of_month(now), 0, 0, 0);
}

static void day_link(Html *html, GDateTime *day, int days, const char *text)
{
    g_autoptr(GDateTime) other = g_date_time_add_days(day, days);
    g_autofree char *iso = g_date_time_format(other, "%Y-%m-%d");
    g_autofree char *place = place_make("/today?day=%s", iso);
    html_line(html, "a", text, "href", place, "class", "plain");
}

/* --- numbers --------------------------------------------------------------------------------- */

static void number_put(Html *html, guint number, const char *label, const char *kind,
                       const char *place)
{
    html_open(html, "a", "class", kind, "href", place);
    html_open(html, "b");
    html_print(html, "%u", number);
    html_close(html);
    html_line(html, "span", label);
    html_close(html);
}

/* Pages in = filed + waiting + rejected: the promise, to be seen. */
static void balance_put(Html *html, const Morning *morning)
{
    g_autofree char *files = count_print(morning->files, "file", "files");
    g_autofree char *in = g_strdup_printf("pages in, of %s", files);
    html_open(html, "div", "class", "balance", "role", "group", "aria-label",
              "Pages of this day: in, and where they are");
    number_put(html, morning->pages, in, "number", "#filed");
    html_line(html, "i", "=", "aria-hidden", "true");
    number_put(html, morning->filed_pages, "filed", "number filed", "#filed");
    html_line(html, "i", "+", "aria-hidden", "true");
    number_put(html, morning->review_pages, "wait for you", "number review", "#waiting");
    html_line(html, "i", "+", "aria-hidden", "true");
    number_put(html, morning->refused_pages, "rejected", "number failed", "#rejected");
    html_close(html);
}

/* --- what is under way ------------------------------------------------------------------------ */

static guint inbox_count(const Office *office)
{
    guint count = 0;
    g_autofree char *folder = office_file(office, "inbox");
    g_autoptr(GDir) opened = g_dir_open(folder, 0, NULL);
    const char *name;
    while (opened != NULL && (name = g_dir_read_name(opened)) != NULL)
        count += *name != '.';
    return count;
}

static gboolean under_way_put(Html *html, const Request *request, guint rejected, GError **error)
{
    g_autoptr(GPtrArray) pending = catalogue_pending(request_catalogue(request), error);
    if (pending == NULL)
        return FALSE;
    guint dropped = inbox_count(request->desk->office);
    html_open(html, "p", "class", "way", "id", "way");
    if (pending->len > 0) {
        g_autofree char *files = count_print(pending->len, "file is", "files are");
        html_print(html, "%s being read. ", files);
    }
    if (dropped > 0) {
        g_autofree char *files = count_print(dropped, "file lies", "files lie");
        html_print(html, "%s in the inbox. ", files);
    }
    if (pending->len + dropped == 0)
        html_text(html, "The inbox is empty, and everything that came is read. ");
    if (rejected > 0) {
        g_autofree char *files = count_print(rejected, "file", "files");
        html_print(html, "%s could not be taken in. ", files);
    }
    html_close(html);
    return TRUE;
}

/* Shown by the script, which sends the files. */
static void drop_put(Html *html)
{
    html_open(html, "div", "id", "drop", "class", "drop", "hidden", HTML_SET);
    html_open(html, "label");
    html_line(html, "span", "Put files into the inbox: drop them anywhere on this page, or choose");
    html_open(html, "input", "type", "file", "multiple", HTML_SET, "id", "files");
    html_close(html);
    html_open(html, "ul", "id", "coming", "class", "plain", "aria-live", "polite");
    html_close(html);
    html_close(html);
}

/* --- lists ----------------------------------------------------------------------------------- */

static void document_cells(Html *html, const MorningLine *line, const char *place)
{
    g_autofree char *to = place_make("%s/%s", place, line->document);
    g_autofree char *type = words_of(line->type);
    html_open(html, "td", "class", "nowrap");
    time_put(html, line->received_at);
    html_close(html);
    html_open(html, "td", "class", "nowrap");
    html_line(html, "a", type, "href", to);
    html_line(html, "small", line->document, "class", "id");
    html_close(html);
}

static void file_cell(Html *html, const MorningLine *line)
{
    g_autofree char *pages = count_print(line->pages, "page", "pages");
    html_open(html, "td", "class", "file");
    html_line(html, "span", line->source);
    if (line->pages > 0)
        html_line(html, "small", pages);
    html_close(html);
}

static void more_tell(Html *html, guint count)
{
    if (count > ROWS_MOST) {
        html_open(html, "p", "class", "quiet");
        html_print(html, "and %u more", count - ROWS_MOST);
        html_close(html);
    }
}

static void waiting_put(Html *html, const GPtrArray *lines)
{
    static const char *const labels[] = {"Since", "Document", "Why it waits", "File", NULL};
    html_open(html, "section", "id", "waiting", "aria-labelledby", "waiting-head");
    html_open(html, "h2", "id", "waiting-head");
    html_print(html, "Waits for you (%u)", lines->len);
    html_close(html);
    if (lines->len == 0)
        html_line(html, "p", "Nothing waits for you.", "class", "quiet");
    else {
        html_line(html, "a", "Review, oldest first", "class", "main", "href", "/review");
        table_begin(html, NULL, labels);
        for (guint i = 0; i < MIN(lines->len, ROWS_MOST); i++) {
            const MorningLine *line = lines->pdata[i];
            html_open(html, "tr");
            document_cells(html, line, "/review");
            html_line(html, "td", line->why, "class", "why");
            file_cell(html, line);
            html_close(html);
        }
        table_end(html);
        more_tell(html, lines->len);
    }
    html_close(html);
}

/* What came in this day and could not be taken in, or was rejected by a person. */
static void rejected_put(Html *html, const GPtrArray *lines)
{
    static const char *const labels[] = {"Came", "Document", "Why", "File", NULL};
    guint count = 0;
    for (guint i = 0; i < lines->len; i++)
        count += ((MorningLine *)lines->pdata[i])->status == DOCUMENT_FAILED;
    html_open(html, "section", "id", "rejected", "aria-labelledby", "rejected-head");
    html_open(html, "h2", "id", "rejected-head");
    html_print(html, "Rejected (%u)", count);
    html_close(html);
    if (count == 0)
        html_line(html, "p", "Nothing was rejected.", "class", "quiet");
    else {
        table_begin(html, NULL, labels);
        for (guint i = 0; i < lines->len; i++) {
            const MorningLine *line = lines->pdata[i];
            if (line->status != DOCUMENT_FAILED)
                continue;
            html_open(html, "tr");
            document_cells(html, line, "/document");
            html_line(html, "td", *line->why != '\0' ? line->why : "Rejected by a person.", "class",
                      "why");
            file_cell(html, line);
            html_close(html);
        }
        table_end(html);
    }
    html_close(html);
}

static void filed_put(Html *html, const GPtrArray *lines)
{
    static const char *const labels[] = {"Came", "Document", "Filed to", "File", NULL};
    html_open(html, "section", "id", "filed", "aria-labelledby", "filed-head");
    html_open(html, "h2", "id", "filed-head");
    html_print(html, "Filed (%u)", lines->len);
    html_close(html);
    if (lines->len == 0)
        html_line(html, "p", "Nothing was filed.", "class", "quiet");
    else {
        table_begin(html, NULL, labels);
        for (guint i = 0; i < MIN(lines->len, ROWS_MOST); i++) {
            const MorningLine *line = lines->pdata[i];
            html_open(html, "tr");
            document_cells(html, line, "/document");
            html_line(html, "td", line->patient);
            file_cell(html, line);
            html_close(html);
        }
        table_end(html);
        more_tell(html, lines->len);
    }
    html_close(html);
}

/* --- the page -------------------------------------------------------------------------------- */

gboolean view_today(Request *request, GError **error)
{
    g_autoptr(GDateTime) day = day_find(request);
    g_autoptr(GDateTime) next = g_date_time_add_days(day, 1);
    g_autofree char *name = g_date_time_format(day, "%A, %-d %B %Y");
    g_autofree char *what = g_date_time_format(day, "today, %Y-%m-%d");
    g_autoptr(Morning) morning =
        catalogue_load_morning(request_catalogue(request), g_date_time_to_unix(day) - 1,
                               g_date_time_to_unix(next) - 1, error);
    if (morning == NULL || !request_record(request, AUDIT_VIEWED, NULL, 0, what, error))
        return FALSE;
    g_autoptr(Html) html = page_begin(request, "Today", "today");
    html_open(html, "div", "class", "title");
    html_line(html, "h1", name);
    html_open(html, "span", "class", "days");
    day_link(html, day, -1, "day before");
    day_link(html, day, 1, "day after");
    html_close(html);
    html_close(html);
    balance_put(html, morning);
    if (!under_way_put(html, request, morning->rejected, error))
        return FALSE;
    if (request_may(request, ROLE_SECRETARY))
        drop_put(html);
    waiting_put(html, morning->waiting);
    filed_put(html, morning->filed);
    rejected_put(html, morning->exceptions);
    page_end(request, g_steal_pointer(&html));
    return TRUE;
}
