/* decision.h - what people decide of documents: taken in with its record, so that it can be undone.
 */
#pragma once

#include "catalogue.h"

/* A decision as it was recorded. */
typedef struct {
    gint64 id;
    char *document; /* that was decided on */
    char *what;     /* for people: "filed to O'Hara, Margaret (MRN 00482913)" */
    char *by;       /* who */
    gint64 at;      /* Unix seconds */
    gboolean undone;
    gboolean undoes; /* it took another one back: that is not taken back again */
    gboolean turned; /* pages were turned: its original is to be read again */
} Decision;

void decision_free(Decision *decision);

/* A decision to be taken in. */
typedef struct {
    const char *what, *by; /* lent */
    Patient *newcomer;     /* lent; a provisional patient to be made, gets id and MRN; NULL: none */
    const char *alias;     /* lent; a name accepted for the first document's patient; NULL: none */
    const Lesson *lesson;  /* lent; a type put right for a sender's layout; NULL: none */
    const GPtrArray
        *labels; /* LabelLesson, lent; where the sender prints what was set; NULL: none */
} Deciding;

/* As Document.patient: the newcomer of the decision. */
#define PATIENT_NEWCOMER ((gint64)-1)

/* Makes documents what they are handed over as: the first is the one decided on; one without id is
 * new and gets it; one without pages has given them away and goes. All are of one original, and
 * together they hold the pages that they held. FATE_INPUT with a sentence when one of them has
 * another version by now: somebody else was faster, and nothing is changed. */
gboolean catalogue_decide(Catalogue *catalogue, const Deciding *deciding, GPtrArray *documents,
                          GError **error);

/* Writes what was found anew of a document that nobody has decided on: its candidates and reasons.
 * Its pages stay. Fails as catalogue_decide() does. */
gboolean catalogue_revise(Catalogue *catalogue, Document *document, GError **error);

/* A page to be turned to that rotation, in degrees as of Page.rotation. */
typedef struct {
    guint source_page;
    int rotation;
} Turn;

/* Notes the rotations (Turn) of pages of the document, and that its original is to be read again.
 * Fails as catalogue_decide() does. */
gboolean catalogue_turn(Catalogue *catalogue, const Deciding *deciding, const Document *document,
                        const GArray *turns, GError **error);

/* Takes back the last decision on the document, and restores all that it touched. `version` as the
 * person saw it; 0: as it is. FATE_INPUT when there is none, or when a document that it touched was
 * decided on since. `*undone` is yours. */
gboolean catalogue_undo(Catalogue *catalogue, const char *document, gint64 version, const char *by,
                        Decision **undone, GError **error);

/* All decisions on the document, oldest first; Decision. */
GPtrArray *catalogue_decisions(Catalogue *catalogue, const char *document, GError **error);

/* Ids (char *) of the documents that wait for a person, those received first in front: in review,
 * or filed with a proposal. */
GPtrArray *catalogue_waiting(Catalogue *catalogue, GError **error);

/* Patients (Patient) with that record number: as written, else without zeros in front; or the one
 * with the number of "id:17". */
GPtrArray *catalogue_patients_named(Catalogue *catalogue, const char *mrn, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Decision, decision_free)
