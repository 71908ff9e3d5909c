/* choose.c - which of the facts on a document's pages become its fields.
 *
 * Does: per type of document, an order of roles for each field; joins what is said several times;
 * keeps contradicting identifiers apart. Reads: facts. Writes: Document.fields. */
#include "choose.h"

#include "name.h"
#include "orders.h"

#include <math.h>
#include <string.h>

#define CONFIDENCE_LEAST 0.30 /* less is not worth a person's look */
#define CONFIDENCE_MOST  0.99
#define REPEATED         0.5  /* how much a repetition of a value counts as evidence of its own */
#define UNLIKE_SUM       0.8  /* factor for a total that its lines do not make */
#define SAME_NAME        0.88 /* likeness of names that one person's misreadings have */
#define LATE_FACT        0.08 /* what the middle of a page loses against its head */
#define LATER_ROLE       0.97 /* per role further down in the order */

enum { OPINIONS_MOST = 200, HEAD_ROWS = 18 };

/* --- joining what is said several times ---------------------------------------------------------
 */

typedef struct {
    const Fact *best;
    double doubt; /* product of the doubts of all that say so */
    guint rank;   /* of its role in the order */
} Opinion;

static double opinion_confidence(const Opinion *opinion)
{
    double confidence = 1 - opinion->doubt;
    for (guint i = 0; i < opinion->rank; i++)
        confidence *= LATER_ROLE;
    return MIN(confidence, CONFIDENCE_MOST);
}

static gboolean same_value(const char *one, const char *other)
{
    g_autofree char *a = name_fold(one);
    g_autofree char *b = name_fold(other);
    return strcmp(a, b) == 0;
}

static void opinion_note(GArray *opinions, const Fact *fact, guint rank)
{
    for (guint i = 0; i < opinions->len; i++) {
        Opinion *opinion = &g_array_index(opinions, Opinion, i);
        if (!same_value(opinion->best->value, fact->value))
            continue;
        opinion->doubt *= 1 - REPEATED * fact->confidence;
        opinion->rank = MIN(opinion->rank, rank);
        if (fact->confidence > opinion->best->confidence)
            opinion->best = fact;
        return;
    }
    if (opinions->len >= OPINIONS_MOST)
        return;
    Opinion opinion = {fact, 1 - fact->confidence, rank};
    g_array_append_val(opinions, opinion);
}

static void field_add(Document *document, const char *name, const Opinion *opinion)
{
    double confidence = opinion_confidence(opinion);
    if (confidence < CONFIDENCE_LEAST)
        return;
    const Fact *fact = opinion->best;
    g_ptr_array_add(document->fields, field_new(name, fact->value, fact->raw, fact->source_page,
                                                fact->box, (float)confidence));
}

static gboolean fact_in_head(const Fact *fact)
{
    return fact->row < HEAD_ROWS;
}

static const Opinion *opinion_best(const GArray *opinions)
{
    const Opinion *best = NULL;
    double best_worth = 0;
    for (guint i = 0; i < opinions->len; i++) {
        const Opinion *opinion = &g_array_index(opinions, Opinion, i);
        /* The head of a document speaks of itself, its text may tell of other visits. */
        double worth = opinion_confidence(opinion) - (fact_in_head(opinion->best) ? 0 : LATE_FACT);
        if (best == NULL || worth > best_worth) {
            best = opinion;
            best_worth = worth;
        }
    }
    return best;
}

/* --- one field by its order of roles ------------------------------------------------------------
 */

static void field_by_order(Document *document, const GPtrArray *pages, const char *field)
{
    for (guint rank = 0; rank < ORDER_RANKS; rank++) {
        g_autoptr(GArray) opinions = g_array_new(FALSE, FALSE, sizeof(Opinion));
        for (guint p = 0; p < pages->len; p++) {
            const PageFacts *page = g_ptr_array_index(pages, p);
            for (guint i = 0; i < page->facts->len; i++) {
                const Fact *fact = g_ptr_array_index(page->facts, i);
                if (order_rank(fact, field, document->type) == rank)
                    opinion_note(opinions, fact, rank);
            }
        }
        const Opinion *best = opinion_best(opinions);
        if (best == NULL || opinion_confidence(best) < CONFIDENCE_LEAST)
            continue;
        field_add(document, field, best);
        return;
    }
}

/* --- identifiers of the patient ------------------------------------------------------------------
 */

typedef gboolean (*FactFits)(const Fact *fact);

static GArray *opinions_of(const GPtrArray *pages, FactFits fits)
{
    GArray *opinions = g_array_new(FALSE, FALSE, sizeof(Opinion));
    for (guint p = 0; p < pages->len; p++) {
        const PageFacts *page = g_ptr_array_index(pages, p);
        for (guint i = 0; i < page->facts->len; i++) {
            const Fact *fact = g_ptr_array_index(page->facts, i);
            if (fits(fact))
                opinion_note(opinions, fact, 0);
        }
    }
    return opinions;
}

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
    return fact->role == ROLE_INSURED_NAME;
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

/* All values that differ more than by misreading; two birth dates or two MRNs are never one. */
static gboolean identifiers_add(Document *document, const char *field, const GPtrArray *pages,
                                FactFits fits, gboolean is_name)
{
    g_autoptr(GArray) opinions = opinions_of(pages, fits);
    const Opinion *best = opinion_best(opinions);
    if (best == NULL)
        return FALSE;
    field_add(document, field, best);
    g_autofree char *best_folded = name_fold(best->best->value);
    for (guint i = 0; i < opinions->len; i++) {
        const Opinion *other = &g_array_index(opinions, Opinion, i);
        if (other == best)
            continue;
        g_autofree char *folded = name_fold(other->best->value);
        if (is_name && same_person(folded, best_folded))
            continue;
        field_add(document, field, other);
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
            field_add(document, "mrn", &opinion);
            return;
        }
    }
}

