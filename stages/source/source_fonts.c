/* source_fonts.c - what Poppler loads only with the first PDF that needs it: the index of fonts,
 * its own tables of characters.
 *
 * Does: paint a line in a font that no PDF brings along, keep what that loaded, name the folders
 * that are read later still. Does not: choose fonts, which is fontconfig's. */
#include "source.h"

#include "fate.h"

#include <fontconfig/fontconfig.h>
#include <poppler.h>

#define POPPLER_DATA "/usr/share/poppler"

enum { SAMPLE_PX = 32 };

static const char sample[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 32 32]/Contents 4 0 R"
    "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 32>>stream\nBT /F 24 Tf 4 8 Td (MRN) Tj ET  \nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "trailer<</Root 1 0 R/Size 6>>\n";

struct SourceFonts {
    PopplerDocument
        *document; /* while one is open, Poppler keeps its tables and the fonts' index */
};

static gboolean surface_has_ink(cairo_surface_t *surface)
{
    const guint8 *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; data != NULL && y < SAMPLE_PX; y++)
        for (int x = 0; x < SAMPLE_PX; x++)
            if ((((const guint32 *)(data + (gsize)y * stride))[x] & 0xff) < 0x80)
                return TRUE;
    return FALSE;
}

static gboolean sample_paint(PopplerDocument *document)
{
    PopplerPage *page = poppler_document_get_page(document, 0);
    if (page == NULL)
        return FALSE;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SAMPLE_PX, SAMPLE_PX);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    poppler_page_render(page, cairo);
    cairo_surface_flush(surface);
    gboolean painted = surface_has_ink(surface);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    g_object_unref(page);
    return painted;
}

/* The file that fontconfig gives for a font that PDFs need not bring along. */
static char *font_file(FcConfig *config, const char *name)
{
    FcResult result;
    FcChar8 *file = NULL;
    FcPattern *wanted = FcNameParse((const FcChar8 *)name);
    FcConfigSubstitute(config, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcPattern *found = FcFontMatch(config, wanted, &result);
    if (found != NULL)
        FcPatternGetString(found, FC_FILE, 0, &file);
    char *copy = g_strdup((const char *)file);
    if (found != NULL)
        FcPatternDestroy(found);
    FcPatternDestroy(wanted);
    return copy;
}

/* fontconfig passes over what it cannot read, and pages come out in other letters: what was loaded
 * is compared with what loads now. */
static gboolean fonts_are_whole(void)
{
    static const char *const names[] = {"Helvetica", "Helvetica:bold", "Times",       "Times:bold",
                                        "Courier",   "Symbol",         "ZapfDingbats"};
    FcConfig *now = FcInitLoadConfigAndFonts();
    gboolean same = now != NULL;
    for (guint i = 0; same && i < G_N_ELEMENTS(names); i++) {
        g_autofree char *loaded = font_file(NULL, names[i]);
        g_autofree char *loads = font_file(now, names[i]);
        same = g_strcmp0(loaded, loads) == 0;
    }
    if (now != NULL)
        FcConfigDestroy(now);
    return same;
}

SourceFonts *source_fonts_load(GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(sample, sizeof sample - 1);
    g_autoptr(SourceFonts) fonts = g_new0(SourceFonts, 1);
    fonts->document = poppler_document_new_from_bytes(bytes, NULL, NULL);
    if (!fonts_are_whole()) {
        g_set_error(error, FATE, FATE_RETRY,
                    "The list of fonts could not be read whole. Nothing is lost; please run it "
                    "again.");
        return NULL;
    }
    if (fonts->document != NULL && sample_paint(fonts->document))
        return g_steal_pointer(&fonts);
    g_set_error(error, FATE, FATE_FATAL,
                "There is no font for PDFs that bring none along: their pages would come out "
                "empty. Install the Debian package fonts-dejavu-core.");
    return NULL;
}

void source_fonts_free(SourceFonts *fonts)
{
    if (fonts == NULL)
        return;
    g_clear_object(&fonts->document);
    g_free(fonts);
}

static void folders_add(GStrvBuilder *folders, FcStrList *list)
{
    const char *folder;
    while (list != NULL && (folder = (const char *)FcStrListNext(list)) != NULL)
        g_strv_builder_add(folders, folder);
    if (list != NULL)
        FcStrListDone(list);
}

char **source_fonts_folders(void)
{
    g_autoptr(GStrvBuilder) folders = g_strv_builder_new();
    g_strv_builder_add(folders, POPPLER_DATA);
    folders_add(folders, FcConfigGetFontDirs(NULL));
    folders_add(folders, FcConfigGetCacheDirs(NULL));
    folders_add(folders, FcConfigGetConfigFiles(NULL));
    return g_strv_builder_end(folders);
}
