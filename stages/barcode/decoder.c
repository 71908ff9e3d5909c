/* decoder.c - asks zbar what a mark says.
 *
 * Does: bars are averaged along their length first, so that a fax's specks and ragged edges vanish,
 * and only a few such rows are scanned. Reads: pixels of a mark. Does not: use zbar for more than
 * its image scanner, which opens no file, window or bus. */
#include "seek.h"

#include <leptonica/allheaders.h>
#include <string.h>
#include <zbar.h>

enum {
    BANDS = 5,
    FINER = 4,        /* samples to a pixel: narrow bars of a fax are hardly two pixels wide */
    ROWS = 4,         /* of each band */
    QUIET = 64,       /* samples of paper on either side */
    CODE39_LEAST = 4, /* characters; it has no check digit, and shorter ones come about by chance */
    TEXT_MOST = 4000,
};

struct Decoder {
    zbar_image_scanner_t *scanner;
};

Decoder *decoder_new(void)
{
    static const zbar_symbol_type_t kinds[] = {ZBAR_CODE39, ZBAR_CODE128, ZBAR_QRCODE};
    Decoder *decoder = g_new0(Decoder, 1);
    decoder->scanner = zbar_image_scanner_create();
    zbar_image_scanner_set_config(decoder->scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        zbar_image_scanner_set_config(decoder->scanner, kinds[i], ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(decoder->scanner, ZBAR_CODE39, ZBAR_CFG_MIN_LEN, CODE39_LEAST);
    return decoder;
}

void decoder_free(Decoder *decoder)
{
    if (decoder == NULL)
        return;
    zbar_image_scanner_destroy(decoder->scanner);
    g_free(decoder);
}

/* --- what is scanned ---------------------------------------------------------------------------
 */

/* A grey picture of zbar's own kind. */
typedef struct {
    guint8 *pixels;
    guint width, height;
} Grey;

static void row_stretch(const GArray *profile, guint8 *row)
{
    for (guint at = 0; at < profile->len; at++) {
        guint here = g_array_index(profile, guint8, at);
        guint next = g_array_index(profile, guint8, MIN(at + 1, profile->len - 1));
        for (guint step = 0; step < FINER; step++)
            row[at * FINER + step] = (guint8)((here * (FINER - step) + next * step) / FINER);
    }
}

/* One row of means for each band of the bars, each some times. */
static Grey grey_of_bars(PIX *picture, const Mark *mark)
{
    guint length = (guint)(mark->kind == MARK_UPRIGHT ? mark->box.width : mark->box.height);
    Grey grey = {.width = length * FINER + 2 * QUIET, .height = BANDS * ROWS};
    grey.pixels = g_malloc((gsize)grey.width * grey.height);
    memset(grey.pixels, 255, (gsize)grey.width * grey.height);
    for (guint band = 0; band < BANDS; band++) {
        g_autoptr(GArray) profile = mark_profile(picture, mark, band, BANDS);
        for (guint row = band * ROWS; row < (band + 1) * ROWS; row++)
            row_stretch(profile, grey.pixels + (gsize)row * grey.width + QUIET);
    }
    return grey;
}

/* A square as it is, with paper around it. */
static Grey grey_of_square(PIX *picture, const Mark *mark)
{
    const Box *box = &mark->box;
    Grey grey = {.width = (guint)box->width + 2 * QUIET, .height = (guint)box->height + 2 * QUIET};
    grey.pixels = g_malloc((gsize)grey.width * grey.height);
    memset(grey.pixels, 255, (gsize)grey.width * grey.height);
    gboolean bits = pixGetDepth(picture) == 1;
    for (int y = 0; y < box->height; y++)
        for (int x = 0; x < box->width; x++) {
            l_uint32 value = 0;
            pixGetPixel(picture, box->x + x, box->y + y, &value);
            grey.pixels[(gsize)(y + QUIET) * grey.width + (guint)x + QUIET] =
                (guint8)(bits ? (value ? 0 : 255) : value);
        }
    return grey;
}

/* --- what was made out -------------------------------------------------------------------------
 */

static gboolean kind_of(zbar_symbol_type_t type, BarcodeKind *kind)
{
    switch (type) {
    case ZBAR_CODE39:
        *kind = BARCODE_CODE39;
        return TRUE;
    case ZBAR_CODE128:
        *kind = BARCODE_CODE128;
        return TRUE;
    case ZBAR_QRCODE:
        *kind = BARCODE_QR;
        return TRUE;
    default:
        return FALSE;
    }
}

/* One line of valid text; NULL when there is none. */
static char *text_of(const zbar_symbol_t *symbol)
{
    g_autofree char *raw =
        g_strndup(zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol));
    g_autofree char *valid = g_utf8_make_valid(raw, -1);
    g_autoptr(GString) text = g_string_new(NULL);
    for (const char *at = valid; *at != '\0' && text->len < TEXT_MOST; at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);
        g_string_append_unichar(text, g_unichar_iscntrl(letter) ? ' ' : letter);
    }
    g_strstrip(text->str);
    return *text->str != '\0' ? g_strdup(text->str) : NULL;
}

/* The code that most rows say. */
static Barcode *best_of(const zbar_image_t *image, const Mark *mark)
{
    const zbar_symbol_t *best = NULL;
    BarcodeKind kind;
    for (const zbar_symbol_t *symbol = zbar_image_first_symbol(image); symbol != NULL;
         symbol = zbar_symbol_next(symbol))
        if (kind_of(zbar_symbol_get_type(symbol), &kind) &&
            (best == NULL || zbar_symbol_get_quality(symbol) > zbar_symbol_get_quality(best)))
            best = symbol;
    if (best == NULL)
        return NULL;
    kind_of(zbar_symbol_get_type(best), &kind);
    g_autofree char *text = text_of(best);
    return text != NULL ? barcode_new(kind, text, mark->box) : NULL;
}

Barcode *decoder_read(Decoder *decoder, PIX *picture, const Mark *mark)
{
    Grey grey =
        mark->kind == MARK_SQUARE ? grey_of_square(picture, mark) : grey_of_bars(picture, mark);
    zbar_image_t *image = zbar_image_create();
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, grey.width, grey.height);
    zbar_image_set_data(image, grey.pixels, (gulong)grey.width * grey.height, NULL);
    Barcode *barcode = NULL;
    if (zbar_scan_image(decoder->scanner, image) > 0)
        barcode = best_of(image, mark);
    zbar_image_destroy(image);
    g_free(grey.pixels);
    return barcode;
}
