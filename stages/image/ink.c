/* ink.c - tells ink from paper.
 *
 * Does: estimate the paper's brightness tile by tile, divide by it, find the page's limit between
 *       ink and paper, threshold.
 * Source: N. Otsu, "A threshold selection method from gray-level histograms", 1979, over the
 * picture divided by its background. Does not: take away specks, edges or lines (clean.c). */
#include "ink.h"

#include <glib.h>
#include <leptonica/allheaders.h>
#include <string.h>

enum {
    TILE_PX = 32,
    PAPER_PERCENT = 80, /* of a tile's pixels are darker than its paper, or as dark */
    PAPER_LEAST = 48,   /* darker tiles are no paper but a photo or a scanner's edge */
    LIMIT_LEAST = 110,  /* of the limit in the evened picture, 0..255: between these there is */
    LIMIT_MOST = 205,   /* always a limit that keeps strokes whole and paper empty */
};

typedef struct {
    int columns, rows;
    guint8 *paper; /* by rows */
} Tiles;

static guint8 percentile(const guint *histogram, guint total, guint percent)
{
    guint sum = 0, wanted = total * percent / 100;
    for (guint value = 0; value < 256; value++) {
        sum += histogram[value];
        if (sum > wanted)
            return (guint8)value;
    }
    return 255;
}

/* Every second pixel of every second line is enough to know the paper. */
static guint8 tile_paper(PIX *grey, int left, int top)
{
    guint histogram[256] = {0}, total = 0;
    int right = MIN(left + TILE_PX, pixGetWidth(grey));
    int bottom = MIN(top + TILE_PX, pixGetHeight(grey));
    for (int y = top; y < bottom; y += 2) {
        l_uint32 *line = pixGetData(grey) + (gsize)y * pixGetWpl(grey);
        for (int x = left; x < right; x += 2, total++)
            histogram[GET_DATA_BYTE(line, x)]++;
    }
    return percentile(histogram, total, PAPER_PERCENT);
}

static guint8 tile_at(const Tiles *tiles, int column, int row)
{
    column = CLAMP(column, 0, tiles->columns - 1);
    row = CLAMP(row, 0, tiles->rows - 1);
    return tiles->paper[row * tiles->columns + column];
}

/* A tile full of ink takes over the paper next to it; then the tiles are smoothed. */
static void spread_paper(Tiles *tiles)
{
    gsize count = (gsize)tiles->columns * tiles->rows;
    g_autofree guint8 *brightest = g_malloc(count), *smooth = g_malloc(count);
    guint8 *first = tiles->paper;

    for (int row = 0; row < tiles->rows; row++)
        for (int column = 0; column < tiles->columns; column++) {
            guint8 most = PAPER_LEAST;
            for (int i = 0; i < 9; i++)
                most = MAX(most, tile_at(tiles, column + i % 3 - 1, row + i / 3 - 1));
            brightest[row * tiles->columns + column] = most;
        }
    tiles->paper = brightest;
    for (int row = 0; row < tiles->rows; row++)
        for (int column = 0; column < tiles->columns; column++) {
            guint sum = 0;
            for (int i = 0; i < 9; i++)
                sum += tile_at(tiles, column + i % 3 - 1, row + i / 3 - 1);
            smooth[row * tiles->columns + column] = (guint8)(sum / 9);
        }
    tiles->paper = first;
    memcpy(tiles->paper, smooth, count);
}

static Tiles find_paper(PIX *grey)
{
    Tiles tiles = {.columns = (pixGetWidth(grey) + TILE_PX - 1) / TILE_PX,
                   .rows = (pixGetHeight(grey) + TILE_PX - 1) / TILE_PX};
    tiles.paper = g_malloc((gsize)tiles.columns * tiles.rows);
    for (int row = 0; row < tiles.rows; row++)
        for (int column = 0; column < tiles.columns; column++)
            tiles.paper[row * tiles.columns + column] =
                tile_paper(grey, column * TILE_PX, row * TILE_PX);
    spread_paper(&tiles);
    return tiles;
}

/* Brightness of the paper along one line of pixels: between the middles of tiles, by proportion. */
static void paper_along(const Tiles *tiles, int y, int width, guint8 *paper)
{
    int row = (y - TILE_PX / 2 + TILE_PX) / TILE_PX - 1, down = y - TILE_PX / 2 - row * TILE_PX;
    for (int x = 0; x < width;) {
        int column = (x - TILE_PX / 2 + TILE_PX) / TILE_PX - 1;
        int start = column * TILE_PX + TILE_PX / 2;
        int left =
            tile_at(tiles, column, row) * (TILE_PX - down) + tile_at(tiles, column, row + 1) * down;
        int right = tile_at(tiles, column + 1, row) * (TILE_PX - down) +
                    tile_at(tiles, column + 1, row + 1) * down;
        int end = MIN(width, start + TILE_PX), first = left * TILE_PX, step = right - left;
        first += step * (x - start);
        for (int i = 0; i < end - x; i++)
            paper[x + i] = (guint8)((first + step * i) / (TILE_PX * TILE_PX));
        x = end;
    }
}

