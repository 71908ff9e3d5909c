/* reader.c - a reader: looks inside originals for the clerk, page by page, until told to end.
 *
 * Reads: the wire, originals by descriptor, fonts. Writes: answers, filed images as sealed memory
 * files. Does not: open files of the office (it is locked in once it has loaded its models), decide
 * anything. */
#include "reader.h"

#include "fate.h"
#include "proof.h"
#include "runner.h"
#include "wire.h"
#include "workers.h"

#include <string.h>
#include <unistd.h>

enum {
    MEMORY_BYTES = 512 << 20, /* for what does not grow with the page */
    FILE_COPIES = 2,
    BYTES_A_PIXEL = 12,
};

typedef struct {
    Wire *wire;
    Settings *settings;
    Runner *runner;
    Source *source; /* the original last asked for: pages of one come in a row */
    char *sha256;   /* whose it is */
} Reader;

static gboolean source_find(Reader *reader, const char *name, const char *sha256, int fd,
                            const char **reason, GError **error)
{
    if (reader->sha256 != NULL && g_str_equal(reader->sha256, sha256))
        return TRUE;
    g_clear_pointer(&reader->source, source_close);
    g_clear_pointer(&reader->sha256, g_free);
    g_autoptr(GError) cause = NULL;
    g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(fd, FALSE, &cause);
    if (file == NULL) {
        g_set_error(error, FATE, FATE_RETRY, "'%s' cannot be read from the vault (%s).", name,
                    cause->message);
        return FALSE;
    }
    g_autoptr(GBytes) bytes = g_mapped_file_get_bytes(file);
    reader->source = source_open(bytes, name, reader->settings, reason, error);
    if (reader->source == NULL)
        return FALSE;
    reader->sha256 = g_strdup(sha256);
    return TRUE;
}

/* What cannot be read of a page is no reason to lose it: it is kept as unreadable. */
static Page *page_read(Reader *reader, guint number, int rotation, Proof *proof, unsigned wanted,
                       GError **error)
{
    g_autoptr(Page) page = page_new(number);
    page->rotation_set = rotation;
    page->proof = proof;
    g_autoptr(GError) cause = NULL;
    if (runner_page(reader->runner, reader->source, page, wanted, &cause))
        return g_steal_pointer(&page);
    if (!g_error_matches(cause, FATE, FATE_INPUT)) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return NULL;
    }
    page->kind = PAGE_UNREADABLE;
    page_note(page, "load", "%s", cause->message);
    return g_steal_pointer(&page);
}

/* With the filed image, or with the pictures of the steps. */
static gboolean page_answer(Reader *reader, const Page *page, GBytes *images, GError **error)
{
    int image = -1;
    if (images != NULL && (image = memfd_seal(images, error)) < 0)
        return FALSE;
    GVariant *payload =
        g_variant_new("(v@a{sd})", page_pack(page), runner_take_times(reader->runner));
    gboolean sent = worker_answer(reader->wire, NULL, NULL, payload, image, error);
    if (image >= 0)
        close(image);
    return sent;
}

static gboolean request_answer(Reader *reader, GVariant *request, int fd, GError **error)
{
    const char *verb, *name, *sha256, *reason = NULL;
    guint32 number;
    gint32 rotation;
    g_variant_get(request, "(&s&s&sui)", &verb, &name, &sha256, &number, &rotation);
    g_autoptr(GError) failure = NULL;
    if (!source_find(reader, name, sha256, fd, &reason, &failure))
        return worker_answer(reader->wire, failure, reason, NULL, -1, error);
    if (g_str_equal(verb, READER_LOOK))
        return worker_answer(reader->wire, NULL, NULL,
                             g_variant_new(READER_LOOK_TYPE, source_format(reader->source),
                                           (guint32)source_pages(reader->source)),
                             -1, error);
    unsigned wanted = g_str_equal(verb, READER_SHOW) ? PART_FILED : 0;
    g_autoptr(Proof) proof = NULL;
    if (g_str_equal(verb, READER_PROOF)) {
        proof = proof_new();
        wanted = PART_SPELLED; /* which needs no filed image */
    }
    g_autoptr(Page) page = page_read(reader, number, rotation, proof, wanted, &failure);
    if (page == NULL)
        return worker_answer(reader->wire, failure, NULL, NULL, -1, error);
    g_autoptr(GVariant) pictures = proof != NULL ? proof_pack(proof) : NULL;
    g_autoptr(GBytes) packed = pictures != NULL ? g_variant_get_data_as_bytes(pictures) : NULL;
    return page_answer(reader, page, proof != NULL ? packed : page->filed.bytes, error);
}

static gboolean requests_serve(Reader *reader, GError **error)
{
    guint seconds = (guint)settings_number(reader->settings, SETTING_PAGE_TIMEOUT_S);
    while (wire_read(reader->wire, TRUE) == WIRE_MESSAGE) {
        int fd = -1;
        sandbox_allow_cpu(seconds);
        g_autoptr(GVariant) request = wire_take(reader->wire, READER_REQUEST_TYPE, &fd);
        gboolean answered =
            request != NULL && fd >= 0 && request_answer(reader, request, fd, error);
        if (fd >= 0)
            close(fd);
        if (!answered)
            return FALSE;
    }
    return TRUE;
}

/* The original is mapped and its streams are copied; a colour page of half the pixels that are
 * allowed takes four bytes for each, in as many copies as its cleaning and the recognition make. */
static guint64 memory_allowed(const Settings *settings)
{
    double file = 1e6 * settings_number(settings, SETTING_MAX_FILE_MEGABYTES);
    double pixels = 1e6 * settings_number(settings, SETTING_MAX_PAGE_MEGAPIXELS);
    return MEMORY_BYTES + (guint64)(FILE_COPIES * file + BYTES_A_PIXEL * pixels);
}

/* All is loaded: from here on it opens fonts and nothing else. */
static gboolean reader_lock(const Reader *reader, const GError *failure, GError **error)
{
    g_auto(GStrv) fonts = failure == NULL ? source_fonts_folders() : NULL;
    const Sandbox sandbox = {.read = (const char *const *)fonts,
                             .memory_bytes = memory_allowed(reader->settings),
                             .file_bytes = READER_IMAGE_BYTES_MAX};
    gboolean required = settings_flag(reader->settings, SETTING_REQUIRE_SANDBOX);
    return worker_greet(reader->wire, &sandbox, required, failure, error);
}

gboolean reader_serve(GError **error)
{
    g_autoptr(GVariant) setup = NULL;
    g_autoptr(Wire) wire = worker_begin(READER_SETUP_TYPE, &setup, error);
    if (wire == NULL)
        return FALSE;
    const char *settings_text, *data_folder;
    g_autofree const char **names = NULL, **words = NULL;
    g_variant_get(setup, "(&s&s^a&s^a&s)", &settings_text, &data_folder, &names, &words);
    Reader reader = {.wire = wire, .settings = settings_new()};
    StageSetup stage_setup = {.settings = reader.settings,
                              .data_folder = data_folder,
                              .names = names,
                              .office_words = words};

    g_autoptr(GError) failure = NULL;
    if (settings_parse(reader.settings, settings_text, &failure))
        reader.runner = runner_open(RUN_PAGES, &stage_setup, &failure);
    gboolean served = reader_lock(&reader, failure, error) && requests_serve(&reader, error);

    g_clear_pointer(&reader.source, source_close);
    g_clear_pointer(&reader.runner, runner_close);
    settings_free(reader.settings);
    g_free(reader.sha256);
    return served;
}
