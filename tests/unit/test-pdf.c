/* test-pdf.c - PDF originals, page by page: scans, text layers, and what is neither. */
#include "drawn.h"

#include "fate.h"
#include "source.h"
#include "stage.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>

/* --- making PDFs ----------------------------------------------------------------------------- */

typedef struct {
    GByteArray *file;
    GArray *offsets; /* of objects 1, 2, ...: 1 the catalog, 2 the page tree, 3 a font */
    GString *kids;
    guint pages;
} Maker;

static void append(Maker *maker, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void append(Maker *maker, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_byte_array_append(maker->file, (const guint8 *)text, (guint)strlen(text));
}

static guint begin(Maker *maker)
{
    g_array_append_val(maker->offsets, maker->file->len);
    append(maker, "%u 0 obj\n", maker->offsets->len);
    return maker->offsets->len;
}

static Maker *maker_new(void)
{
    Maker *maker = g_new0(Maker, 1);
    maker->file = g_byte_array_new();
    maker->offsets = g_array_new(FALSE, TRUE, sizeof(guint));
    maker->kids = g_string_new(NULL);
    append(maker, "%%PDF-1.5\n");
    begin(maker);
    append(maker, "<</Type/Catalog/Pages 2 0 R>>endobj\n");
    g_array_set_size(maker->offsets, 2); /* the page tree comes last */
    begin(maker);
    append(maker,
           "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n");
    return maker;
}

static guint add_stream(Maker *maker, const char *dict, const void *data, gsize size)
{
    guint number = begin(maker);
    append(maker, "<<%s/Length %zu>>stream\n", dict, size);
    g_byte_array_append(maker->file, data, (guint)size);
    append(maker, "\nendstream endobj\n");
    return number;
}

/* A Letter page; `image` (0: none) is called /I, the font /F; `more` are further keys. */
static void add_page(Maker *maker, const char *content, guint image, const char *more)
{
    guint stream = add_stream(maker, "", content, strlen(content)), page = begin(maker);
    append(maker, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %u 0 R", stream);
    append(maker, "/Resources<</Font<</F 3 0 R>>");
    if (image > 0)
        append(maker, "/XObject<</I %u 0 R>>", image);
    append(maker, ">>%s>>endobj\n", more);
    g_string_append_printf(maker->kids, "%u 0 R ", page);
    maker->pages++;
}

static GBytes *finish(Maker *maker)
{
    g_array_index(maker->offsets, guint, 1) = maker->file->len;
    append(maker, "2 0 obj\n<</Type/Pages/Count %u/Kids[%s]>>endobj\n", maker->pages,
           maker->kids->str);
    guint at = maker->file->len;
    append(maker, "xref\n0 %u\n0000000000 65535 f \n", maker->offsets->len + 1);
    for (guint i = 0; i < maker->offsets->len; i++)
        append(maker, "%010u 00000 n \n", g_array_index(maker->offsets, guint, i));
    append(maker, "trailer<</Size %u/Root 1 0 R>>\nstartxref\n%u\n%%%%EOF\n",
           maker->offsets->len + 1, at);
    GBytes *bytes = g_byte_array_free_to_bytes(maker->file);
    g_array_unref(maker->offsets);
    g_string_free(maker->kids, TRUE);
    g_free(maker);
    return bytes;
}

/* A 1-bit image as raw rows, 0 = black. */
static guint add_raw(Maker *maker, PIX *pix)
{
    g_autoptr(GByteArray) rows = g_byte_array_new();
    for (int y = 0; y < pixGetHeight(pix); y++)
        for (int x = 0; x < pixGetWidth(pix); x += 8) {
            guint8 byte = (guint8)~GET_DATA_BYTE(pixGetData(pix) + y * pixGetWpl(pix), x / 8);
            g_byte_array_append(rows, &byte, 1);
        }
    g_autofree char *dict = g_strdup_printf("/Type/XObject/Subtype/Image/Width %d/Height %d"
                                            "/BitsPerComponent 1/ColorSpace/DeviceGray",
                                            pixGetWidth(pix), pixGetHeight(pix));
    return add_stream(maker, dict, rows->data, rows->len);
}

/* The same as G4: what stands between the header and the directory of Leptonica's TIFF. */
static guint add_g4(Maker *maker, PIX *pix)
{
    g_autoptr(GBytes) tiff = drawn_file(pix, IFF_TIFF_G4);
    gsize size;
    const guint8 *data = g_bytes_get_data(tiff, &size);
    guint32 directory = data[4] | data[5] << 8 | data[6] << 16 | (guint32)data[7] << 24;
    g_assert_cmpuint(directory, <, size);
    g_autofree char *dict =
        g_strdup_printf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1"
                        "/ColorSpace/DeviceGray/Filter/CCITTFaxDecode"
                        "/DecodeParms<</K -1/Columns %d/Rows %d>>",
                        pixGetWidth(pix), pixGetHeight(pix), pixGetWidth(pix), pixGetHeight(pix));
    return add_stream(maker, dict, data + 8, directory - 8);
}

static guint add_jpeg(Maker *maker, GBytes *jpeg, int width, int height)
{
    g_autofree char *dict = g_strdup_printf(
        "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray"
        "/Filter[/DCTDecode]",
        width, height);
    return add_stream(maker, dict, g_bytes_get_data(jpeg, NULL), g_bytes_get_size(jpeg));
}

/* --- reading them ---------------------------------------------------------------------------- */

typedef struct {
    Settings *settings;
    Source *source;
    GError *error;
} Fixture;

static void fixture_open(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    setMsgSeverity(L_SEVERITY_NONE);
    fixture->settings = settings_new();
}

static void fixture_close(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    source_close(fixture->source);
    g_clear_error(&fixture->error);
    settings_free(fixture->settings);
}

/* NULL, or the reason why it was refused. Takes the bytes. */
static const char *open_pdf(Fixture *fixture, GBytes *bytes)
{
    const char *reason = NULL;
    g_clear_pointer(&fixture->source, source_close);
    g_clear_error(&fixture->error);
    fixture->source = source_open(bytes, "test.pdf", fixture->settings, &reason, &fixture->error);
    g_bytes_unref(bytes);
    if (!fixture->source)
        g_assert_error(fixture->error, FATE, FATE_INPUT);
    return reason;
}

static Page *load(Fixture *fixture, guint number)
{
    Page *page = page_new(number);
    gboolean loaded = load_stage.page(NULL, fixture->source, page, &fixture->error);
    g_assert_no_error(fixture->error);
    g_assert_true(loaded);
    return page;
}

static Page *load_only(Fixture *fixture, Maker *maker)
{
    g_assert_cmpstr(open_pdf(fixture, finish(maker)), ==, NULL);
    g_assert_cmpuint(source_pages(fixture->source), ==, 1);
    return load(fixture, 1);
}

static void assert_same(PIX *one, PIX *other)
{
    int same = 0;
    pixEqual(one, other, &same);
    g_assert_true(same);
}

static void assert_words(const Page *page, const char *expected)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_assert_nonnull(page->layer);
    for (guint i = 0; i < page->layer->len; i++) {
        const Word *word = page->layer->pdata[i];
        const Word *before = i > 0 ? page->layer->pdata[i - 1] : word;
        if (i > 0)
            g_string_append_c(text, before->line == word->line ? ' ' : '|');
        g_string_append(text, word->text);
    }
    g_assert_cmpstr(text->str, ==, expected);
}

