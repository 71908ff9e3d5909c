/* completeness.c - whether a file is all there, by its structure alone.
 *
 * Does: TIFF (chain of directories, strips), PDF (end marker), JPEG (end of image), PNG (last
 * chunk). Reads: small pieces at checked places, with a bound on their number: the file may be
 * hostile, and may change under the hand. Does not: decode, map, keep anything. */
#include "completeness.h"

#include <string.h>
#include <unistd.h>

enum {
    MAGIC_BYTES = 16,
    HEAD_BYTES = 1024,
    TAIL_BYTES = 8192,
    PIECES_MOST = 200000, /* reads of one file; what needs more is left to its reader */
};

typedef struct {
    int fd;
    guint64 size;
    guint pieces; /* read so far */
    gboolean big_endian;
} Peek;

/* FALSE: not inside the file, not there any more, or too much was asked already. */
static gboolean peek(Peek *file, guint64 at, void *bytes, gsize length)
{
    if (at > file->size || length > file->size - at || file->pieces++ > PIECES_MOST)
        return FALSE;
    return pread(file->fd, bytes, length, (off_t)at) == (gssize)length;
}

static gboolean exhausted(const Peek *file)
{
    return file->pieces > PIECES_MOST;
}

static gboolean inside(const Peek *file, guint64 at, guint64 length)
{
    return at <= file->size && length <= file->size - at;
}

/* --- TIFF ------------------------------------------------------------------------------------- */

enum {
    TAG_COMPRESSION = 259,
    TAG_STRIP_OFFSETS = 273,
    TAG_STRIP_BYTES = 279,
    TAG_TILE_OFFSETS = 324,
    TAG_TILE_BYTES = 325,
    TYPE_SHORT = 3,
    TYPE_LONG = 4,
    COMPRESSION_NONE = 1,
    COMPRESSION_G4 = 4, /* 2 and 3 may begin with zeros to fill up */
    ENTRY_BYTES = 12,
    START_BYTES = 16,
    VALUES_AT_ONCE = 1024,
};

typedef struct {
    guint type;
    guint32 count;
    guint64 at; /* where its values lie in the file */
} Values;

static guint32 get16(const Peek *file, const guint8 *p)
{
    return file->big_endian ? (guint32)(p[0] << 8 | p[1]) : (guint32)(p[1] << 8 | p[0]);
}

static guint32 get32(const Peek *file, const guint8 *p)
{
    guint32 one = get16(file, p), other = get16(file, p + 2);
    return file->big_endian ? one << 16 | other : other << 16 | one;
}

static guint value_bytes(const Values *values)
{
    return values->type == TYPE_SHORT ? 2 : 4;
}

/* Some of the values, from `first` on, as numbers. */
static gboolean values_peek(Peek *file, const Values *values, guint32 first, guint32 count,
                            guint32 *numbers)
{
    guint8 raw[VALUES_AT_ONCE * 4];
    guint each = value_bytes(values);
    if (!peek(file, values->at + (guint64)first * each, raw, (gsize)count * each))
        return FALSE;
    for (guint32 i = 0; i < count; i++)
        numbers[i] = each == 2 ? get16(file, raw + 2 * i) : get32(file, raw + 4 * i);
    return TRUE;
}

/* Copying programs lay out the whole room first and fill it afterwards. */
static gboolean all_zeros(const guint8 *bytes, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        if (bytes[i] != 0)
            return FALSE;
    }
    return TRUE;
}

/* Nothing that is packed begins with so many zeros. */
static gboolean strip_is_unfilled(Peek *file, guint64 at, guint32 length)
{
    guint8 start[START_BYTES];
    return length >= START_BYTES && peek(file, at, start, START_BYTES) &&
           all_zeros(start, START_BYTES);
}

