/* consider.c - documents put through the stages anew, after a person changed pages or facts.
 *
 * Does: run some batch stages over documents of the catalogue. Reads: roster, settings, tables.
 * Does not: read pages again, write anything. */
#include "making.h"

#include "crew.h"
#include "fate.h"

/* --- what a person has set stays -------------------------------------------------------------- */

static GPtrArray *fields_keep(Document *document)
{
    GPtrArray *kept = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
    for (guint i = 0; i < document->fields->len;) {
        const Field *field = document->fields->pdata[i];
        if (document_is_settled(document, field->name))
            g_ptr_array_add(kept, g_ptr_array_steal_index(document->fields, i));
        else
            i++;
    }
    return kept;
}

static void fields_lay_over(Document *document, GPtrArray *kept)
{
    for (guint i = 0; i < document->settled->len; i++)
        document_drop_fields(document, document->settled->pdata[i]);
    g_ptr_array_extend_and_steal(document->fields, g_ptr_array_ref(kept));
}

/* What match and file found is found anew; a page that is missing stays so, and a doubt of the
 * split as long as the pages are the same. */
static void reasons_drop(Document *document, gboolean other_pages)
{
    for (guint i = document->reasons->len; i > 0; i--) {
        const char *code = ((Reason *)document->reasons->pdata[i - 1])->code;
        if (!g_str_equal(code, "missing-page") &&
            (other_pages || !g_str_equal(code, "unsure-split")))
            g_ptr_array_remove_index(document->reasons, i - 1);
    }
}

/* --- running ---------------------------------------------------------------------------------- */

/* The stages with all that they look at. */
typedef struct {
    Crew *crew; /* its readers are never called */
    Batch *batch;
} Room;

/* `roster`: NULL for the whole one. */
static gboolean room_open(Room *room, Office *office, const Roster *roster,
                          const Document *document, GError **error)
{
    room->crew = crew_new(office, 1, error);
    if (room->crew == NULL || !crew_gather(room->crew, error))
        return FALSE;
    room->batch = batch_new(document->source, document->source_sha256);
    room->batch->settings = office_settings(office);
    room->batch->roster = roster != NULL ? roster : room->crew->roster;
    room->batch->lessons = room->crew->lessons;
    room->batch->labels = room->crew->labels;
    g_ptr_array_set_free_func(room->batch->documents, NULL); /* they are lent */
    return TRUE;
}

static void room_close(Room *room)
{
    batch_free(room->batch);
    crew_free(room->crew);
}

static gboolean document_consider(Room *room, Document *document, unsigned parts, GError **error)
{
    reasons_drop(document, (parts & PART_FIELDS) != 0);
    g_ptr_array_set_size(room->batch->documents, 0);
    g_ptr_array_add(room->batch->documents, document);
    g_autoptr(GPtrArray) kept = fields_keep(document);
    unsigned facts = parts & (PART_TYPE | PART_FIELDS);
    if (facts != 0) {
        g_ptr_array_set_size(document->fields, 0);
        if (!runner_batch(room->crew->runner, room->batch, facts, error))
            return FALSE;
    }
    fields_lay_over(document, kept);
    return runner_batch(room->crew->runner, room->batch, parts & ~facts, error);
}

gboolean documents_consider(Office *office, GPtrArray *documents, unsigned parts, GError **error)
{
    Room room = {0};
    gboolean done = room_open(&room, office, NULL, documents->pdata[0], error);
    for (guint i = 0; done && i < documents->len; i++) {
        Document *document = documents->pdata[i];
        if (document->pages->len > 0)
            done = document_consider(&room, document, parts, error);
    }
    room_close(&room);
    return done;
}

/* --- one patient against one document --------------------------------------------------------- */

/* The document with nothing decided; its pages are lent. */
static Document *document_lend(const Document *document)
{
    Document *lent = document_new();
    g_ptr_array_unref(lent->pages);
    lent->pages = g_ptr_array_copy(document->pages, NULL, NULL);
    g_ptr_array_set_free_func(lent->pages, NULL);
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        g_ptr_array_add(lent->fields, field_new(field->name, field->value, field->raw,
                                                field->source_page, field->box, field->confidence));
    }
    return lent;
}

