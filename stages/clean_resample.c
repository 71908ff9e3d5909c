/* clean_resample.c - scales and turns a grey picture in one pass.
 *
 * Does: bilinear interpolation in fixed point, with 8 bits between pixels.
 * Does not: average when it makes smaller: by no more than one half. */
#include "clean_private.h"

#include <leptonica/allheaders.h>
#include <math.h>

enum { WHITE = 255, SHIFT = 16, ONE = 1 << SHIFT };

typedef struct {
    PIX *grey;
    int width, height;
} From;

static int grey_at(const From *from, int x, int y)
{
    if (x < 0 || y < 0 || x >= from->width || y >= from->height)
        return WHITE;
    return GET_DATA_BYTE(pixGetData(from->grey) + (gsize)y * pixGetWpl(from->grey), x);
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

static int blend(const From *from, gint64 at_x, gint64 at_y)
{
    int x = (int)(at_x >> SHIFT), y = (int)(at_y >> SHIFT);
    const l_uint32 *upper = pixGetData(from->grey) + (gsize)y * pixGetWpl(from->grey);
    const l_uint32 *lower = upper + pixGetWpl(from->grey);
    int upper_left = GET_DATA_BYTE(upper, x), upper_right = GET_DATA_BYTE(upper, x + 1);
    int lower_left = GET_DATA_BYTE(lower, x), lower_right = GET_DATA_BYTE(lower, x + 1);
    if ((upper_left & upper_right & lower_left & lower_right) == WHITE)
        return WHITE; /* most of a page */
    int right = (int)(at_x >> 8 & 0xff), down = (int)(at_y >> 8 & 0xff);
    int above = upper_left * (256 - right) + upper_right * right;
    int below = lower_left * (256 - right) + lower_right * right;
    return (above * (256 - down) + below * down) >> 16;
}

struct Pix *clean_resample(struct Pix *grey, const double m[6], int width, int height)
{
    From from = {grey, pixGetWidth(grey), pixGetHeight(grey)};
    PIX *to = pixCreate(width, height, 8);
    gint64 step_x = llround(m[0] * ONE), step_y = llround(m[3] * ONE);
    for (int y = 0; to && y < height; y++) {
        l_uint32 *line = pixGetData(to) + (gsize)y * pixGetWpl(to);
        gint64 at_x = llround((m[1] * y + m[2]) * ONE), at_y = llround((m[4] * y + m[5]) * ONE);
        for (int x = 0; x < width; x++, at_x += step_x, at_y += step_y) {
            gboolean inside = at_x >= 0 && at_y >= 0 && at_x >> SHIFT < from.width - 1 &&
                              at_y >> SHIFT < from.height - 1;
            SET_DATA_BYTE(line, x,
                          inside ? blend(&from, at_x, at_y) : blend_checked(&from, at_x, at_y));
        }
    }
    return to;
}
