/* letter.c - what letters and reports say without a label: letterhead, addressee, signature, and
 * appointments told in a sentence.
 *
 * Reads: rows. Does not: use labels, except to keep away from what they name. */
#include "facts.h"

#include "codes.h"

#include <string.h>

#define SURE_LETTERHEAD 0.85
#define SURE_SIGNATURE  0.85
#define SURE_ADDRESSEE  0.80
#define SURE_SENTENCE   0.92
#define OWN_OFFICE      2.0 /* points off for the office's own name at the top */

enum {
    LETTERHEAD_ROWS = 9,
    ADDRESS_ROWS = 4,     /* from a name to the line with the ZIP code */
    SENTENCE_TOKENS = 45, /* from "your appointment" to its date */
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

static void letters_lower(const char *text, char out[24])
{
    guint n = 0;
    for (; *text != '\0' && n < 23; text++)
        if (g_ascii_isalpha(*text))
            out[n++] = g_ascii_tolower(*text);
    out[n] = '\0';
}

static guint words_among(const Lines *lines, guint first, guint count, const char *const *list)
{
    guint n = 0;
    for (guint at = first; at < first + count; at++) {
        char letters[24];
        letters_lower(lines_token(lines, at)->text, letters);
        n += g_strv_contains(list, letters);
    }
    return n;
}

/* The office's own name on a letter it received is the addressee's. */
static gboolean same_organisation(const char *one, const char *other)
{
    g_autofree char *a = key_fold(one);
    g_autofree char *b = key_fold(other);
    return key_distance(a, b, 2 * KEY_EDIT) <= 2 * KEY_EDIT;
}

/* --- addresses ------------------------------------------------------------------------------- */

static gboolean is_zip(const char *text)
{
    guint digits = 0;
    while (digits < 5 && (g_ascii_isdigit(text[digits]) || digit_for(text[digits]) != 0))
        digits++;
    return digits == 5 && (text[5] == '\0' || strchr("-.,", text[5]) != NULL);
}

/* "Akron, OH 44344" */
static gboolean has_state_and_zip(const Lines *lines, guint first, guint count)
{
    for (guint at = first + 1; at < first + count; at++) {
        const char *state = lines_token(lines, at - 1)->text;
        if (is_zip(lines_token(lines, at)->text) && g_ascii_isupper(state[0]) &&
            g_ascii_isalpha(state[1]) && (state[2] == '\0' || state[2] == ','))
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
static guint row_of_zip(const Lines *lines, guint r)
{
    for (guint i = r; i < MIN(r + ADDRESS_ROWS, lines->rows->len); i++) {
        const Row *row = lines_row(lines, i);
        guint length = lines_cell_length(lines, row->first, row->first + row->count);
        if (has_state_and_zip(lines, row->first, length))
            return i;
    }
    return lines->rows->len;
}

/* --- letterhead ------------------------------------------------------------------------------ */

/* How much a cell near the top looks like the name of who sends; below 1: not at all. */
static double letterhead_score(const Lines *lines, guint r, guint first, guint count)
{
    double score = MIN(words_among(lines, first, count, organisation_words), 3) * 1.5;
    score -= 2.0 * words_among(lines, first, count, other_words);
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

static gboolean row_has_label(const PageFacts *page, guint r)
{
    for (guint i = 0; i < page->labels->len; i++) {
        const Label *label = &g_array_index(page->labels, Label, i);
        if (label->row == r && (label->form == LABEL_COLON || label->role == ROLE_PATIENT_NAME))
            return TRUE;
    }
    return FALSE;
}

typedef struct {
    guint first, count;
    double score;
} Head;

/* Insurers are told by name, others by the words that organisations have in theirs. */
static void head_weigh(const FactSetup *setup, const Lines *lines, guint r, guint first,
                       guint count, Head *sender, Head *payer)
{
    g_autofree char *text = lines_text(lines, first, count);
    double score = letterhead_score(lines, r, first, count);
    gboolean named = count <= 7 && payer_is_named(setup->tables->payers, text);
    if (*setup->office_name != '\0' && same_organisation(text, setup->office_name))
        score -= OWN_OFFICE;
    Head *head = named ? payer : sender;
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

static void letterhead_find(PageFacts *page, const FactSetup *setup)
{
    const Lines *lines = page->lines;
    Head sender = {0, 0, 1}, payer = {0, 0, 1};
    for (guint r = 0; r < MIN(lines->rows->len, LETTERHEAD_ROWS); r++) {
        const Row *row = lines_row(lines, r);
        if (row_has_label(page, r) && r > 2)
            break; /* the body has begun */
        for (guint at = row->first, end = row->first + row->count; at < end;) {
            guint length = lines_cell_length(lines, at, end);
            head_weigh(setup, lines, r, at, length, &sender, &payer);
            at += length;
        }
    }
    head_add(page, ROLE_FACILITY, &sender);
    head_add(page, ROLE_PAYER, &payer);
}

/* --- addressee and signature ----------------------------------------------------------------- */

static gboolean row_begins_with(const Lines *lines, guint r, const char *word)
{
    char letters[24];
    letters_lower(lines_token(lines, lines_row(lines, r)->first)->text, letters);
    return strcmp(letters, word) == 0;
}

static gboolean page_is_letter(const Lines *lines)
{
    for (guint r = 0; r < lines->rows->len; r++)
        if (row_begins_with(lines, r, "dear") || row_begins_with(lines, r, "sincerely") ||
            row_begins_with(lines, r, "towhom"))
            return TRUE;
    return FALSE;
}

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
            words_among(lines, row->first, cell, organisation_words) > 0)
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

/* --- appointments in sentences --------------------------------------------------------------- */

static gboolean is_appointment_word(const char *text)
{
    char letters[24];
    letters_lower(text, letters);
    return g_str_has_prefix(letters, "appointment") || strcmp(letters, "appt") == 0 ||
           strcmp(letters, "scheduled") == 0 || strcmp(letters, "rescheduled") == 0 ||
           strcmp(letters, "followup") == 0;
}

static gboolean is_with(const char *text)
{
    return g_ascii_strcasecmp(text, "with") == 0 || g_ascii_strcasecmp(text, "see") == 0;
}

static void appointment_read(PageFacts *page, const FactSetup *setup, guint from)
{
    const Lines *lines = page->lines;
    guint end = MIN(from + SENTENCE_TOKENS, lines->tokens->len);
    for (guint at = from; at < end; at++) {
        char iso[ISO_DATE_SIZE], clock[6];
        guint date_at, length, clock_at, clock_length;
        gboolean credentials;
        if (is_with(lines_token(lines, at)->text) && at + 1 < end) {
            g_autofree char *name =
                person_scan(lines, at + 1, end - at - 1, FALSE, &length, &credentials);
            if (name != NULL)
                page_facts_add(page, ROLE_PROVIDER, PARTY_PROVIDER, name, at + 1, length,
                               SURE_SENTENCE * (credentials ? 1 : 0.7), FALSE);
        }
        if (!date_scan(lines, at, MIN(4, end - at), DATE_APPOINTMENT, setup->today, iso, &date_at,
                       &length) ||
            date_at != at)
            continue;
        if (!time_scan(lines, at + length, MIN(5, lines->tokens->len - at - length), clock,
                       &clock_at, &clock_length))
            continue;
        g_autofree char *value = g_strdup_printf("%sT%s", iso, clock);
        page_facts_add(page, ROLE_APPOINTMENT, PARTY_PATIENT, value, at,
                       clock_at + clock_length - at, SURE_SENTENCE, FALSE);
        return;
    }
}

static gboolean is_labelled_value(const PageFacts *page, Role role)
{
    for (guint i = 0; i < page->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(page->facts, i);
        if (fact->role == role)
            return TRUE;
    }
    return FALSE;
}

static void appointments_find(PageFacts *page, const FactSetup *setup)
{
    if (is_labelled_value(page, ROLE_APPOINTMENT))
        return;
    for (guint at = 0; at < page->lines->tokens->len; at++) {
        if (!is_appointment_word(lines_token(page->lines, at)->text))
            continue;
        appointment_read(page, setup, at + 1);
        if (is_labelled_value(page, ROLE_APPOINTMENT))
            return;
    }
}

void facts_from_letter(PageFacts *page, const FactSetup *setup)
{
    letterhead_find(page, setup);
    addressee_find(page);
    signature_find(page);
    appointments_find(page, setup);
}
