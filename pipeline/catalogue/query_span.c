/* query_span.c - the dates of a search: a day, a month, a year, or a range of them.
 *
 * Does not: take two-digit years; nobody could tell which century is meant. */
#include "query.h"

#include <string.h>

/* Up to three numbers of at most four digits, parted by `-` or `/`; how many there are, 0: others.
 */
static guint numbers_read(const char *text, guint numbers[3], gsize digits[3])
{
    guint count = 0;
    const char *at = text;
    for (;;) {
        gsize length = strspn(at, "0123456789");
        if (count == 3 || length == 0 || length > 4)
            return 0;
        numbers[count] = (guint)g_ascii_strtoull(at, NULL, 10);
        digits[count++] = length;
        at += length;
        if (*at == '\0')
            return count;
        if (*at != '-' && *at != '/')
            return 0;
        at++;
    }
}

static void day_print(char iso[ISO_DATE_SIZE], guint year, guint month, guint day)
{
    g_snprintf(iso, ISO_DATE_SIZE, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
}

/* The first and last day of one date, which may be a month or a year. */
static gboolean date_read(const char *text, char first[ISO_DATE_SIZE], char last[ISO_DATE_SIZE])
{
    guint numbers[3] = {0};
    gsize digits[3] = {0};
    guint count = numbers_read(text, numbers, digits);
    guint year = numbers[0], month = numbers[1], day = numbers[2];
    if (count == 3 && digits[0] <= 2 && digits[2] == 4) {
        year = numbers[2];
        month = numbers[0];
        day = numbers[1];
    } else if (count == 0 || digits[0] != 4) {
        return FALSE;
    }
    if (year == 0 || (count > 1 && !g_date_valid_month((GDateMonth)month)) ||
        (count > 2 && !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year)))
        return FALSE;
    guint last_month = count > 1 ? month : 12;
    guint last_day =
        count > 2 ? day : g_date_get_days_in_month((GDateMonth)last_month, (GDateYear)year);
    day_print(first, year, count > 1 ? month : 1, count > 2 ? day : 1);
    day_print(last, year, last_month, last_day);
    return TRUE;
}

gboolean query_span(const char *text, char from[ISO_DATE_SIZE], char until[ISO_DATE_SIZE])
{
    char other[ISO_DATE_SIZE];
    const char *dots = strstr(text, "..");
    from[0] = until[0] = '\0';
    if (dots == NULL)
        return date_read(text, from, until);
    g_autofree char *begin = g_strndup(text, (gsize)(dots - text));
    const char *end = dots + 2;
    if ((*begin != '\0' && !date_read(begin, from, other)) ||
        (*end != '\0' && !date_read(end, other, until)))
        return FALSE;
    if (*begin == '\0' || *end == '\0')
        return *begin != '\0' || *end != '\0';
    return strcmp(from, until) <= 0;
}
