/* file.c - the decision: into whose chart a document goes, or why a person must look at it.
 *
 * Does: put the likeliest patient through the firewall, hold what is doubtful, in sentences that
 * say what to do. Reads: candidates, pages, roster, settings. Does not: write or commit anything.
 */
#include "match/file.h"

#include "match/firewall.h"
#include "match/others.h"
#include "match/settle.h"
#include "stage.h"

#include <string.h>

/* By the name alone, each of so many namesakes may be meant; a Sr is not for a Jr. */
static const double namesake_score = 0.05;

/* --- pages ----------------------------------------------------------------------------------- */

/* What a fax machine prints over a page tells nothing of the page. */
static gboolean says_something(const Page *page)
{
    for (guint i = 0; i < page->words->len; i++)
        if (!(((const Word *)page->words->pdata[i])->flags & WORD_HEADER))
            return TRUE;
    return FALSE;
}

static void content_check(Document *document, const Page *page, double least)
{
    if (!says_something(page))
        document_add_reason(document, "no-english-text",
                            "No English text was made out on page %u: it may be handwriting, a "
                            "picture or another script. Look at it: nothing tells whose it is.",
                            page->source_page);
    else if (page_confidence(page) < least)
        document_add_reason(document, "low-confidence-text",
                            "Page %u is so hard to read that the text may be wrong. Compare "
                            "name and birth date with the page.",
                            page->source_page);
}

static void pages_check(Document *document, const Settings *settings)
{
    double least = settings_number(settings, SETTING_TEXT_CONFIDENCE);
    if (document_content_pages(document) == 0)
        document_add_reason(document, "missing-identifiers",
                            "There are only cover or blank pages. Look whether something is "
                            "missing; then reject it, or choose its patient.");
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);
        if (page->kind == PAGE_UNREADABLE)
            document_add_reason(document, "unreadable-page",
                                "Page %u cannot be read. Look at it, and ask the sender for it "
                                "again if need be.",
                                page->source_page);
        else if (page->kind == PAGE_CONTENT)
            content_check(document, page, least);
    }
}

/* --- patient --------------------------------------------------------------------------------- */

/* The first candidates as a list for a sentence. */
static char *candidates_words(const Document *document)
{
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < document->candidates->len; i++) {
        const Candidate *candidate = g_ptr_array_index(document->candidates, i);
        g_string_append_printf(words, "%s%s (MRN %s)", i > 0 ? "; " : "", candidate->name,
                               candidate->mrn);
    }
    return g_string_free(words, FALSE);
}

/* TRUE when more is printed than a name, or nothing at all is to be done with it. */
static gboolean print_check(Document *document, const Printed *printed)
{
    gboolean number = FALSE;
    for (guint which = IDENTIFIER_BIRTH; which <= IDENTIFIER_MEMBER; which++)
        number = number || printed->fields[which]->len > 0;
    if (number)
        return TRUE;
    if (printed->names->len == 0) {
        document_add_reason(document, "missing-identifiers",
                            "No patient's name or number was found. Choose the patient, or reject "
                            "the document.");
        return FALSE;
    }
    guint namesakes = 0;
    for (guint i = 0; i < document->candidates->len; i++) {
        const Candidate *candidate = g_ptr_array_index(document->candidates, i);
        namesakes += candidate->score >= namesake_score;
    }
    const Field *name = g_ptr_array_index(printed->fields[IDENTIFIER_NAME], 0);
    g_autofree char *words = candidates_words(document);
    document_add_reason(
        document, "missing-identifiers",
        "Nothing but the name %s identifies the patient%s%s. Compare with the chart "
        "and choose.",
        name->value, *words != '\0' ? "; likely: " : "", words);
    if (namesakes > 1)
        document_add_reason(document, "ambiguous-patient",
                            "More than one patient is called %s: %s.", name->value, words);
    return FALSE;
}

