/* inbox.h - taking what was dropped: into the vault, into the catalogue, only then out of the
 * inbox. Nothing is touched before it has settled and is all there. */
#pragma once

#include "office.h"

/* Told for the files of the inbox, in the order of names. */
typedef struct {
    /* It is in the vault and in the catalogue. `doubt`: a sentence when its end is missing, else
     * NULL. */
    void (*taken)(gpointer data, const Original *original, const char *doubt);
    /* The same bytes are known already under `original->name`; this copy was named `name`. */
    void (*known)(gpointer data, const Original *original, const char *name);
    /* It stays where it is, for the reason in `sentence`; told once, however often it is seen. */
    void (*left)(gpointer data, const char *name, const char *sentence);
    /* Whether to look at no further file now. */
    gboolean (*stop)(gpointer data);
} InboxTold;

/* Whether a file of that name is left alone, as one that a program is still writing or keeps for
 * itself. */
gboolean inbox_ignores(const char *name);

typedef struct Inbox Inbox;

/* Remembers from look to look what it saw of each file. */
Inbox *inbox_new(Office *office); /* lent */
void inbox_free(Inbox *inbox);

/* Looks at every file and takes those that have settled and are all there; with `now` all, as they
 * are. Fails when the inbox or the vault cannot be worked with: then what was not taken stays in
 * the inbox. */
gboolean inbox_look(Inbox *inbox, gboolean now, const InboxTold *told, gpointer data,
                    GError **error);

/* When the next look makes sense because a file is settling or incomplete: monotonic, in
 * microseconds; G_MAXINT64 when none is. */
gint64 inbox_due_us(const Inbox *inbox);

/* Why the last look took nothing more: the disk is all but full. Lent; NULL: it did not stop. */
const char *inbox_stopped(const Inbox *inbox);

/* Tells of the files that were settling at the last look that they stay. */
void inbox_leave(Inbox *inbox, const InboxTold *told, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Inbox, inbox_free)
