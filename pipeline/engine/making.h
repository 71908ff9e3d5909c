/* making.h - a decision being made: what the files of review share. */
#pragma once

#include "review.h"

typedef struct {
    Office *office;
    const ReviewOrder *order;
    GPtrArray *documents; /* Document, owned: as they shall be; the first is the one decided on */
    GPtrArray *done;      /* char *, owned: phrases for the record: "type lab-report" */
    GPtrArray *sentences; /* char *, lent: of the outcome */
    ReviewAdvice advice;
    Patient *newcomer; /* owned; NULL: none */
    char *alias;       /* owned; as in Deciding */
    Lesson *lesson;    /* owned; as in Deciding */
    GPtrArray *labels; /* LabelLesson, owned; as in Deciding */
} Making;

/* The document decided on; lent. */
Document *making_first(const Making *making);

/* Adds a phrase to the record, a sentence to what the person is told. */
void making_note(Making *making, const char *format, ...) G_GNUC_PRINTF(2, 3);
void making_tell(Making *making, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Refuses what was ordered: FATE_INPUT with a sentence, and what can be done. Always FALSE. */
gboolean making_refuse(Making *making, ReviewAdvice advice, GError **error, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Puts the documents through the batch stages that make one of `parts` (see stage.h). Their reasons
 * are made anew, fields that a person has set stay. */
gboolean documents_consider(Office *office, GPtrArray *documents, unsigned parts, GError **error);

/* What is printed that speaks against that patient, as a sentence in `*objection`, yours;
 * NULL when nothing does. */
gboolean patient_objection(Office *office, const Document *document, const Patient *patient,
                           char **objection, GError **error);

/* --- review_pages.c: which pages belong together --------------------------------------------- */

gboolean making_pages(Making *making, GError **error);

/* --- review_facts.c: what the document says --------------------------------------------------- */

gboolean making_facts(Making *making, GError **error);

/* --- review_lessons.c: what is learned from it --------------------------------------------------
 */

/* The type is put right: what looks like this document is no `instead`. */
void lesson_type(Making *making, const char *instead);

/* The person sets the field: the label by which the document prints the value is learned. To be
 * called before the field is changed. */
void lesson_label(Making *making, const char *field, const char *value);

/* The document is filed to the patient by a person: the printed name is one of hers. */
gboolean lesson_name(Making *making, const Patient *patient, GError **error);

/* --- review_filing.c: whose it is ------------------------------------------------------------- */

gboolean making_filing(Making *making, GError **error);
