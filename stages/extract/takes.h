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

/* Adds a fact of the label's role and party; `sure` is multiplied by that of the reader. */
void reader_add(const Reader *reader, const char *value, guint first, guint count, double sure);

gboolean person_take(const Reader *reader, Span span);
gboolean name_part_take(const Reader *reader, Span span);
gboolean organisation_take(const Reader *reader, Span span);
gboolean sex_take(const Reader *reader, Span span);
gboolean mrn_take(const Reader *reader, Span span);
gboolean member_take(const Reader *reader, Span span);
gboolean authorization_take(const Reader *reader, Span span);
gboolean npi_take(const Reader *reader, Span span);
gboolean phone_take(const Reader *reader, Span span);
gboolean money_take(const Reader *reader, Span span);
gboolean icd_take(const Reader *reader, Span span);
gboolean cpt_take(const Reader *reader, Span span);

/* NULL for roles whose values nobody asks for. */
Take take_of(Role role);
