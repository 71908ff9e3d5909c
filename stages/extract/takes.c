/* takes.c - reading a value of the right shape from tokens: dates, names, numbers, codes.
 *
 * Does: looks at the span of a label, adds what fits as a fact. Does not: choose the span. */
#include "takes.h"

#include "codes.h"
#include "letter.h"

#include <string.h>

/* --- values by shape; each gives FALSE when nothing of the shape stands in the span -------------
 */

static void reader_add(const Reader *reader, const char *value, guint first, guint count,
                       double sure)
{
    page_facts_add(reader->page, reader->label->role, reader->label->party, value, first, count,
                   reader->sure * sure, TRUE);
}

static DateUse date_use(Role role)
{
    if (role == ROLE_DOB || role == ROLE_INSURED_DOB)
        return DATE_BIRTH;
    return role == ROLE_APPOINTMENT || role == ROLE_DATE_OTHER ? DATE_APPOINTMENT : DATE_SERVICE;
}

static gboolean date_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    char iso[ISO_DATE_SIZE];
    guint at, length;
    if (!date_scan(lines, span.first, span.count, date_use(reader->label->role),
                   reader->setup->today, iso, &at, &length))
        return FALSE;
    /* A date far behind its label belongs to something else. */
    if (at > span.first + 3)
        return FALSE;
    reader_add(reader, iso, at, length, 1);
    return TRUE;
}

static gboolean appointment_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    char iso[ISO_DATE_SIZE], clock[6];
    guint at, length, clock_at, clock_length;
    if (!date_scan(lines, span.first, span.count, DATE_APPOINTMENT, reader->setup->today, iso, &at,
                   &length))
        return FALSE;
    guint rest = span.first + span.count - (at + length);
    if (!time_scan(lines, at + length, MIN(rest, 6), clock, &clock_at, &clock_length))
        return FALSE;
    g_autofree char *value = g_strdup_printf("%sT%s", iso, clock);
    reader_add(reader, value, at, clock_at + clock_length - at, 1);
    return TRUE;
}

/* Box 17 of a claim: DN referring, DK ordering, DQ supervising stand before the name. */
static gboolean is_qualifier(const Token *token)
{
    return strlen(token->text) == 2 && g_ascii_isupper(token->text[0]) &&
           g_ascii_isupper(token->text[1]) &&
           (strcmp(token->text, "DN") == 0 || strcmp(token->text, "DK") == 0 ||
            strcmp(token->text, "DQ") == 0);
}

static gboolean role_is_patient(Role role)
{
    return role == ROLE_PATIENT_NAME || role == ROLE_NAME || role == ROLE_INSURED_NAME ||
           role == ROLE_OTHER_NAME;
}

/* "Provider: Harbor Medical Group" names a practice. */
static gboolean practice_take(const Reader *reader, Span span)
{
    guint length;
    const Lines *lines = reader->page->lines;
    g_autofree char *name = organisation_scan(lines, span.first, span.count, &length);
    if (name == NULL || length < 2 || organisation_words_count(lines, span.first, length) == 0)
        return FALSE;
    page_facts_add(reader->page, ROLE_FACILITY, PARTY_OTHER, name, span.first, length, reader->sure,
                   TRUE);
    return TRUE;
}

static gboolean person_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    guint skip = 0, length;
    gboolean credentials;
    while (skip < span.count && skip < 2 && is_qualifier(lines_token(lines, span.first + skip)))
        skip++;
    gboolean patient = role_is_patient(reader->label->role);
    g_autofree char *name =
        person_scan(lines, span.first + skip, span.count - skip, patient, &length, &credentials);
    if (name == NULL && reader->label->role == ROLE_PROVIDER)
        return practice_take(reader, span);
    if (name == NULL || (patient && credentials && reader->label->role == ROLE_NAME))
        return FALSE;
    reader_add(reader, name, span.first + skip, length, 1);
    return TRUE;
}

static gboolean sex_parse(const char *text, char sex[2])
{
    g_autofree char *lower = g_ascii_strdown(text, -1);
    g_strlcpy(sex, "", 2);
    if (strcmp(lower, "f") == 0 || strcmp(lower, "female") == 0 || strcmp(lower, "woman") == 0)
        g_strlcpy(sex, "F", 2);
    else if (strcmp(lower, "m") == 0 || strcmp(lower, "male") == 0 || strcmp(lower, "man") == 0)
        g_strlcpy(sex, "M", 2);
    return *sex != '\0';
}

