/* review_lessons.c - what a person's decision teaches: names of patients, types and labels of
 * layouts.
 *
 * Does: find what can be known again in the next document. Does not: let it overrule anything: a
 * learned name is a name among the evidence, and the firewall stands above it. */
#include "making.h"

#include "label_of.h"
#include "name.h"

#include <string.h>

static const double NAME_CONFIDENCE_LEAST = 0.6; /* what was guessed at is nobody's name */

void lesson_type(Making *making, const char *instead)
{
    const Document *document = making_first(making);
    g_autofree char *words =
        g_str_equal(instead, making->order->type) ? NULL : lesson_words(document);
    if (words == NULL)
        return;
    making->lesson = lesson_new(words, making->order->type, instead, document->id);
    making_tell(making, "What comes from this sender and looks like this is a %s from now on.",
                making->order->type);
}

void lesson_label(Making *making, const char *field, const char *value)
{
    const Document *document = making_first(making);
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *read = document->fields->pdata[i];
        if (g_str_equal(read->name, field) && g_str_equal(read->value, value))
            return; /* it was found without help */
    }
    g_autofree char *words = lesson_words(document);
    g_autofree char *label = words != NULL ? label_of_value(document, field, value) : NULL;
    if (label == NULL)
        return;
    g_ptr_array_add(making->labels, label_lesson_new(words, field, label));
    making_tell(making, "On what looks like this, '%s' names the %s from now on.", label, field);
}

static gboolean same_words(const char *one, const char *other)
{
    g_autofree char *folded = name_fold(one), *folded_other = name_fold(other);
    return g_str_equal(folded, folded_other);
}

static gboolean is_name_of(const PersonName *name, const Patient *patient)
{
    return same_words(name->last, patient->last) && same_words(name->first, patient->first);
}

/* A name that is somebody else's own tells her from nobody. */
static gboolean is_anothers(const Roster *roster, const PersonName *name, gint64 patient)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
    roster_block(roster, name->last, name->first, NULL, NULL, NULL, NULL, found);
    for (guint i = 0; i < found->len; i++) {
        const Patient *other = roster_patient(roster, g_array_index(found, guint, i));
        if (other->id != patient && other->active && is_name_of(name, other))
            return TRUE;
    }
    return FALSE;
}

gboolean lesson_name(Making *making, const Patient *patient, GError **error)
{
    const Field *field = document_lookup_field(making_first(making), "patient_name");
    g_autoptr(PersonName) name = field != NULL && field->confidence >= NAME_CONFIDENCE_LEAST
                                     ? person_name_parse(field->value)
                                     : NULL;
    if (name == NULL || *name->first == '\0' || is_name_of(name, patient))
        return TRUE;
    g_autoptr(Roster) roster = catalogue_load_roster(office_catalogue(making->office), error);
    if (roster == NULL)
        return FALSE;
    if (is_anothers(roster, name, patient->id) ||
        roster_has_alias(roster, patient->id, field->value))
        return TRUE;
    making->alias = g_strdup(field->value);
    g_autofree char *own = patient_name(patient);
    making_tell(making, "'%s' counts as a name of %s from now on.", making->alias, own);
    return TRUE;
}
