/* source.c - opens an original: tells its format by its first bytes, holds what the formats share.
 *
 * Does: sniff, refuse what is empty, too large or of a kind that cannot be read, with a sentence.
 * Reads: the bytes of an original.
 * Does not: know a format's inside (source_tiff.c, source_jpeg.c, source_png.c, source_pdf.c,
 *           source_text.c), open files, print. */
#include "source_private.h"

#include "fate.h"

#include <leptonica/allheaders.h>
#include <string.h>

enum { PDF_HEADER_WITHIN = 1024 }; /* ISO 32000-1, annex H.3.4.1: where readers look for "%PDF-" */

/* Kinds that are known and not read, by what stands in front. */
typedef struct {
    const char *start;
    guint length, at;
    const char *what;
} Stranger;

static const Stranger strangers[] = {
    {"PK\003\004", 4, 0, "a ZIP archive or a Word, Excel or OpenOffice document"},
    {"\320\317\021\340\241\261\032\341", 8, 0, "an old Word, Excel or Outlook document"},
    {"{\\rtf", 5, 0, "an RTF document"},
    {"ftyp", 4, 4, "a HEIC photo or a film"},
    {"GIF8", 4, 0, "a GIF picture"},
    {"BM", 2, 0, "a BMP picture"},
    {"RIFF", 4, 0, "a WebP picture or a sound"},
    {"\000\000\000\014jP  ", 8, 0, "a JPEG 2000 picture"},
    {"II+\000", 4, 0, "a BigTIFF picture"},
    {"MM\000+", 4, 0, "a BigTIFF picture"},
    {"DICM", 4, 128, "a DICOM picture"},
    {"<!DOCTYPE", 9, 0, "a web page"},
    {"<!doctype", 9, 0, "a web page"},
    {"<html", 5, 0, "a web page"},
    {"<HTML", 5, 0, "a web page"},
    {"<?xml", 5, 0, "an XML document"},
    {"%!PS", 4, 0, "a PostScript document"},
    {"MZ", 2, 0, "a program"},
    {"\177ELF", 4, 0, "a program"},
    {"\037\213", 2, 0, "a compressed archive"},
    {"7z\274\257\047\034", 6, 0, "a compressed archive"},
    {"Rar!", 4, 0, "a compressed archive"},
};

gboolean source_refuse(const char **reason, const char *code, GError **error, const char *format,
                       ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *sentence = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    *reason = code;
    g_set_error_literal(error, FATE, FATE_INPUT, sentence);
    return FALSE;
}

gboolean source_allows_size(const Source *source, double width_px, double height_px, int bits)
{
    double most = 1e6 * settings_number(source->settings, SETTING_MAX_PAGE_MEGAPIXELS);
    return width_px * height_px <= (bits > 8 ? most / 2 : most);
}

gboolean source_check_size(const Source *source, guint page, double width_px, double height_px,
                           int bits, const char **reason, GError **error)
{
    if (source_allows_size(source, width_px, height_px, bits))
        return TRUE;
    return source_refuse(
        reason, REASON_OVER_LIMIT, error,
        "Page %u of %s is a picture of %.0f by %.0f pixels, more than the settings allow "
        "(max-page-megapixels = %s; half of that in colour). It was not read: scan it again at "
        "300 dpi, or raise the limit.",
        page, source->name, width_px, height_px,
        settings_text(source->settings, SETTING_MAX_PAGE_MEGAPIXELS));
}

gboolean source_check_pages(const Source *source, guint pages, const char **reason, GError **error)
{
    if (pages <= settings_number(source->settings, SETTING_MAX_PAGES))
        return TRUE;
    return source_refuse(reason, REASON_OVER_LIMIT, error,
                         "%s has more than %s pages, the most that the settings allow (max-pages). "
                         "It was not read: divide it, or raise the limit.",
                         source->name, settings_text(source->settings, SETTING_MAX_PAGES));
}

gboolean source_fail_page(const Source *source, guint page, const char *why, GError **error)
{
    g_set_error(error, FATE, FATE_INPUT,
                "Page %u of %s cannot be read: %s. Look at the original, and scan the page again "
                "if it is damaged.",
                page, source->name, why);
    return FALSE;
}