static gboolean is_tick(const char *text)
{
    static const char *const ticks[] = {"[x]",    "(x)",    "x",      "[X]",    "(X)", "X",
                                        "\u2612", "\u2611", "\u2713", "\u2714", NULL};
    return g_strv_contains(ticks, text);
}

/* A box to tick that is empty; see lines.c. */
static gboolean is_box(const char *text)
{
    return strcmp(text, "[") == 0 || strcmp(text, "[]") == 0 || strcmp(text, "(") == 0 ||
           strcmp(text, "()") == 0 || strcmp(text, "\u2610") == 0 || is_tick(text);
}

/* With boxes to tick the letter that the tick stands at: before it, or behind when a letter leads.
 */
static gboolean sex_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    guint found = span.count, tick = span.count, n = MIN(span.count, 8);
    char sex[2] = "";
    gboolean box_first = n > 0 && is_box(lines_token(lines, span.first)->text);
    for (guint i = 0; i < n; i++) {
        g_autofree char *text = g_strdup(lines_token(lines, span.first + i)->text);
        if (tick == span.count && is_tick(text))
            tick = i;
        g_strdelimit(text, ",.;()[]", ' ');
        char here[2];
        if (!sex_parse(g_strstrip(text), here))
            continue;
        gboolean ticked = tick < i && (found == span.count || found > tick || box_first);
        if (found != span.count && !ticked)
            continue;
        if (found != span.count && found < tick && tick == found + 1 && !box_first)
            break; /* "M [X] F": the tick belongs to the letter before it */
        found = i;
        memcpy(sex, here, sizeof sex);
    }
    if (found == span.count)
        return FALSE;
    reader_add(reader, sex, span.first + found, 1, 1);
    return TRUE;
}

/* Letters that stand between digits, or are never written in numbers, are digits. */
static void id_repair(char *id)
{
    gsize length = strlen(id);
    guint digits = 0;
    for (gsize i = 0; i < length; i++)
        digits += g_ascii_isdigit(id[i]) != 0;
    if (digits < 4 || digits + 2 < length)
        return;
    for (gsize i = 0; i < length; i++) {
        gboolean inside = i > 0 && i + 1 < length && g_ascii_isdigit(id[i - 1]);
        if (id[i] == 'O' || id[i] == 'o' || id[i] == 'l' || id[i] == 'I' || id[i] == '|' ||
            (inside && (id[i] == 'S' || id[i] == 'B')))
            id[i] = digit_for(id[i]);
    }
}

/* The number that a token is, without brackets; NULL: none of at least `least` characters. */
static char *id_of(const char *text, guint least, gboolean repair)
{
    guint digits = 0, others = 0;
    while (*text != '\0' && strchr("#([:.", *text) != NULL)
        text++;
    char *id = g_strdup(text);
    gsize length = strlen(id);
    while (length > 0 && strchr(")],.;:*", id[length - 1]) != NULL)
        id[--length] = '\0';
    if (repair)
        id_repair(id);
    for (gsize i = 0; i < length; i++) {
        digits += g_ascii_isdigit(id[i]) != 0;
        others += !g_ascii_isalnum(id[i]) && id[i] != '-' && id[i] != '.';
    }
    if (length < least || digits < 3 || digits * 2 < length - (length > 8 ? 2 : 0) || others > 0 ||
        length > 24) {
        g_free(id);
        return NULL;
    }
    return id;
}

static gboolean mrn_take(const Reader *reader, Span span)
{
    for (guint i = 0; i < MIN(span.count, 2); i++) {
        const Token *token = lines_token(reader->page->lines, span.first + i);
        if (i > 0 && token->cell)
            break;
        char iso[ISO_DATE_SIZE], phone[PHONE_SIZE];
        if (strpbrk(token->text, "/") != NULL ||
            (strpbrk(token->text, "-.(") != NULL &&
             (phone_parse(token->text, phone) ||
              date_parse(token->text, DATE_ANY, reader->setup->today, iso))))
            return FALSE;
        g_autofree char *id = id_of(token->text, 4, TRUE);
        if (id == NULL)
            continue;
        reader_add(reader, id, span.first + i, 1, 1);
        return TRUE;
    }
    return FALSE;
}

