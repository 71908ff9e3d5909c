/* bad.c - the files that cannot be read, or not in full.
 *
 * Does: cuts good samples short, gives one a false name, makes an image of 60000 x 60000 pixels in
 * 8 KB and a Word file. Reads: inbox/. Writes: bad/. The encrypted PDF is qpdf's, in the Makefile.
 */
#include "write.h"

#include <allheaders.h>
#include <string.h>

static void file_write(const char *folder, const char *name, const void *bytes, gsize size)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (!g_file_set_contents(path, bytes, size, NULL))
        give_up("%s cannot be written.", path);
}

/* The first `permille` of a good sample. */
static void cut_write(const char *inbox, const char *good, const char *folder, const char *name,
                      guint permille)
{
    g_autofree char *path = g_build_filename(inbox, good, NULL);
    g_autofree char *bytes = NULL;
    gsize size;
    if (!g_file_get_contents(path, &bytes, &size, NULL))
        give_up("%s cannot be read.", path);
    file_write(folder, name, bytes, size * permille / 1000);
}

/* A PNG that is called a PDF; in grey, so that its bytes are those of no other sample. */
static void misnamed_write(const char *inbox, const char *folder)
{
    g_autofree char *from = g_build_filename(inbox, "reminder-appointment.png", NULL);
    g_autofree char *to = g_build_filename(folder, "really-a-png.pdf", NULL);
    PIX *bilevel = pixRead(from), *grey = pixConvertTo8(bilevel, FALSE);
    if (pixWrite(to, grey, IFF_PNG) != 0)
        give_up("%s cannot be written.", to);
    pixDestroy(&bilevel);
    pixDestroy(&grey);
}

static void put16(GByteArray *out, guint16 value)
{
    guint8 bytes[] = {value & 255, value >> 8};
    g_byte_array_append(out, bytes, sizeof bytes);
}

static void put32(GByteArray *out, guint32 value)
{
    put16(out, value & 0xffff);
    put16(out, value >> 16);
}

static void tag_put(GByteArray *out, guint16 tag, guint32 value)
{
    put16(out, tag);
    put16(out, 4); /* LONG */
    put32(out, 1);
    put32(out, value);
}

/* In T.6 coding one bit, V0, says "this row is like the one above": 60000 white rows are 60000
 * ones. */
static void bomb_write(const char *folder)
{
    const guint32 side = 60000, strip = side / 8;
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, (const guint8 *)"II*\0", 4);
    put32(out, 8);
    put16(out, 8);
    tag_put(out, 256, side); /* width */
    tag_put(out, 257, side); /* height */
    tag_put(out, 258, 1);    /* bits a sample */
    tag_put(out, 259, 4);    /* T.6 */
    tag_put(out, 262, 0);    /* white is zero */
    tag_put(out, 273, 8 + 2 + 8 * 12 + 4);
    tag_put(out, 278, side); /* rows a strip */
    tag_put(out, 279, strip);
    put32(out, 0);
    guint start = out->len;
    g_byte_array_set_size(out, start + strip);
    memset(out->data + start, 0xff, strip);
    file_write(folder, "sixty-thousand-square.tif", out->data, out->len);
    g_byte_array_unref(out);
}

/* CRC-32 as in ISO 3309, bit by bit. */
static guint32 crc32_of(const char *bytes, gsize size)
{
    guint32 crc = 0xffffffff;
    for (gsize i = 0; i < size; i++) {
        crc ^= (guint8)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

/* The fields that a member's local header and its entry in the directory share. */
static void member_put(GByteArray *out, const char *name, const char *text)
{
    put16(out, 20);
    put16(out, 0);
    put16(out, 0); /* stored */
    put16(out, 0);
    put16(out, 0x5a21); /* 2025-01-01 */
    put32(out, crc32_of(text, strlen(text)));
    put32(out, strlen(text));
    put32(out, strlen(text));
    put16(out, strlen(name));
    put16(out, 0);
}

static void word_file_write(const char *folder)
{
    static const char *const members[][2] = {
        {"[Content_Types].xml",
         "<?xml version=\"1.0\"?><Types "
         "xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
         "Extension=\"xml\" ContentType=\"application/xml\"/></Types>"},
        {"word/document.xml",
         "<?xml version=\"1.0\"?><w:document "
         "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p>"
         "<w:r><w:t>Dear Dr. Abernathy, please see the enclosed letter.</w:t></w:r></w:p></w:body>"
         "</w:document>"},
    };
    GByteArray *out = g_byte_array_new(), *directory = g_byte_array_new();
    for (guint i = 0; i < G_N_ELEMENTS(members); i++) {
        const char *name = members[i][0], *text = members[i][1];
        guint32 offset = out->len;
        put32(out, 0x04034b50);
        member_put(out, name, text);
        g_byte_array_append(out, (const guint8 *)name, strlen(name));
        g_byte_array_append(out, (const guint8 *)text, strlen(text));
        put32(directory, 0x02014b50);
        put16(directory, 20);
        member_put(directory, name, text);
        put16(directory, 0); /* no comment; first disk; no attributes */
        put16(directory, 0);
        put16(directory, 0);
        put32(directory, 0);
        put32(directory, offset);
        g_byte_array_append(directory, (const guint8 *)name, strlen(name));
    }
    guint32 start = out->len;
    g_byte_array_append(out, directory->data, directory->len);
    put32(out, 0x06054b50);
    put32(out, 0);
    put16(out, G_N_ELEMENTS(members));
    put16(out, G_N_ELEMENTS(members));
    put32(out, directory->len);
    put32(out, start);
    put16(out, 0);
    file_write(folder, "letter.docx", out->data, out->len);
    g_byte_array_unref(directory);
    g_byte_array_unref(out);
}

void bad_files_write(const char *inbox, const char *folder)
{
    cut_write(inbox, "scan-progress-note.tif", folder, "cut-short.tif", 550);
    cut_write(inbox, "scan-cardiology-consult.tif", folder, "second-page-cut.tif", 800);
    cut_write(inbox, "results-metabolic-panel.pdf", folder, "cut-short.pdf", 450);
    misnamed_write(inbox, folder);
    file_write(folder, "empty.pdf", "", 0);
    bomb_write(folder);
    word_file_write(folder);
}
