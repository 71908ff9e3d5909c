/* source_ifd.c - reads the directories of TIFF and EXIF.
 *
 * Does: walk one directory's entries; every offset and count is checked against the data.
 * Source: TIFF Revision 6.0 (Adobe, 1992), sections 2 and 8.
 * Does not: follow the chain of directories (source_tiff.c), decode. */
#include "source_ifd.h"

#include <math.h>
#include <string.h>

enum {
    TAG_SUBFILE = 254,
    TAG_WIDTH = 256,
    TAG_HEIGHT = 257,
    TAG_BITS = 258,
    TAG_COMPRESSION = 259,
    TAG_PHOTOMETRIC = 262,
    TAG_STRIP_OFFSETS = 273,
    TAG_ORIENTATION = 274,
    TAG_SAMPLES = 277,
    TAG_STRIP_BYTES = 279,
    TAG_X_RESOLUTION = 282,
    TAG_Y_RESOLUTION = 283,
    TAG_RESOLUTION_UNIT = 296,
    TAG_TILE_OFFSETS = 324,
    TAG_TILE_BYTES = 325,

    TYPE_BYTE = 1,
    TYPE_SHORT = 3,
    TYPE_LONG = 4,
    TYPE_RATIONAL = 5,

    UNIT_NONE = 1,
    UNIT_CENTIMETRE = 3,

    ENTRY_BYTES = 12,
};

typedef struct {
    const guint8 *data;
    gsize size;
    gboolean big_endian;
} Bytes;

typedef struct {
    guint tag, type;
    guint32 count;
    gsize at; /* where its values lie */
} Entry;

static guint16 get16(const Bytes *bytes, gsize at)
{
    const guint8 *p = bytes->data + at;
    return bytes->big_endian ? (guint16)(p[0] << 8 | p[1]) : (guint16)(p[1] << 8 | p[0]);
}

static guint32 get32(const Bytes *bytes, gsize at)
{
    guint32 one = get16(bytes, at), other = get16(bytes, at + 2);
    return bytes->big_endian ? one << 16 | other : other << 16 | one;
}

static gboolean inside(const Bytes *bytes, guint64 at, guint64 length)
{
    return at <= bytes->size && length <= bytes->size - at;
}

