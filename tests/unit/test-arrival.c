/* When a file in the inbox may be taken: it must have settled and be all there. */
#include "pipeline/engine/arrival.h"
#include "pipeline/engine/completeness.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int file_make(const void *bytes, gsize size)
{
    int fd = memfd_create("file", MFD_CLOEXEC);
    g_assert_cmpint(write(fd, bytes, size), ==, (gssize)size);
    return fd;
}

static const char *missing(const void *bytes, gsize size)
{
    int fd = file_make(bytes, size);
    const char *answer = completeness_missing(fd, size);
    close(fd);
    return answer;
}

static void put(GByteArray *file, guint32 value, guint bytes)
{
    for (guint i = 0; i < bytes; i++)
        g_byte_array_append(file, &(guint8){(guint8)(value >> 8 * i)}, 1);
}

static void patch(GByteArray *file, guint at, guint32 value)
{
    for (guint i = 0; i < 4; i++)
        file->data[at + i] = (guint8)(value >> 8 * i);
}

/* Appends 32 bytes of picture and the directory that tells of them, in two strips. */
static void tiff_put_page(GByteArray *file, guint *link)
{
    guint data = file->len;
    for (guint i = 0; i < 8; i++)
        put(file, 0x55555555, 4);
    guint lists = file->len;
    put(file, data, 4);
    put(file, data + 16, 4);
    patch(file, *link, file->len);
    put(file, 2, 2);
    put(file, 273 | 4 << 16, 4); /* where the strips are */
    put(file, 2, 4);
    put(file, lists, 4);
    put(file, 279 | 3 << 16, 4); /* how long: two short numbers, which lie in the entry itself */
    put(file, 2, 4);
    put(file, 16 | 16 << 16, 4);
    *link = file->len;
    put(file, 0, 4);
}

static void test_tiff(void)
{
    g_autoptr(GByteArray) file = g_byte_array_new();
    guint link = 4;
    g_byte_array_append(file, (const guint8 *)"II*\0", 4);
    put(file, 0, 4);
    g_assert_cmpstr(missing(file->data, file->len), ==, "its first page is missing");
    tiff_put_page(file, &link);
    guint first = file->len;
    g_assert_cmpstr(missing(file->data, first), ==, NULL);
    tiff_put_page(file, &link);
    g_assert_cmpstr(missing(file->data, file->len), ==, NULL);
    /* Some writers leave out the link behind the last directory; nothing else may be missing. */
    for (guint keep = 0; keep < file->len; keep++) {
        gboolean only_link = keep >= file->len - 4 || (keep >= first - 4 && keep < first);
        g_assert_true((missing(file->data, keep) == NULL) == only_link);
    }
    patch(file, file->len - 4, 8 + 32 + 8); /* back to the first directory */
    g_assert_cmpstr(missing(file->data, file->len), ==, NULL);
    /* Laid out, but not filled: the picture has no bytes yet. */
    patch(file, first - 4 - 4, 0);
    g_assert_cmpstr(missing(file->data, first), ==, "the picture of a page is missing");
}

static void test_others(void)
{
    static const guint8 png[] = "\211PNG\r\n\032\n"
                                "\0\0\0\4IDATabcd0000"
                                "\0\0\0\0IEND0000";
    for (gsize keep = 1; keep < sizeof png - 1; keep++)
        g_assert_nonnull(missing(png, keep));
    g_assert_null(missing(png, sizeof png - 1));
    static const char pdf[] = "%PDF-1.4\n1 0 obj\nendobj\ntrailer\nstartxref\n9\n%%EOF\n\0\0\0";
    g_assert_null(missing(pdf, sizeof pdf - 1));
    g_assert_nonnull(missing(pdf, sizeof pdf - 8));
    g_assert_nonnull(missing(pdf, 3));
    static const char jpeg[] = "\377\330\377\340 picture \377\331 what a camera adds";
    g_assert_null(missing(jpeg, sizeof jpeg - 1));
    g_assert_nonnull(missing(jpeg, 12));
    static const char room[100] = "";
    g_assert_nonnull(missing(room, sizeof room));
    g_assert_nonnull(missing("", 0));
    g_assert_null(missing("A transcript tells nothing.", 27));
}

/* A file that shrinks under the hand, or is larger than it was said to be. */
static void test_shrunk(void)
{
    int fd = file_make("%PDF-1.4", 8);
    g_assert_nonnull(completeness_missing(fd, 100000));
    g_assert_nonnull(completeness_missing(fd, 2));
    close(fd);
}

static ArrivalState look(Arrival *arrival, int fd, const Settings *settings)
{
    struct stat about;
    g_assert_cmpint(fstat(fd, &about), ==, 0);
    return arrival_look(arrival, fd, &about, settings);
}

static void test_settling(void)
{
    g_autoptr(Settings) settings = settings_new();
    g_assert_true(settings_parse(settings, "settle-s = 0.3\nincomplete-wait-s = 0.9", NULL));
    int fd = file_make("%PDF-", 5);
    Arrival *arrival = arrival_new();
    g_assert_cmpint(look(arrival, fd, settings), ==, ARRIVAL_SETTLING);
    gint64 due_us = arrival_due_us(arrival) - g_get_monotonic_time();
    g_assert_cmpint(due_us, >, 0);
    g_assert_cmpint(due_us, <=, 300 * 1000);
    g_usleep((gulong)due_us);
    g_assert_cmpint(write(fd, "1", 1), ==, 1);
    g_assert_cmpint(look(arrival, fd, settings), ==, ARRIVAL_SETTLING);
    g_usleep(350 * 1000);
    g_assert_cmpint(look(arrival, fd, settings), ==, ARRIVAL_PARTLY);
    g_assert_nonnull(arrival_missing(arrival));
    g_assert_true(arrival_tell(arrival, "one"));
    g_assert_false(arrival_tell(arrival, "one"));
    due_us = arrival_due_us(arrival) - g_get_monotonic_time();
    g_assert_cmpint(due_us, <=, 600 * 1000);
    g_usleep((gulong)MAX(due_us, 0) + 1000);
    g_assert_cmpint(look(arrival, fd, settings), ==, ARRIVAL_CUT);
    g_assert_cmpint(write(fd, "startxref %%EOF", 15), ==, 15);
    g_assert_cmpint(look(arrival, fd, settings), ==, ARRIVAL_SETTLING);
    g_usleep(350 * 1000);
    g_assert_cmpint(look(arrival, fd, settings), ==, ARRIVAL_WHOLE);
    arrival_take(arrival);
    g_assert_cmpint(look(arrival, fd, settings), ==, ARRIVAL_TAKEN);
    g_assert_true(settings_parse(settings, "settle-s = 0", NULL));
    arrival_forget(arrival);
    g_assert_cmpint(look(arrival, fd, settings), ==, ARRIVAL_WHOLE);
    arrival_free(arrival);
    close(fd);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/arrival/tiff", test_tiff);
    g_test_add_func("/arrival/other-formats", test_others);
    g_test_add_func("/arrival/shrunk", test_shrunk);
    g_test_add_func("/arrival/settling", test_settling);
    return g_test_run();
}
