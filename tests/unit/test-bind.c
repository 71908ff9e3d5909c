/* test-bind.c - binds charts from drawn pages and looks at them with other programs' eyes:
 * pdftotext, pdfinfo, pdfimages, qpdf. */
#include "fate.h"
#include "stage.h"
#include "stages/bind/bind.h"

#include <glib/gstdio.h>
#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>

/* --- fixtures -------------------------------------------------------------------------------- */

typedef struct {
    char *folder;
    Settings *settings;
    Chart *chart;
    gpointer state;
} Fixture;

static void fixture_set_up(Fixture *fixture, gconstpointer data)
{
    fixture->folder = g_dir_make_tmp("chartward-bind-XXXXXX", NULL);
    g_autofree char *drugs = g_build_filename(fixture->folder, "drugs", NULL);
    g_assert_true(
        g_file_set_contents(drugs, "# names\nmetoprolol\nwarfarin\ninsulin glargine\n", -1, NULL));
    fixture->settings = settings_new();
    const char *conf = data != NULL ? data : "office-name = Lakeside Family Medicine\n";
    GError *error = NULL;
    g_assert_true(settings_parse(fixture->settings, conf, &error));
    Patient *patient = patient_new();
    g_free(patient->last);
    patient->last = g_strdup("O'Hara-Núñez");
    g_free(patient->first);
    patient->first = g_strdup("Zoë");
    g_free(patient->mrn);
    patient->mrn = g_strdup("00482913");
    g_free(patient->date_of_birth);
    patient->date_of_birth = g_strdup("1952-03-14");
    fixture->chart = chart_new(patient);
    fixture->chart->bound_on = g_strdup("2026-03-15");
    fixture->chart->settings = fixture->settings;
    StageSetup setup = {.settings = fixture->settings, .data_folder = fixture->folder};
    fixture->state = bind_stage.open(&setup, &error);
    g_assert_no_error(error);
}

static void fixture_tear_down(Fixture *fixture, gconstpointer data)
{
    (void)data;
    bind_stage.close(fixture->state);
    chart_free(fixture->chart);
    settings_free(fixture->settings);
    g_autoptr(GDir) folder = g_dir_open(fixture->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
        g_assert_cmpint(g_unlink(path), ==, 0);
    }
    g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
    g_free(fixture->folder);
}

static void bind_whole(Fixture *fixture)
{
    GError *error = NULL;
    g_assert_true(bind_stage.chart(fixture->state, fixture->chart, &error));
    g_assert_no_error(error);
}

/* Writes volume `at` and runs a program on it: `command` holds %s for the path. Its standard
 * output; yours. */
static char *look(Fixture *fixture, guint at, const char *command)
{
    g_autofree char *path = g_strdup_printf("%s/volume-%u.pdf", fixture->folder, at);
    GBytes *volume = fixture->chart->volumes->pdata[at];
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

static void assert_says(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        g_error("'%.60s' is missing in:\n%.4000s", part, text);
}

static void assert_sound(Fixture *fixture)
{
    for (guint i = 0; i < fixture->chart->volumes->len; i++) {
        g_autofree char *said = look(fixture, i, "qpdf --check %s");
        assert_says(said, "No syntax or stream encoding errors found");
    }
}

static guint page_count(Fixture *fixture, guint at)
{
    g_autofree char *said = look(fixture, at, "qpdf --show-npages %s");
    return g_ascii_strtoull(said, NULL, 10);
}

/* --- drawing --------------------------------------------------------------------------------- */

static GBytes *pix_save(PIX *pix, int format)
{
    l_uint8 *data = NULL;
    size_t size = 0;
    g_assert_cmpint(pixWriteMem(&data, &size, pix, format), ==, 0);
    GBytes *bytes = g_bytes_new(data, size);
    lept_free(data);
    return bytes;
}

/* Gives the page an image of that size and resolution; squared to x_dpi. */
static void page_file(Page *page, PIX *pix, ImageFormat format, double x_dpi, double y_dpi)
{
    pixSetResolution(pix, x_dpi, y_dpi);
    page->filed.format = format;
    page->filed.bytes = pix_save(pix, format == IMAGE_G4 ? IFF_TIFF_G4 : IFF_JFIF_JPEG);
    page->filed.width_px = pixGetWidth(pix);
    page->filed.height_px = pixGetHeight(pix);
    page->filed.x_dpi = x_dpi;
    page->filed.y_dpi = y_dpi;
    page->dpi = x_dpi;
    page->width_px = pixGetWidth(pix);
    page->height_px = pixGetHeight(pix) * x_dpi / y_dpi;
}

/* Draws the lines' words and notes their tight boxes. */
static Page *page_draw(guint source_page, const char *const *lines)
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
    page_file(page, pix, IMAGE_G4, 200, 200);
    bmfDestroy(&font);
    pixDestroy(&pix);
    return page;
}

