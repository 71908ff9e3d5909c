/* durable.h - files that are there whole or not at all: temporary, fsync, rename, fsync the folder.
 */
#pragma once

#include "fate.h"

#include <gio/gio.h>

/* How the names of half-written files begin: nobody else's files do. */
#define DURABLE_TEMPORARY ".chartward-"

/* Sets the error for a failed call on the world: FATE_RETRY for what may pass (disk full,
 * input/output error, too many files), FATE_FATAL for what a person must mend (rights, missing
 * folders). `format` begins the sentence: "The file 'x' cannot be written". Always FALSE. */
gboolean durable_fail(int code, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Sets the error for a file that GLib could not read: FATE_RETRY for what may pass, else `fate`.
 * `what` begins the sentence: "The settings cannot be read". Always FALSE. */
gboolean durable_fail_reading(const GError *cause, Fate fate, const char *what, GError **error);

/* Writes the bytes as `path`, replacing what was there. */
gboolean durable_write(const char *path, GBytes *bytes, int mode, GError **error);

/* Copies what is left of `from_fd` to a new synced temporary file in `folder`; tells its SHA-256
 * (hex, yours) and size. Returns the temporary's path, yours to free and to rename or unlink; NULL
 * on failure, with nothing left behind: FATE_INPUT when `from_fd` cannot be read. */
char *durable_copy(int from_fd, const char *folder, int mode, char **sha256, gint64 *size,
                   GError **error);

/* The SHA-256 of a file (hex, yours) and its size; NULL when it cannot be read: `*failed` is why,
 * an errno. */
char *durable_hash(const char *path, gint64 *size, int *failed);

/* Renames a synced file and syncs the folders it enters and leaves. */
gboolean durable_rename(const char *from, const char *to, GError **error);

/* Syncs the folder that holds `path`. */
gboolean durable_sync_folder_of(const char *path, GError **error);

/* Makes the folder that `path` lies in, one level, if it is missing. */
gboolean durable_make_folder_of(const char *path, GError **error);
