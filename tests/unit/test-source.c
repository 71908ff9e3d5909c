/* test-source.c - opening originals of every kind, and refusing what cannot or must not be read. */
#include "drawn.h"

#include "fate.h"
#include "source.h"
#include "stage.h"

/* 16 by 8 pixels of red in four inks, as Adobe's programs write them. */
static const guint8 cmyk_jpeg[] = {
    0xff, 0xd8, 0xff, 0xee, 0x00, 0x0e, 0x41, 0x64, 0x6f, 0x62, 0x65, 0x00, 0x64, 0x00, 0x00, 0x00,
    0x00, 0x02, 0xff, 0xdb, 0x00, 0x43, 0x00, 0x10, 0x0b, 0x0c, 0x0e, 0x0c, 0x0a, 0x10, 0x0e, 0x0d,
    0x0e, 0x12, 0x11, 0x10, 0x13, 0x18, 0x28, 0x1a, 0x18, 0x16, 0x16, 0x18, 0x31, 0x23, 0x25, 0x1d,
    0x28, 0x3a, 0x33, 0x3d, 0x3c, 0x39, 0x33, 0x38, 0x37, 0x40, 0x48, 0x5c, 0x4e, 0x40, 0x44, 0x57,
    0x45, 0x37, 0x38, 0x50, 0x6d, 0x51, 0x57, 0x5f, 0x62, 0x67, 0x68, 0x67, 0x3e, 0x4d, 0x71, 0x79,
    0x70, 0x64, 0x78, 0x5c, 0x65, 0x67, 0x63, 0xff, 0xdb, 0x00, 0x43, 0x01, 0x11, 0x12, 0x12, 0x18,
    0x15, 0x18, 0x2f, 0x1a, 0x1a, 0x2f, 0x63, 0x42, 0x38, 0x42, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63,
    0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63,
    0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63,
    0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0x63, 0xff, 0xc0, 0x00, 0x14,
    0x08, 0x00, 0x08, 0x00, 0x10, 0x04, 0x01, 0x22, 0x00, 0x02, 0x11, 0x01, 0x03, 0x11, 0x01, 0x04,
    0x22, 0x00, 0xff, 0xc4, 0x00, 0x16, 0x00, 0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05, 0x07, 0xff, 0xc4, 0x00, 0x14, 0x10, 0x01,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0xff, 0xc4, 0x00, 0x15, 0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x05, 0x06, 0xff, 0xc4, 0x00, 0x14, 0x11, 0x01, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0xda, 0x00,
    0x0e, 0x04, 0x01, 0x00, 0x02, 0x11, 0x03, 0x11, 0x04, 0x00, 0x00, 0x3f, 0x00, 0xb4, 0x01, 0x44,
    0x1b, 0x40, 0x01, 0xff, 0xd9};

