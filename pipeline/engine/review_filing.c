/* review_filing.c - whose a document is, as a person says: accepted, chosen, new, taken out,
 * rejected.
 *
 * Does: find who is meant, ask back where the print speaks against it. Reads: roster, charts.
 * Does not: guess between two. */
#include "making.h"

#include "fate.h"
#include "name.h"

static char *patient_tell(const Patient *patient)
{
    g_autofree char *name = patient_name(patient);
    return g_strdup_printf("%s (MRN %s)", name, patient->mrn);
}

static void document_hold(Document *document)
{
    document->status = DOCUMENT_REVIEW;
    document->patient = 0;
    document->patient_score = 0;
    document->filed_at = 0;
    g_clear_pointer(&document->patient_mrn, g_free);
    g_ptr_array_set_size(document->reasons, 0);
}

/* --- out of a chart --------------------------------------------------------------------------- */

/* A page that lay in a wrong chart may have left the office with it. */
static gboolean leaving_tell(Making *making, GError **error)
{
    Catalogue *catalogue = office_catalogue(making->office);
    const Document *document = making_first(making);
    g_autoptr(Patient) patient = catalogue_find_patient(catalogue, document->patient, error);
    if (patient == NULL)
        return FALSE;
    g_autoptr(GError) cause = NULL;
    g_autofree char *folder = catalogue_chart_folder(catalogue, patient->id, &cause);
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    g_autofree char *tell = patient_tell(patient);
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(document->filed_at);
    g_autofree char *since = g_date_time_format(time, "%Y-%m-%d %H:%M");
    if (folder == NULL)
        making_tell(making, "The chart of %s was not bound with it yet.", tell);
    else
        making_tell(
            making,
            "It lay in the chart of %s since %s (charts/%s). Chartward keeps no record of "
            "what was opened, printed or copied of that folder since then: ask who used it, "
            "and call back what has left the office.",
            tell, since, folder);
    return TRUE;
}

static gboolean take_out(Making *making, GError **error)
{
    Document *document = making_first(making);
    if (document->status != DOCUMENT_FILED) {
        g_set_error(error, FATE, FATE_INPUT, "%s lies in no chart: there is nothing to take out.",
                    document->id);
        return FALSE;
    }
    g_autoptr(Patient) patient =
        catalogue_find_patient(office_catalogue(making->office), document->patient, error);
    if (patient == NULL || !leaving_tell(making, error))
        return FALSE;
    g_autofree char *tell = patient_tell(patient);
    making_note(making, "taken out of the chart of %s", tell);
    document_hold(document);
    document_add_reason(document, "ambiguous-patient",
                        "%s took this out of the chart of %s. Choose whose it is.",
                        making->order->by, tell);
    return TRUE;
}

/* Where the sender prints what tells whose a document is, as far as it was not found there. */
static void lessons_identifiers(Making *making, const Patient *patient)
{
    g_autofree char *name = patient_name(patient);
    const char *const facts[][2] = {
        {"patient_name", name}, {"date_of_birth", patient->date_of_birth}, {"mrn", patient->mrn}};
    for (guint i = 0; i < G_N_ELEMENTS(facts); i++)
        if (*facts[i][1] != '\0' &&
            document_lookup_field(making_first(making), facts[i][0]) == NULL)
            lesson_label(making, facts[i][0], facts[i][1]);
}

/* --- into a chart ----------------------------------------------------------------------------- */

static gboolean file_to(Making *making, const Patient *patient, GError **error)
{
    Document *document = making_first(making);
    gboolean moved = document->status == DOCUMENT_FILED && document->patient != patient->id;
    if (moved && !leaving_tell(making, error))
        return FALSE;
    g_autofree char *tell = patient_tell(patient);
    gint64 filed_at = document->patient == patient->id ? document->filed_at : 0;
    document_hold(document);
    document->status = DOCUMENT_FILED;
    document->filed_at = filed_at;
    document->patient = patient->id;
    document->patient_mrn = g_strdup(patient->mrn);
    document->patient_score = 1;
    making_note(making, "%s %s", moved ? "moved to the chart of" : "filed to", tell);
    if (!lesson_name(making, patient, error))
        return FALSE;
    lessons_identifiers(making, patient);
    if (!patient->active)
        making_tell(making, "%s is no longer on the patient list.", tell);
    return TRUE;
}