#define FULL_PAGE "q 612 0 0 792 0 0 cm /I Do Q "

static void test_scan_raw(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page();
    Maker *maker = maker_new();
    add_page(maker, FULL_PAGE, add_raw(maker, pix), "");
    g_autoptr(Page) page = load_only(fixture, maker);
    assert_same(page->image, pix);
    g_assert_null(page->layer);
    g_assert_cmpfloat(page->x_dpi, ==, 200);
    g_assert_cmpfloat(page->y_dpi, ==, 200);
    pixDestroy(&pix);
}

static void test_scan_g4(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page();
    Maker *maker = maker_new();
    /* White under it, the recogniser's invisible text over it: still a scan. */
    add_page(maker, "1 g 0 0 612 792 re f " FULL_PAGE "BT 3 Tr /F 12 Tf 72 700 Td (Hidden) Tj ET",
             add_g4(maker, pix), "");
    g_autoptr(Page) page = load_only(fixture, maker);
    assert_same(page->image, pix);
    g_assert_null(page->layer);
    pixDestroy(&pix);
}

static void test_scan_jpeg(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page(), *grey = pixConvertTo8(pix, FALSE);
    g_autoptr(GBytes) jpeg = drawn_file(grey, IFF_JFIF_JPEG);
    Maker *maker = maker_new();
    add_page(maker, FULL_PAGE, add_jpeg(maker, jpeg, DRAWN_WIDTH, DRAWN_HEIGHT), "");
    g_autoptr(Page) page = load_only(fixture, maker);
    g_assert_cmpint(pixGetDepth(page->image), ==, 8);
    g_assert_true(page->jpeg && g_bytes_equal(page->jpeg, jpeg));

    maker = maker_new();
    add_page(maker, FULL_PAGE, add_jpeg(maker, jpeg, DRAWN_WIDTH, DRAWN_HEIGHT), "/Rotate 90");
    g_autoptr(Page) turned = load_only(fixture, maker);
    g_assert_null(turned->jpeg);
    g_assert_cmpint(pixGetWidth(turned->image), ==, DRAWN_HEIGHT);
    pixDestroy(&grey);
    pixDestroy(&pix);
}

