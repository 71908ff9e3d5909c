/* When a file in the inbox may be taken: it must have settled and be all there. */
#include "tests/unit/scratch.h"

#include "pipeline/engine/arrival.h"
#include "pipeline/engine/completeness.h"

#include <fcntl.h>
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

/* The whole room is laid out, the description of the page came first, its picture is on its way. */
static void test_tiff_unfilled(void)
{
    static const guint16 packed[] = {4, 5, 7, 8, 32773}, unpacked[] = {1, 2, 3};
    g_autoptr(GByteArray) file = g_byte_array_new();
    g_byte_array_append(file, (const guint8 *)"II*\0", 4);
    put(file, 8, 4);
    put(file, 3, 2);
    guint compression = file->len + 8;
    static const guint entries[][3] = {
        {259 | 3 << 16, 1, 4}, {273 | 4 << 16, 1, 64}, {279 | 4 << 16, 1, 40}};
    for (guint i = 0; i < G_N_ELEMENTS(entries); i++) {
        for (guint j = 0; j < 3; j++)
            put(file, entries[i][j], 4);
    }
    while (file->len < 64 + 40)
        put(file, 0, 4);
    for (guint i = 0; i < G_N_ELEMENTS(packed); i++) {
        patch(file, compression, packed[i]);
        g_assert_cmpstr(missing(file->data, file->len), ==,
                        "the picture of a page is not all there");
    }
    for (guint i = 0; i < G_N_ELEMENTS(unpacked); i++) {
        patch(file, compression, unpacked[i]);
        g_assert_null(missing(file->data, file->len));
    }
    patch(file, compression, packed[0]);
    file->data[64] = 0x80;
    g_assert_null(missing(file->data, file->len));
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
    static const char jpeg[] = "\377\330\377\341\0\20a preview: \377\331\377\377\332\0\2 picture "
                               "\377\331 what a camera adds";
    for (gsize keep = 1; keep < sizeof jpeg - 1; keep++)
        g_assert_true((missing(jpeg, keep) == NULL) == (keep >= 35));
    static const char web[] = "%PDF-1.4\n1 0 obj<</Linearized 1/L 92 /N "
                              "1>>endobj\nstartxref\n0\n%%EOF\nrest, startxref\n9\n%%EOF\n";
    g_assert_cmpint(sizeof web - 1, ==, 92);
    for (gsize keep = 1; keep < sizeof web - 1; keep++)
        g_assert_nonnull(missing(web, keep));
    g_assert_null(missing(web, sizeof web - 1));
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

/* A file that comes: open to be looked at, and to be written on. */
typedef struct {
    char *folder, *path;
    int fd;
    Arrival *arrival;
    Settings *settings;
} Coming;

static Coming coming_begin(const char *settings)
{
    Coming coming = {.folder = scratch_folder_new(), .arrival = arrival_new()};
    coming.path = g_build_filename(coming.folder, "file", NULL);
    g_assert_true(g_file_set_contents(coming.path, "", 0, NULL));
    coming.fd = open(coming.path, O_RDONLY | O_CLOEXEC);
    g_assert_cmpint(coming.fd, >=, 0);
    coming.settings = settings_new();
    g_assert_true(settings_parse(coming.settings, settings, NULL));
    return coming;
}

static void coming_end(Coming *coming)
{
    arrival_free(coming->arrival);
    settings_free(coming->settings);
    close(coming->fd);
    g_free(coming->path);
    scratch_folder_remove(coming->folder);
}

/* As a scanner that opens its file for each piece, or keeps it open. */
static int piece_write(const Coming *coming, const char *piece)
{
    int fd = open(coming->path, O_WRONLY | O_APPEND | O_CLOEXEC);
    g_assert_cmpint(write(fd, piece, strlen(piece)), ==, (gssize)strlen(piece));
    return fd;
}

/* What a look says when the file's last change was told to be so long ago. */
static ArrivalState look_at(const Coming *coming, gint64 seconds_ago)
{
    struct stat about;
    g_assert_cmpint(fstat(coming->fd, &about), ==, 0);
    about.st_mtim.tv_sec -= seconds_ago;
    about.st_ctim.tv_sec -= seconds_ago;
    return arrival_look(coming->arrival, coming->fd, &about, coming->settings);
}

static ArrivalState look(const Coming *coming)
{
    return look_at(coming, 0);
}

static void test_settling(void)
{
    Coming coming = coming_begin("settle-s = 0.3\nincomplete-wait-s = 0.9");
    close(piece_write(&coming, "%PDF-"));
    g_assert_cmpint(look(&coming), ==, ARRIVAL_SETTLING);
    gint64 due_us = arrival_due_us(coming.arrival) - g_get_monotonic_time();
    g_assert_cmpint(due_us, >, 0);
    g_assert_cmpint(due_us, <=, 300 * 1000);
    g_usleep((gulong)due_us);
    close(piece_write(&coming, "1"));
    g_assert_cmpint(look(&coming), ==, ARRIVAL_SETTLING);
    g_usleep(350 * 1000);
    g_assert_cmpint(look(&coming), ==, ARRIVAL_PARTLY);
    g_assert_nonnull(arrival_missing(coming.arrival));
    g_assert_true(arrival_tell(coming.arrival, "one"));
    g_assert_false(arrival_tell(coming.arrival, "one"));
    due_us = arrival_due_us(coming.arrival) - g_get_monotonic_time();
    g_assert_cmpint(due_us, <=, 600 * 1000);
    g_usleep((gulong)MAX(due_us, 0) + 10 * 1000);
    g_assert_cmpint(look(&coming), ==, ARRIVAL_CUT);
    close(piece_write(&coming, "startxref %%EOF"));
    g_assert_cmpint(look(&coming), ==, ARRIVAL_SETTLING);
    g_usleep(350 * 1000);
    g_assert_cmpint(look(&coming), ==, ARRIVAL_WHOLE);
    arrival_take(coming.arrival);
    g_assert_cmpint(look(&coming), ==, ARRIVAL_TAKEN);
    g_assert_true(settings_parse(coming.settings, "settle-s = 0", NULL));
    arrival_forget(coming.arrival);
    g_assert_cmpint(look(&coming), ==, ARRIVAL_WHOLE);
    coming_end(&coming);
}

/* A file server keeps the file open between the pages that a scanner sends it. */
static void test_held(void)
{
    Coming coming = coming_begin("settle-s = 0.2\nincomplete-wait-s = 0.7");
    int writer = piece_write(&coming, "A page.");
    g_assert_cmpint(look(&coming), ==, ARRIVAL_SETTLING);
    for (guint i = 0; i < 2; i++) {
        g_usleep(450 * 1000);
        g_assert_cmpint(look(&coming), ==, ARRIVAL_SETTLING);
        g_assert_cmpint(arrival_due_us(coming.arrival), >, g_get_monotonic_time());
    }
    g_assert_true(arrival_is_slow(coming.arrival, coming.settings));
    close(writer);
    g_assert_cmpint(look(&coming), ==, ARRIVAL_WHOLE);
    coming_end(&coming);
}

/* A file server's clock that is behind must not make a file look old while it still comes. */
static void test_clock(void)
{
    Coming coming = coming_begin("settle-s = 2");
    g_assert_cmpint(look_at(&coming, 60), ==, ARRIVAL_SETTLING);
    g_usleep(250 * 1000);
    g_assert_cmpint(look_at(&coming, 60), ==, ARRIVAL_SETTLING);
    close(piece_write(&coming, "A transcript."));
    g_assert_cmpint(look_at(&coming, 3600), ==, ARRIVAL_SETTLING);
    g_usleep(250 * 1000);
    g_assert_cmpint(look_at(&coming, 3600), ==, ARRIVAL_WHOLE);
    coming_end(&coming);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/arrival/tiff", test_tiff);
    g_test_add_func("/arrival/tiff-unfilled", test_tiff_unfilled);
    g_test_add_func("/arrival/other-formats", test_others);
    g_test_add_func("/arrival/shrunk", test_shrunk);
    g_test_add_func("/arrival/settling", test_settling);
    g_test_add_func("/arrival/held", test_held);
    g_test_add_func("/arrival/clock", test_clock);
    return g_test_run();
}