static Document *document_add(Chart *chart, const char *id, const char *type, const char *date)
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

static void document_pages(Document *document, guint count)
{
    const char *const lines[] = {"Blood pressure 138/84", NULL};
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(document->pages, page_draw(i + 1, lines));
}

/* --- reading back ---------------------------------------------------------------------------- */

typedef struct {
    double left, top, right, bottom;
} Area;

/* Where pdftotext finds the n-th `word` of the volume; pages are parted in `page` from 1. */
static gboolean area_find(const char *listing, guint page, const char *word, Area *area)
{
    const char *at = listing;
    for (guint i = 0; i < page && at != NULL; i++)
        at = strstr(at + 1, "<page ");
    g_assert_nonnull(at);
    const char *end = strstr(at, "</page>");
    g_autofree char *escaped = g_markup_escape_text(word, -1);
    g_autofree char *close = g_strdup_printf("\">%s</word>", escaped);
    const char *found = strstr(at, close);
    if (found == NULL || found > end)
        return FALSE;
    const char *begin = g_strrstr_len(at, found - at, "<word ");
    g_assert_cmpint(sscanf(begin, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"",
                           &area->left, &area->top, &area->right, &area->bottom),
                    ==, 4);
    return TRUE;
}

/* The share of a word's box that the found area covers, and how much wider than the box it is. */
static void assert_on_word(const Area *area, double left, double top, double width, double height)
{
    double x = fmin(area->right, left + width) - fmax(area->left, left);
    double y = fmin(area->bottom, top + height) - fmax(area->top, top);
    g_assert_cmpfloat(x, >=, 0.97 * width);
    g_assert_cmpfloat(y, >=, 0.90 * height);
    g_assert_cmpfloat(area->right - area->left, <=, width * 1.03 + 0.5);
}

/* --- tests ----------------------------------------------------------------------------------- */

static void test_empty(Fixture *fixture, gconstpointer data)
{
    (void)data;
    bind_whole(fixture);
    g_assert_cmpuint(fixture->chart->volumes->len, ==, 1);
    assert_sound(fixture);
    g_assert_cmpuint(page_count(fixture, 0), ==, 1);
    g_autofree char *text = look(fixture, 0, "pdftotext -q %s -");
    assert_says(text, "No documents are filed in this chart.");
    assert_says(text, "O'Hara-Núñez, Zoë");
    assert_says(text, "00482913");
    assert_says(text, "1952-03-14");
    g_autofree char *info = look(fixture, 0, "pdfinfo -isodates %s");
    assert_says(info, "Title:           Chart of O'Hara-Núñez, Zoë – 00482913");
    assert_says(info, "Author:          Lakeside Family Medicine");
    assert_says(info, "2026-03-15T00:00:00Z");
}

static void test_text_in_place(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const lines[] = {"Metoprolol succinate 25 mg daily, once",
                                        "no evidence (today) of wheezing - ok",
                                        "Assessment: hypertension", NULL};
    Document *document = document_add(fixture->chart, "D000001", "progress-note", "2026-03-14");
    Page *page = page_draw(1, lines);
    g_ptr_array_add(document->pages, page);
    Word *corrected = page->words->pdata[1];
    corrected->corrected = g_strdup("ßuccinate–µ");
    bind_whole(fixture);
    assert_sound(fixture);
    g_autofree char *listing = look(fixture, 0, "pdftotext -q -bbox %s -");
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        Area area;
        if (!area_find(listing, 2, word_text(word), &area))
            g_error("'%s' is not found", word_text(word));
        double scale = 72.0 / 200;
        assert_on_word(&area, word->box.x * scale, word->box.y * scale, word->box.width * scale,
                       word->box.height * scale);
    }
    g_autofree char *text = look(fixture, 0, "pdftotext -q -f 2 -l 2 %s -");
    assert_says(text, "Metoprolol ßuccinate–µ 25 mg daily, once");
    assert_says(text, "no evidence (today) of wheezing - ok");
    assert_says(text, "D000001 · page 1 of 1 · progress note · 2026-03-14");
}

