/* tables.c - service lines of claims and benefit statements, and codes that stand in lists.
 *
 * Reads: rows. Does not: need the heads of the columns: a date, a procedure and a charge in one row
 * tell themselves. */
#include "facts.h"

#include "money.h"

#include <math.h>
#include <string.h>

#define SURE_LINE   0.93
#define SURE_COLUMN 0.80
#define SURE_CODE   0.93
#define SURE_PAREN  0.94
#define SURE_NAMED  0.85

enum {
    SPECKS_MOST = 2,
    DATE_TOKENS = 5,   /* a row's first date begins within these */
    CODE_TOKENS = 7,   /* and its code within these behind it */
    COLUMN_REACH = 2,  /* rows from one service line to the next */
    COLUMN_DIGITS = 3, /* that a code has at the least as read */
};

/* The number of units and a ruled line may have been read into an NPI: "1]1016334579". */
static gboolean npi_read(const Token *token, char npi[NPI_SIZE])
{
    gsize length = strlen(token->text);
    if (length > 10 && length <= 13)
        return npi_parse(token->text + length - 10, NULL, npi);
    return npi_parse(token->text, token_choices(token), npi);
}

typedef struct {
    guint date, date_length, code, amount, npi; /* tokens; the row's end: not there */
    char iso[ISO_DATE_SIZE], cpt[CPT_SIZE], money[MONEY_SIZE], number[NPI_SIZE];
} ServiceLine;

