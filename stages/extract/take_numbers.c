/* take_numbers.c - numbers and codes as values of labels.
 *
 * Does: repairs what the shape of a number leaves no choice in. Does not: choose the span. */
#include "takes.h"

#include "codes.h"
#include "money.h"
#include "own_office.h"

#include <string.h>

#define TIGHT_GAP 0.3 /* in heights of a usual word */
#define SPECKS    "#([:.-*'\"_~"

enum {
    CPT_NEAR = 6, /* tokens from its label to a bare code; "(85025)" may stand behind a name */
    CPT_TOKENS = 16,
    CPT_DIGITS = 3, /* as read; "SOLID" is a word */
    ZIP_DIGITS = 5,
    STATE_LETTERS = 2,
    MONEY_TOKENS = 4,
    PREFIXED_ID = 12, /* characters: three letters of the plan, nine digits */
};

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

/* Letters and then digits: what is read as a fourth letter is the first digit ("DPKO92820318"), and
 * what is read as letters between digits is digits. */
static void member_repair(char *id)
{
    gsize length = strlen(id), letters = 0;
    if (length == PREFIXED_ID + 1 && strncmp(id + 2, "II", 2) == 0 &&
        strspn(id + 4, "0123456789") == length - 4) {
        id[2] = 'H'; /* "RKII456719183": two strokes for one letter of three */
        memmove(id + 3, id + 4, length - 3);
        length--;
    }
    while (g_ascii_isalpha(id[letters]))
        letters++;
    gsize digits = strspn(id + letters, "0123456789");
    if (letters > 3 && letters <= 5 && digits >= 4 && digits + letters + 2 >= length &&
        digit_for(id[letters - 1]) != 0)
        id[letters - 1] = digit_for(id[letters - 1]);
    for (gsize i = 1; i + 1 < length; i++)
        if (g_ascii_isdigit(id[i - 1]) && g_ascii_isdigit(id[i + 1]) &&
            strchr("OoIlSB", id[i]) != NULL)
            id[i] = digit_for(id[i]);
}

/* The number that a token is, without brackets; NULL: none of at least `least` characters. */
static char *id_of(const char *text, guint least, gboolean repair)
{
    guint digits = 0, others = 0;
    text += strspn(text, SPECKS);
    /* a zero in front, read as a sign: "\u00a92936794" */
    gboolean sign = repair && g_str_has_prefix(text, "\302\251") && g_ascii_isdigit(text[2]);
    char *id = sign ? g_strconcat("0", text + 2, NULL) : g_strdup(text);
    gsize length = strlen(id);
    while (length > 0 && strchr(")],.;:*'\"_~-", id[length - 1]) != NULL)
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

/* "BF268 4197725": a gap within the number; narrower than one between words before few digits. */
static gboolean is_rest_of_id(const Lines *lines, guint at)
{
    const Token *before = lines_token(lines, at - 1), *token = lines_token(lines, at);
    gsize length = strlen(token->text);
    gboolean tight = token->left - before->right < TIGHT_GAP * lines->height;
    return !token->cell && !before->colon && length >= (tight ? 1 : 3) && length <= 8 &&
           strlen(before->text) >= 3 && strlen(before->text) <= 8 &&
           strpbrk(before->text, "0123456789") != NULL &&
           strspn(token->text, "0123456789") == length;
}

/* A date or a phone number; eight digits alone are neither, whatever speck stands before them. */
static gboolean is_date_or_phone(const char *text, const char *today)
{
    char iso[ISO_DATE_SIZE], phone[PHONE_SIZE];
    const char *plain = text + strspn(text, SPECKS);
    return strchr(text, '/') != NULL ||
           (strpbrk(plain, "-.(") != NULL &&
            (phone_parse(text, phone) || date_parse(text, DATE_ANY, today, iso)));
}

/* "WI 53158": behind the letters of a state; Idaho's are also a label. */
static gboolean is_zip(const Lines *lines, guint at)
{
    static const char states[] =
        " AL AK AZ AR CA CO CT DC DE FL GA HI IA IL IN KS KY LA MA MD ME MI "
        "MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX "
        "UT VA VT WA WI WV WY ";
    const char *text = lines_token(lines, at)->text;
    if (at == 0 || lines_token(lines, at)->cell || strspn(text, "0123456789-") != strlen(text) ||
        strcspn(text, "-") != ZIP_DIGITS)
        return FALSE;
    g_autofree char *state = g_strdup_printf(" %s ", lines_token(lines, at - 1)->text);
    return strlen(state) == STATE_LETTERS + 2 && strstr(states, state) != NULL;
}

gboolean mrn_take(const Reader *reader, Span span)
{
    for (guint i = 0; i < MIN(span.count, 2); i++) {
        const Token *token = lines_token(reader->page->lines, span.first + i);
        if (i > 0 && token->cell)
            break;
        if (is_date_or_phone(token->text, reader->setup->today) ||
            is_zip(reader->page->lines, span.first + i))
            return FALSE;
        guint n =
            i + 1 < span.count && is_rest_of_id(reader->page->lines, span.first + i + 1) ? 2 : 1;
        g_autofree char *whole = g_strconcat(
            token->text, n == 2 ? lines_token(reader->page->lines, span.first + i + 1)->text : NULL,
            NULL);
        g_autofree char *id = id_of(whole, 4, TRUE);
        if (id == NULL)
            continue;
        reader_add(reader, id, span.first + i, n, 1);
        return TRUE;
    }
    return FALSE;
}

gboolean member_take(const Reader *reader, Span span)
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
        guint n = i + 1 < span.count && is_rest_of_id(lines, span.first + i + 1) ? 2 : 1;
        g_autofree char *whole =
            g_strconcat(text, n == 2 ? lines_token(lines, span.first + i + 1)->text : NULL, NULL);
        g_autofree char *id = strpbrk(whole, "/(") == NULL ? id_of(whole, 5, FALSE) : NULL;
        if (id == NULL)
            continue;
        member_repair(id);
        reader_add(reader, id, span.first + i, n, 1);
        return TRUE;
    }
    return FALSE;
}

