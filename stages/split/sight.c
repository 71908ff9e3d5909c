/* sight.c - what parting pages needs to know of one page.
 *
 * Does: gathers counters, title, patient, letterhead, and how the text begins and ends.
 * Reads: rows, facts. Does not: compare pages. */
#include "sight.h"

#include "../extract/letter.h"

#include <string.h>

#define FOOT_SHARE 0.90 /* of the height: below it stand footers */
#define WIDE_SHARE 0.60 /* of the width, that a line reaches which breaks off */

enum {
    SALUTATION_ROWS = 24,
    TAIL_ROWS = 6, /* footers that may stand below the last line of the text */
    HEAD_ROWS = 6, /* headers that may stand above its first */
};

void sight_clear(gpointer data)
{
    Sight *sight = data;
    g_free(sight->sender);
    g_free(sight->name);
    g_free(sight->birth);
    g_free(sight->mrn);
    g_free(sight->facility);
    g_free(sight->visit);
    g_free(sight->head);
}

/* --- facts ----------------------------------------------------------------------------------- */

gboolean page_ends_document(const PageFacts *facts)
{
    for (guint i = 0; i < facts->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(facts->facts, i);
        if (fact->role == ROLE_AUTHOR || (fact->role == ROLE_SIGNATURE_PERSON && !fact->labelled))
            return TRUE;
    }
    return FALSE;
}

static char *fact_value(const PageFacts *facts, Role role, gboolean labelled)
{
    const Fact *best = NULL;
    for (guint i = 0; i < facts->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(facts->facts, i);
        if (fact->role == role && fact->labelled == labelled && fact->party != PARTY_INSURED &&
            (best == NULL || fact->confidence > best->confidence))
            best = fact;
    }
    return best != NULL ? g_strdup(best->value) : NULL;
}

static char *visit_date(const PageFacts *facts)
{
    for (guint i = 0; i < facts->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(facts->facts, i);
        if (fact->role >= ROLE_DATE_SERVICE && fact->role <= ROLE_DATE_COLLECTED)
            return g_strdup(fact->value);
    }
    return NULL;
}

/* A document tells once who the patient is; later pages repeat name and number at most. */
static guint identity_count(const PageFacts *facts)
{
    static const Role kinds[] = {ROLE_PATIENT_NAME, ROLE_DOB,     ROLE_MRN,       ROLE_SEX,
                                 ROLE_PHONE,        ROLE_ADDRESS, ROLE_MEMBER_ID, ROLE_ACCOUNT};
    guint count = 0;
    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
        for (guint i = 0; i < facts->labels->len; i++)
            if (g_array_index(facts->labels, Label, i).role == kinds[k]) {
                count++;
                break;
            }
    return count;
}

/* --- how the text begins and ends ------------------------------------------------------------ */

static gboolean page_salutes(const Lines *lines)
{
    for (guint r = 0; r < MIN(lines->rows->len, SALUTATION_ROWS); r++)
        if (row_begins_with(lines, r, "dear") || row_begins_with(lines, r, "re"))
            return TRUE;
    return FALSE;
}

static gboolean page_open_end(const Lines *lines)
{
    guint n = lines->rows->len;
    for (guint r = n; r-- > 0 && r + TAIL_ROWS >= n;) {
        const Row *row = lines_row(lines, r);
        const Token *last = lines_token(lines, row->first + row->count - 1);
        gsize length = strlen(last->text);
        if (row->count > 1 && length > 2 && strchr(".!?", last->text[length - 1]) != NULL)
            return FALSE;
        if (lines_row_is_prose(lines, r))
            return !last->colon && last->right > lines->width * WIDE_SHARE;
    }
    return FALSE;
}

static gboolean is_later_item(const char *text)
{
    char *end;
    guint64 number = g_ascii_strtoull(text, &end, 10);
    return end != text && number >= 2 && number <= 40 && (*end == '.' || *end == ')') &&
           end[1] == '\0';
}

/* The first row of the text, below the headers: small letters first, or the rest of a list. */
static gboolean page_goes_on(const Lines *lines)
{
    for (guint r = 0; r < MIN(lines->rows->len, HEAD_ROWS); r++) {
        const Row *row = lines_row(lines, r);
        const char *first = lines_token(lines, row->first)->text;
        if (row->count > 1 && is_later_item(first))
            return TRUE;
        if (lines_row_is_prose(lines, r))
            return g_ascii_islower(first[0]) != 0;
    }
    return FALSE;
}

static double page_fill(const Lines *lines)
{
    double height = lines->page->height_px, bottom = 0;
    if (height <= 0)
        return 0;
    for (guint r = 0; r < lines->rows->len; r++) {
        const Row *row = lines_row(lines, r);
        if (row->top < FOOT_SHARE * height)
            bottom = MAX(bottom, row->bottom);
    }
    return bottom / height;
}

/* The words of the fax machine's line without dates, times and counters. */
static char *header_sender(const char *header)
{
    GString *sender = g_string_new(NULL);
    g_auto(GStrv) words = g_strsplit(header, " ", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        gsize letters = 0, others = 0;
        for (const char *at = words[i]; *at != '\0'; at++)
            g_ascii_isalpha(*at) ? letters++ : others++;
        if (letters >= 3 && letters > 2 * others)
            g_string_append(sender, words[i]);
    }
    char *folded = key_fold(sender->str);
    g_string_free(sender, TRUE);
    return folded;
}

static char *head_words(const Lines *lines)
{
    g_autoptr(GString) head = g_string_new(NULL);
    for (guint r = 0; r < MIN(lines->rows->len, HEAD_ROWS); r++) {
        const Row *row = lines_row(lines, r);
        g_autofree char *text = lines_text(lines, row->first, row->count);
        g_string_append_printf(head, "%s ", text);
    }
    return key_words(head->str);
}

/* --- the whole ------------------------------------------------------------------------------- */

static void look_take(Sight *sight, const DoctypeTable *types, const Lines *lines)
{
    DoctypeScore score = {0};
    g_autoptr(GHashTable) seen = doctype_seen_new();
    doctype_add_page(types, lines, seen, &score);
    sight->look = doctype_best(types, &score, "cover", &sight->look_sure);
}

Sight sight_of(const DoctypeTable *types, Page *page, const PageFacts *facts)
{
    const Lines *lines = facts->lines;
    Sight sight = {.page = page};
    counter_from_header(lines->header, &sight.fax);
    counter_from_lines(lines, &sight.own);
    sight.sender = header_sender(lines->header);
    doctype_title_row(types, lines, &sight.type, &sight.title);
    look_take(&sight, types, lines);
    sight.name = fact_value(facts, ROLE_PATIENT_NAME, TRUE);
    if (sight.name == NULL)
        sight.name = fact_value(facts, ROLE_NAME, TRUE);
    if (sight.name == NULL)
        sight.name = fact_value(facts, ROLE_PATIENT_NAME, FALSE);
    sight.birth = fact_value(facts, ROLE_DOB, TRUE);
    sight.mrn = fact_value(facts, ROLE_MRN, TRUE);
    sight.facility = fact_value(facts, ROLE_FACILITY, FALSE);
    if (sight.facility == NULL)
        sight.facility = fact_value(facts, ROLE_PAYER, FALSE);
    sight.visit = visit_date(facts);
    sight.head = head_words(lines);
    sight.identity = identity_count(facts);
    sight.fill = page_fill(lines);
    sight.salutes = page_salutes(lines);
    sight.ends = page_ends_document(facts);
    sight.open_end = page_open_end(lines);
    sight.goes_on = page_goes_on(lines);
    return sight;
}
