/* letter.c - what letters and reports say without a label: addressee, signature, a name beside a
 * birth date.
 *
 * Reads: rows. Does not: use labels, except to keep away from what they name. */
#include "letter.h"

#include "name.h"

#include <string.h>

#define SURE_SIGNATURE 0.85
#define SURE_ADDRESSEE 0.80
#define SURE_GREETED   0.92
#define SURE_BESIDE    0.78
#define SURE_BEHIND    0.85

enum {
    ADDRESSEE_TOKENS = 7,
    SALUTATION_ROWS = 26,
    CELL_TOKENS = 7,
    HEAD_ROWS = 6, /* of a print-out, in which the patient stands */
    AGE_MOST = 115,
};

gboolean page_has_fact(const PageFacts *page, Role role)
{
    for (guint i = 0; i < page->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(page->facts, i);
        if (fact->role == role)
            return TRUE;
    }
    return FALSE;
}

static gboolean row_word_is(const Lines *lines, guint at, const char *word)
{
    char letters[LETTERS_SIZE];
    letters_lower(lines_token(lines, at)->text, letters);
    return strcmp(letters, word) == 0;
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

static gboolean row_opens_letter(const Lines *lines, guint r)
{
    static const char *const openings[] = {"dear", "re", "regarding", "subject", "reference"};
    for (guint i = 0; i < G_N_ELEMENTS(openings); i++)
        if (row_begins_with(lines, r, openings[i]))
            return TRUE;
    return FALSE;
}

gboolean page_is_letter_to_clinician(const Lines *lines)
{
    gboolean addressed = FALSE;
    for (guint r = 1; r < MIN(lines->rows->len, SALUTATION_ROWS); r++) {
        if (addressed && row_opens_letter(lines, r))
            return TRUE;
        const Row *row = lines_row(lines, r);
        guint length;
        gboolean credentials;
        if (row->count > ADDRESSEE_TOKENS)
            continue;
        g_autofree char *name =
            person_scan(lines, row->first, row->count, FALSE, &length, &credentials);
        addressed = addressed || (name != NULL && credentials && length == row->count &&
                                  row_of_zip(lines, r + 1) < lines->rows->len);
    }
    return FALSE;
}

/* --- addressee and signature ----------------------------------------------------------------- */

/* The person who fills the cell of row `r` that begins at `at`; NULL: nobody does. */
static char *person_of_cell(const PageFacts *page, guint r, guint at, gboolean patient, guint *cell,
                            gboolean *credentials)
{
    const Lines *lines = page->lines;
    const Row *row = lines_row(lines, r);
    guint length;
    *cell = lines_cell_length(lines, at, row->first + row->count);
    if (row_has_label(page, r) || *cell > ADDRESSEE_TOKENS ||
        organisation_words_count(lines, at, *cell) > 0)
        return NULL;
    g_autofree char *name = person_scan(lines, at, *cell, patient, &length, credentials);
    return length == *cell ? g_steal_pointer(&name) : NULL;
}

static void addressee_add(PageFacts *page, guint r, guint at, gboolean clinician, double sure)
{
    guint cell;
    gboolean credentials;
    g_autofree char *name = person_of_cell(page, r, at, !clinician, &cell, &credentials);
    if (name != NULL)
        page_facts_add(page, clinician ? ROLE_REFERRING : ROLE_PATIENT_NAME,
                       clinician ? PARTY_REFERRING : PARTY_PATIENT, name, at, cell, sure, FALSE);
}

/* The cell of row `r` that holds the person whose surname ends the greeting; the row's end: none.
 */
static guint cell_greeted(const PageFacts *page, guint r, const char *greeted)
{
    const Row *row = lines_row(page->lines, r);
    guint end = row->first + row->count, cell;
    for (guint at = row->first; at < end; at += cell) {
        gboolean credentials;
        g_autofree char *name = person_of_cell(page, r, at, TRUE, &cell, &credentials);
        g_autoptr(PersonName) parsed = name != NULL ? person_name_parse(name) : NULL;
        g_autofree char *last = parsed != NULL ? name_fold(parsed->last) : NULL;
        if (last != NULL && strlen(last) >= 2 && g_str_has_suffix(greeted, last))
            return at;
    }
    return end;
}

/* "Dear Dr. Goldberg:" under "John Goldberg, D.O.": whom the letter is to, beyond doubt. */
static gboolean addressee_by_salutation(PageFacts *page)
{
    const Lines *lines = page->lines;
    guint dear = 0, reach = MIN(lines->rows->len, SALUTATION_ROWS);
    while (dear < reach && !row_begins_with(lines, dear, "dear"))
        dear++;
    if (dear == reach)
        return FALSE;
    const Row *row = lines_row(lines, dear);
    g_autofree char *greeted = lines_text(lines, row->first, MIN(row->count, ADDRESSEE_TOKENS));
    g_autofree char *greeted_folded = name_fold(greeted);
    gboolean clinician = row->count > 1 && (row_word_is(lines, row->first + 1, "dr") ||
                                            row_word_is(lines, row->first + 1, "doctor"));
    for (guint r = dear; r-- > 0;) {
        guint at = cell_greeted(page, r, greeted_folded);
        if (at == lines_row(lines, r)->first + lines_row(lines, r)->count)
            continue;
        addressee_add(page, r, at, clinician, SURE_GREETED);
        return TRUE;
    }
    return FALSE;
}

static gboolean row_greets(const Lines *lines, guint r)
{
    return row_begins_with(lines, r, "dear") || row_begins_with(lines, r, "hello") ||
           row_begins_with(lines, r, "hi");
}

/* "Dear Ana Diaz," with nothing above that tells more. */
static void addressee_greeted(PageFacts *page)
{
    const Lines *lines = page->lines;
    for (guint r = 0; r < MIN(lines->rows->len, SALUTATION_ROWS); r++) {
        const Row *row = lines_row(lines, r);
        if (!row_greets(lines, r) || row->count < 3 || row->count > ADDRESSEE_TOKENS)
            continue;
        guint length;
        gboolean credentials;
        g_autofree char *name =
            person_scan(lines, row->first + 1, row->count - 1, TRUE, &length, &credentials);
        if (name != NULL && !credentials && length == row->count - 1 &&
            !row_word_is(lines, row->first + 1, "dr") &&
            !row_word_is(lines, row->first + 1, "doctor"))
            page_facts_add(page, ROLE_PATIENT_NAME, PARTY_PATIENT, name, row->first + 1, length,
                           SURE_ADDRESSEE, FALSE);
        return;
    }
}

/* A name alone in its row, with an address below: a clinician with a degree, else the patient. */
static void addressee_by_address(PageFacts *page)
{
    const Lines *lines = page->lines;
    guint reach = MIN(lines->rows->len, SALUTATION_ROWS);
    for (guint r = 1; r + 1 < reach; r++) {
        guint cell;
        gboolean credentials;
        guint first = lines_row(lines, r)->first;
        g_autofree char *name = person_of_cell(page, r, first, TRUE, &cell, &credentials);
        if (name == NULL || row_of_zip(lines, r + 1) == lines->rows->len)
            continue;
        const char *street = lines_token(lines, lines_row(lines, r + 1)->first)->text;
        gboolean at_home = g_ascii_isdigit(street[0]) || g_ascii_strncasecmp(street, "P.O", 3) == 0;
        if (credentials)
            addressee_add(page, r, first, TRUE,
                          SURE_ADDRESSEE * (page_is_letter(lines) ? 1.1 : 0.5));
        else if (at_home)
            addressee_add(page, r, first, FALSE, SURE_ADDRESSEE);
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
        /* "cc: Jane Poe, MD", also when "cc" was read as something else */
        const Token *lead = lines_token(lines, row->first);
        gboolean copy = lead->colon && strlen(lead->text) <= 3;
        if (!low || copy || row_has_label(page, r) || row->count > 14)
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
    if (count < 2 || count > CELL_TOKENS)
        return FALSE;
    g_autofree char *name = person_scan(page->lines, first, count, TRUE, &length, &credentials);
    /* "Hobbs, Leona (F, 66 y.o.)" */
    gboolean whole = length == count ||
                     (length < count && lines_token(page->lines, first + length)->text[0] == '(');
    if (name == NULL || credentials || !whole ||
        organisation_words_count(page->lines, first, length) > 0)
        return FALSE;
    page_facts_add(page, ROLE_PATIENT_NAME, PARTY_PATIENT, name, first, length, SURE_BESIDE, FALSE);
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
        /* Over its value a label has other labels beside it, however they were read. */
        if (label_heads_column(page->lines, page->labels, i))
            continue;
        if (label->first > row->first && name_before(page, row->first, label->first))
            return;
        if (label->row > 0 && name_above(page, label))
            return;
    }
}

/* "34 y.o. Female", "61 year old male". */
static gboolean row_tells_age(const Lines *lines, guint r)
{
    static const char *const years[] = {"yo", "y", "yr", "yrs", "year", "years", "yearold"};
    const Row *row = lines_row(lines, r);
    char *end;
    guint64 age = g_ascii_strtoull(lines_token(lines, row->first)->text, &end, 10);
    if (*end != '\0' || age == 0 || age > AGE_MOST || row->count < 2)
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(years); i++)
        if (row_word_is(lines, row->first + 1, years[i]))
            return TRUE;
    return FALSE;
}

