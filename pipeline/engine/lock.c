/* lock.c - who works in an office.
 *
 * Writes: .lock (held while working), .watch (held while watching), .wish (held while waiting for
 * one that works in turns); the first two name their holder. Does not: open the office. */
#include "lock.h"

#include "durable.h"
#include "fate.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum {
    WAIT_MOST_S = 60,
    WAIT_LOOK_US = 50 * 1000,
};

static const char turn_mark[] = "in turns";

struct Lock {
    int fd;
    int wish_fd; /* of the watching lock; else -1 */
};

void lock_free(Lock *lock)
{
    if (lock == NULL)
        return;
    if (lock->fd >= 0)
        close(lock->fd);
    if (lock->wish_fd >= 0)
        close(lock->wish_fd);
    g_free(lock);
}

static int file_open(const char *office, const char *name, GError **error)
{
    g_autofree char *path = g_build_filename(office, name, NULL);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        durable_fail(errno, error, "The lock '%s' cannot be opened", path);
    return fd;
}

static Lock *lock_new(const char *office, const char *name, GError **error)
{
    int fd = file_open(office, name, error);
    if (fd < 0)
        return NULL;
    Lock *lock = g_new0(Lock, 1);
    lock->fd = fd;
    lock->wish_fd = -1;
    return lock;
}

static gboolean lock_try(const Lock *lock)
{
    return flock(lock->fd, LOCK_EX | LOCK_NB) == 0;
}

/* "1234, chartward run, since 2026-03-14 07:30": for the one who finds it locked. */
static gboolean lock_sign(const Lock *lock, const char *mark, GError **error)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    g_autofree char *since = g_date_time_format(now, "%Y-%m-%d %H:%M");
    g_autofree char *text =
        g_strdup_printf("%d, %s, since %s%s%s\n", (int)getpid(), g_get_prgname(), since,
                        *mark != '\0' ? ", " : "", mark);
    gssize length = (gssize)strlen(text);
    return (ftruncate(lock->fd, 0) == 0 && pwrite(lock->fd, text, (gsize)length, 0) == length) ||
           durable_fail(errno, error, "The office's lock cannot be written");
}

static char *lock_holder(const Lock *lock)
{
    char holder[200] = "";
    if (pread(lock->fd, holder, sizeof holder - 1, 0) <= 0)
        return g_strdup("unknown");
    return g_utf8_make_valid(g_strstrip(holder), -1);
}

/* Waits for one that works in turns: it sees the wish and ends after what it has in hand. */
static gboolean turn_await(const Lock *lock, const char *office, GError **error)
{
    int wish_fd = file_open(office, ".wish", error);
    if (wish_fd < 0)
        return FALSE;
    gboolean taken = FALSE;
    gint64 until_us = g_get_monotonic_time() + WAIT_MOST_S * G_TIME_SPAN_SECOND;
    while (!(taken = lock_try(lock)) && g_get_monotonic_time() < until_us) {
        /* It fails for the moment in which the other one looks: then the next one succeeds. */
        flock(wish_fd, LOCK_SH | LOCK_NB);
        g_usleep(WAIT_LOOK_US);
    }
    close(wish_fd);
    return taken;
}

Lock *lock_work(const char *office, gboolean patient, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(Lock) lock = lock_new(office, ".lock", error);
    if (lock == NULL)
        return NULL;
    gboolean taken = lock_try(lock);
    g_autofree char *holder = lock_holder(lock);
    if (!taken && patient && g_str_has_suffix(holder, turn_mark))
        taken = turn_await(lock, office, &cause);
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return NULL;
    }
    if (taken)
        return lock_sign(lock, "", error) ? g_steal_pointer(&lock) : NULL;
    g_set_error(error, FATE, FATE_RETRY,
                "Another Chartward (process %s) is working in the office '%s'. Nothing was done; "
                "please try again when it has ended.",
                holder, office);
    return NULL;
}

Lock *lock_turn(const char *office, gboolean *busy, GError **error)
{
    g_autoptr(Lock) lock = lock_new(office, ".lock", error);
    *busy = FALSE;
    if (lock == NULL)
        return NULL;
    *busy = !lock_try(lock);
    if (*busy)
        return NULL;
    return lock_sign(lock, turn_mark, error) ? g_steal_pointer(&lock) : NULL;
}

Lock *lock_watch(const char *office, GError **error)
{
    g_autoptr(Lock) lock = lock_new(office, ".watch", error);
    if (lock == NULL || (lock->wish_fd = file_open(office, ".wish", error)) < 0)
        return NULL;
    if (lock_try(lock))
        return lock_sign(lock, "", error) ? g_steal_pointer(&lock) : NULL;
    g_autofree char *holder = lock_holder(lock);
    g_set_error(error, FATE, FATE_RETRY,
                "Another Chartward (process %s) watches the office '%s' already. One is enough.",
                holder, office);
    return NULL;
}

gboolean lock_is_wanted(const Lock *watch)
{
    if (flock(watch->wish_fd, LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK;
    flock(watch->wish_fd, LOCK_UN);
    return FALSE;
}
