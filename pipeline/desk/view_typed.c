/* view_typed.c - what was typed when a session ended: locked into the log-in's page, offered to
 * whoever typed it once she has logged in again.
 *
 * Does not: do what was typed; show it to another. */
#include "layout.h"
#include "routes.h"
#include "safe.h"
#include "typed.h"

#include <string.h>

#define KEPT "kept-"

enum { BYTES_MOST = 100 << 10 }; /* locked, it must go through a form once more */

/* --- keeping ---------------------------------------------------------------------------------- */

static void pair_append(GString *text, const char *name, const char *value)
{
    g_autofree char *own = form_escape(name), *its = form_escape(value);
    g_string_append_printf(text, "%s%s=%s", text->len > 0 ? "&" : "", own, its);
}

/* The form as it came, but for what must not be kept: a password is typed again. Of a page that
 * left by itself, names begin with KEPT. Yours. */
static char *form_print(const Form *form, const char *prefix, const char *place)
{
    GString *text = g_string_new(NULL);
    pair_append(text, "send-to", place);
    for (guint i = 0; i < form_size(form); i++) {
        const char *name = form_name_at(form, i);
        const char *own = name + strlen(prefix);
        if (g_str_has_prefix(name, prefix) && !g_str_equal(own, "csrf") &&
            !g_str_equal(own, "send-to") && !g_str_has_prefix(own, "password"))
            pair_append(text, own, form_value_at(form, i));
    }
    return g_string_free(text, FALSE);
}

/* Only from our own page: another site could have a person send what she does not see. */
static gboolean is_from_our_page(const Request *request)
{
    return g_str_equal(soup_server_message_get_method(request->message), "POST") &&
           g_strcmp0(request_header(request, "Sec-Fetch-Site"), "same-origin") == 0;
}

void typed_keep(Html *html, const Request *request, const char *place)
{
    const Form *form = request->form;
    gboolean tried = g_str_equal(request->path, "/login");
    if (!is_from_our_page(request))
        return;
    if (tried && form_has(form, "kept")) {
        hidden_put(html, "kept", form_value(form, "kept"));
        return;
    }
    if (tried && !form_has(form, "send-to"))
        return;
    g_autofree char *text =
        tried ? form_print(form, KEPT, form_value(form, "send-to")) : form_print(form, "", place);
    if (strlen(text) > BYTES_MOST)
        return;
    g_autofree char *locked = safe_close(request->desk->safe, text);
    hidden_put(html, "kept", locked);
}

/* --- giving it back --------------------------------------------------------------------------- */

/* Whether the person typed it: not what a page puts into a form by itself, or left as it was. */
static gboolean typed_is_hers(const Form *form, const char *name, const char *value)
{
    static const char *const pages[] = {"seen", "next", "by", "csrf", "send-to", NULL};
    if (*value == '\0' || g_str_has_prefix(name, "was-") || g_strv_contains(pages, name) ||
        (g_str_equal(name, "do") && g_str_equal(value, "find")))
        return FALSE;
    const char *field = g_str_has_prefix(name, "set-") ? name + strlen("set-") : name;
    g_autofree char *was = g_strconcat("was-", field, NULL);
    return !form_has(form, was) || !g_str_equal(value, form_value(form, was));
}

static gboolean field_comes_back(const char *name)
{
    static const char *const desks[] = {"csrf", "by", "send-to", NULL}; /* put there anew */
    return !g_strv_contains(desks, name) && !g_str_has_prefix(name, "password");
}

static void typed_offer(const Request *request, guint status, const char *place, const Form *form)
{
    Html *html = page_begin(request, "Go on", "login");
    html_open(html, "section", "class", "card login");
    html_line(html, "h1", "Go on where you were");
    html_line(html, "p", "You were logged off before this was done. Shall it be done now?");
    form_open(html, request, place, NULL);
    html_open(html, "dl", "class", "facts");
    for (guint i = 0; i < form_size(form); i++) {
        const char *name = form_name_at(form, i), *value = form_value_at(form, i);
        if (!field_comes_back(name))
            continue;
        hidden_put(html, name, value);
        if (!typed_is_hers(form, name, value))
            continue;
        g_autofree char *label = words_of(g_str_has_prefix(name, "set-") ? name + 4 : name);
        html_line(html, "dt", label);
        html_line(html, "dd", value);
    }
    html_close(html);
    html_line(html, "button", "Do it now", "class", "main");
    html_close(html);
    html_open(html, "p");
    link_put(html, "/today", "No, leave it");
    html_close(html);
    request_answer_html(request, status, html);
}

static gboolean is_hers(const Request *request, const Form *form)
{
    return g_str_equal(form_value(form, "by"), request->session->user);
}

gboolean typed_return(const Request *request, gboolean *others)
{
    g_autofree char *text = request_is_foreign(request)
                                ? NULL
                                : safe_open(request->desk->safe, form_value(request->form, "kept"));
    g_autoptr(Form) form = text != NULL ? form_parse(text, strlen(text), NULL) : NULL;
    *others = form != NULL && !is_hers(request, form);
    if (form == NULL || *others || !place_is_ours(form_value(form, "send-to")))
        return FALSE;
    typed_offer(request, SOUP_STATUS_OK, form_value(form, "send-to"), form);
    return TRUE;
}

gboolean view_typed(Request *request, G_GNUC_UNUSED GError **error)
{
    if (is_hers(request, request->form))
        typed_offer(request, SOUP_STATUS_FORBIDDEN, request->path, request->form);
    else
        page_refuse(request, SOUP_STATUS_FORBIDDEN, "Not yours",
                    "This was filled in while another user was logged in here. Nothing of it was "
                    "done. Open the page again, and do it under your own name.");
    return TRUE;
}