static const char *strips_missing(Peek *file, const Values *offsets, const Values *lengths,
                                  gboolean packed)
{
    guint32 at[VALUES_AT_ONCE], length[VALUES_AT_ONCE];
    guint32 last = 0, last_bytes = 0;
    gboolean written = FALSE;
    for (guint32 first = 0; first < offsets->count; first += VALUES_AT_ONCE) {
        guint32 count = MIN(offsets->count - first, VALUES_AT_ONCE);
        /* Fax programs leave the lengths out when there is one strip. */
        gboolean told = lengths->count >= first + count;
        if (!values_peek(file, offsets, first, count, at) ||
            (told && !values_peek(file, lengths, first, count, length)))
            return exhausted(file) ? NULL : "the list of a page's parts is missing";
        for (guint32 i = 0; i < count; i++) {
            guint32 bytes = told ? length[i] : 1;
            if (!inside(file, at[i], bytes))
                return "the picture of a page is not all there";
            written |= bytes > 0 && at[i] > 0;
            last = at[i];
            last_bytes = bytes;
        }
    }
    if (packed && strip_is_unfilled(file, last, last_bytes))
        return "the picture of a page is not all there";
    return written || offsets->count == 0 ? NULL : "the picture of a page is missing";
}

static const char *directory_missing(Peek *file, guint64 offset, guint32 *next)
{
    static const char not_there[] = "the description of a page is missing";
    guint8 raw[ENTRY_BYTES];
    Values offsets = {0}, lengths = {0};
    guint compression = COMPRESSION_NONE;
    if (!peek(file, offset, raw, 2))
        return not_there;
    guint count = get16(file, raw);
    guint64 end = offset + 2 + (guint64)count * ENTRY_BYTES;
    if (!inside(file, offset + 2, (guint64)count * ENTRY_BYTES))
        return not_there;
    for (guint64 at = offset + 2; at < end; at += ENTRY_BYTES) {
        if (!peek(file, at, raw, ENTRY_BYTES))
            return not_there;
        guint tag = get16(file, raw);
        Values values = {get16(file, raw + 2), get32(file, raw + 4), 0};
        if (values.type != TYPE_SHORT && values.type != TYPE_LONG)
            continue;
        guint64 length = (guint64)values.count * value_bytes(&values);
        values.at = length <= 4 ? at + 8 : get32(file, raw + 8);
        if (tag == TAG_COMPRESSION)
            compression = get16(file, raw + 8);
        else if (tag == TAG_STRIP_OFFSETS || tag == TAG_TILE_OFFSETS)
            offsets = values;
        else if (tag == TAG_STRIP_BYTES || tag == TAG_TILE_BYTES)
            lengths = values;
    }
    /* Some writers leave out the link behind the last directory. */
    *next = peek(file, end, raw, 4) ? get32(file, raw) : 0;
    return strips_missing(file, &offsets, &lengths, compression >= COMPRESSION_G4);
}

static const char *tiff_missing(Peek *file)
{
    guint8 raw[4];
    guint32 next = 0;
    if (!peek(file, 4, raw, 4) || (next = get32(file, raw)) == 0)
        return "its first page is missing";
    /* A chain that goes round is ended by the bound on pieces. */
    while (next != 0 && !exhausted(file)) {
        const char *missing = directory_missing(file, next, &next);
        if (missing != NULL)
            return exhausted(file) ? NULL : missing;
    }
    return NULL;
}

/* --- PNG -------------------------------------------------------------------------------------- */

static const char *png_missing(Peek *file)
{
    guint8 raw[8];
    guint64 at = 8;
    file->big_endian = TRUE;
    while (peek(file, at, raw, sizeof raw)) {
        guint64 whole = 12 + (guint64)get32(file, raw); /* length, type, body, checksum */
        if (!inside(file, at, whole))
            break;
        if (memcmp(raw + 4, "IEND", 4) == 0)
            return NULL;
        at += whole;
    }
    return exhausted(file) ? NULL : "the picture breaks off before its end";
}

