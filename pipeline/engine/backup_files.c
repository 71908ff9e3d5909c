/* backup_files.c - one file brought into a backup: linked where the disk allows it, else copied,
 * and read back.
 *
 * Writes: the backup's folder, each file whole or not at all. Does not: remove anything there. */
#include "saving.h"

#include "durable.h"
#include "fate.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean is_same_file(const char *one, const char *other)
{
    struct stat a, b;
    return lstat(one, &a) == 0 && lstat(other, &b) == 0 && a.st_ino == b.st_ino &&
           a.st_dev == b.st_dev;
}

/* Read from the disk, not from memory: what was just written is let go first. `*failed`: the errno
 * of what kept it from being read, or 0. */
static gboolean bytes_are(const char *path, const char *sha256, int *failed)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    *failed = errno;
    if (fd < 0)
        return FALSE;
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    close(fd);
    gint64 size;
    g_autofree char *found = durable_hash(path, &size, failed);
    return found != NULL && g_str_equal(found, sha256);
}

static gboolean has_bytes(const char *path, const char *sha256)
{
    int failed;
    return bytes_are(path, sha256, &failed);
}

/* Whether a file of the office that could not be read is gone or bad: the others are saved all the
 * same. Else it is the world's fault now. */
static gboolean is_bad(int failed)
{
    switch (failed) {
    case 0: /* it could be read, and is another */
    case EIO:
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case EINVAL:
        return TRUE;
    default:
        return FALSE;
    }
}

/* --- linking --------------------------------------------------------------------------------- */

/* FALSE without error when this disk has no links. */
static gboolean file_link(Saving *saving, const char *source, const char *goal, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(goal);
    g_autofree char *beside = g_build_filename(folder, ".chartward-link", NULL);
    if (saving->unlinkable)
        return FALSE;
    if (unlink(beside) != 0 && errno != ENOENT)
        return durable_fail(errno, error, "The file '%s' cannot be removed", beside);
    if (link(source, beside) != 0) {
        saving->unlinkable = TRUE; /* another disk, or one without links: copying says what else */
        return FALSE;
    }
    if (rename(beside, goal) != 0) {
        durable_fail(errno, error, "The file '%s' cannot be put in place", goal);
        unlink(beside);
        return FALSE;
    }
    g_hash_table_add(saving->folders, g_steal_pointer(&folder));
    saving->report->linked++;
    return TRUE;
}

/* --- copying --------------------------------------------------------------------------------- */

static gboolean copy_settle(Saving *saving, const char *temporary, const char *goal,
                            const char *sha256, gint64 size, GError **error)
{
    if (!durable_rename(temporary, goal, error)) {
        unlink(temporary);
        return FALSE;
    }
    if (!has_bytes(goal, sha256)) {
        g_set_error(error, FATE, FATE_FATAL,
                    "What was written to '%s' reads back otherwise: the disk of the backup is "
                    "failing. Use another one.",
                    goal);
        return FALSE;
    }
    saving->report->copied++;
    saving->report->copied_bytes += size;
    return TRUE;
}

/* `sha256`: what it must be, or NULL for whatever it is. */
static gboolean file_copy(Saving *saving, const char *source, const char *goal, const char *sha256,
                          int mode, gboolean *whole, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(goal), *found = NULL;
    int fd = open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    *whole = fd >= 0;
    if (fd < 0)
        return TRUE;
    gint64 size;
    g_autoptr(GError) cause = NULL;
    g_autofree char *temporary = durable_copy(fd, folder, mode, &found, &size, &cause);
    close(fd);
    *whole = temporary != NULL && (sha256 == NULL || g_str_equal(found, sha256));
    if (*whole)
        return copy_settle(saving, temporary, goal, found, size, error);
    if (temporary != NULL)
        unlink(temporary);
    if (cause == NULL || g_error_matches(cause, FATE, FATE_INPUT)) /* it cannot be read */
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&cause));
    return FALSE;
}

/* --- one file -------------------------------------------------------------------------------- */

gboolean file_save(Saving *saving, const char *below, const char *sha256, int mode, gboolean *whole,
                   GError **error)
{
    g_autofree char *source = office_file(saving->office, below);
    g_autofree char *goal = saving_goal(saving, below);
    gboolean there = g_file_test(goal, G_FILE_TEST_EXISTS);
    *whole = TRUE;
    if (!durable_make_folder_of(goal, error))
        return FALSE;
    if (there && (is_same_file(source, goal) || has_bytes(goal, sha256))) {
        saving->report->files++;
        return TRUE;
    }
    g_autoptr(GError) cause = NULL;
    int failed;
    *whole = bytes_are(source, sha256, &failed);
    if (!*whole)
        return is_bad(failed) || durable_fail(failed, error, "'%s' cannot be saved", source);
    if (!file_link(saving, source, goal, &cause)) {
        if (cause != NULL) {
            g_propagate_error(error, g_steal_pointer(&cause));
            return FALSE;
        }
        if (!file_copy(saving, source, goal, sha256, mode, whole, error))
            return FALSE;
    }
    saving->report->files += *whole;
    saving->report->mended += there && *whole;
    return TRUE;
}

gboolean loose_file_save(Saving *saving, const char *below, GError **error)
{
    g_autofree char *source = office_file(saving->office, below);
    g_autofree char *goal = saving_goal(saving, below);
    gint64 size;
    int failed;
    gboolean whole;
    g_autofree char *sha256 = durable_hash(source, &size, &failed);
    if (failed == ENOENT) /* taken in, or removed, meanwhile */
        return TRUE;
    if (sha256 != NULL && has_bytes(goal, sha256)) {
        saving->report->files++;
        return TRUE;
    }
    if (!durable_make_folder_of(goal, error) ||
        !file_copy(saving, source, goal, NULL, 0600, &whole, error))
        return FALSE;
    saving->report->files += whole;
    if (!whole && g_file_test(source, G_FILE_TEST_EXISTS)) /* as above, since it was looked at */
        saving_complain(saving, "'%s' could not be saved: it cannot be read.", below);
    return TRUE;
}

gboolean loose_folder_save(Saving *saving, const char *below, GError **error)
{
    g_autofree char *path = office_file(saving->office, below);
    DIR *folder = opendir(path);
    if (folder == NULL)
        return durable_fail(errno, error, "The folder '%s' cannot be looked at", path);
    gboolean done = TRUE;
    for (const struct dirent *entry; done && (entry = readdir(folder)) != NULL;) {
        g_autofree char *inner =
            *below == '\0' ? g_strdup(entry->d_name) : g_build_filename(below, entry->d_name, NULL);
        g_autofree char *source = office_file(saving->office, inner);
        struct stat about;
        if (*entry->d_name != '.' && !g_str_has_prefix(inner, "catalogue.db") &&
            lstat(source, &about) == 0 && S_ISREG(about.st_mode))
            done = loose_file_save(saving, inner, error);
    }
    closedir(folder);
    return done;
}
