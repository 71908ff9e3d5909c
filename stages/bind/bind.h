/* bind.h - what the files of the bind stage share: a PDF being written, the plan of a chart, its
 * index.
 *
 * Lengths are PDF points (1/72 inch) with the origin at the page's lower left, unless a name says
 * px. libharu's errors stick: drawing goes on without harm, and bind_pdf_fine() tells afterwards.
 */
#pragma once

#include "chart.h"

#include <hpdf.h>

#define POINTS_PER_INCH 72.0
#define FOOT_STRIP      (6.0 * POINTS_PER_INCH / 25.4) /* what a bound page grows by at its foot */

/* --- bind_pdf.c: one libharu document -------------------------------------------------------- */

typedef enum { FACE_PLAIN, FACE_BOLD, FACE_MONO, FACE_COUNT } Face;

typedef struct {
    double red, green, blue;
} Ink;

extern const Ink ink_black, ink_grey, ink_pale, ink_accent;

typedef struct {
    HPDF_Doc doc;
    HPDF_Font faces[FACE_COUNT]; /* loaded when first used */
    HPDF_STATUS problem;         /* libharu's first error; HPDF_OK when there was none */
    GPtrArray *images;           /* what bind_image.c needs when the document is saved */
    GError *cause;               /* why an image could not be fetched then */
} BindPdf;

/* An empty document; FATE_RETRY when memory is short. */
BindPdf *bind_pdf_new(GError **error);
void bind_pdf_free(BindPdf *pdf);

/* FALSE and a sentence when libharu has failed since bind_pdf_new(); `at` says where ("page 3 of
 * D000123"). */
gboolean bind_pdf_fine(const BindPdf *pdf, const char *at, GError **error);

/* Lent; NULL when libharu failed. */
HPDF_Font bind_pdf_face(BindPdf *pdf, Face face);
HPDF_Page bind_pdf_add_page(BindPdf *pdf, double width, double height);

/* `text` as it can stand in a PDF: valid UTF-8, no control characters; what lies beyond the Basic
 * Multilingual Plane, which libharu cannot write, becomes U+FFFD. Yours to free. */
char *bind_printable(const char *text);

/* The width of printable text, unscaled. */
double bind_pdf_text_width(BindPdf *pdf, Face face, double size, const char *text);

/* Draws printable text with its baseline's left end at (x, y). */
void bind_pdf_text(BindPdf *pdf, HPDF_Page page, Face face, double size, Ink ink, double x,
                   double y, const char *text);

/* The same with its right end at `x`. */
void bind_pdf_text_right(BindPdf *pdf, HPDF_Page page, Face face, double size, Ink ink, double x,
                         double y, const char *text);

/* The longest beginning of `text` that is at most `width` wide, with an ellipsis when cut; yours to
 * free. */
char *bind_pdf_ellipsize(BindPdf *pdf, Face face, double size, double width, const char *text);

void bind_pdf_rule(HPDF_Page page, double thickness, Ink ink, double x0, double x1, double y);

/* Makes the rectangle of `page` a link to `target`. */
void bind_pdf_link(HPDF_Page page, double left, double bottom, double right, double top,
                   HPDF_Page target);

/* The whole document as bytes, checked by bind_check(). The document can only be freed then. */
GBytes *bind_pdf_save(BindPdf *pdf, GError **error);

/* --- bind_check.c ---------------------------------------------------------------------------- */

/* TRUE when the bytes begin as a PDF, end with `%%EOF`, and `startxref` points at a cross-reference
 * table. ISO 32000-1, 7.5. Else FATE_RETRY: the save ran out of memory. */
gboolean bind_check(GBytes *volume, GError **error);

/* --- bind_tiff.c, bind_jpeg.c ------------------------------------------------------------------
 */

/* What a PDF takes over of an image file, byte for byte. */
typedef struct {
    gsize offset, size;  /* in the file */
    guint width, height; /* pixels */
    guint colours;       /* 1: grey or bilevel, 3: colour */
} ImageBody;

/* Finds the one G4 strip of a bilevel TIFF file (TIFF 6.0; Group 4: ITU-T T.6), 0 = white. FALSE
 * and in `*why` what is not so (a literal that ends a sentence: "it holds more than one strip"). */
gboolean bind_tiff_find(GBytes *file, ImageBody *body, const char **why);

/* The same for a JPEG file (ITU-T T.81), baseline or progressive, grey or colour; the body is all
 * of it. */
gboolean bind_jpeg_find(GBytes *file, ImageBody *body, const char **why);

/* --- bind_plan.c: which document goes where --------------------------------------------------- */

/* A document as the front page prints it. */
typedef struct {
    const Document *document; /* lent */
    char *id;                 /* printable, as all of these */
    char *date;               /* of service, ISO; "" when unknown */
    char *filed_on;           /* ISO; "" when unknown */
    char *type;               /* "lab report" */
    char *from;               /* provider, facility; "" when unknown */
    GPtrArray *pages;         /* Page, lent: content and unreadable ones */
    GArray *mentions;         /* IndexMention, by page */
    guint first_volume, last_volume;
} BindEntry;

/* A run of an entry's pages that lies in one volume: all of them, unless the document alone exceeds
 * one. */
typedef struct {
    const BindEntry *entry;
    guint first_page, page_count; /* into entry->pages */
    guint first_sheet;            /* its label in the volume, from 1 */
} BindPiece;

typedef struct {
    GArray *pieces; /* BindPiece in the order of binding */
    guint sheets;   /* without front and index */
} BindVolume;