/* However a page shows its picture turned or mirrored, what is loaded is what is shown. */
static void test_scan_turned(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const contents[] = {FULL_PAGE,
                                           "q -612 0 0 792 612 0 cm /I Do Q",
                                           "q 0 792 612 0 0 0 cm /I Do Q",
                                           "q 0 -792 612 0 0 792 cm /I Do Q",
                                           "q 0 792 -612 0 612 0 cm /I Do Q",
                                           "q 612 0 0 -792 0 792 cm /I Do Q"};
    PIX *pix = drawn_page(), *small = pixScale(pix, 0.5f, 0.5f);
    for (guint i = 0; i < G_N_ELEMENTS(contents); i++)
        for (guint turn = 0; turn < 360; turn += 90) {
            g_autofree char *more = g_strdup_printf("/Rotate %u", turn);
            Maker *maker = maker_new();
            add_page(maker, contents[i], add_raw(maker, small), more);
            /* The mark makes a second page of the same picture one that Poppler has to paint. */
            g_autofree char *marked = g_strconcat(contents[i], " 0 0 1 1 re f", NULL);
            add_page(maker, marked, maker->offsets->len - 2, more);
            g_assert_cmpstr(open_pdf(fixture, finish(maker)), ==, NULL);
            g_autoptr(Page) stored = load(fixture, 1);
            g_autoptr(Page) painted = load(fixture, 2);
            g_assert_cmpint(pixGetDepth(stored->image), ==, 1);
            PIX *fit = pixScaleToSize(painted->image, pixGetWidth(stored->image),
                                      pixGetHeight(stored->image));
            PIX *ink = pixGetDepth(fit) == 1 ? pixClone(fit) : pixThresholdToBinary(fit, 128);
            PIX *wide = pixDilateBrick(NULL, stored->image, 5, 5);
            guint all = drawn_ink(ink);
            pixSubtract(ink, ink, wide);
            g_assert_cmpuint(all, >, 10000);
            g_assert_cmpuint(drawn_ink(ink) * 50, <, all);
            pixDestroy(&fit);
            pixDestroy(&ink);
            pixDestroy(&wide);
        }
    pixDestroy(&small);
    pixDestroy(&pix);
}

