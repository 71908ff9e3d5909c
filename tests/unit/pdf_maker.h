/* pdf_maker.h - PDF files for tests, written object by object (ISO 32000-1, 7.5). */
#pragma once

#include <glib.h>
#include <leptonica/allheaders.h>

typedef struct PdfMaker PdfMaker;

PdfMaker *pdf_maker_new(void);

/* The whole file, yours to free; the maker is taken. */
GBytes *pdf_maker_finish(PdfMaker *maker);

/* The number that the next object gets. */
guint pdf_maker_next(const PdfMaker *maker);

/* What these add gets the number that they return. */
guint pdf_maker_add_stream(PdfMaker *maker, const char *dict, const void *data, gsize size);

/* A 1-bit image as raw rows, and as G4. */
guint pdf_maker_add_raw(PdfMaker *maker, PIX *pix);
guint pdf_maker_add_g4(PdfMaker *maker, PIX *pix);

/* A grey JPEG file, with all its bytes. */
guint pdf_maker_add_jpeg(PdfMaker *maker, GBytes *jpeg, int width, int height);

/* A Letter page; `image` (0: none) is called /I, the font (Helvetica) /F; `more` are further keys.
 */
void pdf_maker_add_page(PdfMaker *maker, const char *content, guint image, const char *more);
