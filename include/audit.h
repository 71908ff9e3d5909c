/* audit.h - who did or saw what, when, of which document and patient: rows that are only ever
 * added, each sealed by the SHA-256 of the one before and of what it says. */
#pragma once

#include "check.h"

typedef enum {
    AUDIT_FILED,    /* into a chart, by the program */
    AUDIT_HELD,     /* for review, by the program */
    AUDIT_REJECTED, /* could not be taken in, or was rejected before */
    AUDIT_DECIDED,  /* by a person; also what was taken back */
    AUDIT_CHANGED,  /* the patient list, or what is proposed of a document */
    AUDIT_VIEWED,
    AUDIT_SEARCHED,
    AUDIT_EXPORTED,
    AUDIT_ENTERED,   /* the desk: logged in, logged off, refused */
    AUDIT_SIGNED,    /* a clinician has seen it */
    AUDIT_EMERGENCY, /* somebody came in by an emergency's account, or that was seen */
} AuditDeed;

const char *audit_deed_name(AuditDeed deed); /* "filed", "viewed" ...; lent */

/* The user of the machine: "anna"; through sudo or su "anna as root"; yours. */
char *audit_who(void);

/* Whose name rows bear from now on: a user of the desk. NULL: again that of audit_who(). */
void catalogue_act_for(Catalogue *catalogue, const char *who);

/* Adds a row. `document` ("D000123") and `patient` are NULL and 0 where it is about none. */
gboolean catalogue_audit(Catalogue *catalogue, AuditDeed deed, const char *document, gint64 patient,
                         const char *what, GError **error);

/* A row as it was written; all lent. */
typedef struct {
    gint64 id, at; /* at: Unix seconds */
    const char *who, *deed;
    const char *document;      /* "" */
    const char *mrn, *patient; /* "", as the patient is named now */
    const char *what;          /* of a decision: what was decided, and who is named for it */
    const char *hash;
} AuditEntry;

/* FALSE ends the walk. */
typedef gboolean (*AuditSeen)(gpointer data, const AuditEntry *entry);

/* Walks the rows, oldest first: of the patients with that MRN, of that document, or all (NULL). */
gboolean catalogue_each_audit(Catalogue *catalogue, const char *mrn, const char *document,
                              AuditSeen seen, gpointer data, GError **error);

/* Which rows of the trail; NULL or 0: all. */
typedef struct {
    const char *who;      /* how their doer's name begins */
    const char *mrn;      /* of the patients with that MRN */
    const char *document; /* "D000123" */
    gint64 before;        /* rows before this one */
} AuditFilter;

/* Walks the rows, newest first, at most `most`. */
gboolean catalogue_audit_latest(Catalogue *catalogue, const AuditFilter *filter, guint most,
                                AuditSeen seen, gpointer data, GError **error);

/* Computes the chain anew; faults are of the kind FAULT_AUDIT. `*seal` (yours) is the hash of the
 * last row: who has written it down can prove later that nothing up to there was changed. */
gboolean catalogue_check_audit(Catalogue *catalogue, FaultFound found, gpointer data,
                               guint *entries, char **seal, GError **error);
