/* date.c - dates in all their printed forms.
 *
 * Does: tells day, month and year apart, completes two-digit years by what the date is for, refuses
 * days that do not exist or cannot be. Does not: find dates in running text, or repair letters. */
#include "date.h"

#include <stdlib.h>
#include <string.h>

enum {
    DATE_BYTES_MOST = 64,
    DATE_TOKENS_MOST = 6,
    AGE_YEARS_MOST = 120,
    AHEAD_YEARS_MOST = 3,
    YEAR_LEAST = 1850,
    ANY_AHEAD_YEARS = 20, /* a bare two-digit year lies at most so far in the future */
};

typedef struct {
    gboolean is_number;
    int number;
    guint digits;
    char word[12]; /* lower case */
} Token;

typedef struct {
    int year, month, day;
    guint year_digits;
} Parts;

static const char *const months[] = {"january",   "february", "march",    "april",
                                     "may",       "june",     "july",     "august",
                                     "september", "october",  "november", "december"};

static const char *const weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};

/* --- words ----------------------------------------------------------------------------------- */

/* From 1; 0 when it is no month. At least three letters of the name must stand there. */
static int month_of(const char *word)
{
    if (strlen(word) < 3)
        return 0;
    if (strcmp(word, "sept") == 0)
        return 9;
    for (guint i = 0; i < G_N_ELEMENTS(months); i++)
        if (g_str_has_prefix(months[i], word))
            return (int)i + 1;
    return 0;
}

static gboolean is_weekday(const char *word)
{
    static const char *const others[] = {"tues", "weds", "thur", "thurs"};
    if (strlen(word) < 3)
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        if (strcmp(word, others[i]) == 0)
            return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(weekdays); i++)
        if ((strlen(word) == 3 || strlen(word) == strlen(weekdays[i])) &&
            g_str_has_prefix(weekdays[i], word))
            return TRUE;
    return FALSE;
}

static gboolean is_ordinal(const char *word)
{
    return strcmp(word, "st") == 0 || strcmp(word, "nd") == 0 || strcmp(word, "rd") == 0 ||
           strcmp(word, "th") == 0;
}

/* --- tokens ---------------------------------------------------------------------------------- */

/* Reads one run of digits or letters and moves `*at` behind it; FALSE when it is too long. */
static gboolean token_read(const char **at, Token *token)
{
    const char *start = *at, *end = start;
    *token = (Token){.is_number = g_ascii_isdigit(*start)};
    if (token->is_number) {
        while (g_ascii_isdigit(*end))
            end++;
        token->digits = (guint)(end - start);
        if (token->digits > 8)
            return FALSE;
        token->number = atoi(start);
    } else {
        while (g_ascii_isalpha(*end))
            end++;
        gsize length = (gsize)(end - start);
        if (length >= sizeof token->word)
            return FALSE;
        for (gsize i = 0; i < length; i++)
            token->word[i] = g_ascii_tolower(start[i]);
    }
    *at = end;
    return TRUE;
}

/* Words that carry nothing: weekdays in front, "14th", "of". */
static gboolean token_is_idle(const Token *token, guint count, const Token *before)
{
    if (token->is_number)
        return FALSE;
    if (count == 0 && (is_weekday(token->word) || strcmp(token->word, "the") == 0))
        return TRUE;
    if (strcmp(token->word, "of") == 0)
        return count > 0;
    return is_ordinal(token->word) && before != NULL && before->is_number && before->digits <= 2;
}

/* Number of tokens; 0 when something stands there that no date has. */
static guint tokens_read(const char *text, Token tokens[DATE_TOKENS_MOST])
{
    guint count = 0;
    for (const char *at = text; *at != '\0';) {
        if (g_ascii_isspace(*at) || strchr("/-.,'", *at) != NULL) {
            at++;
        } else if (strncmp(at, "\342\200\223", 3) == 0 || strncmp(at, "\342\200\231", 3) == 0) {
            at += 3; /* en dash and typographic apostrophe */
        } else if (g_ascii_isalnum(*at)) {
            Token token;
            if (!token_read(&at, &token))
                return 0;
            if (token_is_idle(&token, count, count > 0 ? &tokens[count - 1] : NULL))
                continue;
            if (count == DATE_TOKENS_MOST)
                return 0;
            tokens[count++] = token;
        } else {
            return 0;
        }
    }
    return count;
}

/* --- parts ----------------------------------------------------------------------------------- */

static gboolean is_year(const Token *token)
{
    return token->is_number && (token->digits == 4 || token->digits == 2);
}

static gboolean is_day(const Token *token)
{
    return token->is_number && token->digits <= 2;
}

