/* source_pdf.c - PDF originals, decided page by page: scan, born-digital, or neither.
 *
 * Does: open the file (qpdf), count pages, check sizes; a page that is one page-covering image
 * gives that image as stored; a page of visible text gives its text layer and a rendering; anything
 *       else is rendered to be recognised.
 * Does not: trust a text layer that the page does not show; ask for passwords. */
#include "source_pdf.h"
#include "source_pixels.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>

enum {
    LAYER_DPI = 200,   /* of born-digital pages: the listing's nominal resolution */
    PAINTED_DPI = 300, /* of pages that are recognised and have no resolution of their own */
    SCAN_DPI_LEAST = 150,
    SCAN_DPI_MOST = 400,
    MUCH_TEXT = 200,   /* letters over a picture, from where it is no mere stamp or fax header */
    TAIL_BYTES = 4096, /* where the end marker must stand */
};

/* A page with pictures over so much of it is read, whatever text it has. */
static const double PICTURES_MOST = 0.5;
/* Above this share, a picture beside a text layer is worth a note. */
static const double PICTURE_NOTED = 0.1;

static void pdf_close(gpointer inner)
{
    Pdf *pdf = inner;
    g_clear_object(&pdf->poppler);
    if (qpdf_has_error(pdf->qpdf))
        qpdf_get_error(pdf->qpdf); /* told in our own words; qpdf would print what nobody took */
    qpdf_cleanup(&pdf->qpdf);
    g_free(pdf);
}

/* A file that was cut off has lost its end marker; zeros and line ends behind it are harmless. */
static gboolean has_end_marker(const Source *source)
{
    gsize size = source->size;
    while (size > 0 && (source->data[size - 1] == 0 || g_ascii_isspace(source->data[size - 1])))
        size--;
    gsize tail = MIN(size, TAIL_BYTES);
    return memmem(source->data + size - tail, tail, "%%EOF", 5) != NULL;
}

static gboolean refuse_damaged(const Source *source, const char **reason, GError **error)
{
    return source_refuse(reason, REASON_DAMAGED, error,
                         "%s is a damaged PDF: parts of it are missing or cannot be read. Ask for "
                         "it to be sent again, or print and scan it.",
                         source->name);
}

static gboolean read_qpdf(Source *source, qpdf_data qpdf, const char **reason, GError **error)
{
    int state = qpdf_read_memory(qpdf, "original", (const char *)source->data, source->size, NULL);
    if (!(state & (QPDF_ERRORS)))
        return has_end_marker(source) || refuse_damaged(source, reason, error);
    if (qpdf_get_error_code(qpdf, qpdf_get_error(qpdf)) == qpdf_e_password)
        return source_refuse(reason, REASON_ENCRYPTED, error,
                             "%s is protected by a password and cannot be opened. Ask the sender "
                             "for a copy without one, or print and scan it.",
                             source->name);
    return refuse_damaged(source, reason, error);
}

static gboolean read_box(qpdf_data qpdf, qpdf_oh page, const char *key, Frame *frame)
{
    double side[4];
    qpdf_oh box = qpdf_oh_get_key(qpdf, page, key);
    if (!qpdf_oh_is_array(qpdf, box) || qpdf_oh_get_array_n_items(qpdf, box) != 4)
        return FALSE;
    for (int i = 0; i < 4; i++)
        side[i] = qpdf_oh_get_numeric_value(qpdf, qpdf_oh_get_array_item(qpdf, box, i));
    frame->left = MIN(side[0], side[2]);
    frame->right = MAX(side[0], side[2]);
    frame->bottom = MIN(side[1], side[3]);
    frame->top = MAX(side[1], side[3]);
    return frame->right > frame->left && frame->top > frame->bottom;
}

static Frame read_frame(qpdf_data qpdf, qpdf_oh page)
{
    Frame frame = {.unit = 1}, media = {0};
    if (!read_box(qpdf, page, "/MediaBox", &media))
        media = (Frame){0, 0, 612, 792, 0, 1}; /* Letter, as Poppler takes it */
    if (read_box(qpdf, page, "/CropBox", &frame)) {
        frame.left = MAX(frame.left, media.left);
        frame.bottom = MAX(frame.bottom, media.bottom);
        frame.right = MIN(frame.right, media.right);
        frame.top = MIN(frame.top, media.top);
    }
    if (frame.right <= frame.left || frame.top <= frame.bottom)
        frame = media;
    qpdf_oh turn = qpdf_oh_get_key(qpdf, page, "/Rotate");
    qpdf_oh unit = qpdf_oh_get_key(qpdf, page, "/UserUnit");
    if (qpdf_oh_is_integer(qpdf, turn))
        frame.turn = ((qpdf_oh_get_int_value_as_int(qpdf, turn) % 360 + 360) % 360) / 90 * 90;
    frame.unit = qpdf_oh_is_number(qpdf, unit) ? qpdf_oh_get_numeric_value(qpdf, unit) : 1;
    frame.unit = frame.unit > 0 ? frame.unit : 1;
    return frame;
}

