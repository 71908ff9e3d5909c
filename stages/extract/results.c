/* results.c - rows of laboratory results.
 *
 * Does: knows a row by its shape: words, a value, the range it should lie in, whatever the test and
 * the laboratory. Reads: rows. Does not: understand the values. */
#include "results.h"

#include <string.h>

enum { ROW_TOKENS_MOST = 16, RANGE_DIGITS_MOST = 4 };

/* "5.10", "<200", ">=60": the number's end; NULL: none begins here. */
static const char *number_end(const char *text, guint *digits)
{
    const char *at = text + strspn(text, "<>=");
    *digits = 0;
    if (!g_ascii_isdigit(*at))
        return NULL;
    for (; g_ascii_isdigit(*at) || (*at == '.' && g_ascii_isdigit(at[1])); at++)
        *digits += *at != '.';
    return at;
}

static gboolean is_value(const char *text)
{
    guint digits;
    const char *end = number_end(text, &digits);
    return end != NULL && strchr("HL*", *end) != NULL; /* the flag may stand close, or none */
}

/* "3.80-5.10", "(70-99)", "<200": no date, telephone number or postal code. */
static gboolean is_range(const char *text)
{
    guint low, high;
    const char *at = text + strspn(text, "([");
    const char *end = number_end(at, &low);
    if (end == NULL)
        return FALSE;
    if (strchr("<>", *at) != NULL)
        return *end == '\0' || strchr(")]", *end) != NULL;
    if (*end != '-' || (end = number_end(end + 1, &high)) == NULL || !(low < 3 || high < 4))
        return FALSE;
    return low <= RANGE_DIGITS_MOST && high <= RANGE_DIGITS_MOST &&
           (*end == '\0' || strchr(")]%", *end) != NULL);
}

/* "4.0 - 5.6": the stroke is no word of its row. */
static gboolean range_in_two(const Token *low, const Token *high)
{
    return is_value(low->text) && is_value(high->text) && !low->slash && !high->slash &&
           g_ascii_strtod(low->text, NULL) < g_ascii_strtod(high->text, NULL);
}

/* Units stand behind a stroke or are parts of a hundred. */
static gboolean is_unit(const Token *token)
{
    return (token->slash && g_ascii_isalpha(token->text[0])) || strcmp(token->text, "%") == 0;
}

static gboolean row_is_result(const Lines *lines, const Row *row)
{
    const Token *token = lines_token(lines, row->first);
    gboolean value = FALSE, range = FALSE, split_range = FALSE, unit = FALSE;
    if (row->count > ROW_TOKENS_MOST || !g_ascii_isalpha(token[0].text[0]))
        return FALSE;
    for (guint i = 1; i < row->count; i++) {
        range = range || (value && is_range(token[i].text));
        split_range =
            split_range || (value && i + 1 < row->count && range_in_two(&token[i], &token[i + 1]));
        unit = unit || is_unit(&token[i]);
        value = value || is_value(token[i].text);
    }
    return range || (split_range && unit);
}

guint result_rows(const Lines *lines)
{
    guint count = 0;
    for (guint r = 0; r < lines->rows->len; r++)
        count += row_is_result(lines, lines_row(lines, r)) && !lines_row_is_prose(lines, r);
    return count;
}
