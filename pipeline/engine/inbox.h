/* inbox.h - taking what was dropped: into the vault, into the catalogue, only then out of the
 * inbox. */
#pragma once

#include "office.h"

/* Told for every file of the inbox, in the order of names. */
typedef struct {
    /* It is in the vault and in the catalogue. */
    void (*taken)(gpointer data, const Original *original);
    /* The same bytes are known already under `original->name`; this copy was named `name`. */
    void (*known)(gpointer data, const Original *original, const char *name);
    /* It stays where it is, for the reason in `sentence`. */
    void (*left)(gpointer data, const char *name, const char *sentence);
} InboxTold;

/* Takes every finished file. Fails when the inbox or the vault cannot be worked with: then what was
 * not taken stays in the inbox. */
gboolean inbox_take(Office *office, const InboxTold *told, gpointer data, GError **error);
