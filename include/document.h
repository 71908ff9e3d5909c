/* document.h - one or more pages of one original that belong together, and what is known of them.
 */
#pragma once

#include "field.h"
#include "page.h"

typedef enum {
    DOCUMENT_FILED,
    DOCUMENT_REVIEW, /* held: a person decides */
    DOCUMENT_FAILED, /* rejected */
} DocumentStatus;

const char *document_status_name(DocumentStatus status); /* "filed", "review", "failed" */
gboolean document_status_parse(const char *name, DocumentStatus *status);

/* Why a document is in review or failed: a code of the listing and a sentence for the secretary. */
typedef struct {
    char *code;     /* one of reason_codes() */
    char *sentence; /* what was seen and what to do; names the look-alike, the page ... */
} Reason;

/* NULL-terminated; the listing's fixed codes; lent. */
const char *const *reason_codes(void);

/* NULL-terminated; the listing's document types; lent. */
const char *const *document_types(void);

/* A piece of evidence for or against a candidate. */
typedef struct {
    char *identifier;  /* "name", "date_of_birth", "mrn", "phone", "member_id", "sex", ... */
    char *sentence;    /* "birth date agrees: 1952-03-14" */
    double weight;     /* log2 likelihood ratio; negative speaks against */
    guint source_page; /* 0 when it stands nowhere */
    Box box;
} Evidence;

typedef struct {
    gint64 patient; /* Patient.id */
    char *mrn;
    char *name;          /* for people: "Last, First Middle Suffix" */
    double score;        /* probability, 0..1, that the document is this patient's */
    GPtrArray *evidence; /* Evidence, owned */
} Candidate;

typedef struct {
    char *id; /* "D000123"; NULL until the catalogue has taken it */
    DocumentStatus status;
    GPtrArray *reasons;     /* Reason, owned */
    char *type;             /* "lab-report"; "other" when unsure */
    double type_confidence; /* 0..1 */
    gint64 patient;         /* Patient.id; 0 when nobody's */
    char *patient_mrn;      /* NULL when nobody's */
    double patient_score;   /* 0..1 */
    GPtrArray *candidates;  /* Candidate, owned, best first */
    GPtrArray *fields;      /* Field, owned */
    GPtrArray *pages;       /* Page, owned, in source order: its own, and the covers and blanks
                               that are listed with it */
    char *source;           /* name of the original as it was dropped */
    char *source_sha256;
    char *decided_by;   /* NULL: Chartward; else the person */
    gint64 filed_at;    /* Unix seconds; 0 when not filed */
    gint64 version;     /* raised by every change; 0 until the catalogue has taken it */
    GPtrArray *settled; /* char *, owned: names of the fields whose values a person has set */
    char *proposal;     /* a filed one: what a later reading would do instead, a sentence; NULL */
    gint64 proposed;    /* with a proposal: the other patient; 0: to be taken out */
} Document;

Document *document_new(void);
void document_free(Document *document);

/* Adds a reason once per code; `format` makes its sentence. */
void document_add_reason(Document *document, const char *code, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
gboolean document_has_reason(const Document *document, const char *code);

/* The field of that name with the highest confidence, lent; NULL when there is none. */
const Field *document_lookup_field(const Document *document, const char *name);

/* Whether a person has set, or taken away, the values of that field. */
gboolean document_is_settled(const Document *document, const char *field);

/* Removes all fields of that name. */
void document_drop_fields(Document *document, const char *name);

/* Whether the page is one that is filed: PAGE_CONTENT or PAGE_UNREADABLE. */
gboolean document_page_counts(const Page *page);

/* Those pages by their place in the original, as "2 3 5"; yours. */
char *document_pages_print(const Document *document);

/* Number of PAGE_CONTENT and PAGE_UNREADABLE pages. */
guint document_content_pages(const Document *document);

Reason *reason_new(const char *code, const char *sentence);
void reason_free(Reason *reason);
Evidence *evidence_new(const char *identifier, double weight, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
void evidence_free(Evidence *evidence);
Candidate *candidate_new(gint64 patient, const char *mrn, const char *name, double score);
void candidate_free(Candidate *candidate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reason, reason_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Candidate, candidate_free)