/* A page whose lines fall by two degrees is shown straight, and its words with it. */
static void test_straightened(Fixture *fixture, gconstpointer data)
{
    (void)data;
    Document *document = document_add(fixture->chart, "D000001", "referral", "2026-03-14");
    Page *page = page_new(1);
    PIX *pix = pixCreate(1700, 2200, 1);
    page_file(page, pix, IMAGE_G4, 200, 200);
    pixDestroy(&pix);
    page->skew_degrees = 2;
    double turn = 2 * G_PI / 180;
    for (guint i = 0; i < 3; i++) {
        double x = 300.0 + 500 * i - 850, y = 400 - 1100; /* straight, from the middle */
        double length = 200 * cos(turn) + 30 * sin(turn), height = 200 * sin(turn) + 30 * cos(turn);
        Box box = {round(850 + x * cos(turn) - y * sin(turn) - length / 2),
                   round(1100 + x * sin(turn) + y * cos(turn) - height / 2), round(length),
                   round(height)};
        static const char *const texts[] = {"Altitude", "Beats", "Hernia"};
        g_ptr_array_add(page->words, word_new(texts[i], box, 0.9, 0, 0));
    }
    g_ptr_array_add(document->pages, page);
    bind_whole(fixture);
    assert_sound(fixture);
    g_autofree char *listing = look(fixture, 0, "pdftotext -q -bbox %s -");
    Area areas[3];
    g_assert_true(area_find(listing, 2, "Altitude", &areas[0]));
    g_assert_true(area_find(listing, 2, "Beats", &areas[1]));
    g_assert_true(area_find(listing, 2, "Hernia", &areas[2]));
    for (guint i = 0; i < 3; i++)
        assert_on_word(&areas[i], (300 + 500 * i - 100 + 1) * 0.36, (400 - 14) * 0.36, 198 * 0.36,
                       28 * 0.36);
    g_assert_cmpfloat(fabs(areas[0].bottom - areas[2].bottom), <, 1.5);

    /* With a word at the edge that a turn would push off the page, it is shown as it is. */
    Box edge = {4, 60, 60, 30};
    g_ptr_array_add(page->words, word_new("edge", edge, 0.9, 1, 0));
    bind_whole(fixture);
    g_free(listing);
    listing = look(fixture, 0, "pdftotext -q -bbox %s -");
    g_assert_true(area_find(listing, 2, "Altitude", &areas[0]));
    g_assert_true(area_find(listing, 2, "Hernia", &areas[2]));
    g_assert_cmpfloat(areas[2].bottom - areas[0].bottom, >, 8);
    g_assert_true(area_find(listing, 2, "edge", &areas[0]));
}

static void test_images_kept(Fixture *fixture, gconstpointer data)
{
    (void)data;
    Document *document = document_add(fixture->chart, "D000001", "lab-report", "2026-03-14");
    PIX *fax = pixCreate(1728, 1078, 1);
    pixRasterop(fax, 100, 100, 700, 30, PIX_SET, NULL, 0, 0);
    pixRasterop(fax, 100, 300, 30, 600, PIX_SET, NULL, 0, 0);
    Page *first = page_new(1);
    page_file(first, fax, IMAGE_G4, 204, 98);
    g_ptr_array_add(document->pages, first);
    PIX *photo = pixCreate(850, 1100, 8);
    pixSetAllArbitrary(photo, 180);
    Page *second = page_new(2);
    page_file(second, photo, IMAGE_JPEG, 100, 100);
    g_ptr_array_add(document->pages, second);
    bind_whole(fixture);
    assert_sound(fixture);

    g_autofree char *list = look(fixture, 0, "pdfimages -list %s");
    assert_says(list, "1728  1078  gray    1   1  ccitt");
    assert_says(list, " 204    98 ");
    assert_says(list, "850  1100  gray    1   8  jpeg");
    g_autofree char *sizes = look(fixture, 0, "pdfinfo -f 2 -l 3 %s");
    assert_says(sizes, "Page    2 size:  609.882 x 809.008 pts");
    assert_says(sizes, "Page    3 size:  612 x 809.008 pts");

    ImageBody strip;
    const char *why;
    g_assert_true(bind_tiff_find(first->filed.bytes, &strip, &why));
    const guint8 *tiff = g_bytes_get_data(first->filed.bytes, NULL);
    g_autofree char *extract = g_strdup_printf("pdfimages -all %%s %s/image", fixture->folder);
    g_free(look(fixture, 0, extract));
    const char *const names[] = {"image-000.ccitt", "image-001.jpg"};
    const guint8 *const wanted[] = {tiff + strip.offset,
                                    g_bytes_get_data(second->filed.bytes, NULL)};
    gsize sizes_wanted[] = {strip.size, g_bytes_get_size(second->filed.bytes)};
    for (guint i = 0; i < 2; i++) {
        g_autofree char *path = g_build_filename(fixture->folder, names[i], NULL);
        g_autofree char *got = NULL;
        gsize size;
        g_assert_true(g_file_get_contents(path, &got, &size, NULL));
        g_assert_cmpmem(got, size, wanted[i], sizes_wanted[i]);
    }
    pixDestroy(&fax);
    pixDestroy(&photo);
}