/* "20260314", or "03142026" as some forms have it. */
static gboolean parts_from_digits(const Token *token, Parts *parts)
{
    int n = token->number;
    if (token->digits != 8)
        return FALSE;
    *parts = (Parts){n / 10000, n / 100 % 100, n % 100, 4};
    if (parts->year < 1900 || parts->year > 2100)
        *parts = (Parts){n % 10000, n / 1000000, n / 10000 % 100, 4};
    return parts->year >= 1900 && parts->year <= 2100;
}

static gboolean parts_from_numbers(const Token tokens[3], Parts *parts)
{
    if (tokens[0].digits == 4 && is_day(&tokens[1]) && is_day(&tokens[2])) {
        *parts = (Parts){tokens[0].number, tokens[1].number, tokens[2].number, 4};
        return TRUE;
    }
    if (!is_day(&tokens[0]) || !is_day(&tokens[1]) || !is_year(&tokens[2]))
        return FALSE;
    *parts = (Parts){tokens[2].number, tokens[0].number, tokens[1].number, tokens[2].digits};
    if (parts->month > 12) {
        parts->month = tokens[1].number;
        parts->day = tokens[0].number;
    }
    return TRUE;
}

static gboolean parts_from_tokens(const Token *tokens, guint count, Parts *parts)
{
    if (count == 1 && tokens[0].is_number)
        return parts_from_digits(&tokens[0], parts);
    if (count != 3 || !tokens[2].is_number)
        return FALSE;
    if (tokens[0].is_number && tokens[1].is_number)
        return parts_from_numbers(tokens, parts);

    const Token *day, *year, *month;
    if (!tokens[0].is_number) {
        month = &tokens[0], day = &tokens[1], year = &tokens[2];
    } else {
        month = &tokens[1];
        gboolean year_first = tokens[0].digits == 4;
        day = year_first ? &tokens[2] : &tokens[0];
        year = year_first ? &tokens[0] : &tokens[2];
    }
    if (!is_day(day) || !is_year(year))
        return FALSE;
    *parts = (Parts){year->number, month_of(month->word), day->number, year->digits};
    return parts->month != 0;
}

/* --- plausibility ---------------------------------------------------------------------------- */

/* Order of two dates, the first with `years` added. */
static int parts_compare(const Parts *one, int years, const Parts *other)
{
    if (one->year + years != other->year)
        return one->year + years < other->year ? -1 : 1;
    if (one->month != other->month)
        return one->month < other->month ? -1 : 1;
    return one->day < other->day ? -1 : one->day > other->day;
}

static int years_ahead(DateUse use)
{
    switch (use) {
    case DATE_BIRTH:
    case DATE_SERVICE:
        return 0;
    case DATE_APPOINTMENT:
        return AHEAD_YEARS_MOST;
    case DATE_ANY:
        return ANY_AHEAD_YEARS;
    }
    g_assert_not_reached();
}

static void year_complete(Parts *parts, DateUse use, const Parts *today)
{
    parts->year += today->year / 100 * 100 + 100;
    while (parts_compare(parts, -years_ahead(use), today) > 0)
        parts->year -= 100;
}

static gboolean parts_plausible(const Parts *parts, DateUse use, const Parts *today)
{
    if (parts->month < 1 || parts->month > 12 || parts->day < 1 || parts->day > 31 ||
        parts->year < YEAR_LEAST)
        return FALSE;
    if (!g_date_valid_dmy((GDateDay)parts->day, (GDateMonth)parts->month, (GDateYear)parts->year))
        return FALSE;
    if (use == DATE_ANY)
        return parts->year <= today->year + 100;
    if (parts_compare(parts, -years_ahead(use), today) > 0)
        return FALSE;
    return use != DATE_BIRTH || parts_compare(parts, AGE_YEARS_MOST, today) >= 0;
}

gboolean date_parse(const char *text, DateUse use, const char *today, char iso[ISO_DATE_SIZE])
{
    Token tokens[DATE_TOKENS_MOST];
    Parts parts, now;
    if (strlen(text) > DATE_BYTES_MOST)
        return FALSE;
    Token now_tokens[DATE_TOKENS_MOST];
    guint now_count = tokens_read(today, now_tokens);
    g_return_val_if_fail(parts_from_tokens(now_tokens, now_count, &now), FALSE);

    guint count = tokens_read(text, tokens);
    if (count == 0 || !parts_from_tokens(tokens, count, &parts))
        return FALSE;
    if (parts.year_digits == 2)
        year_complete(&parts, use, &now);
    if (!parts_plausible(&parts, use, &now))
        return FALSE;
    g_snprintf(iso, ISO_DATE_SIZE, "%04d-%02d-%02d", parts.year, parts.month, parts.day);
    return TRUE;
}

void date_today(char iso[ISO_DATE_SIZE])
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    g_autofree char *text = g_date_time_format(now, "%Y-%m-%d");
    g_strlcpy(iso, text, ISO_DATE_SIZE);
}
