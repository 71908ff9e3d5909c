/* extract_cases.h - fields that the extract stage must find on pages drawn up from text. */
#pragma once

#include "batch.h"
#include "settings.h"

typedef struct {
    const char *type, *text, *field, *value; /* value "": no such field */
} Case;

/* Opens the stage with the tables of dict/ and a roster of a few patients. */
void extract_cases_open(void);
void extract_cases_close(void);

/* Those that the stage works with; lent. */
Settings *extract_cases_settings(void);

/* An empty batch with that roster, yours to free; and the stage run on a batch. */
Batch *extract_cases_batch(void);
void extract_cases_run(Batch *batch);

/* A document of that type, a page for each text, with its fields; yours to free. */
Document *extracted(const char *type, const char *const *texts, guint count);

/* All values of the field, " & " between them; yours to free. */
char *extracted_values(const Document *document, const char *name);

/* The test fails when a field has another value than its case says. */
void extract_cases_check(const Case *cases, gsize count);