static gboolean member_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    for (guint i = 0; i < MIN(span.count, 3); i++) {
        for (guint n = MIN(3, span.count - i); n >= 1; n--) {
            g_autofree char *joined = lines_text(lines, span.first + i, n);
            char mbi[MBI_SIZE];
            if (!mbi_parse(joined, mbi))
                continue;
            reader_add(reader, mbi, span.first + i, n, 1);
            return TRUE;
        }
        const char *text = lines_token(lines, span.first + i)->text;
        g_autofree char *id = strpbrk(text, "/(") == NULL ? id_of(text, 5, FALSE) : NULL;
        if (id == NULL)
            continue;
        reader_add(reader, id, span.first + i, 1, 1);
        return TRUE;
    }
    return FALSE;
}

static gboolean authorization_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    for (guint i = 0; i < MIN(span.count, 2); i++) {
        const char *text = lines_token(lines, span.first + i)->text;
        char iso[ISO_DATE_SIZE];
        g_autofree char *id = strpbrk(text, "/(") == NULL ? id_of(text, 5, FALSE) : NULL;
        if (id == NULL || date_parse(id, DATE_ANY, reader->setup->today, iso))
            continue;
        reader_add(reader, id, span.first + i, 1, 1);
        return TRUE;
    }
    return FALSE;
}

static const GArray *choices_of(const Token *token)
{
    return strcmp(token->text, token->word->text) == 0 ? token->word->choices : NULL;
}

static gboolean npi_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    for (guint i = 0; i < MIN(span.count, 6); i++) {
        const Token *token = lines_token(lines, span.first + i);
        char npi[NPI_SIZE];
        guint n = 1;
        gboolean found = npi_parse(token->text, choices_of(token), npi);
        if (!found && i + 1 < span.count) {
            g_autofree char *joined =
                g_strconcat(token->text, lines_token(lines, span.first + i + 1)->text, NULL);
            found = npi_parse(joined, NULL, npi);
            n = 2;
        }
        if (!found)
            continue;
        reader_add(reader, npi, span.first + i, n, 1);
        return TRUE;
    }
    return FALSE;
}

