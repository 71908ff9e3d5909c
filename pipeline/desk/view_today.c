/* view_today.c - Today: what came in and what became of it, what waits, what is being read.
 *
 * Reads: the catalogue, the inbox. Writes: HTML. */
#include "fate.h"
#include "layout.h"
#include "routes.h"
#include "today.h"

#include <stdio.h>
#include <string.h>

enum { ROWS_MOST = 200 };

/* --- the day --------------------------------------------------------------------------------- */

/* Its midnight. */
static GDateTime *day_of(GDateTime *time)
{
    return g_date_time_new_local(g_date_time_get_year(time), g_date_time_get_month(time),
                                 g_date_time_get_day_of_month(time), 0, 0, 0);
}

/* NULL: it is none, or one that has no day before or after it that GDateTime could tell. */
static GDateTime *day_parse(const char *text)
{
    int year, month, day;
    return strlen(text) == 10 && sscanf(text, "%4d-%2d-%2d", &year, &month, &day) == 3 &&
                   year > 1 && year < 9999
               ? g_date_time_new_local(year, month, day, 0, 0, 0)
               : NULL;
}

/* The day that is asked for, else today; midnight to midnight of the office's time. */
static GDateTime *day_find(const Request *request)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    GDateTime *asked = day_parse(form_value(request->query, "day"));
    return asked != NULL ? asked : day_of(now);
}

/* Whether it is the day that still goes on. */
static gboolean day_goes_on(GDateTime *day)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    g_autoptr(GDateTime) today = day_of(now);
    return g_date_time_equal(day, today);
}

static void day_link(Html *html, GDateTime *day, int days, const char *text)
{
    g_autoptr(GDateTime) other = g_date_time_add_days(day, days);
    g_autofree char *iso = g_date_time_format(other, "%Y-%m-%d");
    g_autofree char *place = place_make("/today?day=%s", iso);
    html_line(html, "a", text, "href", place, "class", "plain");
}

/* --- numbers --------------------------------------------------------------------------------- */

static void number_put(Html *html, guint number, const char *name, const char *label,
                       const char *kind, const char *place)
{
    html_open(html, "a", "class", kind, "href", place);
    html_open(html, "b", "data-number", name);
    html_print(html, "%u", number);
    html_close(html);
    html_line(html, "span", label);
    html_close(html);
}

/* Pages in = filed + waiting + rejected: the promise, to be seen. */
static void balance_put(Html *html, const Morning *morning, gboolean goes_on)
{
    g_autofree char *files = count_print(morning->files, "file", "files");
    g_autofree char *in = g_strdup_printf("pages in, of %s", files);
    html_open(html, "div", "class", "balance", "role", "group", "aria-label",
              "Pages of this day: in, and where they are", "id", "balance", "data-live",
              goes_on ? "/today/live" : NULL);
    number_put(html, morning->pages, "in", in, "number", "#filed");
    html_line(html, "i", "=", "aria-hidden", "true");
    number_put(html, morning->filed_pages, "filed", "filed", "number filed", "#filed");
    html_line(html, "i", "+", "aria-hidden", "true");
    number_put(html, morning->review_pages, "review", "wait for a decision", "number review",
               "#waiting");
    html_line(html, "i", "+", "aria-hidden", "true");
    number_put(html, morning->refused_pages, "failed", "rejected", "number failed", "#rejected");
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

/* What is under way, in a sentence or two; yours. */
static char *way_print(Desk *desk, guint rejected, GError **error)
{
    g_autoptr(GPtrArray) pending = catalogue_pending(office_catalogue(desk->office), error);
    if (pending == NULL)
        return NULL;
    guint dropped = inbox_count(desk->office);
    g_autoptr(GString) way = g_string_new(NULL);
    if (pending->len > 0) {
        g_autofree char *files = count_print(pending->len, "file is", "files are");
        g_string_append_printf(way, "%s being read. ", files);
    }
    if (dropped > 0) {
        g_autofree char *files = count_print(dropped, "file lies", "files lie");
        g_string_append_printf(way, "%s in the inbox. ", files);
    }
    if (pending->len + dropped == 0)
        g_string_append(way, "The inbox is empty, and everything that came is read. ");
    if (rejected > 0) {
        g_autofree char *files = count_print(rejected, "file", "files");
        g_string_append_printf(way, "%s could not be taken in. ", files);
    }
    return g_strdup(way->str);
}

char *today_numbers(Desk *desk, GError **error)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    g_autoptr(GDateTime) day = day_of(now);
    g_autoptr(Morning) morning = catalogue_count_morning(
        office_catalogue(desk->office), g_date_time_to_unix(day) - 1, G_MAXINT64, error);
    g_autofree char *way = morning != NULL ? way_print(desk, morning->rejected, error) : NULL;
    return way != NULL
               ? g_strdup_printf(
                     "{\"in\": %u, \"filed\": %u, \"review\": %u, \"failed\": %u, \"way\": \"%s\"}",
                     morning->pages, morning->filed_pages, morning->review_pages,
                     morning->refused_pages, way)
               : NULL;
}

