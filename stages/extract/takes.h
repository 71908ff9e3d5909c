/* takes.h - reading a value of the right shape from tokens. Private to the stages. */
#pragma once

#include "facts.h"

typedef struct {
    PageFacts *page;
    const FactSetup *setup;
    const Label *label;
    double sure; /* of the place where the value stands */
} Reader;

/* Adds the fact (or facts: codes) that the span holds for the reader's label; FALSE: nothing of the
 * shape stands there. */
typedef gboolean (*Take)(const Reader *reader, Span span);

/* NULL for roles whose values nobody asks for. */
Take take_of(Role role);
