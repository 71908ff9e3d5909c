/* The Nth call that opens, writes, syncs or moves a file, or makes a descriptor: it fails, or the
 * process dies there. Each is told in the notes. */
#include "nth.h"

#include <dirent.h>
#include <dlfcn.h>
#include <stdarg.h>
#include <sys/socket.h>
#include <sys/uio.h>

enum { NAME_BYTES = 512 };

/* A locked-in worker that asked for a descriptor's name would be ended for it. */
static void note(const char *call, const char *path, int fd)
{
    char link[64], name[NAME_BYTES] = "", line[2 * NAME_BYTES];
    if (path == NULL && in_clerk) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(link, name, sizeof name - 1);
        name[length > 0 ? length : 0] = '\0';
    }
    size_t length = (size_t)snprintf(line, sizeof line, "%s %.*s\n", call, NAME_BYTES,
                                     path != NULL ? path : name);
    size_t at = atomic_fetch_add(&notes->used, length);
    if (at + length <= NOTES_BYTES - sizeof *notes)
        memcpy(notes->told + at, line, length);
}

/* 0: the call is made; else the error with which it fails. */
static int turn(const char *call, const char *path, int fd)
{
    if (notes == NULL)
        return 0;
    int kept = errno;
    note(call, path, fd);
    errno = kept;
    if (!strikes())
        return 0;
    if (what == KILL)
        die();
    return what;
}

/* TYPE NAME DECLARED becomes a call that counts and fails with FAILED; GIVEN are its arguments as
 * they are handed on. */
#define COUNTED(TYPE, NAME, DECLARED, GIVEN, PATH, FD, FAILED)                                     \
    TYPE NAME DECLARED                                                                             \
    {                                                                                              \
        static TYPE(*real) DECLARED;                                                               \
        if (real == NULL)                                                                          \
            real = (TYPE(*) DECLARED)dlsym(RTLD_NEXT, #NAME);                                      \
        int act = turn(#NAME, PATH, FD);                                                           \
        if (act == 0)                                                                              \
            return real GIVEN;                                                                     \
        errno = act;                                                                               \
        return FAILED;                                                                             \
    }

#define ON_FILE(TYPE, NAME, DECLARED, GIVEN) COUNTED(TYPE, NAME, DECLARED, GIVEN, NULL, fd, -1)
#define ON_PATH(NAME, DECLARED, GIVEN)       COUNTED(int, NAME, DECLARED, GIVEN, path, -1, -1)

ON_FILE(ssize_t, write, (int fd, const void *bytes, size_t count), (fd, bytes, count))
ON_FILE(ssize_t, writev, (int fd, const struct iovec *parts, int count), (fd, parts, count))
ON_FILE(ssize_t, pwrite, (int fd, const void *bytes, size_t count, off_t at),
        (fd, bytes, count, at))
ON_FILE(ssize_t, pwrite64, (int fd, const void *bytes, size_t count, off64_t at),
        (fd, bytes, count, at))
ON_FILE(ssize_t, pwritev, (int fd, const struct iovec *parts, int count, off_t at),
        (fd, parts, count, at))
ON_FILE(ssize_t, copy_file_range,
        (int from, off64_t *from_at, int fd, off64_t *to_at, size_t count, unsigned flags),
        (from, from_at, fd, to_at, count, flags))
ON_FILE(ssize_t, sendfile, (int fd, int from, off_t *at, size_t count), (fd, from, at, count))
ON_FILE(ssize_t, sendfile64, (int fd, int from, off64_t *at, size_t count), (fd, from, at, count))
ON_FILE(int, fsync, (int fd), (fd))
ON_FILE(int, fdatasync, (int fd), (fd))
ON_FILE(int, ftruncate, (int fd, off_t length), (fd, length))
ON_FILE(int, ftruncate64, (int fd, off64_t length), (fd, length))
ON_FILE(int, fallocate, (int fd, int mode, off_t at, off_t length), (fd, mode, at, length))
ON_FILE(int, fallocate64, (int fd, int mode, off64_t at, off64_t length), (fd, mode, at, length))
ON_PATH(truncate, (const char *path, off_t length), (path, length))
ON_PATH(truncate64, (const char *path, off64_t length), (path, length))
ON_PATH(rename, (const char *from, const char *path), (from, path))
ON_PATH(renameat, (int left, const char *from, int entered, const char *path),
        (left, from, entered, path))
ON_PATH(renameat2, (int left, const char *from, int entered, const char *path, unsigned flags),
        (left, from, entered, path, flags))
ON_PATH(link, (const char *from, const char *path), (from, path))
ON_PATH(linkat, (int left, const char *from, int entered, const char *path, int flags),
        (left, from, entered, path, flags))
ON_PATH(symlink, (const char *from, const char *path), (from, path))
ON_PATH(unlink, (const char *path), (path))
ON_PATH(unlinkat, (int folder, const char *path, int flags), (folder, path, flags))
ON_PATH(rmdir, (const char *path), (path))
ON_PATH(remove, (const char *path), (path))
ON_PATH(mkdir, (const char *path, mode_t mode), (path, mode))
ON_PATH(mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode))
ON_PATH(mkstemp, (char *path), (path))
ON_PATH(mkstemp64, (char *path), (path))
ON_PATH(mkostemp, (char *path, int flags), (path, flags))
ON_PATH(mkostemp64, (char *path, int flags), (path, flags))
ON_PATH(creat, (const char *path, mode_t mode), (path, mode))
ON_PATH(creat64, (const char *path, mode_t mode), (path, mode))
ON_PATH(__open_2, (const char *path, int flags), (path, flags))
ON_PATH(__open64_2, (const char *path, int flags), (path, flags))
ON_PATH(__openat_2, (int folder, const char *path, int flags), (folder, path, flags))
ON_PATH(__openat64_2, (int folder, const char *path, int flags), (folder, path, flags))
COUNTED(FILE *, fopen, (const char *path, const char *mode), (path, mode), path, -1, NULL)
COUNTED(FILE *, fopen64, (const char *path, const char *mode), (path, mode), path, -1, NULL)
COUNTED(DIR *, opendir, (const char *path), (path), path, -1, NULL)
COUNTED(int, memfd_create, (const char *path, unsigned flags), (path, flags), path, -1, -1)
COUNTED(int, pipe2, (int ends[2], int flags), (ends, flags), "", -1, -1)
COUNTED(int, socketpair, (int domain, int type, int protocol, int ends[2]),
        (domain, type, protocol, ends), "", -1, -1)

/* The four whose last argument is there or not. */
#define OPENED(NAME, DECLARED, GIVEN)                                                              \
    int NAME DECLARED                                                                              \
    {                                                                                              \
        static int(*real) DECLARED;                                                                \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;                  \
        va_end(rest);                                                                              \
        if (real == NULL)                                                                          \
            real = (int(*) DECLARED)dlsym(RTLD_NEXT, #NAME);                                       \
        int act = turn(#NAME, path, -1);                                                           \
        if (act == 0)                                                                              \
            return real GIVEN;                                                                     \
        errno = act;                                                                               \
        return -1;                                                                                 \
    }

OPENED(open, (const char *path, int flags, ...), (path, flags, mode))
OPENED(open64, (const char *path, int flags, ...), (path, flags, mode))
OPENED(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
OPENED(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
