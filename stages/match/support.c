/* support.c - what a page prints of a patient beside the identifiers: address, age, sex, insurer.
 *
 * Reads: words, the fields of payer, sex and date of service. Does not: read names and numbers:
 * that is evidence.c's. */
#include "support.h"

#include "likeness.h"

#include <stdlib.h>
#include <string.h>

enum {
    STREET_WORDS = 2, /* from the number of a house to the name of its street */
    STREET_LEAST = 3, /* letters of a street's name; "N" and "St" are none */
    AGE_MOST = 120,
    AGE_SLACK = 1, /* years: reports are copied */
    SEX_WORDS_LEAST = 2,
    SEX_TIMES = 3, /* a woman's report may tell of her husband */
};

const double support_most = 4;

/* In bits: how much likelier each is with the right patient than with a namesake. */
static const double address_agrees = 4, age_agrees = 2, age_differs = -1, sex_agrees = 1,
                    sex_differs = -2, insurer_agrees = 1;

typedef struct {
    char *folded; /* as names are */
    const Word *word;
    guint source_page;
} Print;

struct Support {
    GArray *words; /* Print, in reading order */
    int age;       /* years at `service`; -1: not printed */
    const char *service, *payer;
    char sex; /* of pronouns and titles; '\0': not told, or a field says it */
};

/* --- what is printed ------------------------------------------------------------------------- */

static void print_clear(gpointer data)
{
    g_free(((Print *)data)->folded);
}

static const char *word_at(const Support *support, guint at)
{
    return at < support->words->len ? g_array_index(support->words, Print, at).folded : "";
}

static void words_gather(Support *support, const Page *page)
{
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = g_ptr_array_index(page->words, i);
        if ((word->flags & WORD_HEADER) != 0)
            continue;
        Print print = {name_fold(word_text(word)), word, page->source_page};
        g_array_append_val(support->words, print);
    }
}

static gboolean is_one_of(const char *word, const char *const *words)
{
    return g_strv_contains(words, word);
}

/* "72 YEAR OLD" (folded of "72-year-old"), "72 YO", "72 YR", as one word or as several. */
static int age_at(const Support *support, guint at)
{
    static const char *const years[] = {"YEAR", "YEARS", "YO", "YR", "YRS", "Y", NULL};
    char *end;
    const char *word = word_at(support, at);
    long age = g_ascii_isdigit(*word) ? strtol(word, &end, 10) : -1;
    if (age < 0 || age > AGE_MOST)
        return -1;
    g_auto(GStrv) rest = g_strsplit(*end == ' ' ? end + 1 : end, " ", 2);
    const char *unit = rest[0] != NULL ? rest[0] : word_at(support, at + 1);
    return is_one_of(unit, years) ? (int)age : -1;
}

/* The first age of the pages is the patient's; those of relatives come later. */
static int age_find(const Support *support)
{
    for (guint i = 0; i < support->words->len; i++) {
        int age = age_at(support, i);
        if (age >= 0)
            return age;
    }
    return -1;
}

static char sex_find(const Support *support)
{
    static const char *const female[] = {"SHE", "HER", "MRS", "MS", "MISS", "WOMAN", NULL};
    static const char *const male[] = {"HE", "HIS", "HIM", "MR", "MAN", "GENTLEMAN", NULL};
    guint women = 0, men = 0;
    for (guint i = 0; i < support->words->len; i++) {
        women += is_one_of(word_at(support, i), female);
        men += is_one_of(word_at(support, i), male);
    }
    if (women >= SEX_WORDS_LEAST && women >= SEX_TIMES * men)
        return 'F';
    return men >= SEX_WORDS_LEAST && men >= SEX_TIMES * women ? 'M' : '\0';
}

static const char *value_of(const Document *document, const char *name)
{
    const Field *field = document_lookup_field(document, name);
    return field != NULL ? field->value : NULL;
}

