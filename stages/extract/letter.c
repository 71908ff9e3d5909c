/* letter.c - what letters and reports say without a label: addressee, signature, a name beside a
 * birth date.
 *
 * Reads: rows. Does not: use labels, except to keep away from what they name. */
#include "letter.h"

#include <string.h>

#define SURE_SIGNATURE 0.85
#define SURE_ADDRESSEE 0.80
#define SURE_BESIDE    0.78

gboolean page_has_fact(const PageFacts *page, Role role)
{
    for (guint i = 0; i < page->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(page->facts, i);
        if (fact->role == role)
            return TRUE;
    }
    return FALSE;
}

gboolean row_begins_with(const Lines *lines, guint r, const char *word)
{
    char letters[LETTERS_SIZE];
    letters_lower(lines_token(lines, lines_row(lines, r)->first)->text, letters);
    return strcmp(letters, word) == 0;
}

gboolean page_is_letter(const Lines *lines)
{
    for (guint r = 0; r < lines->rows->len; r++)
        if (row_begins_with(lines, r, "dear") || row_begins_with(lines, r, "sincerely") ||
            row_begins_with(lines, r, "towhom"))
            return TRUE;
    return FALSE;
}

/* --- addressee and signature ----------------------------------------------------------------- */

/* A name alone in its row, with an address below: a clinician with a degree, else the patient. */
static void addressee_find(PageFacts *page)
{
    const Lines *lines = page->lines;
    guint reach = MIN(lines->rows->len, 24);
    for (guint r = 1; r + 1 < reach; r++) {
        const Row *row = lines_row(lines, r);
        guint length, cell = lines_cell_length(lines, row->first, row->first + row->count);
        gboolean credentials;
        if (row_has_label(page, r) || cell > 7)
            continue;
        g_autofree char *patient =
            person_scan(lines, row->first, cell, TRUE, &length, &credentials);
        if (patient == NULL || length != cell ||
            organisation_words_count(lines, row->first, cell) > 0)
            continue;
        guint zip = row_of_zip(lines, r + 1);
        if (zip == lines->rows->len)
            continue;
        const char *street = lines_token(lines, lines_row(lines, r + 1)->first)->text;
        gboolean at_home = g_ascii_isdigit(street[0]) || g_ascii_strncasecmp(street, "P.O", 3) == 0;
        if (credentials) {
            g_autofree char *name =
                person_scan(lines, row->first, cell, FALSE, &length, &credentials);
            page_facts_add(page, ROLE_REFERRING, PARTY_REFERRING, name, row->first, cell,
                           page_is_letter(lines) ? SURE_ADDRESSEE * 1.1 : SURE_ADDRESSEE * 0.5,
                           FALSE);
        } else if (at_home) {
            page_facts_add(page, ROLE_PATIENT_NAME, PARTY_PATIENT, patient, row->first, cell,
                           SURE_ADDRESSEE, FALSE);
        }
        return;
    }
}

/* A clinician's name with degree alone in its row, in the lower part of a page. */
static void signature_find(PageFacts *page)
{
    const Lines *lines = page->lines;
    gboolean closing = FALSE;
    for (guint r = 0; r < lines->rows->len; r++) {
        const Row *row = lines_row(lines, r);
        if (row_begins_with(lines, r, "sincerely") || row_begins_with(lines, r, "respectfully") ||
            row_begins_with(lines, r, "regards"))
            closing = TRUE;
        gboolean low = r * 10 >= lines->rows->len * 4 || closing;
        if (!low || row_has_label(page, r) || row->count > 14)
            continue;
        guint skip = strncmp(lines_token(lines, row->first)->text, "/s/", 3) == 0;
        guint length;
        gboolean credentials;
        if (skip == row->count)
            continue;
        g_autofree char *name =
            person_scan(lines, row->first + skip, row->count - skip, FALSE, &length, &credentials);
        if (name == NULL || (!credentials && skip == 0))
            continue;
        if (length + skip < row->count && skip == 0 &&
            !lines_token(lines, row->first + length)->cell && row->count > length + 3)
            continue; /* a sentence */
        page_facts_add(page, ROLE_SIGNATURE_PERSON, PARTY_PROVIDER, name, row->first + skip, length,
                       SURE_SIGNATURE * (skip > 0 ? 1.1 : 1), FALSE);
    }
}

/* --- names beside identifiers --------------------------------------------------------------------
 */

static gboolean cell_is_person(PageFacts *page, guint first, guint count)
{
    guint length;
    gboolean credentials;
    if (count < 2 || count > 5)
        return FALSE;
    g_autofree char *name = person_scan(page->lines, first, count, TRUE, &length, &credentials);
    if (name == NULL || credentials || length != count ||
        organisation_words_count(page->lines, first, count) > 0)
        return FALSE;
    page_facts_add(page, ROLE_PATIENT_NAME, PARTY_PATIENT, name, first, count, SURE_BESIDE, FALSE);
    return TRUE;
}

/* "Visit Note - Ana Diaz - DOB 03/14/1952": the words right before the label. */
static gboolean name_before(PageFacts *page, guint cell, guint label)
{
    for (guint n = MIN(4, label - cell); n >= 2; n--)
        if (cell_is_person(page, label - n, n))
            return TRUE;
    return FALSE;
}

static gboolean name_above(PageFacts *page, const Label *label)
{
    const Row *above = lines_row(page->lines, label->row - 1);
    guint length = lines_cell_length(page->lines, above->first, above->first + above->count);
    for (guint i = 0; i < page->labels->len; i++) {
        const Label *other = &g_array_index(page->labels, Label, i);
        if (other->row == label->row - 1 && other->first < above->first + length)
            return FALSE;
    }
    return cell_is_person(page, above->first, length);
}

/* A report may print the patient's name without a word, over or before the birth date or the MRN.
 */
static void name_beside_find(PageFacts *page)
{
    for (guint i = 0; i < page->labels->len; i++) {
        const Label *label = &g_array_index(page->labels, Label, i);
        if ((label->role != ROLE_DOB && label->role != ROLE_MRN) || label->party == PARTY_INSURED)
            continue;
        const Row *row = lines_row(page->lines, label->row);
        if (label->first > row->first && name_before(page, row->first, label->first))
            return;
        if (label->row > 0 && name_above(page, label))
            return;
    }
}

void facts_from_letter(PageFacts *page, const FactSetup *setup)
{
    letterhead_find(page, setup);
    addressee_find(page);
    signature_find(page);
    sentences_find(page, setup);
    if (!page_has_fact(page, ROLE_PATIENT_NAME) && !page_has_fact(page, ROLE_NAME))
        name_beside_find(page);
}