static guint type_bytes(guint type)
{
    static const guint8 lengths[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
    return type < G_N_ELEMENTS(lengths) ? lengths[type] : 0;
}

/* FALSE: the entry's values lie outside the data, or are of a type that nobody knows. */
static gboolean read_entry(const Bytes *bytes, gsize at, Entry *entry)
{
    entry->tag = get16(bytes, at);
    entry->type = get16(bytes, at + 2);
    entry->count = get32(bytes, at + 4);
    guint64 length = (guint64)type_bytes(entry->type) * entry->count;
    entry->at = length <= 4 ? at + 8 : get32(bytes, at + 8);
    return length > 0 && inside(bytes, entry->at, length);
}

/* The entry's value number `which`; 0 when it has none. */
static guint32 entry_number(const Bytes *bytes, const Entry *entry, guint32 which)
{
    if (which >= entry->count)
        return 0;
    switch (entry->type) {
    case TYPE_BYTE:
        return bytes->data[entry->at + which];
    case TYPE_SHORT:
        return get16(bytes, entry->at + 2 * (gsize)which);
    case TYPE_LONG:
        return get32(bytes, entry->at + 4 * (gsize)which);
    default:
        return 0;
    }
}

static double entry_ratio(const Bytes *bytes, const Entry *entry)
{
    if (entry->type != TYPE_RATIONAL)
        return entry_number(bytes, entry, 0);
    guint32 above = get32(bytes, entry->at), below = get32(bytes, entry->at + 4);
    return below > 0 ? (double)above / below : 0;
}

/* Whether the last byte of a strip or tile lies outside the file: a file that was cut off. */
static gboolean is_cut(const Bytes *bytes, const Entry *offsets, const Entry *lengths)
{
    for (guint32 i = 0; i < offsets->count; i++) {
        guint64 at = entry_number(bytes, offsets, i);
        /* Fax programs leave the lengths out when there is one strip. */
        guint64 length = lengths->count > 0 ? entry_number(bytes, lengths, i) : 1;
        if (!inside(bytes, at, length))
            return TRUE;
    }
    return FALSE;
}

static void take_entry(const Bytes *bytes, const Entry *entry, Ifd *ifd)
{
    guint32 number = entry_number(bytes, entry, 0);
    switch (entry->tag) {
    case TAG_SUBFILE:
        ifd->subfile = (int)number;
        break;
    case TAG_WIDTH:
        ifd->width = number;
        break;
    case TAG_HEIGHT:
        ifd->height = number;
        break;
    case TAG_BITS:
        ifd->bits = (int)MIN(number, 64);
        break;
    case TAG_COMPRESSION:
        ifd->compression = (int)number;
        break;
    case TAG_PHOTOMETRIC:
        ifd->photometric = (int)number;
        break;
    case TAG_ORIENTATION:
        ifd->orientation = number >= 1 && number <= 8 ? (int)number : 1;
        break;
    case TAG_SAMPLES:
        ifd->samples = (int)MIN(number, 64);
        break;
    case TAG_X_RESOLUTION:
        ifd->x_dpi = entry_ratio(bytes, entry);
        break;
    case TAG_Y_RESOLUTION:
        ifd->y_dpi = entry_ratio(bytes, entry);
        break;
    default:
        break;
    }
}

static void apply_unit(Ifd *ifd, int unit)
{
    double factor = unit == UNIT_CENTIMETRE ? 2.54 : 1;
    /* Without a unit the numbers are a mere aspect ratio, unless they look like dots to the inch.
     */
    if (unit == UNIT_NONE && MIN(ifd->x_dpi, ifd->y_dpi) < 50)
        factor = 0;
    ifd->x_dpi *= factor;
    ifd->y_dpi *= factor;
}

guint32 ifd_first(const guint8 *data, gsize size, gboolean *big_endian)
{
    Bytes bytes = {data, size, FALSE};
    if (size < 8 || (memcmp(data, "II*\000", 4) != 0 && memcmp(data, "MM\000*", 4) != 0))
        return 0;
    *big_endian = bytes.big_endian = data[0] == 'M';
    return get32(&bytes, 4);
}

gboolean ifd_read(const guint8 *data, gsize size, gboolean big_endian, guint32 offset, Ifd *ifd)
{
    Bytes bytes = {data, size, big_endian};
    Entry entry, offsets = {0}, lengths = {0};
    int unit = 2; /* inches, says TIFF 6.0, when it is not told */

    *ifd = (Ifd){.offset = offset, .bits = 1, .samples = 1, .compression = 1, .orientation = 1};
    if (offset < 8 || !inside(&bytes, offset, 2))
        return FALSE;
    guint count = get16(&bytes, offset);
    gsize end = offset + 2 + (gsize)count * ENTRY_BYTES;
    if (count == 0 || !inside(&bytes, offset + 2, (guint64)count * ENTRY_BYTES))
        return FALSE;
    for (guint i = 0; i < count; i++) {
        if (!read_entry(&bytes, offset + 2 + (gsize)i * ENTRY_BYTES, &entry)) {
            if (entry.tag == TAG_STRIP_OFFSETS || entry.tag == TAG_TILE_OFFSETS ||
                entry.tag == TAG_STRIP_BYTES || entry.tag == TAG_TILE_BYTES)
                ifd->cut = TRUE;
            continue;
        }
        if (entry.tag == TAG_STRIP_OFFSETS || entry.tag == TAG_TILE_OFFSETS)
            offsets = entry;
        else if (entry.tag == TAG_STRIP_BYTES || entry.tag == TAG_TILE_BYTES)
            lengths = entry;
        else if (entry.tag == TAG_RESOLUTION_UNIT)
            unit = (int)entry_number(&bytes, &entry, 0);
        take_entry(&bytes, &entry, ifd);
    }
    apply_unit(ifd, unit);
    ifd->strips = offsets.count;
    ifd->cut = ifd->cut || is_cut(&bytes, &offsets, &lengths);
    /* Some writers leave out the link behind the last directory of the file. */
    ifd->next = inside(&bytes, end, 4) ? get32(&bytes, end) : 0;
    return TRUE;
}
