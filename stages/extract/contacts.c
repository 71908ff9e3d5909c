/* contacts.c - what sentences say of insurance and phones, and the place below a signature.
 *
 * Reads: tokens, rows. Does not: use labels. */
#include "codes.h"
#include "letter.h"
#include "own_office.h"

#include <string.h>

#define SURE_INSURED 0.85
#define SURE_REACHED 0.85
#define SURE_PLACE   0.78

enum {
    SUBJECT_TOKENS = 30, /* from who can be reached to where */
    PHONE_TOKENS = 3,
    PAYER_TOKENS = 9,
};

static gboolean word_is(const Lines *lines, guint at, const char *const *words)
{
    char letters[LETTERS_SIZE];
    if (at >= lines->tokens->len)
        return FALSE;
    letters_lower(lines_token(lines, at)->text, letters);
    return g_strv_contains(words, letters);
}

static gboolean ends_sentence(const char *text)
{
    gsize length = strlen(text);
    return length > 4 && text[length - 1] == '.';
}

/* --- insurance ------------------------------------------------------------------------------- */

/* "insured with Tricare West, member number ...": up to the comma. */
static void insurer_read(PageFacts *page, const FactSetup *setup, guint first)
{
    const Lines *lines = page->lines;
    guint end = MIN(first + PAYER_TOKENS, lines->tokens->len);
    for (guint at = first; at < end; at++) {
        const char *text = lines_token(lines, at)->text;
        if (strpbrk(text, ",.;") == NULL)
            continue;
        g_autofree char *name = lines_text(lines, first, at + 1 - first);
        name[strcspn(name, ",.;")] = '\0';
        if (g_ascii_isupper(name[0]) && payer_is_named(setup->tables->payers, name))
            page_facts_add(page, ROLE_PAYER, PARTY_PATIENT, name, first, at + 1 - first,
                           SURE_INSURED, FALSE);
        return;
    }
}

/* "On behalf of Oak Health Plan we ask you": up to what cannot belong to a name. Who insures lives
 * asks for records too. */
static void principal_read(PageFacts *page, const FactSetup *setup, guint first)
{
    static const char *const life[] = {"life", "disability", NULL};
    const Lines *lines = page->lines;
    guint count = 0;
    while (first + count < lines->tokens->len && count < PAYER_TOKENS) {
        const char *text = lines_token(lines, first + count)->text;
        if (word_is(lines, first + count, life))
            return;
        if (!g_ascii_isupper(text[0]) && strcmp(text, "and") != 0 && strcmp(text, "of") != 0)
            break;
        count++;
        if (strpbrk(text, ",.;") != NULL)
            break;
    }
    g_autofree char *name = count > 0 ? lines_text(lines, first, count) : NULL;
    if (name == NULL)
        return;
    name[strcspn(name, ",.;")] = '\0';
    if (payer_is_named(setup->tables->payers, name))
        page_facts_add(page, ROLE_PAYER, PARTY_PATIENT, name, first, count, SURE_INSURED, TRUE);
}

static void insurers_find(PageFacts *page, const FactSetup *setup)
{
    static const char *const insured[] = {"insured", "covered", NULL};
    static const char *const by[] = {"with", "by", "through", "under", NULL};
    for (guint at = 0; at + 2 < page->lines->tokens->len; at++)
        if (word_is(page->lines, at, insured) && word_is(page->lines, at + 1, by))
            insurer_read(page, setup, at + 2);
    static const char *const behalf[] = {"behalf", NULL}, *const of[] = {"of", NULL};
    for (guint at = 0; at + 2 < page->lines->tokens->len; at++)
        if (word_is(page->lines, at, behalf) && word_is(page->lines, at + 1, of))
            principal_read(page, setup, at + 2);
}

/* --- phones ---------------------------------------------------------------------------------- */