/* The limit that parts the histogram into the two classes furthest apart (Otsu). */
static int otsu_limit(const guint *histogram)
{
    double total = 0, sum = 0, below = 0, sum_below = 0, best = -1;
    int limit = 128;
    for (int i = 0; i < 256; i++) {
        total += histogram[i];
        sum += (double)i * histogram[i];
    }
    for (int i = 0; i < 255; i++) {
        below += histogram[i];
        sum_below += (double)i * histogram[i];
        if (below == 0 || below == total)
            continue;
        double apart = sum_below / below - (sum - sum_below) / (total - below);
        double between = below * (total - below) * apart * apart;
        if (between > best) {
            best = between;
            limit = i + 1;
        }
    }
    return CLAMP(limit, LIMIT_LEAST, LIMIT_MOST);
}

static int find_limit(PIX *grey, const Tiles *tiles)
{
    enum { STEP = 4 };
    guint histogram[256] = {0};
    int width = pixGetWidth(grey), height = pixGetHeight(grey);
    g_autofree guint8 *paper = g_malloc((gsize)width);
    for (int y = 0; y < height; y += STEP) {
        l_uint32 *line = pixGetData(grey) + (gsize)y * pixGetWpl(grey);
        paper_along(tiles, y, width, paper);
        for (int x = 0; x < width; x += STEP)
            histogram[MIN(255, GET_DATA_BYTE(line, x) * 255 / paper[x])]++;
    }
    return otsu_limit(histogram);
}

/* The bytes of a line of pixels, in order; Leptonica keeps them in words. `bytes` has room for
 * whole words. */
static void unpack_line(const l_uint32 *line, int words, guint8 *bytes)
{
    for (int i = 0; i < words; i++) {
        guint32 word = GUINT32_TO_BE(line[i]);
        memcpy(bytes + 4 * (gsize)i, &word, 4);
    }
}

/* One bit for each byte that is below its limit, the first in the highest. */
static l_uint32 compare_32(const guint8 *bytes, const guint8 *limits)
{
    guint8 below[32];
    l_uint32 bits = 0;
    for (int i = 0; i < 32; i++)
        below[i] = bytes[i] < limits[i];
    for (int i = 0; i < 32; i += 8) {
        guint64 eight;
        memcpy(&eight, below + i, 8);
        /* Gathers the lowest bits of eight bytes in the highest byte. */
        bits = bits << 8 | (l_uint32)(GUINT64_FROM_BE(eight) * 0x0102040810204080 >> 56);
    }
    return bits;
}

/* `tiles` hold the limits. */
static PIX *threshold(PIX *grey, const Tiles *tiles)
{
    int width = pixGetWidth(grey), height = pixGetHeight(grey), words = pixGetWpl(grey);
    gsize room = 4 * (gsize)words + 32;
    g_autofree guint8 *limits = g_malloc0(room), *bytes = g_malloc0(room);
    PIX *ink = pixCreate(width, height, 1);
    for (int y = 0; ink && y < height; y++) {
        l_uint32 *to = pixGetData(ink) + (gsize)y * pixGetWpl(ink);
        paper_along(tiles, y, width, limits);
        unpack_line(pixGetData(grey) + (gsize)y * words, words, bytes);
        for (int x = 0; x < width; x += 32)
            to[x / 32] = compare_32(bytes + x, limits + x);
    }
    if (ink) {
        pixSetPadBits(ink, 0);
        pixCopyResolution(ink, grey);
    }
    return ink;
}

struct Pix *ink_to_grey(struct Pix *image)
{
    return pixGetDepth(image) == 32 ? pixConvertRGBToLuminance(image) : pixClone(image);
}

struct Pix *ink_find(struct Pix *image)
{
    if (pixGetDepth(image) == 1)
        return pixClone(image);
    PIX *grey = ink_to_grey(image);
    if (!grey)
        return NULL;
    Tiles tiles = find_paper(grey);
    int limit = find_limit(grey, &tiles);
    for (int i = 0; i < tiles.columns * tiles.rows; i++)
        tiles.paper[i] = (guint8)(tiles.paper[i] * limit / 255);
    PIX *ink = threshold(grey, &tiles);
    g_free(tiles.paper);
    pixDestroy(&grey);
    return ink;
}

struct Pix *ink_even(struct Pix *grey)
{
    int width = pixGetWidth(grey), height = pixGetHeight(grey);
    guint32 gains[256] = {0}; /* by brightness of the paper: 65536 times what makes it white */
    g_autofree guint8 *paper = g_malloc((gsize)width);
    Tiles tiles = find_paper(grey);
    PIX *even = pixCreateTemplate(grey);
    for (guint32 i = 1; i < 256; i++)
        gains[i] = (255 << 16) / i + 1;
    for (int y = 0; even && y < height; y++) {
        l_uint32 *from = pixGetData(grey) + (gsize)y * pixGetWpl(grey);
        l_uint32 *to = pixGetData(even) + (gsize)y * pixGetWpl(even);
        paper_along(&tiles, y, width, paper);
        for (int x = 0; x < width; x++) {
            guint32 value = GET_DATA_BYTE(from, x) * gains[paper[x]] >> 16;
            SET_DATA_BYTE(to, x, MIN(255, value));
        }
    }
    g_free(tiles.paper);
    return even;
}

struct Pix *ink_of_even(struct Pix *even)
{
    enum { STEP = 4 };
    guint histogram[256] = {0};
    for (int y = 0; y < pixGetHeight(even); y += STEP) {
        l_uint32 *line = pixGetData(even) + (gsize)y * pixGetWpl(even);
        for (int x = 0; x < pixGetWidth(even); x += STEP)
            histogram[GET_DATA_BYTE(line, x)]++;
    }
    return pixThresholdToBinary(even, otsu_limit(histogram));
}
