/* check.h - the catalogue looked at from outside: whether it is sound, what it says lies on disk.
 *
 * For verify and backup. Lists are yours; GPtrArrays own their elements. */
#pragma once

#include "catalogue.h"

typedef enum {
    FAULT_DAMAGE, /* the file itself: what else it says means little */
    FAULT_PAGES,  /* pages do not add up */
    FAULT_INDEX,  /* the search index; it can be made anew */
    FAULT_AUDIT,  /* the audit trail was tampered with */
} FaultKind;

/* Called for each fault with a whole sentence, lent. */
typedef void (*FaultFound)(gpointer data, FaultKind kind, const char *sentence);

/* Looks at every page of the database, every reference, and whether the pages of every original
 * add up. Fails only when it cannot be looked at. */
gboolean catalogue_check(Catalogue *catalogue, FaultFound found, gpointer data, GError **error);

/* Looks whether the search index says what the pages say. That takes the lock of a writer: do it on
 * a copy while others work. */
gboolean catalogue_check_index(Catalogue *catalogue, FaultFound found, gpointer data,
                               GError **error);

/* Makes the search index anew from the pages' texts. */
gboolean catalogue_rebuild_index(Catalogue *catalogue, GError **error);

/* Copies the catalogue as it is at one moment to a new file, mode 0600, by SQLite's own backup;
 * writers go on meanwhile. What is at `path` must be empty or missing. Not synced. */
gboolean catalogue_copy(Catalogue *catalogue, const char *path, GError **error);

/* All originals, oldest first; Original. */
GPtrArray *catalogue_originals(Catalogue *catalogue, GError **error);

/* An image that pages of the catalogue have. */
typedef struct {
    char *sha256;
    ImageFormat format;
    char *document;               /* of one page that has it: "D000123" */
    char *source, *source_sha256; /* of its original: "fax0001.tif" */
    guint source_page;
} KeptImage;

GPtrArray *catalogue_images(Catalogue *catalogue, GError **error);

/* A chart as it was bound last. */
typedef struct {
    gint64 patient;
    char *mrn, *name; /* of the patient; "Last, First Middle Suffix" */
    char *folder;     /* below charts/; NULL: never bound */
    gboolean stale;   /* it is to be bound anew, and differs till then */
    gint64 revision;
    guint pages;       /* filed pages that were bound */
    guint filed_pages; /* filed pages by now, without those of copies */
    GStrv sha256s;     /* of its volumes */
} KeptChart;

GPtrArray *catalogue_charts(Catalogue *catalogue, GError **error);

/* The chart of one patient as it is now; NULL without error when there is none any more. */
KeptChart *catalogue_find_chart(Catalogue *catalogue, gint64 patient, GError **error);

/* Says of charts that they are to be bound anew; `patients` is ended by 0. */
gboolean catalogue_doubt_charts(Catalogue *catalogue, const gint64 *patients, GError **error);

/* Where the pages are: in = filed + review + failed. */
typedef struct {
    guint in, filed, review, failed;
    guint originals, waiting, rejected; /* files: all; to be read still; not taken in */
} PageBalance;

gboolean catalogue_balance(Catalogue *catalogue, PageBalance *balance, GError **error);

void kept_image_free(KeptImage *image);
void kept_chart_free(KeptChart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KeptChart, kept_chart_free)
