/* takes.c - reading a value of the right shape from tokens: which shape for which role, and dates.
 *
 * Does: looks at the span of a label, adds what fits as a fact. Does not: choose the span. */
#include "takes.h"

#include <string.h>

#define SURE_GUESS 0.7 /* a digit was read otherwise than printed */

enum { APPOINTMENT_TOKENS = 3 }; /* from a date to its time */

void reader_add(const Reader *reader, const char *value, guint first, guint count, double sure)
{
    page_facts_add(reader->page, reader->label->role, reader->label->party, value, first, count,
                   reader->sure * sure, TRUE);
}

static DateUse date_use(Role role)
{
    if (role == ROLE_DOB || role == ROLE_INSURED_DOB)
        return DATE_BIRTH;
    return role == ROLE_APPOINTMENT || role == ROLE_DATE_OTHER || role == ROLE_DATE_PLAIN
               ? DATE_APPOINTMENT
               : DATE_SERVICE;
}

/* "EXAM DATE: July" at the end of a row, "1, 2024" at the beginning of the next. */
static Span span_wrapped(const Lines *lines, Span span)
{
    const Row *row = lines_row(lines, span.row);
    if (!span.below && span.count > 0 && span.count <= 2 &&
        span.first + span.count == row->first + row->count && span.row + 1 < lines->rows->len)
        span.count += MIN(2, lines_row(lines, span.row + 1)->count);
    return span;
}

static gboolean date_guess_take(const Reader *reader, Span span, DateUse use)
{
    char iso[ISO_DATE_SIZE];
    guint at;
    if (!date_guess(reader->page->lines, span.first, MIN(span.count, 2), use, reader->setup->today,
                    iso, &at))
        return FALSE;
    reader_add(reader, iso, at, 1, SURE_GUESS);
    return TRUE;
}

static gboolean date_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    DateUse use = date_use(reader->label->role);
    char iso[ISO_DATE_SIZE];
    guint at, length;
    if (!date_scan(lines, span.first, span.count, use, reader->setup->today, iso, &at, &length)) {
        Span wrapped = span_wrapped(lines, span);
        if (wrapped.count == span.count ||
            !date_scan(lines, span.first, wrapped.count, use, reader->setup->today, iso, &at,
                       &length) ||
            at >= span.first + span.count)
            return date_guess_take(reader, span, use);
    }
    /* A date far behind its label belongs to something else. */
    if (at > span.first + 3)
        return FALSE;
    reader_add(reader, iso, at, length, 1);
    return TRUE;
}

/* The time of day behind a date may stand in a column of its own. Of several dates the one right
 * before the time is meant. */
static gboolean appointment_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    const Row *row = lines_row(lines, span.row);
    guint end = row->first + row->count;
    for (guint from = span.first; from < span.first + span.count;) {
        char iso[ISO_DATE_SIZE], clock[6];
        guint at, length, clock_at, clock_length;
        if (!date_scan(lines, from, span.first + span.count - from, DATE_APPOINTMENT,
                       reader->setup->today, iso, &at, &length))
            return FALSE;
        from = at + length;
        guint rest = MIN(MAX(end, span.first + span.count) - from, APPOINTMENT_TOKENS);
        if (!time_scan(lines, from, rest, clock, &clock_at, &clock_length))
            continue;
        g_autofree char *value = g_strdup_printf("%sT%s", iso, clock);
        reader_add(reader, value, at, clock_at + clock_length - at, 1);
        return TRUE;
    }
    return FALSE;
}

/* --- which reads what
 * ----------------------------------------------------------------------------- */

Take take_of(Role role)
{
    switch (role) {
    case ROLE_LAST_NAME:
    case ROLE_FIRST_NAME:
    case ROLE_MIDDLE_NAME:
        return name_part_take;
    case ROLE_MRN:
    case ROLE_ACCOUNT:
        return mrn_take;
    case ROLE_SEX:
        return sex_take;
    case ROLE_PHONE:
    case ROLE_PATIENT_PHONE:
    case ROLE_OTHER_PHONE:
        return phone_take;
    case ROLE_NPI:
    case ROLE_NPI_RENDERING:
    case ROLE_NPI_REFERRING:
    case ROLE_NPI_FACILITY:
        return npi_take;
    case ROLE_FACILITY:
    case ROLE_BILLING_PROVIDER:
    case ROLE_OTHER_FACILITY:
    case ROLE_PAYER:
    case ROLE_OTHER_PAYER:
        return organisation_take;
    case ROLE_MEMBER_ID:
        return member_take;
    case ROLE_AUTHORIZATION:
    case ROLE_REFERENCE:
        return authorization_take;
    case ROLE_TOTAL_CHARGE:
        return money_take;
    case ROLE_ICD:
        return icd_take;
    case ROLE_CPT:
        return cpt_take;
    case ROLE_APPOINTMENT:
        return appointment_take;
    case ROLE_DOB:
    case ROLE_INSURED_DOB:
        return date_take;
    default:
        if (role >= ROLE_DATE_SERVICE && role <= ROLE_DATE_PLAIN)
            return date_take;
        if (role == ROLE_PATIENT_NAME || role == ROLE_NAME || role == ROLE_INSURED_NAME ||
            role == ROLE_OTHER_NAME || role == ROLE_ADDRESSEE || role == ROLE_SENDER ||
            (role >= ROLE_PROVIDER && role <= ROLE_SIGNATURE_PERSON))
            return person_take;
        return NULL;
    }
}
