/* durable.c - the order of writes: temporary file, write, fsync, rename, fsync the folder.
 *
 * Writes: whatever its callers name. Does not: know what the files mean. */
#include "durable.h"

#include "fate.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

gboolean durable_fail(int code, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        g_set_error(error, FATE, FATE_RETRY,
                    "%s: the disk is full. Nothing is lost; please make room and run it again.",
                    what);
        break;
    case EIO:
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case EAGAIN:
    case EBUSY:
    case ESTALE: /* what follows, and EIO, comes of a share whose server is away */
    case ETIMEDOUT:
    case EHOSTDOWN:
    case EHOSTUNREACH:
    case ENETDOWN:
    case ENETUNREACH:
    case ENOTCONN:
    case ECONNRESET:
    case ECONNABORTED:
        g_set_error(error, FATE, FATE_RETRY, "%s (%s). Nothing is lost; please run it again.", what,
                    g_strerror(code));
        break;
    default:
        g_set_error(error, FATE, FATE_FATAL, "%s (%s).", what, g_strerror(code));
    }
    return FALSE;
}

gboolean durable_fail_reading(const GError *cause, Fate fate, const char *what, GError **error)
{
    static const struct {
        GFileError error;
        int code;
    } passing[] = {{G_FILE_ERROR_IO, EIO},       {G_FILE_ERROR_MFILE, EMFILE},
                   {G_FILE_ERROR_NFILE, ENFILE}, {G_FILE_ERROR_NOMEM, ENOMEM},
                   {G_FILE_ERROR_AGAIN, EAGAIN}, {G_FILE_ERROR_NOSPC, ENOSPC}};
    for (guint i = 0; i < G_N_ELEMENTS(passing); i++) {
        if (g_error_matches(cause, G_FILE_ERROR, passing[i].error))
            return durable_fail(passing[i].code, error, "%s", what);
    }
    g_set_error(error, FATE, fate, "%s: %s.", what, cause->message);
    return FALSE;
}

static gboolean all_write(int fd, const guint8 *bytes, gsize length)
{
    while (length > 0) {
        gssize written = write(fd, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return FALSE;
        bytes += written;
        length -= written;
    }
    return TRUE;
}

gboolean durable_sync_folder_of(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return durable_fail(errno, error, "The folder '%s' cannot be opened", folder);
    int failed = fsync(fd) == 0 ? 0 : errno;
    close(fd);
    /* Some shares sync every change of a folder, and know no call for it. */
    if (failed == EINVAL || failed == EOPNOTSUPP)
        failed = 0;
    return failed == 0 || durable_fail(failed, error, "The folder '%s' cannot be written", folder);
}

gboolean durable_make_folder_of(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_file_test(folder, G_FILE_TEST_IS_DIR))
        return TRUE;
    if (g_mkdir(folder, 0700) != 0 && errno != EEXIST)
        return durable_fail(errno, error, "The folder '%s' cannot be made", folder);
    return durable_sync_folder_of(folder, error);
}

gboolean durable_rename(const char *from, const char *to, GError **error)
{
    if (rename(from, to) != 0)
        return durable_fail(errno, error, "The file '%s' cannot be put in place", to);
    g_autofree char *left = g_path_get_dirname(from);
    g_autofree char *entered = g_path_get_dirname(to);
    return durable_sync_folder_of(to, error) &&
           (g_str_equal(left, entered) || durable_sync_folder_of(from, error));
}

/* An open temporary file beside its goal: dot files are nobody's business but ours. */
static int temporary_open(const char *folder, int mode, char **path, GError **error)
{
    *path = g_build_filename(folder, DURABLE_TEMPORARY "XXXXXX", NULL);
    int fd = g_mkstemp_full(*path, O_RDWR | O_CLOEXEC, mode);
    if (fd < 0) {
        durable_fail(errno, error, "No file can be made in the folder '%s'", folder);
        g_clear_pointer(path, g_free);
    }
    return fd;
}

static gboolean temporary_close(int fd, int failed, const char *path, GError **error)
{
    if (failed == 0 && fsync(fd) != 0)
        failed = errno;
    if (close(fd) != 0 && failed == 0)
        failed = errno;
    if (failed == 0)
        return TRUE;
    unlink(path);
    return durable_fail(failed, error, "The file '%s' cannot be written", path);
}

gboolean durable_write(const char *path, GBytes *bytes, int mode, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *temporary = NULL;
    int fd = temporary_open(folder, mode, &temporary, error);
    if (fd < 0)
        return FALSE;
    gsize length;
    const guint8 *data = g_bytes_get_data(bytes, &length);
    int failed = all_write(fd, data, length) ? 0 : errno;
    if (!temporary_close(fd, failed, temporary, error))
        return FALSE;
    if (durable_rename(temporary, path, error))
        return TRUE;
    unlink(temporary);
    return FALSE;
}

/* 0, or the errno of the call that failed; `*reading` tells whether that was the reading. `to_fd`:
 * -1 for nowhere. */
static int stream_copy(int from_fd, int to_fd, GChecksum *checksum, gint64 *size, gboolean *reading)
{
    guint8 buffer[65536];
    for (;;) {
        gssize got = read(from_fd, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        *reading = got < 0;
        if (got < 0)
            return errno;
        if (got == 0)
            return 0;
        g_checksum_update(checksum, buffer, got);
        *size += got;
        if (to_fd >= 0 && !all_write(to_fd, buffer, got))
            return errno;
    }
}

char *durable_copy(int from_fd, const char *folder, int mode, char **sha256, gint64 *size,
                   GError **error)
{
    g_autofree char *temporary = NULL;
    int fd = temporary_open(folder, mode, &temporary, error);
    if (fd < 0)
        return NULL;
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    gboolean reading = FALSE;
    *size = 0;
    int failed = stream_copy(from_fd, fd, checksum, size, &reading);
    if (failed != 0 && reading) {
        close(fd);
        unlink(temporary);
        g_set_error(error, FATE, FATE_INPUT, "It cannot be read to its end (%s).",
                    g_strerror(failed));
        return NULL;
    }
    if (!temporary_close(fd, failed, temporary, error))
        return NULL;
    *sha256 = g_strdup(g_checksum_get_string(checksum));
    return g_steal_pointer(&temporary);
}

char *durable_hash(const char *path, gint64 *size, int *failed)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat about;
    *size = 0;
    *failed = fd < 0 || fstat(fd, &about) != 0 ? errno : S_ISREG(about.st_mode) ? 0 : EINVAL;
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    gboolean reading;
    if (*failed == 0)
        *failed = stream_copy(fd, -1, checksum, size, &reading);
    if (fd >= 0)
        close(fd);
    return *failed == 0 ? g_strdup(g_checksum_get_string(checksum)) : NULL;
}