static gboolean has_digit(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

/* The first date that can be read: of "95 04 23  05 04 23" the second. */
static gboolean service_date_read(const Lines *lines, const FactSetup *setup, const Row *row,
                                  ServiceLine *line)
{
    guint end = row->first + row->count;
    for (guint at = row->first; at < MIN(end, row->first + DATE_TOKENS); at++) {
        const char *text = lines_token(lines, at)->text;
        gboolean speck = strlen(text) == 1;
        if (at > row->first && !speck && !has_digit(text))
            return FALSE;
        guint found, length;
        /* in boxes of their own, month and day have two digits */
        if (date_scan(lines, at, MIN(3, end - at), DATE_SERVICE, setup->today, line->iso, &found,
                      &length) &&
            found == at && !(speck && length == 3)) {
            line->date = at;
            line->date_length = length;
            return TRUE;
        }
        if (strlen(text) == 2 && !speck)
            at += 2; /* month, day and year in boxes of their own */
    }
    return FALSE;
}

static gboolean cell_is_whole(const Lines *lines, const Row *row, guint at)
{
    return lines_token(lines, at)->cell || at == row->first;
}

static void service_codes_read(const Lines *lines, const Row *row, guint from, ServiceLine *line)
{
    guint end = row->first + row->count;
    line->code = line->amount = line->npi = end;
    for (guint i = from; i < end; i++) {
        const Token *token = lines_token(lines, i);
        if (line->code == end && i < from + CODE_TOKENS &&
            cpt_parse(token->text, token_choices(token), line->cpt)) {
            line->code = i;
        } else if (line->amount == end && line->code != end &&
                   money_parse(token->text, line->money)) {
            line->amount = i;
        } else if (npi_read(token, line->number)) {
            line->npi = i;
        }
    }
}

/* "A", "ABD": the lines of a claim's diagnoses that a service was for; its charge follows. */
static gboolean is_pointer(const char *text)
{
    gsize length = strlen(text);
    return length >= 1 && length <= 4 && strspn(text, "ABCDEFGHIJKL") == length;
}

/* "AB 118 50 1": the charge has its cents in a column of their own. */
static void charge_apart_read(const Lines *lines, guint end, ServiceLine *line)
{
    for (guint i = line->code + 2; i < end && line->amount == end; i++) {
        guint length;
        if (is_pointer(lines_token(lines, i - 1)->text) &&
            money_apart(lines, i, end, line->money, &length))
            line->amount = i;
    }
}

/* The code of a line may stand below its description, alone in its row. */
static void code_below_read(PageFacts *page, guint r, const ServiceLine *line)
{
    const Lines *lines = page->lines;
    if (r + 1 >= lines->rows->len)
        return;
    const Row *row = lines_row(lines, r + 1);
    const Token *token = lines_token(lines, row->first);
    char cpt[CPT_SIZE];
    if (row->count == 1 && strlen(token->text) == 5 && digits_count(token->text) >= 4 &&
        token->left > lines_token(lines, line->date)->right &&
        token->left < lines_token(lines, line->amount)->left &&
        cpt_parse(token->text, token_choices(token), cpt))
        page_facts_add(page, ROLE_CPT, PARTY_PATIENT, cpt, row->first, 1, SURE_COLUMN, FALSE);
}

/* A row with a date in front and an amount, but no code. */
static gboolean amount_without_code(const Lines *lines, guint from, guint end, ServiceLine *line)
{
    for (line->amount = from; line->amount < end; line->amount++)
        if (money_parse(lines_token(lines, line->amount)->text, line->money))
            return TRUE;
    return FALSE;
}

/* A row with a date in front, a procedure code and an amount or an NPI. A row whose date is past
 * reading still tells its code when amount and NPI stand in it. */
static void service_line_read(PageFacts *page, const FactSetup *setup, guint r)
{
    const Lines *lines = page->lines;
    const Row *row = lines_row(lines, r);
    guint end = row->first + row->count;
    ServiceLine line = {.date = end};
    guint first = row->first; /* behind what the edge of the paper left */
    while (first < end && first < row->first + SPECKS_MOST &&
           strlen(lines_token(lines, first)->text) == 1)
        first++;
    if (row->count < 3 || first == end || !has_digit(lines_token(lines, first)->text))
        return;
    gboolean dated = service_date_read(lines, setup, row, &line);
    guint from = dated ? line.date + line.date_length : row->first + 1;
    char other[ISO_DATE_SIZE];
    guint at, length;
    if (dated && from < end &&
        date_scan(lines, from, MIN(end - from, 3), DATE_SERVICE, setup->today, other, &at,
                  &length) &&
        at == from)
        from += length; /* from ... to */
    service_codes_read(lines, row, from, &line);
    if (line.code == end && dated && amount_without_code(lines, from, end, &line)) {
        code_below_read(page, r, &line);
        return;
    }
    if (line.code != end && line.amount == end)
        charge_apart_read(lines, end, &line);
    gboolean paid = line.amount != end, named = line.npi != end;
    if (line.code == end || !(dated ? paid || named : paid && named) ||
        (!dated && !cell_is_whole(lines, row, line.code)))
        return;
    if (dated)
        page_facts_add(page, ROLE_DATE_SERVICE, PARTY_PATIENT, line.iso, line.date,
                       line.date_length, SURE_LINE, FALSE);
    page_facts_add(page, ROLE_CPT, PARTY_PATIENT, line.cpt, line.code, 1, SURE_LINE, FALSE);
    if (paid)
        page_facts_add(page, ROLE_AMOUNT, PARTY_PATIENT, line.money, line.amount, 1, SURE_LINE,
                       FALSE);
    if (named)
        page_facts_add(page, ROLE_NPI_RENDERING, PARTY_PROVIDER, line.number, line.npi, 1,
                       SURE_LINE, FALSE);
}

/* Where the codes of the service lines stand: the middle of the first that was read, and its row.
 */
static const Fact *first_code(const PageFacts *page)
{
    for (guint i = 0; i < page->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(page->facts, i);
        if (fact->role == ROLE_CPT && !fact->labelled)
            return fact;
    }
    return NULL;
}

static gboolean row_has_code(const PageFacts *page, guint row)
{
    for (guint i = 0; i < page->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(page->facts, i);
        if (fact->role == ROLE_CPT && fact->row == row)
            return TRUE;
    }
    return FALSE;
}

/* A line too badly read to be known as one, right above or below others: what stands in their
 * column of codes and looks like a code is one. TRUE: it was. */
static gboolean code_in_column(PageFacts *page, guint r, double left)
{
    const Lines *lines = page->lines;
    const Row *row = lines_row(lines, r);
    for (guint at = row->first; at < row->first + row->count; at++) {
        const Token *token = lines_token(lines, at);
        char cpt[CPT_SIZE];
        if (fabs(token->left - left) > lines->height || !cell_is_whole(lines, row, at) ||
            at == row->first || !has_digit(lines_token(lines, row->first)->text) ||
            digits_count(token->text) < COLUMN_DIGITS ||
            !cpt_parse(token->text, token_choices(token), cpt))
            continue;
        page_facts_add(page, ROLE_CPT, PARTY_PATIENT, cpt, at, 1, SURE_COLUMN, FALSE);
        return TRUE;
    }
    return FALSE;
}

static void code_column_read(PageFacts *page)
{
    const Fact *code = first_code(page);
    if (code == NULL)
        return;
    double left = lines_token(page->lines, code->first)->left;
    guint first = code->row;
    for (guint r = first; r > 0 && r + COLUMN_REACH >= first; r--)
        if (!row_has_code(page, r - 1) && code_in_column(page, r - 1, left))
            first = r - 1;
    for (guint r = first + 1, last = first; r < page->lines->rows->len && r <= last + COLUMN_REACH;
         r++)
        if (row_has_code(page, r) || code_in_column(page, r, left))
            last = r;
}

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

void facts_from_tables(PageFacts *page, const FactSetup *setup)
{
    for (guint r = 0; r < page->lines->rows->len; r++) {
        const Row *row = lines_row(page->lines, r);
        service_line_read(page, setup, r);
        npis_find(page, r);
        codes_read(page, row);
        code_row_read(page, row);
    }
    code_column_read(page);
}