static void test_outline_links_labels(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const ids[] = {"D000001", "D000002", "D000003"};
    static const char *const types[] = {"lab-report", "consultation", "lab-report"};
    static const char *const dates[] = {"2026-01-05", "2026-02-06", "2026-03-07"};
    static const char *const lines[] = {"Essential hypertension (I10)",
                                        "Metoprolol 25 mg, warfarin", "Insulin glargine nightly",
                                        NULL};
    for (guint i = 0; i < 3; i++) {
        Document *document = document_add(fixture->chart, ids[i], types[i], dates[i]);
        g_ptr_array_add(document->pages, page_draw(1, lines));
        Box box = ((Word *)((Page *)document->pages->pdata[0])->words->pdata[2])->box;
        g_ptr_array_add(document->fields, field_new("icd10", "I10", "(I10)", 1, box, 0.9));
        g_ptr_array_add(document->fields,
                        field_new("provider", "Erin Müller", "Erin Müller MD", 1, box, 0.9));
    }
    bind_whole(fixture);
    assert_sound(fixture);
    g_assert_cmpuint(page_count(fixture, 0), ==, 5);

    g_autofree char *json =
        look(fixture, 0, "qpdf --json=1 --json-key=outlines --json-key=pagelabels %s");
    g_auto(GStrv) parts = g_strsplit_set(json, " \n", -1);
    g_autofree char *flat = g_strjoinv("", parts);
    assert_says(json, "Overview");
    assert_says(json, "Consultation");
    assert_says(json, "Lab report");
    assert_says(json, "2026-03-07 · Erin Müller");
    assert_says(json, "Index");
    assert_says(flat, "\"/S\":\"/r\"");
    assert_says(flat, "\"index\":1,\"label\":{\"/S\":\"/D\"");
    assert_says(flat, "\"/P\":\"Index\"");

    /* Three lines of the table, and on each page 5 terms; neighbours are joined to runs. */
    g_autofree char *objects = look(fixture, 0, "qpdf --json=1 --json-key=objects %s");
    guint links = 0;
    for (const char *at = objects; (at = strstr(at, "\"/Subtype\": \"/Link\"")) != NULL; at++)
        links++;
    g_assert_cmpuint(links, ==, 3 + 5);

    g_autofree char *index = look(fixture, 0, "pdftotext -q -f 5 -l 5 -layout %s -");
    assert_says(index, "Essential hypertension I10");
    assert_says(index, "Metoprolol");
    assert_says(index, "Insulin glargine");
    assert_says(index, "Müller, Erin");
    assert_says(index, "1–3");
    g_autofree char *front = look(fixture, 0, "pdftotext -q -f 1 -l 1 -layout %s -");
    assert_says(front, "3 documents · 3 pages · 2026-01-05 to 2026-03-07");
    const char *newest = strstr(front, "D000003"), *oldest = strstr(front, "D000001");
    g_assert_true(newest != NULL && oldest != NULL && newest < oldest);
}

