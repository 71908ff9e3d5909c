/* plane_map.c - maps of the plane, as matrices of three by three with a one at their end. */
#include "plane_map.h"

#include <leptonica/allheaders.h>
#include <math.h>

void plane_map_point(const double map[8], double *x, double *y)
{
    double w = map[6] * *x + map[7] * *y + 1;
    double to_x = (map[0] * *x + map[1] * *y + map[2]) / w;
    *y = (map[3] * *x + map[4] * *y + map[5]) / w;
    *x = to_x;
}

static PTA *points_make(const double points[8], double unit)
{
    PTA *made = ptaCreate(4);
    for (int i = 0; made && i < 8; i += 2)
        ptaAddPt(made, (float)(points[i] / unit), (float)(points[i + 1] / unit));
    return made;
}

gboolean plane_map_find(const double from[8], const double to[8], double map[8])
{
    /* Leptonica reckons with single precision: about one, that is fine enough. */
    double unit = 1;
    for (int i = 0; i < 8; i++)
        unit = MAX(unit, fabs(from[i]));
    PTA *one = points_make(from, unit), *other = points_make(to, unit);
    float *found = NULL;
    gboolean known = one && other && getProjectiveXformCoeffs(one, other, &found) == 0;
    for (int i = 0; known && i < 8; i++)
        map[i] = found[i] * (i == 2 || i == 5 ? unit : i > 5 ? 1 / unit : 1);
    lept_free(found);
    ptaDestroy(&one);
    ptaDestroy(&other);
    return known;
}

static double entry(const double map[8], int row, int column)
{
    return row == 2 && column == 2 ? 1 : map[3 * row + column];
}

void plane_map_join(const double first[8], const double then[8], double map[8])
{
    double product[9];
    for (int i = 0; i < 9; i++) {
        product[i] = 0;
        for (int k = 0; k < 3; k++)
            product[i] += entry(then, i / 3, k) * entry(first, k, i % 3);
    }
    for (int i = 0; i < 8; i++)
        map[i] = product[i] / product[8];
}
