/* review_facts.c - what a person says of a document: its type, the values of its fields.
 *
 * Does: check values, put them in the place of what was read. Does not: change what stands on a
 * page. */
#include "making.h"

#include "date.h"
#include "fate.h"
#include "stage.h"

#include <string.h>

static gboolean type_set(Making *making, GError **error)
{
    const char *type = making->order->type;
    if (!g_strv_contains(document_types(), type)) {
        g_autofree char *all = g_strjoinv(", ", (char **)document_types());
        g_set_error(error, FATE, FATE_INPUT, "'%s' is no type of document. The types are: %s.",
                    type, all);
        return FALSE;
    }
    Document *document = making_first(making);
    lesson_type(making, document->type);
    g_free(document->type);
    document->type = g_strdup(type);
    document->type_confidence = 1;
    making_note(making, "type %s", type);
    return TRUE;
}

/* --- fields ----------------------------------------------------------------------------------- */

/* The value that is replaced tells the place on the page. */
static Field *field_make(const Document *document, const char *name, const char *value,
                         const char *typed)
{
    const Field *read = document_lookup_field(document, name);
    const Page *page = document->pages->pdata[0];
    return field_new(name, value, read != NULL ? read->raw : typed,
                     read != NULL ? read->source_page : page->source_page,
                     read != NULL ? read->box : (Box){0}, 1);
}

static gboolean values_make(const Document *document, const char *name, const char *typed,
                            GPtrArray *fields, GError **error)
{
    char today[ISO_DATE_SIZE];
    date_today(today);
    g_auto(GStrv) parts = g_strsplit(typed, field_is_list(name) ? "," : "\n", -1);
    for (guint i = 0; parts[i] != NULL; i++) {
        g_autofree char *value = field_value_parse(name, parts[i], today, error);
        if (value == NULL)
            return FALSE;
        g_ptr_array_add(fields, field_make(document, name, value, g_strstrip(parts[i])));
    }
    return TRUE;
}

static gboolean field_set(Making *making, const char *assignment, GError **error)
{
    const char *equals = strchr(assignment, '=');
    g_autofree char *name =
        g_strndup(assignment, equals != NULL ? (gsize)(equals - assignment) : strlen(assignment));
    g_strstrip(name);
    if (equals == NULL || !g_strv_contains(field_names(), name)) {
        g_autofree char *all = g_strjoinv(", ", (char **)field_names());
        return making_refuse(making, ADVICE_FIELD, error, "'%s' sets no field. The fields are: %s.",
                             assignment, all);
    }
    Document *document = making_first(making);
    g_autofree char *typed = g_strstrip(g_strdup(equals + 1));
    g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
    if (*typed != '\0' && !values_make(document, name, typed, fields, error))
        return FALSE;
    if (fields->len == 0)
        making_note(making, "no %s", name);
    for (guint i = 0; i < fields->len; i++) {
        const char *value = ((Field *)fields->pdata[i])->value;
        making_note(making, "%s %s", name, value);
        lesson_label(making, name, value);
    }
    document_drop_fields(document, name);
    g_ptr_array_extend_and_steal(document->fields, g_steal_pointer(&fields));
    if (!document_is_settled(document, name))
        g_ptr_array_add(document->settled, g_strdup(name));
    return TRUE;
}

/* Fields that tell whose a document is. */
static gboolean field_identifies(const char *assignment)
{
    static const char *const names[] = {
        "patient_name=", "date_of_birth=", "mrn=", "phone=", "member_id=", "sex="};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_str_has_prefix(assignment, names[i]))
            return TRUE;
    }
    return FALSE;
}

/* A document that waits is matched again by what the person has put right. */
static gboolean match_again(Making *making, GError **error)
{
    Document *document = making_first(making);
    if (document->status != DOCUMENT_REVIEW)
        return TRUE;
    g_autoptr(GPtrArray) alone = g_ptr_array_new();
    g_ptr_array_add(alone, document);
    if (!documents_consider(making->office, alone, PART_CANDIDATES | PART_DECISION, error))
        return FALSE;
    if (making->order->filing != REVIEW_LEAVE)
        return TRUE;
    if (document->status == DOCUMENT_FILED)
        making_tell(making, "With this it fits MRN %s surely, and is filed there.",
                    document->patient_mrn);
    else
        making_tell(making, "It still waits: %s",
                    ((Reason *)document->reasons->pdata[0])->sentence);
    return TRUE;
}

gboolean making_facts(Making *making, GError **error)
{
    const ReviewOrder *order = making->order;
    gboolean identifies = FALSE;
    if (order->type != NULL && !type_set(making, error))
        return FALSE;
    for (guint i = 0; order->set != NULL && order->set[i] != NULL; i++) {
        identifies = identifies || field_identifies(order->set[i]);
        if (!field_set(making, order->set[i], error))
            return FALSE;
    }
    return !identifies || match_again(making, error);
}
