/* html.c - HTML that escapes by construction.
 *
 * Does: escape every text and value; keep track of open elements. Does not: take markup. */
#include "html.h"

#include <string.h>

struct Html {
    GString *text;
    GPtrArray *open; /* const char *, literals */
};

Html *html_new(void)
{
    Html *html = g_new0(Html, 1);
    html->text = g_string_sized_new(16384);
    html->open = g_ptr_array_new();
    return html;
}

void html_free(Html *html)
{
    if (html == NULL)
        return;
    g_string_free(html->text, TRUE);
    g_ptr_array_unref(html->open);
    g_free(html);
}

/* --- escaping -------------------------------------------------------------------------------- */

/* U+202A..202E and U+2066..2069 turn the direction of what follows: "gpj.exe" for "exe.jpg". */
static gboolean symbol_is_hidden(gunichar symbol)
{
    if (symbol < 0x20)
        return symbol != '\n' && symbol != '\t';
    return (symbol >= 0x7f && symbol < 0xa0) || (symbol >= 0x202a && symbol <= 0x202e) ||
           (symbol >= 0x2066 && symbol <= 0x2069) || (symbol & 0xfffe) == 0xfffe;
}

static void symbol_append(GString *into, gunichar symbol)
{
    switch (symbol) {
    case '<':
        g_string_append(into, "&lt;");
        return;
    case '>':
        g_string_append(into, "&gt;");
        return;
    case '&':
        g_string_append(into, "&amp;");
        return;
    case '"':
        g_string_append(into, "&quot;");
        return;
    case '\'':
        g_string_append(into, "&#39;");
        return;
    default:
        g_string_append_unichar(into, symbol_is_hidden(symbol) ? 0xfffd : symbol);
    }
}

static void escape_append(GString *into, const char *text)
{
    g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
    for (const char *at = valid != NULL ? valid : text; *at != '\0'; at = g_utf8_next_char(at))
        symbol_append(into, g_utf8_get_char(at));
}

/* --- elements -------------------------------------------------------------------------------- */

static gboolean tag_is_void(const char *tag)
{
    static const char *const voids[] = {"meta", "link", "img", "input", "br", "hr", "col", NULL};
    return g_strv_contains(voids, tag);
}

static gboolean attribute_is_link(const char *name)
{
    static const char *const links[] = {"href", "src", "action", "formaction", "data-href", NULL};
    return g_strv_contains(links, name);
}

/* A path of this place, a part of this page, or a query to it: nothing with a scheme or a host. */
static gboolean link_stays(const char *link)
{
    if (*link == '/')
        return link[1] != '/' && link[1] != '\\';
    return *link == '#' || *link == '?' || *link == '\0';
}

static gboolean attribute_is_good(const char *name, const char *value)
{
    if (g_str_has_prefix(name, "on") || g_str_equal(name, "style") || g_str_equal(name, "srcdoc"))
        return FALSE;
    for (const char *at = name; *at != '\0'; at++) {
        if (!g_ascii_isalnum(*at) && *at != '-')
            return FALSE;
    }
    return !attribute_is_link(name) || link_stays(value);
}

static void attribute_append(Html *html, const char *name, const char *value)
{
    if (!attribute_is_good(name, value)) {
        g_warning("A page was to have an attribute '%s' that is not allowed; it was left out.",
                  name);
        return;
    }
    g_string_append_c(html->text, ' ');
    g_string_append(html->text, name);
    g_string_append(html->text, "=\"");
    escape_append(html->text, value);
    g_string_append_c(html->text, '"');
}

/* The first of the pairs is there for lists without any; a value of NULL does not end them. */
void html_open_pairs(Html *html, const char *tag, const char *const *pairs)
{
    g_string_append_c(html->text, '<');
    g_string_append(html->text, tag);
    for (pairs++; *pairs != NULL; pairs += 2) {
        if (pairs[1] != NULL)
            attribute_append(html, pairs[0], pairs[1]);
    }
    g_string_append_c(html->text, '>');
    if (!tag_is_void(tag))
        g_ptr_array_add(html->open, (gpointer)tag);
}

void html_close(Html *html)
{
    g_return_if_fail(html->open->len > 0);
    const char *tag = g_ptr_array_steal_index(html->open, html->open->len - 1);
    g_string_append(html->text, "</");
    g_string_append(html->text, tag);
    g_string_append_c(html->text, '>');
}

void html_text(Html *html, const char *text)
{
    escape_append(html->text, text);
}

void html_print(Html *html, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    html_text(html, text);
}

void html_marked(Html *html, const char *text)
{
    gboolean marked = FALSE;
    while (*text != '\0') {
        gsize length = strcspn(text, "\x02\x03");
        g_autofree char *part = g_strndup(text, length);
        html_text(html, part);
        text += length;
        if (*text == '\0')
            break;
        if (*text == '\x02' && !marked)
            html_open(html, "mark");
        else if (*text == '\x03' && marked)
            html_close(html);
        marked = *text == '\x02';
        text++;
    }
    if (marked)
        html_close(html);
}

GBytes *html_finish_part(Html *html)
{
    while (html->open->len > 0)
        html_close(html);
    GString *text = g_steal_pointer(&html->text);
    html->text = g_string_new(NULL);
    return g_string_free_to_bytes(text);
}

GBytes *html_finish(Html *html)
{
    g_string_prepend(html->text, "<!doctype html>\n");
    return html_finish_part(html);
}
