/* source_ifd.h - image file directories of TIFF 6.0 (and of EXIF, which borrows them), read with
 * all bounds checked. Private to stages/source*.c. */
#pragma once

#include <glib.h>

/* What one directory says; 0 where it says nothing. */
typedef struct {
    guint32 offset;        /* of the directory itself */
    guint32 next;          /* of the next one; 0: the last */
    guint32 width, height; /* pixels */
    int bits, samples;     /* per sample, per pixel */
    int compression, photometric, orientation, subfile;
    guint32 strips;      /* or tiles */
    double x_dpi, y_dpi; /* 0 when unknown */
    gboolean cut;        /* some of its image data lies outside the file */
} Ifd;

/* The offset of the first directory of a TIFF stream; 0 when this is none. `*big_endian` is how its
 * numbers are written. */
guint32 ifd_first(const guint8 *data, gsize size, gboolean *big_endian);

/* Reads the directory at `offset`. FALSE when it does not lie inside the data. */
gboolean ifd_read(const guint8 *data, gsize size, gboolean big_endian, guint32 offset, Ifd *ifd);
