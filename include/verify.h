/* verify.h - proves that an office holds what its catalogue says: nothing lost, nothing changed. */
#pragma once

#include "check.h"
#include "clerk.h"

typedef enum {
    FINDING_CATALOGUE, /* the catalogue itself, or its pages do not add up */
    FINDING_INDEX,     /* the search index: derived */
    FINDING_ORIGINAL,  /* a file in the vault is missing or changed */
    FINDING_IMAGE,     /* a page's image: derived */
    FINDING_CHART,     /* a chart: derived */
    FINDING_AUDIT,     /* the audit trail was tampered with */
    FINDING_STRANGER,  /* lies where only Chartward puts things, and is nothing that it knows */
} FindingKind;

const char *finding_kind_name(FindingKind kind); /* "original", "chart" ...; lent */

typedef struct {
    FindingKind kind;
    char *path;     /* below the office; "" when it is about no file */
    char *sentence; /* what is so, and what to do */
    gboolean mended;
} Finding;

typedef struct {
    GPtrArray *findings; /* Finding, owned */
    PageBalance pages;
    guint originals, images, charts; /* looked at and right */
    guint unbound;                   /* charts that wait to be bound: no finding */
    guint spare_images;              /* of earlier readings: no finding */
    guint leavings;                  /* half-written files after a crash: no finding */
    guint entries;                   /* of the audit trail */
    char *seal; /* of its last row: written down elsewhere, it proves all before it later */
    guint mended;
    double seconds;
} VerifyReport;

VerifyReport *verify_report_new(void);
void verify_report_free(VerifyReport *report);

/* Whether nothing is wrong, or all that was wrong is mended. */
gboolean verify_is_clean(const VerifyReport *report);

/* Looks at everything, beside whoever works in the office. With `repair`, makes anew what is
 * derived (charts, page images, the search index); then the office must be opened to work in.
 * Fails only when it could not look at all: what is wrong is a finding. */
gboolean verify_run(Office *office, gboolean repair, const ClerkWatch *watch, VerifyReport *report,
                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VerifyReport, verify_report_free)
