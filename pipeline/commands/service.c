/* service.c - signals as something to read, and the service manager's socket.
 *
 * Reads: signals, $NOTIFY_SOCKET. Does not: act on a signal. */
#include "service.h"

#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

gboolean signals_open(Signals *signals)
{
    sigset_t heard;
    sigemptyset(&heard);
    sigaddset(&heard, SIGTERM);
    sigaddset(&heard, SIGINT);
    sigaddset(&heard, SIGHUP);
    *signals = (Signals){.fd = -1};
    if (sigprocmask(SIG_BLOCK, &heard, NULL) == 0)
        signals->fd = signalfd(-1, &heard, SFD_NONBLOCK | SFD_CLOEXEC);
    return signals->fd >= 0;
}

void signals_close(Signals *signals)
{
    close(signals->fd);
}

void signals_hear(Signals *signals)
{
    struct signalfd_siginfo come;
    while (read(signals->fd, &come, sizeof come) == sizeof come) {
        if (come.ssi_signo == SIGHUP)
            signals->reread = TRUE;
        else
            signals->ends = TRUE;
    }
}

void service_tell(const char *format, ...)
{
    const char *path = g_getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (path == NULL || (*path != '/' && *path != '@') || strlen(path) >= sizeof address.sun_path)
        return;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    memcpy(address.sun_path, path, strlen(path));
    if (*path == '@') /* not in the file system */
        address.sun_path[0] = '\0';
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
    sendto(fd, text, strlen(text), MSG_NOSIGNAL, (const struct sockaddr *)&address, length);
    close(fd);
}