Support *support_new(const Document *document)
{
    Support *support = g_new0(Support, 1);
    support->words = g_array_new(FALSE, FALSE, sizeof(Print));
    g_array_set_clear_func(support->words, print_clear);
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);
        if (page->kind == PAGE_CONTENT)
            words_gather(support, page);
    }
    support->service = value_of(document, "date_of_service");
    support->payer = value_of(document, "payer");
    support->age = support->service != NULL ? age_find(support) : -1;
    support->sex = value_of(document, "sex") == NULL ? sex_find(support) : '\0';
    return support;
}

void support_free(Support *support)
{
    if (support == NULL)
        return;
    g_array_unref(support->words);
    g_free(support);
}

/* --- whose it is ----------------------------------------------------------------------------- */

/* The number of the house and, right behind it, the name of the street; NULL: not printed. */
static const Print *address_find(const Support *support, const Patient *patient)
{
    g_autofree char *folded = name_fold(patient->address);
    g_auto(GStrv) parts = g_strsplit(folded, " ", -1);
    if (parts[0] == NULL || strpbrk(parts[0], "0123456789") == NULL)
        return NULL;
    const char *street = NULL;
    for (guint i = 1; parts[i] != NULL && street == NULL; i++)
        if (strlen(parts[i]) >= STREET_LEAST)
            street = parts[i];
    for (guint i = 0; street != NULL && i < support->words->len; i++) {
        if (strcmp(word_at(support, i), parts[0]) != 0)
            continue;
        for (guint k = 1; k <= STREET_WORDS; k++)
            if (strcmp(word_at(support, i + k), street) == 0 ||
                words_near(word_at(support, i + k), street))
                return &g_array_index(support->words, Print, i);
    }
    return NULL;
}

/* Years between two ISO dates. */
static int years_between(const char *from, const char *to)
{
    return atoi(to) - atoi(from) - (strcmp(to + 4, from + 4) < 0);
}

static double age_weight(const Support *support, const Patient *patient)
{
    if (support->age < 0 || *patient->date_of_birth == '\0')
        return 0;
    int age = years_between(patient->date_of_birth, support->service);
    return ABS(age - support->age) <= AGE_SLACK ? age_agrees : age_differs;
}

static double sex_weight(const Support *support, const Patient *patient)
{
    if (support->sex == '\0' || *patient->sex == '\0')
        return 0;
    return *patient->sex == support->sex ? sex_agrees : sex_differs;
}

static gboolean insurer_is_of(const Support *support, const Patient *patient)
{
    if (support->payer == NULL || *patient->insurer == '\0')
        return FALSE;
    g_autofree char *printed = name_fold(support->payer);
    g_autofree char *chart = name_fold(patient->insurer);
    return strcmp(printed, chart) == 0 || words_near(printed, chart);
}

double support_weigh(const Support *support, const Patient *patient)
{
    double weight = age_weight(support, patient) + sex_weight(support, patient) +
                    (address_find(support, patient) != NULL ? address_agrees : 0) +
                    (insurer_is_of(support, patient) ? insurer_agrees : 0);
    return CLAMP(weight, 0, support_most);
}

void support_tell(const Support *support, const Patient *patient, GPtrArray *evidence)
{
    const Print *address = address_find(support, patient);
    if (address != NULL) {
        Evidence *found =
            evidence_new("address", address_agrees, "address agrees: %s", patient->address);
        found->source_page = address->source_page;
        found->box = address->word->box;
        g_ptr_array_add(evidence, found);
    }
    if (age_weight(support, patient) > 0)
        g_ptr_array_add(evidence, evidence_new("age", age_agrees, "age agrees: %d on %s",
                                               support->age, support->service));
    if (sex_weight(support, patient) > 0)
        g_ptr_array_add(evidence, evidence_new("sex", sex_agrees, "the text speaks of a %s",
                                               support->sex == 'F' ? "woman" : "man"));
    if (insurer_is_of(support, patient))
        g_ptr_array_add(evidence, evidence_new("payer", insurer_agrees, "insurer agrees: %s",
                                               patient->insurer));
}