/* --- JPEG and PDF: both say at their end that it is one ----------------------------------------
 */

/* The last bytes of the file, without the zeros and line ends that some writers leave behind. */
static gsize tail_peek(Peek *file, guint8 tail[TAIL_BYTES])
{
    gsize length = MIN(file->size, TAIL_BYTES);
    if (!peek(file, file->size - length, tail, length))
        return 0;
    while (length > 0 && (tail[length - 1] == 0 || g_ascii_isspace(tail[length - 1])))
        length--;
    return length;
}

/* Where the picture itself begins, behind its segments: a camera's small preview among them ends as
 * the picture does. Source: ITU-T T.81, annex B. */
static guint64 jpeg_picture(Peek *file)
{
    guint8 raw[4];
    guint64 at = 2;
    file->big_endian = TRUE;
    while (peek(file, at, raw, sizeof raw) && raw[0] == 0xff && raw[1] != 0xda)
        at += raw[1] == 0xff ? 1 : 2 + (guint64)get16(file, raw + 2);
    return at;
}

static const char *jpeg_missing(Peek *file)
{
    guint8 tail[TAIL_BYTES];
    gsize length = tail_peek(file, tail);
    guint64 begin = file->size - MIN(file->size, TAIL_BYTES), picture = jpeg_picture(file);
    /* Stuffed bytes (FF 00) hide no marker: FF D9 is the end, whatever a camera adds behind it. */
    for (gsize i = length; i >= 2 && begin + i >= picture + 2; i--) {
        if (tail[i - 2] == 0xff && tail[i - 1] == 0xd9)
            return NULL;
    }
    return "the picture breaks off before its end";
}

/* A PDF made for the web has an end marker near its beginning, too, but tells there how long it is.
 * Source: ISO 32000-1, annex F. */
static gboolean pdf_is_short(Peek *file)
{
    char head[HEAD_BYTES + 1] = "";
    gsize length = MIN(file->size, HEAD_BYTES);
    if (!peek(file, 0, head, length) || memmem(head, length, "/Linearized", 11) == NULL)
        return FALSE;
    const char *at = memmem(head, length, "/L ", 3);
    return at != NULL && g_ascii_strtoull(at + 3, NULL, 10) > file->size;
}

static const char *pdf_missing(Peek *file)
{
    guint8 tail[TAIL_BYTES];
    gsize length = tail_peek(file, tail);
    if (!pdf_is_short(file) && memmem(tail, length, "startxref", 9) != NULL &&
        memmem(tail, length, "%%EOF", 5) != NULL)
        return NULL;
    return "the end of the document is missing";
}

/* --- the whole -------------------------------------------------------------------------------- */

static const struct {
    const char *start;
    guint length;
    gboolean big_endian;
    const char *(*missing)(Peek *file);
} formats[] = {
    {"II*\0", 4, FALSE, tiff_missing},
    {"MM\0*", 4, TRUE, tiff_missing},
    {"\211PNG\r\n\032\n", 8, FALSE, png_missing},
    {"\377\330\377", 3, FALSE, jpeg_missing},
    {"%PDF-", 5, FALSE, pdf_missing},
};

const char *completeness_missing(int fd, guint64 size)
{
    Peek file = {.fd = fd, .size = size};
    guint8 start[MAGIC_BYTES];
    gsize length = MIN(size, MAGIC_BYTES);
    if (size == 0)
        return "it is empty";
    if (!peek(&file, 0, start, length))
        return "it cannot be read to its end";
    if (all_zeros(start, length))
        return "it begins with room that was never filled";
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (memcmp(start, formats[i].start, MIN(length, formats[i].length)) != 0)
            continue;
        if (length < formats[i].length)
            return "only its first bytes are there";
        file.big_endian = formats[i].big_endian;
        /* cppcheck-suppress returnDanglingLifetime ; what comes back is a literal */
        return formats[i].missing(&file);
    }
    return NULL;
}