/* What is printed beside what the chart has, for a sentence. */
static char *both_tell(const Document *document, const Patient *patient)
{
    static const char *const names[] = {"patient_name", "date_of_birth", "mrn"};
    g_autofree char *chart = patient_name(patient);
    g_autoptr(GString) printed = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        const Field *field = document_lookup_field(document, names[i]);
        if (field != NULL)
            g_string_append_printf(printed, "%s%s", printed->len > 0 ? "; " : "", field->value);
    }
    return g_strdup_printf("It says: %s. The chart has: %s; %s; %s.", printed->str, chart,
                           patient->date_of_birth, patient->mrn);
}

gboolean patient_objection(Office *office, const Document *document, const Patient *patient,
                           char **objection, GError **error)
{
    Patient *alone = catalogue_find_patient(office_catalogue(office), patient->id, error);
    if (alone == NULL)
        return FALSE;
    g_autoptr(Roster) roster = roster_new();
    roster_take(roster, alone);
    roster_seal(roster);
    g_autoptr(Document) lent = document_lend(document);
    Room room = {0};
    gboolean done = room_open(&room, office, roster, document, error) &&
                    document_consider(&room, lent, PART_CANDIDATES | PART_DECISION, error);
    room_close(&room);
    *objection = NULL;
    if (done && (document_has_reason(lent, "no-patient-found") ||
                 document_has_reason(lent, "contradicting-identifiers")))
        *objection = both_tell(document, patient);
    return done;
}

/* --- all that wait ---------------------------------------------------------------------------- */

/* What a person sees of it. */
static char *proposal_tell(const Document *document)
{
    GString *tell = g_string_new(NULL);
    for (guint i = 0; i < document->reasons->len; i++)
        g_string_append_printf(tell, "%s\n", ((Reason *)document->reasons->pdata[i])->sentence);
    for (guint i = 0; i < document->candidates->len; i++)
        g_string_append_printf(tell, "%s\n", ((Candidate *)document->candidates->pdata[i])->mrn);
    return g_string_free(tell, FALSE);
}

/* What would be filed by itself, had it come today, is only proposed: it was looked at before. */
static void filing_hold(Document *document)
{
    if (document->status != DOCUMENT_FILED)
        return;
    const Candidate *best = document->candidates->pdata[0];
    document_add_reason(document, "no-patient-found",
                        "Since it came, the patients or their names have changed: now it fits %s "
                        "(MRN %s) surely. Accept it, and it is filed.",
                        best->name, best->mrn);
    document->status = DOCUMENT_REVIEW;
    document->patient = 0;
    document->patient_score = 0;
    g_clear_pointer(&document->patient_mrn, g_free);
}

static void proposal_swap(Document *one, Document *other)
{
    GPtrArray *reasons = one->reasons, *candidates = one->candidates;
    one->reasons = other->reasons;
    one->candidates = other->candidates;
    other->reasons = reasons;
    other->candidates = candidates;
}

static gboolean document_renew(Room *room, Office *office, const char *id, GError **error)
{
    Catalogue *catalogue = office_catalogue(office);
    g_autoptr(Document) document = catalogue_find_document(catalogue, id, error);
    if (document == NULL)
        return FALSE;
    if (document->decided_by != NULL || document->status != DOCUMENT_REVIEW)
        return TRUE;
    g_autoptr(Document) lent = document_lend(document);
    for (guint i = 0; i < document->reasons->len; i++) {
        const Reason *reason = document->reasons->pdata[i];
        document_add_reason(lent, reason->code, "%s", reason->sentence);
    }
    if (!document_consider(room, lent, PART_CANDIDATES | PART_DECISION, error))
        return FALSE;
    filing_hold(lent);
    g_autofree char *before = proposal_tell(document), *after = proposal_tell(lent);
    if (g_str_equal(before, after))
        return TRUE;
    proposal_swap(document, lent);
    g_autoptr(GError) cause = NULL;
    if (catalogue_revise(catalogue, document, &cause) || g_error_matches(cause, FATE, FATE_INPUT))
        return TRUE; /* whoever has just decided on it needs no proposal any more */
    g_propagate_error(error, g_steal_pointer(&cause));
    return FALSE;
}

gboolean review_renew(Office *office, GError **error)
{
    g_autoptr(GPtrArray) waiting = catalogue_waiting(office_catalogue(office), error);
    if (waiting == NULL || waiting->len == 0)
        return waiting != NULL;
    g_autoptr(Document) first =
        catalogue_find_document(office_catalogue(office), waiting->pdata[0], error);
    Room room = {0};
    gboolean done = first != NULL && room_open(&room, office, NULL, first, error);
    for (guint i = 0; done && i < waiting->len; i++)
        done = document_renew(&room, office, waiting->pdata[i], error);
    room_close(&room);
    return done;
}
