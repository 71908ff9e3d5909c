/* choose.c - which of the facts on a document's pages become its fields.
 *
 * Does: per type of document, an order of roles for each field; codes in their order; claim
 * arithmetic. Reads: facts. Writes: Document.fields. */
#include "choose.h"

#include "barcode_mrn.h"
#include "choose_patient.h"
#include "orders.h"
#include "unlabelled.h"

#include <math.h>
#include <string.h>

enum {
    TIME_TOKENS = 6,
    DATE_LENGTH = 10, /* of "2026-02-28T17:42" */
};

#define TOTAL_SURE 0.99 /* of a total that its lines make */
#define UNLIKE_SUM 0.8  /* factor for a total that its lines do not make */

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
        if (best != NULL && opinion_field_add(document, field, best))
            return;
    }
}

/* --- codes and charges ----------------------------------------------------------------------- */

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
        opinion_field_add(document, field, &g_array_index(opinions, Opinion, i));
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
            field->confidence = (float)TOTAL_SURE;
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

/* "Date: December 1, 2026" and "Time: 10:30 AM" in fields of their own, on a notice of a visit. */
static void appointment_from_parts(Document *document, const GPtrArray *pages)
{
    for (guint p = 0; p < pages->len; p++) {
        const PageFacts *page = g_ptr_array_index(pages, p);
        for (guint i = 0; i < page->facts->len; i++) {
            const Fact *fact = g_ptr_array_index(page->facts, i);
            guint after = fact->first + fact->count, at, length;
            char clock[6];
            if ((fact->role != ROLE_DATE_PLAIN && fact->role != ROLE_DATE_SERVICE) ||
                !fact->labelled ||
                !time_scan(page->lines, after, MIN(TIME_TOKENS, page->lines->tokens->len - after),
                           clock, &at, &length))
                continue;
            g_autofree char *value = g_strdup_printf("%sT%s", fact->value, clock);
            g_autofree char *raw = lines_text(page->lines, fact->first, at + length - fact->first);
            g_ptr_array_add(
                document->fields,
                field_new("appointment", value, raw, fact->source_page,
                          lines_box(page->lines, fact->first, at + length - fact->first),
                          fact->confidence));
            return;
        }
    }
}

/* A visit to come is later than the one told of, and nobody was given one at birth. A letter may
 * have the date of the visit itself in its head. */
static gboolean appointment_is_past(const Document *document, const char *moment)
{
    const Field *birth = document_lookup_field(document, "date_of_birth");
    const Field *visit = document_lookup_field(document, "date_of_service");
    if (birth != NULL && strncmp(moment, birth->value, DATE_LENGTH) <= 0)
        return TRUE;
    return visit != NULL && strcmp(document->type, "appointment-notice") != 0 &&
           strncmp(moment, visit->value, DATE_LENGTH) < type_is_clinical(document->type);
}

static void appointments_past_drop(const Document *document, const GPtrArray *pages)
{
    for (guint p = 0; p < pages->len; p++) {
        PageFacts *page = g_ptr_array_index(pages, p);
        for (guint i = page->facts->len; i-- > 0;) {
            const Fact *fact = g_ptr_array_index(page->facts, i);
            if (fact->role == ROLE_APPOINTMENT && appointment_is_past(document, fact->value))
                g_ptr_array_remove_index(page->facts, i);
        }
    }
}

void fields_choose(Document *document, const GPtrArray *pages, const Roster *roster)
{
    patient_name_choose(document, pages, roster);
    patient_birth_choose(document, pages, roster);
    person_find_by_number(document, pages, roster);
    person_find_unlabelled(document, pages, roster);
    field_by_order(document, pages, "date_of_service");
    patient_mrn_choose(document, pages, roster);
    barcode_mrns_add(document, roster);
    field_by_order(document, pages, "provider");
    field_by_order(document, pages, "referring_provider");
    field_by_order(document, pages, "npi");
    field_by_order(document, pages, "facility");
    codes_add(document, "icd10", pages, fits_icd);
    codes_add(document, "cpt", pages, fits_cpt);
    field_by_order(document, pages, "payer");
    if (has_insurance(document)) {
        field_by_order(document, pages, "member_id");
        if (document_lookup_field(document, "member_id") == NULL)
            member_find_unlabelled(document, pages, roster);
    }
    field_by_order(document, pages, "authorization_number");
    field_by_order(document, pages, "total_charge");
    total_check(document, pages);
    appointments_past_drop(document, pages);
    field_by_order(document, pages, "appointment");
    if (strcmp(document->type, "appointment-notice") == 0 &&
        document_lookup_field(document, "appointment") == NULL)
        appointment_from_parts(document, pages);
    patient_phone_choose(document, pages);
    field_by_order(document, pages, "sex");
}
