/* scan.c - what a scanner, a fax machine or a camera makes of a printed page.
 *
 * Does: draws the sheet skewed on paper or on a desk, blurs, adds noise, specks, dark edges and a
 * fax header, makes it bilevel, turns it. The same seed gives the same pixels. Does not: write
 * files. */
#include "scan.h"

#include <math.h>
#include <string.h>

typedef struct {
    const char *as, *format;
    double dpi_x, dpi_y;
    int depth, width_px, height_px;
} Format;

static const Format formats[] = {
    {"fax-fine", "tiff-g4-fine", 204, 196, 1, 1728, 2156},
    {"fax-standard", "tiff-g3-std", 204, 98, 1, 1728, 1078},
    {"tiff-300", "tiff-300", 300, 300, 1, 2550, 3300},
    {"tiff-200", "tiff-200", 200, 200, 1, 1700, 2200},
    {"tiff-lzw", "tiff-gray-lzw", 150, 150, 8, 1275, 1650},
    {"tiff-jpeg", "tiff-color-jpeg", 150, 150, 32, 1275, 1650},
    {"png-1bit", "png", 200, 200, 1, 1700, 2200},
    {"png-gray", "png", 150, 150, 8, 1275, 1650},
    {"jpeg-scan", "jpeg-scan", 200, 200, 8, 1700, 2200},
    {"jpeg-photo", "jpeg-photo", 170, 170, 32, 1590, 2020},
    {"pdf-1bit-300", "pdf-1bit-300", 300, 300, 1, 2550, 3300},
    {"pdf-1bit-200", "pdf-1bit-200", 200, 200, 1, 1700, 2200},
    {"pdf-gray", "pdf-gray-200", 200, 200, 8, 1700, 2200},
    {"pdf-mixed", "pdf-mixed", 200, 200, 1, 1700, 2200},
    {"pdf-text", "pdf-text", 72, 72, 0, 612, 792},
    {"pdf-base14", "pdf-text", 72, 72, 0, 612, 792},
    {"txt", "txt", 0, 0, 0, 0, 0},
};

static const Format *format_find(const SampleText *sample)
{
    const char *as = setting_lookup(sample, NULL, "as", "");
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        if (g_str_equal(formats[i].as, as))
            return &formats[i];
    give_up("%s: there is no format '%s'.", sample->origin, as);
}

const char *format_name(const SampleText *sample)
{
    return format_find(sample)->format;
}

Scan scan_find(const SampleText *sample, guint page_number)
{
    const PageText *page = sample->pages->pdata[page_number - 1];
    const Format *format = format_find(sample);
    const char *header = setting_lookup(sample, NULL, "header", NULL);
    Scan scan = {
        .dpi_x = format->dpi_x,
        .dpi_y = format->dpi_y,
        .depth = format->depth,
        .width_px = format->width_px,
        .height_px = format->height_px,
        .turn = (int)setting_number(sample, page, "turn", 0),
        .skew_degrees = setting_number(sample, page, "skew", 0),
        .photo = g_str_equal(format->as, "jpeg-photo"),
        .blur = (int)setting_number(sample, page, "blur", 0),
        .noise = setting_number(sample, page, "noise", 0),
        .paper = setting_number(sample, page, "paper", 255),
        .threshold = (int)setting_number(sample, page, "threshold", 150),
        .specks = (int)setting_number(sample, page, "specks", 0),
        .edge_px = (int)setting_number(sample, page, "edge", 0),
        .streaks = (int)setting_number(sample, page, "streaks", 0),
        .levels = (int)setting_number(sample, page, "levels", 0),
        .seed = g_str_hash(sample->origin) + page_number,
    };
    if (scan.photo)
        scan.left_pt = 31, scan.top_pt = 32;
    if (header != NULL)
        scan.header =
            g_strdup_printf("%s     P.%03u/%03u", header, page_number, sample->pages->len);
    return scan;
}

void scan_clear(Scan *scan)
{
    g_clear_pointer(&scan->header, g_free);
}

void scan_matrix(const Scan *scan, cairo_matrix_t *matrix)
{
    cairo_matrix_init_scale(matrix, scan->dpi_x / 72, scan->dpi_y / 72);
    cairo_matrix_translate(matrix, scan->left_pt, scan->top_pt);
    cairo_matrix_translate(matrix, SHEET_WIDTH_PT / 2, SHEET_HEIGHT_PT / 2);
    cairo_matrix_rotate(matrix, scan->skew_degrees * G_PI / 180);
    cairo_matrix_translate(matrix, -SHEET_WIDTH_PT / 2, -SHEET_HEIGHT_PT / 2);
}