typedef struct {
    Settings *settings;
    Source *source;
    const char *reason;
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

/* Opens a copy of the bytes (taken). */
static gboolean open_bytes(Fixture *fixture, GBytes *bytes, const char *name)
{
    g_clear_pointer(&fixture->source, source_close);
    g_clear_error(&fixture->error);
    fixture->reason = NULL;
    fixture->source =
        source_open(bytes, name, fixture->settings, &fixture->reason, &fixture->error);
    g_bytes_unref(bytes);
    g_assert_true((fixture->source == NULL) == (fixture->error != NULL));
    return fixture->source != NULL;
}

static void assert_refused(Fixture *fixture, GBytes *bytes, const char *name, const char *reason)
{
    g_assert_false(open_bytes(fixture, bytes, name));
    g_assert_error(fixture->error, FATE, FATE_INPUT);
    g_assert_cmpstr(fixture->reason, ==, reason);
    g_assert_true(strstr(fixture->error->message, name) != NULL);
    g_assert_true(g_str_has_suffix(fixture->error->message, "."));
}

static void assert_opened(Fixture *fixture, GBytes *bytes, const char *name, const char *format,
                          guint pages)
{
    gboolean opened = open_bytes(fixture, bytes, name);
    g_assert_no_error(fixture->error);
    g_assert_true(opened);
    g_assert_cmpstr(source_format(fixture->source), ==, format);
    g_assert_cmpuint(source_pages(fixture->source), ==, pages);
}

static Page *load(Fixture *fixture, guint number)
{
    Page *page = page_new(number);
    gboolean loaded = load_stage.page(NULL, fixture->source, page, &fixture->error);
    g_assert_no_error(fixture->error);
    g_assert_true(loaded);
    return page;
}

static void assert_page_fails(Fixture *fixture, guint number)
{
    g_autoptr(Page) page = page_new(number);
    g_assert_false(load_stage.page(NULL, fixture->source, page, &fixture->error));
    g_assert_error(fixture->error, FATE, FATE_INPUT);
    g_clear_error(&fixture->error);
}

static GBytes *text_bytes(const char *text)
{
    return g_bytes_new(text, strlen(text));
}

/* --- TIFF ------------------------------------------------------------------------------------ */

static void put(GByteArray *file, guint32 value, guint bytes)
{
    for (guint i = 0; i < bytes; i++)
        g_byte_array_append(file, &(guint8){(guint8)(value >> 8 * i)}, 1);
}

static void patch(GByteArray *file, guint at, guint32 value)
{
    for (guint i = 0; i < 4; i++)
        file->data[at + i] = (guint8)(value >> 8 * i);
}

static void put_entry(GByteArray *file, guint tag, guint32 value)
{
    put(file, tag, 2);
    put(file, 4, 2);
    put(file, 1, 4);
    put(file, value, 4);
}

/* Appends a page of black pixels, uncompressed, and links it at `*link`; tells its own link. */
static void put_page(GByteArray *file, guint *link, guint32 width, guint32 height,
                     guint32 extra_tag, guint32 extra_value)
{
    guint32 row = (width + 7) / 8, data = file->len;
    gboolean honest = (guint64)row * height < 1 << 20;
    for (guint32 i = 0; honest && i < row * height; i++)
        g_byte_array_append(file, &(guint8){0xff}, 1);
    if (file->len & 1)
        put(file, 0, 1);
    patch(file, *link, file->len);
    gboolean first = extra_tag > 0 && extra_tag < 256, last = extra_tag >= 256;
    put(file, 8 + (extra_tag > 0), 2);
    if (first)
        put_entry(file, extra_tag, extra_value);
    put_entry(file, 256, width);
    put_entry(file, 257, height);
    put_entry(file, 258, 1);
    put_entry(file, 259, 1);
    put_entry(file, 262, 0);
    put_entry(file, 273, data);
    if (last)
        put_entry(file, extra_tag, extra_value);
    put_entry(file, 278, height);
    put_entry(file, 279, honest ? row * height : 1);
    *link = file->len;
    put(file, 0, 4);
}

static GByteArray *new_tiff(guint *link)
{
    GByteArray *file = g_byte_array_new();
    g_byte_array_append(file, (const guint8 *)"II*\0", 4);
    put(file, 0, 4);
    *link = 4;
    return file;
}

static void test_tiff_pages(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    guint link;
    GByteArray *file = new_tiff(&link);
    put_page(file, &link, 40, 30, 0, 0);
    put_page(file, &link, 10, 10, 254, 1); /* a preview */
    put_page(file, &link, 50, 20, 0, 0);
    put_page(file, &link, 60, 10, 274, 6); /* to be turned by 90 degrees */
    assert_opened(fixture, g_byte_array_free_to_bytes(file), "three.pdf", "tiff", 3);

    const int sizes[3][2] = {{40, 30}, {50, 20}, {10, 60}};
    for (guint i = 0; i < 3; i++) {
        g_autoptr(Page) page = load(fixture, i + 1);
        g_assert_cmpint(pixGetWidth(page->image), ==, sizes[i][0]);
        g_assert_cmpint(pixGetHeight(page->image), ==, sizes[i][1]);
        g_assert_cmpuint(drawn_ink(page->image), ==, (guint)(sizes[i][0] * sizes[i][1]));
        g_assert_true(page->x_dpi > 0 && page->y_dpi > 0);
    }
    assert_page_fails(fixture, 0);
    assert_page_fails(fixture, 4);
}

static void test_tiff_circle(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    guint link, unused = 4;
    GByteArray *file = new_tiff(&link);
    put_page(file, &link, 8, 8, 0, 0);
    put_page(file, &link, 8, 8, 0, 0);
    guint32 first = file->data[unused] | (guint32)file->data[unused + 1] << 8;
    patch(file, link, first);
    assert_refused(fixture, g_byte_array_free_to_bytes(file), "circle.tif", "damaged-file");
}

static void test_tiff_too_large(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    guint link;
    GByteArray *file = new_tiff(&link);
    put_page(file, &link, 60000, 60000, 0, 0);
    assert_refused(fixture, g_byte_array_free_to_bytes(file), "bomb.tif", "over-limit");

    file = new_tiff(&link);
    put_page(file, &link, 8, 8, 0, 0);
    put_page(file, &link, 0xffffffff, 0xffffffff, 0, 0);
    assert_refused(fixture, g_byte_array_free_to_bytes(file), "bomb2.tif", "over-limit");
}

static void test_tiff_too_many(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    guint link;
    GByteArray *file = new_tiff(&link);
    g_assert_true(settings_parse(fixture->settings, "max-pages = 5\n", NULL));
    for (guint i = 0; i < 6; i++)
        put_page(file, &link, 8, 8, 0, 0);
    assert_refused(fixture, g_byte_array_free_to_bytes(file), "many.tif", "over-limit");
}

static void test_tiff_damaged(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page();
    GBytes *whole = drawn_file(pix, IFF_TIFF_G4);
    gsize size = g_bytes_get_size(whole);
    /* Wherever it is cut: refused, or read in full when only its resolution is lost. */
    for (gsize keep = 0; keep < size; keep += MAX(1, size / 97)) {
        if (!open_bytes(fixture, g_bytes_new_from_bytes(whole, 0, keep), "cut.tif")) {
            g_assert_error(fixture->error, FATE, FATE_INPUT);
            continue;
        }
        int same = 0;
        g_autoptr(Page) page = load(fixture, 1);
        pixEqual(page->image, pix, &same);
        g_assert_true(same);
    }
    assert_refused(fixture, g_bytes_new_from_bytes(whole, 0, size / 2), "half.tif", "damaged-file");
    /* Whatever byte is changed: an answer, no crash. */
    for (gsize at = 0; at < size; at += MAX(1, size / 301)) {
        guint8 *copy = g_memdup2(g_bytes_get_data(whole, NULL), size);
        copy[at] ^= 0xff;
        if (open_bytes(fixture, g_bytes_new_take(copy, size), "bits.tif")) {
            g_autoptr(Page) page = page_new(1);
            load_stage.page(NULL, fixture->source, page, &fixture->error);
            g_clear_error(&fixture->error);
        }
    }
    g_bytes_unref(whole);
    pixDestroy(&pix);
}

static void test_tiff_kinds(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    static const int formats[] = {IFF_TIFF,    IFF_TIFF_PACKBITS, IFF_TIFF_G3,
                                  IFF_TIFF_G4, IFF_TIFF_LZW,      IFF_TIFF_ZIP};
    PIX *pix = drawn_page();
    pixSetResolution(pix, 204, 98);
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        int same = 0;
        assert_opened(fixture, drawn_file(pix, formats[i]), "fax", "tiff", 1);
        g_autoptr(Page) page = load(fixture, 1);
        pixEqual(page->image, pix, &same);
        g_assert_true(same);
        g_assert_cmpfloat(page->x_dpi, ==, 204);
        g_assert_cmpfloat(page->y_dpi, ==, 98);
    }
    PIX *grey = pixConvertTo8(pix, FALSE);
    pixSetPixel(grey, 5, 5, 77);
    assert_opened(fixture, drawn_file(grey, IFF_TIFF_JPEG), "grey.tif", "tiff", 1);
    g_autoptr(Page) page = load(fixture, 1);
    g_assert_cmpint(pixGetDepth(page->image), ==, 8);
    pixDestroy(&grey);
    pixDestroy(&pix);
}

