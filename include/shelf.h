/* shelf.h - what the desk lists and shows without reading whole documents. */
#pragma once

#include "catalogue.h"

/* The filed image of a page of a document, and the page's own size. `*image` is to be cleared with
 * filed_image_drop(); FATE_INPUT when there is no such page, or it has no image. */
gboolean catalogue_page_image(Catalogue *catalogue, const char *document, guint source_page,
                              FiledImage *image, int *width_px, int *height_px, GError **error);
void filed_image_drop(FiledImage *image);

/* A document as it stands among others of its patient. */
typedef struct {
    char *document; /* "D000123" */
    char *type;
    char *date;   /* of service, ISO; "" when unknown */
    char *from;   /* facility, else provider; "" */
    char *source; /* the file it came in */
    guint pages;
    guint first_page; /* its first page in the original */
    gint64 filed_at;  /* Unix seconds */
} ShelfLine;

void shelf_line_free(ShelfLine *line);

/* The other documents of the same original, by their first page; ShelfLine, of which `from` is "".
 */
GPtrArray *catalogue_siblings(Catalogue *catalogue, const char *document, GError **error);

/* What is filed of the patient, the latest date of service first, undated last; ShelfLine. */
GPtrArray *catalogue_shelf(Catalogue *catalogue, gint64 patient, GError **error);