static void test_volumes(Fixture *fixture, gconstpointer data)
{
    (void)data; /* ten pages a volume: one is the front, none the index */
    for (guint i = 0; i < 6; i++) {
        g_autofree char *id = g_strdup_printf("D00000%u", i + 1);
        g_autofree char *date = g_strdup_printf("2026-01-0%u", i + 1);
        document_pages(document_add(fixture->chart, id, "lab-report", date), 4);
    }
    bind_whole(fixture);
    assert_sound(fixture);
    g_assert_cmpuint(fixture->chart->volumes->len, ==, 3);
    for (guint i = 0; i < 3; i++) {
        g_assert_cmpuint(page_count(fixture, i), ==, 9);
        g_autofree char *text = look(fixture, i, "pdftotext -q -f 2 -l 9 %s -");
        g_autofree char *older = g_strdup_printf("D00000%u · page 4 of 4", 2 * i + 1);
        g_autofree char *newer = g_strdup_printf("D00000%u · page 1 of 4", 2 * i + 2);
        const char *at_older = strstr(text, older), *at_newer = strstr(text, newer);
        g_assert_true(at_older != NULL && at_newer != NULL && at_newer < at_older);
        g_autofree char *front = look(fixture, i, "pdftotext -q -f 1 -l 1 %s -");
        g_autofree char *title = g_strdup_printf("Volume %u of 3", i + 1);
        assert_says(front, title);
        assert_says(front, "D000001");
        assert_says(front, "D000006");
    }
    /* What an earlier volume holds does not change when a document comes. */
    g_autofree char *before = look(fixture, 0, "pdftotext -q -f 2 -l 9 %s -");
    document_pages(document_add(fixture->chart, "D000007", "referral", "2026-02-01"), 2);
    bind_whole(fixture);
    g_assert_cmpuint(fixture->chart->volumes->len, ==, 4);
    g_autofree char *after = look(fixture, 0, "pdftotext -q -f 2 -l 9 %s -");
    g_assert_cmpstr(before, ==, after);
}

static void test_torn(Fixture *fixture, gconstpointer data)
{
    (void)data;
    document_pages(document_add(fixture->chart, "D000001", "lab-report", "2026-01-01"), 2);
    document_pages(document_add(fixture->chart, "D000002", "records-request", "2026-01-02"), 20);
    document_pages(document_add(fixture->chart, "D000003", "lab-report", "2026-01-03"), 2);
    bind_whole(fixture);
    assert_sound(fixture);
    g_assert_cmpuint(fixture->chart->volumes->len, ==, 4);
    guint pages = 0;
    for (guint i = 0; i < 4; i++) {
        g_assert_cmpuint(page_count(fixture, i), <=, 10);
        pages += page_count(fixture, i) - 1;
    }
    g_assert_cmpuint(pages, ==, 24);
    g_autofree char *front = look(fixture, 0, "pdftotext -q -f 1 -l 1 %s -");
    assert_says(front, "Volumes 2–4");
    g_autofree char *last = look(fixture, 3, "pdftotext -q %s -");
    assert_says(last, "D000002 · page 20 of 20");
}

static void test_long_table(Fixture *fixture, gconstpointer data)
{
    (void)data;
    for (guint i = 0; i < 90; i++) {
        g_autofree char *id = g_strdup_printf("D%06u", i + 1);
        document_pages(document_add(fixture->chart, id, "immunization-record", NULL), 1);
    }
    bind_whole(fixture);
    assert_sound(fixture);
    guint front = bind_front_sheets(90);
    g_assert_cmpuint(front, ==, 3);
    g_assert_cmpuint(page_count(fixture, 0), ==, 90 + front);
    g_autofree char *text = look(fixture, 0, "pdftotext -q -f 1 -l 3 %s -");
    for (guint i = 0; i < 90; i++) {
        g_autofree char *id = g_strdup_printf("D%06u", i + 1);
        assert_says(text, id);
    }
}

static void test_same_bytes(Fixture *fixture, gconstpointer data)
{
    (void)data;
    document_pages(document_add(fixture->chart, "D000001", "lab-report", "2026-01-01"), 2);
    bind_whole(fixture);
    g_autoptr(GBytes) first = g_bytes_ref(fixture->chart->volumes->pdata[0]);
    bind_whole(fixture);
    g_assert_true(g_bytes_equal(first, fixture->chart->volumes->pdata[0]));
}

static void test_hostile_words(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const lines[] = {"one two three four five six seven eight nine ten", NULL};
    Document *document = document_add(fixture->chart, "D000001", "other", NULL);
    Page *page = page_draw(1, lines);
    g_ptr_array_add(document->pages, page);
    g_autofree char *endless = g_strnfill(10000, 'w');
    const char *const texts[] = {
        "con\001trol\033", "bro\xff\xc3ken", endless,           "\001\002", "漢字",
        "𝒳-ray",           ")\\(<>",         "fffe\xef\xbf\xbe"};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        Word *word = page->words->pdata[i];
        g_free(word->text);
        word->text = g_strdup(texts[i]);
    }
    ((Word *)page->words->pdata[8])->box = (Box){0};
    ((Word *)page->words->pdata[9])->box = (Box){G_MAXINT, G_MAXINT, G_MAXINT, G_MAXINT};
    Box below = {-500, 900, 10, 10};
    g_ptr_array_add(page->words, word_new("before", below, 0.1, 2, 0));
    bind_whole(fixture);
    assert_sound(fixture);
    g_autofree char *text = look(fixture, 0, "pdftotext -q -f 2 -l 2 %s -");
    assert_says(text, "control");
    assert_says(text, "bro\xef\xbf\xbd\xef\xbf\xbdken");
    assert_says(text, "wwww"); /* pdftotext drops letters that lie upon each other */
    assert_says(text, "漢字");
    assert_says(text, "-ray");
    assert_says(text, ")\\(<>");
    assert_says(text, "nine");
    assert_says(text, "ten");
    assert_says(text, "before");
}

