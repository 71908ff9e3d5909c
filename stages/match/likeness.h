/* likeness.h - how alike what is printed is to what a chart has, value by value. Private to the
 * stages. */
#pragma once

#include "name.h"
#include "nicknames.h"

/* A name folded for comparison: words in upper case, parted by spaces. */
typedef struct {
    char *last, *first, *middle;
    char *last_joined, *first_joined; /* without spaces */
    const char *suffix;               /* usual form; "" without one; static */
} FoldedName;

FoldedName *folded_name_new(const char *last, const char *first, const char *middle,
                            const char *suffix);
void folded_name_free(FoldedName *name);

typedef enum {
    LIKE_UNKNOWN, /* one of both is missing */
    LIKE_EQUAL,
    LIKE_VARIANT, /* a nickname; part of a compound surname; a middle initial */
    LIKE_WEAK,    /* first names: an initial, half of a double name, the middle name in its place */
    LIKE_NEAR,    /* so close that OCR or a slip may explain the difference */
    LIKE_OTHER,
} Likeness;

typedef struct {
    Likeness last, first, middle, suffix;
    gboolean confusable;     /* every difference of a LIKE_NEAR is one that OCR makes */
    gboolean suffix_missing; /* printed, but the chart has none */
} NameLikeness;

/* Compares in the order printed, and in the other readings that a name without a comma has
 * (surname first, a middle name that is half of the surname); the best reading counts. */
NameLikeness name_compare(const FoldedName *printed, const FoldedName *chart,
                          const Nicknames *nicknames);

/* TRUE when one folded word may be the other, damaged: near, but not equal. */
gboolean words_near(const char *printed, const char *chart);

/* What parts two values that are near each other. */
typedef struct {
    char printed, chart; /* the one character that was changed; '\0' when it is more than that */
    gboolean confusable; /* and it is a change that OCR makes */
} Difference;

/* Two ISO dates. LIKE_NEAR: one digit differs, two neighbouring digits or day and month are
 * exchanged. */
Likeness date_compare(const char *printed, const char *chart, Difference *difference);

/* Two record or member numbers, by letters and digits without zeros in front. LIKE_NEAR: one
 * character changed, lost or added, or two neighbours exchanged; LIKE_VARIANT: equal once letters
 * that OCR takes for digits are read as these. */
Likeness number_compare(const char *printed, const char *chart, Difference *difference);

/* Ten digits at the end; LIKE_UNKNOWN when one has fewer. */
Likeness phone_compare(const char *printed, const char *chart, Difference *difference);

/* Edit distance (Damerau 1964; Levenshtein 1966) in which a change that OCR makes costs a third;
 * texts folded, `most` ends the search early: any larger result is only known to be larger. */
double ocr_distance(const char *one, const char *other, double most);

/* Appends every text that is one change of OCR away from the folded one (char *, owned by the
 * array). */
void ocr_variants(const char *folded, GPtrArray *variants);

/* What a change that OCR makes costs. */
extern const double ocr_change_cost;

/* TRUE when damaged print exchanges the two folded letters or digits. */
gboolean ocr_exchanges(char one, char other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(FoldedName, folded_name_free)
