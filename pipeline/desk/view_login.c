/* view_login.c - logging in and off.
 *
 * Reads: accounts. Writes: sessions, the audit trail. Does not: keep what was typed
 * (view_typed.c). */
#include "fate.h"
#include "layout.h"
#include "routes.h"
#include "typed.h"

enum {
    REASON_LETTERS_LEAST = 8,
    TOO_MANY_REQUESTS = 429
}; /* RFC 6585; libsoup has no name for it */

/* --- the page -------------------------------------------------------------------------------- */

static gboolean is_post(const Request *request)
{
    return g_str_equal(soup_server_message_get_method(request->message), "POST");
}

/* Where to go once logged in: what was asked for now, or what an earlier try was for. */
static char *next_find(const Request *request)
{
    if (g_str_equal(request->path, "/login"))
        return g_strdup(form_has(request->form, "next") ? form_value(request->form, "next")
                                                        : form_value(request->query, "next"));
    const char *query = g_uri_get_query(soup_server_message_get_uri(request->message));
    return query != NULL ? g_strdup_printf("%s?%s", request->path, query) : g_strdup(request->path);
}

static void field_put(Html *html, const char *name, const char *label, const char *type,
                      const char *autocomplete, const char *value, gboolean first)
{
    html_open(html, "label");
    html_line(html, "span", label);
    html_open(html, "input", "name", name, "type", type, "autocomplete", autocomplete, "value",
              value, "required", HTML_SET, "autofocus", first ? HTML_SET : NULL, "maxlength",
              "200");
    html_close(html);
}

static gboolean login_page(const Request *request, guint status, const char *sentence)
{
    g_autofree char *next = next_find(request);
    Html *html = page_begin(request, "Log in", "login");
    html_open(html, "section", "class", "card login");
    html_line(html, "h1", "Log in");
    if (sentence != NULL)
        html_line(html, "p", sentence, "class", "sentence", "role", "alert");
    html_open(html, "form", "method", "post", "action", "/login");
    hidden_put(html, "next", next);
    typed_keep(html, request, next);
    const char *user = form_value(request->form, "user");
    field_put(html, "user", "Name", "text", "username", user, *user == '\0');
    field_put(html, "password", "Password", "password", "current-password", "", *user != '\0');
    html_open(html, "details", "open", sentence != NULL && *user != '\0' ? HTML_SET : NULL);
    html_line(html, "summary", "In an emergency");
    html_open(html, "label");
    html_line(html, "span", "Why the records are needed now (for an emergency's name alone)");
    html_open(html, "input", "name", "reason", "maxlength", "300", "autocomplete", "off", "value",
              form_value(request->form, "reason"));
    html_close(html);
    html_close(html);
    html_line(html, "button", "Log in", "class", "main");
    html_close(html);
    html_close(html);
    request_answer_html(request, status, html);
    return TRUE;
}

gboolean view_login(Request *request, G_GNUC_UNUSED GError **error)
{
    if (g_str_equal(request->path, "/login"))
        return login_page(request, SOUP_STATUS_OK, NULL);
    return login_page(request, is_post(request) ? SOUP_STATUS_FORBIDDEN : SOUP_STATUS_UNAUTHORIZED,
                      is_post(request) ? "You were logged off in the meantime. Nothing was done "
                                         "yet; what you entered is kept for when you have logged "
                                         "in."
                                       : NULL);
}

/* --- after it -------------------------------------------------------------------------------- */

static void login_done(Request *request, const Account *account)
{
    Desk *desk = request->desk;
    g_autofree char *token = NULL;
    if (request->token != NULL)
        sessions_end(desk->sessions, request->token);
    request->session = sessions_begin(desk->sessions, account, g_get_monotonic_time(), &token);
    request_set_cookie(request, token);
    gboolean others = FALSE;
    if (typed_return(request, &others))
        return;
    if (others)
        session_tell(request->session, "/today",
                     "Somebody else had not finished a page here. What she typed was for her "
                     "alone, and is gone.");
    request_redirect(request, others ? "/today" : form_value(request->form, "next"));
}

static gboolean try_record(const Request *request, const char *user, const char *what,
                           GError **error)
{
    /* A name that nobody has may be a password, typed into the wrong field. */
    g_autofree char *who = user != NULL ? g_strdup_printf("%s at the desk", user) : NULL;
    g_autofree char *origin = request_origin(request);
    g_autofree char *told = g_strdup_printf("%s, from %s", what, origin);
    catalogue_act_for(request_catalogue(request), who != NULL ? who : "somebody at the desk");
    return request_record(request, AUDIT_ENTERED, NULL, 0, told, error);
}

/* --- a try ------------------------------------------------------------------------------------ */

