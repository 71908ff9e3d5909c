/* What comes over the wire: any bytes, in pieces, as messages one after the other. */
#include "pipeline/engine/wire.h"

#include "pipeline/engine/workers.h"

#include <sys/socket.h>
#include <unistd.h>

enum { PIECE_BYTES = 300 };

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    int ends[2];
    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
    g_autoptr(Wire) wire = wire_new(ends[0]);
    WireState state = WIRE_MORE;
    while (size > 0 && state == WIRE_MORE) {
        gssize sent = write(ends[1], data, MIN(size, (gsize)PIECE_BYTES));
        g_assert_cmpint(sent, >, 0);
        data += sent;
        size -= (gsize)sent;
        while ((state = wire_read(wire, FALSE)) == WIRE_MESSAGE) {
            int fd;
            g_autoptr(GVariant) message = wire_take(wire, ANSWER_TYPE, &fd);
            g_assert_true(message == NULL || g_variant_is_normal_form(message));
            g_assert_cmpint(fd, ==, -1);
        }
    }
    close(ends[1]);
    g_assert_true(state == WIRE_BROKEN || wire_read(wire, FALSE) == WIRE_ENDED);
    return 0;
}
