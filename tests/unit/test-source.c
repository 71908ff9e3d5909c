/* test-source.c - opening text originals, and refusing what cannot or must not be read. */
#include "source_setup.h"

#include <string.h>

static GBytes *text_bytes(const char *text)
{
    return g_bytes_new(text, strlen(text));
}

static void assert_word(const Page *page, guint index, const char *text, guint line)
{
    g_assert_cmpuint(page->layer->len, >, index);
    const Word *word = page->layer->pdata[index];
    g_assert_cmpstr(word->text, ==, text);
    g_assert_cmpuint(word->line, ==, line);
}

static void test_text_pages(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    assert_opened(setup, text_bytes("One page\r\nof two lines\n\nnext\fTwo\n\f"), "Note.TXT",
                  "text", 2);
    g_autoptr(Page) one = source_load(setup, 1);
    g_autoptr(Page) two = source_load(setup, 2);
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

static void test_text_encodings(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
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
        assert_opened(setup, g_bytes_new(same[i].bytes, same[i].size), "a.txt", "text", 1);
        g_autoptr(Page) page = source_load(setup, 1);
        g_assert_cmpuint(page->layer->len, ==, 4);
        assert_word(page, 0, "Zoë", 0);
        assert_word(page, 1, "–", 0);
        assert_word(page, 3, "µg", 0);
    }
}

static void test_text_wraps(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GString) text = g_string_new("   ");
    for (guint i = 0; i < 3000; i++)
        g_string_append_printf(text, "word%u ", i);
    for (guint i = 0; i < 300; i++)
        g_string_append_c(text, 'x');
    assert_opened(setup, text_bytes(text->str), "long.txt", "text", 1);
    g_autoptr(Page) page = source_load(setup, 1);
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

/* Ten million letters on one line: no page of it is more than a reader can hold. */
static void test_text_endless(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const repeated[] = {"dose 5 mg ", "x", "é"};
    for (guint i = 0; i < G_N_ELEMENTS(repeated); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        while (text->len < 10000000)
            g_string_append(text, repeated[i]);
        g_autoptr(GBytes) bytes = g_string_free_to_bytes(g_steal_pointer(&text));
        g_autofree char *begin = g_strndup(g_bytes_get_data(bytes, NULL), 200000);
        g_assert_true(source_take(setup, g_steal_pointer(&bytes), "endless.txt"));
        g_assert_cmpuint(source_pages(setup->source), >=, 100);
        g_assert_cmpuint(source_pages(setup->source), <=, 102);
        g_autoptr(GString) read = g_string_new(NULL);
        for (guint page = 1; page <= 2; page++) {
            g_autoptr(Page) loaded = source_load(setup, page);
            for (guint word = 0; word < loaded->layer->len; word++)
                g_string_append(read, ((Word *)loaded->layer->pdata[word])->text);
        }
        g_assert_cmpuint(read->len, >, 100000 / 2);
        g_autoptr(GString) meant = g_string_new(begin);
        g_string_replace(meant, " ", "", 0);
        g_assert_true(g_str_has_prefix(meant->str, read->str));
    }
}

static void test_text_garbage(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    guint8 noise[4096];
    for (guint i = 0; i < sizeof noise; i++)
        noise[i] = (guint8)(i * 2654435761u >> 13);
    assert_refused(setup, g_bytes_new(noise, sizeof noise), "noise.txt", "unsupported-file");
    assert_refused(setup, text_bytes("{\\rtf1 Hello}"), "letter.txt", "unsupported-file");
    assert_opened(setup, text_bytes(" \n\f\n"), "blank.txt", "text", 1);
    g_autoptr(Page) page = source_load(setup, 1);
    g_assert_cmpuint(page->layer->len, ==, 0);
}

static void test_strangers(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    assert_refused(setup, g_bytes_new("", 0), "empty.pdf", "damaged-file");
    assert_refused(setup, g_bytes_new("PK\3\4....", 8), "letter.docx", "unsupported-file");
    assert_refused(setup, g_bytes_new("PK\3\4....", 8), "letter.pdf", "unsupported-file");
    assert_refused(setup, text_bytes("<html><body>Hello</body>"), "page.html", "unsupported-file");
    assert_refused(setup,
                   g_bytes_new("\0\0\0\x18"
                               "ftypheic",
                               12),
                   "photo.jpg", "unsupported-file");
    assert_refused(setup, text_bytes("Plain words without a suffix"), "words", "unsupported-file");
}

static void test_file_size(SourceSetup *setup, G_GNUC_UNUSED gconstpointer data)
{
    g_assert_true(settings_parse(setup->settings, "max-file-megabytes = 1\n", NULL));
    assert_refused(setup, g_bytes_new_take(g_malloc0(1100000), 1100000), "big.tif", "over-limit");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    SOURCE_TEST("/source/text/pages", test_text_pages);
    SOURCE_TEST("/source/text/encodings", test_text_encodings);
    SOURCE_TEST("/source/text/wraps", test_text_wraps);
    SOURCE_TEST("/source/text/endless", test_text_endless);
    SOURCE_TEST("/source/text/garbage", test_text_garbage);
    SOURCE_TEST("/source/strangers", test_strangers);
    SOURCE_TEST("/source/file-size", test_file_size);
    return g_test_run();
}
