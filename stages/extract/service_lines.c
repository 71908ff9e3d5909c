/* service_lines.c - service lines of claims and benefit statements.
 *
 * Does: reads date, procedure, charge and NPI of each line, also what was read in pieces or below.
 * Reads: rows. Does not: need the heads of the columns: a date, a procedure and a charge in one row
 * tell themselves. */
#include "facts.h"

#include "money.h"

#include <math.h>
#include <string.h>

#define SURE_LINE   0.93
#define SURE_COLUMN 0.80

enum {
    SPECKS_MOST = 2,
    LEAD_TOKENS = 2,
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

/* "gl 25 23 01 25 23": a number is among the first, whatever became of the very first. */
static gboolean begins_with_number(const Lines *lines, const Row *row, guint first)
{
    for (guint at = first; at < MIN(first + LEAD_TOKENS, row->first + row->count); at++)
        if (has_digit(lines_token(lines, at)->text))
            return TRUE;
    return FALSE;
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
        if (line->code == end && i < from + CODE_TOKENS && has_digit(token->text) &&
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

static gboolean is_digits(const char *text, gsize count)
{
    return strlen(text) == count && strspn(text, "0123456789") == count;
}

/* The last of several lone digits among the tokens, when there are more than `usual`; `to`: not. */
static guint stray_digit(const Lines *lines, guint from, guint to, guint usual)
{
    guint last = to, n = 0;
    for (guint i = from; i < to; i++)
        if (is_digits(lines_token(lines, i)->text, 1)) {
            last = i;
            n++;
        }
    return n > usual ? last : to;
}

/* "9330  AB  6 1145.00  1 1682297050": the last digit of the code was read into a column further
 * right, where the charge stands alone, or the units before the NPI. */
static void code_parted_read(const Lines *lines, guint from, guint end, ServiceLine *line)
{
    guint code = from, amount, npi = end;
    while (code < MIN(end, from + CODE_TOKENS) && !is_digits(lines_token(lines, code)->text, 4))
        code++;
    if (code >= MIN(end, from + CODE_TOKENS))
        return;
    for (amount = code + 1; amount < end; amount++)
        if (money_parse(lines_token(lines, amount)->text, line->money))
            break;
    for (guint i = amount + 1; i < end && npi == end; i++)
        if (npi_read(lines_token(lines, i), line->number))
            npi = i;
    if (amount >= end || npi == end)
        return;
    guint digit = stray_digit(lines, code + 1, amount, 0);
    if (digit == amount)
        digit = stray_digit(lines, amount + 1, npi, 1);
    if (digit == amount || digit == npi)
        return;
    g_autofree char *whole =
        g_strconcat(lines_token(lines, code)->text, lines_token(lines, digit)->text, NULL);
    if (!cpt_parse(whole, NULL, line->cpt))
        return;
    line->code = code;
    line->amount = amount;
    line->npi = npi;
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
    if (row->count < 3 || !begins_with_number(lines, row, first))
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
    if (line.code == end)
        code_parted_read(lines, from, end, &line);
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
            at == row->first || !begins_with_number(lines, row, row->first) ||
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

void facts_from_service_lines(PageFacts *page, const FactSetup *setup)
{
    for (guint r = 0; r < page->lines->rows->len; r++)
        service_line_read(page, setup, r);
    code_column_read(page);
}