static gboolean under_way_put(Html *html, const Request *request, guint rejected, GError **error)
{
    g_autofree char *way = way_print(request->desk, rejected, error);
    if (way == NULL)
        return FALSE;
    html_line(html, "p", way, "class", "way", "id", "way", "role", "status");
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
    g_autofree char *type = line->pages > 0 ? words_of(line->type) : g_strdup("not taken in");
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

static void waiting_put(Html *html, const GPtrArray *lines, gboolean may_review)
{
    static const char *const labels[] = {"Since", "Document", "Why it waits", "File", NULL};
    html_open(html, "section", "id", "waiting", "aria-labelledby", "waiting-head");
    html_open(html, "h2", "id", "waiting-head");
    html_print(html, may_review ? "Waits for you (%u)" : "Waits for a decision (%u)", lines->len);
    html_close(html);
    if (lines->len == 0)
        html_line(html, "p", "Nothing waits.", "class", "quiet");
    else {
        if (may_review)
            html_line(html, "a", "Review, oldest first", "class", "main", "href", "/review");
        table_begin(html, NULL, labels);
        for (guint i = 0; i < MIN(lines->len, ROWS_MOST); i++) {
            const MorningLine *line = lines->pdata[i];
            html_open(html, "tr");
            document_cells(html, line, may_review ? "/review" : "/document");
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

/* --- the morning sheet ------------------------------------------------------------------------ */

static char *sheet_path(const Request *request, GDateTime *day)
{
    g_autofree char *below = g_date_time_format(day, "morning/%Y-%m-%d.pdf");
    return office_file(request->desk->office, below);
}

static void sheet_link(Html *html, const Request *request, GDateTime *day)
{
    g_autofree char *path = sheet_path(request, day);
    g_autofree char *place = g_date_time_format(day, "/morning/%Y-%m-%d");
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
        html_line(html, "a", "morning sheet", "href", place, "class", "plain");
}

gboolean view_morning(Request *request, GError **error)
{
    g_autoptr(GDateTime) day = day_parse(request->arguments[0]);
    g_autofree char *path = day != NULL ? sheet_path(request, day) : NULL;
    g_autoptr(GMappedFile) file = path != NULL ? g_mapped_file_new(path, FALSE, NULL) : NULL;
    if (file == NULL) {
        g_set_error(error, FATE, FATE_INPUT, "There is no morning sheet of that day.");
        return FALSE;
    }
    g_autofree char *name = g_date_time_format(day, "morning sheet %Y-%m-%d.pdf");
    if (!request_record(request, AUDIT_EXPORTED, NULL, 0, name, error))
        return FALSE;
    g_autoptr(GBytes) bytes = g_mapped_file_get_bytes(file);
    request_answer_file(request, "application/pdf", name, bytes);
    return TRUE;
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
    gboolean may_review = request_may(request, ROLE_SECRETARY);
    g_autoptr(Html) html = page_begin(request, "Today", "today");
    html_open(html, "div", "class", "title");
    html_line(html, "h1", name);
    html_open(html, "span", "class", "days");
    day_link(html, day, -1, "day before");
    day_link(html, day, 1, "day after");
    sheet_link(html, request, day);
    html_close(html);
    html_close(html);
    balance_put(html, morning, day_goes_on(day));
    if (!under_way_put(html, request, morning->rejected, error))
        return FALSE;
    if (may_review)
        drop_put(html);
    waiting_put(html, morning->waiting, may_review);
    filed_put(html, morning->filed);
    rejected_put(html, morning->exceptions);
    page_end(request, g_steal_pointer(&html));
    return TRUE;
}
