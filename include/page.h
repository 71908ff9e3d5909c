/* page.h - one page of an original, as it flows through the page stages and into documents. */
#pragma once

#include "barcode.h"
#include "picture.h"

#include <gio/gio.h>

typedef enum {
    PAGE_CONTENT,
    PAGE_COVER, /* fax cover sheets and separator sheets */
    PAGE_BLANK,
    PAGE_UNREADABLE, /* killed its reader twice, or cannot be decoded */
} PageKind;

/* "content", "cover", "blank", "unreadable": as in the listing; lent. */
const char *page_kind_name(PageKind kind);
gboolean page_kind_parse(const char *name, PageKind *kind);

typedef enum {
    IMAGE_NONE, /* a transcript: bind draws its words; or a page that cannot be decoded */
    IMAGE_G4,   /* a TIFF file with one G4 strip, 0 = white, as our encode stage writes it */
    IMAGE_JPEG, /* a JPEG file, grey or YCbCr, baseline or progressive */
} ImageFormat;

/* The filed image: the source's own pixels, turned by quarter turns only. Its pixels need not be
 * square (a fax has 204x98 to the inch), so its size differs from the page's width_px, height_px.
 */
typedef struct {
    ImageFormat format;
    GBytes *bytes; /* the file; NULL in the clerk once it lies in pages/, and for IMAGE_NONE */
    char *sha256;  /* of the bytes, lower-case hex: the file's name in pages/; NULL for NONE */
    int width_px, height_px; /* stored pixels, upright */
    double x_dpi, y_dpi;
} FiledImage;

/* What a stage did to the page or noticed on it: shown by `show`, never an error. */
typedef struct {
    char *stage;
    char *text; /* a short sentence */
} Note;

typedef enum {
    TEXT_OCR,       /* as recognised */
    TEXT_CORRECTED, /* after spelling */
} TextKind;

struct Pix;
struct Proof;

typedef struct Page Page;

struct Page {
    guint source_page; /* in the original, from 1 */
    PageKind kind;
    int rotation; /* degrees clockwise by which the page, as a viewer shows it, was turned */
    int width_px, height_px, dpi; /* the upright filed image, squared to one resolution */
    double skew_degrees;   /* by how much its lines still fall to the right; 0 when straight */
    gboolean born_digital; /* words come from a text layer or transcript, not from OCR */
    GPtrArray *words;      /* Word, owned, in reading order: by line, then left to right */
    GPtrArray *barcodes;   /* Barcode, owned */
    Picture picture;       /* what it looks like from afar; unknown without an image */
    GPtrArray *notes;      /* Note, owned */
    FiledImage filed;

    /* Inside a reader only; these never travel. Maker in brackets. */
    int rotation_set;    /* [reader] the rotation that a person has set; -1: to be found out */
    struct Proof *proof; /* [reader] who looks on as it is read; lent; NULL: nobody */
    struct Pix *image;   /* [load] as a viewer shows it, before `rotation`; source pixels */
    double x_dpi, y_dpi; /* [load] of `image`, after sanity checks */
    GBytes *jpeg;        /* [load] the source's own JPEG file if `image` is just that; else NULL */
    GPtrArray *layer;    /* [load] Word: the text layer, boxes at 200 dpi; NULL: to be recognised */
    struct Pix *clean;   /* [clean] upright, straight, square, for recognition alone; NULL: blank */
    double clean_scale;  /* [clean] clean pixels per pixel of width_px */
    double clean_map[8]; /* [clean] maps points of `clean` to the page: ((m0 x + m1 y + m2) / w,
                            (m3 x + m4 y + m5) / w), w = m6 x + m7 y + 1 */
    void (*drop_images)(Page *page); /* [load] frees `image` and `clean`; page_free() calls it */
};

Page *page_new(guint source_page);
void page_free(Page *page);

/* Adds a note; `format` as for printf. */
void page_note(Page *page, const char *stage, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The page's text: words by spaces, lines by newlines, blocks by an empty line. Owned by you. */
char *page_text(const Page *page, TextKind kind);

/* Mean confidence of the words weighted by length, 0..1; 1 for a page without words. */
double page_confidence(const Page *page);

/* The wire between reader and clerk, and the form in the catalogue (words and marks). A variant
 * from outside is checked in every bound and size; NULL and FATE_INPUT when it is not a page. */
GVariant *page_pack(const Page *page); /* floating */
Page *page_unpack(GVariant *packed, GError **error);
GVariant *words_pack(const GPtrArray *words);              /* floating */
GPtrArray *words_unpack(GVariant *packed, GError **error); /* Word; frees with the array */

/* The same of `barcodes` and `picture`; unpacking fills those of the page. */
GVariant *marks_pack(const Page *page); /* floating */
gboolean marks_unpack(GVariant *packed, Page *page, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)
