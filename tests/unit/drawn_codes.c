/* drawn_codes.c - barcodes drawn on the pages of the tests.
 *
 * Does: Code 128 by the program's own table; Code 39 (ISO/IEC 16388), QR and patch codes by tables
 * of their own. */
#include "drawn_codes.h"

#include "stages/bind/code128.h"

#include <glib.h>
#include <string.h>

enum { NARROW_PX = 16, WIDE_PX = 40, PATCH_PX = 150 }; /* 0.08, 0.20 and 0.75 inch at 200 dpi */

static void bar(PIX *page, int x, int y, int width, int height)
{
    pixRasterop(page, x, y, width, height, PIX_SET, NULL, 0, 0);
}

int drawn_code128(PIX *page, const char *text, int x, int y, int module, int height)
{
    g_autoptr(GArray) bars = code128_bars(text);
    int at = x;
    for (guint i = 0; i < bars->len; i++) {
        int width = module * g_array_index(bars, guint8, i);
        if (i % 2 == 0)
            bar(page, at, y, width, height);
        at += width;
    }
    return at - x;
}

int drawn_code39(PIX *page, const char *digits, int x, int y, int module, int height)
{
    /* bars and spaces in turn, w: three modules; the star begins and ends */
    static const char *const symbols[] = {
        "nnnwwnwnn", "wnnwnnnnw", "nnwwnnnnw", "wnwwnnnnn", "nnnwwnnnw", "wnnwwnnnn",
        "nnwwwnnnn", "nnnwnnwnw", "wnnwnnwnn", "nnwwnnwnn", "nwnnwnwnn",
    };
    g_autofree char *text = g_strconcat(":", digits, ":", NULL); /* ':' follows '9' */
    int at = x;
    for (const char *symbol = text; *symbol != '\0'; symbol++) {
        const char *shape = symbols[*symbol - '0'];
        for (int i = 0; i < 9; i++) {
            int width = module * (shape[i] == 'w' ? 3 : 1);
            if (i % 2 == 0)
                bar(page, at, y, width, height);
            at += width;
        }
        at += module;
    }
    return at - x;
}

void drawn_qr(PIX *page, int x, int y, int module)
{
    static const char *const rows[] = {
        "#######..#.#..#######", "#.....#.###...#.....#", "#.###.#..####.#.###.#",
        "#.###.#...#.#.#.###.#", "#.###.#.#####.#.###.#", "#.....#..###..#.....#",
        "#######.#.#.#.#######", ".........##..........", "#.#.#.#.....#...#..#.",
        "#.#.##.##.##.#.#..##.", "###..####.##.###..###", ".##....#..####.##.##.",
        ".#..###.####.###.#..#", "........###...#....#.", "#######.....#...#.#.#",
        "#.....#...#...#....##", "#.###.#.#...#.#.#...#", "#.###.#..#.#.#.#.###.",
        "#.###.#.####.###..#.#", "#.....#....###.###...", "#######.####.###..#.#",
    };
    for (int row = 0; row < (int)G_N_ELEMENTS(rows); row++)
        for (int column = 0; rows[row][column] != '\0'; column++)
            if (rows[row][column] == '#')
                bar(page, x + column * module, y + row * module, module, module);
}

void drawn_patch(PIX *page, const char *wide, int x, int y)
{
    for (const char *each = wide; *each != '\0'; each++) {
        int width = *each == 'W' ? WIDE_PX : NARROW_PX;
        bar(page, x, y, width, PATCH_PX);
        x += width + NARROW_PX;
    }
}

void drawn_noise(PIX *page, int one_in)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    for (int y = 0; y < pixGetHeight(page); y++)
        for (int x = g_rand_int_range(rand, 0, 2 * one_in); x < pixGetWidth(page);
             x += g_rand_int_range(rand, 1, 2 * one_in))
            pixFlipPixel(page, x, y);
}
