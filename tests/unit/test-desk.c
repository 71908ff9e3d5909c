/* test-desk.c - the desk's small parts: HTML that escapes, forms and cookies, sessions, patience.
 */
#include "account.h"
#include "catalogue_setup.h"
#include "desk.h"
#include "fate.h"
#include "pipeline/desk/form.h"
#include "pipeline/desk/html.h"
#include "pipeline/desk/password.h"
#include "pipeline/desk/safe.h"
#include "pipeline/desk/sessions.h"

#include <string.h>

/* --- HTML ------------------------------------------------------------------------------------ */

static void html_is(Html *html, const char *expected)
{
    g_autoptr(GBytes) bytes = html_finish_part(html);
    g_autofree char *made = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_assert_cmpstr(made, ==, expected);
}

static void test_html_text(void)
{
    g_autoptr(Html) html = html_new();
    html_line(html, "p", "<script>alert(\"1\")</script> & 'so'");
    html_is(html, "<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;so&#39;</p>");
    html_text(html, "a\x01"
                    "b\xff"
                    "c\xe2\x80\xae"
                    "gpj.exe\n");
    html_is(html, "a\xef\xbf\xbd"
                  "b\xef\xbf\xbd"
                  "c\xef\xbf\xbd"
                  "gpj.exe\n");
    html_print(html, "%s is %d", "1 < 2", 1);
    html_is(html, "1 &lt; 2 is 1");
}

static void test_html_attributes(void)
{
    g_autoptr(Html) html = html_new();
    html_open(html, "a", "href", "/x?q=\"><b>", "class", NULL, "title", "it's");
    html_is(html, "<a href=\"/x?q=&quot;&gt;&lt;b&gt;\" title=\"it&#39;s\"></a>");
    html_open(html, "input", "name", "n", "required", HTML_SET);
    html_is(html, "<input name=\"n\" required=\"\">");
}

/* Each of these would let a name or a file run something: the attribute is left out. */
static void test_html_refuses(void)
{
    static const char *const bad[][2] = {
        {"onclick", "alert(1)"},
        {"style", "color:red"},
        {"srcdoc", "x"},
        {"href", "javascript:alert()"},
        {"href", "//evil.example"},
        {"src", "https://evil.example"},
        {"action", "/\\evil.example"},
        {"a b", "x"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(Html) html = html_new();
        g_test_expect_message("chartward", G_LOG_LEVEL_WARNING, "*not allowed*");
        html_open(html, "a", bad[i][0], bad[i][1]);
        g_test_assert_expected_messages();
        html_is(html, "<a></a>");
    }
}

static void test_html_nests(void)
{
    g_autoptr(Html) html = html_new();
    html_open(html, "ul");
    html_open(html, "li");
    html_marked(html, "in \x02marked\x03, \x02open <i>");
    html_is(html, "<ul><li>in <mark>marked</mark>, <mark>open &lt;i&gt;</mark></li></ul>");
    html_marked(html, "\x03"
                      "a\x02\x02"
                      "b\x03\x03");
    html_is(html, "a<mark>b</mark>");
}

/* --- forms ----------------------------------------------------------------------------------- */

static Form *form_of(const char *text)
{
    g_autoptr(GError) error = NULL;
    Form *form = form_parse(text, strlen(text), &error);
    g_assert_no_error(error);
    return form;
}

static void test_form_values(void)
{
    g_autoptr(Form) form = form_of("a=1+2&b=%C3%A9%26&a=2&empty=&bare&&%3d=x&broken=%4&bad=%FF");
    g_assert_cmpstr(form_value(form, "a"), ==, "1 2");
    g_assert_cmpstr(form_value(form, "b"), ==, "\xc3\xa9&");
    g_assert_cmpstr(form_value(form, "="), ==, "x");
    g_assert_cmpstr(form_value(form, "broken"), ==, "%4");
    g_assert_cmpstr(form_value(form, "bad"), ==, "\xef\xbf\xbd");
    g_assert_cmpstr(form_value(form, "not there"), ==, "");
    g_assert_true(form_has(form, "bare") && form_has(form, "empty"));
    g_assert_false(form_has(form, "not there"));
    g_assert_cmpuint(form_size(form), ==, 8);
    g_assert_cmpstr(form_value_at(form, 2), ==, "2");
    g_autofree char *escaped = form_escape("a b&\xc3\xa9");
    g_assert_cmpstr(escaped, ==, "a%20b%26%C3%A9");
}

static void test_form_refuses(void)
{
    g_autoptr(GError) nul = NULL, many = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i <= 400; i++)
        g_string_append(text, "a=1&");
    g_assert_null(form_parse("a=%00", 5, &nul));
    g_assert_error(nul, FATE, FATE_INPUT);
    g_assert_null(form_parse(text->str, text->len, &many));
    g_assert_error(many, FATE, FATE_INPUT);
}

