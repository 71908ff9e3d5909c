/* source_private.h - what the readers of the file formats share. Private to stages/source*.c. */
#pragma once

#include "source.h"

/* One file format. `open` counts the pages and checks sizes from headers alone, and may hang what
 * it needs later on Source.inner; `load` decodes one page; `close` drops `inner`. */
typedef struct {
    const char *name;
    gboolean (*open)(Source *source, const char **reason, GError **error);
    gboolean (*load)(Source *source, Page *page, GError **error);
    void (*close)(gpointer inner); /* NULL: nothing to drop */
} SourceFormat;

struct Source {
    const SourceFormat *format;
    GBytes *bytes;
    const guint8 *data; /* of `bytes` */
    gsize size;
    char *name;
    const Settings *settings; /* lent */
    guint pages;
    gpointer inner; /* the format's own */
};

extern const SourceFormat source_tiff, source_png, source_jpeg, source_pdf, source_text;

/* Reasons a source is refused for: codes of the listing. */
#define REASON_DAMAGED     "damaged-file"
#define REASON_ENCRYPTED   "encrypted-file"
#define REASON_UNSUPPORTED "unsupported-file"
#define REASON_OVER_LIMIT  "over-limit"

/* Sets `*reason` and a FATE_INPUT error with the sentence; always FALSE. */
gboolean source_refuse(const char **reason, const char *code, GError **error, const char *format,
                       ...) G_GNUC_PRINTF(4, 5);

/* Whether a page of that many pixels of that many bits may be decoded: the page's pixels are
 * bounded by the setting, and those of colour pages, which need four bytes each, by half of it. */
gboolean source_allows_size(const Source *source, double width_px, double height_px, int bits);

/* As above, and refuses with "over-limit" when not. */
gboolean source_check_size(const Source *source, guint page, double width_px, double height_px,
                           int bits, const char **reason, GError **error);

/* Refuses with "over-limit" when there are more pages than the settings allow. */
gboolean source_check_pages(const Source *source, guint pages, const char **reason, GError **error);

/* A FATE_INPUT error that page `page` cannot be decoded, `why` a clause; always FALSE. */
gboolean source_fail_page(const Source *source, guint page, const char *why, GError **error);
