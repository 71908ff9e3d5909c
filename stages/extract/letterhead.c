/* letterhead.c - who sends a document, from the head of its page.
 *
 * Does: weighs the cells near the top by the words of organisations, the address below, the names
 * of insurers. Reads: rows. Does not: read labels. */
#include "letter.h"

#include "own_office.h"

#include <math.h>
#include <string.h>

#define SURE_LETTERHEAD 0.85
#define PART_OF_HOUSE   2.0 /* "Department of Diagnostic Imaging" */
#define ALL_COMMON      1.5 /* points off for a name that is made of such words alone */

enum {
    LETTERHEAD_ROWS = 9,
    HEAD_TOKENS_MOST = 9,
    DATE_ROWS = 3, /* from the date of a letter to its addressee */
    TITLE_LETTERS = 4,
};

gboolean row_has_label(const PageFacts *page, guint r)
{
    for (guint i = 0; i < page->labels->len; i++) {
        const Label *label = &g_array_index(page->labels, Label, i);
        if (label->row == r && (label->form == LABEL_COLON || label->role == ROLE_PATIENT_NAME))
            return TRUE;
    }
    return FALSE;
}

/* --- letterhead ------------------------------------------------------------------------------ */

/* How much a cell near the top looks like the name of who sends; below 1: not at all. */
static double letterhead_score(const Lines *lines, guint r, guint first, guint count)
{
    static const char *const parts[] = {"department", "division", "dept", NULL};
    double score = MIN(organisation_words_count(lines, first, count), 3) * 1.5;
    score -= 2.0 * title_words_count(lines, first, count);
    if (organisation_words_count(lines, first, count) == count)
        score -= ALL_COMMON; /* "SURGICAL PATHOLOGY" is a title */
    if (count > 2 && words_among(lines, first, 1, parts) == 1)
        score -= PART_OF_HOUSE;
    score -= 0.25 * r;
    if (count > HEAD_TOKENS_MOST)
        score -= 3;
    for (guint at = first; at < first + count; at++)
        if (lines_token(lines, at)->colon)
            score -= 3;
    for (guint i = r; i < MIN(r + 5, lines->rows->len); i++) {
        const Row *row = lines_row(lines, i);
        if (is_address(lines, row->first, row->count) || row_has_phone(lines, row)) {
            score += 1.5 - 0.3 * (i - r);
            break;
        }
    }
    return score;
}

typedef struct {
    guint first, count;
    double score;
} Head;

/* Not in capitals, also when a letter of those was misread: "ViEW". */
static gboolean is_small(const Token *token)
{
    guint small = 0;
    for (const char *at = token->text; *at != '\0'; at++)
        small += g_ascii_islower(*at) != 0;
    return small > 1;
}

/* "Oak Laboratories LLC TISSUE EXAMINATION REPORT": a title in capitals stands beside a name that
 * is not in capitals. The tokens of the name. */
static guint name_tokens(const Lines *lines, guint first, guint count)
{
    static const char *const forms[] = {"llc", "pllc", "llp", "inc", "pc", "pa", "md", NULL};
    guint name = 0, small = 0;
    for (guint i = 0; i < count; i++)
        if (is_small(lines_token(lines, first + i))) {
            name = i + 1;
            small++;
        }
    while (name > 0 && name < count && words_among(lines, first + name, 1, forms) > 0)
        name++;
    if (small < 2 || count - name < 2)
        return count;
    for (guint at = first + name; at < first + count; at++)
        if (strlen(lines_token(lines, at)->text) < TITLE_LETTERS)
            return count; /* "Open Imaging MRI OF IOWA" */
    return name;
}

/* What can be no name: an address, a phone, a sentence. */
static gboolean is_no_name(const Lines *lines, guint first, guint count)
{
    const Row cell = {.first = first, .count = count};
    guint length;
    g_autofree char *name = organisation_scan(lines, first, count, &length);
    return name == NULL || is_address(lines, first, count) || row_has_phone(lines, &cell) ||
           g_ascii_isdigit(lines_token(lines, first)->text[0]);
}

/* Insurers are told by name, others by the words that organisations have in theirs. */
static void head_weigh(const FactSetup *setup, const Lines *lines, guint r, guint first,
                       guint count, Head *sender, Head *own, Head *payer)
{
    if (is_no_name(lines, first, count))
        return;
    g_autofree char *text = lines_text(lines, first, count);
    double score = letterhead_score(lines, r, first, count);
    gboolean named = count <= HEAD_TOKENS_MOST && payer_is_named(setup->tables->payers, text) &&
                     place_words_count(lines, first, count) == 0;
    Head *head = named ? payer : own_office_named(setup, text) ? own : sender;
    if (named)
        score += 3;
    if (score > head->score)
        *head = (Head){first, count, score};
}