static void cookie_is(const char *header, const char *expected)
{
    g_autofree char *found = cookie_find(header, "chartward");
    g_assert_cmpstr(found, ==, expected);
}

static void test_cookies(void)
{
    cookie_is(NULL, NULL);
    cookie_is("", NULL);
    cookie_is("chartward=ab12", "ab12");
    cookie_is("other=1; chartward=ab12; more=2", "ab12");
    cookie_is("chartwards=1; chartward=2", "2");
    cookie_is("chartward=", NULL);
    cookie_is("chartward=../x", NULL);
    cookie_is("chartward=ab 12", NULL);
}

/* --- what pages bear locked ------------------------------------------------------------------- */

static void test_safe(void)
{
    g_autoptr(Safe) safe = safe_new(), other = safe_new();
    g_autofree char *locked = safe_close(safe, "set-provider=O%27Hara");
    g_autofree char *again = safe_close(safe, "set-provider=O%27Hara");
    g_autofree char *opened = safe_open(safe, locked);
    g_assert_cmpstr(opened, ==, "set-provider=O%27Hara");
    g_assert_cmpstr(locked, !=, again);
    for (const char *at = locked; *at != '\0'; at++)
        g_assert_true(g_ascii_isalnum(*at) || *at == '-' || *at == '_');
    g_assert_null(safe_open(other, locked));
    locked[10] = locked[10] == 'a' ? 'b' : 'a';
    g_assert_null(safe_open(safe, locked));
    g_assert_null(safe_open(safe, ""));
    g_assert_null(safe_open(safe, "not base64 at all!"));
    g_autofree char *empty = safe_close(safe, ""), *nothing = safe_open(safe, empty);
    g_assert_cmpstr(nothing, ==, "");
}

/* --- sessions -------------------------------------------------------------------------------- */

static const Account anna = {.name = (char *)"anna", .role = ROLE_SECRETARY, .version = 3};

static void test_session_ends(void)
{
    g_autoptr(Sessions) sessions = sessions_new(900);
    g_autofree char *token = NULL;
    gint64 s = G_TIME_SPAN_SECOND;
    Session *session = sessions_begin(sessions, &anna, 0, &token);
    g_assert_cmpstr(session->user, ==, "anna");
    g_assert_cmpint(session->version, ==, 3);
    g_assert_cmpuint(strlen(token), ==, 64);
    g_assert_true(sessions_lookup(sessions, token, 800 * s, TRUE) == session);
    g_assert_true(sessions_lookup(sessions, token, 1600 * s, FALSE) == session);
    g_assert_null(sessions_lookup(sessions, token, 1700 * s, TRUE));
    g_assert_null(sessions_lookup(sessions, token, 1700 * s, TRUE));
    g_assert_null(sessions_lookup(sessions, "", 0, TRUE));
}

/* However much it is used, it ends after twelve hours. */
static void test_session_day(void)
{
    g_autoptr(Sessions) sessions = sessions_new(900);
    g_autofree char *token = NULL;
    gint64 now = 0;
    sessions_begin(sessions, &anna, 0, &token);
    for (; now < 12 * G_TIME_SPAN_HOUR; now += 10 * G_TIME_SPAN_MINUTE)
        g_assert_nonnull(sessions_lookup(sessions, token, now, TRUE));
    g_assert_null(sessions_lookup(sessions, token, now, TRUE));
}

