/* view_users.c - who may log in, for administrators: new ones, new passwords, who is out.
 *
 * Reads, writes: accounts. */
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

/* --- changes ---------------------------------------------------------------------------------- */

/* What was done leads back to the list and is told there, as is what was refused. */
static gboolean change_end(Request *request, const char *done, GError *cause, GError **error)
{
    g_autoptr(GError) refused = cause;
    if (refused == NULL) {
        session_tell(request->session, "/users", done);
        request_redirect(request, "/users");
        return TRUE;
    }
    if (g_error_matches(refused, FATE, FATE_INPUT))
        return users_answer(request, SOUP_STATUS_CONFLICT, refused->message, error);
    g_propagate_error(error, g_steal_pointer(&refused));
    return FALSE;
}

/* Whose it is stands in the path, or in the form: then she is new. */
static gboolean password_set(Request *request, const char *hash, GError **error)
{
    Role role;
    GError *cause = NULL;
    Catalogue *catalogue = request_catalogue(request);
    const char *user = request->arguments[0], *name = form_value(request->form, "name");
    g_autofree char *done = user != NULL ? g_strdup_printf("%s has a new password.", user)
                                         : g_strdup_printf("%s may log in now.", name);
    if (user != NULL)
        catalogue_set_password(catalogue, user, hash, &cause);
    else if (role_parse(form_value(request->form, "role"), &role))
        catalogue_add_account(catalogue, name, role, hash, &cause);
    else
        g_set_error(&cause, FATE, FATE_INPUT, "There is no such role.");
    return change_end(request, done, cause, error);
}

static void hash_comes(gpointer data, const char *hash, const GError *failure)
{
    Request *request = data;
    g_autoptr(GError) error = NULL;
    if (request_take_up(request, ROLE_ADMINISTRATOR) &&
        !(failure != NULL ? change_end(request, NULL, g_error_copy(failure), &error)
                          : password_set(request, hash, &error)))
        request_fail(request, error);
    request_resume(request);
}

/* The hash takes a while: others are answered meanwhile. */
static gboolean hash_ask(Request *request)
{
    g_autoptr(GError) refused = NULL;
    Request *kept = request_keep(request);
    if (!passwords_make(kept->desk->passwords, form_value(kept->form, "password"), hash_comes, kept,
                        &refused))
        hash_comes(kept, NULL, refused);
    return TRUE;
}

gboolean view_user_add(Request *request, G_GNUC_UNUSED GError **error)
{
    return hash_ask(request);
}

/* Nobody shuts herself out: then nobody might be left to let anybody in. */
gboolean view_user_change(Request *request, GError **error)
{
    GError *cause = NULL;
    const char *what = form_value(request->form, "do"), *name = request->arguments[0];
    gboolean self = g_str_equal(name, request->session->user), out = g_str_equal(what, "disable");
    g_autofree char *done =
        g_strdup_printf(out ? "%s cannot log in any more." : "%s may log in again.", name);
    if (g_str_equal(what, "password"))
        return hash_ask(request);
    if (g_str_equal(what, "enable") || (out && !self))
        catalogue_disable_account(request_catalogue(request), name, out, &cause);
    else
        g_set_error(&cause, FATE, FATE_INPUT, "It was not said what to do with %s.", name);
    return change_end(request, done, cause, error);
}
