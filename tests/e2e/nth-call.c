/* The Nth call that opens, writes, syncs or moves a file: it fails, or the process dies there.
 *
 * NTH_CALL: N, counted over all processes of NTH_WHO ("clerk", or "workers": readers and binders).
 * NTH_DO: an error's number; "before" or "after": killed before or after the call. NTH_ON: every
 * call from the Nth on fails. NTH_NOTES: a file, mapped, that counts and tells each call.
 * Only tests use it. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { KILL_BEFORE = -1, KILL_AFTER = -2, NOTES_BYTES = 1 << 20, NAME_BYTES = 512 };

typedef struct {
    atomic_ulong calls, used;
    char told[]; /* a line each call */
} Notes;

static Notes *notes;
static unsigned long nth;
static int what, on, in_clerk;

/* Before a worker locks itself in: afterwards it could map nothing. */
__attribute__((constructor)) static void begin(void)
{
    const char *number = getenv("NTH_CALL"), *act = getenv("NTH_DO"), *who = getenv("NTH_WHO"),
               *path = getenv("NTH_NOTES");
    if (number == NULL || act == NULL || who == NULL || path == NULL)
        return;
    /* By the kernel's calls: a sanitizer may not have set itself up yet. */
    char line[4096] = "";
    int fd = (int)syscall(SYS_openat, AT_FDCWD, "/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    long length = syscall(SYS_read, fd, line, sizeof line - 2);
    syscall(SYS_close, fd);
    const char *verb = length > 0 ? line + strlen(line) + 1 : line;
    in_clerk = strcmp(verb, "reader") != 0 && strcmp(verb, "binder") != 0;
    if (in_clerk != (strcmp(who, "clerk") == 0))
        return;
    fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    void *map = mmap(NULL, NOTES_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    syscall(SYS_close, fd);
    if (map == MAP_FAILED)
        abort();
    nth = strtoul(number, NULL, 10);
    on = getenv("NTH_ON") != NULL;
    what = strcmp(act, "before") == 0  ? KILL_BEFORE
           : strcmp(act, "after") == 0 ? KILL_AFTER
                                       : atoi(act);
    notes = map;
}

static void die(void)
{
    kill(getpid(), SIGKILL);
    _exit(137); /* where a lock keeps a worker from sending signals */
}

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

/* 0: the call is made; KILL_AFTER: made, then the end; else the error with which it fails. */
static int turn(const char *call, const char *path, int fd)
{
    if (notes == NULL)
        return 0;
    unsigned long now = atomic_fetch_add(&notes->calls, 1) + 1;
    int kept = errno;
    note(call, path, fd);
    errno = kept;
    if (nth == 0 || now < nth || (now > nth && !on))
        return 0;
    if (what == KILL_BEFORE)
        die();
    return what;
}

/* RETURNS NAME DECLARED makes NAME a call that counts; GIVEN are its arguments as they are handed
 * on. */
#define COUNTED(TYPE, NAME, DECLARED, GIVEN, PATH, FD)                                             \
    TYPE NAME DECLARED                                                                             \
    {                                                                                              \
        static TYPE(*real) DECLARED;                                                               \
        if (real == NULL)                                                                          \
            real = (TYPE(*) DECLARED)dlsym(RTLD_NEXT, #NAME);                                      \
        int act = turn(#NAME, PATH, FD);                                                           \
        if (act > 0) {                                                                             \
            errno = act;                                                                           \
            return -1;                                                                             \
        }                                                                                          \
        TYPE done = real GIVEN;                                                                    \
        if (act == KILL_AFTER)                                                                     \
            die();                                                                                 \
        return done;                                                                               \
    }

COUNTED(ssize_t, write, (int fd, const void *bytes, size_t count), (fd, bytes, count), NULL, fd)
COUNTED(ssize_t, pwrite, (int fd, const void *bytes, size_t count, off_t at),
        (fd, bytes, count, at), NULL, fd)
COUNTED(ssize_t, pwrite64, (int fd, const void *bytes, size_t count, off64_t at),
        (fd, bytes, count, at), NULL, fd)
COUNTED(int, fsync, (int fd), (fd), NULL, fd)
COUNTED(int, fdatasync, (int fd), (fd), NULL, fd)
COUNTED(int, ftruncate, (int fd, off_t length), (fd, length), NULL, fd)
COUNTED(int, ftruncate64, (int fd, off64_t length), (fd, length), NULL, fd)
COUNTED(int, rename, (const char *from, const char *to), (from, to), to, -1)
COUNTED(int, link, (const char *from, const char *to), (from, to), to, -1)
COUNTED(int, unlink, (const char *path), (path), path, -1)
COUNTED(int, mkdir, (const char *path, mode_t mode), (path, mode), path, -1)
COUNTED(int, __open_2, (const char *path, int flags), (path, flags), path, -1)
COUNTED(int, __open64_2, (const char *path, int flags), (path, flags), path, -1)
COUNTED(int, __openat_2, (int folder, const char *path, int flags), (folder, path, flags), path, -1)
COUNTED(int, __openat64_2, (int folder, const char *path, int flags), (folder, path, flags), path,
        -1)

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
        if (act > 0) {                                                                             \
            errno = act;                                                                           \
            return -1;                                                                             \
        }                                                                                          \
        int fd = real GIVEN;                                                                       \
        if (act == KILL_AFTER)                                                                     \
            die();                                                                                 \
        return fd;                                                                                 \
    }

OPENED(open, (const char *path, int flags, ...), (path, flags, mode))
OPENED(open64, (const char *path, int flags, ...), (path, flags, mode))
OPENED(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
OPENED(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