static void desk_draw(cairo_t *cairo)
{
    cairo_set_source_rgb(cairo, 0.36, 0.27, 0.20);
    cairo_paint(cairo);
    cairo_set_line_width(cairo, 3);
    for (int i = 0; i < 60; i++) { /* the grain of the wood */
        cairo_set_source_rgba(cairo, 0.22, 0.15, 0.10, i % 3 == 0 ? 0.5 : 0.25);
        cairo_move_to(cairo, 0, i * 15);
        cairo_curve_to(cairo, 200, i * 15 + i % 5 * 4, 450, i * 15 - i % 7 * 3, 700, i * 15 + 5);
        cairo_stroke(cairo);
    }
}

/* Light falls from the upper left; the hand's shadow lies on the lower right. */
static void light_draw(cairo_t *cairo, const Scan *scan)
{
    double width = scan->width_px * 72 / scan->dpi_x, height = scan->height_px * 72 / scan->dpi_y;
    cairo_pattern_t *light = cairo_pattern_create_linear(0, 0, width, height);
    cairo_pattern_add_color_stop_rgba(light, 0, 1, 0.97, 0.88, 0.10);
    cairo_pattern_add_color_stop_rgba(light, 0.45, 0, 0, 0, 0);
    cairo_pattern_add_color_stop_rgba(light, 1, 0.05, 0.05, 0.12, 0.34);
    cairo_set_source(cairo, light);
    cairo_paint(cairo);
    cairo_pattern_destroy(light);
}

static cairo_surface_t *surface_draw(const Scan *scan, const Sheet *sheet)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, scan->width_px, scan->height_px);
    cairo_t *cairo = cairo_create(surface);
    double paper = scan->paper / 255;
    cairo_scale(cairo, scan->dpi_x / 72, scan->dpi_y / 72);
    cairo_set_source_rgb(cairo, paper, paper, paper * (scan->photo ? 0.96 : 1));
    if (scan->photo)
        desk_draw(cairo);
    else
        cairo_paint(cairo);
    cairo_matrix_t matrix;
    scan_matrix(scan, &matrix);
    cairo_save(cairo);
    cairo_set_matrix(cairo, &matrix);
    if (scan->photo) {
        cairo_set_source_rgba(cairo, 0, 0, 0, 0.45);
        cairo_rectangle(cairo, 5, 6, SHEET_WIDTH_PT, SHEET_HEIGHT_PT);
        cairo_fill(cairo);
        cairo_set_source_rgb(cairo, paper, paper, paper * 0.96);
        cairo_rectangle(cairo, 0, 0, SHEET_WIDTH_PT, SHEET_HEIGHT_PT);
        cairo_fill(cairo);
    }
    sheet_draw(sheet, cairo);
    cairo_restore(cairo);
    if (scan->photo)
        light_draw(cairo, scan);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    return surface;
}

/* A picture while it is worked on: `channels` bytes a pixel, rows without gaps. */
typedef struct {
    guint8 *data;
    int width, height, channels;
} Raster;

static Raster raster_from_surface(cairo_surface_t *surface, gboolean colour)
{
    Raster raster = {NULL, cairo_image_surface_get_width(surface),
                     cairo_image_surface_get_height(surface), colour ? 3 : 1};
    int stride = cairo_image_surface_get_stride(surface);
    const guint8 *rows = cairo_image_surface_get_data(surface);
    raster.data = g_malloc((gsize)raster.width * raster.height * raster.channels);
    guint8 *out = raster.data;
    for (int y = 0; y < raster.height; y++) {
        const guint32 *row = (const guint32 *)(rows + (gsize)y * stride);
        for (int x = 0; x < raster.width; x++) {
            int red = row[x] >> 16 & 255, green = row[x] >> 8 & 255, blue = row[x] & 255;
            if (!colour) {
                *out++ = (red * 299 + green * 587 + blue * 114) / 1000;
                continue;
            }
            *out++ = red;
            *out++ = green;
            *out++ = blue;
        }
    }
    return raster;
}

/* The filter 1-2-1 along the bytes that lie `step` apart. */
static void line_blur(guint8 *bytes, int n, gsize step)
{
    guint8 before = bytes[0];
    for (int i = 0; i < n; i++) {
        guint8 *now = bytes + i * step, after = i + 1 < n ? now[step] : *now, old = *now;
        *now = (before + 2 * old + after + 2) / 4;
        before = old;
    }
}

static void raster_blur(Raster *raster, int passes)
{
    gsize channels = raster->channels, row = raster->width * channels;
    for (int pass = 0; pass < passes; pass++) {
        for (int y = 0; y < raster->height; y++)
            for (gsize c = 0; c < channels; c++)
                line_blur(raster->data + y * row + c, raster->width, channels);
        for (gsize x = 0; x < row; x++)
            line_blur(raster->data + x, raster->height, row);
    }
}

