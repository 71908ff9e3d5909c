/* sandbox.h - the lock of a process that handles bytes from outside, after it has loaded all that
 * it needs: few system calls, few files, no network, no other process, bounded memory and time.
 *
 * Landlock and seccomp are the kernel's (landlock(7), seccomp(2)); where it has not got them, or a
 * container forbids them, the rest of the lock is closed all the same. */
#pragma once

#include <glib.h>

typedef struct {
    const char *const *read;  /* files, and folders with all below, that may still be read */
    const char *const *write; /* the same, to be changed too; NULL: nothing can be written at all */
    guint64 memory_bytes;     /* more address space than it has now; 0: not limited */
    guint64 file_bytes;       /* the longest file or memory file */
} Sandbox;

/* Locks this process in until it ends; it must have one thread. What does not exist cannot be
 * opened later. `*lacking` (yours) is what the kernel did not grant, as "Landlock and seccomp";
 * NULL when it granted all. FATE_FATAL when the lock cannot be closed for another reason. */
gboolean sandbox_enter(const Sandbox *sandbox, char **lacking, GError **error);

/* Lets this process use as many more seconds of the processor; then the kernel ends it. */
void sandbox_allow_cpu(guint seconds);
