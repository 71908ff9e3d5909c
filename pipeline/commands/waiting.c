/* waiting.c - documents that wait for a person: what is proposed, and why it was not simply done.
 *
 * Reads: the catalogue. Writes: stdout. Does not: decide. */
#include "waiting.h"

#include "decision.h"
#include "document_json.h"
#include "print.h"

#include <stdio.h>

static guint percent(double share)
{
    guint rounded = (guint)(CLAMP(share, 0, 1) * 100 + 0.5);
    return share < 1 ? MIN(rounded, 99) : 100;
}

static char *moment_print(gint64 seconds, const char *format)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(seconds);
    return time != NULL ? g_date_time_format(time, format) : g_strdup("?");
}

static gint64 received_at(Catalogue *catalogue, const Document *document)
{
    g_autoptr(Original) original =
        catalogue_find_original(catalogue, document->source_sha256, NULL);
    return original != NULL ? original->received_at : 0;
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void evidence_put(JsonBuilder *json, const Evidence *evidence)
{
    json_builder_begin_object(json);
    text_put(json, "identifier", evidence->identifier);
    text_put(json, "sentence", evidence->sentence);
    real_put(json, "weight", evidence->weight);
    number_put(json, "page", evidence->source_page);
    box_put(json, evidence->box);
    json_builder_end_object(json);
}

static void candidate_put(JsonBuilder *json, const Candidate *candidate)
{
    json_builder_begin_object(json);
    number_put(json, "id", candidate->patient);
    text_put(json, "mrn", candidate->mrn);
    text_put(json, "name", candidate->name);
    real_put(json, "score", candidate->score);
    array_begin(json, "evidence");
    for (guint i = 0; i < candidate->evidence->len; i++)
        evidence_put(json, candidate->evidence->pdata[i]);
    json_builder_end_array(json);
    json_builder_end_object(json);
}

static void decision_put(JsonBuilder *json, const Decision *decision)
{
    g_autofree char *at = moment_print(decision->at, "%Y-%m-%dT%H:%M:%S");
    json_builder_begin_object(json);
    text_put(json, "by", decision->by);
    text_put(json, "at", at);
    text_put(json, "what", decision->what);
    json_builder_set_member_name(json, "undone");
    json_builder_add_boolean_value(json, decision->undone);
    json_builder_end_object(json);
}

/* What review knows beyond the listing. */
static void review_put(JsonBuilder *json, const Document *document, gint64 since,
                       const GPtrArray *decisions)
{
    g_autofree char *received = moment_print(since, "%Y-%m-%dT%H:%M:%S");
    number_put(json, "version", document->version);
    text_put(json, "received", received);
    text_put(json, "proposal", document->proposal != NULL ? document->proposal : "");
    array_begin(json, "why");
    for (guint i = 0; i < document->reasons->len; i++)
        json_builder_add_string_value(json, ((Reason *)document->reasons->pdata[i])->sentence);
    json_builder_end_array(json);
    array_begin(json, "patients");
    for (guint i = 0; i < document->candidates->len; i++)
        candidate_put(json, document->candidates->pdata[i]);
    json_builder_end_array(json);
    array_begin(json, "decisions");
    for (guint i = 0; i < decisions->len; i++)
        decision_put(json, decisions->pdata[i]);
    json_builder_end_array(json);
}

static gboolean json_print(Catalogue *catalogue, const Document *document, GError **error)
{
    g_autoptr(GPtrArray) decisions = catalogue_decisions(catalogue, document->id, error);
    if (decisions == NULL)
        return FALSE;
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    document_put(json, document);
    review_put(json, document, received_at(catalogue, document), decisions);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *line = json_to_string(root, FALSE);
    puts(line);
    return TRUE;
}

/* --- the list -------------------------------------------------------------------------------- */

/* What came twice need not be decided twice. */
static void same_print(Catalogue *catalogue, const Document *document)
{
    g_autofree char *same_as = NULL;
    g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func(g_free);
    if (!catalogue_copies(catalogue, document->id, &same_as, copies, NULL))
        return;
    if (same_as != NULL)
        printf("      It came before: it is the same as %s.\n", same_as);
    for (guint i = 0; i < copies->len; i++)
        printf("      It came again as %s, which is read worse.\n", (char *)copies->pdata[i]);
}

static void why_print(Catalogue *catalogue, const Document *document)
{
    same_print(catalogue, document);
    if (document->proposal != NULL)
        sentences_print(document->proposal, 6);
    for (guint i = 0; i < document->reasons->len; i++)
        sentences_print(((Reason *)document->reasons->pdata[i])->sentence, 6);
}

static void row_print(Catalogue *catalogue, const Document *document)
{
    g_autofree char *since = moment_print(received_at(catalogue, document), "%Y-%m-%d %H:%M");
    g_autofree char *pages = document_pages_print(document);
    printf("%s  %s  ", document->id, since);
    cell_print(document->type, 0);
    printf(", ");
    cell_print(document->source, 0);
    printf("%s%s\n", *pages != '\0' ? ", page " : "", pages);
    why_print(catalogue, document);
    if (document->candidates->len == 0 || document->status == DOCUMENT_FILED)
        return;
    const Candidate *best = document->candidates->pdata[0];
    gboolean several = document_has_reason(document, "ambiguous-patient") ||
                       document_has_reason(document, "lookalike-patient");
    printf("      %s: ", several ? "Perhaps" : "Proposed");
    cell_print(best->name, 0);
    printf(", MRN ");
    cell_print(best->mrn, 0);
    printf(" (%u %% sure)\n", percent(best->score));
}

gboolean waiting_print(Office *office, gboolean json, GError **error)
{
    Catalogue *catalogue = office_catalogue(office);
    g_autoptr(GPtrArray) waiting = catalogue_waiting(catalogue, error);
    if (waiting == NULL ||
        !office_record(office, AUDIT_VIEWED, NULL, 0, "list of what waits for review", error))
        return FALSE;
    for (guint i = 0; i < waiting->len; i++) {
        g_autoptr(Document) document = catalogue_find_document(catalogue, waiting->pdata[i], error);
        if (document == NULL || (json && !json_print(catalogue, document, error)))
            return FALSE;
        if (!json)
            row_print(catalogue, document);
    }
    if (!json && waiting->len == 0)
        printf("Nothing waits for you.\n");
    else if (!json)
        printf("\n%u wait%s for you. 'chartward review %s' shows the first.\n", waiting->len,
               waiting->len == 1 ? "s" : "", (char *)waiting->pdata[0]);
    return TRUE;
}

/* --- one document ---------------------------------------------------------------------------- */

static void candidate_print(const Patient *patient, const Candidate *candidate, guint number)
{
    printf("\n  %u. ", number);
    cell_print(candidate->name, 0);
    printf(", born %s, MRN ", *patient->date_of_birth != '\0' ? patient->date_of_birth : "unknown");
    cell_print(candidate->mrn, 0);
    printf("%s  (%u %% sure)\n", patient->active ? "" : ", no longer on the roster",
           percent(candidate->score));
    for (guint i = 0; i < candidate->evidence->len; i++) {
        const Evidence *evidence = candidate->evidence->pdata[i];
        printf("     %s ", evidence->weight < 0 ? "against:" : "for:    ");
        cell_print(evidence->sentence, 0);
        if (evidence->source_page > 0)
            printf(" (page %u)", evidence->source_page);
        putchar('\n');
    }
}

static gboolean candidates_print(Catalogue *catalogue, const Document *document, GError **error)
{
    printf("\nWho may be meant\n");
    if (document->candidates->len == 0)
        printf("  nobody on the roster\n");
    for (guint i = 0; i < document->candidates->len; i++) {
        const Candidate *candidate = document->candidates->pdata[i];
        g_autoptr(Patient) patient = catalogue_find_patient(catalogue, candidate->patient, error);
        if (patient == NULL)
            return FALSE;
        candidate_print(patient, candidate, i + 1);
    }
    return TRUE;
}

static void fields_print(const Document *document)
{
    if (document->fields->len > 0)
        printf("\nWhat was read\n");
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        printf("  ");
        cell_print(field->name, 21);
        cell_print(field->value, 0);
        if (document_is_settled(document, field->name))
            printf("  (set by a person)");
        else
            printf("  (page %u, %u %%)", field->source_page, percent((double)field->confidence));
        putchar('\n');
    }
}

