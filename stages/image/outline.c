/* outline.c - finds the sheet that was photographed on a darker ground, and flattens it.
 *
 * Does: parts sheet and ground, fits a line to each edge, takes the perspective out. Reads: grey
 * pictures, upright.
 * Does not: touch a sheet whose edges are not all seen, or stand square already. */
#include "outline.h"

#include "plane_map.h"

#include <glib.h>
#include <leptonica/allheaders.h>
#include <math.h>

enum {
    SMALL_PX = 700,      /* the longer side of the copy in which the sheet is looked for */
    CONTRAST_LEAST = 40, /* between the means of sheet and ground, 0..255 */
    ROUNDS = 5,          /* of leaving out what does not lie on the line */
};

static const double GROUND_ALONG_RIM = 0.9; /* of a picture's rim that is ground */
static const double SHEET_LEAST = 0.35;     /* of the picture */
static const double OTHERS_MOST = 0.003;    /* of it that is bright and not the sheet */
static const double MIDDLE = 0.9;           /* of a side that is looked at: corners may be bent */
static const double ON_LINE = 1.5, ON_LINE_LEAST = 0.7; /* pixels; share of the points */
static const double SLOPE_MOST = 0.2, ASKEW_LEAST = 0.016;

/* x = slope y + at for the left and right side, y = slope x + at for the others. */
typedef struct {
    double slope, at;
} Edge;

/* What is dark and hangs on the picture's rim; NULL when it is not a ground with a sheet on it. */
static PIX *ground_find(PIX *small)
{
    int limit = 0, dark = 0, bright = 0;
    if (pixSplitDistributionFgBg(small, 0.1F, 1, &limit, &dark, &bright, NULL) != 0 ||
        bright - dark < CONTRAST_LEAST)
        return NULL;
    PIX *below = pixThresholdToBinary(small, limit);
    PIX *ground = below ? pixExtractBorderConnComps(below, 4) : NULL;
    pixDestroy(&below);
    return ground;
}

/* The share of the rim that is ground. */
static double rim_share(PIX *ground)
{
    int width = pixGetWidth(ground), height = pixGetHeight(ground);
    guint dark = 0;
    l_uint32 bit;
    for (int x = 0; x < width; x++) {
        for (int end = 0; end < 2; end++) {
            pixGetPixel(ground, x, end * (height - 1), &bit);
            dark += bit;
        }
    }
    for (int y = 0; y < height; y++) {
        for (int end = 0; end < 2; end++) {
            pixGetPixel(ground, end * (width - 1), y, &bit);
            dark += bit;
        }
    }
    return (double)dark / (2 * (width + height));
}

/* The box of the one sheet that lies on the ground; FALSE: there is none, or another beside it. */
static gboolean sheet_find(PIX *sheet, BOX **box)
{
    double whole = (double)pixGetWidth(sheet) * pixGetHeight(sheet), others = 0, most = 0;
    BOXA *pieces = pixConnCompBB(sheet, 4);
    int count = pieces ? boxaGetCount(pieces) : 0, largest = -1;
    for (int i = 0; i < count; i++) {
        int width, height;
        boxaGetBoxGeometry(pieces, i, NULL, NULL, &width, &height);
        double area = (double)width * height;
        others += area;
        if (area > most) {
            most = area;
            largest = i;
        }
    }
    gboolean alone = most >= SHEET_LEAST * whole && others - most <= OTHERS_MOST * whole;
    if (alone)
        *box = boxaGetBox(pieces, largest, L_COPY);
    boxaDestroy(&pieces);
    return alone && *box;
}

/* Least squares; what is far from the line is left out, round by round. */
static gboolean edge_fit(const double *along, const double *across, guint count, Edge *edge)
{
    double far = G_MAXDOUBLE;
    guint kept = 0;
    *edge = (Edge){0, 0};
    for (guint round = 0; round < ROUNDS; round++) {
        double n = 0, x = 0, y = 0, xx = 0, xy = 0;
        for (guint i = 0; i < count; i++) {
            if (fabs(across[i] - edge->slope * along[i] - edge->at) > far)
                continue;
            n++;
            x += along[i];
            y += across[i];
            xx += along[i] * along[i];
            xy += along[i] * across[i];
        }
        double spread = n * xx - x * x;
        if (n < 2 || spread <= 0)
            return FALSE;
        edge->slope = (n * xy - x * y) / spread;
        edge->at = (y - edge->slope * x) / n;
        double sum = 0;
        kept = 0;
        for (guint i = 0; i < count; i++) {
            double off = fabs(across[i] - edge->slope * along[i] - edge->at);
            sum += MIN(off, far);
            kept += off <= ON_LINE;
        }
        far = MAX(ON_LINE, 2 * sum / count);
    }
    return kept >= ON_LINE_LEAST * count && fabs(edge->slope) <= SLOPE_MOST;
}

