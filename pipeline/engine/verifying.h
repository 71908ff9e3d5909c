/* verifying.h - what the files of verify share. */
#pragma once

#include "verify.h"

typedef struct {
    Office *office;
    const ClerkWatch *watch;
    VerifyReport *report;
    gboolean locked;           /* nobody else works here */
    gboolean damaged;          /* the catalogue's file is */
    GPtrArray *files;          /* char *, owned: all that lies in the rooms, below the office */
    GHashTable *known;         /* paths below the office that the catalogue knows */
    GHashTable *moving;        /* folders below the office whose chart is to be bound anew */
    GHashTable *bad_originals; /* SHA-256 of those whose bytes are lost */
    GHashTable *bad_images;    /* path: document id, to be read again */
    GArray *bad_charts;        /* gint64: patients */
    guint done, total;
} Verifying;

/* Adds a finding; `path` may be NULL. */
void finding_add(Verifying *verifying, FindingKind kind, const char *path, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Whether the image lies in pages/ as it was filed. */
gboolean image_is_right(Verifying *verifying, const KeptImage *image);
/* "pages/ab/abcd....tif"; yours. */
char *image_path(const KeptImage *image);

/* Whether the chart lies in charts/ as it was bound; else `*why` is a phrase, yours, and `*path`
 * the file, yours. */
gboolean chart_is_right(Verifying *verifying, const KeptChart *chart, char **path, char **why);

/* Compares what the catalogue knows with the files, and notes the paths as known. */
gboolean originals_verify(Verifying *verifying, GPtrArray *originals, GError **error);
gboolean images_verify(Verifying *verifying, GPtrArray *images, GError **error);
gboolean charts_verify(Verifying *verifying, GPtrArray *charts, GError **error);

/* Lists what lies in vault/, pages/ and charts/, and afterwards tells what nobody knows. */
gboolean rooms_list(Verifying *verifying, GError **error);
void strangers_tell(Verifying *verifying);

/* Makes anew what is derived and was found wrong. */
gboolean derived_mend(Verifying *verifying, GError **error);
