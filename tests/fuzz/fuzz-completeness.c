/* fuzz-completeness.c - any bytes as a file in the inbox: whether it is whole is told soon, without
 * harm, and with the same answer twice. */
#include "pipeline/engine/completeness.h"

#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    int fd = memfd_create("file", MFD_CLOEXEC);
    g_assert(write(fd, data, size) == (gssize)size);
    const char *missing = completeness_missing(fd, size);
    g_assert(missing == completeness_missing(fd, size));
    g_assert(size > 0 || missing != NULL);
    completeness_missing(fd, size + 100); /* it shrank after its size was asked for */
    close(fd);
    return 0;
}
