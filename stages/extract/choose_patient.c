/* choose_patient.c - who a document's pages say their patient is.
 *
 * Does: name, birth date, MRN and phone of the patient; keeps what contradicts apart. Reads: facts,
 * the roster's MRNs. Writes: Document.fields. Does not: match. */
#include "choose_patient.h"

#include "name.h"
#include "unlabelled.h"

#include <string.h>

#define SAME_NAME 0.88 /* likeness of names that one person's misreadings have */

static gboolean fits_name(const Fact *fact)
{
    return fact->role == ROLE_PATIENT_NAME && fact->labelled;
}

static gboolean fits_plain_name(const Fact *fact)
{
    return fact->role == ROLE_NAME && (fact->party == PARTY_PATIENT || fact->party == PARTY_SENDER);
}

static gboolean fits_addressee(const Fact *fact)
{
    return fact->role == ROLE_PATIENT_NAME && !fact->labelled;
}

/* Insurers call the patient their member. */
static gboolean fits_member(const Fact *fact)
{
    return fact->role == ROLE_INSURED_NAME ||
           (fact->role == ROLE_NAME && fact->party == PARTY_INSURED);
}

static gboolean is_from_payer(const Document *document)
{
    return strcmp(document->type, "prior-authorization") == 0 ||
           strcmp(document->type, "explanation-of-benefits") == 0;
}

static gboolean fits_birth(const Fact *fact)
{
    return fact->role == ROLE_DOB && fact->party != PARTY_INSURED && fact->party != PARTY_OTHER;
}

/* In a form without sections the patient's birth date may follow the insured person's name. */
static gboolean fits_any_birth(const Fact *fact)
{
    return fact->role == ROLE_DOB;
}

static gboolean fits_mrn(const Fact *fact)
{
    return fact->role == ROLE_MRN;
}

static gboolean fits_phone(const Fact *fact)
{
    return fact->role == ROLE_PATIENT_PHONE ||
           (fact->role == ROLE_PHONE && fact->party == PARTY_PATIENT);
}

