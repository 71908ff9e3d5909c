/* form.c - forms, queries and cookies, taken apart.
 *
 * Does: undo the browser's escapes, make valid UTF-8, bound everything. Does not: know any field.
 */
#include "form.h"

#include "fate.h"

#include <string.h>

enum { FIELDS_MOST = 400, COOKIE_BYTES_MOST = 128 };

typedef struct {
    char *name, *value;
} Pair;

struct Form {
    GArray *pairs; /* Pair */
};

static void pair_clear(gpointer data)
{
    Pair *pair = data;
    g_free(pair->name);
    g_free(pair->value);
}

void form_free(Form *form)
{
    if (form == NULL)
        return;
    g_array_unref(form->pairs);
    g_free(form);
}

/* NULL when it holds a NUL. */
static char *part_decode(const char *part, gsize length)
{
    g_autoptr(GString) bytes = g_string_sized_new(length);
    for (gsize i = 0; i < length; i++) {
        char byte = part[i] == '+' ? ' ' : part[i];
        if (byte == '%' && i + 2 < length && g_ascii_isxdigit(part[i + 1]) &&
            g_ascii_isxdigit(part[i + 2])) {
            byte =
                (char)(g_ascii_xdigit_value(part[i + 1]) << 4 | g_ascii_xdigit_value(part[i + 2]));
            i += 2;
        }
        if (byte == '\0')
            return NULL;
        g_string_append_c(bytes, byte);
    }
    return g_utf8_make_valid(bytes->str, (gssize)bytes->len);
}

static gboolean pair_parse(Form *form, const char *part, gsize length)
{
    const char *equals = memchr(part, '=', length);
    gsize name_length = equals != NULL ? (gsize)(equals - part) : length;
    Pair pair = {part_decode(part, name_length), NULL};
    pair.value = equals != NULL ? part_decode(equals + 1, length - name_length - 1) : g_strdup("");
    if (pair.name != NULL && pair.value != NULL) {
        g_array_append_val(form->pairs, pair);
        return TRUE;
    }
    pair_clear(&pair);
    return FALSE;
}

Form *form_parse(const char *bytes, gsize length, GError **error)
{
    g_autoptr(Form) form = g_new0(Form, 1);
    form->pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
    g_array_set_clear_func(form->pairs, pair_clear);
    for (gsize at = 0; at < length;) {
        const char *amp = memchr(bytes + at, '&', length - at);
        gsize part = amp != NULL ? (gsize)(amp - bytes) - at : length - at;
        if (part > 0 && (form->pairs->len >= FIELDS_MOST || !pair_parse(form, bytes + at, part))) {
            g_set_error(error, FATE, FATE_INPUT,
                        "The form that was sent cannot be understood. Nothing was changed.");
            return NULL;
        }
        at += part + 1;
    }
    return g_steal_pointer(&form);
}

static const Pair *pair_lookup(const Form *form, const char *name)
{
    for (guint i = 0; i < form->pairs->len; i++) {
        const Pair *pair = &g_array_index(form->pairs, Pair, i);
        if (g_str_equal(pair->name, name))
            return pair;
    }
    return NULL;
}

const char *form_value(const Form *form, const char *name)
{
    const Pair *pair = pair_lookup(form, name);
    return pair != NULL ? pair->value : "";
}

gboolean form_has(const Form *form, const char *name)
{
    return pair_lookup(form, name) != NULL;
}

guint form_size(const Form *form)
{
    return form->pairs->len;
}

const char *form_name_at(const Form *form, guint index)
{
    return g_array_index(form->pairs, Pair, index).name;
}

const char *form_value_at(const Form *form, guint index)
{
    return g_array_index(form->pairs, Pair, index).value;
}

char *form_escape(const char *text)
{
    return g_uri_escape_string(text, NULL, FALSE);
}

char *cookie_find(const char *header, const char *name)
{
    gsize length = strlen(name);
    while (header != NULL && *header != '\0') {
        header += strspn(header, " \t;");
        gsize whole = strcspn(header, ";");
        if (whole > length && strncmp(header, name, length) == 0 && header[length] == '=') {
            const char *value = header + length + 1;
            gsize bytes = 0;
            while (g_ascii_isalnum(value[bytes]))
                bytes++;
            gboolean good = bytes == whole - length - 1 && bytes > 0 && bytes <= COOKIE_BYTES_MOST;
            return good ? g_strndup(value, bytes) : NULL;
        }
        header += whole;
    }
    return NULL;
}
