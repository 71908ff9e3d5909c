/* source_pixels.c - brings decoded pictures into the one form that the stages work with.
 *
 * Does: drop colour tables, transparency and surplus bits; tell grey from colour, two tones from
 *       grey; turn by quarters.
 * Does not: threshold or scale. */
#include "source_pixels.h"

#include <leptonica/allheaders.h>

/* Takes `from`; what is returned replaces it. */
static PIX *replace(PIX *from, PIX *to)
{
    pixDestroy(&from);
    return to;
}

static gboolean is_grey(PIX *pix)
{
    l_uint32 *data = pixGetData(pix);
    int width = pixGetWidth(pix), height = pixGetHeight(pix), wpl = pixGetWpl(pix);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            l_uint32 pixel = data[(gsize)y * wpl + x];
            l_uint32 red = pixel >> L_RED_SHIFT & 0xff, green = pixel >> L_GREEN_SHIFT & 0xff,
                     blue = pixel >> L_BLUE_SHIFT & 0xff;
            if (red != green || green != blue)
                return FALSE;
        }
    return TRUE;
}

static gboolean is_two_tone(PIX *pix)
{
    l_uint32 *data = pixGetData(pix);
    int width = pixGetWidth(pix), height = pixGetHeight(pix), wpl = pixGetWpl(pix);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            int value = GET_DATA_BYTE(data + (gsize)y * wpl, x);
            if (value != 0 && value != 255)
                return FALSE;
        }
    return TRUE;
}

/* 1, 8 or 32 bits without colour table and transparency. */
static PIX *reduce_depth(PIX *pix)
{
    if (pixGetColormap(pix))
        pix = replace(pix, pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC));
    if (!pix)
        return NULL;
    switch (pixGetDepth(pix)) {
    case 1:
    case 8:
        return pix;
    case 2:
    case 4:
        return replace(pix, pixConvertTo8(pix, FALSE));
    case 16:
        return replace(pix, pixConvert16To8(pix, L_MS_BYTE));
    case 32:
        return pixGetSpp(pix) == 4 ? replace(pix, pixAlphaBlendUniform(pix, 0xffffff00)) : pix;
    default:
        return replace(pix, NULL);
    }
}

struct Pix *pixels_normalise_lossy(struct Pix *pix)
{
    if (pix)
        pix = reduce_depth(pix);
    if (pix && pixGetDepth(pix) == 32 && is_grey(pix))
        pix = replace(pix, pixGetRGBComponent(pix, COLOR_GREEN));
    return pix;
}

struct Pix *pixels_normalise(struct Pix *pix)
{
    pix = pixels_normalise_lossy(pix);
    if (pix && pixGetDepth(pix) == 8 && is_two_tone(pix))
        pix = replace(pix, pixThresholdToBinary(pix, 128));
    return pix;
}

struct Pix *pixels_turn(struct Pix *pix, int degrees)
{
    switch (degrees) {
    case 90:
        return pixRotate90(pix, 1);
    case 180:
        return pixRotate180(NULL, pix);
    case 270:
        return pixRotate90(pix, -1);
    default:
        return pixClone(pix);
    }
}

struct Pix *pixels_orient(struct Pix *pix, int orientation)
{
    /* Clockwise turns that follow the mirroring, by orientation. */
    static const struct {
        gboolean mirror;
        int turn;
    } steps[] = {{0, 0}, {0, 0}, {1, 0}, {0, 180}, {1, 180}, {1, 270}, {0, 90}, {1, 90}, {0, 270}};
    if (!pix || orientation < 2 || orientation > 8)
        return pix;
    if (steps[orientation].mirror)
        pix = replace(pix, pixFlipLR(NULL, pix));
    return pix ? replace(pix, pixels_turn(pix, steps[orientation].turn)) : NULL;
}