static void test_extreme_sizes(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    static const int sizes[][2] = {{1, 1}, {30000, 3}, {3, 30000}};
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
        PIX *pix = pixCreate(sizes[i][0], sizes[i][1], 1);
        pixSetPixel(pix, 0, 0, 1);
        assert_opened(fixture, drawn_file(pix, IFF_TIFF_G4), "strip.tif", "tiff", 1);
        g_autoptr(Page) page = load(fixture, 1);
        g_assert_cmpuint(drawn_ink(page->image), ==, 1);
        g_assert_true(page->x_dpi >= 60 && page->x_dpi <= 2400);
        pixDestroy(&pix);
    }
}

/* --- PNG and JPEG ---------------------------------------------------------------------------- */

static void test_png_kinds(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page();
    int same = 0;
    assert_opened(fixture, drawn_file(pix, IFF_PNG), "page.jpg", "png", 1);
    g_autoptr(Page) plain = load(fixture, 1);
    pixEqual(plain->image, pix, &same);
    g_assert_true(same);
    g_assert_cmpfloat(plain->x_dpi, ==, 200);

    PIX *deep = pixCreate(100, 100, 16);
    pixSetAll(deep);
    pixSetPixel(deep, 3, 4, 0x8000);
    assert_opened(fixture, drawn_file(deep, IFF_PNG), "deep.png", "png", 1);
    g_autoptr(Page) grey = load(fixture, 1);
    l_uint32 value;
    g_assert_cmpint(pixGetDepth(grey->image), ==, 8);
    pixGetPixel(grey->image, 3, 4, &value);
    g_assert_cmpuint(value, ==, 0x80);

    PIX *clear = pixCreate(100, 100, 32); /* black, all transparent but for one red pixel */
    pixSetSpp(clear, 4);
    pixSetPixel(clear, 3, 4, 0xff0000ff);
    assert_opened(fixture, drawn_file(clear, IFF_PNG), "clear.png", "png", 1);
    g_autoptr(Page) colour = load(fixture, 1);
    g_assert_cmpint(pixGetDepth(colour->image), ==, 32);
    pixGetPixel(colour->image, 50, 50, &value);
    g_assert_cmphex(value & 0xffffff00, ==, 0xffffff00);
    pixGetPixel(colour->image, 3, 4, &value);
    g_assert_cmphex(value & 0xffffff00, ==, 0xff000000);
    pixDestroy(&pix);
    pixDestroy(&deep);
    pixDestroy(&clear);
}

