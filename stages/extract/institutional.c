/* institutional.c - the hospital's claim form, whose boxes tell more by place than by name.
 *
 * Does: the period covered, printed without strokes; the attending physician in parts; diagnoses
 * behind their letters. Reads: rows of pages that have such boxes. Source: UB-04 (CMS-1450),
 * boxes 6, 67 and 76. */
#include "codes.h"
#include "facts.h"

#include <string.h>

#define SURE_BOX 0.85

enum {
    PERIOD_ROWS = 2, /* from the name of the box to its dates */
    RUN_DIGITS = 6,  /* "070424" */
};

static gboolean word_is(const Lines *lines, guint at, const char *word)
{
    g_autofree char *key = key_fold(word);
    return at < lines->tokens->len && strcmp(lines_token(lines, at)->key, key) == 0;
}

/* The first token of the words in a row; the number of tokens: they are not on the page. */
static guint words_at(const Lines *lines, const char *one, const char *two)
{
    guint at = 0;
    while (at < lines->tokens->len && !(word_is(lines, at, one) && word_is(lines, at + 1, two)))
        at++;
    return at;
}

static guint row_of(const Lines *lines, guint token)
{
    guint r = 0;
    while (r + 1 < lines->rows->len && lines_row(lines, r + 1)->first <= token)
        r++;
    return r;
}

/* --- the period ------------------------------------------------------------------------------ */

static gboolean run_read(const char *text, const char *today, char iso[ISO_DATE_SIZE])
{
    if (strlen(text) != RUN_DIGITS || digits_count(text) != RUN_DIGITS)
        return FALSE;
    g_autofree char *parted = g_strdup_printf("%.2s/%.2s/%.2s", text, text + 2, text + 4);
    return date_parse(parted, DATE_SERVICE, today, iso);
}

/* The first two dates that stand beside one another below the name of the box. */
static void period_find(PageFacts *page, const FactSetup *setup, guint box)
{
    const Lines *lines = page->lines;
    guint r = row_of(lines, box), last = MIN(r + PERIOD_ROWS, lines->rows->len - 1);
    const Row *row = lines_row(lines, last);
    for (guint at = box; at + 1 < row->first + row->count; at++) {
        char from[ISO_DATE_SIZE], through[ISO_DATE_SIZE];
        if (!run_read(lines_token(lines, at)->text, setup->today, from) ||
            !run_read(lines_token(lines, at + 1)->text, setup->today, through) ||
            strcmp(from, through) > 0)
            continue;
        page_facts_add(page, ROLE_DATE_SERVICE, PARTY_PATIENT, from, at, 1, SURE_BOX, TRUE);
        return;
    }
}

/* --- the attending physician ----------------------------------------------------------------- */

/* "LAST  MERRITT  FIRST  RAUL", in the row of the box or the next. */
static void attending_name_read(PageFacts *page, guint from, guint end)
{
    const Lines *lines = page->lines;
    guint last = from, first;
    while (last < end && !word_is(lines, last, "last"))
        last++;
    first = last + 1;
    while (first < end && !word_is(lines, first, "first"))
        first++;
    if (first + 1 >= end || first < last + 2)
        return;
    g_autofree char *surname = lines_text(lines, last + 1, first - last - 1);
    g_autofree char *name = g_strdup_printf("%s %s", lines_token(lines, first + 1)->text, surname);
    page_facts_add(page, ROLE_ATTENDING, PARTY_PROVIDER, name, last + 1, first + 1 - last, SURE_BOX,
                   TRUE);
}

static void attending_find(PageFacts *page)
{
    const Lines *lines = page->lines;
    guint box = words_at(lines, "76", "attending");
    if (box == lines->tokens->len)
        return;
    guint r = row_of(lines, box);
    const Row *row = lines_row(lines, MIN(r + 1, lines->rows->len - 1));
    guint row_end = lines_row(lines, r)->first + lines_row(lines, r)->count;
    for (guint at = box + 2; at < row_end; at++) {
        const Token *token = lines_token(lines, at);
        char npi[NPI_SIZE];
        if (!npi_parse(token->text, token_choices(token), npi))
            continue;
        page_facts_add(page, ROLE_NPI_RENDERING, PARTY_PROVIDER, npi, at, 1, SURE_BOX, TRUE);
        break;
    }
    attending_name_read(page, box + 2, row->first + row->count);
}

/* --- diagnoses ------------------------------------------------------------------------------- */

static void diagnoses_find(PageFacts *page)
{
    const Lines *lines = page->lines;
    guint box = words_at(lines, "66", "dx");
    if (box == lines->tokens->len)
        return;
    const Row *row = lines_row(lines, row_of(lines, box));
    for (guint at = box + 2; at < row->first + row->count; at++) {
        const Token *token = lines_token(lines, at);
        char icd[ICD_SIZE];
        gboolean repaired;
        if (g_ascii_isupper(token->text[0]) &&
            icd_parse(token->text, token_choices(token), icd, &repaired) && !repaired)
            page_facts_add(page, ROLE_ICD, PARTY_PATIENT, icd, at, 1, SURE_BOX, TRUE);
    }
}

void facts_from_institutional(PageFacts *page, const FactSetup *setup)
{
    guint period = words_at(page->lines, "covers", "period");
    if (period == page->lines->tokens->len)
        return;
    period_find(page, setup, period);
    attending_find(page);
    diagnoses_find(page);
}
