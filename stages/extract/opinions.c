/* opinions.c - what the facts of a document say together about one thing.
 *
 * Does: joins what is said several times, weighs values against one another. Does not: know what
 * the fields of a document mean. */
#include "opinions.h"

#include "name.h"

#include <string.h>

#define CONFIDENCE_LEAST 0.30 /* less is not worth a person's look */
#define CONFIDENCE_MOST  0.99
#define REPEATED         0.5  /* how much a repetition of a value counts as evidence of its own */
#define LATE_FACT        0.08 /* what the middle of a page loses against its head */
#define LATER_ROLE       0.97 /* per role further down in the order */

enum { OPINIONS_MOST = 200, HEAD_ROWS = 18 };

double opinion_confidence(const Opinion *opinion)
{
    double confidence = 1 - opinion->doubt;
    for (guint i = 0; i < opinion->rank; i++)
        confidence *= LATER_ROLE;
    return MIN(confidence, CONFIDENCE_MOST);
}

gboolean same_value(const char *one, const char *other)
{
    g_autofree char *a = name_fold(one);
    g_autofree char *b = name_fold(other);
    return strcmp(a, b) == 0;
}

void opinion_note(GArray *opinions, const Fact *fact, guint rank)
{
    for (guint i = 0; i < opinions->len; i++) {
        Opinion *opinion = &g_array_index(opinions, Opinion, i);
        if (!same_value(opinion->best->value, fact->value))
            continue;
        opinion->doubt *= 1 - REPEATED * fact->confidence;
        opinion->rank = MIN(opinion->rank, rank);
        if (fact->confidence > opinion->best->confidence)
            opinion->best = fact;
        return;
    }
    if (opinions->len >= OPINIONS_MOST)
        return;
    Opinion opinion = {fact, 1 - fact->confidence, rank};
    g_array_append_val(opinions, opinion);
}

gboolean opinion_field_add(Document *document, const char *name, const Opinion *opinion)
{
    double confidence = opinion_confidence(opinion);
    if (confidence < CONFIDENCE_LEAST)
        return FALSE;
    const Fact *fact = opinion->best;
    g_ptr_array_add(document->fields, field_new(name, fact->value, fact->raw, fact->source_page,
                                                fact->box, (float)confidence));
    return TRUE;
}

static gboolean fact_in_head(const Fact *fact)
{
    return fact->row < HEAD_ROWS;
}

const Opinion *opinion_best(const GArray *opinions)
{
    const Opinion *best = NULL;
    double best_worth = 0;
    for (guint i = 0; i < opinions->len; i++) {
        const Opinion *opinion = &g_array_index(opinions, Opinion, i);
        /* The head of a document speaks of itself, its text may tell of other visits. */
        double worth = opinion_confidence(opinion) - (fact_in_head(opinion->best) ? 0 : LATE_FACT);
        if (best == NULL || worth > best_worth) {
            best = opinion;
            best_worth = worth;
        }
    }
    return best;
}

GArray *opinions_of(const GPtrArray *pages, FactFits fits)
{
    GArray *opinions = g_array_new(FALSE, FALSE, sizeof(Opinion));
    for (guint p = 0; p < pages->len; p++) {
        const PageFacts *page = g_ptr_array_index(pages, p);
        for (guint i = 0; i < page->facts->len; i++) {
            const Fact *fact = g_ptr_array_index(page->facts, i);
            if (fits(fact))
                opinion_note(opinions, fact, 0);
        }
    }
    return opinions;
}
