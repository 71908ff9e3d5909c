/* recogniser.h - Tesseract, behind a door of ours: shared by the stages of one reader. Private to
 * stages/. */
#pragma once

#include "stage.h"

struct Pix;

typedef struct Recogniser Recogniser;

/* How an image is cut into lines before it is read. */
typedef enum {
    LAYOUT_PAGE,   /* columns, blocks and paragraphs are looked for */
    LAYOUT_BLOCK,  /* one block of lines, one under the other */
    LAYOUT_LINE,   /* a single line */
    LAYOUT_SPARSE, /* words wherever they stand, in no order */
} Layout;

/* Opens Tesseract with the language of the settings, once per process: later calls take another
 * reference. FATE_FATAL when a language pack is missing (the sentence names the Debian package) or
 * when OMP_THREAD_LIMIT=1 was not in the environment as the process began: Tesseract's threads cost
 * eight times what they gain, and the limit has no effect once a process runs. */
Recogniser *recogniser_open(const StageSetup *setup, GError **error);

/* Drops one reference; the last one closes Tesseract. NULL is allowed. */
void recogniser_close(Recogniser *recogniser);

/* Reads `image` (1 bit, or 8 bits grey; `dpi` to the inch both ways) and returns Word with boxes in
 * its pixels, `line` and `block` from 0 in reading order; yours to free. No words are no error.
 * `breaks`: int, ascending columns of the image that no word runs across; NULL: none are known.
 * The words carry the other readings of each symbol. FATE_INPUT when Tesseract gives up. */
GPtrArray *recogniser_read(Recogniser *recogniser, struct Pix *image, int dpi, Layout layout,
                           const GArray *breaks, GError **error);

/* Whether the word, letters alone, is in the language's own word list, in this case or a lower one.
 */
gboolean recogniser_knows(Recogniser *recogniser, const char *word);

/* By how many degrees clockwise (0, 90, 180, 270) `sample` (1 bit; its resolution set, square) must
 * be turned to stand upright: reads a few of its lines both ways up and compares. `level`: its
 * lines are known to run across, so it is 0 or 180. `*confidence` is 0..1: 0 when the sample holds
 * no line to judge by (then `*rotation` is 0). FATE_INPUT when Tesseract gives up. */
gboolean recogniser_orientation(Recogniser *recogniser, struct Pix *sample, gboolean level,
                                int *rotation, double *confidence, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Recogniser, recogniser_close)