/* Forms without sections name the insured person before the patient's phone; the first one is the
 * patient's. */
static gboolean fits_claim_phone(const Fact *fact)
{
    return fact->role == ROLE_PHONE && fact->party == PARTY_INSURED;
}

static void phone_add(Document *document, const GPtrArray *pages)
{
    g_autoptr(GArray) opinions = opinions_of(pages, fits_phone);
    const Opinion *best = opinion_best(opinions);
    if (best != NULL) {
        field_add(document, "phone", best);
        return;
    }
    g_autoptr(GArray) others = opinions_of(pages, fits_claim_phone);
    if (others->len > 0 && strcmp(document->type, "claim-form") == 0)
        field_add(document, "phone", &g_array_index(others, Opinion, 0));
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

/* --- codes
 * ---------------------------------------------------------------------------------------- */

static gboolean fits_icd(const Fact *fact)
{
    return fact->role == ROLE_ICD;
}

static gboolean fits_cpt(const Fact *fact)
{
    return fact->role == ROLE_CPT;
}

static int opinion_by_place(gconstpointer one, gconstpointer other)
{
    const Fact *a = ((const Opinion *)one)->best, *b = ((const Opinion *)other)->best;
    if (a->source_page != b->source_page)
        return a->source_page < b->source_page ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

/* As they stand: the first diagnosis is the principal one. */
static void codes_add(Document *document, const char *field, const GPtrArray *pages, FactFits fits)
{
    g_autoptr(GArray) opinions = opinions_of(pages, fits);
    g_array_sort(opinions, opinion_by_place);
    for (guint i = 0; i < opinions->len; i++)
        field_add(document, field, &g_array_index(opinions, Opinion, i));
}

/* The charges of the service lines, in cents; 0: none. */
static gint64 charges_sum(const GPtrArray *pages)
{
    gint64 cents = 0;
    for (guint p = 0; p < pages->len; p++) {
        const PageFacts *page = g_ptr_array_index(pages, p);
        for (guint i = 0; i < page->facts->len; i++) {
            const Fact *fact = g_ptr_array_index(page->facts, i);
            if (fact->role == ROLE_AMOUNT)
                cents += llround(g_ascii_strtod(fact->value, NULL) * 100);
        }
    }
    return cents;
}

/* The lines of a claim add up to its total: then it is sure. "267.00" with lines of 3267.00 has
 * lost its first digit. */
static void total_check(Document *document, const GPtrArray *pages)
{
    for (guint i = 0; i < document->fields->len; i++) {
        Field *field = g_ptr_array_index(document->fields, i);
        if (strcmp(field->name, "total_charge") != 0)
            continue;
        gint64 cents = charges_sum(pages);
        g_autofree char *sum =
            g_strdup_printf("%" G_GINT64_FORMAT ".%02d", cents / 100, (int)(cents % 100));
        if (cents == 0)
            return;
        if (strcmp(sum, field->value) == 0) {
            field->confidence = (float)CONFIDENCE_MOST;
        } else if (g_str_has_suffix(sum, field->value)) {
            g_free(field->value);
            field->value = g_steal_pointer(&sum);
        } else {
            field->confidence *= (float)UNLIKE_SUM;
        }
        return;
    }
}

/* A report of a laboratory has an "ID #" as well. */
static gboolean has_insurance(const Document *document)
{
    static const char *const types[] = {"claim-form",     "explanation-of-benefits",
                                        "referral",       "prior-authorization",
                                        "refill-request", NULL};
    return g_strv_contains(types, document->type) ||
           document_lookup_field(document, "payer") != NULL;
}

void fields_choose(Document *document, const GPtrArray *pages, const Roster *roster)
{
    if (!identifiers_add(document, "patient_name", pages, fits_name, TRUE) &&
        !identifiers_add(document, "patient_name", pages, fits_plain_name, TRUE))
        name_from_parts(document, pages);
    if (document_lookup_field(document, "patient_name") == NULL)
        identifiers_add(document, "patient_name", pages, fits_addressee, TRUE);
    if (document_lookup_field(document, "patient_name") == NULL && is_from_payer(document))
        identifiers_add(document, "patient_name", pages, fits_member, TRUE);
    if (!identifiers_add(document, "date_of_birth", pages, fits_birth, FALSE))
        identifiers_add(document, "date_of_birth", pages, fits_any_birth, FALSE);
    field_by_order(document, pages, "date_of_service");
    if (!identifiers_add(document, "mrn", pages, fits_mrn, FALSE))
        mrn_from_account(document, pages, roster);
    field_by_order(document, pages, "provider");
    field_by_order(document, pages, "referring_provider");
    field_by_order(document, pages, "npi");
    field_by_order(document, pages, "facility");
    codes_add(document, "icd10", pages, fits_icd);
    codes_add(document, "cpt", pages, fits_cpt);
    field_by_order(document, pages, "payer");
    if (has_insurance(document))
        field_by_order(document, pages, "member_id");
    field_by_order(document, pages, "authorization_number");
    field_by_order(document, pages, "total_charge");
    total_check(document, pages);
    field_by_order(document, pages, "appointment");
    phone_add(document, pages);
    field_by_order(document, pages, "sex");
}
