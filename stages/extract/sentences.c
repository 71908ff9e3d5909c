/* sentences.c - what letters tell in sentences: appointments, and when somebody was seen.
 *
 * Reads: tokens across rows. Does not: use labels, but for knowing that one told the time already.
 */
#include "codes.h"
#include "letter.h"
#include "name.h"

#include <string.h>

#define SURE_SENTENCE    0.92
#define SURE_LETTER_DATE 0.75
#define SURE_DECLARANT   0.75

enum {
    LETTER_DATE_ROWS = 16,
    SEEN_TOKENS = 12, /* from "I saw" to its date */
    DATE_TOKENS = 3,
    GUARDIAN_TOKENS = 6,  /* from who signs to of whom he is the parent */
    SENTENCE_TOKENS = 45, /* from "your appointment" to its date */
    WITH_TOKENS = 16,     /* from there to whom it is with */
    CHART_LEAST = 5,      /* characters of a number behind "chart" */
};

static const char *const clinicians[] = {"dr", "doctor", NULL};

/* --- appointments in sentences --------------------------------------------------------------- */

static gboolean is_appointment_word(const char *text)
{
    char letters[LETTERS_SIZE];
    letters_lower(text, letters);
    return g_str_has_prefix(letters, "appointment") || strcmp(letters, "appt") == 0 ||
           strcmp(letters, "scheduled") == 0 || strcmp(letters, "rescheduled") == 0 ||
           strcmp(letters, "followup") == 0;
}

static gboolean is_with(const char *text)
{
    return g_ascii_strcasecmp(text, "with") == 0 || g_ascii_strcasecmp(text, "see") == 0;
}

static void clinician_read(PageFacts *page, guint at, guint end)
{
    guint length;
    gboolean credentials;
    g_autofree char *name = person_scan(page->lines, at, end - at, FALSE, &length, &credentials);
    if (name != NULL)
        page_facts_add(page, ROLE_PROVIDER, PARTY_PROVIDER, name, at, length,
                       SURE_SENTENCE * (credentials ? 1 : 0.8), FALSE);
}

/* FALSE: no date with a time of day begins here. */
static gboolean moment_read(PageFacts *page, const FactSetup *setup, guint at, guint end)
{
    const Lines *lines = page->lines;
    char iso[ISO_DATE_SIZE], clock[6];
    guint date_at, length, clock_at, clock_length;
    if (!date_scan(lines, at, MIN(4, end - at), DATE_APPOINTMENT, setup->today, iso, &date_at,
                   &length) ||
        date_at != at)
        return FALSE;
    if (!time_scan(lines, at + length, MIN(5, lines->tokens->len - at - length), clock, &clock_at,
                   &clock_length))
        return FALSE;
    g_autofree char *value = g_strdup_printf("%sT%s", iso, clock);
    page_facts_add(page, ROLE_APPOINTMENT, PARTY_PATIENT, value, at, clock_at + clock_length - at,
                   SURE_SENTENCE, FALSE);
    return TRUE;
}

/* When a page was signed or printed is no visit to come. */
static gboolean is_end_word(const char *text)
{
    static const char *const words[] = {"signed",        "electronically", "printed", "dictated",
                                        "authenticated", "transcribed",    NULL};
    char letters[LETTERS_SIZE];
    letters_lower(text, letters);
    return g_strv_contains(words, letters);
}

static void appointment_read(PageFacts *page, const FactSetup *setup, guint from)
{
    guint end = MIN(from + SENTENCE_TOKENS, page->lines->tokens->len);
    gboolean moment = page_has_fact(page, ROLE_APPOINTMENT);
    for (guint at = from; at < end && !is_end_word(lines_token(page->lines, at)->text); at++) {
        if (is_with(lines_token(page->lines, at)->text) && at + 1 < end)
            clinician_read(page, at + 1, end);
        if (!moment && moment_read(page, setup, at, end)) {
            moment = TRUE;
            end = MIN(end, at + WITH_TOKENS); /* "on Tuesday at 2:15 PM with Dr. Poe" */
        }
    }
}

/* --- dates in letters ------------------------------------------------------------------------- */