/* The head of a print-out: the name alone in its cell, age and sex below it, no identifier at all.
 */
static void name_over_age_find(PageFacts *page)
{
    const Lines *lines = page->lines;
    for (guint r = 0; r + 1 < MIN(lines->rows->len, HEAD_ROWS); r++) {
        const Row *row = lines_row(lines, r);
        guint length = lines_cell_length(lines, row->first, row->first + row->count);
        if (!row_has_label(page, r) && row_tells_age(lines, r + 1) &&
            cell_is_person(page, row->first, length))
            return;
    }
}

/* "Santoro, Jacob   4/17/64" in one row of a form: the name's own label was past reading. */
static void name_beside_value_find(PageFacts *page)
{
    for (guint i = 0; i < page->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(page->facts, i);
        if ((fact->role != ROLE_DOB && fact->role != ROLE_MRN) || !fact->labelled ||
            fact->party != PARTY_PATIENT)
            continue;
        const Row *row = lines_row(page->lines, fact->row);
        for (guint at = row->first; at < fact->first;) {
            guint length = lines_cell_length(page->lines, at, fact->first);
            if (cell_is_person(page, at, length))
                return;
            at += length;
        }
    }
}

/* "Re: Ms. Ana Diaz, born October 8th, 1982", "Regarding: Diaz, Ana / 4/26/1952". */
static void birth_behind_name_find(PageFacts *page, const FactSetup *setup)
{
    const Lines *lines = page->lines;
    for (guint i = 0; i < page->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(page->facts, i);
        if (fact->role != ROLE_PATIENT_NAME || !fact->labelled)
            continue;
        const Row *row = lines_row(lines, fact->row);
        guint at = fact->first + fact->count, end = row->first + row->count, found, length;
        char iso[ISO_DATE_SIZE];
        gboolean said = lines_token(lines, at - 1)->slash;
        if (at < end && (row_word_is(lines, at, "born") || row_word_is(lines, at, "b"))) {
            said = TRUE;
            at++;
        }
        if (!said || at >= end ||
            !date_scan(lines, at, MIN(4, end - at), DATE_BIRTH, setup->today, iso, &found,
                       &length) ||
            found > at + 1)
            continue;
        page_facts_add(page, ROLE_DOB, PARTY_PATIENT, iso, found, length, SURE_BEHIND, FALSE);
        return;
    }
}

void facts_from_letter(PageFacts *page, const FactSetup *setup)
{
    if (!addressee_by_salutation(page))
        addressee_by_address(page);
    letterhead_find(page, setup);
    if (!page_has_fact(page, ROLE_PATIENT_NAME))
        addressee_greeted(page);
    signature_find(page);
    sentences_find(page, setup);
    if (!page_has_fact(page, ROLE_DOB))
        birth_behind_name_find(page, setup);
    if (!page_has_fact(page, ROLE_PATIENT_NAME) && !page_has_fact(page, ROLE_NAME))
        name_beside_find(page);
    if (!page_has_fact(page, ROLE_PATIENT_NAME) && !page_has_fact(page, ROLE_NAME))
        name_beside_value_find(page);
    if (!page_has_fact(page, ROLE_PATIENT_NAME))
        name_over_age_find(page);
}
