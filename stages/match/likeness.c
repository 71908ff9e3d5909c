/* likeness.c - how alike printed dates and numbers are to those of a chart.
 *
 * Does: compare two values with OCR's and typists' errors in mind. Does not: weigh or decide. */
#include "likeness.h"

#include <string.h>

enum { NUMBER_MOST = 40 };

/* Texts of one length: how they differ. */
static Likeness same_length_compare(const char *printed, const char *chart, Difference *difference)
{
    guint differences = 0, first = 0;
    for (guint i = 0; printed[i] != '\0'; i++)
        if (printed[i] != chart[i] && differences++ == 0)
            first = i;
    if (differences == 0)
        return LIKE_EQUAL;
    if (differences == 1) {
        *difference =
            (Difference){printed[first], chart[first], ocr_exchanges(printed[first], chart[first])};
        return LIKE_NEAR;
    }
    gboolean exchanged = differences == 2 && printed[first] == chart[first + 1] &&
                         printed[first + 1] == chart[first];
    return exchanged ? LIKE_NEAR : LIKE_OTHER;
}

Likeness date_compare(const char *printed, const char *chart, Difference *difference)
{
    *difference = (Difference){0};
    if (strlen(printed) != 10 || strlen(chart) != 10)
        return LIKE_UNKNOWN;
    Likeness like = same_length_compare(printed, chart, difference);
    gboolean turned = memcmp(printed, chart, 5) == 0 && memcmp(printed + 5, chart + 8, 2) == 0 &&
                      memcmp(printed + 8, chart + 5, 2) == 0;
    return like == LIKE_OTHER && turned ? LIKE_NEAR : like;
}

static void number_plain(const char *printed, char plain[NUMBER_MOST + 1])
{
    guint n = 0;
    for (const char *at = printed; *at != '\0' && n < NUMBER_MOST; at++)
        if (g_ascii_isalnum(*at))
            plain[n++] = g_ascii_toupper(*at);
    plain[n] = '\0';
}

static void zeros_drop(char *plain)
{
    memmove(plain, plain + strspn(plain, "0"), strlen(plain + strspn(plain, "0")) + 1);
}

/* Letters that OCR takes for digits, and the reverse, read as digits. */
static void number_merge(const char *plain, char merged[NUMBER_MOST + 1])
{
    guint n = 0;
    for (const char *at = plain; *at != '\0'; at++) {
        const char *found = strchr("OQDILSBZG", *at);
        char digit = found == NULL ? *at : "000115826"[found - "OQDILSBZG"];
        merged[n++] = digit;
    }
    merged[n] = '\0';
}

/* TRUE when the longer text is the shorter with one more character. */
static gboolean is_longer_by_one(const char *shorter, const char *longer)
{
    guint i = 0;
    while (shorter[i] != '\0' && shorter[i] == longer[i])
        i++;
    return strcmp(shorter + i, longer + i + 1) == 0;
}

Likeness number_compare(const char *printed, const char *chart, Difference *difference)
{
    char ours[NUMBER_MOST + 1], theirs[NUMBER_MOST + 1];
    char our_digits[NUMBER_MOST + 1], their_digits[NUMBER_MOST + 1];
    *difference = (Difference){0};
    number_plain(printed, ours);
    number_plain(chart, theirs);
    /* Zeros in front are dropped in print, but where they stand a digit may be misread. */
    if (strlen(ours) != strlen(theirs)) {
        zeros_drop(ours);
        zeros_drop(theirs);
    }
    gsize n = strlen(ours), m = strlen(theirs);
    if (n == 0 || m == 0)
        return LIKE_UNKNOWN;
    number_merge(ours, our_digits);
    number_merge(theirs, their_digits);
    if (strcmp(ours, theirs) == 0)
        return LIKE_EQUAL;
    if (strcmp(our_digits, their_digits) == 0)
        return LIKE_VARIANT;
    if (n == m)
        return same_length_compare(ours, theirs, difference);
    return (n == m + 1 && is_longer_by_one(theirs, ours)) ||
                   (m == n + 1 && is_longer_by_one(ours, theirs))
               ? LIKE_NEAR
               : LIKE_OTHER;
}

Likeness phone_compare(const char *printed, const char *chart, Difference *difference)
{
    char digits[2][NUMBER_MOST + 1];
    const char *const texts[] = {printed, chart};
    const char *tails[2];
    *difference = (Difference){0};
    for (guint which = 0; which < 2; which++) {
        guint n = 0;
        for (const char *at = texts[which]; *at != '\0' && n < NUMBER_MOST; at++)
            if (g_ascii_isdigit(*at))
                digits[which][n++] = *at;
        digits[which][n] = '\0';
        if (n < 10)
            return LIKE_UNKNOWN;
        tails[which] = digits[which] + n - 10;
    }
    return same_length_compare(tails[0], tails[1], difference);
}
