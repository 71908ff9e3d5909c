/* test-source-pdf.c - PDF originals, page by page: scans, text layers, and what is neither. */
#include "drawn.h"
#include "pdf_maker.h"
#include "source_setup.h"

#include <qpdf/qpdf-c.h>

/* NULL, or the reason why it was refused. Takes the bytes. */
static const char *open_pdf(SourceSetup *setup, GBytes *bytes)
{
    source_take(setup, bytes, "test.pdf");
    return setup->reason;
}

static Page *load_only(SourceSetup *setup, PdfMaker *maker)
{
    g_assert_cmpstr(open_pdf(setup, pdf_maker_finish(maker)), ==, NULL);
    g_assert_cmpuint(source_pages(setup->source), ==, 1);
    return source_load(setup, 1);
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

static void test_scan_raw(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page();
    PdfMaker *maker = pdf_maker_new();
    pdf_maker_add_page(maker, FULL_PAGE, pdf_maker_add_raw(maker, pix), "");
    g_autoptr(Page) page = load_only(setup, maker);
    assert_same(page->image, pix);
    g_assert_null(page->layer);
    g_assert_cmpfloat(page->x_dpi, ==, 200);
    g_assert_cmpfloat(page->y_dpi, ==, 200);
    pixDestroy(&pix);
}

static void test_scan_g4(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page();
    PdfMaker *maker = pdf_maker_new();
    /* White under it, the recogniser's invisible text over it: still a scan. */
    pdf_maker_add_page(
        maker, "1 g 0 0 612 792 re f " FULL_PAGE "BT 3 Tr /F 12 Tf 72 700 Td (Hidden) Tj ET",
        pdf_maker_add_g4(maker, pix), "");
    g_autoptr(Page) page = load_only(setup, maker);
    assert_same(page->image, pix);
    g_assert_null(page->layer);
    pixDestroy(&pix);
}

static void test_scan_jpeg(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page(), *grey = pixConvertTo8(pix, FALSE);
    g_autoptr(GBytes) jpeg = drawn_file(grey, IFF_JFIF_JPEG);
    PdfMaker *maker = pdf_maker_new();
    pdf_maker_add_page(maker, FULL_PAGE, pdf_maker_add_jpeg(maker, jpeg, DRAWN_WIDTH, DRAWN_HEIGHT),
                       "");
    g_autoptr(Page) page = load_only(setup, maker);
    g_assert_cmpint(pixGetDepth(page->image), ==, 8);
    g_assert_true(page->jpeg && g_bytes_equal(page->jpeg, jpeg));

    maker = pdf_maker_new();
    pdf_maker_add_page(maker, FULL_PAGE, pdf_maker_add_jpeg(maker, jpeg, DRAWN_WIDTH, DRAWN_HEIGHT),
                       "/Rotate 90");
    g_autoptr(Page) turned = load_only(setup, maker);
    g_assert_null(turned->jpeg);
    g_assert_cmpint(pixGetWidth(turned->image), ==, DRAWN_HEIGHT);
    pixDestroy(&grey);
    pixDestroy(&pix);
}

/* However a page shows its picture turned or mirrored, what is loaded is what is shown. */
static void test_scan_turned(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
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
            PdfMaker *maker = pdf_maker_new();
            guint image = pdf_maker_add_raw(maker, small);
            pdf_maker_add_page(maker, contents[i], image, more);
            /* The mark makes a second page of the same picture one that Poppler has to paint. */
            g_autofree char *marked = g_strconcat(contents[i], " 0 0 1 1 re f", NULL);
            pdf_maker_add_page(maker, marked, image, more);
            g_assert_cmpstr(open_pdf(setup, pdf_maker_finish(maker)), ==, NULL);
            g_autoptr(Page) stored = source_load(setup, 1);
            g_autoptr(Page) painted = source_load(setup, 2);
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

static void test_layer(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    PdfMaker *maker = pdf_maker_new();
    pdf_maker_add_page(
        maker,
        "BT /F 12 Tf 72 700 Td (Potassium) Tj 200 0 Td (4.1) Tj 60 0 Td (3.5 - 5.1) Tj "
        "-260 -20 Td (Sodium) Tj 200 0 Td (139) Tj 40 0 Td (136) Tj ET",
        0, "");
    g_autoptr(Page) page = load_only(setup, maker);
    assert_words(page, "Potassium 4.1 3.5 - 5.1|Sodium 139 136");
    const Word *word = page->layer->pdata[0];
    g_assert_cmpint(ABS(word->box.x - 200), <=, 3);
    g_assert_cmpint(ABS(word->box.y + word->box.height - (792 - 700) * 200 / 72), <=, 10);
    g_assert_cmpint(pixGetWidth(page->image), ==, 1700);
    g_assert_cmpint(pixGetHeight(page->image), ==, 2200);
    g_assert_cmpfloat(page->x_dpi, ==, 200);
}

static void test_layer_unseen(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    PdfMaker *maker = pdf_maker_new();
    pdf_maker_add_page(
        maker, "BT /F 12 Tf 72 700 Td (Seen are these words) Tj 1 g 0 -20 Td (White) Tj ET", 0, "");
    g_autoptr(Page) page = load_only(setup, maker);
    assert_words(page, "Seen are these words");
    g_assert_cmpuint(page->notes->len, ==, 1);

    maker = pdf_maker_new();
    pdf_maker_add_page(maker, "BT /F 12 Tf 1 g 72 700 Td (All of it is white) Tj ET", 0, "");
    g_assert_cmpstr(open_pdf(setup, pdf_maker_finish(maker)), ==, NULL);
    g_autoptr(Page) white = page_new(1);
    g_assert_false(load_stage.page(NULL, setup->source, white, &setup->error));
    g_assert_error(setup->error, FATE, FATE_INPUT);
}

/* A fax server's header over a scan, a form's filled-in field: the layer is not all that is seen.
 */
static void test_neither(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page();
    PdfMaker *maker = pdf_maker_new();
    pdf_maker_add_page(maker, FULL_PAGE "BT /F 9 Tf 20 780 Td (FROM 555 0100 P.1) Tj ET",
                       pdf_maker_add_raw(maker, pix), "");
    g_autoptr(Page) stamped = load_only(setup, maker);
    g_assert_null(stamped->layer);
    g_assert_nonnull(stamped->image);
    g_assert_cmpfloat(stamped->x_dpi, ==, 200);

    maker = pdf_maker_new();
    pdf_maker_add_page(
        maker, "BT /F 12 Tf 72 700 Td (Name:) Tj ET", 0,
        "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(n)/V(Ann)/Rect[100 690 200 710]>>]");
    g_autoptr(Page) form = load_only(setup, maker);
    g_assert_null(form->layer);
    g_assert_cmpfloat(form->x_dpi, ==, 300);

    maker = pdf_maker_new();
    pdf_maker_add_page(maker, "", 0, "");
    g_autoptr(Page) blank = load_only(setup, maker);
    g_assert_null(blank->layer);
    g_assert_cmpuint(drawn_ink(blank->image) %
                         ((guint)pixGetWidth(blank->image) * (guint)pixGetHeight(blank->image)),
                     ==, 0);
    pixDestroy(&pix);
}

static void test_columns(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GString) content = g_string_new("BT /F 9 Tf 12 TL 50 700 Td ");
    for (guint column = 0; column < 2; column++) {
        for (guint line = 0; line < 6; line++)
            g_string_append_printf(content, "(c%u l%u one two three four five six) Tj T* ", column,
                                   line);
        g_string_append(content, "ET BT /F 9 Tf 12 TL 330 700 Td ");
    }
    g_string_append(content, "ET");
    PdfMaker *maker = pdf_maker_new();
    pdf_maker_add_page(maker, content->str, 0, "");
    g_autoptr(Page) page = load_only(setup, maker);
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

static GBytes *make_text(const char *more)
{
    PdfMaker *maker = pdf_maker_new();
    pdf_maker_add_page(maker, "BT /F 12 Tf 72 700 Td (Some words) Tj ET", 0, more);
    return pdf_maker_finish(maker);
}

static void test_encrypted(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    g_assert_cmpstr(open_pdf(setup, encrypt(make_text(""), "secret")), ==, "encrypted-file");
    /* Protected against changes alone: everyone may read it. */
    g_assert_cmpstr(open_pdf(setup, encrypt(make_text(""), "")), ==, NULL);
    g_autoptr(Page) page = source_load(setup, 1);
    assert_words(page, "Some words");
}

static void test_damaged(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    /* Little to paint, so that many can be. */
    g_autoptr(GBytes) whole = make_text("/CropBox[60 690 260 720]");
    gsize size = g_bytes_get_size(whole);
    for (gsize keep = 6; keep < size - 7; keep += MAX(1, size / 61))
        g_assert_cmpstr(open_pdf(setup, g_bytes_new_from_bytes(whole, 0, keep)), ==,
                        "damaged-file");
    source_try_changed(setup, whole, "bits.pdf", 6, 199, 0x15);
}

static void test_limits(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    PdfMaker *maker = pdf_maker_new();
    guint bomb = pdf_maker_add_stream(maker,
                                      "/Type/XObject/Subtype/Image/Width 60000/Height 60000"
                                      "/BitsPerComponent 1/ColorSpace/DeviceGray",
                                      "x", 1);
    pdf_maker_add_page(maker, FULL_PAGE, bomb, "");
    g_assert_cmpstr(open_pdf(setup, pdf_maker_finish(maker)), ==, "over-limit");

    g_assert_true(settings_parse(setup->settings, "max-pages = 2\n", NULL));
    maker = pdf_maker_new();
    for (guint i = 0; i < 3; i++)
        pdf_maker_add_page(maker, "", 0, "");
    g_assert_cmpstr(open_pdf(setup, pdf_maker_finish(maker)), ==, "over-limit");

    /* A form that paints itself, twice: bounded, and no crash. */
    maker = pdf_maker_new();
    guint form = pdf_maker_next(maker);
    g_autofree char *dict = g_strdup_printf(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I %u 0 R>>>>", form);
    pdf_maker_add_stream(maker, dict, "/I Do /I Do", 11);
    pdf_maker_add_page(maker, "/I Do", form, "");
    g_assert_cmpstr(open_pdf(setup, pdf_maker_finish(maker)), ==, NULL);
    source_try_page(setup, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    SOURCE_TEST("/source/pdf/scan/raw", test_scan_raw);
    SOURCE_TEST("/source/pdf/scan/g4", test_scan_g4);
    SOURCE_TEST("/source/pdf/scan/jpeg", test_scan_jpeg);
    SOURCE_TEST("/source/pdf/scan/turned", test_scan_turned);
    SOURCE_TEST("/source/pdf/layer/table", test_layer);
    SOURCE_TEST("/source/pdf/layer/unseen", test_layer_unseen);
    SOURCE_TEST("/source/pdf/layer/columns", test_columns);
    SOURCE_TEST("/source/pdf/neither", test_neither);
    SOURCE_TEST("/source/pdf/encrypted", test_encrypted);
    SOURCE_TEST("/source/pdf/damaged", test_damaged);
    SOURCE_TEST("/source/pdf/limits", test_limits);
    return g_test_run();
}
