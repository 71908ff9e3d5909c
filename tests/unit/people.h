/* people.h - patients, a roster full of traps, and documents that print what a test says. */
#pragma once

#include "document.h"
#include "roster.h"
#include "stages/match/nicknames.h"

/* Yours to free. */
Patient *patient_make(const char *mrn, const char *last, const char *first, const char *born);

/* Adds the patient whose columns are "Last|First|Middle|Suffix|birth|sex|phone|member id". */
void people_take(Roster *roster, gint64 id, const char *mrn, const char *line);

/* Twins, namesakes, father and son, record numbers one digit apart, and 400 others; sealed. Yours
 * to free. */
Roster *people_roster(void);

/* A few short forms of names of that roster; yours to free. */
Nicknames *people_nicknames(void);

/* Adds a field of that confidence (0..1) to the document. */
void people_print(Document *document, const char *name, const char *value, guint page,
                  double confidence);

/* A content page with a word on it, surely read. Yours to free. */
Page *people_page(guint source_page);

/* One page on which these are printed, read surely; NULL: not printed. Yours to free. */
Document *people_document(const char *name, const char *birth, const char *mrn);