static void standing_check(Document *document, const Patient *patient)
{
    g_autofree char *name = patient_name(patient);
    if (!patient->active)
        document_add_reason(document, "no-patient-found",
                            "%s (MRN %s) is no longer in the patient list. Choose the patient, or "
                            "bring this one back.",
                            name, patient->mrn);
    if (g_str_has_prefix(patient->mrn, "NEW-"))
        document_add_reason(document, "provisional-patient",
                            "%s has no record number yet (%s). Enter this person into the practice "
                            "software, or file it by hand.",
                            name, patient->mrn);
}

static void score_check(Document *document, const Candidate *best, const Settings *settings)
{
    double least = settings_number(settings, SETTING_FILE_SCORE);
    if (best->score >= least)
        return;
    g_autofree char *words = candidates_words(document);
    document_add_reason(document, "ambiguous-patient",
                        "It is not sure enough whose this is (%.0f %%, asked for are %.0f %%). "
                        "Choose between %s.",
                        100 * best->score, 100 * least, words);
}

static void patient_check(Document *document, const Printed *printed, const Roster *roster,
                          const Nicknames *nicknames, const Settings *settings)
{
    if (!print_check(document, printed))
        return;
    const Candidate *best =
        document->candidates->len == 0 ? NULL : g_ptr_array_index(document->candidates, 0);
    const Patient *patient = best == NULL ? NULL : roster_lookup_id(roster, best->patient);
    if (patient == NULL) {
        document_add_reason(document, "no-patient-found",
                            "Nobody on the roster fits what is printed. Choose the patient, or add "
                            "this person.");
        return;
    }
    Proposal proposal = {document, printed,
                         patient,  evidence_compare(printed, patient, roster, nicknames),
                         roster,   nicknames};
    guint reasons = document->reasons->len;
    firewall_contradictions(&proposal);
    /* With a contradiction to be cleared up first, what is missing would only distract. */
    if (document->reasons->len == reasons) {
        firewall_identifiers(&proposal);
        firewall_lookalikes(&proposal);
    }
    standing_check(document, patient);
    if (document->reasons->len == reasons)
        score_check(document, best, settings);
    if (document->reasons->len == reasons)
        firewall_others(&proposal);
}

/* --- decision -------------------------------------------------------------------------------- */

void file_document(Document *document, const Roster *roster, const Nicknames *nicknames,
                   const Settings *settings)
{
    if (document->status == DOCUMENT_FAILED)
        return;
    g_autoptr(Printed) printed = printed_new(document);
    pages_check(document, settings);
    if (document_content_pages(document) > 0)
        patient_check(document, printed, roster, nicknames, settings);
    g_clear_pointer(&document->patient_mrn, g_free);
    document->patient = 0;
    document->patient_score = 0;
    document->status = DOCUMENT_REVIEW;
    if (document->reasons->len > 0)
        return;
    const Candidate *best = g_ptr_array_index(document->candidates, 0);
    document->status = DOCUMENT_FILED;
    document->patient = best->patient;
    document->patient_mrn = g_strdup(best->mrn);
    document->patient_score = best->score;
    fields_settle(document, roster_lookup_id(roster, best->patient), roster, nicknames);
}

static gpointer file_open(const StageSetup *setup, GError **error)
{
    return nicknames_load(setup->data_folder, error);
}

static void file_close(gpointer state)
{
    nicknames_free(state);
}

static gboolean file_batch(gpointer state, Batch *batch, G_GNUC_UNUSED GError **error)
{
    for (guint i = 0; i < batch->documents->len; i++)
        file_document(g_ptr_array_index(batch->documents, i), batch->roster, state,
                      batch->settings);
    return TRUE;
}

const Stage file_stage = {
    .name = "file",
    .version = 3,
    .needs = PART_FIELDS | PART_CANDIDATES,
    .makes = PART_DECISION,
    .open = file_open,
    .batch = file_batch,
    .close = file_close,
};
