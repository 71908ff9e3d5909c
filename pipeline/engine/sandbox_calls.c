/* sandbox_calls.c - the list of system calls of a locked-in process, handed to seccomp.
 *
 * Does: allow by name; refuse with an error what libraries try and can do without; the rest ends
 * the process. Does not: judge paths, which seccomp cannot see (sandbox.c asks Landlock for that).
 */
#include "sandbox_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#define CALL(name) SCMP_SYS(name)

/* Without conditions, so that the kernel answers from a table: recognition alone makes fifty
 * thousand calls a page. */
static const int always[] = {
    /* memory */
    CALL(brk),
    CALL(munmap),
    CALL(mremap),
    CALL(madvise),
    /* open descriptors: the wire, originals, memory files, fonts */
    CALL(read),
    CALL(pread64),
    CALL(readv),
    CALL(write),
    CALL(writev),
    CALL(lseek),
    CALL(close),
    CALL(fstat),
    CALL(fstatfs),
    CALL(fadvise64),
    CALL(getdents64),
    CALL(sendmsg),
    CALL(recvmsg),
    CALL(poll),
    CALL(ppoll),
    CALL(memfd_create),
    /* looking at names; Landlock guards what is behind them */
    CALL(access),
    CALL(faccessat),
    CALL(faccessat2),
    CALL(stat),
    CALL(lstat),
    CALL(newfstatat),
    CALL(statx),
    CALL(statfs),
    CALL(readlink),
    CALL(readlinkat),
    CALL(getcwd),
    /* time and chance */
    CALL(clock_gettime),
    CALL(clock_getres),
    CALL(clock_nanosleep),
    CALL(nanosleep),
    CALL(gettimeofday),
    CALL(time),
    CALL(getrandom),
    CALL(restart_syscall),
    /* itself, and what of the machine the C library asks before it sorts or divides work */
    CALL(getpid),
    CALL(gettid),
    CALL(getuid),
    CALL(geteuid),
    CALL(getgid),
    CALL(getegid),
    CALL(getpeername),
    CALL(getrusage),
    CALL(sysinfo),
    CALL(uname),
    CALL(sched_getaffinity),
    CALL(sched_yield),
    CALL(futex),
    CALL(set_robust_list),
    CALL(rseq),
    CALL(rt_sigaction),
    CALL(rt_sigprocmask),
    CALL(rt_sigreturn),
    CALL(sigaltstack),
    CALL(exit),
    CALL(exit_group),
};

/* Changing files: a binder's, within the folders that Landlock leaves it. */
static const int writing[] = {
    CALL(open),      CALL(openat), CALL(pwrite64), CALL(fsync),  CALL(fdatasync),
    CALL(ftruncate), CALL(mkdir),  CALL(mkdirat),  CALL(rename), CALL(renameat),
    CALL(renameat2), CALL(unlink), CALL(unlinkat), CALL(rmdir),  CALL(fchmod),
    CALL(fchown),    CALL(chmod),  CALL(fchmodat), CALL(umask),  CALL(fcntl),
};

/* What libraries try on the way and can do without: fontconfig to keep its index, GLib to load
 * modules, the C library to talk to a terminal. */
static const int refused[] = {
    CALL(mkdir),   CALL(mkdirat),   CALL(rename),    CALL(renameat), CALL(renameat2),
    CALL(unlink),  CALL(rmdir),     CALL(unlinkat),  CALL(link),     CALL(linkat),
    CALL(symlink), CALL(symlinkat), CALL(chmod),     CALL(fchmod),   CALL(fchmodat),
    CALL(utime),   CALL(utimes),    CALL(utimensat), CALL(ioctl),    CALL(sched_setaffinity),
    CALL(fchown),
};

/* What the sanitizers' own run-time does at the end: it looks for leaks from a thread of its own
 * that stops the others, and reads the process's maps. */
