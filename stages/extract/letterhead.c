/* letterhead.c - who sends a document, from the head of its page; and what an address looks like.
 *
 * Does: weighs the cells near the top by the words of organisations, the address below, the names
 * of insurers. Reads: rows. Does not: read labels. */
#include "letter.h"

#include "codes.h"
#include "own_office.h"

#include <string.h>

#define SURE_LETTERHEAD 0.85
#define ALL_COMMON      1.5 /* points off for a name that is made of such words alone */

enum {
    LETTERHEAD_ROWS = 9,
    ADDRESS_ROWS = 4, /* from a name to the line with the ZIP code */
    CITY_TOKENS = 6,  /* from the beginning of that line to the code */
};

/* Words that organisations have in their names; lower case, letters only. */
static const char *const organisation_words[] = {"hospital",    "clinic",
                                                 "center",      "centre",
                                                 "medical",     "medicine",
                                                 "health",      "healthcare",
                                                 "associates",  "group",
                                                 "imaging",     "radiology",
                                                 "laboratory",  "laboratories",
                                                 "lab",         "labs",
                                                 "diagnostics", "diagnostic",
                                                 "orthopedics", "orthopaedics",
                                                 "orthopedic",  "orthopaedic",
                                                 "cardiology",  "urology",
                                                 "pediatrics",  "pediatric",
                                                 "family",      "surgery",
                                                 "surgical",    "physicians",
                                                 "specialists", "institute",
                                                 "dermatology", "neurology",
                                                 "oncology",    "gastroenterology",
                                                 "pulmonary",   "sleep",
                                                 "womens",      "obgyn",
                                                 "obstetrics",  "gynecology",
                                                 "eye",         "vision",
                                                 "dental",      "rehabilitation",
                                                 "rehab",       "pathology",
                                                 "practice",    "wellness",
                                                 "system",      "memorial",
                                                 "community",   "regional",
                                                 "university",  "pc",
                                                 "llc",         "inc",
                                                 "pllc",        "llp",
                                                 "pa",          "primary",
                                                 "care",        "internal",
                                                 "services",    "department",
                                                 "partners",    "allergy",
                                                 "asthma",      "endocrinology",
                                                 "nephrology",  "rheumatology",
                                                 "ent",         "otolaryngology",
                                                 "podiatry",    "psychiatry",
                                                 "behavioral",  "counseling",
                                                 "therapy",     "urgent",
                                                 "consultants", "heart",
                                                 "vascular",    "spine",
                                                 "cancer",      "kidney",
                                                 "arthritis",   "pain",
                                                 "hospice",     "nursing",
                                                 "home",        "pharmacy",
                                                 "mercy",       "saint",
                                                 "clinical",    "infirmary",
                                                 "network",     "foundation",
                                                 "doctors",     "ambulatory",
                                                 "endoscopy",   "emergency",
                                                 NULL};

/* Words that make a row a title or a sentence and no letterhead. */
static const char *const other_words[] = {
    "report",       "note",      "request",   "form",        "summary",        "record",
    "notice",       "reminder",  "claim",     "explanation", "authorization",  "referral",
    "consultation", "approved",  "bill",      "patient",     "date",           "phone",
    "fax",          "tel",       "telephone", "page",        "confidential",   "dear",
    "history",      "operation", "results",   "re",          "administration", NULL};

void letters_lower(const char *text, char out[LETTERS_SIZE])
{
    guint n = 0;
    for (; *text != '\0' && n < LETTERS_SIZE - 1; text++)
        if (g_ascii_isalpha(*text))
            out[n++] = g_ascii_tolower(*text);
    out[n] = '\0';
}

static guint words_among(const Lines *lines, guint first, guint count, const char *const *list)
{
    guint n = 0;
    for (guint at = first; at < first + count; at++) {
        char letters[LETTERS_SIZE];
        letters_lower(lines_token(lines, at)->text, letters);
        n += g_strv_contains(list, letters);
    }
    return n;
}

guint organisation_words_count(const Lines *lines, guint first, guint count)
{
    return words_among(lines, first, count, organisation_words);
}

/* --- addresses ------------------------------------------------------------------------------- */

static gboolean is_zip(const char *text)
{
    guint digits = 0;
    while (digits < 5 && (g_ascii_isdigit(text[digits]) || digit_for(text[digits]) != 0))
        digits++;
    return digits == 5 && (text[5] == '\0' || strchr("-.,", text[5]) != NULL);
}