/* A phone number right behind "at", "as", "is" or "on". */
static gboolean phone_read(PageFacts *page, const FactSetup *setup, guint first)
{
    const Lines *lines = page->lines;
    for (guint n = 1; n <= MIN(PHONE_TOKENS, lines->tokens->len - first); n++) {
        g_autofree char *text = lines_text(lines, first, n);
        char phone[PHONE_SIZE];
        g_strchomp(text);
        if (!phone_parse(text, phone) || own_office_phone(setup, phone))
            continue;
        page_facts_add(page, ROLE_PATIENT_PHONE, PARTY_PATIENT, phone, first, n, SURE_REACHED,
                       FALSE);
        return TRUE;
    }
    return FALSE;
}

/* TRUE when the sentence up to the token speaks of the patient and not of who writes. */
static gboolean subject_is_patient(const Lines *lines, guint at)
{
    static const char *const theirs[] = {"he", "she", "patient", "mr", "mrs", "ms", "miss", NULL};
    static const char *const ours[] = {"i", "we", "me", "us", "my", "our", "office", NULL};
    gboolean patient = FALSE;
    for (guint i = at; i-- > 0 && i + SUBJECT_TOKENS > at;) {
        if (ends_sentence(lines_token(lines, i)->text))
            break;
        if (word_is(lines, i, ours))
            return FALSE;
        patient = patient || word_is(lines, i, theirs);
    }
    return patient;
}

/* "She can be reached at ...", "your telephone number as ..." */
static void phones_find(PageFacts *page, const FactSetup *setup)
{
    static const char *const reached[] = {"reached", "contacted", NULL};
    static const char *const places[] = {"at", "on", NULL};
    static const char *const yours[] = {"your", NULL};
    static const char *const phones[] = {"telephone", "phone", "cell", "mobile", NULL};
    static const char *const numbers[] = {"number", "no", NULL};
    static const char *const equals[] = {"as", "is", NULL};
    const Lines *lines = page->lines;
    for (guint at = 0; at + 2 < lines->tokens->len; at++) {
        if (word_is(lines, at, reached) && word_is(lines, at + 1, places) &&
            subject_is_patient(lines, at) && phone_read(page, setup, at + 2))
            return;
        guint next = at + 2 + word_is(lines, at + 2, numbers);
        if (word_is(lines, at, yours) && word_is(lines, at + 1, phones) &&
            word_is(lines, next, equals) && next + 1 < lines->tokens->len &&
            phone_read(page, setup, next + 1))
            return;
    }
}

/* --- the place below a signature ------------------------------------------------------------- */

/* The first cell of the row is a clinician with a degree and nothing more. */
static gboolean row_begins_signed(const Lines *lines, guint r)
{
    const Row *row = lines_row(lines, r);
    guint length, cell = lines_cell_length(lines, row->first, row->first + row->count);
    gboolean credentials;
    g_autofree char *name = person_scan(lines, row->first, cell, FALSE, &length, &credentials);
    return name != NULL && credentials && length == cell;
}

/* "Lee Poe, PA-C" over "Ash Hill Pediatrics": where whoever signed works. */
static void signer_place_find(PageFacts *page)
{
    const Lines *lines = page->lines;
    for (guint r = lines->rows->len * 4 / 10; r + 1 < lines->rows->len; r++) {
        const Row *row = lines_row(lines, r + 1);
        guint length, cell = lines_cell_length(lines, row->first, row->first + row->count);
        if (!row_begins_signed(lines, r) || row_has_label(page, r + 1) ||
            is_address(lines, row->first, cell) ||
            organisation_words_count(lines, row->first, cell) < 2)
            continue;
        g_autofree char *name = organisation_scan(lines, row->first, cell, &length);
        if (name == NULL || length != cell)
            continue;
        page_facts_add(page, ROLE_OTHER_FACILITY, PARTY_SENDER, name, row->first, length,
                       SURE_PLACE, FALSE);
        return;
    }
}

void facts_from_contacts(PageFacts *page, const FactSetup *setup)
{
    insurers_find(page, setup);
    phones_find(page, setup);
    signer_place_find(page);
}