static void test_transcript(Fixture *fixture, gconstpointer data)
{
    (void)data;
    Document *document = document_add(fixture->chart, "D000001", "consultation", "2026-03-14");
    Page *page = page_new(1);
    page->width_px = 1700;
    page->height_px = 2 * 2200;
    page->dpi = 200;
    page->born_digital = TRUE;
    Box high = {200, 200, 10 * 17, 30}, low = {200, 2200 + 300, 9 * 17, 30};
    g_ptr_array_add(page->words, word_new("Assessment", high, 1, 0, 0));
    g_ptr_array_add(page->words, word_new("Continued", low, 1, 1, 0));
    g_ptr_array_add(document->pages, page);
    Page *lost = page_new(2);
    lost->kind = PAGE_UNREADABLE;
    g_ptr_array_add(document->pages, lost);
    Page *blank = page_new(3);
    blank->kind = PAGE_BLANK;
    g_ptr_array_add(document->pages, blank);
    bind_whole(fixture);
    assert_sound(fixture);
    g_assert_cmpuint(page_count(fixture, 0), ==, 4);
    g_autofree char *listing = look(fixture, 0, "pdftotext -q -bbox %s -");
    Area area;
    g_assert_true(area_find(listing, 2, "Assessment", &area));
    assert_on_word(&area, 72, 72, 170 * 0.36, 30 * 0.36);
    g_assert_true(area_find(listing, 3, "Continued", &area));
    assert_on_word(&area, 72, 300 * 0.36, 153 * 0.36, 30 * 0.36);
    g_autofree char *text = look(fixture, 0, "pdftotext -q -f 2 -l 4 %s -");
    assert_says(text, "page 1 of 2, sheet 2 of 2");
    assert_says(text, "Page 2 of fax0001.tif could not be read.");
    g_autofree char *list = look(fixture, 0, "pdffonts %s");
    assert_says(list, "DejaVuSansMono");
}

static void refuse(Fixture *fixture, GBytes *bytes, const char *why)
{
    Document *document = fixture->chart->documents->pdata[0];
    Page *page = document->pages->pdata[0];
    g_bytes_unref(page->filed.bytes);
    page->filed.bytes = bytes;
    g_autoptr(GError) error = NULL;
    g_assert_false(bind_stage.chart(fixture->state, fixture->chart, &error));
    g_assert_error(error, FATE, FATE_INPUT);
    assert_says(error->message, why);
    assert_says(error->message, "page 1 of 'fax0001.tif' (D000001)");
}

static void test_images_refused(Fixture *fixture, gconstpointer data)
{
    (void)data;
    Document *document = document_add(fixture->chart, "D000001", "other", NULL);
    document_pages(document, 1);
    Page *page = document->pages->pdata[0];
    gsize size;
    const guint8 *whole = g_bytes_get_data(page->filed.bytes, &size);
    g_autofree guint8 *copy = g_memdup2(whole, size);

    /* Cut anywhere, it is refused or complete, and never read beyond its end. */
    for (gsize length = 0; length < size; length += 7) {
        g_autofree guint8 *exact = g_memdup2(copy, MAX(length, 1));
        g_autoptr(GBytes) cut = g_bytes_new_static(exact, length);
        ImageBody strip;
        const char *why = NULL;
        if (bind_tiff_find(cut, &strip, &why))
            g_assert_cmpuint(strip.offset + strip.size, <=, length);
        else
            g_assert_nonnull(why);
    }
    refuse(fixture, g_bytes_new_static("not a picture at all", 20), "it is not a TIFF file");
    PIX *grey = pixCreate(1700, 2200, 8);
    refuse(fixture, pix_save(grey, IFF_TIFF_LZW), "it is not G4");
    PIX *small = pixCreate(170, 220, 1);
    refuse(fixture, pix_save(small, IFF_TIFF_G4), "its size is not the one that was noted");
    page->filed.format = IMAGE_JPEG;
    refuse(fixture, g_bytes_new_static("no JPEG either", 14), "it is not a JPEG file");
    page->filed.format = IMAGE_G4;
    page->filed.x_dpi = 0;
    refuse(fixture, g_bytes_new(copy, size), "it has no physical size");
    pixDestroy(&grey);
    pixDestroy(&small);
}

