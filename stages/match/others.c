/* others.c - who else than its patient stands on a document's pages.
 *
 * Does: look for other patients' record numbers and names with birth dates among the words, hold
 * what has them. Reads: pages, the roster. Does not: look at fields: what contradicts there is
 * firewall.c's. */
#include "others.h"

#include "look.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    RARE_DIGITS = 4, /* one number in so many tens is a patient's: it is none by chance */
    NEAR_ROWS = 2,   /* between a name and the birth date of a label */
    CHILD_YEARS = 18,
};

/* --- record numbers --------------------------------------------------------------------------- */

/* Where many numbers are patients', one of them on a page is a patient's by chance. */
static gboolean number_is_rare(const Roster *roster, const char *number)
{
    return pow(10, (double)strlen(zeros_skip(number)) - RARE_DIGITS) >= roster_size(roster);
}

static const Patient *other_by_number(const Look *look, guint at)
{
    const Proposal *proposal = look->proposal;
    g_autofree char *number = word_bare(lines_token(look->lines, at)->text);
    if (!may_be_mrn(number) || strcmp(number, proposal->patient->member_id) == 0 ||
        roster_mrn_shared(proposal->roster, number))
        return NULL;
    const Patient *other = roster_lookup_mrn(proposal->roster, number);
    if (other == NULL || other == proposal->patient)
        return NULL;
    gboolean told = number_is_rare(proposal->roster, number) ||
                    (look_has_word(look, other->last) && look_has_word(look, other->first));
    return told ? other : NULL;
}

/* --- birth dates ------------------------------------------------------------------------------ */

static gboolean rows_name(const Look *look, guint r, const Patient *patient)
{
    for (guint k = r < NEAR_ROWS ? 0 : r - NEAR_ROWS;
         k < MIN(r + NEAR_ROWS + 1, look->lines->rows->len); k++)
        if (look_row_names(look, k, patient))
            return TRUE;
    return FALSE;
}

static const Patient *born_on(const Look *look, guint r, const char *iso)
{
    const Roster *roster = look->proposal->roster;
    const Patient *patient = look->proposal->patient;
    /* Who was born on the same day may have the same name: that is for the look-alikes. */
    if (strcmp(iso, patient->date_of_birth) == 0 && rows_name(look, r, patient))
        return NULL;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
    roster_block(roster, NULL, NULL, iso, NULL, NULL, NULL, found);
    for (guint i = 0; i < found->len; i++) {
        const Patient *other = roster_patient(roster, g_array_index(found, guint, i));
        if (other != patient && other->active && strcmp(other->date_of_birth, iso) == 0 &&
            rows_name(look, r, other))
            return other;
    }
    return NULL;
}

/* Somebody whose birth date stands in the row and whose name beside, above or below it. */
static const Patient *other_by_birth(const Look *look, guint r)
{
    const Row *row = lines_row(look->lines, r);
    guint end = row->first + row->count, at, length;
    char iso[ISO_DATE_SIZE];
    for (guint from = row->first; from < end && date_scan(look->lines, from, end - from, DATE_BIRTH,
                                                          look->today, iso, &at, &length);
         from = at + length) {
        const Patient *other = born_on(look, r, iso);
        if (other != NULL)
            return other;
    }
    return NULL;
}

static const Patient *other_on_page(const Look *look)
{
    for (guint at = 0; at < look->lines->tokens->len; at++) {
        const Patient *other = other_by_number(look, at);
        if (other != NULL)
            return other;
    }
    for (guint r = 0; r < look->lines->rows->len; r++) {
        const Patient *other = other_by_birth(look, r);
        if (other != NULL)
            return other;
    }
    return NULL;
}

/* --- children --------------------------------------------------------------------------------- */

static gboolean is_child(const Look *look, const Patient *patient)
{
    int years = atoi(look->today) - atoi(patient->date_of_birth) -
                (strcmp(look->today + 4, patient->date_of_birth + 4) < 0);
    return years < CHILD_YEARS;
}

/* What a parent writes tells of the parent first. A child of the household that is named in full
 * may be who is meant. */
static const Patient *child_on_page(const Look *look)
{
    const Patient *patient = look->proposal->patient;
    const Roster *roster = look->proposal->roster;
    if (*patient->date_of_birth == '\0' || is_child(look, patient))
        return NULL;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
    roster_block(roster, NULL, NULL, NULL, NULL, patient->phone, patient->member_id, found);
    for (guint i = 0; i < found->len; i++) {
        const Patient *other = roster_patient(roster, g_array_index(found, guint, i));
        if (!other->active || *other->date_of_birth == '\0' || !is_child(look, other))
            continue;
        for (guint r = 0; r < look->lines->rows->len; r++)
            if (look_row_names(look, r, other))
                return other;
    }
    return NULL;
}

/* --- the whole -------------------------------------------------------------------------------- */

static void patient_hold(const Look *look, const Patient *other)
{
    const Patient *patient = look->proposal->patient;
    g_autofree char *name = patient_name(patient);
    g_autofree char *other_name = patient_name(other);
    document_add_reason(look->proposal->document, "contradicting-identifiers",
                        "Page %u also prints what identifies %s (born %s, MRN %s); the rest fits "
                        "%s (MRN %s). Find out whose each page is, and split them if need be.",
                        look->page->source_page, other_name, other->date_of_birth, other->mrn, name,
                        patient->mrn);
}

static void name_hold(const Look *look, const char *sentence, const char *other)
{
    g_autofree char *name = patient_name(look->proposal->patient);
    document_add_reason(look->proposal->document, "contradicting-identifiers",
                        "Page %u %s %s; the document fits %s (MRN %s). Find out whose each page "
                        "is, and split them if need be.",
                        look->page->source_page, sentence, other, name,
                        look->proposal->patient->mrn);
}

/* Somebody without a number or date of birth. */
static gboolean person_holds(const Look *look)
{
    gboolean told = look_tells_patient(look);
    g_autofree char *head = told ? NULL : look_head(look);
    g_autofree char *listed = look_listed(look);
    const Patient *child = child_on_page(look);
    g_autofree char *child_name = child != NULL ? patient_name(child) : NULL;
    if (head != NULL)
        name_hold(look, "bears the name", head);
    else if (listed != NULL)
        name_hold(look, "lists several persons, among them", listed);
    else if (child != NULL)
        name_hold(look, "names a child of the household,", child_name);
    else if (!told && look_is_other_sex(look))
        name_hold(look, "speaks only of",
                  *look->proposal->patient->sex == 'M' ? "a woman" : "a man");
    else
        return FALSE;
    return TRUE;
}

static gboolean page_holds(const Look *look)
{
    const Patient *other = other_on_page(look);
    if (other != NULL)
        patient_hold(look, other);
    /* A cover sheet is headed with who sends it. */
    return other != NULL || (look->page->kind != PAGE_COVER && person_holds(look));
}

void firewall_others(const Proposal *proposal)
{
    Look look = {.proposal = proposal};
    const Field *service = document_lookup_field(proposal->document, "date_of_service");
    date_today(look.today);
    look.service = service != NULL ? service->value : look.today;
    gboolean held = FALSE;
    for (guint i = 0; i < proposal->document->pages->len && !held; i++) {
        const Page *page = g_ptr_array_index(proposal->document->pages, i);
        if ((page->kind != PAGE_CONTENT && page->kind != PAGE_COVER) || page->words == NULL)
            continue;
        look_open(&look, page);
        held = page_holds(&look);
    }
    look_close(&look);
}
