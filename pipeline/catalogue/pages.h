/* pages.h - page rows, for the files of this room that write and read documents. */
#pragma once

#include "database.h"

/* Which documents `d` stand in their patient's chart: those filed, but for copies of such. */
#define IN_CHART                                                                                   \
    "d.status = 'filed' AND NOT EXISTS (SELECT 1 FROM copies y JOIN documents k "                  \
    "ON k.number = y.same_as WHERE y.document = d.number AND k.patient = d.patient "               \
    "AND k.status = 'filed')"

/* Writes a page of a document with notes, words and texts; the index follows. */
gboolean page_write(Catalogue *catalogue, gint64 original, gint64 document, guint position,
                    const Page *page, GError **error);

/* As pages.image_format has it. */
ImageFormat image_format_parse(const char *name);

/* Fills in the marks of a page from pages.marks in that column. */
gboolean column_marks(Statement *statement, int column, Page *page, GError **error);

/* Appends the pages of a document in their order. */
gboolean pages_read(Catalogue *catalogue, gint64 document, GPtrArray *pages, GError **error);
