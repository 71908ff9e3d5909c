/* dates.c - dates and times of day among the tokens of a row.
 *
 * Does: joins the tokens of a date, repairs letters that stand for digits. Does not: know what the
 * date is for. */
#include "facts.h"

#include "codes.h"

#include <stdlib.h>
#include <string.h>

#define CHOICE_LEAST 0.1f /* a reading that the recogniser thought less likely is a guess */

enum {
    DATE_TOKENS_MOST = 4,
    DATE_TEXT_MOST = 40,
    AFTERNOON_LAST = 5, /* hours from 1 to this are said of the afternoon */
};

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

/* The month that a word of letters and look-alikes was; NULL: none. */
static const char *month_for(const char *part, gsize length)
{
    g_autofree char *text = g_strndup(part, length);
    g_autofree char *key = key_fold(text);
    gsize n = strlen(key);
    if (n < 3 || n > 9 || strspn(text, "0123456789") == strlen(text))
        return NULL;
    for (guint i = 0; i < G_N_ELEMENTS(months); i++) {
        g_autofree char *shorter = key_fold(months[i]);
        g_autofree char *name = key_fold(month_names[i]);
        if (strcmp(key, shorter) == 0 || (n == 4 && strcmp(key, "sept") == 0 && i == 8) ||
            (n > 3 && key_distance(key, name, KEY_EDIT) <= (n > 4 ? KEY_EDIT : 0u)))
            return months[i];
    }
    return NULL;
}

static gboolean is_part_end(char c)
{
    return c == '\0' || strchr("/-., ", c) != NULL;
}

/* A zero that was read as a sign, or a blank as a degree: "\u00a95/22/1969", "10\u00b012 23". */
static char *signs_read(const char *text)
{
    GString *plain = g_string_new(NULL);
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        gboolean zero = c == '@' || c == 0xa9 || c == 0xae;
        g_string_append_unichar(plain, zero ? '0' : c == 0xb0 ? ' ' : c);
    }
    return g_string_free(plain, FALSE);
}

/* Appends a part of a date with letters for digits as digits. "14Mar52", "3rd" and weekdays stay as
 * they are, and "OS" too unless the rest of the date is `numeric`. A zero may have been read twice:
 * "0Q3". */
static void part_repair(const char *part, gsize length, gboolean numeric, GString *repaired)
{
    gsize from = repaired->len, digits = 0, likely = 0;
    for (gsize i = 0; i < length; i++) {
        digits += g_ascii_isdigit(part[i]) != 0;
        likely += g_ascii_isdigit(part[i]) || digit_for(part[i]) != 0;
    }
    gboolean number = digits > 0 || (numeric && length == 2 && likely == 2);
    for (gsize i = 0; i < length; i++) {
        char digit = g_ascii_isdigit(part[i]) ? part[i] : digit_for(part[i]);
        g_string_append_c(repaired, number && digit != 0 ? digit : part[i]);
    }
    if (length == 3 && g_str_has_prefix(repaired->str + from, "00") &&
        g_ascii_isdigit(repaired->str[from + 2]))
        g_string_erase(repaired, (gssize)from, 1);
}

/* Month words as such, letters for digits as digits. */
static void date_repair(const char *printed, GString *repaired)
{
    g_autofree char *plain = signs_read(printed);
    const char *text = plain;
    gboolean numeric = digits_count(text) >= 4;
    g_string_truncate(repaired, 0);
    while (*text != '\0') {
        gsize length = 0;
        while (!is_part_end(text[length]))
            length++;
        const char *month = length > 0 ? month_for(text, length) : NULL;
        if (month != NULL)
            g_string_append(repaired, month);
        else
            part_repair(text, length, numeric, repaired);
        if (text[length] == '\0')
            break;
        g_string_append_c(repaired, text[length]);
        text += length + 1;
    }
}

/* "03/14/1952/74/M": age and sex may be tied to a birth date by strokes. */
static gboolean date_try(const char *text, DateUse use, const char *today, char iso[ISO_DATE_SIZE])
{
    if (date_parse(text, use, today, iso))
        return TRUE;
    g_autoptr(GString) repaired = g_string_new(NULL);
    date_repair(text, repaired);
    for (guint cuts = 0; cuts < 3; cuts++) {
        if (date_parse(repaired->str, use, today, iso))
            return TRUE;
        const char *stroke = strrchr(repaired->str, '/');
        if (use != DATE_BIRTH || stroke == NULL || strlen(stroke) > 4)
            return FALSE;
        g_string_truncate(repaired, (gsize)(stroke - repaired->str));
    }
    return FALSE;
}

