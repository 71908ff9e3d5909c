/* picture.h - what a page looks like from afar: a hash that the same page, sent or scanned again,
 * nearly keeps, whatever the fax machine printed over it. */
#pragma once

#include <glib.h>

enum {
    PICTURE_COLUMNS = 64, /* cells across 8 1/2 inches */
    PICTURE_ROWS = 128,   /* cells down 12 inches */
};

/* A bit for each cell that holds ink: the least bit of a row is its left end. All zero: unknown.
 * After the average hash (Zauner, Implementation and Benchmarking of Perceptual Image Hash
 * Functions, 2010), with a fixed limit and as many bits as a silhouette of lines takes. */
typedef struct {
    guint64 rows[PICTURE_ROWS];
} Picture;

gboolean picture_is_known(const Picture *picture);

/* 0..1: the share of the inked cells of either that have one of the other beside them, where both
 * fit best when shifted against each other by up to half an inch; of the two shares the smaller
 * one. 0 when one of them is unknown. */
double picture_likeness(const Picture *one, const Picture *other);

/* Whether the two may be prints of the same page. */
gboolean pictures_alike(const Picture *one, const Picture *other);
