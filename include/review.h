/* review.h - what a person decides of a document in review: one order, one decision.
 *
 * The command line and the page both come through here. The decision itself is the catalogue's (see
 * decision.h): recorded, and undone as a whole. Charts are not bound here: clerk_bind() does that,
 * and clerk_reread() when a page is to be read anew. */
#pragma once

#include "decision.h"
#include "office.h"

typedef enum {
    REVIEW_LEAVE,       /* says nothing of whose it is */
    REVIEW_ACCEPT,      /* it is as proposed */
    REVIEW_PATIENT,     /* it is that patient's */
    REVIEW_NEW_PATIENT, /* it is of somebody who is not on the roster yet */
    REVIEW_TAKE_OUT,    /* it does not belong into the chart that it lies in */
    REVIEW_REJECT,      /* it is nobody's, and is to be filed nowhere */
} ReviewFiling;

/* All lent; NULL or 0: nothing said of it. */
typedef struct {
    const char *document; /* "D000123" */
    gint64 seen;          /* the version that the person looked at; 0: as it is now */
    const char *by;       /* who decides */
    ReviewFiling filing;
    const char *patient;      /* with REVIEW_PATIENT: an MRN, or "id:17" */
    gboolean sure;            /* also where what is printed speaks against that patient */
    const char *type;         /* a document type of the listing */
    const char *const *set;   /* "field=value"; without a value: there is none */
    const char *split;        /* "2,4": source pages at which a new document begins */
    const char *const *joins; /* ids of documents whose pages belong to this one */
    const char *arrange; /* "3,1,2": its pages, all of them, in the order that they shall have */
    const char *rotate;  /* "90", or "3:90": degrees clockwise, all pages or one; alone */
} ReviewOrder;

/* What a person can do next; each place says how it is done there. */
typedef enum {
    ADVICE_NONE,
    ADVICE_INSIST,       /* be sure: it is this patient's all the same */
    ADVICE_OTHER_PERSON, /* choose the one on the list, or be sure that it is another */
    ADVICE_LOOK,         /* look for the patient; somebody new is filed as such */
    ADVICE_CHOOSE,       /* choose a patient */
    ADVICE_NAME,         /* say the patient's name */
    ADVICE_ONE_OF,       /* say which of the patients that were told, by her number */
    ADVICE_PAGES,        /* say at which pages a new document begins */
    ADVICE_TURN,         /* say how pages are to be turned */
    ADVICE_FIELD,        /* say a field and its value */
    ADVICE_UNDO,         /* it can be undone; also after what was done */
} ReviewAdvice;

typedef struct {
    ReviewAdvice advice;
    GPtrArray *sentences; /* char *, owned: what was done, and what to know of it */
    GPtrArray *documents; /* char *, owned: ids of all that were touched */
    gboolean reread;      /* clerk_reread() is to follow, not only clerk_bind() */
} ReviewOutcome;

ReviewOutcome *review_outcome_new(void);
void review_outcome_free(ReviewOutcome *outcome);

/* Does what is ordered, all of it or nothing. FATE_INPUT with a sentence when it makes no sense, or
 * when somebody else has changed the document since it was seen. */
gboolean review_decide(Office *office, const ReviewOrder *order, ReviewOutcome *outcome,
                       GError **error);

/* Looks again whose the documents may be that wait and that nobody has decided on, after the roster
 * has changed. What fits surely now is not filed: it is proposed. */
gboolean review_renew(Office *office, GError **error);

/* Turns pages, as `rotate` says. */
gboolean review_rotate(Office *office, const ReviewOrder *order, ReviewOutcome *outcome,
                       GError **error);

/* Writes the document's evidence sheet, a PDF, to `path`. */
gboolean review_sheet(Office *office, const char *document, const char *path, GError **error);

/* Takes spelling's changes of a word back for good: it becomes one of the office's own, and what
 * held it is read again by clerk_reread(). `*word` (yours) is how it is kept, `*files` how many are
 * to be read. FATE_INPUT when it is no word. */
gboolean review_keep_word(Office *office, const char *read, char **word, guint *files,
                          GError **error);

/* Takes back the last decision on the document. */
gboolean review_undo(Office *office, const ReviewOrder *order, ReviewOutcome *outcome,
                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReviewOutcome, review_outcome_free)
