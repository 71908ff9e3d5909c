/* bare.c - the line to hold against: CPU of bare TessBaseAPIRecognize over the scanned pages of a
 * corpus.
 *
 * Reads: CORPUS/truth.jsonl and the files named on the command line (all of CORPUS/inbox without).
 * Prints: pages, CPU seconds of recognition alone. Pages are upright by the truth, square in pixels
 * at their source resolution; a page over ten seconds is left out and named. */
#include "source.h"

#include <allheaders.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <tesseract/capi.h>
#include <time.h>

enum { TOO_LONG_S = 10 };

typedef struct {
    TessBaseAPI *api;
    Settings *settings;
    guint pages;
    double cpu_s;
} Bare;

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static PIX *image_square(const Page *page, int rotation)
{
    float higher = (float)MAX(page->x_dpi, page->y_dpi);
    PIX *square = pixScale(page->image, higher / (float)page->x_dpi, higher / (float)page->y_dpi);
    PIX *upright = pixRotateOrth(square, rotation / 90);
    pixDestroy(&square);
    return upright;
}

static void page_recognise(Bare *bare, const char *file, const Page *page, int rotation)
{
    PIX *image = image_square(page, rotation);
    double began = cpu_seconds();
    TessBaseAPISetImage2(bare->api, image);
    TessBaseAPISetSourceResolution(bare->api, (int)MAX(page->x_dpi, page->y_dpi));
    TessBaseAPIRecognize(bare->api, NULL);
    double took = cpu_seconds() - began;
    TessBaseAPIClear(bare->api);
    pixDestroy(&image);
    if (took > TOO_LONG_S) {
        printf("left out: %s page %u took %.1f s\n", file, page->source_page, took);
        return;
    }
    bare->pages++;
    bare->cpu_s += took;
}

static void file_recognise(Bare *bare, const char *corpus, JsonObject *truth)
{
    const char *file = json_object_get_string_member(truth, "file"), *reason;
    g_autofree char *path = g_build_filename(corpus, "inbox", file, NULL);
    g_autoptr(GMappedFile) mapped = g_mapped_file_new(path, FALSE, NULL);
    if (mapped == NULL)
        return;
    g_autoptr(GBytes) bytes = g_mapped_file_get_bytes(mapped);
    g_autoptr(Source) source = source_open(bytes, file, bare->settings, &reason, NULL);
    JsonArray *pages = json_object_get_array_member(truth, "pages");
    for (guint i = 0; source != NULL && i < json_array_get_length(pages); i++) {
        JsonObject *about = json_array_get_object_element(pages, i);
        g_autoptr(Page) page = page_new((guint)json_object_get_int_member(about, "index"));
        if (source_load_page(source, page, NULL) && page->layer == NULL && page->image != NULL)
            page_recognise(bare, file, page, (int)json_object_get_int_member(about, "rotation"));
    }
}

static gboolean file_wanted(const char *file, int argc, char **argv)
{
    for (int i = 2; i < argc; i++) {
        if (g_str_equal(argv[i], file))
            return TRUE;
    }
    return argc == 2;
}

int main(int argc, char **argv)
{
    if (argc < 2 || g_strcmp0(g_getenv("OMP_THREAD_LIMIT"), "1") != 0) {
        fprintf(stderr, "usage: OMP_THREAD_LIMIT=1 bare CORPUS [FILE...]\n");
        return 2;
    }
    Bare bare = {.api = TessBaseAPICreate(), .settings = settings_new()};
    if (TessBaseAPIInit3(bare.api, NULL, "eng") != 0) {
        fprintf(stderr, "Tesseract's English data is missing: install tesseract-ocr-eng.\n");
        return 4;
    }
    setMsgSeverity(L_SEVERITY_NONE);
    g_autofree char *path = g_build_filename(argv[1], "truth.jsonl", NULL), *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &text, NULL, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++) {
        g_autoptr(JsonParser) parser = json_parser_new();
        if (!json_parser_load_from_data(parser, lines[i], -1, &error)) {
            fprintf(stderr, "%s, line %u: %s\n", path, i + 1, error->message);
            return 1;
        }
        JsonObject *truth = json_node_get_object(json_parser_get_root(parser));
        if (file_wanted(json_object_get_string_member(truth, "file"), argc, argv))
            file_recognise(&bare, argv[1], truth);
    }
    printf("%u %.2f\n", bare.pages, bare.cpu_s);
    TessBaseAPIEnd(bare.api);
    TessBaseAPIDelete(bare.api);
    settings_free(bare.settings);
    return 0;
}
