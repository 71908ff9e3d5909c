/* notice.c - inotify on one folder.
 *
 * Does not: tell what came; the folder itself is looked at for that. */
#include "notice.h"

#include <sys/inotify.h>
#include <unistd.h>

Notice notice_open(gboolean wanted)
{
    return (Notice){wanted ? inotify_init1(IN_NONBLOCK | IN_CLOEXEC) : -1};
}

void notice_close(Notice *notice)
{
    if (notice->fd >= 0)
        close(notice->fd);
}

void notice_watch(Notice *notice, const char *folder)
{
    if (notice->fd >= 0)
        inotify_add_watch(notice->fd, folder,
                          IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR);
}

void notice_clear(Notice *notice)
{
    char events[4096] G_GNUC_UNUSED;
    while (read(notice->fd, events, sizeof events) > 0)
        continue;
}
