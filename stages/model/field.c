/* field.c - facts read off documents. */
#include "field.h"

static const char *const names[] = {
    "patient_name",
    "date_of_birth",
    "date_of_service",
    "mrn",
    "provider",
    "npi",
    "referring_provider",
    "facility",
    "icd10",
    "cpt",
    "payer",
    "member_id",
    "total_charge",
    "appointment",
    "phone",
    "sex",
    "authorization_number",
    NULL,
};

const char *const *field_names(void)
{
    return names;
}

Field *field_new(const char *name, const char *value, const char *raw, guint source_page, Box box,
                 float confidence)
{
    Field *field = g_new0(Field, 1);
    field->name = g_strdup(name);
    field->value = g_strdup(value);
    field->raw = g_strdup(raw);
    field->source_page = source_page;
    field->box = box;
    field->confidence = confidence;
    return field;
}

void field_free(Field *field)
{
    if (field == NULL)
        return;
    g_free(field->name);
    g_free(field->value);
    g_free(field->raw);
    g_free(field);
}
