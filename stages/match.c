/* match.c - whose a document may be: probabilistic record linkage against the roster.
 *
 * Does: block, compare, weigh (Fellegi and Sunter 1969), name the five likeliest patients with all
 * evidence. Reads: Document.fields, the roster, dict/nicknames. Does not: decide: that is file's.
 */
#include "match/match.h"

#include "match/evidence.h"
#include "match/support.h"
#include "match/weights.h"
#include "stage.h"

#include <stdlib.h>

enum { CANDIDATES_MOST = 5, WEIGHT_LEAST = 4 };

typedef struct {
    const Patient *patient;
    Comparison comparison;
    double score, support;
} Contender;

static int contender_compare(gconstpointer one, gconstpointer other)
{
    const Contender *a = one, *b = other;
    double ours = a->comparison.weight + a->support, theirs = b->comparison.weight + b->support;
    if (ours != theirs)
        return ours < theirs ? 1 : -1;
    return (a->patient->id > b->patient->id) - (a->patient->id < b->patient->id);
}

static GArray *contenders_weigh(const Printed *printed, const Roster *roster,
                                const Nicknames *nicknames)
{
    g_autoptr(GArray) found = printed_block(printed, roster, nicknames);
    GArray *contenders = g_array_sized_new(FALSE, TRUE, sizeof(Contender), found->len);
    for (guint i = 0; i < found->len; i++) {
        Contender contender = {.patient = roster_patient(roster, g_array_index(found, guint, i))};
        contender.comparison = evidence_compare(printed, contender.patient, roster, nicknames);
        g_array_append_val(contenders, contender);
    }
    g_array_sort(contenders, contender_compare);
    return contenders;
}

static void contenders_score(GArray *contenders, guint roster_patients)
{
    g_autofree double *weights = g_new0(double, contenders->len + 1);
    for (guint i = 0; i < contenders->len; i++)
        weights[i] = g_array_index(contenders, Contender, i).comparison.weight;
    weights_to_scores(weights, contenders->len, roster_patients);
    for (guint i = 0; i < contenders->len; i++)
        g_array_index(contenders, Contender, i).score = weights[i];
}

/* Whom the identifiers leave nearly equal, the rest of the print puts in order. The scores are
 * those of the identifiers: who comes first by this alone has less than half of them. */
static Support *contenders_support(GArray *contenders, const Document *document)
{
    Contender *all = (Contender *)(void *)contenders->data;
    guint near = 0;
    while (near < contenders->len &&
           all[0].comparison.weight - all[near].comparison.weight < support_most)
        near++;
    if (near < 2)
        return NULL;
    Support *support = support_new(document);
    for (guint i = 0; i < near; i++)
        all[i].support = support_weigh(support, all[i].patient);
    g_array_sort(contenders, contender_compare);
    return support;
}

static Candidate *candidate_from(const Contender *contender, const Support *support)
{
    const Patient *patient = contender->patient;
    g_autofree char *name = patient_name(patient);
    Candidate *candidate = candidate_new(patient->id, patient->mrn, name, contender->score);
    g_ptr_array_unref(candidate->evidence);
    candidate->evidence = evidence_list(&contender->comparison, patient);
    if (support != NULL)
        support_tell(support, patient, candidate->evidence);
    return candidate;
}

void match_document(Document *document, const Roster *roster, const Nicknames *nicknames)
{
    g_ptr_array_set_size(document->candidates, 0);
    g_autoptr(Printed) printed = printed_new(document);
    g_autoptr(GArray) contenders = contenders_weigh(printed, roster, nicknames);
    contenders_score(contenders, roster_size(roster));
    g_autoptr(Support) support = contenders_support(contenders, document);
    for (guint i = 0; i < MIN(contenders->len, CANDIDATES_MOST); i++) {
        const Contender *contender = &g_array_index(contenders, Contender, i);
        if (contender->comparison.weight >= WEIGHT_LEAST)
            g_ptr_array_add(document->candidates, candidate_from(contender, support));
    }
}

static gpointer match_open(const StageSetup *setup, GError **error)
{
    return nicknames_load(setup->data_folder, error);
}

static void match_close(gpointer state)
{
    nicknames_free(state);
}

static gboolean match_batch(gpointer state, Batch *batch, G_GNUC_UNUSED GError **error)
{
    for (guint i = 0; i < batch->documents->len; i++)
        match_document(g_ptr_array_index(batch->documents, i), batch->roster, state);
    return TRUE;
}

const Stage match_stage = {
    .name = "match",
    .version = 3,
    .needs = PART_DOCUMENTS | PART_TYPE | PART_FIELDS,
    .makes = PART_CANDIDATES,
    .open = match_open,
    .batch = match_batch,
    .close = match_close,
};
