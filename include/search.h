/* search.h - finding pages: the query language and its answers. */
#pragma once

#include "catalogue.h"

typedef struct {
    char *document; /* "D000123" */
    char *type;
    char *status;        /* "filed", "review", "failed" */
    char *mrn, *patient; /* "" when nobody's; patient as "Last, First" */
    char *date;          /* ISO date of service; "" when unknown */
    char *source;
    guint source_page;
    char *snippet; /* the matched words stand between U+0002 and U+0003 */
    double score;  /* higher is better; 0 when found by its document alone */
} Hit;

void hit_free(Hit *hit);

/* What would narrow a search. */
typedef enum { FACET_TYPE, FACET_YEAR, FACET_PROVIDER, FACET_PATIENT, FACET_COUNT } FacetKind;

typedef struct {
    char *term;  /* of the query language: "type:lab-report" */
    char *label; /* for people: "lab-report", "2026", "O'Hara, Margaret" */
    guint pages; /* that it leaves */
} Facet;

typedef struct {
    GPtrArray *kinds[FACET_COUNT]; /* Facet, owned; most pages first, the commonest alone */
    guint counted;                 /* over so many of the pages found, the best */
} Facets;

void facets_free(Facets *facets);

/* The query with the term added, whatever the query is made of; yours. */
char *facet_narrow(const char *query, const Facet *facet);

/* The grammar is told by search_help(). Hits best first, at most `limit`; `*total` counts all pages
 * that match, `*facets` (yours) tells what would narrow them (NULL: not wanted). A query that
 * cannot be understood: FATE_INPUT with a sentence that shows where. */
GPtrArray *search_pages(Catalogue *catalogue, const char *query, guint limit, guint *total,
                        Facets **facets, GError **error);

/* What somebody who types the query may go on to, the whole query each time (char *), at most
 * `limit`: names of terms, their values, words that stand on more than one page. */
GPtrArray *search_completions(Catalogue *catalogue, const char *query, guint limit, GError **error);

typedef struct {
    gint64 id; /* Patient.id */
    char *mrn, *name, *date_of_birth;
    gboolean active;
    guint documents; /* filed */
} PatientHit;

void patient_hit_free(PatientHit *hit);

/* Patients by words of name, MRN or birth date; PatientHit, best first. `alike`: where few are
 * found, also those whose names are alike, see patient_index.h. */
GPtrArray *search_patients(Catalogue *catalogue, const char *text, gboolean alike, guint limit,
                           GError **error);

/* A page of plain text about the query language; lent. */
const char *search_help(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Facets, facets_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hit, hit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PatientHit, patient_hit_free)
