/* backup.h - a second office on another disk, from which the first can be restored. */
#pragma once

#include "clerk.h"

/* The file that marks a folder as a backup, tells how to restore it, and keeps programs from
 * working in it. */
#define BACKUP_MARK "BACKUP.txt"

typedef struct {
    guint files;          /* looked at and right in the backup */
    guint linked, copied; /* of these, new this time */
    guint mended;         /* of these, were damaged in the backup */
    gint64 copied_bytes;
    GPtrArray *complaints; /* char *, owned: what could not be saved, a sentence each */
    double seconds;
} BackupReport;

BackupReport *backup_report_new(void);
void backup_report_free(BackupReport *report);

/* Brings the backup in `folder` (made if missing) up to what the office is at this moment, beside
 * whoever works in it. Every file is compared by SHA-256; the catalogue comes last, so that it
 * never tells of what is not there. What was done stays when it ends early: the next one goes on
 * there. FATE_FATAL when the folder is something else, FATE_RETRY when it is full or another backup
 * runs.
 */
gboolean backup_run(Office *office, const char *folder, const ClerkWatch *watch,
                    BackupReport *report, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BackupReport, backup_report_free)