static void test_png_damaged(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    PIX *pix = drawn_page();
    GBytes *whole = drawn_file(pix, IFF_PNG);
    gsize size = g_bytes_get_size(whole);
    assert_refused(fixture, g_bytes_new_from_bytes(whole, 0, size / 2), "half.png", "damaged-file");
    assert_refused(fixture, g_bytes_new_from_bytes(whole, 0, 20), "head.png", "damaged-file");

    guint8 *bomb = g_memdup2(g_bytes_get_data(whole, NULL), size);
    bomb[18] = bomb[22] = 0xea; /* 60,000 pixels each way */
    assert_refused(fixture, g_bytes_new_take(bomb, size), "bomb.png", "over-limit");

    guint8 *rubbish = g_memdup2(g_bytes_get_data(whole, NULL), size);
    memset(rubbish + size / 2, 0x55, 200);
    assert_opened(fixture, g_bytes_new_take(rubbish, size), "rubbish.png", "png", 1);
    assert_page_fails(fixture, 1);
    g_bytes_unref(whole);
    pixDestroy(&pix);
}

/* A grey JPEG, lighter towards the right; with an EXIF orientation unless that is 0. */
static GBytes *make_jpeg(int width, int height, guint orientation)
{
    PIX *pix = pixCreate(width, height, 8);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            pixSetPixel(pix, x, y, (l_uint32)(255 * x / width));
    pixSetResolution(pix, 200, 100);
    g_autoptr(GBytes) plain = drawn_file(pix, IFF_JFIF_JPEG);
    pixDestroy(&pix);
    if (orientation == 0)
        return g_steal_pointer(&plain);

    static const guint8 exif[] = "\xff\xe1\x00\x22"
                                 "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0"
                                 "\x01\0\0\0\x06\0\0\0\0\0\0\0";
    GByteArray *file = g_byte_array_new();
    const guint8 *bytes = g_bytes_get_data(plain, NULL);
    g_byte_array_append(file, bytes, 2);
    guint at = file->len;
    g_byte_array_append(file, exif, 36);
    file->data[at + 28] = (guint8)orientation;
    g_byte_array_append(file, bytes + 2, (guint)g_bytes_get_size(plain) - 2);
    return g_byte_array_free_to_bytes(file);
}

static void test_jpeg_own_bytes(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GBytes) jpeg = make_jpeg(1700, 1100, 0);
    assert_opened(fixture, g_bytes_ref(jpeg), "scan.tif", "jpeg", 1);
    g_autoptr(Page) page = load(fixture, 1);
    g_assert_cmpint(pixGetDepth(page->image), ==, 8);
    g_assert_true(page->jpeg && g_bytes_equal(page->jpeg, jpeg));
    g_assert_cmpfloat(page->x_dpi, ==, 200);
    g_assert_cmpfloat(page->y_dpi, ==, 100);
}

