/* seek.h - finding and reading marks for machines on a page. Private to the stages.
 *
 * Bars are looked for before anything is decoded: pages without a block of parallel bars cost some
 * milliseconds, whatever else is printed on them. */
#pragma once

#include "barcode.h"

struct Pix;

typedef enum {
    MARK_UPRIGHT, /* bars stand: the code is read across */
    MARK_LYING,   /* bars lie: the code is read downwards */
    MARK_SQUARE,  /* what may be a QR square */
} MarkKind;

typedef struct {
    MarkKind kind;
    Box box; /* pixels of the picture that was looked at */
} Mark;

/* Where a 1-bit picture of `dpi` may hold codes; Mark, the largest first, at most MARKS_MOST. Yours
 * to free. */
enum { MARKS_MOST = 10 };
GArray *marks_find(struct Pix *ink, int dpi);

/* How dark the mark is along its code, 0..255 with 255 for paper: the mean over a band of
 * `band_count` equal bands along the bars. Bytes, one a pixel; yours to free. */
GArray *mark_profile(struct Pix *picture, const Mark *mark, guint band, guint band_count);

/* Whether the profile is that of the patch codes T or 2, which are each other's mirror image: bars
 * of 0.08 and 0.20 inch in turn, 0.08 inch apart (Kodak, Patch Code Information, A-61599). */
gboolean patch_read(const GArray *profile, int dpi);

/* --- decoder.c: zbar ---------------------------------------------------------------------------
 */

typedef struct Decoder Decoder;

Decoder *decoder_new(void);
void decoder_free(Decoder *decoder);

/* What the mark says: Code 39, Code 128 or QR, read off the picture (1 bit or 8 bits grey). NULL:
 * nothing was made out. Its box is the mark's. */
Barcode *decoder_read(Decoder *decoder, struct Pix *picture, const Mark *mark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Decoder, decoder_free)
