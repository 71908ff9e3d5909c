/* report.h - how the engine fills a RunReport. */
#pragma once

#include "clerk.h"

void outcome_free(Outcome *outcome);

/* Adds what was decided of a document that has its id. */
void report_document(RunReport *report, const Document *document);

/* Tells, once a run, that workers are not locked in whole; `lacking` is what workers_lacking() has.
 */
void report_lacking(RunReport *report, const char *lacking);

/* Adds CPU seconds by stage: a{sd}. */
void report_times(RunReport *report, GVariant *times);