static void test_layer(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    Maker *maker = maker_new();
    add_page(maker,
             "BT /F 12 Tf 72 700 Td (Potassium) Tj 200 0 Td (4.1) Tj 60 0 Td (3.5 - 5.1) Tj "
             "-260 -20 Td (Sodium) Tj 200 0 Td (139) Tj 40 0 Td (136) Tj ET",
             0, "");
    g_autoptr(Page) page = load_only(fixture, maker);
    assert_words(page, "Potassium 4.1 3.5 - 5.1|Sodium 139 136");
    const Word *word = page->layer->pdata[0];
    g_assert_cmpint(ABS(word->box.x - 200), <=, 3);
    g_assert_cmpint(ABS(word->box.y + word->box.height - (792 - 700) * 200 / 72), <=, 10);
    g_assert_cmpint(pixGetWidth(page->image), ==, 1700);
    g_assert_cmpint(pixGetHeight(page->image), ==, 2200);
    g_assert_cmpfloat(page->x_dpi, ==, 200);
}

static void test_layer_unseen(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    Maker *maker = maker_new();
    add_page(maker, "BT /F 12 Tf 72 700 Td (Seen are these words) Tj 1 g 0 -20 Td (White) Tj ET", 0,
             "");
    g_autoptr(Page) page = load_only(fixture, maker);
    assert_words(page, "Seen are these words");
    g_assert_cmpuint(page->notes->len, ==, 1);

    maker = maker_new();
    add_page(maker, "BT /F 12 Tf 1 g 72 700 Td (All of it is white) Tj ET", 0, "");
    g_assert_cmpstr(open_pdf(fixture, finish(maker)), ==, NULL);
    g_autoptr(Page) white = page_new(1);
    g_assert_false(load_stage.page(NULL, fixture->source, white, &fixture->error));
    g_assert_error(fixture->error, FATE, FATE_INPUT);
}

/* A fax server's header over a scan, a form's filled-in field: the layer is not all that is seen.
 */
static void test_neither(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page();
    Maker *maker = maker_new();
    add_page(maker, FULL_PAGE "BT /F 9 Tf 20 780 Td (FROM 555 0100 P.1) Tj ET", add_raw(maker, pix),
             "");
    g_autoptr(Page) stamped = load_only(fixture, maker);
    g_assert_null(stamped->layer);
    g_assert_nonnull(stamped->image);
    g_assert_cmpfloat(stamped->x_dpi, ==, 200);

    maker = maker_new();
    add_page(maker, "BT /F 12 Tf 72 700 Td (Name:) Tj ET", 0,
             "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(n)/V(Ann)/Rect[100 690 200 710]>>]");
    g_autoptr(Page) form = load_only(fixture, maker);
    g_assert_null(form->layer);
    g_assert_cmpfloat(form->x_dpi, ==, 300);

    maker = maker_new();
    add_page(maker, "", 0, "");
    g_autoptr(Page) blank = load_only(fixture, maker);
    g_assert_null(blank->layer);
    g_assert_cmpuint(drawn_ink(blank->image) %
                         ((guint)pixGetWidth(blank->image) * (guint)pixGetHeight(blank->image)),
                     ==, 0);
    pixDestroy(&pix);
}

static void test_columns(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GString) content = g_string_new("BT /F 9 Tf 12 TL 50 700 Td ");
    for (guint column = 0; column < 2; column++) {
        for (guint line = 0; line < 6; line++)
            g_string_append_printf(content, "(c%u l%u one two three four five six) Tj T* ", column,
                                   line);
        g_string_append(content, "ET BT /F 9 Tf 12 TL 330 700 Td ");
    }
    g_string_append(content, "ET");
    Maker *maker = maker_new();
    add_page(maker, content->str, 0, "");
    g_autoptr(Page) page = load_only(fixture, maker);
    g_assert_cmpuint(page->layer->len, ==, 96);
    for (guint i = 0; i < 96; i += 8) {
        const Word *word = page->layer->pdata[i];
        g_assert_cmpint(word->text[1], ==, i < 48 ? '0' : '1');
    }
}

