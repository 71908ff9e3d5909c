/* What a browser sends: any bytes as form, as cookie, as text of a page. */
#include "pipeline/desk/form.h"
#include "pipeline/desk/html.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Between the first tag and the last there is none: all that came is text. */
static void page_check(const char *text)
{
    g_autoptr(Html) html = html_new();
    html_open(html, "p", "title", text);
    html_text(html, text);
    g_autoptr(GBytes) bytes = html_finish_part(html);
    g_autofree char *page = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    guint tags = 0, quotes = 0;
    for (const char *at = page; *at != '\0'; at++) {
        tags += *at == '<';
        quotes += *at == '"';
    }
    g_assert_cmpuint(tags, ==, 2);
    g_assert_cmpuint(quotes, ==, 2);
    g_assert_true(g_utf8_validate(page, -1, NULL));
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autofree char *cookie = cookie_find(text, "c");
    for (const char *at = cookie; at != NULL && *at != '\0'; at++)
        g_assert_true(g_ascii_isalnum(*at));
    g_autoptr(GError) error = NULL;
    g_autoptr(Form) form = form_parse((const char *)data, size, &error);
    g_assert_true((form == NULL) == (error != NULL));
    for (guint i = 0; form != NULL && i < form_size(form); i++) {
        g_assert_true(g_utf8_validate(form_value_at(form, i), -1, NULL));
        page_check(form_value_at(form, i));
    }
    page_check(text);
    return 0;
}