gboolean authorization_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    for (guint i = 0; i < MIN(span.count, 2); i++) {
        guint n = i + 1 < span.count && is_rest_of_id(lines, span.first + i + 1) ? 2 : 1;
        g_autofree char *text =
            g_strconcat(lines_token(lines, span.first + i)->text,
                        n == 2 ? lines_token(lines, span.first + i + 1)->text : NULL, NULL);
        char iso[ISO_DATE_SIZE];
        g_strdelimit(text, "~", '-');
        g_autofree char *id = strpbrk(text, "/(") == NULL ? id_of(text, 5, FALSE) : NULL;
        if (id == NULL || date_parse(id, DATE_ANY, reader->setup->today, iso))
            continue;
        member_repair(id);
        reader_add(reader, id, span.first + i, n, 1);
        return TRUE;
    }
    return FALSE;
}

gboolean npi_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    for (guint i = 0; i < MIN(span.count, 6); i++) {
        const Token *token = lines_token(lines, span.first + i);
        char npi[NPI_SIZE];
        guint n = 1;
        gboolean found = npi_parse(token->text, token_choices(token), npi);
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

gboolean phone_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    for (guint i = 0; i < MIN(span.count, 4); i++)
        for (guint n = 1; n <= MIN(4, span.count - i); n++) {
            g_autofree char *joined = lines_text(lines, span.first + i, n);
            char phone[PHONE_SIZE];
            if (strchr("(+0123456789OIlS", joined[0]) == NULL || !phone_parse(joined, phone))
                continue;
            if (own_office_phone(reader->setup, phone))
                return FALSE;
            reader_add(reader, phone, span.first + i, n, 1);
            return TRUE;
        }
    return FALSE;
}

gboolean money_take(const Reader *reader, Span span)
{
    char money[MONEY_SIZE];
    guint at, length;
    if (!money_scan(reader->page->lines, span.first, MIN(span.count, MONEY_TOKENS), money, &at,
                    &length))
        return FALSE;
    reader_add(reader, money, at, length, 1);
    return TRUE;
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
    if (length < 3 || !icd_parse(text, token_choices(token), icd, repaired))
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
gboolean icd_take(const Reader *reader, Span span)
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
        gboolean dotted = strchr(icd, '.') != NULL && strpbrk(token->text, ".,") != NULL;
        gboolean lettered = at > span.first && is_line_letter(lines_token(lines, at - 1));
        gboolean alone = span.count <= 2 || (at == span.first && token->cell);
        gboolean enclosed =
            !repaired && strchr("([", token->text[0]) != NULL && strpbrk(token->text, ")]") != NULL;
        if (!dotted && !lettered && !alone && !enclosed)
            continue;
        if (repaired && !alone && !(dotted && (lettered || !g_ascii_isdigit(token->text[0]))))
            continue; /* "235.02" among words is money */
        reader_add(reader, icd, at, count, repaired ? 0.85 : 1);
        found = TRUE;
    }
    return found;
}

gboolean cpt_take(const Reader *reader, Span span)
{
    gboolean found = FALSE;
    for (guint i = 0; i < MIN(span.count, CPT_TOKENS); i++) {
        const Token *token = lines_token(reader->page->lines, span.first + i);
        char cpt[CPT_SIZE];
        if (digits_count(token->text) < CPT_DIGITS || (i >= CPT_NEAR && token->text[0] != '(') ||
            !cpt_parse(token->text, token_choices(token), cpt))
            continue;
        reader_add(reader, cpt, span.first + i, 1, 1);
        found = TRUE;
    }
    return found;
}