static int word_order(gconstpointer one, gconstpointer other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

static char *words_sorted(const char *folded)
{
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    qsort(words, g_strv_length(words), sizeof(char *), word_order);
    return g_strjoinv("", words);
}

/* Alike as they stand, or when a lost comma has turned them round. */
static gboolean same_person(const char *one, const char *other)
{
    if (name_similarity(one, other) >= SAME_NAME)
        return TRUE;
    g_autofree char *a = words_sorted(one);
    g_autofree char *b = words_sorted(other);
    return name_similarity(a, b) >= SAME_NAME;
}

/* TRUE when a misreading would be letter by letter another patient's name: "Jaylen" may be Jayden's
 * twin. */
static gboolean is_anothers_name(const Roster *roster, const char *value, const char *best)
{
    g_autoptr(PersonName) name = person_name_parse(value);
    g_autoptr(PersonName) ours = person_name_parse(best);
    if (roster == NULL || name == NULL || ours == NULL ||
        (same_value(name->last, ours->last) && same_value(name->first, ours->first)))
        return FALSE;
    return roster_lookup_called(roster, name->last, name->first) != NULL;
}

/* All values that differ more than by misreading; two birth dates or two MRNs are never one. */
static gboolean identifiers_add(Document *document, const char *field, const GPtrArray *pages,
                                FactFits fits, const Roster *roster)
{
    gboolean is_name = strcmp(field, "patient_name") == 0;
    g_autoptr(GArray) opinions = opinions_of(pages, fits);
    const Opinion *best = opinion_best(opinions);
    if (best == NULL)
        return FALSE;
    opinion_field_add(document, field, best);
    g_autofree char *best_folded = name_fold(best->best->value);
    for (guint i = 0; i < opinions->len; i++) {
        const Opinion *other = &g_array_index(opinions, Opinion, i);
        if (other == best)
            continue;
        g_autofree char *folded = name_fold(other->best->value);
        if (is_name && same_person(folded, best_folded) &&
            !is_anothers_name(roster, other->best->value, best->best->value))
            continue;
        opinion_field_add(document, field, other);
    }
    return TRUE;
}

static const char *zeros_skip(const char *mrn)
{
    while (*mrn == '0')
        mrn++;
    return mrn;
}

static gboolean roster_has_mrn(const Roster *roster, const char *mrn)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
    roster_block(roster, NULL, NULL, NULL, mrn, NULL, NULL, found);
    for (guint i = 0; i < found->len; i++) {
        const Patient *patient = roster_patient(roster, g_array_index(found, guint, i));
        if (strcmp(zeros_skip(patient->mrn), zeros_skip(mrn)) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Claims print the practice's number of the patient as account, reports as "ID": it may be the MRN.
 */
static void mrn_from_account(Document *document, const GPtrArray *pages, const Roster *roster)
{
    for (guint p = 0; p < pages->len; p++) {
        const PageFacts *page = g_ptr_array_index(pages, p);
        for (guint i = 0; i < page->facts->len; i++) {
            const Fact *fact = g_ptr_array_index(page->facts, i);
            if ((fact->role != ROLE_ACCOUNT && fact->role != ROLE_MEMBER_ID) ||
                !roster_has_mrn(roster, fact->value))
                continue;
            Opinion opinion = {fact, 1 - fact->confidence, 0};
            opinion_field_add(document, "mrn", &opinion);
            return;
        }
    }
}

/* --- the patient's phone ----------------------------------------------------------------------
 */

/* Forms without sections name the insured person before the patient's phone; the first one is the
 * patient's. */
static gboolean fits_claim_phone(const Fact *fact)
{
    return fact->role == ROLE_PHONE && (fact->party == PARTY_INSURED || fact->party == PARTY_OTHER);
}

void patient_phone_choose(Document *document, const GPtrArray *pages)
{
    g_autoptr(GArray) opinions = opinions_of(pages, fits_phone);
    const Opinion *best = opinion_best(opinions);
    if (best != NULL) {
        opinion_field_add(document, "phone", best);
        return;
    }
    g_autoptr(GArray) others = opinions_of(pages, fits_claim_phone);
    if (others->len > 0 && strcmp(document->type, "claim-form") == 0)
        opinion_field_add(document, "phone", &g_array_index(others, Opinion, 0));
}

/* "Last Name" and "First Name" in fields of their own. */
static void name_from_parts(Document *document, const GPtrArray *pages)
{
    static const Role roles[] = {ROLE_LAST_NAME, ROLE_FIRST_NAME, ROLE_MIDDLE_NAME};
    const Fact *parts[G_N_ELEMENTS(roles)] = {NULL};
    for (guint p = 0; p < pages->len; p++) {
        const PageFacts *page = g_ptr_array_index(pages, p);
        for (guint i = 0; i < page->facts->len; i++) {
            const Fact *fact = g_ptr_array_index(page->facts, i);
            for (guint k = 0; k < G_N_ELEMENTS(roles); k++)
                if (fact->role == roles[k] && parts[k] == NULL && fact->party != PARTY_INSURED)
                    parts[k] = fact;
        }
    }
    if (parts[0] == NULL || parts[1] == NULL || parts[0]->first == parts[1]->first)
        return;
    g_autofree char *text =
        g_strdup_printf("%s, %s%s%s", parts[0]->value, parts[1]->value, parts[2] != NULL ? " " : "",
                        parts[2] != NULL ? parts[2]->value : "");
    g_autofree char *raw = g_strdup_printf("%s %s", parts[0]->raw, parts[1]->raw);
    g_autoptr(PersonName) name = person_name_parse(text);
    if (name == NULL)
        return;
    g_autofree char *value = person_name_print(name);
    g_ptr_array_add(document->fields, field_new("patient_name", value, raw, parts[0]->source_page,
                                                box_join(parts[0]->box, parts[1]->box),
                                                MIN(parts[0]->confidence, parts[1]->confidence)));
}

/* --- the fields ------------------------------------------------------------------------------ */

void patient_name_choose(Document *document, const GPtrArray *pages, const Roster *roster)
{
    if (!identifiers_add(document, "patient_name", pages, fits_name, roster) &&
        !identifiers_add(document, "patient_name", pages, fits_plain_name, roster))
        name_from_parts(document, pages);
    if (document_lookup_field(document, "patient_name") == NULL)
        identifiers_add(document, "patient_name", pages, fits_addressee, roster);
    if (document_lookup_field(document, "patient_name") == NULL && is_from_payer(document))
        identifiers_add(document, "patient_name", pages, fits_member, roster);
}

void patient_birth_choose(Document *document, const GPtrArray *pages, const Roster *roster)
{
    if (!identifiers_add(document, "date_of_birth", pages, fits_birth, roster) &&
        !identifiers_add(document, "date_of_birth", pages, fits_any_birth, roster))
        birth_find_unlabelled(document, pages, roster);
}

void patient_mrn_choose(Document *document, const GPtrArray *pages, const Roster *roster)
{
    if (!identifiers_add(document, "mrn", pages, fits_mrn, roster))
        mrn_from_account(document, pages, roster);
    if (document_lookup_field(document, "mrn") == NULL)
        mrn_find_unlabelled(document, pages, roster);
}
