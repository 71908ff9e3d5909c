/* sandbox.c - locks this process in: limits, no new privileges, Landlock, seccomp.
 *
 * Does: the order of the lock, and what it means when the kernel has not got a part of it.
 * Does not: choose what a reader or a binder may open; list system calls (sandbox_calls.c).
 * In builds with sanitizers memory is not limited, all files may be read, and more calls made; in
 * those to be debugged all calls. */
#include "sandbox.h"

#include "sandbox_calls.h"

#include "fate.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Landlock's rights as of its ABI 7 (Linux 6.15), by number: the headers we are built with may be
 * older than the kernel. Source: Documentation/userspace-api/landlock.rst. */
enum {
    RIGHTS_ABI_1 = (1 << 13) - 1,
    RIGHT_REFER = 1 << 13,     /* ABI 2: link and rename between folders */
    RIGHT_TRUNCATE = 1 << 14,  /* ABI 3 */
    RIGHT_IOCTL_DEV = 1 << 15, /* ABI 5 */
    NET_RIGHTS = 3,            /* ABI 4: to bind and to connect by TCP */
    SCOPES = 3,                /* ABI 6: abstract sockets and signals to other processes */
    RIGHTS_READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    RIGHTS_CHANGE = RIGHTS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                    LANDLOCK_ACCESS_FS_REMOVE_DIR | RIGHT_TRUNCATE,
    RIGHTS_OF_FILES = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | RIGHT_TRUNCATE,
};

typedef struct {
    guint64 files, net, scopes;
} Ruleset; /* struct landlock_ruleset_attr as it is today */

static gboolean lock_fail(const char *what, GError **error)
{
    g_set_error(error, FATE, FATE_FATAL,
                "A process that opens files from outside could not be locked in (%s: %s).", what,
                g_strerror(errno));
    return FALSE;
}

/* --- limits ---------------------------------------------------------------------------------- */

static gboolean limit_set(int resource, guint64 most, const char *what, GError **error)
{
    struct rlimit limit;
    if (getrlimit((__rlimit_resource_t)resource, &limit) != 0)
        return lock_fail(what, error);
    limit.rlim_cur = limit.rlim_max = MIN((rlim_t)most, limit.rlim_max);
    return setrlimit((__rlimit_resource_t)resource, &limit) == 0 || lock_fail(what, error);
}

/* Address space in use, in bytes; 0 and an error when the kernel does not tell. */
static guint64 memory_mapped(GError **error)
{
    unsigned long long pages = 0;
    FILE *told = fopen("/proc/self/statm", "re");
    if (told == NULL || fscanf(told, "%llu", &pages) != 1)
        lock_fail("/proc/self/statm", error);
    if (told != NULL)
        fclose(told);
    return pages * (guint64)sysconf(_SC_PAGESIZE);
}

static gboolean limits_set(const Sandbox *sandbox, GError **error)
{
    if (!limit_set(RLIMIT_FSIZE, sandbox->file_bytes, "file size", error) ||
        !limit_set(RLIMIT_CORE, 0, "core", error))
        return FALSE;
    if (SANDBOX_SANITIZED)
        return TRUE;
    /* Patients' pages in memory are nobody's to dump or to trace. */
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return lock_fail("dumpable", error);
    if (!limit_set(RLIMIT_NPROC, 0, "processes", error))
        return FALSE;
    if (sandbox->memory_bytes == 0)
        return TRUE;
    guint64 mapped = memory_mapped(error);
    return mapped != 0 && limit_set(RLIMIT_AS, mapped + sandbox->memory_bytes, "memory", error);
}

void sandbox_allow_cpu(guint seconds)
{
    struct rusage used;
    struct rlimit limit;
    if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &limit) != 0)
        return; /* the clerk watches the clock all the same */
    rlim_t most = (rlim_t)used.ru_utime.tv_sec + (rlim_t)used.ru_stime.tv_sec + seconds + 1;
    limit.rlim_cur = MIN(most, limit.rlim_max);
    setrlimit(RLIMIT_CPU, &limit);
}

/* --- Landlock -------------------------------------------------------------------------------- */

static int ruleset_open(int abi)
{
    Ruleset ruleset = {.files = RIGHTS_ABI_1};
    ruleset.files |= abi >= 2 ? RIGHT_REFER : 0;
    ruleset.files |= abi >= 3 ? RIGHT_TRUNCATE : 0;
    ruleset.files |= abi >= 5 ? RIGHT_IOCTL_DEV : 0;
    ruleset.net = abi >= 4 ? NET_RIGHTS : 0;
    ruleset.scopes = abi >= 6 ? SCOPES : 0;
    return (int)syscall(SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0);
}

static gboolean path_allow(int ruleset, int abi, const char *path, guint64 rights, GError **error)
{
    struct stat about;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR || errno == EACCES || lock_fail(path, error);
    if (abi < 3)
        rights &= ~(guint64)RIGHT_TRUNCATE;
    if (fstat(fd, &about) == 0 && !S_ISDIR(about.st_mode))
        rights &= RIGHTS_OF_FILES;
    struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = fd};
    gboolean added =
        syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    int cause = errno;
    close(fd);
    errno = cause;
    return added || lock_fail(path, error);
}

static gboolean paths_allow(int ruleset, int abi, const char *const *paths, guint64 rights,
                            GError **error)
{
    for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
        if (!path_allow(ruleset, abi, paths[i], rights, error))
            return FALSE;
    return TRUE;
}

/* `*locked` is FALSE when the kernel has no Landlock or does not grant it. */
static gboolean files_lock(const Sandbox *sandbox, gboolean *locked, GError **error)
{
    static const char *const everything[] = {"/", NULL};
    int abi = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    int ruleset = abi >= 1 ? ruleset_open(abi) : -1;
    *locked = FALSE;
    if (ruleset < 0)
        return TRUE;
    const char *const *read = SANDBOX_SANITIZED ? everything : sandbox->read;
    gboolean allowed = paths_allow(ruleset, abi, read, RIGHTS_READ, error) &&
                       paths_allow(ruleset, abi, sandbox->write, RIGHTS_CHANGE, error);
    if (allowed)
        *locked = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return allowed;
}

/* --- the whole ------------------------------------------------------------------------------- */

gboolean sandbox_enter(const Sandbox *sandbox, char **lacking, GError **error)
{
    gboolean files;
    *lacking = NULL;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return lock_fail("no new privileges", error);
    if (!limits_set(sandbox, error) || !files_lock(sandbox, &files, error))
        return FALSE;
    gboolean calls = SANDBOX_DEBUGGED || sandbox_calls_restrict(sandbox->write != NULL) == 0;
    if (!files && !calls)
        *lacking = g_strdup("Landlock and seccomp");
    else if (!files || !calls)
        *lacking = g_strdup(files ? "seccomp" : "Landlock");
    return TRUE;
}