/* Sizes of the pictures that a page names; those inside forms are checked when it is loaded. */
static gboolean check_pictures(Source *source, qpdf_data qpdf, guint number, qpdf_oh page,
                               const char **reason, GError **error)
{
    gboolean good = TRUE;
    qpdf_oh resources = qpdf_oh_get_key(qpdf, page, "/Resources");
    if (!qpdf_oh_is_dictionary(qpdf, resources))
        return TRUE;
    qpdf_oh objects = qpdf_oh_get_key(qpdf, resources, "/XObject");
    if (!qpdf_oh_is_dictionary(qpdf, objects))
        return TRUE;
    g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
    qpdf_oh_begin_dict_key_iter(qpdf, objects);
    while (qpdf_oh_dict_more_keys(qpdf))
        g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(qpdf)));
    for (guint i = 0; i < keys->len && good; i++) {
        qpdf_oh object = qpdf_oh_get_key(qpdf, objects, keys->pdata[i]);
        if (!qpdf_oh_is_stream(qpdf, object))
            continue;
        qpdf_oh dict = qpdf_oh_get_dict(qpdf, object);
        qpdf_oh width = qpdf_oh_get_key(qpdf, dict, "/Width");
        qpdf_oh height = qpdf_oh_get_key(qpdf, dict, "/Height");
        if (qpdf_oh_is_number(qpdf, width) && qpdf_oh_is_number(qpdf, height))
            good = source_check_size(source, number, qpdf_oh_get_numeric_value(qpdf, width),
                                     qpdf_oh_get_numeric_value(qpdf, height), 1, reason, error);
    }
    return good;
}

static gboolean pdf_open(Source *source, const char **reason, GError **error)
{
    Pdf *pdf = g_new0(Pdf, 1);
    source->inner = pdf;
    pdf->qpdf = qpdf_init();
    qpdf_silence_errors(pdf->qpdf);
    qpdf_set_suppress_warnings(pdf->qpdf, QPDF_TRUE);
    if (!read_qpdf(source, pdf->qpdf, reason, error))
        return FALSE;
    int pages = qpdf_get_num_pages(pdf->qpdf);
    if (pages < 1 || qpdf_has_error(pdf->qpdf))
        return refuse_damaged(source, reason, error);
    if (!source_check_pages(source, (guint)pages, reason, error))
        return FALSE;
    if (qpdf_push_inherited_attributes_to_page(pdf->qpdf) & (QPDF_ERRORS))
        return refuse_damaged(source, reason, error);
    for (int i = 0; i < pages; i++) {
        qpdf_oh page = qpdf_get_page_n(pdf->qpdf, (size_t)i);
        if (!qpdf_oh_is_dictionary(pdf->qpdf, page))
            return refuse_damaged(source, reason, error);
        if (!check_pictures(source, pdf->qpdf, (guint)i + 1, page, reason, error))
            return FALSE;
        qpdf_oh_release_all(pdf->qpdf);
    }
    source->pages = (guint)pages;
    return TRUE;
}

/* Whether something is laid over the page that its content does not tell of: filled-in form fields,
 * stamps, notes. Links and pop-ups show nothing. */
static gboolean has_overlay(qpdf_data qpdf, qpdf_oh page)
{
    qpdf_oh notes = qpdf_oh_get_key(qpdf, page, "/Annots");
    int count = qpdf_oh_is_array(qpdf, notes) ? qpdf_oh_get_array_n_items(qpdf, notes) : 0;
    for (int i = 0; i < count; i++) {
        qpdf_oh note = qpdf_oh_get_array_item(qpdf, notes, i);
        if (!qpdf_oh_is_dictionary(qpdf, note))
            continue;
        qpdf_oh kind = qpdf_oh_get_key(qpdf, note, "/Subtype");
        if (!qpdf_oh_is_name_and_equals(qpdf, kind, "/Link") &&
            !qpdf_oh_is_name_and_equals(qpdf, kind, "/Popup"))
            return TRUE;
    }
    return FALSE;
}

/* What the decision is made by. */
typedef struct {
    Frame frame;
    Content content;
    gboolean known;    /* the content could be read */
    gboolean overlaid; /* see has_overlay() */
    double pictures;   /* share of the page under pictures, at most 1 */
    double dpi;        /* the finest of the larger pictures; 0 without any */
} Look;

