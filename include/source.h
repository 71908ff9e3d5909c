/* source.h - an original opened for reading: its format, its pages. Used inside readers only. */
#pragma once

#include "page.h"
#include "settings.h"

typedef struct Source Source;

/* Opens the bytes of an original (borrowed for the source's life: a reference is taken). `name` is
 * for messages and tells a transcript (.txt) from chance bytes. Header preflight only: nothing is
 * decoded. Fails with FATE_INPUT and the reason code in `*reason` (a literal of the listing:
 * "damaged-file", "encrypted-file", "unsupported-file", "over-limit"). */
Source *source_open(GBytes *bytes, const char *name, const Settings *settings, const char **reason,
                    GError **error);
void source_close(Source *source);

const char *source_format(const Source *source); /* "tiff", "png", "jpeg", "pdf", "text"; lent */
guint source_pages(const Source *source);

/* Decodes page `page->source_page`: fills what PART_IMAGE names. FATE_INPUT when it cannot be
 * decoded. */
gboolean source_load_page(Source *source, Page *page, GError **error);

typedef struct SourceFonts SourceFonts;

/* Loads what painting a PDF needs beside its bytes (the index of fonts, Poppler's tables) and keeps
 * it: a reader that is locked in afterwards could not. FATE_FATAL when there are no fonts. */
SourceFonts *source_fonts_load(GError **error);
void source_fonts_free(SourceFonts *fonts);

/* Files and folders that are still read when a PDF is painted: fonts, their index, Poppler's data;
 * yours to free. */
char **source_fonts_folders(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Source, source_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SourceFonts, source_fonts_free)
