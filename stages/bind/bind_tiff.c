/* bind_tiff.c - finds the G4 strip inside a TIFF file, so that a chart can hold the very same
 * bytes.
 *
 * Reads: the first image directory, each number checked against the file's size. Does not: decode
 * pixels, or take any TIFF but what the encode stage writes: bilevel, one strip, Group 4, 0 =
 * white. */
#include "bind.h"

#include <string.h>

enum {
    TAG_WIDTH = 256,
    TAG_HEIGHT = 257,
    TAG_BITS = 258,
    TAG_COMPRESSION = 259,
    TAG_PHOTOMETRIC = 262,
    TAG_FILL_ORDER = 266,
    TAG_STRIP_OFFSET = 273,
    TAG_SAMPLES = 277,
    TAG_STRIP_SIZE = 279,
    TAG_T6_OPTIONS = 293,
    TYPE_SHORT = 3,
    TYPE_LONG = 4,
    COMPRESSION_G4 = 4,
    ENTRY_BYTES = 12,
    SIDE_MOST_PX = 65535,
};

typedef struct {
    const guint8 *data;
    gsize size;
    gboolean big_endian;
} Tiff;

static guint32 tiff_number(const Tiff *tiff, gsize at, guint bytes)
{
    guint32 value = 0;
    for (guint i = 0; i < bytes; i++)
        value = value << 8 | tiff->data[at + (tiff->big_endian ? i : bytes - 1 - i)];
    return value;
}

/* The directory's values that matter, with the defaults of TIFF 6.0. */
typedef struct {
    guint32 width, height, bits, compression, photometric, fill_order, offset, samples, strip_size,
        options;
} Directory;

static guint32 *directory_place(Directory *directory, guint tag)
{
    switch (tag) {
    case TAG_WIDTH:
        return &directory->width;
    case TAG_HEIGHT:
        return &directory->height;
    case TAG_BITS:
        return &directory->bits;
    case TAG_COMPRESSION:
        return &directory->compression;
    case TAG_PHOTOMETRIC:
        return &directory->photometric;
    case TAG_FILL_ORDER:
        return &directory->fill_order;
    case TAG_STRIP_OFFSET:
        return &directory->offset;
    case TAG_SAMPLES:
        return &directory->samples;
    case TAG_STRIP_SIZE:
        return &directory->strip_size;
    case TAG_T6_OPTIONS:
        return &directory->options;
    default:
        return NULL;
    }
}

static const char *directory_read(const Tiff *tiff, Directory *directory)
{
    *directory = (Directory){.bits = 1, .compression = 1, .fill_order = 1, .samples = 1};
    gsize at = tiff_number(tiff, 4, 4);
    if (at < 8 || at > tiff->size - 2)
        return "its directory lies outside the file";
    guint entries = tiff_number(tiff, at, 2);
    at += 2;
    if ((gsize)entries * ENTRY_BYTES > tiff->size - at)
        return "its directory is cut off";
    for (guint i = 0; i < entries; i++, at += ENTRY_BYTES) {
        guint32 *place = directory_place(directory, tiff_number(tiff, at, 2));
        if (place == NULL)
            continue;
        guint type = tiff_number(tiff, at + 2, 2);
        if (type != TYPE_SHORT && type != TYPE_LONG)
            return "a number in its directory has a wrong type";
        if (tiff_number(tiff, at + 4, 4) != 1)
            return "it holds more than one strip or sample";
        *place = tiff_number(tiff, at + 8, type == TYPE_SHORT ? 2 : 4);
    }
    return NULL;
}

static const char *directory_fault(const Tiff *tiff, const Directory *directory)
{
    if (directory->compression != COMPRESSION_G4 || directory->options != 0)
        return "it is not G4";
    if (directory->bits != 1 || directory->samples != 1 || directory->photometric != 0 ||
        directory->fill_order != 1)
        return "its pixels are not black on white";
    if (directory->width == 0 || directory->height == 0 || directory->width > SIDE_MOST_PX ||
        directory->height > SIDE_MOST_PX)
        return "it has no size";
    if (directory->strip_size == 0 || directory->offset < 8 || directory->offset > tiff->size ||
        directory->strip_size > tiff->size - directory->offset)
        return "its pixels are cut off";
    return NULL;
}

gboolean bind_tiff_find(GBytes *file, ImageBody *body, const char **why)
{
    Tiff tiff = {0};
    tiff.data = g_bytes_get_data(file, &tiff.size);
    if (tiff.size < 16 ||
        (memcmp(tiff.data, "II*\0", 4) != 0 && memcmp(tiff.data, "MM\0*", 4) != 0)) {
        *why = "it is not a TIFF file";
        return FALSE;
    }
    tiff.big_endian = tiff.data[0] == 'M';
    Directory directory;
    *why = directory_read(&tiff, &directory);
    if (*why == NULL)
        *why = directory_fault(&tiff, &directory);
    if (*why != NULL)
        return FALSE;
    *body = (ImageBody){.offset = directory.offset,
                        .size = directory.strip_size,
                        .width = directory.width,
                        .height = directory.height,
                        .colours = 1};
    return TRUE;
}