static void test_jpeg_orientation(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    /* Where the dark side, the left one as stored, is seen: left, right, top, bottom. */
    static const char *const dark = "?LRRLTTBB";
    for (guint orientation = 1; orientation <= 8; orientation++) {
        assert_opened(fixture, make_jpeg(800, 1000, orientation), "photo.jpg", "jpeg", 1);
        g_autoptr(Page) page = load(fixture, 1);
        int width = pixGetWidth(page->image), height = pixGetHeight(page->image);
        g_assert_cmpint(width, ==, orientation >= 5 ? 1000 : 800);
        g_assert_true((page->jpeg != NULL) == (orientation == 1));
        l_uint32 left, right, top, bottom;
        pixGetPixel(page->image, 5, height / 2, &left);
        pixGetPixel(page->image, width - 5, height / 2, &right);
        pixGetPixel(page->image, width / 2, 5, &top);
        pixGetPixel(page->image, width / 2, height - 5, &bottom);
        char seen = left < 30 ? 'L' : right < 30 ? 'R' : top < 30 ? 'T' : bottom < 30 ? 'B' : '?';
        g_assert_cmpint(seen, ==, dark[orientation]);
    }
}

static void test_jpeg_inks(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    assert_opened(fixture, g_bytes_new(cmyk_jpeg, sizeof cmyk_jpeg), "inks.jpg", "jpeg", 1);
    g_autoptr(Page) page = load(fixture, 1);
    l_uint32 value;
    pixGetPixel(page->image, 8, 4, &value);
    g_assert_null(page->jpeg); /* a chart shows grey and YCbCr alone */
    g_assert_cmpuint(value >> 24, >, 180);
    g_assert_cmpuint(value >> 16 & 0xff, <, 90);
}

static void test_jpeg_damaged(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GBytes) jpeg = make_jpeg(1000, 1000, 1);
    gsize size = g_bytes_get_size(jpeg);
    for (gsize keep = 3; keep < size; keep += MAX(1, size / 53))
        assert_refused(fixture, g_bytes_new_from_bytes(jpeg, 0, keep), "cut.jpg", "damaged-file");
    for (gsize at = 3; at < size; at += MAX(1, size / 101)) {
        guint8 *copy = g_memdup2(g_bytes_get_data(jpeg, NULL), size);
        copy[at] ^= 0x5a;
        if (open_bytes(fixture, g_bytes_new_take(copy, size), "bits.jpg")) {
            g_autoptr(Page) page = page_new(1);
            load_stage.page(NULL, fixture->source, page, &fixture->error);
            g_clear_error(&fixture->error);
        }
    }
}

/* --- text ------------------------------------------------------------------------------------ */

static void assert_word(const Page *page, guint index, const char *text, guint line)
{
    g_assert_cmpuint(page->layer->len, >, index);
    const Word *word = page->layer->pdata[index];
    g_assert_cmpstr(word->text, ==, text);
    g_assert_cmpuint(word->line, ==, line);
}

static void test_text_pages(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    assert_opened(fixture, text_bytes("One page\r\nof two lines\n\nnext\fTwo\n\f"), "Note.TXT",
                  "text", 2);
    g_autoptr(Page) one = load(fixture, 1);
    g_autoptr(Page) two = load(fixture, 2);
    g_assert_null(one->image);
    g_assert_cmpuint(one->layer->len, ==, 6);
    assert_word(one, 1, "page", 0);
    assert_word(one, 2, "of", 1);
    assert_word(one, 5, "next", 2);
    g_assert_cmpuint(((Word *)one->layer->pdata[5])->block, ==, 1);
    assert_word(two, 0, "Two", 0);
    g_assert_cmpint(one->width_px, ==, 1700);
    g_assert_cmpint(one->height_px, ==, 2200);
    g_assert_cmpint(one->dpi, ==, 200);
}

static void test_text_encodings(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    static const struct {
        const char *bytes;
        gsize size;
    } same[] = {
        {"Zoë – 5 µg", 14},
        {"\xef\xbb\xbfZoë – 5 µg", 17},
        {"Zo\xeb \x96 5 \xb5g", 10},
        {"\xff\xfeZ\0o\0\xeb\0 \0\x13\x20 \0"
         "5\0 \0\xb5\0g\0",
         22},
        {"\xfe\xff\0Z\0o\0\xeb\0 \x20\x13\0 \0"
         "5\0 \0\xb5\0g",
         22},
    };
    for (guint i = 0; i < G_N_ELEMENTS(same); i++) {
        assert_opened(fixture, g_bytes_new(same[i].bytes, same[i].size), "a.txt", "text", 1);
        g_autoptr(Page) page = load(fixture, 1);
        g_assert_cmpuint(page->layer->len, ==, 4);
        assert_word(page, 0, "Zoë", 0);
        assert_word(page, 1, "–", 0);
        assert_word(page, 3, "µg", 0);
    }
}

