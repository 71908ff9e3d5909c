/* view_password.c - a new password of one's own, that nobody else knows.
 *
 * Does: ask for the old one, as at the log-in. Writes: the account; ends all her sessions but this,
 * which begins anew. */
#include "fate.h"
#include "layout.h"
#include "routes.h"

/* A new password on its way: the old one is compared, then the new one is hashed. */
typedef struct {
    Request *request;
    char *who; /* for the patience with wrong passwords */
} Change;

/* --- the page -------------------------------------------------------------------------------- */

static void field_put(Html *html, const char *name, const char *label, const char *autocomplete)
{
    html_open(html, "label");
    html_line(html, "span", label);
    html_open(html, "input", "type", "password", "name", name, "autocomplete", autocomplete,
              "required", HTML_SET, "maxlength", "200");
    html_close(html);
}

static gboolean password_page(const Request *request, guint status, const char *refused)
{
    Html *html = page_begin(request, "Password", "password");
    html_open(html, "section", "class", "card login");
    html_line(html, "h1", "Your password");
    if (refused != NULL)
        html_line(html, "p", refused, "class", "sentence refused", "role", "alert");
    form_open(html, request, "/password", NULL);
    field_put(html, "password", "As it is now", "current-password");
    field_put(html, "password-new", "The new one, ten characters at least", "new-password");
    field_put(html, "password-again", "The new one once more", "new-password");
    html_line(html, "button", "Change it", "class", "main");
    html_close(html);
    html_close(html);
    request_answer_html(request, status, html);
    return TRUE;
}

gboolean view_password(Request *request, G_GNUC_UNUSED GError **error)
{
    return password_page(request, SOUP_STATUS_OK, NULL);
}

/* --- the change ------------------------------------------------------------------------------- */

/* Wherever else she was logged in, she is not any more. */
static gboolean password_take(Request *request, const char *hash, GError **error)
{
    Desk *desk = request->desk;
    g_autofree char *name = g_strdup(request->session->user), *token = NULL;
    if (!catalogue_set_password(request_catalogue(request), name, hash, error))
        return FALSE;
    g_autoptr(Account) account = catalogue_find_account(request_catalogue(request), name, error);
    if (account == NULL)
        return FALSE;
    sessions_end(desk->sessions, request->token);
    request->session = sessions_begin(desk->sessions, account, g_get_monotonic_time(), &token);
    session_tell(request->session, "/today", "Your new password holds.");
    request_redirect(request, "/today");
    request_set_cookie(request, token);
    return TRUE;
}

static void change_end(Change *change)
{
    request_resume(change->request);
    g_free(change->who);
    g_free(change);
}

static void hash_comes(gpointer data, const char *hash, const GError *failure)
{
    Change *change = data;
    Request *request = change->request;
    g_autoptr(GError) error = NULL;
    if (request_take_up(request, ROLE_CLINICIAN)) {
        if (failure != NULL)
            password_page(request, SOUP_STATUS_CONFLICT, failure->message);
        else if (!password_take(request, hash, &error))
            request_fail(request, error);
    }
    change_end(change);
}

static void old_is_compared(gpointer data, gboolean right)
{
    Change *change = data;
    Request *request = change->request;
    g_autoptr(GError) error = NULL;
    if (right) {
        patience_forget(request->desk->patience, change->who);
        if (!passwords_make(request->desk->passwords, form_value(request->form, "password-new"),
                            hash_comes, change, &error))
            hash_comes(change, NULL, error);
        return;
    }
    if (request_take_up(request, ROLE_CLINICIAN)) {
        if (request_record(request, AUDIT_ENTERED, NULL, 0, "refused: wrong password", &error))
            password_page(request, SOUP_STATUS_FORBIDDEN,
                          "The password as it is now is not that one. Nothing was changed.");
        else
            request_fail(request, error);
    }
    change_end(change);
}

gboolean view_password_change(Request *request, GError **error)
{
    Desk *desk = request->desk;
    const Form *form = request->form;
    g_autofree char *origin = request_origin(request);
    g_autofree char *who = g_strdup_printf("%.40s from %s", request->session->user, origin);
    if (patience_wait_s(desk->patience, who, g_get_monotonic_time()) > 0)
        return password_page(request, SOUP_STATUS_FORBIDDEN,
                             "There were several wrong passwords. Please wait a few minutes.");
    if (!g_str_equal(form_value(form, "password-new"), form_value(form, "password-again")))
        return password_page(request, SOUP_STATUS_CONFLICT,
                             "These were two different new passwords. Nothing was changed.");
    g_autoptr(Account) account =
        catalogue_find_account(request_catalogue(request), request->session->user, error);
    if (account == NULL)
        return FALSE;
    Change *change = g_new0(Change, 1);
    change->request = request_keep(request);
    change->who = g_steal_pointer(&who);
    patience_fail(desk->patience, change->who, g_get_monotonic_time());
    if (!passwords_ask(desk->passwords, account->password,
                       form_value(change->request->form, "password"), old_is_compared, change)) {
        const GError full = {FATE, FATE_RETRY,
                             (char *)"Many log in at this moment. Please try again."};
        hash_comes(change, NULL, &full);
    }
    return TRUE;
}