/* A folder of images that is gone after so many looks. */
typedef struct {
    GBytes *file;
    guint looks_left;
} Shelf;

static GBytes *shelf_fetch(gpointer data, const FiledImage *image, GError **error)
{
    Shelf *shelf = data;
    g_assert_cmpstr(image->sha256, ==, "abcd");
    if (shelf->looks_left-- > 0)
        return g_bytes_ref(shelf->file);
    g_set_error(error, FATE, FATE_RETRY, "The shelf is gone.");
    shelf->looks_left = 0;
    return NULL;
}

/* An image is asked for to plan, to draw and to save; a failure at any time is the chart's. */
static void test_image_gone(Fixture *fixture, gconstpointer data)
{
    (void)data;
    Document *document = document_add(fixture->chart, "D000001", "other", NULL);
    document_pages(document, 1);
    Page *page = document->pages->pdata[0];
    page->filed.sha256 = g_strdup("abcd");
    Shelf shelf = {g_steal_pointer(&page->filed.bytes), 0};
    fixture->chart->fetch = shelf_fetch;
    fixture->chart->fetch_data = &shelf;
    guint looks = 0;
    for (gboolean bound = FALSE; !bound; looks++) {
        g_autoptr(GError) error = NULL;
        shelf.looks_left = looks;
        bound = bind_stage.chart(fixture->state, fixture->chart, &error);
        g_assert_cmpint(bound, ==, error == NULL);
        if (!bound) {
            g_assert_error(error, FATE, FATE_RETRY);
            g_assert_cmpstr(error->message, ==, "The shelf is gone.");
        }
    }
    g_assert_cmpuint(looks, ==, 4);
    assert_sound(fixture);
    g_bytes_unref(shelf.file);
}

static void test_jpeg_header(void)
{
    PIX *photo = pixCreate(300, 200, 32);
    g_autoptr(GBytes) file = pix_save(photo, IFF_JFIF_JPEG);
    pixDestroy(&photo);
    ImageBody body;
    const char *why = NULL;
    g_assert_true(bind_jpeg_find(file, &body, &why));
    g_assert_cmpuint(body.width, ==, 300);
    g_assert_cmpuint(body.height, ==, 200);
    g_assert_cmpuint(body.colours, ==, 3);
    g_assert_cmpuint(body.size, ==, g_bytes_get_size(file));

    gsize size;
    const guint8 *whole = g_bytes_get_data(file, &size);
    gboolean before = FALSE; /* once the frame header is whole, it stays found */
    for (gsize length = 0; length < MIN(size, 700); length++) {
        g_autofree guint8 *exact = g_memdup2(whole, MAX(length, 1));
        g_autoptr(GBytes) cut = g_bytes_new_static(exact, length);
        gboolean found = bind_jpeg_find(cut, &body, &why);
        g_assert_true(found || !before);
        before = found;
    }
    g_assert_true(before);
    static const guint8 endless[] = {0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xE0, 0, 0, 0, 0};
    static const guint8 lossless[] = {0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 8, 0, 9, 0, 9, 1, 1, 0x11, 0};
    g_autoptr(GBytes) bad = g_bytes_new_static(endless, sizeof endless);
    g_autoptr(GBytes) odd = g_bytes_new_static(lossless, sizeof lossless);
    g_assert_false(bind_jpeg_find(bad, &body, &why));
    g_assert_false(bind_jpeg_find(odd, &body, &why));
    g_assert_cmpstr(why, ==, "it is a JPEG file of an unusual kind");
}

/* A page of text lines in cells of 20 x 30 px; "  " parts columns. */
static Page *page_type(const char *const *lines)
{
    Page *page = page_new(1);
    page->dpi = 200;
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);
        int x = 0;
        for (guint j = 0; words[j] != NULL; j++) {
            int width = 20 * g_utf8_strlen(words[j], -1);
            Box box = {x, 50 * (int)i, width, 30};
            if (width > 0)
                g_ptr_array_add(page->words, word_new(words[j], box, 1, i, 0));
            x += width > 0 ? width + 20 : 200;
        }
    }
    return page;
}

