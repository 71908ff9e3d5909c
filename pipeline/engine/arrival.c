/* arrival.c - when a file in the inbox may be taken: settled, and all there.
 *
 * Does: compares one look with the next; asks for the structure once for every state that has
 * settled. Does not: open, take or remove files. */
#include "arrival.h"

#include "completeness.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <signal.h>
#include <sys/vfs.h>

enum {
    LOOK_PAUSE_US = 200 * 1000, /* between two looks, however old the file is */
    SKEW_MOST_S = 300,          /* of a file server's clock; its log-in (Kerberos) bears no more */
    ZFS_MAGIC = 0x2fc12fc1,     /* OpenZFS, which Linux does not list */
};

struct Arrival {
    struct stat about; /* at the last look */
    guint looks;       /* at the file as it is now */
    gint64 since_us;   /* the first of them; monotonic */
    gint64 seen_us;    /* the first look of all */
    gint64 due_us;
    gboolean judged, taken;
    const char *missing; /* once it is judged */
    char *told;
};

Arrival *arrival_new(void)
{
    return g_new0(Arrival, 1);
}

void arrival_free(Arrival *arrival)
{
    g_free(arrival->told);
    g_free(arrival);
}

void arrival_forget(Arrival *arrival)
{
    arrival->looks = 0;
    arrival->judged = arrival->taken = FALSE;
    arrival->missing = NULL;
}

void arrival_take(Arrival *arrival)
{
    arrival->taken = TRUE;
}

static gint64 time_us(struct timespec time)
{
    return (gint64)time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean is_same(const struct stat *one, const struct stat *other)
{
    return one->st_ino == other->st_ino && one->st_dev == other->st_dev &&
           one->st_size == other->st_size && time_us(one->st_mtim) == time_us(other->st_mtim) &&
           time_us(one->st_ctim) == time_us(other->st_ctim);
}

/* For how long it has not changed: by what we saw, or by what the file system tells, the clock of
 * which may be so much behind ours. A scanner may give its file any time of its own, but not the
 * time of the last change. */
static gint64 quiet_us(const Arrival *arrival, gint64 skew_us)
{
    gint64 changed_us = MAX(time_us(arrival->about.st_mtim), time_us(arrival->about.st_ctim));
    gint64 told_us = g_get_real_time() - changed_us - skew_us;
    return MAX(told_us, g_get_monotonic_time() - arrival->since_us);
}

/* Shares refuse a lease for reasons of their own. */
static gboolean is_local(int fd)
{
    struct statfs about;
    if (fstatfs(fd, &about) != 0)
        return FALSE;
    switch (about.f_type) {
    case EXT4_SUPER_MAGIC:
    case XFS_SUPER_MAGIC:
    case BTRFS_SUPER_MAGIC:
    case F2FS_SUPER_MAGIC:
    case OVERLAYFS_SUPER_MAGIC:
    case TMPFS_MAGIC:
    case ZFS_MAGIC:
        return TRUE;
    default:
        return FALSE;
    }
}

/* Whether a program of this machine has it open for writing, as a file server has between two pages
 * that come over the network: then no lease for reading is given. Only who owns the file is told. A
 * writer that comes while we have it waits for that moment, and its signal must be one that ends
 * nobody. */
static gboolean is_held(int fd)
{
    if (!is_local(fd) || fcntl(fd, F_SETSIG, SIGURG) != 0)
        return FALSE;
    if (fcntl(fd, F_SETLEASE, F_RDLCK) != 0)
        return errno == EAGAIN;
    fcntl(fd, F_SETLEASE, F_UNLCK);
    return FALSE;
}

ArrivalState arrival_look(Arrival *arrival, int fd, const struct stat *about,
                          const Settings *settings)
{
    gint64 now_us = g_get_monotonic_time();
    gint64 settle_us = (gint64)(settings_number(settings, SETTING_SETTLE_S) * G_USEC_PER_SEC);
    gint64 wait_us =
        (gint64)(settings_number(settings, SETTING_INCOMPLETE_WAIT_S) * G_USEC_PER_SEC);
    if (arrival->seen_us == 0)
        arrival->seen_us = now_us;
    if (arrival->looks == 0 || !is_same(&arrival->about, about)) {
        arrival_forget(arrival);
        arrival->about = *about;
        arrival->since_us = now_us;
    }
    arrival->looks++;
    if (arrival->taken)
        return ARRIVAL_TAKEN;
    gint64 quiet = quiet_us(arrival, SKEW_MOST_S * (gint64)G_USEC_PER_SEC);
    gboolean seen_twice = settle_us == 0 || now_us - arrival->since_us >= LOOK_PAUSE_US;
    if (!seen_twice || quiet < settle_us) {
        arrival->due_us = now_us + MAX(settle_us - quiet, LOOK_PAUSE_US);
        return ARRIVAL_SETTLING;
    }
    if (!arrival->judged)
        arrival->missing = completeness_missing(fd, (guint64)about->st_size);
    arrival->judged = TRUE;
    if (arrival->missing == NULL && !is_held(fd))
        return ARRIVAL_WHOLE;
    if (arrival->missing == NULL) {
        arrival->due_us = now_us + MAX(settle_us, LOOK_PAUSE_US);
        return ARRIVAL_SETTLING;
    }
    quiet = quiet_us(arrival, 0);
    arrival->due_us = now_us + MAX(wait_us - quiet, 0);
    return quiet >= wait_us ? ARRIVAL_CUT : ARRIVAL_PARTLY;
}

gint64 arrival_due_us(const Arrival *arrival)
{
    return arrival->due_us;
}

const char *arrival_missing(const Arrival *arrival)
{
    return arrival->missing;
}

gboolean arrival_is_slow(const Arrival *arrival, const Settings *settings)
{
    return g_get_monotonic_time() - arrival->seen_us >=
           settings_number(settings, SETTING_INCOMPLETE_WAIT_S) * G_USEC_PER_SEC;
}

gboolean arrival_tell(Arrival *arrival, const char *sentence)
{
    if (g_strcmp0(arrival->told, sentence) == 0)
        return FALSE;
    g_free(arrival->told);
    arrival->told = g_strdup(sentence);
    return TRUE;
}
