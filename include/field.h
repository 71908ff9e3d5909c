/* field.h - a fact read off a document, with its place. Names and values as in the listing. */
#pragma once

#include "word.h"

typedef struct {
    char *name;        /* "date_of_birth", "mrn", ...: one of field_names() */
    char *value;       /* normalised: ISO dates, "Last, First Middle Suffix", digits */
    char *raw;         /* as it stands on the page */
    guint source_page; /* from 1 */
    Box box;
    float confidence; /* 0..1, that `value` is right */
} Field;

Field *field_new(const char *name, const char *value, const char *raw, guint source_page, Box box,
                 float confidence);
void field_free(Field *field);

/* What a person typed as the value of a field, in the field's normal form; yours to free. `today`
 * is ISO. FATE_INPUT, with a sentence that shows the right form, when it is no such value. */
char *field_value_parse(const char *name, const char *typed, const char *today, GError **error);

/* Whether a document has several values of that field side by side. */
gboolean field_is_list(const char *name);

/* NULL-terminated list of the names that the listing knows, in its order; lent. */
const char *const *field_names(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Field, field_free)