/* What the index prints for the codes in the lines, in their order. */
static void assert_diagnoses(const char *const *lines, const char *const *wanted)
{
    g_autoptr(Document) document = document_new();
    Page *page = page_type(lines);
    g_ptr_array_add(document->pages, page);
    static const char *const codes[] = {"I10", "E11.9", "I48.0"};
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
        Box nowhere = {0};
        g_ptr_array_add(document->fields, field_new("icd10", codes[i], codes[i], 1, nowhere, 0.9));
    }
    g_autoptr(GHashTable) drugs = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(BindTerms) terms = bind_terms_new(drugs);
    g_autoptr(GArray) mentions = bind_terms_collect(terms, document, document->pages);
    g_assert_cmpuint(bind_terms_count(terms), ==, 3);
    for (guint i = 0; i < 3; i++)
        g_assert_cmpstr(bind_terms_get(terms, i)->text, ==, wanted[i]);
}

static void test_diagnoses(void)
{
    static const char *const prose[] = {
        "1. Essential hypertension (I10), diabetes mellitus (E11.9)", "2. Paroxysmal AFib (I48.0).",
        NULL};
    static const char *const prose_wanted[] = {"Essential hypertension", "Diabetes mellitus",
                                               "Paroxysmal AFib"};
    assert_diagnoses(prose, prose_wanted);
    static const char *const table[] = {"I10 Essential hypertension  03/14/2026",
                                        "E11.9 - Type 2 diabetes  A. I48.0  120.00", NULL};
    static const char *const table_wanted[] = {"Essential hypertension", "Type 2 diabetes", ""};
    assert_diagnoses(table, table_wanted);
    static const char *const form[] = {"Diagnosis: Hypertension  ICD-10: I10",
                                       "Diagnosis: Diabetes, type 2  ICD-10: E11.9",
                                       "ICD-10: I48.0", NULL};
    static const char *const form_wanted[] = {"Hypertension", "Diabetes, type 2", ""};
    assert_diagnoses(form, form_wanted);
}

static void test_check(Fixture *fixture, gconstpointer data)
{
    (void)data;
    bind_whole(fixture);
    gsize size;
    const guint8 *whole = g_bytes_get_data(fixture->chart->volumes->pdata[0], &size);
    g_autoptr(GBytes) cut = g_bytes_new(whole, size - 40);
    g_autoptr(GBytes) headless = g_bytes_new(whole + 1, size - 1);
    g_autoptr(GBytes) nothing = g_bytes_new(NULL, 0);
    GBytes *const bad[] = {cut, headless, nothing};
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(bind_check(bad[i], &error));
        g_assert_error(error, FATE, FATE_RETRY);
    }
}

static void test_printable(void)
{
    g_autofree char *printable = bind_printable("a\tb\r\nc\xe2\x80\xae d\xed\xa0\x80");
    g_assert_true(g_utf8_validate(printable, -1, NULL));
    g_assert_true(g_str_has_prefix(printable, "a b  c d"));
}

#define ADD(path, conf, test)                                                                      \
    g_test_add(path, Fixture, conf, fixture_set_up, test, fixture_tear_down)

int main(int argc, char **argv)
{
    static const char small_volumes[] = "volume-pages = 10\n";
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bind/printable", test_printable);
    g_test_add_func("/bind/jpeg-header", test_jpeg_header);
    g_test_add_func("/bind/diagnoses", test_diagnoses);
    ADD("/bind/empty", NULL, test_empty);
    ADD("/bind/text-in-place", NULL, test_text_in_place);
    ADD("/bind/straightened", NULL, test_straightened);
    ADD("/bind/images-kept", NULL, test_images_kept);
    ADD("/bind/outline-links-labels", NULL, test_outline_links_labels);
    ADD("/bind/volumes", small_volumes, test_volumes);
    ADD("/bind/torn", small_volumes, test_torn);
    ADD("/bind/long-table", NULL, test_long_table);
    ADD("/bind/same-bytes", NULL, test_same_bytes);
    ADD("/bind/hostile-words", NULL, test_hostile_words);
    ADD("/bind/transcript", NULL, test_transcript);
    ADD("/bind/images-refused", NULL, test_images_refused);
    ADD("/bind/image-gone", NULL, test_image_gone);
    ADD("/bind/check", NULL, test_check);
    return g_test_run();
}
