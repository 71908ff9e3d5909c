/* wire.c - messages between the clerk and its workers.
 *
 * Does: frames, sends, receives, checks lengths and forms. Does not: know what messages mean. */
#include "wire.h"

#include "durable.h"
#include "fate.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HEADER_BYTES = 8,
    MESSAGE_BYTES_MAX = 64 << 20, /* words of a page take 3 MB at the very most */
};

struct Wire {
    int socket_fd;
    GByteArray *come; /* header and message as far as they have come */
    int fd;           /* descriptor that came with it; -1: none */
};

Wire *wire_new(int socket_fd)
{
    Wire *wire = g_new0(Wire, 1);
    wire->socket_fd = socket_fd;
    wire->come = g_byte_array_new();
    wire->fd = -1;
    return wire;
}

void wire_free(Wire *wire)
{
    if (wire == NULL)
        return;
    close(wire->socket_fd);
    if (wire->fd >= 0)
        close(wire->fd);
    g_byte_array_unref(wire->come);
    g_free(wire);
}

int wire_fd(const Wire *wire)
{
    return wire->socket_fd;
}

/* The descriptor rides on the first bytes. */
static gssize part_send(int socket_fd, const guint8 *bytes, gsize length, int fd)
{
    struct iovec part = {(void *)bytes, length};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (fd >= 0) {
        message.msg_control = &control;
        message.msg_controllen = sizeof control.room;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &fd, sizeof fd);
    }
    return sendmsg(socket_fd, &message, MSG_NOSIGNAL);
}

static gboolean bytes_send(Wire *wire, const guint8 *bytes, gsize length, int fd, GError **error)
{
    while (length > 0) {
        gssize sent = part_send(wire->socket_fd, bytes, length, fd);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0) {
            g_set_error(error, FATE, FATE_RETRY, "A worker process is gone (%s).",
                        g_strerror(errno));
            return FALSE;
        }
        bytes += sent;
        length -= sent;
        fd = -1;
    }
    return TRUE;
}

gboolean wire_send(Wire *wire, GVariant *message, int fd, GError **error)
{
    g_autoptr(GVariant) sunk = g_variant_ref_sink(message);
    gsize length = g_variant_get_size(sunk);
    guint64 header = GUINT64_TO_LE((guint64)length);
    return bytes_send(wire, (const guint8 *)&header, sizeof header, fd, error) &&
           bytes_send(wire, g_variant_get_data(sunk), length, -1, error);
}

static void descriptors_take(Wire *wire, struct msghdr *message)
{
    for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header != NULL;
         header = CMSG_NXTHDR(message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
            continue;
        guint count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (guint i = 0; i < count; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(header) + i * sizeof fd, sizeof fd);
            if (wire->fd < 0)
                wire->fd = fd;
            else
                close(fd); /* one is all that a message may bring */
        }
    }
}

static gssize part_receive(Wire *wire, guint8 *room, gsize length, gboolean wait)
{
    struct iovec part = {room, length};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(8 * sizeof(int))];
    } control;
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control.room};
    gssize got = recvmsg(wire->socket_fd, &message, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
    if (got > 0)
        descriptors_take(wire, &message);
    return got;
}

/* How many bytes the message takes with its header; 0 while unknown; G_MAXSIZE: more than we take.
 */
static gsize message_length(const Wire *wire)
{
    if (wire->come->len < HEADER_BYTES)
        return 0;
    guint64 length;
    memcpy(&length, wire->come->data, sizeof length);
    length = GUINT64_FROM_LE(length);
    return length > MESSAGE_BYTES_MAX ? G_MAXSIZE : HEADER_BYTES + (gsize)length;
}

WireState wire_read(Wire *wire, gboolean wait)
{
    guint8 room[65536];
    for (;;) {
        gsize whole = message_length(wire);
        if (whole == G_MAXSIZE)
            return WIRE_BROKEN;
        if (whole > 0 && wire->come->len == whole)
            return WIRE_MESSAGE;
        gsize wanted = whole > 0 ? whole - wire->come->len : HEADER_BYTES - wire->come->len;
        gssize got = part_receive(wire, room, MIN(wanted, sizeof room), wait);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return WIRE_MORE;
        if (got <= 0)
            return WIRE_ENDED;
        g_byte_array_append(wire->come, room, got);
    }
}

gboolean wire_is_quiet(Wire *wire)
{
    return wire_read(wire, FALSE) == WIRE_MORE && wire->come->len == 0 && wire->fd < 0;
}

GVariant *wire_take(Wire *wire, const char *type, int *fd)
{
    gsize length = wire->come->len - HEADER_BYTES;
    /* A copy of its own: GVariant wants its data aligned, which heap memory is. */
    g_autoptr(GBytes) bytes = g_bytes_new(wire->come->data + HEADER_BYTES, length);
    g_byte_array_set_size(wire->come, 0);
    *fd = wire->fd;
    wire->fd = -1;
    g_autoptr(GVariant) message =
        g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(type), bytes, FALSE));
    if (g_variant_is_normal_form(message))
        return g_steal_pointer(&message);
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
    return NULL;
}

int memfd_seal(GBytes *bytes, GError **error)
{
    gsize length;
    const guint8 *data = g_bytes_get_data(bytes, &length);
    int fd = memfd_create("chartward", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0) {
        durable_fail(errno, error, "No memory for a page");
        return -1;
    }
    while (length > 0) {
        gssize written = write(fd, data, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            durable_fail(errno, error, "No memory for a page");
            close(fd);
            return -1;
        }
        data += written;
        length -= written;
    }
    if (fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0) {
        durable_fail(errno, error, "A page's memory cannot be sealed");
        close(fd);
        return -1;
    }
    return fd;
}

GBytes *memfd_map(int fd, gsize most, GError **error)
{
    const int needed = F_SEAL_SHRINK | F_SEAL_WRITE;
    struct stat about;
    int seals = fcntl(fd, F_GET_SEALS);
    if (seals < 0 || (seals & needed) != needed || fstat(fd, &about) != 0 || about.st_size < 1 ||
        (guint64)about.st_size > most) {
        g_set_error(error, FATE, FATE_INPUT, "The reader's answer makes no sense (its image).");
        return NULL;
    }
    g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(fd, FALSE, NULL);
    if (file == NULL) {
        g_set_error(error, FATE, FATE_RETRY, "A page's image cannot be mapped into memory.");
        return NULL;
    }
    return g_mapped_file_get_bytes(file);
}