/* "Printed by Oak Pediatrics" */
static void sender_word_skip(const Lines *lines, Head *head)
{
    static const char *const printed[] = {"printed", "sent", "prepared", "issued", NULL};
    static const char *const by[] = {"by", "from", NULL};
    if (head->count > 2 && words_among(lines, head->first, 1, printed) == 1 &&
        words_among(lines, head->first + 1, 1, by) == 1) {
        head->first += 2;
        head->count -= 2;
    }
}

static void head_add(PageFacts *page, Role role, Head *head)
{
    guint length;
    if (head->count == 0)
        return;
    sender_word_skip(page->lines, head);
    g_autofree char *name = organisation_scan(page->lines, head->first, head->count, &length);
    if (name != NULL)
        page_facts_add(page, role, PARTY_SENDER, name, head->first, length,
                       SURE_LETTERHEAD * (head->score > 3 ? 1.08 : 1), FALSE);
}

/* TRUE when the row names columns and nothing else: the body has begun. */
static gboolean row_is_heads(const PageFacts *page, guint r)
{
    guint labels = 0, tokens = 0;
    for (guint i = 0; i < page->labels->len; i++) {
        const Label *label = &g_array_index(page->labels, Label, i);
        if (label->row != r)
            continue;
        labels++;
        tokens += label->count;
    }
    return labels > 1 && tokens == lines_row(page->lines, r)->count;
}

/* A date alone in its cell, in one of the rows right above. */
static gboolean date_stands_above(const Lines *lines, const FactSetup *setup, guint r)
{
    for (guint i = r; i-- > 1 && i + DATE_ROWS >= r;) {
        const Row *row = lines_row(lines, i);
        for (guint at = row->first, end = row->first + row->count; at < end;) {
            guint length = lines_cell_length(lines, at, end), found, tokens;
            char iso[ISO_DATE_SIZE];
            if (date_scan(lines, at, length, DATE_SERVICE, setup->today, iso, &found, &tokens) &&
                tokens == length)
                return TRUE;
            at += length;
        }
    }
    return FALSE;
}

/* A clinician between the date of a letter and a ZIP code: from here on it tells whom it is to. */
static gboolean begins_addressee(const Lines *lines, const FactSetup *setup, guint r, guint first,
                                 guint count)
{
    guint length;
    gboolean credentials;
    g_autofree char *name = person_scan(lines, first, count, FALSE, &length, &credentials);
    return name != NULL && credentials && length == count && date_stands_above(lines, setup, r) &&
           row_of_zip(lines, r + 1) < lines->rows->len;
}

/* TRUE for a cell below the addressee of a letter, down to the ZIP code: where he works. */
static gboolean is_of_addressee(const PageFacts *page, guint r, guint first)
{
    const Lines *lines = page->lines;
    for (guint i = 0; page_is_letter(lines) && i < page->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(page->facts, i);
        if (fact->labelled || (fact->role != ROLE_REFERRING && fact->role != ROLE_PATIENT_NAME))
            continue;
        guint zip = row_of_zip(lines, fact->row + 1);
        double left = lines_token(lines, fact->first)->left;
        if (zip < lines->rows->len && r > fact->row && r <= zip &&
            fabs(lines_token(lines, first)->left - left) < lines->height)
            return TRUE;
    }
    return FALSE;
}

void letterhead_find(PageFacts *page, const FactSetup *setup)
{
    const Lines *lines = page->lines;
    Head sender = {0, 0, 1}, own = {0, 0, 1}, payer = {0, 0, 1};
    gboolean addressee = FALSE;
    for (guint r = 0; r < MIN(lines->rows->len, LETTERHEAD_ROWS) && !addressee; r++) {
        const Row *row = lines_row(lines, r);
        if ((row_has_label(page, r) && r > 2) || (r > 0 && row_is_heads(page, r)))
            break; /* the body has begun */
        for (guint at = row->first, end = row->first + row->count; at < end;) {
            guint length = lines_cell_length(lines, at, end);
            addressee = addressee || begins_addressee(lines, setup, r, at, length);
            if (!addressee && !is_of_addressee(page, r, at))
                head_weigh(setup, lines, r, at, name_tokens(lines, at, length), &sender, &own,
                           &payer);
            at += length;
        }
    }
    /* On a letter that the office received its own name is the addressee's. */
    head_add(page, ROLE_FACILITY, sender.count > 0 ? &sender : &own);
    head_add(page, ROLE_PAYER, &payer);
}