static gboolean decisions_print(Catalogue *catalogue, const Document *document, GError **error)
{
    g_autoptr(GPtrArray) decisions = catalogue_decisions(catalogue, document->id, error);
    if (decisions == NULL)
        return FALSE;
    if (decisions->len > 0)
        printf("\nWhat was decided\n");
    for (guint i = 0; i < decisions->len; i++) {
        const Decision *decision = decisions->pdata[i];
        g_autofree char *at = moment_print(decision->at, "%Y-%m-%d %H:%M");
        printf("  %s  ", at);
        cell_print(decision->by, 0);
        printf(": ");
        cell_print(decision->what, 0);
        printf("%s\n", decision->undone ? "  (undone)" : "");
    }
    return TRUE;
}

static gboolean document_print(Catalogue *catalogue, const Document *document, GError **error)
{
    g_autofree char *pages = document_pages_print(document);
    printf("%s  version %" G_GINT64_FORMAT "  %s  %s\n", document->id, document->version,
           document_status_name(document->status), document->type);
    printf("  from ");
    cell_print(document->source, 0);
    printf("%s%s\n", *pages != '\0' ? ", page " : "", pages);
    if (document->patient != 0) {
        g_autoptr(Patient) patient = catalogue_find_patient(catalogue, document->patient, error);
        if (patient == NULL)
            return FALSE;
        g_autofree char *name = patient_name(patient);
        printf("  in the chart of ");
        cell_print(name, 0);
        printf(", MRN ");
        cell_print(patient->mrn, 0);
        putchar('\n');
    }
    if (document->reasons->len > 0 || document->proposal != NULL)
        printf("\nWhy it waits\n");
    why_print(catalogue, document);
    if (!candidates_print(catalogue, document, error))
        return FALSE;
    fields_print(document);
    return decisions_print(catalogue, document, error);
}

gboolean waiting_print_document(Office *office, const char *id, gboolean json, GError **error)
{
    Catalogue *catalogue = office_catalogue(office);
    g_autoptr(Document) document = catalogue_find_document(catalogue, id, error);
    if (document == NULL ||
        !office_record(office, AUDIT_VIEWED, document->id, document->patient, "review", error))
        return FALSE;
    return json ? json_print(catalogue, document, error)
                : document_print(catalogue, document, error);
}