/* A date has a digit in its first two tokens and none of these signs. "OS" may be a month. */
static gboolean token_can_begin_date(const char *text)
{
    if (text[0] == '@' && g_ascii_isdigit(text[1]))
        return TRUE; /* a zero: "@2/19/1972" */
    if (strlen(text) == 2 && digit_for(text[0]) != 0 && digit_for(text[1]) != 0)
        return TRUE;
    if (strpbrk(text, "$%+@") != NULL)
        return FALSE;
    return strpbrk(text, "0123456789") != NULL || strlen(text) >= 3;
}

static gsize digits_length(const char *text)
{
    gsize digits = strspn(text, "0123456789");
    return text[digits] == '\0' ? digits : 0;
}

/* "07 27 198 4": a gap within the year. */
static gboolean is_parted_year(const char *one, const char *other)
{
    gsize digits = digits_length(one);
    return (digits == 3 || digits == 1) && digits_length(other) == 4 - digits;
}

/* Joins tokens, without what stands around a date: brackets, commas, a full stop at the end. What
 * is longer than any date becomes "": cut off, it might end within a character. */
static void date_join(const Lines *lines, guint at, guint count, char text[DATE_TEXT_MOST])
{
    gsize n = 0;
    text[0] = '\0';
    for (guint i = at; i < at + count; i++) {
        const char *part = lines_token(lines, i)->text;
        while (*part == '(' || *part == '[')
            part++;
        n = g_strlcat(text, part, DATE_TEXT_MOST);
        gboolean year = count > 2 && i + 2 == at + count &&
                        is_parted_year(part, lines_token(lines, i + 1)->text);
        if (i + 1 < at + count && !year)
            n = g_strlcat(text, " ", DATE_TEXT_MOST);
        if (n >= DATE_TEXT_MOST) {
            text[0] = '\0';
            return;
        }
    }
    g_strdelimit(text, "~", '-');
    while (n > 0 && strchr(").,;*]", text[n - 1]) != NULL)
        text[--n] = '\0';
}

static gboolean is_short_number(const char *text)
{
    return strlen(text) <= 2 && g_ascii_isdigit(text[0]) &&
           strspn(text, "0123456789") == strlen(text);
}

gboolean date_scan(const Lines *lines, guint first, guint count, DateUse use, const char *today,
                   char iso[ISO_DATE_SIZE], guint *at, guint *length)
{
    for (guint i = first; i < first + count; i++) {
        const char *text = lines_token(lines, i)->text;
        if (!token_can_begin_date(text) ||
            (i > first && strspn(text, "0123456789") == strlen(text) &&
             is_short_number(lines_token(lines, i - 1)->text)))
            continue; /* "86 12 23 06" is no date from its second number on */
        for (guint n = 1; n <= DATE_TOKENS_MOST && i + n <= first + count; n++) {
            char joined[DATE_TEXT_MOST];
            date_join(lines, i, n, joined);
            if (!date_try(joined, use, today, iso))
                continue;
            *at = i;
            *length = n;
            return TRUE;
        }
    }
    return FALSE;
}

/* The date that a token is when one digit is read otherwise; the reading that the recogniser
 * thought likeliest wins. `*weight` is its confidence. */
static gboolean date_by_choice(const Token *token, DateUse use, const char *today,
                               char iso[ISO_DATE_SIZE], float *weight)
{
    const GArray *choices = token_choices(token);
    gsize length = strlen(token->text);
    *weight = 0;
    if (choices == NULL || length < 6 || length >= DATE_TEXT_MOST || !g_str_is_ascii(token->text))
        return FALSE;
    for (guint i = 0; i < choices->len; i++) {
        const Choice *choice = &g_array_index(choices, Choice, i);
        char text[DATE_TEXT_MOST], other[ISO_DATE_SIZE];
        if (choice->at >= length || choice->symbol < '0' || choice->symbol > '9' ||
            choice->confidence <= MAX(*weight, CHOICE_LEAST))
            continue;
        g_strlcpy(text, token->text, sizeof text);
        text[choice->at] = (char)choice->symbol;
        if (!date_try(text, use, today, other))
            continue;
        memcpy(iso, other, ISO_DATE_SIZE);
        *weight = choice->confidence;
    }
    return *weight > 0;
}