static void test_session_tokens(void)
{
    g_autoptr(Sessions) sessions = sessions_new(900);
    g_autofree char *one = NULL, *other = NULL;
    const Session *first = sessions_begin(sessions, &anna, 0, &one);
    const Session *second = sessions_begin(sessions, &anna, 0, &other);
    g_assert_cmpstr(one, !=, other);
    g_assert_true(session_owns_form(first, first->csrf));
    g_assert_false(session_owns_form(first, second->csrf));
    g_assert_false(session_owns_form(first, ""));
    sessions_end(sessions, one);
    g_assert_null(sessions_lookup(sessions, one, 0, TRUE));
    g_assert_nonnull(sessions_lookup(sessions, other, 0, TRUE));
}

static void test_patience(void)
{
    g_autoptr(Patience) patience = patience_new();
    gint64 s = G_TIME_SPAN_SECOND;
    for (guint i = 0; i < 3; i++) {
        g_assert_cmpuint(patience_wait_s(patience, "anna", 0), ==, 0);
        patience_fail(patience, "anna", 0);
    }
    g_assert_cmpuint(patience_wait_s(patience, "anna", 0), ==, 0);
    patience_fail(patience, "anna", 0);
    g_assert_cmpuint(patience_wait_s(patience, "anna", 0), ==, 2);
    g_assert_cmpuint(patience_wait_s(patience, "bob", 0), ==, 0);
    patience_fail(patience, "anna", 2 * s);
    g_assert_cmpuint(patience_wait_s(patience, "anna", 2 * s), ==, 4);
    for (guint i = 0; i < 40; i++)
        patience_fail(patience, "anna", 2 * s);
    g_assert_cmpuint(patience_wait_s(patience, "anna", 2 * s), ==, 900);
    patience_forget(patience, "anna");
    g_assert_cmpuint(patience_wait_s(patience, "anna", 2 * s), ==, 0);
}

/* --- passwords and accounts ------------------------------------------------------------------- */

static void answer_take(gpointer data, gboolean right)
{
    *(int *)data = right;
}

static gboolean password_is_right(Passwords *passwords, const char *hash, const char *password)
{
    int right = -1;
    g_assert_true(passwords_ask(passwords, hash, password, answer_take, &right));
    while (right < 0)
        g_main_context_iteration(NULL, TRUE);
    return right;
}

static void test_passwords(void)
{
    g_autoptr(Passwords) passwords = passwords_new();
    g_autoptr(GError) error = NULL, brief = NULL;
    g_autofree char *hash = desk_hash_password("correct horse", &error);
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(hash, "$argon2id$"));
    g_assert_true(password_is_right(passwords, hash, "correct horse"));
    g_assert_false(password_is_right(passwords, hash, "correct hors"));
    g_assert_false(password_is_right(passwords, NULL, "correct horse"));
    g_assert_null(desk_hash_password("too short", &brief));
    g_assert_error(brief, FATE, FATE_INPUT);
}

static void hash_take(gpointer data, const char *hash, const GError *error)
{
    g_assert_no_error(error);
    *(char **)data = g_strdup(hash);
}

/* Nobody waits for it: the main loop turns while it is made. */
static void test_password_made(void)
{
    g_autoptr(Passwords) passwords = passwords_new();
    g_autoptr(GError) error = NULL, brief = NULL, late = NULL;
    g_autofree char *hash = NULL, *none = NULL;
    guint turns = 0;
    g_assert_true(passwords_make(passwords, "correct horse", hash_take, &hash, &error));
    g_assert_no_error(error);
    while (hash == NULL) {
        g_main_context_iteration(NULL, FALSE);
        turns++;
    }
    g_assert_cmpuint(turns, >, 10);
    g_assert_true(password_is_right(passwords, hash, "correct horse"));
    g_assert_false(passwords_make(passwords, "too short", hash_take, &none, &brief));
    g_assert_error(brief, FATE, FATE_INPUT);
    passwords_end(passwords);
    g_assert_false(passwords_make(passwords, "correct horse", hash_take, &none, &late));
    g_assert_error(late, FATE, FATE_RETRY);
    g_assert_null(none);
}

