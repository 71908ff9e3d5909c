/* lock.h - who works in an office: one program at a time. The locks are the kernel's: they end with
 * the process that holds them, however that one ends. */
#pragma once

#include <glib.h>

typedef struct Lock Lock;

/* Takes the office for one piece of work. When a program that works in turns has it, asks for it
 * and waits up to a minute. FATE_RETRY says who has it. */
Lock *lock_work(const char *office, gboolean patient, GError **error);

/* The right to watch the office, which one program has. FATE_RETRY says which. */
Lock *lock_watch(const char *office, GError **error);

/* Takes the office for a turn of whoever watches it. NULL without error and `*busy` when another
 * program works. */
Lock *lock_turn(const char *office, gboolean *busy, GError **error);

/* Whether somebody waits in lock_work(); asked of the watching lock. */
gboolean lock_is_wanted(const Lock *watch);

void lock_free(Lock *lock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lock, lock_free)