gboolean date_guess(const Lines *lines, guint first, guint count, DateUse use, const char *today,
                    char iso[ISO_DATE_SIZE], guint *at)
{
    float weight;
    for (*at = first; *at < first + count; (*at)++)
        if (date_by_choice(lines_token(lines, *at), use, today, iso, &weight))
            return TRUE;
    return FALSE;
}

/* "am", "p.m." and what follows it; 0: none, else its letter. */
static char half_of_day(const char *text)
{
    char half = g_ascii_tolower(text[0]);
    const char *rest = text + 1 + (text[0] != '\0' && text[1] == '.');
    return (half == 'a' || half == 'p') && g_ascii_tolower(*rest) == 'm' &&
                   !g_ascii_isalpha(rest[1])
               ? half
               : 0;
}

/* "9 AM", "12pm": the hour alone, which only half a day behind it makes a time. */
static gboolean hour_read(const char *text, const char *next, char clock[6], gboolean *half_next)
{
    gsize digits = strspn(text, "0123456789");
    long hour = strtol(text, NULL, 10);
    *half_next = text[digits] == '\0';
    char half = !*half_next ? half_of_day(text + digits) : next != NULL ? half_of_day(next) : 0;
    if (digits == 0 || digits > 2 || half == 0 || hour == 0 || hour > 12)
        return FALSE;
    g_snprintf(clock, 6, "%02d:00", (int)(hour % 12 + (half == 'p' ? 12 : 0)));
    return TRUE;
}

/* "2:15", "2:15PM", "14:15", "0930" is none. The half of the day may be the next token. */
static gboolean time_read(const char *text, const char *next, char clock[6], gboolean *half_next)
{
    char *end;
    while (*text == '@' || *text == '(')
        text++;
    if (!g_ascii_isdigit(*text) && digit_for(*text) == 0)
        return FALSE;
    g_autofree char *copy = g_strdup(text);
    for (char *c = copy; *c != '\0' && c - copy < 5; c++)
        if (*c == 'O' || *c == 'o' || *c == 'l' || *c == 'I')
            *c = digit_for(*c);
    long hour = strtol(copy, &end, 10);
    if ((*end != ':' && *end != ';' && *end != '.') || !g_ascii_isdigit(end[1]) ||
        !g_ascii_isdigit(end[2]) || g_ascii_isdigit(end[3]))
        return FALSE;
    if (*end == '.' && next == NULL)
        return FALSE;
    long minute = strtol(end + 1, &end, 10);
    if (*end == ':' && g_ascii_isdigit(end[1]))
        end += 3; /* seconds */
    const char *half = *end != '\0' ? end : next != NULL ? next : "";
    g_autofree char *key = g_ascii_strdown(half, -1);
    gboolean am = strncmp(key, "am", 2) == 0 || strncmp(key, "a.m", 3) == 0;
    gboolean pm = strncmp(key, "pm", 2) == 0 || strncmp(key, "p.m", 3) == 0;
    *half_next = (am || pm) && *end == '\0';
    if (hour > 23 || minute > 59 || ((am || pm) && (hour == 0 || hour > 12)))
        return FALSE;
    if (pm && hour != 12)
        hour += 12;
    if (am && hour == 12)
        hour = 0;
    if (!am && !pm && hour >= 1 && hour <= AFTERNOON_LAST && text[0] != '0')
        hour +=
            12; /* "at 3:05": no office sees anybody at night, and clocks of 24 hours say 03:05 */
    g_snprintf(clock, 6, "%02d:%02d", (int)hour, (int)minute);
    return TRUE;
}

gboolean time_scan(const Lines *lines, guint first, guint count, char clock[6], guint *at,
                   guint *length)
{
    for (guint i = first; i < first + count; i++) {
        const char *next = i + 1 < first + count ? lines_token(lines, i + 1)->text : NULL;
        gboolean half_next;
        if (!time_read(lines_token(lines, i)->text, next, clock, &half_next) &&
            !hour_read(lines_token(lines, i)->text, next, clock, &half_next))
            continue;
        *at = i;
        *length = half_next ? 2 : 1;
        return TRUE;
    }
    return FALSE;
}