/* The office's own number on a form is nobody else's. */
static gboolean is_office_phone(const FactSetup *setup, const char *phone)
{
    g_auto(GStrv) phones = g_strsplit_set(setup->office_phones, ",;", -1);
    for (guint i = 0; phones[i] != NULL; i++) {
        char own[PHONE_SIZE];
        if (phone_parse(g_strstrip(phones[i]), own) && strcmp(own, phone) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean phone_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    for (guint i = 0; i < MIN(span.count, 4); i++)
        for (guint n = 1; n <= MIN(4, span.count - i); n++) {
            g_autofree char *joined = lines_text(lines, span.first + i, n);
            char phone[PHONE_SIZE];
            if (strchr("(+0123456789OIlS", joined[0]) == NULL || !phone_parse(joined, phone))
                continue;
            if (is_office_phone(reader->setup, phone))
                return FALSE;
            reader_add(reader, phone, span.first + i, n, 1);
            return TRUE;
        }
    return FALSE;
}

static gboolean money_take(const Reader *reader, Span span)
{
    for (guint i = 0; i < MIN(span.count, 4); i++) {
        char money[MONEY_SIZE];
        const char *text = lines_token(reader->page->lines, span.first + i)->text;
        gboolean goes_on = i + 1 < span.count && g_str_has_suffix(text, ","); /* "3, 267.00" */
        g_autofree char *joined =
            goes_on ? g_strconcat(text, lines_token(reader->page->lines, span.first + i + 1)->text,
                                  NULL)
                    : g_strdup(text);
        if (!money_parse(joined, money))
            continue;
        reader_add(reader, money, span.first + i, goes_on ? 2 : 1, 1);
        return TRUE;
    }
    return FALSE;
}

/* The code that a token holds, also with the letter of its line before it ("B.-E03.9") or parted at
 * the dot ("183. 90": then `*count` is 2). */
static gboolean icd_read(const Lines *lines, guint at, guint end, char icd[ICD_SIZE],
                         gboolean *repaired, guint *count)
{
    const Token *token = lines_token(lines, at);
    const char *text = token->text;
    gsize length = strlen(text);
    *count = 1;
    if (length < 3 || !icd_parse(text, choices_of(token), icd, repaired))
        return length > 5 && g_ascii_isalnum(text[0]) && strchr(".,)-", text[1]) != NULL &&
               icd_parse(text + 2, NULL, icd, repaired);
    if (length == 4 && text[3] == '.' && at + 1 < end && !lines_token(lines, at + 1)->cell) {
        g_autofree char *joined = g_strconcat(text, lines_token(lines, at + 1)->text, NULL);
        char whole[ICD_SIZE];
        if (strlen(joined) <= 8 && icd_parse(joined, NULL, whole, repaired)) {
            memcpy(icd, whole, ICD_SIZE);
            *count = 2;
        }
    }
    return TRUE;
}

/* "A.", "8B.", "Cc," before a code of a claim. */
static gboolean is_line_letter(const Token *token)
{
    gsize length = strlen(token->text);
    return length >= 1 && length <= 3 && !g_ascii_isdigit(token->text[0]);
}

/* Every code of the span. Among words letters are repaired only where a dot or a line's letter
 * tells that a code stands there. */
static gboolean icd_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    gboolean found = FALSE;
    guint end = span.first + span.count, count;
    for (guint at = span.first; at < end; at += count) {
        const Token *token = lines_token(lines, at);
        gboolean repaired;
        char icd[ICD_SIZE];
        if (!icd_read(lines, at, end, icd, &repaired, &count)) {
            count = 1;
            continue;
        }
        gboolean dotted = strpbrk(token->text, ".,") != NULL;
        gboolean lettered = at > span.first && is_line_letter(lines_token(lines, at - 1));
        gboolean alone = span.count <= 2 || (at == span.first && token->cell);
        if (!dotted && !lettered && !alone)
            continue;
        if (repaired && !dotted && !alone)
            continue;
        reader_add(reader, icd, at, count, repaired ? 0.85 : 1);
        found = TRUE;
    }
    return found;
}

static gboolean cpt_take(const Reader *reader, Span span)
{
    gboolean found = FALSE;
    for (guint i = 0; i < MIN(span.count, 6); i++) {
        const Token *token = lines_token(reader->page->lines, span.first + i);
        char cpt[CPT_SIZE];
        if (!cpt_parse(token->text, choices_of(token), cpt))
            continue;
        reader_add(reader, cpt, span.first + i, 1, 1);
        found = TRUE;
    }
    return found;
}

static gboolean organisation_take(const Reader *reader, Span span)
{
    guint length;
    if (reader->label->form == LABEL_LOOSE)
        return FALSE; /* "HEALTH PLAN OTHER" names nobody */
    g_autofree char *name = organisation_scan(reader->page->lines, span.first, span.count, &length);
    if (name == NULL)
        return FALSE;
    reader_add(reader, name, span.first, length, 1);
    return TRUE;
}

/* One part of a name in a field of its own: kept for putting together. */
static gboolean name_part_take(const Reader *reader, Span span)
{
    const Token *token = lines_token(reader->page->lines, span.first);
    guint length;
    gboolean credentials;
    if (g_str_has_suffix(token->text, ",")) { /* "(Last Name, First Name)" over a whole name */
        g_autofree char *name =
            person_scan(reader->page->lines, span.first, span.count, TRUE, &length, &credentials);
        if (name != NULL)
            page_facts_add(reader->page, ROLE_NAME, reader->label->party, name, span.first, length,
                           reader->sure, TRUE);
        return name != NULL;
    }
    if (!g_unichar_isalpha(g_utf8_get_char(token->text)) || is_form_word(token->text))
        return FALSE;
    reader_add(reader, token->text, span.first, 1, 1);
    return TRUE;
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
            role == ROLE_OTHER_NAME || (role >= ROLE_PROVIDER && role <= ROLE_SIGNATURE_PERSON))
            return person_take;
        return NULL;
    }
}
