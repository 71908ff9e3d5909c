/* A reader that a hostile file has taken over: whatever it answers, the run ends well, the page is
 * kept, and nothing is printed as it came. This program is clerk, reader and binder in turn. */
#include "binder.h"
#include "clerk.h"
#include "fate.h"
#include "pipeline/engine/wire.h"
#include "pipeline/engine/workers.h"
#include "reader.h"
#include "scratch.h"

#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* --- the stranger ---------------------------------------------------------------------------- */

static GVariant *page_payload(Page *page, double seconds)
{
    GVariantBuilder times;
    g_variant_builder_init(&times, G_VARIANT_TYPE("a{sd}"));
    g_variant_builder_add(&times, "{sd}", "recognise", seconds);
    return g_variant_new("(va{sd})", page_pack(page), &times);
}

static void image_claim(Page *page, const char *bytes)
{
    page->filed.format = IMAGE_G4;
    page->filed.sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, bytes, -1);
    page->filed.width_px = page->filed.height_px = 100;
    page->filed.x_dpi = page->filed.y_dpi = 100;
}

static int image_make(const char *bytes, gboolean sealed)
{
    g_autoptr(GBytes) image = g_bytes_new_static(bytes, strlen(bytes));
    if (sealed)
        return memfd_seal(image, NULL);
    int fd = memfd_create("page", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    g_assert_cmpint(write(fd, bytes, strlen(bytes)), ==, (gssize)strlen(bytes));
    return fd;
}

static GError *failure_new(int fate, const char *sentence)
{
    return g_error_new_literal(FATE, fate, sentence);
}

static gboolean look_answer(Wire *wire, const char *way)
{
    static const char terrible[] = "\033[2J\033]0;gone\a All is lost.\r\n\n\n";
    g_autoptr(GError) failure = NULL;
    guint pages = 2;
    if (g_str_equal(way, "many-pages"))
        pages = G_MAXUINT32;
    if (g_str_equal(way, "no-pages"))
        pages = 0;
    if (g_str_equal(way, "fatal"))
        failure = failure_new(FATE_FATAL, "Stop.");
    if (g_str_equal(way, "terrible-sentence"))
        failure = failure_new(FATE_INPUT, terrible);
    if (g_str_equal(way, "endless-sentence")) {
        g_autofree char *endless = g_strnfill(1 << 20, 'x');
        failure = failure_new(FATE_INPUT, endless);
    }
    const char *reason = g_str_equal(way, "unknown-reason") ? "because" : "damaged-file";
    if (g_str_equal(way, "unknown-reason"))
        failure = failure_new(FATE_INPUT, "Because.");
    if (g_str_equal(way, "other-form"))
        return worker_answer(wire, NULL, NULL, g_variant_new("(us)", pages, "tiff"), -1, NULL);
    return worker_answer(wire, failure, reason, g_variant_new(READER_LOOK_TYPE, "tiff", pages), -1,
                         NULL);
}

static gboolean garbage_answer(void)
{
    static const char noise[] = "\20\0\0\0\0\0\0\0not a variant at";
    return write(WORKER_SOCKET, noise, sizeof noise - 1) == (gssize)sizeof noise - 1;
}

/* Variants in variants, deeper than any reader of them should follow. */
static GVariant *deep_payload(void)
{
    GVariant *payload = g_variant_new_uint32(1);
    for (guint i = 0; i < 120; i++)
        payload = g_variant_new_variant(payload);
    return payload;
}

static gboolean page_answer(Wire *wire, const char *way, guint number)
{
    g_autoptr(Page) page = page_new(number);
    g_autoptr(GError) failure = NULL;
    double seconds = 0.1;
    int fd = -1;
    if (g_str_equal(way, "garbage"))
        return garbage_answer();
    if (g_str_equal(way, "deep"))
        return worker_answer(wire, NULL, NULL, deep_payload(), -1, NULL);
    if (g_str_equal(way, "page-fatal"))
        failure = failure_new(FATE_FATAL, "Stop.");
    if (g_str_equal(way, "other-page"))
        page->source_page = number % 2 + 1;
    if (g_str_equal(way, "no-time"))
        seconds = NAN;
    if (g_str_equal(way, "two-lines"))
        g_ptr_array_add(page->words, word_new("one\ntwo", (Box){0, 0, 9, 9}, 1, 0, 0));
    if (g_str_equal(way, "image-none") || g_str_has_prefix(way, "image-o"))
        image_claim(page, "pixels");
    if (g_str_equal(way, "image-open") || g_str_equal(way, "image-unasked"))
        fd = image_make("pixels", FALSE);
    if (g_str_equal(way, "image-other"))
        fd = image_make("others", TRUE);
    return worker_answer(wire, failure, NULL, page_payload(page, seconds), fd, NULL) &&
           (!g_str_equal(way, "twice") ||
            worker_answer(wire, NULL, NULL, page_payload(page, seconds), -1, NULL));
}

static int stranger_serve(const char *way)
{
    g_autoptr(GVariant) setup = NULL;
    g_autoptr(Wire) wire = worker_begin(READER_SETUP_TYPE, &setup, NULL);
    if (wire == NULL ||
        !worker_answer(wire, NULL, NULL, g_variant_new(GREETING_TYPE, ""), -1, NULL))
        return 1;
    while (wire_read(wire, TRUE) == WIRE_MESSAGE) {
        int fd = -1;
        const char *verb;
        guint32 number;
        g_autoptr(GVariant) request = wire_take(wire, READER_REQUEST_TYPE, &fd);
        g_variant_get_child(request, 0, "&s", &verb);
        g_variant_get_child(request, 3, "u", &number);
        close(fd);
        if (!(g_str_equal(verb, READER_LOOK) ? look_answer(wire, way)
                                             : page_answer(wire, way, number)))
            return 1;
    }
    return 0;
}

/* --- the clerk ------------------------------------------------------------------------------- */

static void progress_ignore(G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED const char *what,
                            G_GNUC_UNUSED const char *unit, G_GNUC_UNUSED guint done,
                            G_GNUC_UNUSED guint total)
{
}

static void complaints_check(const RunReport *report)
{
    for (guint i = 0; i < report->complaints->len; i++) {
        const char *sentence = report->complaints->pdata[i];
        g_assert_cmpuint(strlen(sentence), <, 2000);
        for (const char *at = sentence; *at != '\0'; at = g_utf8_next_char(at))
            g_assert_true(g_unichar_isprint(g_utf8_get_char(at)));
    }
}

static void test_way(gconstpointer way)
{
    char *folder = scratch_folder_new();
    g_autoptr(GError) error = NULL;
    g_assert_true(office_create(folder, &error));
    g_autofree char *dropped = g_build_filename(folder, "inbox", "letter.txt", NULL);
    g_assert_true(g_file_set_contents(dropped, "Two pages.\f\n", -1, &error));
    g_setenv("STRANGER", way, TRUE);
    {
        g_autoptr(Office) office = office_open(folder, OFFICE_WORK, &error);
        g_assert_no_error(error);
        g_autoptr(RunReport) report = run_report_new();
        const ClerkWatch watch = {.progress = progress_ignore};
        gboolean done = clerk_run(office, 1, TRUE, &watch, report, &error);
        g_assert_no_error(error);
        g_assert_true(done);
        complaints_check(report);
        CatalogueCounts counts;
        g_assert_true(catalogue_count(office_catalogue(office), &counts, &error));
        g_assert_cmpuint(counts.filed, ==, 0);
        g_assert_cmpuint(counts.review + counts.failed, >=, 1);
        g_assert_false(g_file_test(dropped, G_FILE_TEST_EXISTS));
        office_close(g_steal_pointer(&office));
    }
    scratch_folder_remove(folder);
}

int main(int argc, char **argv)
{
    static const char *const ways[] = {"many-pages",        "no-pages",         "fatal",
                                       "terrible-sentence", "endless-sentence", "unknown-reason",
                                       "other-form",        "garbage",          "deep",
                                       "page-fatal",        "other-page",       "no-time",
                                       "two-lines",         "image-none",       "image-open",
                                       "image-unasked",     "image-other",      "twice"};
    if (argc == 2 && g_str_equal(argv[1], "reader"))
        return stranger_serve(g_getenv("STRANGER"));
    if (argc == 2 && g_str_equal(argv[1], "binder"))
        return binder_serve(NULL) ? 0 : 1;
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autofree char *path = g_strdup_printf("/stranger/%s", ways[i]);
        g_test_add_data_func(path, ways[i], test_way);
    }
    return g_test_run();
}
