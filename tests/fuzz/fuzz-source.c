/* fuzz-source.c - any bytes as an original: what we read of it ourselves (directories, markers,
 * chunks, transcripts) is read without harm. PDF is qpdf's to open; fuzz-content.c has our share.
 */
#include "include/source.h"
#include "stages/source/source_ifd.h"
#include "stages/source/source_jpeg.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void set_transcript(Source *source)
{
    for (guint i = 1; i <= source_pages(source) && i <= 8; i++) {
        g_autoptr(Page) page = page_new(i);
        g_assert(source_load_page(source, page, NULL));
        g_assert(page->height_px % 2200 == 0);
    }
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    const char *reason = NULL;
    gboolean big_endian = FALSE;
    Ifd ifd;
    JpegInfo info;
    ifd_read(data, size, FALSE, ifd_first(data, size, &big_endian), &ifd);
    jpeg_inspect(data, size, &info);
    if (memmem(data, MIN(size, 1024), "%PDF-", 5))
        return 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(Settings) settings = settings_new();
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(Source) source = source_open(bytes, "any.txt", settings, &reason, &error);
    g_assert((source == NULL) == (error != NULL) && (source == NULL) == (reason != NULL));
    if (source && strcmp(source_format(source), "text") == 0)
        set_transcript(source);
    return 0;
}
