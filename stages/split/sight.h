/* sight.h - what parting pages needs to know of one page. Private to the stages. */
#pragma once

#include "../extract/counters.h"
#include "../extract/doctypes.h"
#include "../extract/facts.h"

typedef struct {
    Page *page; /* lent */
    Counter own, fax;
    char *sender;                        /* letters of the fax machine's line; "" without one */
    guint type;                          /* of the title; meaningless without one */
    double title;                        /* weight of the title near the top; 0: none */
    guint look;                          /* the type that the whole page speaks for */
    double look_sure;                    /* how clearly, 0..1 */
    char *name, *birth, *mrn, *facility; /* NULL: not printed */
    char *head;        /* key words of the first rows: a running head may name the patient */
    char *visit;       /* the first date of a visit, an examination, a collection; NULL: none */
    guint identity;    /* kinds of data on the patient that labels name */
    double fill;       /* share of the page's height that its text reaches down to; 0: unknown */
    gboolean salutes;  /* a letter begins on it */
    gboolean ends;     /* a signature or carbon copy stands on it */
    gboolean open_end; /* its last line breaks off in a sentence */
    gboolean goes_on;  /* its first line is the rest of a sentence or list */
    gboolean after_cover, after_blank;
    gboolean separated; /* a separator sheet lies before it, or its own bars say so */
} Sight;

/* Looks at a content page; `look` and `look_sure` are told without the type "cover". */
Sight sight_of(const DoctypeTable *types, Page *page, const PageFacts *facts);

/* GDestroyNotify for arrays of Sight: frees what it holds. */
void sight_clear(gpointer sight);

/* TRUE when a signature stands on the page. */
gboolean page_ends_document(const PageFacts *facts);

/* TRUE when a mark on the page says that a document begins: after it when it is a sheet for that
 * alone, else with it. */
gboolean page_separates(const Page *page);
gboolean page_is_separator(const Page *page);

/* TRUE for the cover sheet of a fax. */
gboolean page_is_cover(const DoctypeTable *types, const PageFacts *facts);