static const int sanitizers[] = {
    CALL(open),    CALL(openat),   CALL(clone),     CALL(ptrace),
    CALL(wait4),   CALL(prctl),    CALL(mmap),      CALL(mprotect),
    CALL(tgkill),  CALL(kill),     CALL(prlimit64), CALL(process_vm_readv),
    CALL(getppid), CALL(getdents), CALL(pipe),      CALL(pipe2),
    CALL(fcntl),   CALL(ioctl),    CALL(dup2),
};

static int rules_add(scmp_filter_ctx filter, guint32 action, const int *calls, guint count)
{
    int failed = 0;
    for (guint i = 0; i < count && failed == 0; i++)
        failed = seccomp_rule_add(filter, action, calls[i], 0);
    return failed;
}

#define RULES_ADD(filter, action, calls) rules_add(filter, action, calls, G_N_ELEMENTS(calls))

/* Allows `call` as long as its argument `at` has none of the bits; with one it fails. */
static int bits_refuse(scmp_filter_ctx filter, int call, guint at, guint64 bits)
{
    int failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                                  SCMP_CMP(at, SCMP_CMP_MASKED_EQ, bits, 0));
    for (guint64 bit = 1; bit <= bits && failed == 0; bit <<= 1)
        if ((bits & bit) != 0)
            failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 1,
                                      SCMP_CMP(at, SCMP_CMP_MASKED_EQ, bit, bit));
    return failed;
}

static int descriptors_add(scmp_filter_ctx filter)
{
    static const int commands[] = {F_GETFD, F_SETFD, F_GETFL, F_ADD_SEALS, F_GET_SEALS};
    int failed = 0;
    for (guint i = 0; i < G_N_ELEMENTS(commands) && failed == 0; i++)
        failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALL(fcntl), 1,
                                  SCMP_A1(SCMP_CMP_EQ, (scmp_datum_t)commands[i]));
    return failed;
}

/* Its own end, as abort() makes it, and its own measure of time. */
static int own_add(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp own = SCMP_A0(SCMP_CMP_EQ, 0);
    int failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALL(tgkill), 1,
                                  SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
    if (failed == 0)
        failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALL(prlimit64), 2, own,
                                  SCMP_A1(SCMP_CMP_EQ, RLIMIT_CPU));
    return failed != 0 ? failed
                       : seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALL(prlimit64), 2, own,
                                          SCMP_A2(SCMP_CMP_EQ, 0));
}

static int conditional_add(scmp_filter_ctx filter, gboolean writes)
{
    const guint64 changing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
    if (SANDBOX_SANITIZED)
        return RULES_ADD(filter, SCMP_ACT_ALLOW, sanitizers);
    int failed = bits_refuse(filter, CALL(mmap), 2, PROT_EXEC);
    if (failed == 0)
        failed = bits_refuse(filter, CALL(mprotect), 2, PROT_EXEC);
    if (failed == 0)
        failed = own_add(filter);
    if (writes || failed != 0)
        return failed;
    failed = bits_refuse(filter, CALL(open), 1, changing);
    if (failed == 0)
        failed = bits_refuse(filter, CALL(openat), 2, changing);
    return failed != 0 ? failed : descriptors_add(filter);
}

static int rules_make(scmp_filter_ctx filter, gboolean writes)
{
    /* The list is one of calls, so a process of more threads would be guarded whole. */
    int failed = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    if (failed == 0)
        failed = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (failed == 0)
        failed = RULES_ADD(filter, SCMP_ACT_ALLOW, always);
    if (failed == 0)
        failed = writes ? RULES_ADD(filter, SCMP_ACT_ALLOW, writing)
                        : RULES_ADD(filter, SCMP_ACT_ERRNO(EACCES), refused);
    return failed != 0 ? failed : conditional_add(filter, writes);
}

int sandbox_calls_restrict(gboolean writes)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter == NULL)
        return -ENOMEM;
    int failed = rules_make(filter, writes);
    if (failed == 0)
        failed = seccomp_load(filter);
    seccomp_release(filter);
    return failed;
}
