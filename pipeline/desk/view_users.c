/* view_users.c - who may log in, for administrators: new ones, new passwords, who is out.
 *
 * Reads, writes: accounts. */
#include "desk.h"
#include "fate.h"
#include "layout.h"
#include "routes.h"

static void cell_put(Html *html, const char *text)
{
    html_line(html, "td", text);
}

static void account_put(Html *html, const Request *request, const Account *account)
{
    gboolean self = g_str_equal(account->name, request->session->user);
    g_autofree char *place = place_make("/users/%s", account->name);
    g_autofree char *label = g_strdup_printf("New password for %s", account->name);
    html_open(html, "tr");
    html_line(html, "th", account->name, "scope", "row");
    cell_put(html, role_name(account->role));
    html_open(html, "td");
    html_line(html, "span", account->disabled ? "may not log in" : "may log in", "class",
              account->disabled ? "tag failed" : "tag filed");
    html_close(html);
    html_open(html, "td");
    form_open(html, request, place, NULL);
    html_open(html, "div", "class", "row");
    html_open(html, "input", "type", "password", "name", "password", "aria-label", label,
              "placeholder", "new password", "autocomplete", "new-password");
    html_line(html, "button", "Set", "name", "do", "value", "password");
    if (!self)
        html_line(html, "button", account->disabled ? "Let in again" : "Shut out", "name", "do",
                  "value", account->disabled ? "enable" : "disable");
    html_close(html);
    html_close(html);
    html_close(html);
    html_close(html);
}

static void newcomer_put(Html *html, const Request *request)
{
    html_open(html, "section");
    html_line(html, "h2", "A new user");
    form_open(html, request, "/users", NULL);
    html_open(html, "div", "class", "row");
    html_open(html, "label");
    html_line(html, "span", "Name");
    html_open(html, "input", "name", "name", "value", form_value(request->form, "name"), "required",
              HTML_SET);
    html_close(html);
    html_open(html, "label");
    html_line(html, "span", "Role");
    html_open(html, "select", "name", "role");
    for (Role role = 0; role < ROLE_COUNT; role++)
        html_line(html, "option", role_name(role), "selected",
                  role == ROLE_SECRETARY ? HTML_SET : NULL);
    html_close(html);
    html_close(html);
    html_open(html, "label");
    html_line(html, "span", "Password, ten characters at least");
    html_open(html, "input", "type", "password", "name", "password", "autocomplete", "new-password",
              "required", HTML_SET);
    html_close(html);
    html_line(html, "button", "Add", "class", "main");
    html_close(html);
    html_close(html);
    html_close(html);
}

static gboolean users_answer(Request *request, guint status, const char *refused, GError **error)
{
    static const char *const labels[] = {"Name", "Role", "Now", "Change", NULL};
    g_autoptr(GPtrArray) accounts = catalogue_accounts(request_catalogue(request), error);
    if (accounts == NULL)
        return FALSE;
    Html *html = page_begin(request, "Users", "users");
    html_open(html, "div", "class", "title");
    html_line(html, "h1", "Users of the desk");
    html_close(html);
    if (refused != NULL)
        html_line(html, "p", refused, "class", "sentence refused", "role", "alert");
    html_open(html, "section", "aria-label", "Users");
    table_begin(html, NULL, labels);
    for (guint i = 0; i < accounts->len; i++)
        account_put(html, request, accounts->pdata[i]);
    table_end(html);
    html_close(html);
    newcomer_put(html, request);
    request_answer_html(request, status, html);
    return TRUE;
}

gboolean view_users(Request *request, GError **error)
{
    return users_answer(request, SOUP_STATUS_OK, NULL, error);
}

/* What was done leads back to the list; what was refused is told on it. */
static gboolean change_end(Request *request, gboolean done, GError *cause, GError **error)
{
    g_autoptr(GError) refused = cause;
    if (done) {
        request_redirect(request, "/users");
        return TRUE;
    }
    if (g_error_matches(refused, FATE, FATE_INPUT))
        return users_answer(request, SOUP_STATUS_CONFLICT, refused->message, error);
    g_propagate_error(error, g_steal_pointer(&refused));
    return FALSE;
}

gboolean view_user_add(Request *request, GError **error)
{
    Role role;
    GError *cause = NULL;
    const char *name = form_value(request->form, "name");
    if (!role_parse(form_value(request->form, "role"), &role)) {
        g_set_error(&cause, FATE, FATE_INPUT, "There is no such role.");
        return change_end(request, FALSE, cause, error);
    }
    g_autofree char *hash = desk_hash_password(form_value(request->form, "password"), &cause);
    gboolean done =
        hash != NULL && catalogue_add_account(request_catalogue(request), name, role, hash, &cause);
    return change_end(request, done, cause, error);
}

/* Nobody shuts herself out: then nobody might be left to let anybody in. */
gboolean view_user_change(Request *request, GError **error)
{
    GError *cause = NULL;
    gboolean done = FALSE;
    Catalogue *catalogue = request_catalogue(request);
    const char *what = form_value(request->form, "do"), *name = request->arguments[0];
    gboolean self = g_str_equal(name, request->session->user);
    if (g_str_equal(what, "password")) {
        g_autofree char *hash = desk_hash_password(form_value(request->form, "password"), &cause);
        done = hash != NULL && catalogue_set_password(catalogue, name, hash, &cause);
    } else if (g_str_equal(what, "enable") || (g_str_equal(what, "disable") && !self)) {
        done = catalogue_disable_account(catalogue, name, g_str_equal(what, "disable"), &cause);
    } else {
        g_set_error(&cause, FATE, FATE_INPUT, "It was not said what to do with %s.", name);
    }
    return change_end(request, done, cause, error);
}