static gboolean starts_with(const Source *source, const char *start, gsize length, gsize at)
{
    return source->size >= at + length && memcmp(source->data + at, start, length) == 0;
}

static gboolean has_suffix(const char *name, const char *suffix)
{
    gsize length = strlen(name), tail = strlen(suffix);
    return length >= tail && g_ascii_strcasecmp(name + length - tail, suffix) == 0;
}

static const SourceFormat *find_format(const Source *source)
{
    if (starts_with(source, "II*\000", 4, 0) || starts_with(source, "MM\000*", 4, 0))
        return &source_tiff;
    if (starts_with(source, "\211PNG\r\n\032\n", 8, 0))
        return &source_png;
    if (starts_with(source, "\377\330\377", 3, 0))
        return &source_jpeg;
    if (memmem(source->data, MIN(source->size, PDF_HEADER_WITHIN), "%PDF-", 5) != NULL)
        return &source_pdf;
    return NULL;
}

static gboolean refuse_stranger(const Source *source, const char **reason, GError **error)
{
    const char *what = "of a kind that Chartward does not know";
    for (guint i = 0; i < G_N_ELEMENTS(strangers); i++)
        if (starts_with(source, strangers[i].start, strangers[i].length, strangers[i].at)) {
            what = strangers[i].what;
            break;
        }
    return source_refuse(reason, REASON_UNSUPPORTED, error,
                         "%s is %s, which cannot be read. Send it as PDF, TIFF, PNG, JPEG or plain "
                         "text (.txt).",
                         source->name, what);
}

static gboolean is_stranger(const Source *source)
{
    for (guint i = 0; i < G_N_ELEMENTS(strangers); i++)
        if (strangers[i].length > 2 &&
            starts_with(source, strangers[i].start, strangers[i].length, strangers[i].at))
            return TRUE;
    return FALSE;
}

static gboolean open_source(Source *source, const char **reason, GError **error)
{
    if (source->size == 0)
        return source_refuse(reason, REASON_DAMAGED, error,
                             "%s is empty: it holds not one byte. Send or scan it again.",
                             source->name);
    if (source->size > 1e6 * settings_number(source->settings, SETTING_MAX_FILE_MEGABYTES))
        return source_refuse(reason, REASON_OVER_LIMIT, error,
                             "%s has %.0f megabytes, more than the settings allow "
                             "(max-file-megabytes = %s). It was not read: divide it, or raise the "
                             "limit.",
                             source->name, source->size / 1e6,
                             settings_text(source->settings, SETTING_MAX_FILE_MEGABYTES));
    source->format = find_format(source);
    if (!source->format && has_suffix(source->name, ".txt") && !is_stranger(source))
        source->format = &source_text;
    if (!source->format)
        return refuse_stranger(source, reason, error);
    return source->format->open(source, reason, error);
}

static void talk_drop(G_GNUC_UNUSED const char *text)
{
}

Source *source_open(GBytes *bytes, const char *name, const Settings *settings, const char **reason,
                    GError **error)
{
    g_autoptr(Source) source = g_new0(Source, 1);
    const char *code = NULL;

    /* What Leptonica has to say comes back as errors; some of it heeds no severity. */
    setMsgSeverity(L_SEVERITY_NONE);
    leptSetStderrHandler(talk_drop);
    source->bytes = g_bytes_ref(bytes);
    source->data = g_bytes_get_data(bytes, &source->size);
    source->name = g_strdup(name);
    source->settings = settings;
    if (open_source(source, &code, error))
        return g_steal_pointer(&source);
    if (reason)
        *reason = code;
    return NULL;
}

void source_close(Source *source)
{
    if (!source)
        return;
    if (source->format && source->format->close && source->inner)
        source->format->close(source->inner);
    g_bytes_unref(source->bytes);
    g_free(source->name);
    g_free(source);
}

const char *source_format(const Source *source)
{
    return source->format->name;
}

guint source_pages(const Source *source)
{
    return source->pages;
}

gboolean source_load_page(Source *source, Page *page, GError **error)
{
    if (page->source_page < 1 || page->source_page > source->pages)
        return source_fail_page(source, page->source_page, "there is no such page in the file",
                                error);
    return source->format->load(source, page, error);
}
