/* routes.c - THE TABLE of the desk: every place, who may go there, who answers; and the gate before
 * it.
 *
 * Does: find the route, the session, the form; refuse what is foreign or not allowed; turn errors
 * into pages. Does not: speak HTTP (server.c). */
#include "routes.h"

#include "fate.h"
#include "layout.h"

#include <string.h>

typedef enum {
    ROUTE_OPEN = 1 << 0,     /* nobody need be logged in */
    ROUTE_ENTRY = 1 << 2,    /* a form that needs no token: who sends it has none */
    ROUTE_QUIET = 1 << 1,    /* the page asks by itself: that is no use of the session */
    ROUTE_CLINICAL = 1 << 3, /* for clinicians alone */
} RouteFlags;

typedef struct {
    const char *method, *pattern; /* '*' stands for one part of the path */
    Role least;
    View view;
    unsigned flags;
} Route;

static const Route routes[] = {
    {"GET", "/login", 0, view_login, ROUTE_OPEN},
    {"POST", "/login", 0, view_login_try, ROUTE_OPEN | ROUTE_ENTRY},
    {"GET", "/web/*", 0, view_web, ROUTE_OPEN},
    {"POST", "/logoff", 0, view_logoff, ROUTE_OPEN},
    {"POST", "/alive", ROLE_EMERGENCY, view_alive, 0},
    {"POST", "/inbox", ROLE_SECRETARY, view_upload, 0},
    {"GET", "/", ROLE_EMERGENCY, view_today, 0},
    {"GET", "/today", ROLE_EMERGENCY, view_today, 0},
    {"GET", "/today/again", ROLE_EMERGENCY, view_today, ROUTE_QUIET},
    {"GET", "/today/live", ROLE_EMERGENCY, view_live, ROUTE_QUIET},
    {"GET", "/morning/*", ROLE_EMERGENCY, view_morning, 0},
    {"GET", "/review", ROLE_SECRETARY, view_review_first, 0},
    {"GET", "/review/*", ROLE_SECRETARY, view_review, 0},
    {"POST", "/review/*", ROLE_SECRETARY, view_decide, 0},
    {"POST", "/review/*/undo", ROLE_SECRETARY, view_undo, 0},
    {"GET", "/patients", ROLE_SECRETARY, view_patients_found, 0},
    {"GET", "/password", ROLE_CLINICIAN, view_password, 0},
    {"POST", "/password", ROLE_CLINICIAN, view_password_change, 0},
    {"GET", "/users", ROLE_ADMINISTRATOR, view_users, 0},
    {"POST", "/users", ROLE_ADMINISTRATOR, view_user_add, 0},
    {"POST", "/users/*", ROLE_ADMINISTRATOR, view_user_change, 0},
    {"GET", "/audit", ROLE_ADMINISTRATOR, view_audit, 0},
    {"POST", "/emergencies/*", ROLE_ADMINISTRATOR, view_emergency_seen, 0},
    {"GET", "/search", ROLE_EMERGENCY, view_search, 0},
    {"GET", "/search/completions", ROLE_EMERGENCY, view_completions, 0},
    {"GET", "/patient/*", ROLE_EMERGENCY, view_patient, 0},
    {"GET", "/patient/*/chart/*", ROLE_EMERGENCY, view_chart, 0},
    {"GET", "/document/*", ROLE_EMERGENCY, view_document, 0},
    {"GET", "/sign", ROLE_CLINICIAN, view_sign_list, ROUTE_CLINICAL},
    {"POST", "/document/*/sign", ROLE_CLINICIAN, view_sign, ROUTE_CLINICAL},
    {"POST", "/document/*/keep", ROLE_SECRETARY, view_keep, 0},
    {"GET", "/document/*/page/*/text", ROLE_EMERGENCY, view_text, 0},
    {"GET", "/document/*/original", ROLE_EMERGENCY, view_original, 0},
    {"GET", "/document/*/page/*/picture", ROLE_EMERGENCY, view_picture, 0},
    {"GET", "/document/*/page/*/thumb", ROLE_EMERGENCY, view_thumb, 0},
};

/* --- finding --------------------------------------------------------------------------------- */

static gboolean pattern_matches(Request *request, const char *pattern)
{
    const char *path = request->path;
    guint stars = 0;
    for (guint i = 0; i < G_N_ELEMENTS(request->arguments); i++)
        g_clear_pointer(&request->arguments[i], g_free);
    for (; *pattern != '\0'; pattern++) {
        if (*pattern != '*') {
            if (*path++ != *pattern)
                return FALSE;
            continue;
        }
        gsize length = strcspn(path, "/");
        if (length == 0)
            return FALSE;
        request->arguments[stars++] = g_strndup(path, length);
        path += length;
    }
    return *path == '\0';
}

/* `*elsewhere`: the path is right, the method is not. */
static const Route *route_find(Request *request, const char *method, gboolean *elsewhere)
{
    *elsewhere = FALSE;
    if (g_str_equal(method, "HEAD"))
        method = "GET";
    for (guint i = 0; i < G_N_ELEMENTS(routes); i++) {
        if (!pattern_matches(request, routes[i].pattern))
            continue;
        if (g_str_equal(routes[i].method, method))
            return &routes[i];
        *elsewhere = TRUE;
    }
    return NULL;
}

/* --- who asks -------------------------------------------------------------------------------- */

/* The account may have been disabled, or got another password, since. */
static gboolean account_still_holds(Request *request, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(Account) account =
        catalogue_find_account(request_catalogue(request), request->session->user, &cause);
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    if (account != NULL && !account->disabled && account->version == request->session->version)
        return TRUE;
    sessions_end(request->desk->sessions, request->token);
    request->session = NULL;
    return TRUE;
}

