/* The wire: messages in pieces, with descriptors, too long, of another form, cut off. */
#include "pipeline/engine/wire.h"

#include "fate.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
    Wire *near;
    int far; /* the other end, raw */
} Pair;

static Pair pair_open(void)
{
    int ends[2];
    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
    return (Pair){wire_new(ends[0]), ends[1]};
}

static void test_pieces(void)
{
    Pair pair = pair_open();
    g_autoptr(GVariant) message = g_variant_ref_sink(g_variant_new("(su)", "letter", 7u));
    guint64 header = GUINT64_TO_LE(g_variant_get_size(message));
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_byte_array_append(bytes, (guint8 *)&header, sizeof header);
    g_byte_array_append(bytes, g_variant_get_data(message), g_variant_get_size(message));
    for (guint i = 0; i < bytes->len; i++) {
        g_assert_cmpint(wire_read(pair.near, FALSE), ==, WIRE_MORE);
        g_assert_cmpint(write(pair.far, bytes->data + i, 1), ==, 1);
    }
    g_assert_cmpint(wire_read(pair.near, FALSE), ==, WIRE_MESSAGE);
    int fd;
    g_autoptr(GVariant) come = wire_take(pair.near, "(su)", &fd);
    g_assert_cmpint(fd, ==, -1);
    g_assert_true(g_variant_equal(come, message));
    close(pair.far);
    g_assert_cmpint(wire_read(pair.near, FALSE), ==, WIRE_ENDED);
    wire_free(pair.near);
}

static void test_descriptor(void)
{
    int ends[2];
    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
    g_autoptr(Wire) near = wire_new(ends[0]);
    g_autoptr(Wire) far = wire_new(ends[1]);
    g_autoptr(GBytes) page = g_bytes_new_static("the page", 8);
    g_autoptr(GError) error = NULL;
    int fd = memfd_seal(page, &error);
    g_assert_no_error(error);
    g_assert_true(wire_send(near, g_variant_new("(s)", "with"), fd, &error));
    close(fd);
    g_assert_cmpint(wire_read(far, TRUE), ==, WIRE_MESSAGE);
    g_autoptr(GVariant) come = wire_take(far, "(s)", &fd);
    g_assert_nonnull(come);
    g_autoptr(GBytes) mapped = memfd_map(fd, 100, &error);
    g_assert_no_error(error);
    g_assert_true(g_bytes_equal(page, mapped));
    g_assert_null(memfd_map(fd, 7, &error));
    g_assert_error(error, FATE, FATE_INPUT);
    close(fd);
}

/* A file that its sender could still shorten under our feet is refused. */
static void test_unsealed(void)
{
    g_autoptr(GError) error = NULL;
    int ends[2];
    g_assert_cmpint(pipe(ends), ==, 0);
    g_assert_null(memfd_map(ends[0], 100, &error));
    g_assert_error(error, FATE, FATE_INPUT);
    close(ends[0]);
    close(ends[1]);
}

static void test_too_long(void)
{
    Pair pair = pair_open();
    guint64 header = GUINT64_TO_LE(G_GUINT64_CONSTANT(1) << 40);
    g_assert_cmpint(write(pair.far, &header, sizeof header), ==, sizeof header);
    g_assert_cmpint(wire_read(pair.near, FALSE), ==, WIRE_BROKEN);
    close(pair.far);
    wire_free(pair.near);
}

static void test_other_form(void)
{
    Pair pair = pair_open();
    guint64 header = GUINT64_TO_LE(5);
    g_assert_cmpint(write(pair.far, &header, sizeof header), ==, sizeof header);
    g_assert_cmpint(write(pair.far, "abcde", 5), ==, 5);
    g_assert_cmpint(wire_read(pair.near, FALSE), ==, WIRE_MESSAGE);
    int fd;
    g_assert_null(wire_take(pair.near, "(su)", &fd));
    close(pair.far);
    wire_free(pair.near);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wire/pieces", test_pieces);
    g_test_add_func("/wire/descriptor", test_descriptor);
    g_test_add_func("/wire/unsealed", test_unsealed);
    g_test_add_func("/wire/too-long", test_too_long);
    g_test_add_func("/wire/other-form", test_other_form);
    return g_test_run();
}
