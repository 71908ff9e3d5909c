/* source_pdf.h - what the files that read PDF share. Private to stages/source_pdf*.c. */
#pragma once

#include "source_private.h"

#include <poppler.h>
#include <qpdf/qpdf-c.h>

/* An affine map, as PDF writes it: x' = a x + c y + e, y' = b x + d y + f. */
typedef struct {
    double a, b, c, d, e, f;
} Matrix;

/* An image painted on a page. */
typedef struct {
    qpdf_oh stream;    /* 0 for an inline image */
    Matrix matrix;     /* of the unit square, to default user space (points, y upwards) */
    int width, height; /* pixels; 0 when unknown */
} PaintedImage;

/* What the content of a page paints, from its operators alone. */
typedef struct {
    GArray *images;        /* PaintedImage, in order */
    gsize visible_letters; /* bytes of shown strings, after the last image that covers the page */
    gsize hidden_letters;  /* in the invisible rendering mode, or under that image */
    gsize paths;           /* painted paths and shadings after the last such image */
    gboolean covered;      /* the last of `images` covers the page and nothing lies before it */
} Content;

/* A page's frame in points, before it is turned. */
typedef struct {
    double left, bottom, right, top;
    int turn;    /* /Rotate: 0, 90, 180, 270 degrees clockwise */
    double unit; /* /UserUnit: points per unit */
} Frame;

typedef struct {
    qpdf_data qpdf;
    PopplerDocument *poppler; /* opened when first needed */
} Pdf;

/* --- source_pdf_content.c: what a page paints ------------------------------------------------- */

/* Reads the content of a page and of its forms; `frame` tells when an image covers it. FALSE when
 * it cannot be read or is absurdly large; then nothing is known. Free with content_clear(). */
gboolean content_scan(qpdf_data qpdf, qpdf_oh page, const Frame *frame, Content *content);
void content_clear(Content *content);

/* The image's share of the frame, 0..1, by its bounding box. */
double image_cover(const PaintedImage *image, const Frame *frame);

/* --- source_pdf_image.c: a scan's own pixels -------------------------------------------------- */

/* Decodes an image as it is stored: fills Page.image, jpeg and the resolution, turned as `frame`
 * and the image's matrix show it. FALSE when it is of a kind that Poppler has to render. */
gboolean pdf_load_image(Source *source, const PaintedImage *image, const Frame *frame, Page *page);

/* Dots to the inch at which the image is painted; the larger of both directions. */
double pdf_image_dpi(const PaintedImage *image, const Frame *frame);

/* --- source_pdf_render.c: what Poppler makes of a page ---------------------------------------- */

/* Lent; NULL (with a FATE_INPUT error) when Poppler cannot open the file. */
PopplerDocument *pdf_poppler(Source *source, guint page, GError **error);

/* Renders the page at `dpi`, lowered when the page would grow too large: fills Page.image and its
 * resolution. */
gboolean pdf_render(Source *source, Page *page, double dpi, GError **error);

/* --- source_pdf_text.c: the text layer ---------------------------------------------------------
 */

/* The words of the page with boxes at `dpi`, in reading order; never NULL. */
GPtrArray *pdf_words(PopplerPage *page, double dpi);

/* Puts words into reading order and numbers lines and blocks (source_pdf_lines.c). They come in
 * Poppler's order with the numbers of its lines. */
void pdf_order_words(GPtrArray *words);

/* Whether the words are text at all: fonts without a character map give rubbish. */
gboolean pdf_words_make_sense(const GPtrArray *words);

/* Removes the words that have no ink under them; tells how many. */
guint pdf_drop_unseen(GPtrArray *words, struct Pix *image);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)