static GBytes *encrypt(GBytes *pdf, const char *user)
{
    qpdf_data qpdf = qpdf_init();
    g_assert_cmpint(
        qpdf_read_memory(qpdf, "plain", g_bytes_get_data(pdf, NULL), g_bytes_get_size(pdf), NULL),
        <, 2);
    qpdf_init_write_memory(qpdf);
    qpdf_set_r6_encryption_parameters2(qpdf, user, "owner", QPDF_TRUE, QPDF_TRUE, QPDF_TRUE,
                                       QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, qpdf_r3p_full, QPDF_TRUE);
    g_assert_cmpint(qpdf_write(qpdf), <, 2);
    GBytes *bytes = g_bytes_new(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
    qpdf_cleanup(&qpdf);
    g_bytes_unref(pdf);
    return bytes;
}

static GBytes *make_text(void)
{
    Maker *maker = maker_new();
    add_page(maker, "BT /F 12 Tf 72 700 Td (Some words) Tj ET", 0, "");
    return finish(maker);
}

static void test_encrypted(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_assert_cmpstr(open_pdf(fixture, encrypt(make_text(), "secret")), ==, "encrypted-file");
    /* Protected against changes alone: everyone may read it. */
    g_assert_cmpstr(open_pdf(fixture, encrypt(make_text(), "")), ==, NULL);
    g_autoptr(Page) page = load(fixture, 1);
    assert_words(page, "Some words");
}

static void test_damaged(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GBytes) whole = make_text();
    gsize size = g_bytes_get_size(whole);
    for (gsize keep = 6; keep < size - 7; keep += MAX(1, size / 61))
        g_assert_cmpstr(open_pdf(fixture, g_bytes_new_from_bytes(whole, 0, keep)), ==,
                        "damaged-file");
    for (gsize at = 6; at < size; at += MAX(1, size / 199)) {
        guint8 *copy = g_memdup2(g_bytes_get_data(whole, NULL), size);
        copy[at] ^= 0x15;
        open_pdf(fixture, g_bytes_new_take(copy, size));
        for (guint i = 1; fixture->source && i <= source_pages(fixture->source); i++) {
            g_autoptr(Page) page = page_new(i);
            load_stage.page(NULL, fixture->source, page, &fixture->error);
            g_clear_error(&fixture->error);
        }
    }
}

static void test_limits(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    Maker *maker = maker_new();
    guint bomb = add_stream(maker,
                            "/Type/XObject/Subtype/Image/Width 60000/Height 60000"
                            "/BitsPerComponent 1/ColorSpace/DeviceGray",
                            "x", 1);
    add_page(maker, FULL_PAGE, bomb, "");
    g_assert_cmpstr(open_pdf(fixture, finish(maker)), ==, "over-limit");

    g_assert_true(settings_parse(fixture->settings, "max-pages = 2\n", NULL));
    maker = maker_new();
    for (guint i = 0; i < 3; i++)
        add_page(maker, "", 0, "");
    g_assert_cmpstr(open_pdf(fixture, finish(maker)), ==, "over-limit");

    /* A form that paints itself, twice: bounded, and no crash. */
    maker = maker_new();
    guint form = maker->offsets->len + 1;
    g_autofree char *dict = g_strdup_printf(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I %u 0 R>>>>", form);
    add_stream(maker, dict, "/I Do /I Do", 11);
    add_page(maker, "/I Do", form, "");
    g_assert_cmpstr(open_pdf(fixture, finish(maker)), ==, NULL);
    g_autoptr(Page) page = page_new(1);
    load_stage.page(NULL, fixture->source, page, &fixture->error);
}

int main(int argc, char **argv)
{
#define ADD(path, test) g_test_add("/pdf/" path, Fixture, NULL, fixture_open, test, fixture_close)
    g_test_init(&argc, &argv, NULL);
    ADD("scan/raw", test_scan_raw);
    ADD("scan/g4", test_scan_g4);
    ADD("scan/jpeg", test_scan_jpeg);
    ADD("scan/turned", test_scan_turned);
    ADD("layer/table", test_layer);
    ADD("layer/unseen", test_layer_unseen);
    ADD("layer/columns", test_columns);
    ADD("neither", test_neither);
    ADD("encrypted", test_encrypted);
    ADD("damaged", test_damaged);
    ADD("limits", test_limits);
    return g_test_run();
}