static void test_told_once(void)
{
    g_autoptr(Sessions) sessions = sessions_new(900);
    g_autofree char *token = NULL;
    Session *session = sessions_begin(sessions, &anna, 0, &token);
    g_assert_null(session_told(session, "/users"));
    session_tell(session, "/users", "Berta has a new password.");
    g_assert_null(session_told(session, "/today"));
    g_autofree char *told = session_told(session, "/users");
    g_assert_cmpstr(told, ==, "Berta has a new password.");
    g_assert_null(session_told(session, "/users"));
}

static void test_accounts(Setup *setup, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL, twice = NULL, bad = NULL, nobody = NULL;
    Catalogue *catalogue = setup->catalogue;
    g_assert_true(catalogue_add_account(catalogue, "anna", ROLE_CLINICIAN, "$hash", &error));
    g_assert_true(catalogue_disable_account(catalogue, "anna", TRUE, &error));
    g_autoptr(Account) account = catalogue_find_account(catalogue, "anna", &error);
    g_assert_no_error(error);
    g_assert_cmpint(account->role, ==, ROLE_CLINICIAN);
    g_assert_true(account->disabled);
    g_assert_cmpint(account->version, ==, 2);
    g_assert_false(catalogue_add_account(catalogue, "anna", ROLE_SECRETARY, "x", &twice));
    g_assert_error(twice, FATE, FATE_INPUT);
    g_assert_false(catalogue_add_account(catalogue, "an na", ROLE_SECRETARY, "x", &bad));
    g_assert_error(bad, FATE, FATE_INPUT);
    g_assert_false(catalogue_set_password(catalogue, "bob", "x", &nobody));
    g_assert_error(nobody, FATE, FATE_INPUT);
    g_assert_null(catalogue_find_account(catalogue, "bob", &error));
    g_assert_no_error(error);
}

static gboolean who_append(gpointer data, const AuditEntry *entry)
{
    g_string_append_printf(data, "%s;", entry->who);
    return TRUE;
}

static void test_actor(Setup *setup, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) told = g_string_new(NULL);
    g_autofree char *self = audit_who();
    g_autofree char *expected = g_strdup_printf("anna at the desk;%s;", self);
    catalogue_act_for(setup->catalogue, "anna at the desk");
    catalogue_audit(setup->catalogue, AUDIT_ENTERED, NULL, 0, "logged in", &error);
    catalogue_act_for(setup->catalogue, NULL);
    catalogue_audit(setup->catalogue, AUDIT_VIEWED, NULL, 0, "list", &error);
    catalogue_each_audit(setup->catalogue, NULL, NULL, who_append, told, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(told->str, ==, expected);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_true(password_library_begin(NULL));
    g_test_add_func("/desk/html/text", test_html_text);
    g_test_add_func("/desk/html/attributes", test_html_attributes);
    g_test_add_func("/desk/html/refuses", test_html_refuses);
    g_test_add_func("/desk/html/nests", test_html_nests);
    g_test_add_func("/desk/form/values", test_form_values);
    g_test_add_func("/desk/form/refuses", test_form_refuses);
    g_test_add_func("/desk/cookies", test_cookies);
    g_test_add_func("/desk/safe", test_safe);
    g_test_add_func("/desk/session/ends", test_session_ends);
    g_test_add_func("/desk/session/day", test_session_day);
    g_test_add_func("/desk/session/tokens", test_session_tokens);
    g_test_add_func("/desk/patience", test_patience);
    g_test_add_func("/desk/session/told", test_told_once);
    g_test_add_func("/desk/passwords", test_passwords);
    g_test_add_func("/desk/password-made", test_password_made);
    CATALOGUE_TEST("/desk/accounts", test_accounts);
    CATALOGUE_TEST("/desk/actor", test_actor);
    return g_test_run();
}