static gboolean is_candidate(const Document *document, gint64 patient)
{
    for (guint i = 0; i < document->candidates->len; i++) {
        if (((Candidate *)document->candidates->pdata[i])->patient == patient)
            return TRUE;
    }
    return FALSE;
}

/* A slip of the finger in a record number is another person's chart. */
static gboolean choice_check(Making *making, const Patient *patient, GError **error)
{
    const Document *document = making_first(making);
    if (making->order->sure || is_candidate(document, patient->id))
        return TRUE;
    g_autofree char *objection = NULL;
    if (!patient_objection(making->office, document, patient, &objection, error))
        return FALSE;
    if (objection == NULL)
        return TRUE;
    g_autofree char *tell = patient_tell(patient);
    return making_refuse(making, ADVICE_INSIST, error,
                         "%s does not look like a document of %s. %s Nothing was filed.",
                         document->id, tell, objection);
}

static gboolean choice_refuse(Making *making, const GPtrArray *found, GError **error)
{
    const char *mrn = making->order->patient;
    if (found->len == 0)
        return making_refuse(making, ADVICE_LOOK, error, "There is no patient with the MRN '%s'.",
                             mrn);
    g_autoptr(GString) choice = g_string_new(NULL);
    for (guint i = 0; i < found->len; i++) {
        const Patient *patient = found->pdata[i];
        g_autofree char *name = patient_name(patient);
        g_string_append_printf(choice, "%s%s, born %s%s (id:%" G_GINT64_FORMAT ")",
                               i > 0 ? "; " : "", name,
                               *patient->date_of_birth != '\0' ? patient->date_of_birth : "unknown",
                               patient->active ? "" : ", no longer on the list", patient->id);
    }
    return making_refuse(making, ADVICE_ONE_OF, error,
                         "%u patients have the MRN '%s', so it names nobody: %s.", found->len, mrn,
                         choice->str);
}

static gboolean file_to_chosen(Making *making, GError **error)
{
    const char *mrn = making->order->patient;
    g_autoptr(GPtrArray) found =
        catalogue_patients_named(office_catalogue(making->office), mrn, error);
    if (found == NULL)
        return FALSE;
    if (found->len != 1)
        return choice_refuse(making, found, error);
    const Patient *patient = found->pdata[0];
    return choice_check(making, patient, error) && file_to(making, patient, error);
}

/* --- as proposed ------------------------------------------------------------------------------ */

static gboolean proposal_refuse(Making *making, const char *why, GError **error)
{
    return making_refuse(making, ADVICE_CHOOSE, error, "%s cannot be accepted as it is: %s.",
                         making_first(making)->id, why);
}

static gboolean accept_change(Making *making, GError **error)
{
    const Document *document = making_first(making);
    if (document->proposed == 0)
        return take_out(making, error);
    g_autoptr(Patient) patient =
        catalogue_find_patient(office_catalogue(making->office), document->proposed, error);
    return patient != NULL && file_to(making, patient, error);
}

static gboolean accept(Making *making, GError **error)
{
    const Document *document = making_first(making);
    if (document->proposal != NULL)
        return accept_change(making, error);
    if (document->status == DOCUMENT_FILED)
        return proposal_refuse(making, "it is filed already, and nothing else is proposed", error);
    if (document->candidates->len == 0)
        return proposal_refuse(making, "no patient is proposed", error);
    if (document_has_reason(document, "ambiguous-patient") ||
        document_has_reason(document, "lookalike-patient"))
        return proposal_refuse(making, "more than one patient may be meant", error);
    const Candidate *best = document->candidates->pdata[0];
    g_autoptr(Patient) patient =
        catalogue_find_patient(office_catalogue(making->office), best->patient, error);
    return patient != NULL && file_to(making, patient, error);
}

/* --- somebody new ----------------------------------------------------------------------------- */

static void text_take(char **into, const char *value)
{
    g_free(*into);
    *into = g_strdup(value);
}

