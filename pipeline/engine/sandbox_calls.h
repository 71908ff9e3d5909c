/* sandbox_calls.h - the system calls that a locked-in process may still make. */
#pragma once

#include <glib.h>

/* Builds with sanitizers are locked in less: their run-time maps terabytes, and at the end reads
 * the process's maps and stops its threads to look for leaks. */
#ifdef CHARTWARD_SANITIZE
enum { SANDBOX_SANITIZED = 1 };
#else
enum { SANDBOX_SANITIZED = 0 };
#endif

/* Builds to be debugged keep every system call: valgrind and gdb make their own, from inside. */
#ifdef CHARTWARD_DEBUG
enum { SANDBOX_DEBUGGED = 1 };
#else
enum { SANDBOX_DEBUGGED = 0 };
#endif

/* Lets seccomp end this process at any other call than those that decoders and recognition make;
 * with `writes` also those that change files. Opening a file for writing and mapping memory as code
 * fail, as what libraries try on the way; 0, or -errno when the kernel does not grant it. */
int sandbox_calls_restrict(gboolean writes);