typedef struct {
    GPtrArray *entries; /* BindEntry, owned, oldest first */
    GPtrArray *volumes; /* BindVolume, owned; at least one */
    gboolean newest_first;
} BindPlan;

/* --- bind_terms.c: what the index tells of -----------------------------------------------------
 */

typedef enum { TERM_DIAGNOSIS, TERM_DRUG, TERM_PROVIDER, TERM_KINDS } TermKind;

typedef struct {
    TermKind kind;
    char *text; /* "Paroxysmal atrial fibrillation", "Metoprolol", "Walsh, Erin"; "" if only a code
                   is known */
    char *code; /* "I48.0"; "" for drugs and providers */
    char *sort; /* folded */
} BindTerm;

/* The terms of a whole chart, each once. */
typedef struct BindTerms BindTerms;

/* That a term stands on a page. */
typedef struct {
    guint term;
    guint page;  /* into entry->pages */
    guint sheet; /* of that page, from 0 */
} IndexMention;

/* `drugs`: lower-case names, lent, for its life. */
BindTerms *bind_terms_new(GHashTable *drugs);
void bind_terms_free(BindTerms *terms);

/* The diagnoses, drugs and providers of a document's pages; IndexMention by page, each term once a
 * sheet. */
GArray *bind_terms_collect(BindTerms *terms, const Document *document, const GPtrArray *pages);

guint bind_terms_count(const BindTerms *terms);
const BindTerm *bind_terms_get(const BindTerms *terms, guint term); /* lent */

/* Lays the chart's documents into volumes; asks for every image once, for its size. */
BindPlan *bind_plan_new(const Chart *chart, BindTerms *terms, GError **error);
void bind_plan_free(BindPlan *plan);

/* --- bind_index.c: the alphabetical index ------------------------------------------------------
 */

/* Sheets that an index of so many terms with so many mentions fills at the most. */
guint bind_index_sheets_most(guint terms, guint mentions);

/* Appends the index of a volume; `sheets` are the volume's pages (HPDF_Page) by label - 1. Tells
 * its first page: NULL when no term is mentioned. */
HPDF_Page bind_index_draw(BindPdf *pdf, const BindTerms *terms, const BindVolume *volume,
                          const GPtrArray *sheets, const char *running_foot);

/* --- bind_front.c ----------------------------------------------------------------------------- */

guint bind_front_sheets(guint documents);

/* Fills the front pages (HPDF_Page, as many as bind_front_sheets() says) of volume `at`. */
void bind_front_draw(BindPdf *pdf, const Chart *chart, const BindPlan *plan, guint at,
                     const GPtrArray *front, const GPtrArray *sheets, const char *running_foot);

/* Foot of front and index pages: a rule, the running text, the page's label. */
void bind_foot_draw(BindPdf *pdf, HPDF_Page page, const char *running_foot, const char *label);

/* --- bind_page.c ------------------------------------------------------------------------------ */

/* How many sheets a page fills in the chart; more than one only for long transcripts. */
guint bind_page_sheets(const Page *page);

/* On which of them a word with its top at `y_px` stands, from 0; always 0 for a page with an image.
 */
guint bind_page_sheet_at(const Page *page, int y_px);

/* What the strip at the foot says. */
typedef struct {
    const BindEntry *entry;
    guint page;             /* into entry->pages */
    guint first_sheet;      /* label */
    const char *identifier; /* at the right, before the label: "MRN 00482913" */
} BindStrip;

/* Appends a page with image, text layer and strip, and adds its sheets (HPDF_Page) to `sheets`. */
gboolean bind_page_draw(BindPdf *pdf, const Chart *chart, const BindStrip *strip, GPtrArray *sheets,
                        GError **error);

/* --- bind_image.c ----------------------------------------------------------------------------- */

/* The file of a filed image, from memory or through the chart's fetch; yours. */
GBytes *bind_image_bytes(const Chart *chart, const FiledImage *filed, GError **error);

/* An image of the PDF that is to hold the file's own G4 or JPEG bytes; lent. They are fetched once
 * more when the PDF is saved, so that no two images lie in memory; chart and `filed` must live
 * until then. NULL and in `*why` what is wrong (ends a sentence) when the file is not what `filed`
 * says. */
HPDF_Image bind_image_new(BindPdf *pdf, const Chart *chart, const FiledImage *filed, GBytes *file,
                          const char **why);

/* Frees what bind_image_new() left in `images`. */
void bind_image_forget(gpointer data);

/* --- bind_text.c ------------------------------------------------------------------------------ */

/* From page pixels to the PDF page. The page's middle is the middle of the turn. */
typedef struct {
    double x_scale, y_scale; /* points per page pixel */
    double width, height;    /* of the shown image, points */
    double foot;             /* its lower edge */
    double skew_degrees;     /* lines fall so much to the right in the image */
    gboolean straightened;   /* the image is shown turned back by that */
} BindFrame;

/* Lays the words invisibly over the page, each in its place. */
void bind_text_layer(BindPdf *pdf, HPDF_Page page, const Page *source, const BindFrame *frame);

/* TRUE when all words stay on the page when it is turned straight. */
gboolean bind_text_stays(const Page *source, const BindFrame *frame);

/* Prints the words of a transcript visibly on the sheets that it fills; the frame is that of one
 * sheet. */
void bind_text_print(BindPdf *pdf, const HPDF_Page *sheets, guint count, const Page *source,
                     const BindFrame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BindPdf, bind_pdf_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BindPlan, bind_plan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BindTerms, bind_terms_free)