/* "was in the office on March 1, 2026": right before the date. */
static gboolean is_place_seen(const Lines *lines, guint on)
{
    static const char *const places[] = {"office", "clinic", "hospital", "department", NULL};
    char letters[LETTERS_SIZE];
    letters_lower(lines_token(lines, on - 1)->text, letters);
    return g_strv_contains(places, letters);
}

static gboolean is_seen_word(const char *text)
{
    static const char *const words[] = {"saw",      "seen",  "seeing",  "evaluated",
                                        "examined", "visit", "visited", NULL};
    char letters[LETTERS_SIZE];
    letters_lower(text, letters);
    return g_strv_contains(words, letters);
}

/* The date of a letter stands alone in its row; "I saw Ms. Poe on March 1, 2026" tells the visit.
 */
static void letter_dates_find(PageFacts *page, const FactSetup *setup)
{
    const Lines *lines = page->lines;
    char iso[ISO_DATE_SIZE];
    guint at, length;
    for (guint r = 0; r < MIN(lines->rows->len, LETTER_DATE_ROWS); r++) {
        const Row *row = lines_row(lines, r);
        if (row->count <= 5 && !row_has_label(page, r) &&
            date_scan(lines, row->first, row->count, DATE_SERVICE, setup->today, iso, &at,
                      &length) &&
            length == row->count)
            page_facts_add(page, ROLE_DATE_PLAIN, PARTY_SENDER, iso, at, length, SURE_LETTER_DATE,
                           FALSE);
    }
    if (!page_is_letter(lines))
        return;
    for (guint i = 0; i + 2 < lines->tokens->len; i++) {
        gboolean on = i > 0 && g_ascii_strcasecmp(lines_token(lines, i)->text, "on") == 0 &&
                      is_place_seen(lines, i);
        if (!on && !is_seen_word(lines_token(lines, i)->text))
            continue;
        guint reach = MIN(on ? DATE_TOKENS : SEEN_TOKENS, lines->tokens->len - i - 1);
        if (!date_scan(lines, i + 1, reach, DATE_SERVICE, setup->today, iso, &at, &length) ||
            g_ascii_strcasecmp(lines_token(lines, at - 1)->text, "on") != 0)
            continue;
        page_facts_add(page, ROLE_DATE_SERVICE, PARTY_PATIENT, iso, at, length, SURE_LETTER_DATE,
                       FALSE);
        return;
    }
}

/* A label may have told the time already; whom it is with stands in the sentence all the same. */
static void appointments_find(PageFacts *page, const FactSetup *setup)
{
    for (guint at = 0; at < page->lines->tokens->len; at++) {
        if (!is_appointment_word(lines_token(page->lines, at)->text))
            continue;
        guint before = page->facts->len;
        appointment_read(page, setup, at + 1);
        if (page->facts->len > before && page_has_fact(page, ROLE_APPOINTMENT))
            return;
    }
}

static gboolean is_after_letter(const PageFacts *page, const char *iso)
{
    for (guint i = 0; i < page->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(page->facts, i);
        if (fact->role == ROLE_DATE_PLAIN && strcmp(fact->value, iso) < 0)
            return TRUE;
    }
    return FALSE;
}

/* "We have reserved a time for you with Jane Poe, MD on March 3, 2026 at 10:15 AM", in a letter to
 * the patient: a moment after the letter's own date, where it has one. */
static void invitation_find(PageFacts *page, const FactSetup *setup)
{
    const Lines *lines = page->lines;
    guint r = 0;
    while (r < lines->rows->len && !row_begins_with(lines, r, "dear"))
        r++;
    if (r == lines->rows->len)
        return;
    const Row *row = lines_row(lines, r);
    guint from = row->first + row->count, end = MIN(from + SENTENCE_TOKENS, lines->tokens->len);
    if (words_among(lines, row->first, row->count, clinicians) > 0)
        return;
    for (guint at = from; at < end; at++) {
        char iso[ISO_DATE_SIZE];
        guint found, length;
        if (!date_scan(lines, at, MIN(DATE_TOKENS, end - at), DATE_APPOINTMENT, setup->today, iso,
                       &found, &length) ||
            found != at)
            continue;
        if (!page_has_fact(page, ROLE_DATE_PLAIN) || is_after_letter(page, iso))
            appointment_read(page, setup, from);
        return;
    }
}

