/* clean_resample.c - scales and turns a grey picture in one pass.
 *
 * Does: bilinear interpolation in fixed point, with 8 bits between pixels.
 * Does not: average when it makes smaller: by no more than one half. */
#include "clean_private.h"

#include <leptonica/allheaders.h>
#include <math.h>

enum { WHITE = 255, SHIFT = 16, ONE = 1 << SHIFT };

typedef struct {
    const l_uint32 *data;
    int words; /* to a line */
    int width, height;
} From;

static int grey_at(const From *from, int x, int y)
{
    if (x < 0 || y < 0 || x >= from->width || y >= from->height)
        return WHITE;
    return GET_DATA_BYTE(from->data + (gsize)y * from->words, x);
}

/* At the picture's rim, where some of the four neighbours are missing. */
static int blend_checked(const From *from, gint64 at_x, gint64 at_y)
{
    int x = (int)(at_x >> SHIFT), y = (int)(at_y >> SHIFT);
    int right = (int)(at_x >> 8 & 0xff), down = (int)(at_y >> 8 & 0xff);
    int above = grey_at(from, x, y) * (256 - right) + grey_at(from, x + 1, y) * right;
    int below = grey_at(from, x, y + 1) * (256 - right) + grey_at(from, x + 1, y + 1) * right;
    return (above * (256 - down) + below * down) >> 16;
}

static inline int blend(const From *from, gint64 at_x, gint64 at_y)
{
    int x = (int)(at_x >> SHIFT), y = (int)(at_y >> SHIFT);
    const l_uint32 *upper = from->data + (gsize)y * from->words;
    const l_uint32 *lower = upper + from->words;
    int upper_left = GET_DATA_BYTE(upper, x), upper_right = GET_DATA_BYTE(upper, x + 1);
    int lower_left = GET_DATA_BYTE(lower, x), lower_right = GET_DATA_BYTE(lower, x + 1);
    if ((upper_left & upper_right & lower_left & lower_right) == WHITE)
        return WHITE; /* most of a page */
    int right = (int)(at_x >> 8 & 0xff), down = (int)(at_y >> 8 & 0xff);
    int above = upper_left * (256 - right) + upper_right * right;
    int below = lower_left * (256 - right) + lower_right * right;
    return (above * (256 - down) + below * down) >> 16;
}

/* Narrows first..end to where at + step x lies within 0..size - 1, so that the next pixel exists.
 */
static void clip_run(double at, double step, int size, int *first, int *end)
{
    double most = size - 1.01;
    if (fabs(step) < 1e-9) {
        if (at < 0.01 || at > most)
            *end = *first;
        return;
    }
    double one = (0.01 - at) / step, other = (most - at) / step;
    *first = (int)CLAMP(ceil(MIN(one, other)), *first, *end);
    *end = (int)CLAMP(floor(MAX(one, other)) + 1, *first, *end);
}

static void resample_line(const From *from, const double m[6], int y, l_uint32 *line, int width)
{
    double start_x = m[1] * y + m[2], start_y = m[4] * y + m[5];
    gint64 step_x = llround(m[0] * ONE), step_y = llround(m[3] * ONE);
    gint64 at_x = llround(start_x * ONE), at_y = llround(start_y * ONE);
    int first = 0, end = width, x = 0;
    clip_run(start_x, (double)step_x / ONE, from->width, &first, &end);
    clip_run(start_y, (double)step_y / ONE, from->height, &first, &end);
    for (; x < first; x++, at_x += step_x, at_y += step_y)
        SET_DATA_BYTE(line, x, blend_checked(from, at_x, at_y));
    for (; x < end; x++, at_x += step_x, at_y += step_y)
        SET_DATA_BYTE(line, x, blend(from, at_x, at_y));
    for (; x < width; x++, at_x += step_x, at_y += step_y)
        SET_DATA_BYTE(line, x, blend_checked(from, at_x, at_y));
}

struct Pix *clean_resample(struct Pix *grey, const double m[6], int width, int height)
{
    From from = {pixGetData(grey), pixGetWpl(grey), pixGetWidth(grey), pixGetHeight(grey)};
    PIX *to = pixCreate(width, height, 8);
    for (int y = 0; to && y < height; y++)
        resample_line(&from, m, y, pixGetData(to) + (gsize)y * pixGetWpl(to), width);
    return to;
}
