/* opinions.h - what the facts of a document say together about one thing. Private to the stages. */
#pragma once

#include "document.h"
#include "facts.h"

typedef struct {
    const Fact *best; /* lent */
    double doubt;     /* product of the doubts of all that say so */
    guint rank;       /* of its role in the order */
} Opinion;

typedef gboolean (*FactFits)(const Fact *fact);

/* Equal but for case, accents and punctuation. */
gboolean same_value(const char *one, const char *other);

/* Adds the fact to the opinion with its value, or as a new one. */
void opinion_note(GArray *opinions, const Fact *fact, guint rank);

/* All values (Opinion) of the facts that fit, on all pages (PageFacts); yours. */
GArray *opinions_of(const GPtrArray *pages, FactFits fits);

double opinion_confidence(const Opinion *opinion);

/* The surest, the head of a document before its text; NULL: none; lent. */
const Opinion *opinion_best(const GArray *opinions);

/* Adds a field unless it is too unsure for a person's look; FALSE: it is. */
gboolean opinion_field_add(Document *document, const char *name, const Opinion *opinion);