static void test_text_wraps(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GString) text = g_string_new("   ");
    for (guint i = 0; i < 3000; i++)
        g_string_append_printf(text, "word%u ", i);
    for (guint i = 0; i < 300; i++)
        g_string_append_c(text, 'x');
    assert_opened(fixture, text_bytes(text->str), "long.txt", "text", 1);
    g_autoptr(Page) page = load(fixture, 1);
    g_assert_cmpuint(page->layer->len, >=, 3003);
    g_assert_cmpint(page->height_px % 2200, ==, 0);
    g_assert_cmpint(page->height_px, >, 2200);
    for (guint i = 0; i < page->layer->len; i++) {
        Box box = ((Word *)page->layer->pdata[i])->box;
        g_assert_cmpint(box.x, >=, 150);
        g_assert_cmpint(box.x + box.width, <=, 1550);
        g_assert_cmpint(box.y + box.height, <=, page->height_px);
        g_assert_cmpint(box.y / 2200, ==, (box.y + box.height) / 2200); /* on one sheet */
    }
}

static void test_text_garbage(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    guint8 noise[4096];
    for (guint i = 0; i < sizeof noise; i++)
        noise[i] = (guint8)(i * 2654435761u >> 13);
    assert_refused(fixture, g_bytes_new(noise, sizeof noise), "noise.txt", "unsupported-file");
    assert_refused(fixture, text_bytes("{\\rtf1 Hello}"), "letter.txt", "unsupported-file");
    assert_opened(fixture, text_bytes(" \n\f\n"), "blank.txt", "text", 1);
    g_autoptr(Page) page = load(fixture, 1);
    g_assert_cmpuint(page->layer->len, ==, 0);
}

static void test_strangers(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    assert_refused(fixture, g_bytes_new("", 0), "empty.pdf", "damaged-file");
    assert_refused(fixture, g_bytes_new("PK\3\4....", 8), "letter.docx", "unsupported-file");
    assert_refused(fixture, g_bytes_new("PK\3\4....", 8), "letter.pdf", "unsupported-file");
    assert_refused(fixture, text_bytes("<html><body>Hello</body>"), "page.html",
                   "unsupported-file");
    assert_refused(fixture,
                   g_bytes_new("\0\0\0\x18"
                               "ftypheic",
                               12),
                   "photo.jpg", "unsupported-file");
    assert_refused(fixture, text_bytes("Plain words without a suffix"), "words",
                   "unsupported-file");
}

static void test_file_size(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    g_assert_true(settings_parse(fixture->settings, "max-file-megabytes = 1\n", NULL));
    assert_refused(fixture, g_bytes_new_take(g_malloc0(1100000), 1100000), "big.tif", "over-limit");
}

int main(int argc, char **argv)
{
#define ADD(path, test)                                                                            \
    g_test_add("/source/" path, Fixture, NULL, fixture_open, test, fixture_close)
    g_test_init(&argc, &argv, NULL);
    ADD("tiff/pages", test_tiff_pages);
    ADD("tiff/kinds", test_tiff_kinds);
    ADD("tiff/circle", test_tiff_circle);
    ADD("tiff/too-large", test_tiff_too_large);
    ADD("tiff/too-many", test_tiff_too_many);
    ADD("tiff/damaged", test_tiff_damaged);
    ADD("extreme-sizes", test_extreme_sizes);
    ADD("png/kinds", test_png_kinds);
    ADD("png/damaged", test_png_damaged);
    ADD("jpeg/own-bytes", test_jpeg_own_bytes);
    ADD("jpeg/orientation", test_jpeg_orientation);
    ADD("jpeg/inks", test_jpeg_inks);
    ADD("jpeg/damaged", test_jpeg_damaged);
    ADD("text/pages", test_text_pages);
    ADD("text/encodings", test_text_encodings);
    ADD("text/wraps", test_text_wraps);
    ADD("text/garbage", test_text_garbage);
    ADD("strangers", test_strangers);
    ADD("file-size", test_file_size);
    return g_test_run();
}
