/* postings.h - pages that a part of a search found, and how such lists combine. */
#pragma once

#include <glib.h>

typedef struct {
    gint64 page;
    double score; /* by its words; 0 when found by its document */
    guint32 day;  /* date of service as 20260314; 0: unknown or not asked for */
} Posting;

/* All lists hold Posting in the order of pages, each page once. What they make is yours. */
GArray *postings_new(void);
void postings_order(GArray *postings); /* brings rows in any order into that of pages */
GArray *postings_both(const GArray *one, const GArray *other);   /* scores add up */
GArray *postings_either(const GArray *one, const GArray *other); /* scores add up */
GArray *postings_without(const GArray *these, const GArray *those);

/* A list that is asked for one page after the other; the cheaper, the more in order. */
typedef struct {
    const GArray *postings; /* lent */
    guint next;
} PostingsCursor;

gboolean postings_have(PostingsCursor *cursor, gint64 page);

/* The best `limit` of them: highest score first, then the newest day, then the page read last. */
GArray *postings_best(const GArray *postings, guint limit);