/* The line along one side of what lies in `box`: the first pixels that are met from outside. */
static gboolean side_fit(PIX *sheet, const int box[4], gboolean upright, gboolean far_side,
                         Edge *edge)
{
    int first = upright ? box[1] : box[0], size = upright ? box[3] : box[2];
    int low = upright ? box[0] : box[1], high = low + (upright ? box[2] : box[3]) - 1;
    int margin = (int)(size * (1 - MIDDLE) / 2);
    g_autofree double *along = g_new(double, size), *across = g_new(double, size);
    guint count = 0;
    for (int i = first + margin; i < first + size - margin; i++) {
        l_uint32 bit = 0;
        int at = far_side ? high : low;
        for (; at >= low && at <= high; at += far_side ? -1 : 1) {
            pixGetPixel(sheet, upright ? at : i, upright ? i : at, &bit);
            if (bit)
                break;
        }
        if (!bit)
            continue;
        along[count] = i + 0.5;
        across[count++] = at + (far_side ? 1 : 0);
    }
    return count > 0 && edge_fit(along, across, count, edge);
}

/* Where an upright and a level edge meet. */
static void corner_find(const Edge *upright, const Edge *level, double *x, double *y)
{
    *x = (upright->slope * level->at + upright->at) / (1 - upright->slope * level->slope);
    *y = level->slope * *x + level->at;
}

/* The corners of the sheet, as the picture has them: left and right above, left and right below. */
static gboolean corners_find(PIX *small, double corners[8])
{
    PIX *ground = ground_find(small), *sheet = NULL;
    BOX *box = NULL;
    Edge left, right, top, bottom;
    gboolean found = FALSE;
    if (ground && rim_share(ground) >= GROUND_ALONG_RIM) {
        sheet = pixInvert(NULL, ground);
        if (sheet)
            pixOpenBrick(sheet, sheet, 5, 5);
    }
    if (sheet && sheet_find(sheet, &box)) {
        int at[4];
        boxGetGeometry(box, &at[0], &at[1], &at[2], &at[3]);
        found =
            side_fit(sheet, at, TRUE, FALSE, &left) && side_fit(sheet, at, TRUE, TRUE, &right) &&
            side_fit(sheet, at, FALSE, FALSE, &top) && side_fit(sheet, at, FALSE, TRUE, &bottom);
    }
    if (found) {
        corner_find(&left, &top, &corners[0], &corners[1]);
        corner_find(&right, &top, &corners[2], &corners[3]);
        corner_find(&left, &bottom, &corners[4], &corners[5]);
        corner_find(&right, &bottom, &corners[6], &corners[7]);
    }
    boxDestroy(&box);
    pixDestroy(&sheet);
    pixDestroy(&ground);
    return found;
}

/* The rectangle of the sheet's mean size about its middle. */
static void rectangle_make(const double c[8], double rectangle[8])
{
    double width = (hypot(c[2] - c[0], c[3] - c[1]) + hypot(c[6] - c[4], c[7] - c[5])) / 2;
    double height = (hypot(c[4] - c[0], c[5] - c[1]) + hypot(c[6] - c[2], c[7] - c[3])) / 2;
    double x = (c[0] + c[2] + c[4] + c[6]) / 4, y = (c[1] + c[3] + c[5] + c[7]) / 4;
    for (int corner = 0; corner < 4; corner++) {
        rectangle[2 * corner] = x + (corner & 1 ? width : -width) / 2;
        rectangle[2 * corner + 1] = y + (corner & 2 ? height : -height) / 2;
    }
}

/* In perspective the diagonals do not halve each other: what is only askew is turned later. */
static gboolean is_in_perspective(const double c[8])
{
    double size = hypot(c[6] - c[0], c[7] - c[1]);
    return hypot(c[0] + c[6] - c[2] - c[4], c[1] + c[7] - c[3] - c[5]) / 2 > ASKEW_LEAST * size;
}

static void outside_whiten(PIX *flat, const double rectangle[8])
{
    int width = pixGetWidth(flat), height = pixGetHeight(flat);
    int left = (int)ceil(rectangle[0]) + 2, top = (int)ceil(rectangle[1]) + 2;
    int right = (int)floor(rectangle[6]) - 2, bottom = (int)floor(rectangle[7]) - 2;
    pixRasterop(flat, 0, 0, left, height, PIX_SET, NULL, 0, 0);
    pixRasterop(flat, right, 0, width - right, height, PIX_SET, NULL, 0, 0);
    pixRasterop(flat, 0, 0, width, top, PIX_SET, NULL, 0, 0);
    pixRasterop(flat, 0, bottom, width, height - bottom, PIX_SET, NULL, 0, 0);
}

struct Pix *outline_flatten(struct Pix *grey, double map[8])
{
    double corners[8], rectangle[8];
    float scale = (float)SMALL_PX / (float)MAX(pixGetWidth(grey), pixGetHeight(grey));
    PIX *small = scale < 1 ? pixScale(grey, scale, scale) : pixClone(grey);
    gboolean found = small && corners_find(small, corners);
    if (found) {
        double wider = (double)pixGetWidth(grey) / pixGetWidth(small);
        double higher = (double)pixGetHeight(grey) / pixGetHeight(small);
        for (int i = 0; i < 8; i++)
            corners[i] *= i % 2 == 0 ? wider : higher;
    }
    pixDestroy(&small);
    if (!found || !is_in_perspective(corners))
        return NULL;
    rectangle_make(corners, rectangle);
    if (!plane_map_find(rectangle, corners, map))
        return NULL;
    float coefficients[8];
    for (int i = 0; i < 8; i++)
        coefficients[i] = (float)map[i];
    PIX *flat = pixProjectiveGray(grey, coefficients, 255);
    if (flat) {
        outside_whiten(flat, rectangle);
        pixCopyResolution(flat, grey);
    }
    return flat;
}
