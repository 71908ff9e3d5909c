/* likeness_names.c - how alike a printed name is to that of a chart.
 *
 * Does: compare surname, first and middle name and suffix, in the orders that a name is printed in.
 * Does not: weigh or decide. */
#include "likeness.h"

#include <string.h>

enum { COMPOUND_PART_LEAST = 3 };

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
    return length < 3 ? 0 : length < 5 ? ocr_change_cost + 0.01 : length < 8 ? 1 : 1.7;
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

gboolean words_near(const char *printed, const char *chart)
{
    gboolean confusable = TRUE;
    return strcmp(printed, chart) != 0 && near_or_other(printed, chart, &confusable) == LIKE_NEAR;
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

/* "EDWARDS" for Edward S: the blank before the initial was lost. */
static gboolean has_initial_tied(const FoldedName *printed, const FoldedName *chart)
{
    gsize length = strlen(chart->first_joined);
    return *printed->middle == '\0' && *chart->middle != '\0' && length > 1 &&
           strncmp(printed->first_joined, chart->first_joined, length) == 0 &&
           printed->first_joined[length] == *chart->middle &&
           printed->first_joined[length + 1] == '\0';
}

/* A newborn is "Baby Boy" or "Baby Girl" until it has a name: 'M', 'F', or '\0'. */
static char newborn_sex(const FoldedName *name)
{
    const char *const *words = (const char *const[]){name->first, name->middle};
    char sex = '\0';
    for (guint i = 0; i < 2; i++)
        sex = word_in("BOY", 3, words[i]) ? 'M' : word_in("GIRL", 4, words[i]) ? 'F' : sex;
    return sex;
}

static Likeness first_compare(const FoldedName *printed, const FoldedName *chart,
                              const Nicknames *nicknames, gboolean *confusable)
{
    const char *ours = printed->first_joined, *theirs = chart->first_joined;
    if (*ours == '\0' || *theirs == '\0')
        return LIKE_UNKNOWN;
    char sex = newborn_sex(printed), their_sex = newborn_sex(chart);
    if (sex != '\0' && their_sex != '\0' && sex != their_sex)
        return LIKE_OTHER;
    if (strcmp(ours, theirs) == 0)
        return LIKE_EQUAL;
    if (strlen(ours) == 1 || strlen(theirs) == 1)
        return *ours == *theirs ? LIKE_WEAK : LIKE_OTHER;
    if (nicknames_match(nicknames, printed->first, chart->first) || is_parted(printed, chart) ||
        has_initial_tied(printed, chart))
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
    like.suffix_missing = *printed->suffix != '\0' && *chart->suffix == '\0';
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

/* "Diaz Ana Maria", whose comma was lost: the surname leads. */
static NameLikeness led_compare(const FoldedName *printed, const FoldedName *chart,
                                const Nicknames *nicknames)
{
    FoldedName led = *printed;
    led.last = printed->first;
    led.last_joined = printed->first_joined;
    led.first = led.first_joined = printed->middle;
    led.middle = printed->last;
    return reading_compare(&led, chart, nicknames);
}

static gboolean is_named(const FoldedName *chart, const char *last, const char *first)
{
    return *last != '\0' && *first != '\0' && strcmp(last, chart->last_joined) == 0 &&
           strcmp(first, chart->first_joined) == 0;
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
    if (is_named(chart, turned.last_joined, turned.first_joined))
        best = better(best, reading_compare(&turned, chart, nicknames));
    if (strlen(printed->middle) >= COMPOUND_PART_LEAST && strchr(printed->middle, ' ') == NULL &&
        is_named(chart, printed->first_joined, printed->middle)) {
        NameLikeness led = led_compare(printed, chart, nicknames);
        if (led.middle != LIKE_OTHER)
            best = better(best, led);
    }
    if (strlen(printed->middle) >= COMPOUND_PART_LEAST && strchr(chart->last, ' ') != NULL)
        best = better(best, moved_compare(printed, chart, nicknames));
    return best;
}
