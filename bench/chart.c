/* chart.c - measures the binding of charts: 10, 100 and 500 bilevel pages of about 40 KB with 350
 * words each.
 *
 * Does: draws its own pages, binds each size in a process of its own, prints seconds, peak memory
 * and bytes. The memory is the whole process's, with the chart's words; images come from a file, as
 * they do from pages/. */
#include "stage.h"

#include <glib/gstdio.h>
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    WORDS_A_PAGE = 350,
    WORDS_A_LINE = 10,
    PAGES_A_DOCUMENT = 3,
    IMAGES = 5, /* different ones, in turn */
};

typedef struct {
    char *folder;
    int width_px, height_px;
} Images;

static const char *const vocabulary[] = {
    "patient", "denies",   "chest",   "pain",       "metoprolol", "25",   "mg",       "daily",
    "blood",   "pressure", "138/84",  "lisinopril", "follow",     "up",   "weeks",    "normal",
    "sinus",   "rhythm",   "without", "murmur",     "abdomen",    "soft", "tender",   "extremities",
    "oedema",  "warfarin", "INR",     "2.4",        "assessment", "plan", "continue", "medication"};

/* A letter page of text; specks bring it to the size of a scan. */
static void image_draw(const char *path, guint seed, Images *images)
{
    PIX *pix = pixCreate(1700, 2200, 1);
    L_BMF *font = bmfCreate(NULL, 8);
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    for (int y = 200; y < 1950; y += 50) {
        g_autoptr(GString) line = g_string_new(NULL);
        for (guint i = 0; i < WORDS_A_LINE; i++)
            g_string_append_printf(line, "%s ",
                                   vocabulary[g_rand_int_range(rand, 0, G_N_ELEMENTS(vocabulary))]);
        pixSetTextline(pix, font, line->str, 1, 150, y, NULL, NULL);
    }
    for (guint i = 0; i < 300; i++)
        pixSetPixel(pix, g_rand_int_range(rand, 0, 1700), g_rand_int_range(rand, 0, 2200), 1);
    pixSetResolution(pix, 200, 200);
    if (pixWrite(path, pix, IFF_TIFF_G4) != 0)
        g_error("'%s' cannot be written.", path);
    images->width_px = pixGetWidth(pix);
    images->height_px = pixGetHeight(pix);
    bmfDestroy(&font);
    pixDestroy(&pix);
}

static GBytes *image_fetch(gpointer data, const FiledImage *image, GError **error)
{
    const Images *images = data;
    g_autofree char *path = g_build_filename(images->folder, image->sha256, NULL);
    char *bytes;
    gsize size;
    if (!g_file_get_contents(path, &bytes, &size, error))
        return NULL;
    return g_bytes_new_take(bytes, size);
}

static Page *page_make(guint number, const Images *images, GRand *rand)
{
    Page *page = page_new(number);
    page->filed = (FiledImage){.format = IMAGE_G4,
                               .sha256 = g_strdup_printf("%u.tif", number % IMAGES),
                               .width_px = images->width_px,
                               .height_px = images->height_px,
                               .x_dpi = 200,
                               .y_dpi = 200};
    page->width_px = images->width_px;
    page->height_px = images->height_px;
    page->dpi = 200;
    for (guint i = 0; i < WORDS_A_PAGE; i++) {
        Box box = {250 + (int)(i % WORDS_A_LINE) * 205, 280 + (int)(i / WORDS_A_LINE) * 60, 180,
                   36};
        const char *text = vocabulary[g_rand_int_range(rand, 0, G_N_ELEMENTS(vocabulary))];
        g_ptr_array_add(page->words, word_new(text, box, 0.95, i / WORDS_A_LINE, 0));
    }
    return page;
}

static Chart *chart_make(guint pages, Images *images, const Settings *settings)
{
    Patient *patient = patient_new();
    g_free(patient->last);
    patient->last = g_strdup("Measured");
    Chart *chart = chart_new(patient);
    chart->bound_on = g_strdup("2026-03-15");
    chart->settings = settings;
    chart->fetch = image_fetch;
    chart->fetch_data = images;
    g_autoptr(GRand) rand = g_rand_new_with_seed(pages);
    for (guint i = 0; i < pages; i++) {
        if (i % PAGES_A_DOCUMENT == 0) {
            Document *fresh = document_new();
            fresh->id = g_strdup_printf("D%06u", i);
            fresh->type = g_strdup("progress-note");
            g_ptr_array_add(chart->documents, fresh);
        }
        Document *document = chart->documents->pdata[chart->documents->len - 1];
        g_ptr_array_add(document->pages, page_make(i % PAGES_A_DOCUMENT + 1, images, rand));
    }
    return chart;
}

/* Runs in a child, so that each size has a peak of its own. */
static void chart_measure(guint pages, Images *images, const char *data_folder)
{
    GError *error = NULL;
    g_autoptr(Settings) settings = settings_new();
    if (!settings_parse(settings, "volume-pages = 1000\n", &error))
        g_error("%s", error->message);
    g_autoptr(Chart) chart = chart_make(pages, images, settings);
    StageSetup setup = {.settings = settings, .data_folder = data_folder};
    gpointer state = bind_stage.open(&setup, &error);
    gint64 begin = g_get_monotonic_time();
    if (state == NULL || !bind_stage.chart(state, chart, &error))
        g_error("%s", error->message);
    double seconds = (g_get_monotonic_time() - begin) / 1e6;
    gsize bytes = 0;
    for (guint i = 0; i < chart->volumes->len; i++)
        bytes += g_bytes_get_size(chart->volumes->pdata[i]);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double cpu = usage.ru_utime.tv_sec + usage.ru_utime.tv_usec / 1e6;
    printf("%6u %9.2f %9.2f %9.1f %10.2f\n", pages, seconds, cpu, usage.ru_maxrss / 1024.0,
           bytes / 1e6);
    bind_stage.close(state);
}

int main(int argc, char **argv)
{
    static const guint sizes[] = {10, 100, 500};
    const char *data_folder = argc > 1 ? argv[1] : "dict";
    Images images = {.folder = g_dir_make_tmp("chartward-bench-XXXXXX", NULL)};
    for (guint i = 0; i < IMAGES; i++) {
        g_autofree char *path = g_strdup_printf("%s/%u.tif", images.folder, i);
        image_draw(path, i, &images);
    }
    printf("Binding a chart of bilevel pages, %d words each\n\n", WORDS_A_PAGE);
    printf("%6s %9s %9s %9s %10s\n", "pages", "wall s", "cpu s", "peak MB", "chart MB");
    fflush(stdout);
    gboolean whole = TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
        pid_t child = fork();
        if (child == 0) {
            chart_measure(sizes[i], &images, data_folder);
            fflush(stdout);
            _exit(0);
        }
        int status = 0;
        whole = child > 0 && waitpid(child, &status, 0) == child && status == 0 && whole;
    }
    for (guint i = 0; i < IMAGES; i++) {
        g_autofree char *path = g_strdup_printf("%s/%u.tif", images.folder, i);
        g_unlink(path);
    }
    g_rmdir(images.folder);
    g_free(images.folder);
    return whole ? 0 : 1;
}
