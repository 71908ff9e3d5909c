/* request.c - reading requests, and the headers that every answer bears.
 *
 * Does not: decide who may what (routes.c), know any page. */
#include "request.h"

#include <string.h>

#define COOKIE "chartward"

/* Scripts, styles and pictures of our own and nothing else; no frames; forms stay here. */
static const char policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'";

const char *request_header(const Request *request, const char *name)
{
    return soup_message_headers_get_one(soup_server_message_get_request_headers(request->message),
                                        name);
}

gboolean request_is_secure(const Request *request)
{
    return request->desk->tls ||
           (request->desk->proxied &&
            g_strcmp0(request_header(request, "X-Forwarded-Proto"), "https") == 0);
}

char *request_origin(const Request *request)
{
    const char *told = request->desk->proxied ? request_header(request, "X-Real-IP") : NULL;
    if (told != NULL)
        return g_utf8_make_valid(told, (gssize)MIN(strlen(told), 64));
    const char *host = soup_server_message_get_remote_host(request->message);
    return g_strdup(host != NULL ? host : "this computer");
}

gboolean request_is_foreign(const Request *request)
{
    const char *site = request_header(request, "Sec-Fetch-Site");
    return site != NULL && !g_str_equal(site, "same-origin") && !g_str_equal(site, "none");
}

Catalogue *request_catalogue(const Request *request)
{
    return office_catalogue(request->desk->office);
}

gboolean request_record(const Request *request, AuditDeed deed, const char *document,
                        gint64 patient, const char *what, GError **error)
{
    return office_record(request->desk->office, deed, document, patient, what, error);
}

gboolean request_record_opened(const Request *request, const Document *document, const char *what,
                               GError **error)
{
    if (!request_record(request, AUDIT_VIEWED, document->id, document->patient, what, error))
        return FALSE;
    session_opens(request->session, document->id);
    return TRUE;
}

gboolean request_may(const Request *request, Role least)
{
    return request->session != NULL && request->session->role >= least;
}

void request_clear(Request *request)
{
    g_clear_pointer(&request->query, form_free);
    g_clear_pointer(&request->form, form_free);
    g_clear_pointer(&request->token, g_free);
    for (guint i = 0; i < G_N_ELEMENTS(request->arguments); i++)
        g_clear_pointer(&request->arguments[i], g_free);
}

static void browser_leaves(G_GNUC_UNUSED SoupServerMessage *message, gpointer data)
{
    ((Request *)data)->gone = TRUE;
}

Request *request_keep(Request *request)
{
    Request *kept = g_memdup2(request, sizeof *request);
    kept->message = g_object_ref(request->message);
    kept->path = g_strdup(request->path);
    kept->session = NULL;
    *request = (Request){.desk = request->desk, .message = request->message};
    soup_server_message_pause(kept->message);
    g_signal_connect(kept->message, "finished", G_CALLBACK(browser_leaves), kept);
    return kept;
}

void request_resume(Request *request)
{
    g_signal_handlers_disconnect_by_data(request->message, request);
    if (!request->gone)
        soup_server_message_unpause(request->message);
    g_object_unref(request->message);
    g_free((char *)request->path);
    request_clear(request);
    g_free(request);
}

/* --- answers --------------------------------------------------------------------------------- */

static SoupMessageHeaders *headers_begin(const Request *request)
{
    SoupMessageHeaders *headers = soup_server_message_get_response_headers(request->message);
    soup_message_headers_replace(headers, "Content-Security-Policy", policy);
    soup_message_headers_replace(headers, "Cache-Control", "no-store");
    soup_message_headers_replace(headers, "Referrer-Policy", "no-referrer");
    soup_message_headers_replace(headers, "X-Content-Type-Options", "nosniff");
    soup_message_headers_replace(headers, "X-Frame-Options", "DENY");
    soup_message_headers_replace(headers, "Cross-Origin-Opener-Policy", "same-origin");
    soup_message_headers_replace(headers, "Cross-Origin-Resource-Policy", "same-origin");
    soup_message_headers_replace(headers, "Permissions-Policy",
                                 "camera=(), microphone=(), geolocation=(), usb=()");
    if (request_is_secure(request))
        soup_message_headers_replace(headers, "Strict-Transport-Security", "max-age=31536000");
    return headers;
}

void request_answer(const Request *request, guint status, const char *type, GBytes *bytes)
{
    SoupMessageHeaders *headers = headers_begin(request);
    soup_server_message_set_status(request->message, status, NULL);
    if (bytes == NULL)
        return;
    soup_message_headers_replace(headers, "Content-Type", type);
    if (g_bytes_get_size(bytes) > 0) /* libsoup takes no empty piece */
        soup_message_body_append_bytes(soup_server_message_get_response_body(request->message),
                                       bytes);
}

void request_answer_text(const Request *request, guint status, const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    request_answer(request, status, "text/plain; charset=utf-8", bytes);
}

void request_answer_html(const Request *request, guint status, Html *html)
{
    g_autoptr(Html) page = html;
    g_autoptr(GBytes) bytes = html_finish(page);
    request_answer(request, status, "text/html; charset=utf-8", bytes);
}

gboolean place_is_ours(const char *place)
{
    if (*place != '/' || place[1] == '/' || place[1] == '\\')
        return FALSE;
    for (; *place != '\0'; place++) {
        if (*place <= ' ' || *place > '~' || *place == '\\')
            return FALSE;
    }
    return TRUE;
}

void request_redirect(const Request *request, const char *place)
{
    SoupMessageHeaders *headers = headers_begin(request);
    soup_message_headers_replace(headers, "Location", place_is_ours(place) ? place : "/today");
    soup_server_message_set_status(request->message, SOUP_STATUS_SEE_OTHER, NULL);
}

/* RFC 6266 with the name in RFC 5987's form, which takes every letter. */
void request_answer_file(const Request *request, const char *type, const char *name, GBytes *bytes)
{
    g_autofree char *escaped = form_escape(name);
    g_autofree char *disposition =
        g_strdup_printf("%s; filename*=UTF-8''%s", type != NULL ? "inline" : "attachment", escaped);
    request_answer(request, SOUP_STATUS_OK, type != NULL ? type : "application/octet-stream",
                   bytes);
    soup_message_headers_replace(soup_server_message_get_response_headers(request->message),
                                 "Content-Disposition", disposition);
}

void request_set_cookie(const Request *request, const char *token)
{
    g_autofree char *cookie = g_strdup_printf(
        COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict%s%s", token != NULL ? token : "",
        token != NULL ? "" : "; Max-Age=0", request_is_secure(request) ? "; Secure" : "");
    soup_message_headers_append(soup_server_message_get_response_headers(request->message),
                                "Set-Cookie", cookie);
}
