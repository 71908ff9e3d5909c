/* original.h - a file as it was dropped, kept unchanged in the vault. */
#pragma once

#include <glib.h>

typedef enum {
    ORIGINAL_RECEIVED, /* in the vault, pages not read yet, or not all */
    ORIGINAL_DONE,     /* its documents are in the catalogue */
    ORIGINAL_REJECTED, /* could not be taken in; its one document is failed */
} OriginalState;

typedef struct {
    gint64 id;
    char *sha256;     /* lower-case hex */
    char *name;       /* as it was dropped the first time */
    char *vault_path; /* below the office: "vault/ab/abcd....tif" */
    gint64 size_bytes;
    OriginalState state;
    guint page_count;   /* 0 while unknown */
    gint64 received_at; /* Unix seconds */
    guint tries;        /* readings that the world kept from succeeding */
    gint64 retry_at;    /* Unix seconds before which it is not to be read again; 0: at once */
} Original;

Original *original_new(void);
void original_free(Original *original);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Original, original_free)
