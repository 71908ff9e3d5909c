/* likeness.c - how alike what is printed is to what a chart has: names, dates, numbers.
 *
 * Does: compare two values with OCR's and typists' errors in mind. Does not: weigh or decide. */
#include "likeness.h"

#include <string.h>

enum {
    COMPARED_MOST = 48, /* characters of a text that are compared */
    NUMBER_MOST = 40,
    COMPOUND_PART_LEAST = 3,
};

static const double confusion_cost = 1.0 / 3;

/* Letters and digits that damaged print exchanges, folded. */
static const char *const confusions[] = {
    "1I", "1L", "IL", "IJ", "1T", "IT", "LT", "0O", "0D", "0Q", "OQ", "OD", "OC", "CE", "EO", "AO",
    "AE", "CG", "EF", "PR", "BR", "BP", "HN", "HB", "HK", "MN", "UV", "UN", "VY", "VW", "FT", "FP",
    "GQ", "GY", "5S", "8B", "2Z", "6G", "6B", "38", "35", "56", "58", "68", "89", "08", "06", "17",
    "14", "49", "27", "7T", "4A", "9G", "8S", "3B", "39", "RT", "NR", "09", "E6", "O6"};

/* Two letters that run into one. */
static const char joined_pairs[][3] = {"RNM", "VVW", "CLD", "LIU", "NNM",
                                       "IIU", "INM", "LIH", "FTN"};

static gboolean is_confusable(char one, char other)
{
    for (guint i = 0; i < G_N_ELEMENTS(confusions); i++)
        if ((confusions[i][0] == one && confusions[i][1] == other) ||
            (confusions[i][0] == other && confusions[i][1] == one))
            return TRUE;
    return FALSE;
}

static double change_cost(char one, char other)
{
    if (one == other)
        return 0;
    return is_confusable(one, other) ? confusion_cost : 1;
}

static gboolean runs_into(const char *pair, char one)
{
    for (guint i = 0; i < G_N_ELEMENTS(joined_pairs); i++)
        if (memcmp(joined_pairs[i], pair, 2) == 0 && joined_pairs[i][2] == one)
            return TRUE;
    return FALSE;
}

