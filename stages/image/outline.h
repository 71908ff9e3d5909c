/* outline.h - a sheet photographed on a darker ground. Private to stages/. */
#pragma once

struct Pix;

/* The grey picture with its sheet's perspective taken out and the ground around it white, of the
 * same size; `map` tells where its points lie in `grey` (plane_map.h). NULL: no sheet is seen
 * whole, or none in perspective. */
struct Pix *outline_flatten(struct Pix *grey, double map[8]);
