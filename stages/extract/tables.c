/* tables.c - codes that stand in lists, and NPIs under a misread name.
 *
 * Reads: rows. Does not: need labels. */
#include "codes.h"
#include "facts.h"

#include <string.h>

#define SURE_CODE  0.93
#define SURE_PAREN 0.94
#define SURE_NAMED 0.85

/* --- NPIs under a misread name
 * -------------------------------------------------------------------- */

/* "NPE:", "NPIL", "NPt": the check digit of what follows makes up for the letters. */
static gboolean is_npi_name(const Token *token)
{
    gsize length = strlen(token->key);
    return length >= 2 && length <= 5 && token->key[0] == 'n' && token->key[1] == 'p';
}

static gboolean npi_is_named(const Lines *lines, guint r, guint at)
{
    const Row *row = lines_row(lines, r);
    if (at > row->first && is_npi_name(lines_token(lines, at - 1)))
        return TRUE;
    if (r == 0)
        return FALSE;
    const Row *above = lines_row(lines, r - 1);
    double left = lines_token(lines, at)->left, slack = 2 * lines->height;
    for (guint i = above->first; i < above->first + above->count; i++) {
        const Token *token = lines_token(lines, i);
        if (is_npi_name(token) && token->left > left - slack && token->left < left + slack)
            return TRUE;
    }
    return FALSE;
}

static void npis_find(PageFacts *page, guint r)
{
    const Row *row = lines_row(page->lines, r);
    for (guint at = row->first; at < row->first + row->count; at++) {
        const Token *token = lines_token(page->lines, at);
        char npi[NPI_SIZE];
        if (strlen(token->text) >= 10 && npi_parse(token->text, token_choices(token), npi) &&
            npi_is_named(page->lines, r, at))
            page_facts_add(page, ROLE_NPI, PARTY_PROVIDER, npi, at, 1, SURE_NAMED, FALSE);
    }
}

/* --- lists of diagnoses
 * ------------------------------------------------------------------------------ */

/* A dot with something behind it: "M54.2", but not "(419)." */
static gboolean has_inner_dot(const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        if ((*at == '.' || *at == ',') && g_ascii_isalnum(at[1]))
            return TRUE;
    return FALSE;
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
static gboolean is_line_mark(const char *text, gboolean dotted)
{
    gsize length = strlen(text);
    if (length < 2 || strchr(".),", text[length - 1]) == NULL)
        return FALSE;
    if (length == 2)
        return text[0] >= 'A' && text[0] <= 'L';
    return dotted && length == 3 && !g_ascii_islower(text[0]) &&
           g_ascii_isalpha(text[1]); /* "8B." */
}

static void codes_read(PageFacts *page, const Row *row)
{
    const Lines *lines = page->lines;
    for (guint at = row->first; at < row->first + row->count; at++) {
        const Token *token = lines_token(lines, at);
        const char *before = at > row->first ? lines_token(lines, at - 1)->text : "";
        gboolean lettered = is_line_mark(before, has_inner_dot(token->text));
        gsize size = strlen(token->text);
        gboolean enclosed =
            size > 4 && strchr("([", token->text[0]) != NULL && strpbrk(token->text, ")]") != NULL;
        char icd[ICD_SIZE];
        gboolean repaired;
        gboolean in_list = !lettered && !enclosed && at > row->first && is_diagnosis_row(page, row);
        if ((!lettered && !enclosed && !in_list) || size > 11 || size < 3 ||
            !icd_parse(token->text, token_choices(token), icd, &repaired))
            continue;
        if (in_list && (repaired || !is_plain_code(token->text, at + 1 == row->first + row->count)))
            continue;
        /* "(300.11)" is a code of the ninth revision */
        if (enclosed && !lettered && g_ascii_isdigit(token->text[1]))
            continue;
        gboolean dotted = has_inner_dot(token->text);
        gboolean listed = is_list_mark(lines_token(lines, row->first)->text);
        if (enclosed && !dotted && (repaired || !listed))
            continue; /* "(150)" is a number, "(E08)" a misread abbreviation */
        page_facts_add(page, ROLE_ICD, PARTY_PATIENT, icd, at, 1,
                       (enclosed ? SURE_PAREN : SURE_CODE) * (repaired ? 0.85 : 1), FALSE);
    }
}

/* Codes under boxes whose names are letters: nothing else stands in their row. */
static gboolean row_is_codes(const Lines *lines, const Row *row)
{
    gboolean dotted = FALSE;
    for (guint at = row->first; at < row->first + row->count; at++) {
        const char *text = lines_token(lines, at)->text;
        dotted = dotted || has_inner_dot(text);
        char icd[ICD_SIZE];
        gboolean repaired;
        if (!is_plain_code(text, TRUE) || !icd_parse(text, NULL, icd, &repaired) || repaired)
            return FALSE;
    }
    return row->count > 1 && dotted;
}

static void code_row_read(PageFacts *page, const Row *row)
{
    if (!row_is_codes(page->lines, row))
        return;
    for (guint at = row->first; at < row->first + row->count; at++) {
        char icd[ICD_SIZE];
        gboolean repaired;
        if (icd_parse(lines_token(page->lines, at)->text, NULL, icd, &repaired))
            page_facts_add(page, ROLE_ICD, PARTY_PATIENT, icd, at, 1, SURE_CODE, FALSE);
    }
}

void facts_from_tables(PageFacts *page)
{
    for (guint r = 0; r < page->lines->rows->len; r++) {
        const Row *row = lines_row(page->lines, r);
        npis_find(page, r);
        codes_read(page, row);
        code_row_read(page, row);
    }
}