/* The last step's cost at (i, j) of the table whose rows are three deep. */
static double cell(double rows[3][COMPARED_MOST + 1], const char *a, const char *b, guint i,
                   guint j)
{
    const double *above = rows[(i + 2) % 3], *here = rows[i % 3];
    double best = MIN(above[j], here[j - 1]) + 1;
    best = MIN(best, above[j - 1] + change_cost(a[i - 1], b[j - 1]));
    if (i > 1) {
        const double *two_above = rows[(i + 1) % 3];
        if (j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            best = MIN(best, two_above[j - 2] + 1);
        if (runs_into(a + i - 2, b[j - 1]))
            best = MIN(best, two_above[j - 1] + confusion_cost);
    }
    if (j > 1 && runs_into(b + j - 2, a[i - 1]))
        best = MIN(best, above[j - 2] + confusion_cost);
    return best;
}

double ocr_distance(const char *one, const char *other, double most)
{
    guint n = MIN(strlen(one), COMPARED_MOST), m = MIN(strlen(other), COMPARED_MOST);
    /* A pair that runs into one letter makes a difference of length cheap. */
    if (confusion_cost * (n > m ? n - m : m - n) > most)
        return most + 1;
    double rows[3][COMPARED_MOST + 1];
    for (guint j = 0; j <= m; j++)
        rows[0][j] = j;
    for (guint i = 1; i <= n; i++) {
        double least = rows[i % 3][0] = i;
        for (guint j = 1; j <= m; j++) {
            rows[i % 3][j] = cell(rows, one, other, i, j);
            least = MIN(least, rows[i % 3][j]);
        }
        if (least > most + 1)
            return most + 1;
    }
    return rows[n % 3][m];
}

/* --- names ----------------------------------------------------------------------------------- */

static char *spaces_drop(const char *text)
{
    char *joined = g_strdup(text), *to = joined;
    for (const char *from = text; *from != '\0'; from++)
        if (*from != ' ')
            *to++ = *from;
    *to = '\0';
    return joined;
}

FoldedName *folded_name_new(const char *last, const char *first, const char *middle,
                            const char *suffix)
{
    FoldedName *name = g_new0(FoldedName, 1);
    name->last = name_fold(last);
    name->first = name_fold(first);
    name->middle = name_fold(middle);
    name->last_joined = spaces_drop(name->last);
    name->first_joined = spaces_drop(name->first);
    const char *usual = *suffix == '\0' ? NULL : name_suffix(suffix);
    name->suffix = usual != NULL ? usual : "";
    return name;
}

void folded_name_free(FoldedName *name)
{
    if (name == NULL)
        return;
    g_free(name->last);
    g_free(name->first);
    g_free(name->middle);
    g_free(name->last_joined);
    g_free(name->first_joined);
    g_free(name);
}

/* How far apart two names of that length may be to be one damaged name. */
static double near_most(const char *one, const char *other)
{
    gsize length = MIN(strlen(one), strlen(other));
    return length < 3 ? 0 : length < 5 ? confusion_cost + 0.01 : length < 8 ? 1 : 1.7;
}

static Likeness near_or_other(const char *printed, const char *chart, gboolean *confusable)
{
    double most = near_most(printed, chart);
    double distance = ocr_distance(printed, chart, most);
    if (distance > most)
        return LIKE_OTHER;
    /* One whole change costs more than two confusions. */
    *confusable = *confusable && distance < 0.9;
    return LIKE_NEAR;
}

static gboolean word_in(const char *word, gsize length, const char *words)
{
    for (const char *at = words; *at != '\0';) {
        gsize theirs = strcspn(at, " ");
        if (theirs == length && strncmp(at, word, length) == 0)
            return TRUE;
        at += theirs + (at[theirs] == ' ');
    }
    return FALSE;
}

/* All words of one are among the other's, and one of them is more than a particle. */
static gboolean words_within(const char *few, const char *many)
{
    gboolean long_word = FALSE;
    for (const char *at = few; *at != '\0';) {
        gsize length = strcspn(at, " ");
        if (!word_in(at, length, many))
            return FALSE;
        long_word = long_word || length >= COMPOUND_PART_LEAST;
        at += length + (at[length] == ' ');
    }
    return long_word;
}

static Likeness last_compare(const char *last, const char *joined, const FoldedName *chart,
                             gboolean *confusable)
{
    if (*joined == '\0' || *chart->last_joined == '\0')
        return LIKE_UNKNOWN;
    if (strcmp(joined, chart->last_joined) == 0)
        return LIKE_EQUAL;
    if (words_within(last, chart->last) || words_within(chart->last, last))
        return LIKE_VARIANT;
    return near_or_other(joined, chart->last_joined, confusable);
}

/* "Mary Ann" is parted into a first and a middle name on one side, and not on the other. */
static gboolean is_parted(const FoldedName *printed, const FoldedName *chart)
{
    const FoldedName *whole = strchr(printed->first, ' ') != NULL ? printed : chart;
    const FoldedName *parted = whole == printed ? chart : printed;
    gsize length = strlen(parted->first);
    if (strncmp(whole->first, parted->first, length) != 0 || whole->first[length] != ' ')
        return FALSE;
    return words_within(whole->first + length + 1, parted->middle);
}

static Likeness first_compare(const FoldedName *printed, const FoldedName *chart,
                              const Nicknames *nicknames, gboolean *confusable)
{
    const char *ours = printed->first_joined, *theirs = chart->first_joined;
    if (*ours == '\0' || *theirs == '\0')
        return LIKE_UNKNOWN;
    if (strcmp(ours, theirs) == 0)
        return LIKE_EQUAL;
    if (strlen(ours) == 1 || strlen(theirs) == 1)
        return *ours == *theirs ? LIKE_WEAK : LIKE_OTHER;
    if (nicknames_match(nicknames, printed->first, chart->first) || is_parted(printed, chart))
        return LIKE_VARIANT;
    if (words_within(printed->first, chart->first) || words_within(chart->first, printed->first))
        return LIKE_WEAK;
    if (strlen(chart->middle) >= COMPOUND_PART_LEAST && strcmp(printed->first, chart->middle) == 0)
        return LIKE_WEAK;
    return near_or_other(ours, theirs, confusable);
}

static Likeness middle_compare(const char *printed, const char *chart)
{
    if (*printed == '\0' || *chart == '\0')
        return LIKE_UNKNOWN;
    if (strcmp(printed, chart) == 0)
        return LIKE_EQUAL;
    if (printed[1] == '\0' || chart[1] == '\0')
        return *printed == *chart ? LIKE_VARIANT : LIKE_OTHER;
    if (words_within(printed, chart) || words_within(chart, printed))
        return LIKE_VARIANT;
    return ocr_distance(printed, chart, 1) <= 1 ? LIKE_NEAR : LIKE_OTHER;
}

/* A second of the name is a Jr as often as not. */
static Likeness suffix_compare(const char *printed, const char *chart)
{
    if (*printed == '\0' || *chart == '\0')
        return LIKE_UNKNOWN;
    if (strcmp(printed, chart) == 0)
        return LIKE_EQUAL;
    gboolean second = (strcmp(printed, "Jr") == 0 && strcmp(chart, "II") == 0) ||
                      (strcmp(printed, "II") == 0 && strcmp(chart, "Jr") == 0);
    return second ? LIKE_VARIANT : LIKE_OTHER;
}

static NameLikeness reading_compare(const FoldedName *printed, const FoldedName *chart,
                                    const Nicknames *nicknames)
{
    NameLikeness like = {.confusable = TRUE};
    like.last = last_compare(printed->last, printed->last_joined, chart, &like.confusable);
    like.first = first_compare(printed, chart, nicknames, &like.confusable);
    like.middle = middle_compare(printed->middle, chart->middle);
    /* What serves as first name is not compared once more. */
    if (strcmp(printed->first, chart->middle) == 0 ||
        (like.first == LIKE_VARIANT && is_parted(printed, chart)))
        like.middle = LIKE_UNKNOWN;
    like.suffix = suffix_compare(printed->suffix, chart->suffix);
    return like;
}

/* Lower is more alike. */
static guint unlikeness(const NameLikeness *like)
{
    static const guint cost[] = {[LIKE_UNKNOWN] = 5, [LIKE_EQUAL] = 0, [LIKE_VARIANT] = 1,
                                 [LIKE_WEAK] = 3,    [LIKE_NEAR] = 4,  [LIKE_OTHER] = 20};
    static const guint middle_cost[] = {[LIKE_UNKNOWN] = 1, [LIKE_EQUAL] = 0, [LIKE_VARIANT] = 0,
                                        [LIKE_WEAK] = 0,    [LIKE_NEAR] = 1,  [LIKE_OTHER] = 2};
    return 4 * (cost[like->last] + cost[like->first]) + middle_cost[like->middle];
}

static NameLikeness better(NameLikeness one, NameLikeness other)
{
    return unlikeness(&other) < unlikeness(&one) ? other : one;
}

/* "Jeffrey Reyes Mendoza" without a comma: the middle name's last word may open the surname. */
static NameLikeness moved_compare(const FoldedName *printed, const FoldedName *chart,
                                  const Nicknames *nicknames)
{
    const char *space = strrchr(printed->middle, ' ');
    const char *word = space == NULL ? printed->middle : space + 1;
    g_autofree char *last = g_strdup_printf("%s %s", word, printed->last);
    g_autofree char *last_joined = spaces_drop(last);
    g_autofree char *middle =
        g_strndup(printed->middle, space == NULL ? 0 : (gsize)(space - printed->middle));
    FoldedName moved = *printed;
    moved.last = last;
    moved.last_joined = last_joined;
    moved.middle = middle;
    return reading_compare(&moved, chart, nicknames);
}

NameLikeness name_compare(const FoldedName *printed, const FoldedName *chart,
                          const Nicknames *nicknames)
{
    NameLikeness best = reading_compare(printed, chart, nicknames);
    if (best.last == LIKE_EQUAL && best.first == LIKE_EQUAL)
        return best;
    FoldedName turned = *printed;
    turned.last = printed->first;
    turned.last_joined = printed->first_joined;
    turned.first = printed->last;
    turned.first_joined = printed->last_joined;
    NameLikeness other = reading_compare(&turned, chart, nicknames);
    if (other.last == LIKE_EQUAL && other.first == LIKE_EQUAL)
        best = better(best, other);
    if (strlen(printed->middle) >= COMPOUND_PART_LEAST && strchr(chart->last, ' ') != NULL)
        best = better(best, moved_compare(printed, chart, nicknames));
    return best;
}

/* --- dates and numbers ------------------------------------------------------------------------ */

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
            (Difference){printed[first], chart[first], is_confusable(printed[first], chart[first])};
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