/* Irwin and Hall's sum of four even numbers, near enough to Gauss. */
static double rand_gauss(GRand *rand)
{
    double sum = 0;
    for (int i = 0; i < 4; i++)
        sum += (g_rand_int(rand) >> 8) / 16777216.0;
    return (sum - 2) * 1.7320508;
}

static void raster_noise(Raster *raster, double sigma, GRand *rand)
{
    gsize pixels = (gsize)raster->width * raster->height;
    for (gsize i = 0; sigma > 0 && i < pixels; i++) {
        int step = (int)lround(sigma * rand_gauss(rand));
        for (int c = 0; c < raster->channels; c++) {
            guint8 *at = raster->data + i * raster->channels + c;
            *at = CLAMP(*at + step, 0, 255);
        }
    }
}

static void raster_dab(Raster *raster, int x, int y, int width, int height, guint8 value)
{
    for (int row = MAX(0, y); row < MIN(raster->height, y + height); row++)
        for (int column = MAX(0, x); column < MIN(raster->width, x + width); column++)
            memset(raster->data + ((gsize)row * raster->width + column) * raster->channels, value,
                   raster->channels);
}

static void raster_dirt(Raster *raster, const Scan *scan, GRand *rand)
{
    for (int i = 0; i < scan->specks; i++) {
        int x = g_rand_int_range(rand, 0, raster->width);
        int y = g_rand_int_range(rand, 0, raster->height);
        int side = g_rand_int_range(rand, 1, 4);
        raster_dab(raster, x, y, side, g_rand_int_range(rand, 1, 4), i % 5 == 0 ? 255 : 0);
    }
    for (int i = 0; i < scan->streaks; i++)
        raster_dab(raster, 0, g_rand_int_range(rand, 0, raster->height), raster->width, 1,
                   i % 2 == 0 ? 255 : 0);
    for (int y = 0, edge = scan->edge_px; edge > 0 && y < raster->height; y++) {
        edge = CLAMP(edge + g_rand_int_range(rand, -1, 2), scan->edge_px / 2, scan->edge_px * 2);
        raster_dab(raster, raster->width - edge, y, edge, 1, 20);
    }
}

static PIX *raster_to_pix(const Raster *raster, const Scan *scan)
{
    PIX *pix = pixCreate(raster->width, raster->height, scan->depth);
    l_uint32 *words = pixGetData(pix);
    int wpl = pixGetWpl(pix);
    const guint8 *in = raster->data;
    for (int y = 0; y < raster->height; y++) {
        l_uint32 *row = words + (gsize)y * wpl;
        for (int x = 0; x < raster->width; x++, in += raster->channels) {
            if (scan->depth == 32)
                composeRGBPixel(in[0], in[1], in[2], &row[x]);
            else if (scan->depth == 8)
                SET_DATA_BYTE(row, x,
                              scan->levels > 0
                                  ? (in[0] * scan->levels / 256) * 255 / (scan->levels - 1)
                                  : in[0]);
            else if (in[0] < scan->threshold)
                SET_DATA_BIT(row, x);
        }
    }
    return pix;
}

/* The sending machine writes its line over the top of the page as it lies in it. */
static void header_print(PIX *pix, const Scan *scan)
{
    Sheet *sheet = sheet_new();
    Face face = {"Liberation Mono", 8.2, TRUE, FALSE, 0};
    sheet_line(sheet, &face, 18, 576, 14, ALIGN_LEFT, scan->header);
    Scan strip = {.dpi_x = scan->dpi_x,
                  .dpi_y = scan->dpi_y,
                  .depth = 1,
                  .paper = 255,
                  .threshold = 150,
                  .width_px = scan->width_px,
                  .height_px = (int)(20 * scan->dpi_y / 72)};
    PIX *line = scan_page(&strip, sheet);
    pixRasterop(pix, 0, 0, strip.width_px, strip.height_px, PIX_SRC, line, 0, 0);
    pixDestroy(&line);
    sheet_free(sheet);
}

PIX *scan_page(const Scan *scan, const Sheet *sheet)
{
    GRand *rand = g_rand_new_with_seed(scan->seed);
    cairo_surface_t *surface = surface_draw(scan, sheet);
    Raster raster = raster_from_surface(surface, scan->depth == 32);
    cairo_surface_destroy(surface);
    raster_blur(&raster, scan->blur);
    raster_noise(&raster, scan->noise, rand);
    raster_dirt(&raster, scan, rand);
    PIX *upright = raster_to_pix(&raster, scan);
    g_free(raster.data);
    g_rand_free(rand);

    PIX *stored = pixRotateOrth(upright, (360 - scan->turn) % 360 / 90);
    pixDestroy(&upright);
    if (scan->header != NULL)
        header_print(stored, scan);
    pixSetResolution(stored, (int)scan->dpi_x, (int)scan->dpi_y);
    return stored;
}
