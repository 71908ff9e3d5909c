/* money.c - amounts of money among the tokens of a row.
 *
 * Does: joins what a gap parts, reads dollars and cents in columns of their own. Does not: know
 * what was paid for. */
#include "money.h"

#include <string.h>

enum { WHOLE_MOST = 7 };

static gboolean is_dollar_sign(const char *text)
{
    return strcmp(text, "$") == 0;
}

/* "389", "1,389", "$389": dollars without cents. */
static gboolean is_whole(const char *text)
{
    text += *text == '$';
    gsize length = strlen(text);
    return length >= 1 && length <= WHOLE_MOST && strspn(text, "0123456789,") == length &&
           g_ascii_isdigit(text[length - 1]) && (text[0] != '0' || length == 1);
}

static gboolean is_number(const char *text, gsize length)
{
    return strlen(text) == length && strspn(text, "0123456789") == length;
}

/* "12 25 2026" is a date. */
static gboolean number_follows(const Lines *lines, guint at, guint end)
{
    return at < end && !lines_token(lines, at)->cell &&
           digits_count(lines_token(lines, at)->text) >= 2;
}

gboolean money_apart(const Lines *lines, guint at, guint end, char money[MONEY_SIZE], guint *length)
{
    guint whole = at + is_dollar_sign(lines_token(lines, at)->text);
    if (whole + 1 >= end || !is_whole(lines_token(lines, whole)->text) ||
        !is_number(lines_token(lines, whole + 1)->text, 2) || number_follows(lines, whole + 2, end))
        return FALSE;
    g_autofree char *joined = g_strconcat(lines_token(lines, whole)->text, ".",
                                          lines_token(lines, whole + 1)->text, NULL);
    *length = whole + 2 - at;
    return money_parse(joined, money);
}

/* An amount that one token is, or two: "3, 267.00". */
static gboolean money_at(const Lines *lines, guint at, guint end, char money[MONEY_SIZE],
                         guint *length)
{
    const char *text = lines_token(lines, at)->text;
    gboolean short_number = strspn(text, "$0123456789,") == strlen(text) && strlen(text) <= 4;
    *length = at + 1 < end && short_number ? 2 : 1;
    g_autofree char *joined =
        g_strconcat(text, *length == 2 ? lines_token(lines, at + 1)->text : NULL, NULL);
    return money_parse(joined, money);
}

gboolean money_scan(const Lines *lines, guint first, guint count, char money[MONEY_SIZE], guint *at,
                    guint *length)
{
    for (*at = first; *at < first + count; (*at)++)
        if (money_at(lines, *at, first + count, money, length))
            return TRUE;
    for (*at = first; *at < first + count; (*at)++)
        if (money_apart(lines, *at, first + count, money, length))
            return TRUE;
    return FALSE;
}