/* Whose password is being looked at. */
typedef struct {
    Request *request;
    char *user; /* NULL: nobody has that name */
    char *hash;
    char *who; /* for the patience with wrong passwords */
} Try;

static void try_free(Try *try)
{
    g_free(try->user);
    g_free(try->hash);
    g_free(try->who);
    g_free(try);
}

static gboolean reason_is_told(const Request *request)
{
    g_autofree char *reason = g_strstrip(g_strdup(form_value(request->form, "reason")));
    return g_utf8_strlen(reason, -1) >= REASON_LETTERS_LEAST;
}

static gboolean try_decide(const Try *try, gboolean right, GError **error)
{
    Request *request = try->request;
    g_autoptr(GError) cause = NULL;
    g_autoptr(Account) account =
        try->user != NULL ? catalogue_find_account(request_catalogue(request), try->user, &cause)
                          : NULL;
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    /* The account may be another by now. */
    right = right && account != NULL && g_str_equal(account->password, try->hash);
    if (right && !account->disabled) {
        patience_forget(request->desk->patience, try->who);
        if (account->role == ROLE_EMERGENCY && !reason_is_told(request))
            return login_page(request, SOUP_STATUS_FORBIDDEN,
                              "This name is for emergencies alone. Say in a few words why you need "
                              "the records now: it is recorded, and the administrator is told.");
        if (!try_record(request, try->user, "logged in", error) ||
            (account->role == ROLE_EMERGENCY &&
             !catalogue_add_emergency(request_catalogue(request), account->name,
                                      form_value(request->form, "reason"), error)))
            return FALSE;
        login_done(request, account);
        return TRUE;
    }
    return try_record(request, try->user, right ? "refused: disabled" : "refused: wrong password",
                      error) &&
           login_page(request, SOUP_STATUS_FORBIDDEN,
                      "This name and password do not go together. Please try again.");
}

static void try_end(gpointer data, gboolean right)
{
    Try *try = data;
    g_autoptr(GError) error = NULL;
    if (!try_decide(try, right, &error))
        request_fail(try->request, error);
    request_resume(try->request);
    try_free(try);
}

/* A try counts as wrong until it has proved to be right: many at a time get no more of them. */
static gboolean try_begin(Request *request, const char *who, const Account *account)
{
    Desk *desk = request->desk;
    g_autofree char *password = g_strdup(form_value(request->form, "password"));
    Try *try = g_new0(Try, 1);
    try->user = account != NULL ? g_strdup(account->name) : NULL;
    try->hash = account != NULL ? g_strdup(account->password) : NULL;
    try->who = g_strdup(who);
    patience_fail(desk->patience, who, g_get_monotonic_time());
    if (!passwords_ask(desk->passwords, try->hash, password, try_end, try)) {
        try_free(try);
        return login_page(request, SOUP_STATUS_SERVICE_UNAVAILABLE,
                          "Many are logging in just now. Please try again in a moment.");
    }
    try->request = request_keep(request);
    return TRUE;
}

gboolean view_login_try(Request *request, GError **error)
{
    const char *user = form_value(request->form, "user");
    if (!form_has(request->form, "user"))
        return login_page(request, SOUP_STATUS_OK,
                          "You were logged off, since nobody was there. What you had typed is kept "
                          "for when you have logged in.");
    g_autofree char *origin = request_origin(request);
    g_autofree char *who = g_strdup_printf("%.40s from %s", user, origin);
    g_autoptr(GError) cause = NULL;
    guint wait_s = patience_wait_s(request->desk->patience, who, g_get_monotonic_time());
    if (wait_s > 0) {
        g_autofree char *sentence =
            g_strdup_printf("There were several wrong passwords. Please try again in %u second%s.",
                            wait_s, wait_s == 1 ? "" : "s");
        return login_page(request, TOO_MANY_REQUESTS, sentence);
    }
    g_autoptr(Account) account = catalogue_find_account(request_catalogue(request), user, &cause);
    if (cause == NULL)
        return try_begin(request, who, account);
    g_propagate_error(error, g_steal_pointer(&cause));
    return FALSE;
}

gboolean view_logoff(Request *request, GError **error)
{
    if (request->session != NULL &&
        !request_record(request, AUDIT_ENTERED, NULL, 0, "logged off", error))
        return FALSE;
    if (request->token != NULL)
        sessions_end(request->desk->sessions, request->token);
    request->session = NULL;
    request_set_cookie(request, NULL);
    request_redirect(request, "/login");
    return TRUE;
}

/* Somebody types on a page: that is use, too. */
gboolean view_alive(Request *request, G_GNUC_UNUSED GError **error)
{
    request_answer(request, SOUP_STATUS_NO_CONTENT, NULL, NULL);
    return TRUE;
}