static void look_at_page(const Source *source, guint number, Look *look)
{
    qpdf_data qpdf = ((Pdf *)source->inner)->qpdf;
    qpdf_oh page = qpdf_get_page_n(qpdf, number - 1);
    look->frame = read_frame(qpdf, page);
    look->known = content_scan(qpdf, page, &look->frame, &look->content);
    look->overlaid = has_overlay(qpdf, page);
    for (guint i = 0; i < look->content.images->len; i++) {
        const PaintedImage *image = &g_array_index(look->content.images, PaintedImage, i);
        double cover = image_cover(image, &look->frame);
        look->pictures += cover;
        if (cover > PICTURE_NOTED)
            look->dpi = MAX(look->dpi, pdf_image_dpi(image, &look->frame));
    }
    look->pictures = MIN(look->pictures, 1);
}

static gboolean is_scan(const Look *look)
{
    const Content *content = &look->content;
    return look->known && content->covered && content->visible_letters == 0 &&
           content->paths == 0 && !look->overlaid;
}

static double painting_dpi(const Look *look)
{
    if (look->dpi <= 0)
        return PAINTED_DPI;
    /* Painted one to one, a picture of a kind that only Poppler decodes keeps its own pixels. */
    if (is_scan(look))
        return CLAMP(look->dpi, 50, 1200);
    double dpi = CLAMP(look->dpi, SCAN_DPI_LEAST, SCAN_DPI_MOST);
    return look->content.visible_letters > MUCH_TEXT ? MAX(dpi, PAINTED_DPI) : dpi;
}

/* The page's text layer, when it may stand for the page; NULL: the page is to be recognised. */
static GPtrArray *find_layer(Source *source, guint number, const Look *look, GError **error)
{
    if (!look->known || look->overlaid || look->content.visible_letters == 0 ||
        look->pictures >= PICTURES_MOST)
        return NULL;
    PopplerDocument *document = pdf_poppler(source, number, error);
    if (!document)
        return NULL;
    g_autoptr(PopplerPage) page = poppler_document_get_page(document, (int)number - 1);
    g_autoptr(GPtrArray) words = page ? pdf_words(page, LAYER_DPI) : NULL;
    return words && pdf_words_make_sense(words) ? g_steal_pointer(&words) : NULL;
}

/* Takes the layer onto the rendered page. */
static gboolean take_layer(Source *source, Page *page, GPtrArray *words, const Look *look,
                           GError **error)
{
    guint all = words->len, unseen = 0;
    page->layer = words;
    if (!pdf_render(source, page, LAYER_DPI, error))
        return FALSE;
    unseen = pdf_drop_unseen(words, page->image);
    if (unseen * 2 > all)
        return source_fail_page(source, page->source_page,
                                "it has text that does not show when it is painted, as when its "
                                "fonts are missing",
                                error);
    if (unseen > 0)
        page_note(page, "load", "%u words of the text layer do not show on the page: left out.",
                  unseen);
    if (look->pictures > PICTURE_NOTED)
        page_note(page, "load", "Pictures on the page were not read.");
    return TRUE;
}

static gboolean load_page(Source *source, Page *page, const Look *look, GError **error)
{
    g_autoptr(GError) trouble = NULL;
    const GArray *images = look->content.images;
    if (is_scan(look) &&
        pdf_load_image(source, &g_array_index(images, PaintedImage, images->len - 1), &look->frame,
                       page))
        return TRUE;
    GPtrArray *words = find_layer(source, page->source_page, look, &trouble);
    if (words)
        return take_layer(source, page, words, look, error);
    if (trouble) {
        g_propagate_error(error, g_steal_pointer(&trouble));
        return FALSE;
    }
    for (guint i = 0; i < images->len; i++) {
        const PaintedImage *image = &g_array_index(images, PaintedImage, i);
        if (!source_allows_size(source, image->width, image->height, 1))
            return source_fail_page(source, page->source_page,
                                    "it holds a picture with more pixels than the settings allow",
                                    error);
    }
    return pdf_render(source, page, painting_dpi(look), error);
}

static gboolean pdf_load(Source *source, Page *page, GError **error)
{
    Look look = {0};
    look_at_page(source, page->source_page, &look);
    gboolean done = load_page(source, page, &look, error);
    content_clear(&look.content);
    qpdf_oh_release_all(((Pdf *)source->inner)->qpdf);
    return done;
}

const SourceFormat source_pdf = {
    .name = "pdf", .open = pdf_open, .load = pdf_load, .close = pdf_close};
