/* known_codes.c - diagnosis codes against the official table.
 *
 * Reads, writes: Document.fields. Does not: drop what the table does not know: an old code, or one
 * of another edition, still stands on the page. */
#include "known_codes.h"

#define SURE_REPAIRED_MOST 0.85f
#define SHARE_UNKNOWN      0.5f /* of its confidence that an unknown code keeps */

static void field_check(const CodeTable *table, Field *field)
{
    if (code_table_has(table, field->value))
        return;
    char *repaired = code_table_repair(table, field->value);
    if (repaired == NULL) {
        field->confidence *= SHARE_UNKNOWN;
        return;
    }
    g_free(field->value);
    field->value = repaired;
    field->confidence = MIN(field->confidence, SURE_REPAIRED_MOST);
}

/* The index of another field with the same name and value; the length of fields: none. */
static guint field_twin(const GPtrArray *fields, guint index)
{
    const Field *field = g_ptr_array_index(fields, index);
    for (guint i = 0; i < index; i++) {
        const Field *other = g_ptr_array_index(fields, i);
        if (g_str_equal(other->name, field->name) && g_str_equal(other->value, field->value))
            return i;
    }
    return fields->len;
}

void known_codes_apply(const CodeTable *table, Document *document)
{
    GPtrArray *fields = document->fields;
    for (guint i = 0; i < fields->len;) {
        Field *field = g_ptr_array_index(fields, i);
        if (!g_str_equal(field->name, "icd10")) {
            i++;
            continue;
        }
        field_check(table, field);
        guint twin = field_twin(fields, i);
        if (twin == fields->len) {
            i++;
            continue;
        }
        const Field *kept = g_ptr_array_index(fields, twin);
        g_ptr_array_remove_index(fields, kept->confidence < field->confidence ? twin : i);
    }
}
