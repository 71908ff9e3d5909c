/* A disk that is full after so many bytes: preloaded before the program, told by its environment.
 *
 * FULL_DISK: the folder that lies on the disk. FULL_DISK_AFTER: how many bytes this process may
 * still write there. Only tests use it. */
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long long left = -1;

static int full(int fd, size_t bytes)
{
    const char *folder = getenv("FULL_DISK"), *after = getenv("FULL_DISK_AFTER");
    char link[64], path[4096];
    if (folder == NULL || after == NULL)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = '\0';
    if (strncmp(path, folder, strlen(folder)) != 0)
        return 0;
    if (left < 0)
        left = atoll(after);
    if ((long long)bytes > left)
        return 1;
    left -= (long long)bytes;
    return 0;
}

ssize_t write(int fd, const void *bytes, size_t count)
{
    static ssize_t (*real)(int, const void *, size_t);
    if (real == NULL)
        real = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    if (full(fd, count)) {
        errno = ENOSPC;
        return -1;
    }
    return real(fd, bytes, count);
}

static ssize_t pwrite_at(int fd, const void *bytes, size_t count, off_t offset)
{
    static ssize_t (*real)(int, const void *, size_t, off_t);
    if (real == NULL)
        real = (ssize_t(*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite64");
    if (full(fd, count)) {
        errno = ENOSPC;
        return -1;
    }
    return real(fd, bytes, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset)
{
    return pwrite_at(fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t offset)
{
    return pwrite_at(fd, bytes, count, offset);
}
