/* wire.h - messages between the clerk and its workers: GVariants and descriptors over a socket
 * pair.
 *
 * A message is 8 bytes of length (little-endian), then a GVariant in normal form; one descriptor
 * may come with it. Whatever arrives is taken for hostile: its length is capped, its form checked.
 */
#pragma once

#include <gio/gio.h>

typedef struct Wire Wire;

typedef enum {
    WIRE_MESSAGE, /* one has come whole: wire_take() it */
    WIRE_MORE,    /* not yet */
    WIRE_ENDED,   /* the other side is gone */
    WIRE_BROKEN,  /* what came is no message */
} WireState;

Wire *wire_new(int socket_fd); /* takes the socket */
void wire_free(Wire *wire);
int wire_fd(const Wire *wire);

/* Sends the message (sinks it) and, unless -1, the descriptor, which stays yours. FATE_RETRY when
 * the other side is gone. */
gboolean wire_send(Wire *wire, GVariant *message, int fd, GError **error);

/* Reads what has come; with `wait`, until it is a message or the end. */
WireState wire_read(Wire *wire, gboolean wait);

/* Whether nothing has come, not even a part, nor the end. */
gboolean wire_is_quiet(Wire *wire);

/* The message that came (full), NULL when it is not of `type` in normal form; and its descriptor,
 * or -1. Call after WIRE_MESSAGE. */
GVariant *wire_take(Wire *wire, const char *type, int *fd);

/* A sealed memory file with the bytes; -1 and FATE_RETRY when there is no room. */
int memfd_seal(GBytes *bytes, GError **error);

/* The bytes of a memory file that must be sealed and at most `most` long; FATE_INPUT otherwise. */
GBytes *memfd_map(int fd, gsize most, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wire, wire_free)
