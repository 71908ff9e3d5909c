/* tables.c - service lines of claims and benefit statements, and codes that stand in lists.
 *
 * Reads: rows. Does not: need the heads of the columns: a date, a procedure and a charge in one row
 * tell themselves. */
#include "facts.h"

#include "codes.h"

#include <string.h>

#define SURE_LINE  0.93
#define SURE_CODE  0.93
#define SURE_PAREN 0.94

static const GArray *choices_of(const Token *token)
{
    return strcmp(token->text, token->word->text) == 0 ? token->word->choices : NULL;
}

/* The number of units and a ruled line may have been read into an NPI: "1]1016334579". */
static gboolean npi_read(const Token *token, char npi[NPI_SIZE])
{
    gsize length = strlen(token->text);
    if (length > 10 && length <= 13)
        return npi_parse(token->text + length - 10, NULL, npi);
    return npi_parse(token->text, choices_of(token), npi);
}

/* A row with a date in front, a procedure code and an amount or an NPI. */
static void service_line_read(PageFacts *page, const FactSetup *setup, const Row *row)
{
    const Lines *lines = page->lines;
    char iso[ISO_DATE_SIZE];
    guint at, length, end = row->first + row->count;
    if (row->count < 3 ||
        !date_scan(lines, row->first, MIN(row->count, 4), DATE_SERVICE, setup->today, iso, &at,
                   &length) ||
        (at > row->first && strpbrk(lines_token(lines, row->first)->text, "0123456789") != NULL))
        return;
    guint after = at + length, code_at = end, money = 0, npi_at = end;
    char other[ISO_DATE_SIZE], cpt[CPT_SIZE], npi[NPI_SIZE];
    guint other_at, other_length;
    if (after < end &&
        date_scan(lines, after, MIN(end - after, 3), DATE_SERVICE, setup->today, other, &other_at,
                  &other_length) &&
        other_at == after)
        after += other_length; /* from ... to */
    for (guint i = after; i < end; i++) {
        const Token *token = lines_token(lines, i);
        char value[MONEY_SIZE], code[CPT_SIZE], number[NPI_SIZE];
        if (code_at == end && i < after + 6 && cpt_parse(token->text, choices_of(token), code)) {
            code_at = i;
            memcpy(cpt, code, CPT_SIZE);
        } else if (money_parse(token->text, value)) {
            money++;
        } else if (npi_read(token, number)) {
            npi_at = i;
            memcpy(npi, number, NPI_SIZE);
        }
    }
    if (code_at == end || (money == 0 && npi_at == end))
        return;
    page_facts_add(page, ROLE_DATE_SERVICE, PARTY_PATIENT, iso, at, length, SURE_LINE, FALSE);
    page_facts_add(page, ROLE_CPT, PARTY_PATIENT, cpt, code_at, 1, SURE_LINE, FALSE);
    if (npi_at != end)
        page_facts_add(page, ROLE_NPI_RENDERING, PARTY_PROVIDER, npi, npi_at, 1, SURE_LINE, FALSE);
}

/* "1.", "2)", "-" at the beginning of a row. */
static gboolean is_list_mark(const char *text)
{
    gsize digits = strspn(text, "0123456789");
    return digits <= 2 && text[digits] != '\0' && strchr(".)-*", text[digits]) != NULL &&
           text[digits + 1] == '\0';
}

static gboolean is_diagnosis_row(const PageFacts *page, const Row *row)
{
    return row->count >= 3 && is_list_mark(lines_token(page->lines, row->first)->text);
}

/* Among words a code must look its part: "I48.0", or "I10" at the end of a row; vertebrae and
 * vitamins do not. */
static gboolean is_plain_code(const char *text, gboolean last)
{
    static const char *const others[] = {"B12", "T10", "T11", "T12", "A1C", "H2O", NULL};
    if (!g_ascii_isupper(text[0]) || !g_ascii_isdigit(text[1]) || g_strv_contains(others, text))
        return FALSE;
    return text[2] != '\0' && (text[3] == '.' ? g_ascii_isdigit(text[4]) : last && text[3] == '\0');
}

/* "A. E11.9  B. E66.9" of a claim, "(M54.2)" behind a diagnosis. */
static void codes_read(PageFacts *page, const Row *row)
{
    const Lines *lines = page->lines;
    for (guint at = row->first; at < row->first + row->count; at++) {
        const Token *token = lines_token(lines, at);
        const char *before = at > row->first ? lines_token(lines, at - 1)->text : "";
        gsize length = strlen(before);
        gboolean lettered = length == 2 && g_ascii_isupper(before[0]) && before[0] <= 'L' &&
                            (before[1] == '.' || before[1] == ')' || before[1] == ',');
        gsize size = strlen(token->text);
        gboolean enclosed = token->text[0] == '(' && size > 4 && strchr(token->text, ')') != NULL;
        char icd[ICD_SIZE];
        gboolean repaired;
        gboolean in_list = !lettered && !enclosed && at > row->first && is_diagnosis_row(page, row);
        if ((!lettered && !enclosed && !in_list) || size > 11 || size < 3 ||
            !icd_parse(token->text, choices_of(token), icd, &repaired))
            continue;
        if (in_list && (repaired || !is_plain_code(token->text, at + 1 == row->first + row->count)))
            continue;
        gboolean dotted = strpbrk(token->text + 1, ".,") != NULL;
        gboolean listed = is_list_mark(lines_token(lines, row->first)->text);
        if (enclosed && !dotted && (repaired || !listed))
            continue; /* "(150)" is a number, "(E08)" a misread abbreviation */
        page_facts_add(page, ROLE_ICD, PARTY_PATIENT, icd, at, 1,
                       (enclosed ? SURE_PAREN : SURE_CODE) * (repaired ? 0.85 : 1), FALSE);
    }
}

void facts_from_tables(PageFacts *page, const FactSetup *setup)
{
    for (guint r = 0; r < page->lines->rows->len; r++) {
        const Row *row = lines_row(page->lines, r);
        service_line_read(page, setup, row);
        codes_read(page, row);
    }
}
