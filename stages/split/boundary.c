/* boundary.c - weighs what speaks for a new document between two content pages.
 *
 * Does: counters, patient, title, letterhead, how the text breaks. Reads: two sights.
 * Does not: decide; where documents begin is split.c's. */
#include "boundary.h"

#include "name.h"

#include <math.h>
#include <string.h>

#define SAME_NAME   0.86
#define NEAR_NAME   0.70
#define SAME_SENDER 0.70
#define HALF_PAGE   0.60 /* a text that ends above this share of a page is at its end */
#define FULL_PAGE   0.80
#define LOOK_SURE   0.80
#define UNSURE      1.0   /* nearer to zero than this a split is unsure */
#define SEPARATED   100.0 /* a person laid a sheet between them */
#define UNSURE_ID   3.5   /* the same where a page tells of a patient and those before of none */

enum { SENDER_LEAST = 8, IDENTITY_BLOCK = 3, NAME_LETTERS = 3 };

static double names_evidence(const char *one, const char *other)
{
    if (one == NULL || other == NULL)
        return 0;
    g_autofree char *a = name_fold(one);
    g_autofree char *b = name_fold(other);
    double likeness = name_similarity(a, b);
    return likeness >= SAME_NAME ? -1 : likeness >= NEAR_NAME ? 2 : 3.5;
}

/* Numbers and dates: one symbol may be misread, more are another person's. */
static double numbers_evidence(const char *one, const char *other, double agree, double differ)
{
    if (one == NULL || other == NULL)
        return 0;
    if (strcmp(one, other) == 0)
        return agree;
    return key_distance(one, other, KEY_EDIT) <= KEY_EDIT ? differ * 0.6 : differ;
}

/* A running head: the patient of the pages before, named without a label at the top. */
static gboolean head_names_patient(const Sight *before, const Sight *after)
{
    if (before->name == NULL || after->name != NULL)
        return FALSE;
    g_autofree char *key = key_words(before->name);
    g_auto(GStrv) words = g_strsplit(key, " ", -1);
    guint named = 0;
    for (guint i = 0; words[i] != NULL; i++) {
        if (strlen(words[i]) < NAME_LETTERS)
            continue;
        g_autofree char *word = g_strdup_printf(" %s ", words[i]);
        if (strstr(after->head, word) == NULL)
            return FALSE;
        named++;
    }
    return named >= 2;
}

/* Positive: the patients differ; negative: they agree; 0: nothing to tell. */
static double patient_evidence(const Sight *before, const Sight *after)
{
    return names_evidence(before->name, after->name) +
           numbers_evidence(before->birth, after->birth, -1, 2.5) +
           numbers_evidence(before->mrn, after->mrn, -1, 2.5) -
           (head_names_patient(before, after) ? 1 : 0);
}

/* Systems print title and letterhead anew on every page: of the same visit they say nothing. */
static double title_evidence(const Sight *before, const Sight *after)
{
    if (after->title == 0)
        return -1.5;
    double odds = MIN(after->title, 10) * 0.35;
    if (before->type == after->type && head_names_patient(before, after))
        return odds - 4;
    if (before->title == 0 || before->type != after->type || patient_evidence(before, after) >= 0)
        return odds;
    if (before->visit == NULL || after->visit == NULL)
        return odds - 1.5;
    return strcmp(before->visit, after->visit) == 0 ? odds - 4 : odds + 1.5;
}

static double counter_evidence(const Sight *before, const Sight *after)
{
    const Counter *a = &before->own, *b = &after->own;
    if (b->page == 0)
        return a->page != 0 && a->of == a->page ? 1.5 : a->of > a->page ? -2 : 0;
    if (b->page == 1)
        return 4;
    if (a->page != 0 && b->page == a->page + 1 && (a->of == 0 || b->of == 0 || a->of == b->of))
        return -5;
    return -2.5;
}

/* A fax of its own begins to count anew, and may come from somebody else. */
static double fax_evidence(const Sight *before, const Sight *after)
{
    double odds = 0;
    if (after->fax.page == 1 && before->fax.page >= 1)
        odds += 4;
    if (strlen(before->sender) >= SENDER_LEAST && strlen(after->sender) >= SENDER_LEAST &&
        name_similarity(before->sender, after->sender) < SAME_SENDER)
        odds += 2;
    return odds;
}

/* How the text breaks off and goes on; a page that is left half empty was the last one. */
static double flow_evidence(const Sight *before, const Sight *after)
{
    double odds = 0;
    if (after->goes_on)
        odds -= before->open_end ? 4 : 2.5;
    else if (before->open_end)
        odds -= 1;
    if (before->fill > 0 && before->fill < HALF_PAGE && !before->open_end)
        odds += 1.5;
    else if (before->fill > FULL_PAGE && !before->ends)
        odds -= 0.3;
    return odds;
}

/* Who the patient is is told where a document begins. */
static double identity_evidence(const Sight *before, const Sight *after)
{
    if (after->name == NULL && after->birth == NULL && after->mrn == NULL)
        return -0.8;
    if (after->identity < IDENTITY_BLOCK)
        return 0;
    /* told anew on every page: a head, no beginning */
    if (before->identity >= after->identity && patient_evidence(before, after) < 0)
        return 0;
    return 1 + 0.5 * MIN(after->identity - IDENTITY_BLOCK, 3);
}

double boundary_odds(const Sight *before, const Sight *after)
{
    double odds = -0.8 + counter_evidence(before, after) + patient_evidence(before, after) +
                  title_evidence(before, after) + fax_evidence(before, after) +
                  flow_evidence(before, after) + identity_evidence(before, after);
    odds += after->facility != NULL ? 1.2 : -0.8;
    if (before->look_sure >= LOOK_SURE && after->look_sure >= LOOK_SURE &&
        before->look != after->look)
        odds += 1;
    if (after->salutes)
        odds += 2;
    if (before->ends)
        odds += 0.8;
    if (after->after_cover)
        odds += 5;
    if (after->after_blank)
        odds += 0.3;
    if (after->separated)
        odds += SEPARATED;
    g_debug("page %u: %.1f for a new document", after->page->source_page, odds);
    return odds;
}

/* Behind a signature a page that nothing ties to the pages before may be anybody's. */
static gboolean is_stray(const Sight *before, const Sight *after)
{
    gboolean tells = after->name != NULL || after->birth != NULL || after->mrn != NULL;
    return before->ends && !before->open_end && !tells && !after->goes_on && after->own.page == 0 &&
           !head_names_patient(before, after);
}

gboolean boundary_unsure(const Sight *before, const Sight *after, double odds)
{
    if (fabs(odds) < UNSURE || (odds < 0 && is_stray(before, after)))
        return TRUE;
    gboolean before_tells = before->name != NULL || before->birth != NULL || before->mrn != NULL;
    gboolean after_tells =
        (after->name != NULL) + (after->birth != NULL) + (after->mrn != NULL) >= 2;
    return odds < 0 && odds > -UNSURE_ID && after_tells && !before_tells;
}