/* --- the head of a note ------------------------------------------------------------------------
 */

/* "Progress Notes by Jane Poe, MD at 3/12/2026 10:20 AM". */
static void note_head_find(PageFacts *page, const FactSetup *setup)
{
    static const char *const kinds[] = {"note",      "notes",     "consult",  "consults", "hp",
                                        "report",    "summaries", "summary",  "visit",    "exam",
                                        "encounter", "history",   "physical", NULL};
    static const char *const at_words[] = {"at", "on", NULL};
    const Lines *lines = page->lines;
    for (guint r = 0; r < MIN(lines->rows->len, LETTER_DATE_ROWS); r++) {
        const Row *row = lines_row(lines, r);
        guint end = row->first + row->count, by = row->first, length, at, count;
        while (by < end && strcmp(lines_token(lines, by)->text, "by") != 0)
            by++;
        if (by + 2 >= end || by == row->first ||
            words_among(lines, row->first, by - row->first, kinds) == 0)
            continue;
        gboolean credentials;
        g_autofree char *name =
            person_scan(lines, by + 1, end - by - 1, FALSE, &length, &credentials);
        if (name == NULL || !credentials)
            continue;
        page_facts_add(page, ROLE_AUTHOR, PARTY_PROVIDER, name, by + 1, length, SURE_SENTENCE,
                       FALSE);
        guint behind = by + 1 + length;
        char iso[ISO_DATE_SIZE];
        if (behind + 1 < end && words_among(lines, behind, 1, at_words) == 1 &&
            date_scan(lines, behind + 1, MIN(DATE_TOKENS, end - behind - 1), DATE_SERVICE,
                      setup->today, iso, &at, &count) &&
            at == behind + 1)
            page_facts_add(page, ROLE_DATE_SERVICE, PARTY_PATIENT, iso, at, count, SURE_SENTENCE,
                           FALSE);
        return;
    }
}

/* --- the patient in running text ---------------------------------------------------------------
 */

/* The number that a word in running text is, without what ends the sentence; NULL: none. */
static char *number_said(const char *text)
{
    gsize length = strcspn(text, ".,;)");
    if (length < CHART_LEAST || text[length + strspn(text + length, ".,;)")] != '\0')
        return NULL;
    char *number = g_strndup(text, length);
    if (digits_count(number) + 1 >= length)
        return number;
    g_free(number);
    return NULL;
}

/* "(DOB 07/02/1996), chart 01066080, was seen here". */
static void chart_find(PageFacts *page)
{
    const Lines *lines = page->lines;
    for (guint at = 0; at + 1 < lines->tokens->len; at++) {
        if (g_ascii_strcasecmp(lines_token(lines, at)->text, "chart") != 0)
            continue;
        g_autofree char *number = number_said(lines_token(lines, at + 1)->text);
        if (number == NULL)
            continue;
        page_facts_add(page, ROLE_MRN, PARTY_PATIENT, number, at + 1, 1, SURE_SENTENCE, FALSE);
        return;
    }
}

/* Whoever signs for a child or ward says so right behind the name. */
static gboolean signs_for_another(const Lines *lines, guint from, guint end)
{
    static const char *const others[] = {"parent", "mother", "father", "guardian", "agent", NULL};
    return words_among(lines, from, MIN(GUARDIAN_TOKENS, end - from), others) > 0;
}

/* "I," and what a stroke and a comma are read as. */
static gboolean is_stroke(const char *text)
{
    static const char *const strokes[] = {"1,", "l,", "|,", "!,", "[,", "],", NULL};
    return g_strv_contains(strokes, text);
}