static gboolean session_lookup(Request *request, gboolean uses, GError **error)
{
    request->session =
        request->token != NULL
            ? sessions_lookup(request->desk->sessions, request->token, g_get_monotonic_time(), uses)
            : NULL;
    return request->session == NULL || account_still_holds(request, error);
}

gboolean request_still_holds(Request *request)
{
    gboolean holds = session_lookup(request, FALSE, NULL) && request->session != NULL;
    request->session = NULL;
    return holds;
}

static gboolean session_take(Request *request, gboolean uses, GError **error)
{
    if (!session_lookup(request, uses, error))
        return FALSE;
    g_autofree char *who = request->session != NULL
                               ? g_strdup_printf("%s at the desk", request->session->user)
                               : g_strdup("the desk");
    catalogue_act_for(request_catalogue(request), who);
    return TRUE;
}

static gboolean session_find(Request *request, gboolean uses, GError **error)
{
    request->token = cookie_find(request_header(request, "Cookie"), "chartward");
    return session_take(request, uses, error);
}

/* --- the gate -------------------------------------------------------------------------------- */

static gboolean is_change(const Request *request)
{
    const char *method = soup_server_message_get_method(request->message);
    return !g_str_equal(method, "GET") && !g_str_equal(method, "HEAD");
}

/* A change comes from a page of our own, with the token that this page was given. */
static gboolean form_is_ours(const Request *request)
{
    const char *header = request_header(request, "X-Chartward-Token");
    return session_owns_form(request->session,
                             header != NULL ? header : form_value(request->form, "csrf"));
}

static void refuse(const Request *request, guint status, const char *title, const char *sentence)
{
    g_printerr("chartward serve: refused with %u: %s\n", status, title);
    page_refuse(request, status, title, sentence);
}

void request_fail(const Request *request, const GError *error)
{
    if (g_error_matches(error, FATE, FATE_INPUT)) {
        page_refuse(request, SOUP_STATUS_NOT_FOUND, "That is not here", error->message);
        return;
    }
    gboolean passing = g_error_matches(error, FATE, FATE_RETRY);
    g_printerr("chartward serve: %s\n", error->message);
    page_refuse(request,
                passing ? SOUP_STATUS_SERVICE_UNAVAILABLE : SOUP_STATUS_INTERNAL_SERVER_ERROR,
                passing ? "Not just now" : "Something is wrong with the office", error->message);
}

static void login_ask(Request *request)
{
    g_autoptr(GError) error = NULL;
    if (!view_login(request, &error))
        request_fail(request, error);
}

/* Whoever is logged in, as far as the role goes; answers when FALSE. */
static gboolean gate_opens(Request *request, Role least, gboolean clinical)
{
    if (request->session == NULL) {
        login_ask(request);
        return FALSE;
    }
    if (request_may(request, least) && (!clinical || request->session->role == ROLE_CLINICIAN))
        return TRUE;
    refuse(request, SOUP_STATUS_FORBIDDEN, "Not for you",
           "Your role does not allow this. Ask whoever gives out the users of the desk.");
    return FALSE;
}

gboolean request_take_up(Request *request, Role least)
{
    g_autoptr(GError) error = NULL;
    if (session_take(request, FALSE, &error))
        return gate_opens(request, least, FALSE);
    request_fail(request, error);
    return FALSE;
}

static void route_go(Request *request, const Route *route)
{
    g_autoptr(GError) error = NULL;
    if (is_change(request) && request_is_foreign(request)) {
        refuse(request, SOUP_STATUS_FORBIDDEN, "Refused",
               "This came from a page of another site. Nothing was changed.");
        return;
    }
    if (!session_find(request, !(route->flags & ROUTE_QUIET), &error)) {
        request_fail(request, error);
        return;
    }
    if (!(route->flags & ROUTE_OPEN) &&
        !gate_opens(request, route->least, (route->flags & ROUTE_CLINICAL) != 0))
        return;
    gboolean bears_token = is_change(request) && !(route->flags & ROUTE_ENTRY);
    const char *site = request_header(request, "Sec-Fetch-Site");
    if (bears_token && request->session != NULL && !form_is_ours(request)) {
        if (g_strcmp0(site, "same-origin") == 0 && form_has(request->form, "csrf")) {
            view_typed(request, NULL); /* she has logged in again beside it */
            return;
        }
        refuse(request, SOUP_STATUS_FORBIDDEN, "Refused",
               "This page was too old, or it did not come from the desk. Nothing was changed. "
               "Open the page again and repeat what you did.");
        return;
    }
    if (!route->view(request, &error))
        request_fail(request, error);
}

gboolean request_may_upload(Request *request, GError **error)
{
    const char *token = request_header(request, "X-Chartward-Token");
    if (!session_find(request, TRUE, error))
        return FALSE;
    if (!request_is_foreign(request) && request_may(request, ROLE_SECRETARY) && token != NULL &&
        session_owns_form(request->session, token))
        return TRUE;
    g_set_error(error, FATE, FATE_INPUT, "You are not logged in, or may not put files here.");
    return FALSE;
}

void request_route(Request *request)
{
    gboolean elsewhere;
    const char *method = soup_server_message_get_method(request->message);
    const Route *route = route_find(request, method, &elsewhere);
    if (route != NULL)
        route_go(request, route);
    else if (elsewhere)
        page_refuse(request, SOUP_STATUS_METHOD_NOT_ALLOWED, "Not so",
                    "The desk does not understand what was asked of this page.");
    else {
        session_find(request, FALSE, NULL); /* who is logged in shall see that she is */
        page_refuse(request, SOUP_STATUS_NOT_FOUND, "That is not here",
                    "There is no such page at the desk.");
    }
}