static void field_take(const Document *document, const char *name, char **into)
{
    const Field *field = document_lookup_field(document, name);
    if (field != NULL)
        text_take(into, field->value);
}

static Patient *newcomer_make(Making *making, GError **error)
{
    const Document *document = making_first(making);
    const Field *field = document_lookup_field(document, "patient_name");
    g_autoptr(PersonName) name = field != NULL ? person_name_parse(field->value) : NULL;
    if (name == NULL) {
        making_refuse(making, ADVICE_NAME, error, "Nobody's name was found in %s.", document->id);
        return NULL;
    }
    Patient *newcomer = patient_new();
    text_take(&newcomer->last, name->last);
    text_take(&newcomer->first, name->first);
    text_take(&newcomer->middle, name->middle);
    text_take(&newcomer->suffix, name->suffix);
    field_take(document, "date_of_birth", &newcomer->date_of_birth);
    field_take(document, "sex", &newcomer->sex);
    field_take(document, "phone", &newcomer->phone);
    field_take(document, "member_id", &newcomer->member_id);
    return newcomer;
}

/* Two charts of one person are as bad as one of two. */
static gboolean newcomer_check(Making *making, GError **error)
{
    const Patient *newcomer = making->newcomer;
    g_autofree char *last = name_fold(newcomer->last), *first = name_fold(newcomer->first);
    g_autoptr(Roster) roster = catalogue_load_roster(office_catalogue(making->office), error);
    if (roster == NULL)
        return FALSE;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
    roster_block(roster, last, first, NULL, NULL, NULL, NULL, found);
    for (guint i = 0; i < found->len; i++) {
        const Patient *other = roster_patient(roster, g_array_index(found, guint, i));
        g_autofree char *other_last = name_fold(other->last);
        g_autofree char *other_first = name_fold(other->first);
        gboolean same = g_str_equal(last, other_last) && g_str_equal(first, other_first) &&
                        g_str_equal(newcomer->date_of_birth, other->date_of_birth);
        if (!same || !other->active || making->order->sure)
            continue;
        g_autofree char *tell = patient_tell(other);
        return making_refuse(making, ADVICE_OTHER_PERSON, error,
                             "%s, born %s, is on the patient list already.", tell,
                             *other->date_of_birth != '\0' ? other->date_of_birth : "unknown");
    }
    return TRUE;
}

static gboolean file_to_newcomer(Making *making, GError **error)
{
    Document *document = making_first(making);
    making->newcomer = newcomer_make(making, error);
    if (making->newcomer == NULL || !newcomer_check(making, error) ||
        (document->status == DOCUMENT_FILED && !leaving_tell(making, error)))
        return FALSE;
    g_autofree char *name = patient_name(making->newcomer);
    document_hold(document);
    document->status = DOCUMENT_FILED;
    document->patient = PATIENT_NEWCOMER;
    document->patient_score = 1;
    making_note(making, "filed to the new patient %s", name);
    return TRUE;
}

/* --- nowhere ---------------------------------------------------------------------------------- */

static gboolean reject(Making *making, GError **error)
{
    Document *document = making_first(making);
    if (document->status == DOCUMENT_FAILED) {
        g_set_error(error, FATE, FATE_INPUT, "%s is rejected already.", document->id);
        return FALSE;
    }
    if (document->status == DOCUMENT_FILED && !leaving_tell(making, error))
        return FALSE;
    document_hold(document);
    document->status = DOCUMENT_FAILED;
    making_note(making, "rejected");
    making_tell(making, "Its pages and the original file are kept.");
    return TRUE;
}

gboolean making_filing(Making *making, GError **error)
{
    switch (making->order->filing) {
    case REVIEW_LEAVE:
        return TRUE;
    case REVIEW_ACCEPT:
        return accept(making, error);
    case REVIEW_PATIENT:
        return file_to_chosen(making, error);
    case REVIEW_NEW_PATIENT:
        return file_to_newcomer(making, error);
    case REVIEW_TAKE_OUT:
        return take_out(making, error);
    case REVIEW_REJECT:
        return reject(making, error);
    }
    g_return_val_if_reached(FALSE);
}