static gboolean is_state(const char *text)
{
    return g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) &&
           (text[2] == '\0' || strchr(".,", text[2]) != NULL);
}

/* "Akron, OH 44344", also "OH44344" and with a speck between. */
static gboolean has_state_and_zip(const Lines *lines, guint first, guint count)
{
    for (guint at = first + 1; at < first + count; at++) {
        const char *text = lines_token(lines, at)->text;
        if (is_zip(text) && is_state(lines_token(lines, at - 1)->text))
            return TRUE;
        gsize length = strlen(text);
        if (length >= 7 && length <= 9 && g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) &&
            is_zip(text + length - 5))
            return TRUE;
    }
    return FALSE;
}

static gboolean row_has_phone(const Lines *lines, const Row *row)
{
    for (guint at = row->first; at < row->first + row->count; at++)
        for (guint n = 1; n <= 2 && at + n <= row->first + row->count; n++) {
            char phone[PHONE_SIZE];
            g_autofree char *text = lines_text(lines, at, n);
            if (phone_parse(text, phone))
                return TRUE;
        }
    return FALSE;
}

/* Rows from `r` on until one with state and ZIP, within reach; rows->len: none. */
guint row_of_zip(const Lines *lines, guint r)
{
    for (guint i = r; i < MIN(r + ADDRESS_ROWS, lines->rows->len); i++) {
        const Row *row = lines_row(lines, i);
        if (has_state_and_zip(lines, row->first, MIN(row->count, CITY_TOKENS)))
            return i;
    }
    return lines->rows->len;
}

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
    double score = MIN(words_among(lines, first, count, organisation_words), 3) * 1.5;
    score -= 2.0 * words_among(lines, first, count, other_words);
    if (organisation_words_count(lines, first, count) == count)
        score -= ALL_COMMON; /* "SURGICAL PATHOLOGY" is a title */
    score -= 0.25 * r;
    if (count > 8 || has_state_and_zip(lines, first, count) ||
        g_ascii_isdigit(lines_token(lines, first)->text[0]))
        score -= 3;
    for (guint at = first; at < first + count; at++)
        if (lines_token(lines, at)->colon)
            score -= 3;
    for (guint i = r; i < MIN(r + 5, lines->rows->len); i++) {
        const Row *row = lines_row(lines, i);
        if (has_state_and_zip(lines, row->first, row->count) || row_has_phone(lines, row)) {
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

/* Insurers are told by name, others by the words that organisations have in theirs. */
static void head_weigh(const FactSetup *setup, const Lines *lines, guint r, guint first,
                       guint count, Head *sender, Head *own, Head *payer)
{
    g_autofree char *text = lines_text(lines, first, count);
    double score = letterhead_score(lines, r, first, count);
    gboolean named = count <= 7 && payer_is_named(setup->tables->payers, text);
    Head *head = named ? payer : own_office_named(setup, text) ? own : sender;
    if (named)
        score += 3;
    if (score > head->score)
        *head = (Head){first, count, score};
}

static void head_add(PageFacts *page, Role role, const Head *head)
{
    guint length;
    if (head->count == 0)
        return;
    g_autofree char *name = organisation_scan(page->lines, head->first, head->count, &length);
    if (name != NULL)
        page_facts_add(page, role, PARTY_SENDER, name, head->first, length,
                       SURE_LETTERHEAD * (head->score > 3 ? 1.08 : 1), FALSE);
}

void letterhead_find(PageFacts *page, const FactSetup *setup)
{
    const Lines *lines = page->lines;
    Head sender = {0, 0, 1}, own = {0, 0, 1}, payer = {0, 0, 1};
    for (guint r = 0; r < MIN(lines->rows->len, LETTERHEAD_ROWS); r++) {
        const Row *row = lines_row(lines, r);
        if (row_has_label(page, r) && r > 2)
            break; /* the body has begun */
        for (guint at = row->first, end = row->first + row->count; at < end;) {
            guint length = lines_cell_length(lines, at, end);
            head_weigh(setup, lines, r, at, length, &sender, &own, &payer);
            at += length;
        }
    }
    /* On a letter that the office received its own name is the addressee's. */
    head_add(page, ROLE_FACILITY, sender.count > 0 ? &sender : &own);
    head_add(page, ROLE_PAYER, &payer);
}
