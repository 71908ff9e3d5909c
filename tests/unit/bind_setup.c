/* bind_setup.c - a chart for the bind stage, pages drawn for it, and other programs' eyes on it.
 *
 * Does: draws, binds, runs pdftotext, qpdf and their like. Writes: a folder of its own. */
#include "bind_setup.h"

#include "drawn.h"
#include "people.h"
#include "scratch.h"

#include <string.h>

void bind_setup_open(BindSetup *setup, gconstpointer data)
{
    setup->folder = scratch_folder_new();
    g_autofree char *drugs = g_build_filename(setup->folder, "drugs", NULL);
    g_assert_true(
        g_file_set_contents(drugs, "# names\nmetoprolol\nwarfarin\ninsulin glargine\n", -1, NULL));
    setup->settings = settings_new();
    const char *conf = data != NULL ? data : "office-name = Lakeside Family Medicine\n";
    GError *error = NULL;
    g_assert_true(settings_parse(setup->settings, conf, &error));
    setup->chart = chart_new(patient_make("00482913", "O'Hara-Núñez", "Zoë", "1952-03-14"));
    setup->chart->bound_on = g_strdup("2026-03-15");
    setup->chart->settings = setup->settings;
    const StageSetup given = {.settings = setup->settings, .data_folder = setup->folder};
    setup->state = bind_stage.open(&given, &error);
    g_assert_no_error(error);
}

void bind_setup_close(BindSetup *setup, gconstpointer data)
{
    (void)data;
    bind_stage.close(setup->state);
    chart_free(setup->chart);
    settings_free(setup->settings);
    scratch_folder_remove(setup->folder);
}

void chart_bind(BindSetup *setup)
{
    GError *error = NULL;
    g_assert_true(bind_stage.chart(setup->state, setup->chart, &error));
    g_assert_no_error(error);
}

char *volume_look(BindSetup *setup, guint at, const char *command)
{
    g_autofree char *path = g_strdup_printf("%s/volume-%u.pdf", setup->folder, at);
    GBytes *volume = setup->chart->volumes->pdata[at];
    gsize size;
    const char *data = g_bytes_get_data(volume, &size);
    g_assert_true(g_file_set_contents(path, data, size, NULL));
    g_auto(GStrv) parts = g_strsplit(command, "%s", -1);
    g_autofree char *line = g_strjoinv(path, parts);
    g_auto(GStrv) arguments = g_strsplit(line, " ", -1);
    char *output = NULL;
    int status = 0;
    GError *error = NULL;
    g_spawn_sync(NULL, arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                 NULL, &output, NULL, &status, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, 0);
    return output;
}

void assert_says(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        g_error("'%.60s' is missing in:\n%.4000s", part, text);
}

void assert_sound(BindSetup *setup)
{
    for (guint i = 0; i < setup->chart->volumes->len; i++) {
        g_autofree char *said = volume_look(setup, i, "qpdf --check %s");
        assert_says(said, "No syntax or stream encoding errors found");
    }
}

guint volume_pages(BindSetup *setup, guint at)
{
    g_autofree char *said = volume_look(setup, at, "qpdf --show-npages %s");
    return g_ascii_strtoull(said, NULL, 10);
}

/* --- drawing --------------------------------------------------------------------------------- */

void page_put_image(Page *page, PIX *pix, ImageFormat format, double x_dpi, double y_dpi)
{
    pixSetResolution(pix, x_dpi, y_dpi);
    page->filed.format = format;
    page->filed.bytes = drawn_file(pix, format == IMAGE_G4 ? IFF_TIFF_G4 : IFF_JFIF_JPEG);
    page->filed.width_px = pixGetWidth(pix);
    page->filed.height_px = pixGetHeight(pix);
    page->filed.x_dpi = x_dpi;
    page->filed.y_dpi = y_dpi;
    page->dpi = x_dpi;
    page->width_px = pixGetWidth(pix);
    page->height_px = pixGetHeight(pix) * x_dpi / y_dpi;
}

Page *page_draw(guint source_page, const char *const *lines)
{
    Page *page = page_new(source_page);
    PIX *pix = pixCreate(1700, 2200, 1);
    L_BMF *font = bmfCreate(NULL, 20);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);
        int x = 180;
        for (guint j = 0; words[j] != NULL; j++) {
            l_int32 width = 0;
            BOX *box = NULL;
            PIX *one = pixCreate(1700, 120, 1);
            pixSetTextline(one, font, words[j], 1, 10, 60, &width, NULL);
            pixClipToForeground(one, NULL, &box);
            Box placed = {x, 200 + (int)i * 60 + box->y, box->w, box->h};
            pixRasterop(pix, placed.x, placed.y, box->w, box->h, PIX_SRC, one, box->x, box->y);
            g_ptr_array_add(page->words, word_new(words[j], placed, 0.9, i, 0));
            x += box->w + 16;
            boxDestroy(&box);
            pixDestroy(&one);
        }
    }
    page_put_image(page, pix, IMAGE_G4, 200, 200);
    bmfDestroy(&font);
    pixDestroy(&pix);
    return page;
}

Document *document_add(Chart *chart, const char *id, const char *type, const char *date)
{
    Document *document = document_new();
    document->id = g_strdup(id);
    g_free(document->type);
    document->type = g_strdup(type);
    document->source = g_strdup("fax0001.tif");
    Box nowhere = {0};
    if (date != NULL)
        g_ptr_array_add(document->fields,
                        field_new("date_of_service", date, date, 1, nowhere, 0.9));
    g_ptr_array_add(chart->documents, document);
    return document;
}

void document_pages(Document *document, guint count)
{
    const char *const lines[] = {"Blood pressure 138/84", NULL};
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(document->pages, page_draw(i + 1, lines));
}
