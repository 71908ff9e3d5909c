/* clean_box.c - from the cleaned image back to the page, by the page's own map. */
#include "clean_box.h"

#include "plane_map.h"

#include <math.h>

Box clean_box_map(const Page *page, Box box)
{
    double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
    for (int corner = 0; corner < 4; corner++) {
        double x = box.x + (corner & 1 ? box.width : 0), y = box.y + (corner & 2 ? box.height : 0);
        plane_map_point(page->clean_map, &x, &y);
        left = MIN(left, x);
        right = MAX(right, x);
        top = MIN(top, y);
        bottom = MAX(bottom, y);
    }
    int x0 = CLAMP((int)floor(left + 0.5), 0, page->width_px - 1);
    int y0 = CLAMP((int)floor(top + 0.5), 0, page->height_px - 1);
    int x1 = CLAMP((int)floor(right + 0.5), x0 + 1, page->width_px);
    int y1 = CLAMP((int)floor(bottom + 0.5), y0 + 1, page->height_px);
    return (Box){x0, y0, x1 - x0, y1 - y0};
}
