/* form.h - what a browser sends as text: forms, queries, cookies. All of it is hostile. */
#pragma once

#include <glib.h>

typedef struct Form Form;

/* Takes application/x-www-form-urlencoded. FATE_INPUT when it has too many fields, or a NUL. Bytes
 * that are not UTF-8 become U+FFFD, a broken escape stands for itself. */
Form *form_parse(const char *bytes, gsize length, GError **error);
void form_free(Form *form);

/* The first value of that name; lent. "" without one. */
const char *form_value(const Form *form, const char *name);
gboolean form_has(const Form *form, const char *name);

/* All fields, in their order; lent. */
guint form_size(const Form *form);
const char *form_name_at(const Form *form, guint index);
const char *form_value_at(const Form *form, guint index);

/* The text as one value of a query; yours to free. */
char *form_escape(const char *text);

/* The cookie of that name in a Cookie header (NULL: there is none): letters and digits only, else
 * NULL; yours to free. */
char *cookie_find(const char *header, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Form, form_free)
