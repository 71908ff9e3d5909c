/* saving.h - what the files of backup share. */
#pragma once

#include "backup.h"
#include "check.h"

typedef struct {
    Office *office;
    char *folder; /* the backup's, absolute */
    const ClerkWatch *watch;
    BackupReport *report;
    gboolean unlinkable; /* the backup lies on another disk: files are copied */
    GHashTable *folders; /* char *: those that files were linked into, to be synced */
    guint done, total;
} Saving;

void saving_complain(Saving *saving, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The path of `below` in the backup; yours. */
char *saving_goal(const Saving *saving, const char *below);

/* Sees to it that the backup has the office's file `below` with these bytes. `*whole` is FALSE when
 * the office itself has it no more (then nothing was changed). */
gboolean file_save(Saving *saving, const char *below, const char *sha256, int mode, gboolean *whole,
                   GError **error);

/* The same for a file that may be any: as it is now, always as a copy. */
gboolean loose_file_save(Saving *saving, const char *below, GError **error);

/* The same for all files that lie in `below` ("" for the office itself), but for hidden ones and
 * the catalogue. */
gboolean loose_folder_save(Saving *saving, const char *below, GError **error);

/* The volumes (char *, paths below the office) that the backup's catalogue, if there is one, tells
 * of; NULL on failure. */
GPtrArray *volumes_older(const Saving *saving, GError **error);

/* Removes those of them from the backup that `charts` (KeptChart) have no more: nobody may find
 * what was taken out of a chart. */
gboolean volumes_trim(const Saving *saving, const GPtrArray *older, const GPtrArray *charts,
                      GError **error);

/* Tells how far it is; FATE_RETRY when it shall stop. */
gboolean saving_step(Saving *saving, GError **error);