/* "I, Ana Diaz, born March 4, 1961, being of sound mind". */
static void declarant_find(PageFacts *page, const FactSetup *setup)
{
    const Lines *lines = page->lines;
    for (guint r = 0; r < lines->rows->len; r++) {
        const Row *row = lines_row(lines, r);
        guint end = row->first + row->count, length, at, count;
        gboolean credentials;
        char iso[ISO_DATE_SIZE], letters[LETTERS_SIZE];
        const char *opening = row->count < 4 ? "" : lines_token(lines, row->first)->text;
        gboolean stroke = is_stroke(opening);
        if (!stroke && strcmp(opening, "I,") != 0)
            continue;
        g_autofree char *name =
            person_scan(lines, row->first + 1, row->count - 1, TRUE, &length, &credentials);
        guint behind = row->first + 1 + length;
        gboolean born = FALSE;
        if (name != NULL && behind + 1 < end) {
            letters_lower(lines_token(lines, behind)->text, letters);
            born = strcmp(letters, "born") == 0;
        }
        if (stroke && !born) /* "1, Lisinopril Tabs" */
            continue;
        if (name == NULL || credentials || signs_for_another(lines, behind, end))
            return;
        page_facts_add(page, ROLE_PATIENT_NAME, PARTY_PATIENT, name, row->first + 1, length,
                       SURE_DECLARANT, FALSE);
        if (born && !page_has_fact(page, ROLE_DOB) &&
            date_scan(lines, behind + 1, MIN(DATE_TOKENS, end - behind - 1), DATE_BIRTH,
                      setup->today, iso, &at, &count) &&
            at == behind + 1)
            page_facts_add(page, ROLE_DOB, PARTY_PATIENT, iso, at, count, SURE_DECLARANT, FALSE);
        return;
    }
}

/* "Ana Diaz was seen in our office today", as the first words below "To whom it may concern". */
static void certified_find(PageFacts *page)
{
    static const char *const told[] = {"was", "is", "has", "may", "will", NULL};
    const Lines *lines = page->lines;
    guint r = 0;
    while (r < lines->rows->len && !row_begins_with(lines, r, "to"))
        r++;
    for (; r + 1 < lines->rows->len; r++) {
        const Row *row = lines_row(lines, r), *next = lines_row(lines, r + 1);
        g_autofree char *text = lines_text(lines, row->first, row->count);
        guint length;
        gboolean credentials;
        if (g_ascii_strncasecmp(text, "to whom it may concern", 22) != 0)
            continue;
        g_autofree char *name =
            person_scan(lines, next->first, next->count, TRUE, &length, &credentials);
        if (name != NULL && !credentials && length < next->count &&
            words_among(lines, next->first + length, 1, told) == 1)
            page_facts_add(page, ROLE_PATIENT_NAME, PARTY_PATIENT, name, next->first, length,
                           SURE_DECLARANT, FALSE);
        return;
    }
}

/* "I saw Ana Diaz in the office on March 1, 2026": whom a letter is about that has no other word
 * for it. */
static void seen_find(PageFacts *page)
{
    static const char *const behind[] = {"in", "on", "at", "today", "for", "back", "again", NULL};
    const Lines *lines = page->lines;
    for (guint at = 0; page_is_letter(lines) && at + 3 < lines->tokens->len; at++) {
        guint length, reach = MIN(SEEN_TOKENS, lines->tokens->len - at - 1);
        gboolean credentials;
        if (!is_seen_word(lines_token(lines, at)->text))
            continue;
        g_autofree char *name = person_scan(lines, at + 1, reach, TRUE, &length, &credentials);
        g_autoptr(PersonName) parsed = name != NULL ? person_name_parse(name) : NULL;
        if (parsed == NULL || *parsed->first == '\0' || credentials || length >= reach ||
            words_among(lines, at + 1, 1, clinicians) > 0 ||
            organisation_words_count(lines, at + 1, length) > 0 ||
            (words_among(lines, at + 1 + length, 1, behind) == 0 &&
             lines_token(lines, at + 1 + length)->text[0] != '('))
            continue;
        page_facts_add(page, ROLE_PATIENT_NAME, PARTY_PATIENT, name, at + 1, length, SURE_DECLARANT,
                       FALSE);
        return;
    }
}

void sentences_find(PageFacts *page, const FactSetup *setup)
{
    appointments_find(page, setup);
    letter_dates_find(page, setup);
    if (!page_has_fact(page, ROLE_APPOINTMENT))
        invitation_find(page, setup);
    note_head_find(page, setup);
    if (!page_has_fact(page, ROLE_MRN))
        chart_find(page);
    if (!page_has_fact(page, ROLE_PATIENT_NAME))
        declarant_find(page, setup);
    if (!page_has_fact(page, ROLE_PATIENT_NAME))
        certified_find(page);
    if (!page_has_fact(page, ROLE_PATIENT_NAME))
        seen_find(page);
}
