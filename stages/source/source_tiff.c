/* source_tiff.c - TIFF originals: faxes and scans, one directory a page.
 *
 * Does: walk the chain of directories with bounds and loop check, check sizes, decode one page.
 * Of a file that was cut off, the pages that are whole can be read; what was lost is a page that
 * cannot.
 * Reads: G3, G4, packed, LZW, deflated and JPEG pages of 1 to 16 bits; what libtiff can decode.
 * Does not: read BigTIFF, or count previews and masks as pages. */
#include "source_ifd.h"
#include "source_pixels.h"
#include "source_private.h"

#include <leptonica/allheaders.h>

enum {
    SUBFILE_REDUCED = 1, /* a preview of another page */
    SUBFILE_MASK = 4,
};

static gboolean refuse_damaged(const Source *source, const char *what, const char **reason,
                               GError **error)
{
    return source_refuse(reason, REASON_DAMAGED, error,
                         "%s is damaged: %s. Ask for it to be sent again, or scan it again.",
                         source->name, what);
}

/* The directories of the file's pages, in order (array of Ifd). */
static GArray *find_pages(const Source *source, const char **reason, GError **error)
{
    g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(Ifd));
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    gboolean big_endian = FALSE;
    guint32 offset = ifd_first(source->data, source->size, &big_endian);

    for (; offset != 0; offset = g_array_index(pages, Ifd, pages->len - 1).next) {
        Ifd ifd;
        if (!g_hash_table_add(seen, GUINT_TO_POINTER(offset))) {
            refuse_damaged(source, "its pages follow each other in a circle", reason, error);
            return NULL;
        }
        if (!ifd_read(source->data, source->size, big_endian, offset, &ifd))
            ifd = (Ifd){.offset = offset, .cut = TRUE}; /* nobody knows how many pages it had */
        g_array_append_val(pages, ifd);
        /* Previews may double the number; a chain longer than that needs no further walk. */
        if (!source_check_pages(source, (pages->len + 1) / 2, reason, error))
            return NULL;
    }
    for (guint i = pages->len; i-- > 0;)
        if (g_array_index(pages, Ifd, i).subfile & (SUBFILE_REDUCED | SUBFILE_MASK))
            g_array_remove_index(pages, i);
    return g_steal_pointer(&pages);
}

static gboolean check_page(const Source *source, guint page, const Ifd *ifd, const char **reason,
                           GError **error)
{
    if (!ifd->cut && (ifd->width == 0 || ifd->height == 0))
        return refuse_damaged(source, "a page has no size", reason, error);
    return source_check_size(source, page, ifd->width, ifd->height, ifd->bits * ifd->samples,
                             reason, error);
}

static gboolean tiff_open(Source *source, const char **reason, GError **error)
{
    g_autoptr(GArray) pages = find_pages(source, reason, error);
    if (!pages)
        return FALSE;
    if (pages->len == 0)
        return refuse_damaged(source, "it holds no page", reason, error);
    if (!source_check_pages(source, pages->len, reason, error))
        return FALSE;
    guint whole = 0;
    for (guint i = 0; i < pages->len; i++) {
        const Ifd *ifd = &g_array_index(pages, Ifd, i);
        if (!check_page(source, i + 1, ifd, reason, error))
            return FALSE;
        whole += !ifd->cut;
    }
    if (whole == 0)
        return refuse_damaged(source, "it ends before its first page is complete", reason, error);
    source->pages = pages->len;
    source->inner = g_steal_pointer(&pages);
    return TRUE;
}

static gboolean tiff_load(Source *source, Page *page, GError **error)
{
    const GArray *pages = source->inner;
    const Ifd *ifd = &g_array_index(pages, Ifd, page->source_page - 1);
    gboolean big_endian = FALSE;
    if (ifd->cut)
        return source_fail_page(source, page->source_page,
                                "the file was cut off here, and nobody can tell what followed",
                                error);
    /* libtiff reaches the first directory by 0 alone. */
    gsize offset =
        ifd->offset == ifd_first(source->data, source->size, &big_endian) ? 0 : ifd->offset;
    PIX *pix = pixReadMemFromMultipageTiff(source->data, source->size, &offset);
    page->image = pixels_normalise(pix);
    if (!page->image)
        return source_fail_page(source, page->source_page, "its picture cannot be decoded", error);
    /* Leptonica has turned the pixels as the orientation says, but not the resolution. */
    gboolean sideways = ifd->orientation >= 5;
    page->x_dpi = sideways ? ifd->y_dpi : ifd->x_dpi;
    page->y_dpi = sideways ? ifd->x_dpi : ifd->y_dpi;
    return TRUE;
}

static void tiff_close(gpointer inner)
{
    g_array_unref(inner);
}

const SourceFormat source_tiff = {
    .name = "tiff", .open = tiff_open, .load = tiff_load, .close = tiff_close};
