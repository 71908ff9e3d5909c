/* What strikes the Nth call, whatever it counts: only tests use it.
 *
 * NTH_CALL: N, counted over all processes of NTH_WHO ("clerk", or "workers": readers and binders).
 * NTH_DO: an error's number; "before": killed before the call. NTH_ON: every call from the Nth on
 * fails. NTH_NOTES: a file, mapped, that counts the calls and has room to tell them. */
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { KILL = -1, NOTES_BYTES = 1 << 20 };

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
    what = strcmp(act, "before") == 0 ? KILL : atoi(act);
    notes = map;
}

__attribute__((unused)) static void die(void)
{
    kill(getpid(), SIGKILL);
    _exit(137); /* where a lock keeps a worker from sending signals */
}

/* Whether it is this call's turn. */
static int strikes(void)
{
    unsigned long now = atomic_fetch_add(&notes->calls, 1) + 1;
    return nth != 0 && (now == nth || (now > nth && on));
}
