/* ink.h - where a picture is dark against its own paper. Private to stages/. */
#pragma once

struct Pix;

/* The ink of a picture in normal form (source_pixels.h) as 1 bit, 1 = ink; a new reference when it
 * is 1 bit already. Each pixel is compared with the paper around it, so shadows and grey paper do
 * not count; the limit between ink and paper is the page's own (Otsu's, over the evened picture).
 * NULL when memory fails. */
struct Pix *ink_find(struct Pix *image);

/* 8 bits grey of a picture in normal form; a new reference when it is that already. */
struct Pix *ink_to_grey(struct Pix *image);

/* The grey picture with its paper made white and its ink kept: every pixel in proportion to the
 * paper around it. NULL when memory fails. */
struct Pix *ink_even(struct Pix *grey);

/* The ink of an evened picture. */
struct Pix *ink_of_even(struct Pix *even);
