/* codec.c - pages and words as GVariants: the wire between reader and clerk, the catalogue's blobs.
 *
 * Reads: variants from a reader, which is taken for hostile: every bound and size is checked.
 * Does not: trust, repair, or keep anything of a variant that fails one check. */
#include "page.h"

#include "fate.h"

#include <math.h>
#include <string.h>

#define WORD_TYPE  "(smsms(iiii)duuua(uud))"
#define WORDS_TYPE "a" WORD_TYPE
#define CODES_TYPE "a(us(iiii))"
#define MARKS_TYPE "(" CODES_TYPE "at)"
#define PAGE_TYPE  "(uuiiiidb" WORDS_TYPE MARKS_TYPE "a(ss)(umsiidd))"

enum {
    EXTENT_MAX = 1000000, /* pixels; a transcript of many sheets is high */
    DPI_MAX = 10000,
    WORDS_MAX = 200000,
    WORD_BYTES_MAX = 20000,
    CHOICES_MAX = 2000,
    BARCODES_MAX = 100,
    BARCODE_BYTES_MAX = 8000, /* the largest QR square holds 4296 letters, 7089 digits */
    NOTES_MAX = 1000,
};

static gboolean refuse(GError **error, const char *what)
{
    g_set_error(error, FATE, FATE_INPUT, "The reader's answer makes no sense (%s).", what);
    return FALSE;
}

static gboolean within(double value, double least, double most)
{
    return isfinite(value) && value >= least && value <= most;
}

static GVariant *choices_pack(const Word *word)
{
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE("a(uud)"));
    for (guint i = 0; word->choices != NULL && i < word->choices->len; i++) {
        const Choice *choice = &g_array_index(word->choices, Choice, i);
        g_variant_builder_add(&builder, "(uud)", choice->at, (guint32)choice->symbol,
                              (double)choice->confidence);
    }
    return g_variant_builder_end(&builder);
}

GVariant *words_pack(const GPtrArray *words)
{
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE(WORDS_TYPE));
    for (guint i = 0; i < words->len; i++) {
        const Word *word = words->pdata[i];
        g_variant_builder_add(&builder, "(smsms(iiii)duuu@a(uud))", word->text, word->corrected,
                              word->why, word->box.x, word->box.y, word->box.width,
                              word->box.height, (double)word->confidence, word->line, word->block,
                              word->flags, choices_pack(word));
    }
    return g_variant_builder_end(&builder);
}

static GArray *choices_unpack(GVariant *packed, GError **error)
{
    gsize count = g_variant_n_children(packed);
    if (count == 0)
        return NULL;
    if (count > CHOICES_MAX) {
        refuse(error, "too many readings of one word");
        return NULL;
    }
    g_autoptr(GArray) choices = g_array_sized_new(FALSE, FALSE, sizeof(Choice), count);
    for (gsize i = 0; i < count; i++) {
        guint32 at, symbol;
        double confidence;
        g_variant_get_child(packed, i, "(uud)", &at, &symbol, &confidence);
        if (at >= WORD_BYTES_MAX || !g_unichar_validate(symbol) || symbol == 0 ||
            !within(confidence, 0, 1)) {
            refuse(error, "a reading of a symbol");
            return NULL;
        }
        Choice choice = {at, symbol, confidence};
        g_array_append_val(choices, choice);
    }
    return g_steal_pointer(&choices);
}

/* `spaces`: single ones between words are allowed. */
static gboolean text_check(const char *text, gboolean spaces)
{
    gsize length = strlen(text);
    if (length == 0 || length > WORD_BYTES_MAX)
        return FALSE;
    gboolean open = FALSE; /* something stands before, so a space may follow */
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar symbol = g_utf8_get_char(at);
        gboolean space = spaces && symbol == ' ' && open;
        if (!space && (g_unichar_isspace(symbol) || g_unichar_iscntrl(symbol)))
            return FALSE;
        open = !space;
    }
    return open;
}

static gboolean box_check(Box box)
{
    return ABS((gint64)box.x) <= EXTENT_MAX && ABS((gint64)box.y) <= EXTENT_MAX && box.width >= 0 &&
           box.width <= EXTENT_MAX && box.height >= 0 && box.height <= EXTENT_MAX;
}

static Word *word_unpack(GVariant *packed, GError **error)
{
    const char *text, *corrected, *why;
    Box box;
    double confidence;
    guint32 line, block, flags;
    g_autoptr(GVariant) readings = NULL;
    g_variant_get(packed, "(&sm&sm&s(iiii)duuu@a(uud))", &text, &corrected, &why, &box.x, &box.y,
                  &box.width, &box.height, &confidence, &line, &block, &flags, &readings);
    if (!text_check(text, corrected != NULL) ||
        (corrected != NULL && !text_check(corrected, TRUE)) ||
        (why != NULL && strlen(why) > WORD_BYTES_MAX)) {
        refuse(error, "the text of a word");
        return NULL;
    }
    if (!box_check(box) || !within(confidence, 0, 1) || line > WORDS_MAX || block > WORDS_MAX ||
        (flags & ~(guint32)(WORD_DOUBTFUL | WORD_HEADER)) != 0) {
        refuse(error, "the place of a word");
        return NULL;
    }
    g_autoptr(GError) bad = NULL;
    GArray *choices = choices_unpack(readings, &bad);
    if (bad != NULL) {
        g_propagate_error(error, g_steal_pointer(&bad));
        return NULL;
    }
    Word *word = word_new(text, box, confidence, line, block);
    word->corrected = g_strdup(corrected);
    word->why = g_strdup(why);
    word->flags = flags;
    word->choices = choices;
    return word;
}

GPtrArray *words_unpack(GVariant *packed, GError **error)
{
    if (!g_variant_is_of_type(packed, G_VARIANT_TYPE(WORDS_TYPE)) ||
        !g_variant_is_normal_form(packed)) {
        refuse(error, "words of another form");
        return NULL;
    }
    gsize count = g_variant_n_children(packed);
    if (count > WORDS_MAX) {
        refuse(error, "too many words");
        return NULL;
    }
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
    for (gsize i = 0; i < count; i++) {
        g_autoptr(GVariant) child = g_variant_get_child_value(packed, i);
        Word *word = word_unpack(child, error);
        if (word == NULL)
            return NULL;
        g_ptr_array_add(words, word);
    }
    return g_steal_pointer(&words);
}

/* --- barcodes and the picture ------------------------------------------------------------------
 */

GVariant *marks_pack(const Page *page)
{
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE(CODES_TYPE));
    for (guint i = 0; i < page->barcodes->len; i++) {
        const Barcode *code = page->barcodes->pdata[i];
        g_variant_builder_add(&builder, "(us(iiii))", (guint32)code->kind, code->text, code->box.x,
                              code->box.y, code->box.width, code->box.height);
    }
    GVariant *picture = g_variant_new_fixed_array(G_VARIANT_TYPE_UINT64, page->picture.rows,
                                                  PICTURE_ROWS, sizeof(guint64));
    return g_variant_new("(" CODES_TYPE "@at)", &builder, picture);
}

/* What bars say is one line; only a patch says nothing. */
static gboolean barcode_check(guint32 kind, const char *text, Box box)
{
    gboolean says = *text != '\0';
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
        if (g_unichar_iscntrl(g_utf8_get_char(at)))
            return FALSE;
    return kind <= BARCODE_PATCH && says == (kind != BARCODE_PATCH) &&
           strlen(text) <= BARCODE_BYTES_MAX && box_check(box);
}

static gboolean barcodes_unpack(GVariant *packed, GPtrArray *barcodes, GError **error)
{
    gsize count = g_variant_n_children(packed);
    if (count > BARCODES_MAX)
        return refuse(error, "too many barcodes");
    for (gsize i = 0; i < count; i++) {
        guint32 kind;
        const char *text;
        Box box;
        g_variant_get_child(packed, i, "(u&s(iiii))", &kind, &text, &box.x, &box.y, &box.width,
                            &box.height);
        if (!barcode_check(kind, text, box))
            return refuse(error, "a barcode");
        g_ptr_array_add(barcodes, barcode_new((BarcodeKind)kind, text, box));
    }
    return TRUE;
}

static gboolean picture_unpack(GVariant *packed, Picture *picture, GError **error)
{
    gsize count;
    const guint64 *rows = g_variant_get_fixed_array(packed, &count, sizeof(guint64));
    if (count != PICTURE_ROWS)
        return refuse(error, "the picture of the page");
    memcpy(picture->rows, rows, sizeof(picture->rows));
    return TRUE;
}

gboolean marks_unpack(GVariant *packed, Page *page, GError **error)
{
    if (!g_variant_is_of_type(packed, G_VARIANT_TYPE(MARKS_TYPE)) ||
        !g_variant_is_normal_form(packed))
        return refuse(error, "marks of another form");
    g_autoptr(GVariant) barcodes = NULL, picture = NULL;
    g_variant_get(packed, "(@" CODES_TYPE "@at)", &barcodes, &picture);
    return barcodes_unpack(barcodes, page->barcodes, error) &&
           picture_unpack(picture, &page->picture, error);
}

/* --- pages ------------------------------------------------------------------------------------ */

GVariant *page_pack(const Page *page)
{
    GVariantBuilder notes;
    g_variant_builder_init(&notes, G_VARIANT_TYPE("a(ss)"));
    for (guint i = 0; i < page->notes->len; i++) {
        const Note *note = page->notes->pdata[i];
        g_variant_builder_add(&notes, "(ss)", note->stage, note->text);
    }
    const FiledImage *filed = &page->filed;
    return g_variant_new("(uuiiiidb@" WORDS_TYPE "@" MARKS_TYPE "a(ss)(umsiidd))",
                         page->source_page, (guint32)page->kind, page->rotation, page->width_px,
                         page->height_px, page->dpi, page->skew_degrees, page->born_digital,
                         words_pack(page->words), marks_pack(page), &notes, (guint32)filed->format,
                         filed->sha256, filed->width_px, filed->height_px, filed->x_dpi,
                         filed->y_dpi);
}

static gboolean name_check(const char *sha256)
{
    return strlen(sha256) == 64 && strspn(sha256, "0123456789abcdef") == 64;
}

static gboolean filed_check(const FiledImage *filed, GError **error)
{
    if (filed->format > IMAGE_JPEG)
        return refuse(error, "the format of the image");
    if (filed->format == IMAGE_NONE)
        return filed->sha256 == NULL || refuse(error, "an image that is none");
    if (filed->sha256 == NULL || !name_check(filed->sha256))
        return refuse(error, "the name of the image");
    if (filed->width_px < 1 || filed->width_px > EXTENT_MAX || filed->height_px < 1 ||
        filed->height_px > EXTENT_MAX || !within(filed->x_dpi, 1, DPI_MAX) ||
        !within(filed->y_dpi, 1, DPI_MAX))
        return refuse(error, "the size of the image");
    return TRUE;
}

static gboolean page_check(const Page *page, GError **error)
{
    if (page->source_page < 1 || page->kind > PAGE_UNREADABLE)
        return refuse(error, "the number or kind of the page");
    if (page->rotation != 0 && page->rotation != 90 && page->rotation != 180 &&
        page->rotation != 270)
        return refuse(error, "the rotation of the page");
    if (page->width_px < 0 || page->width_px > EXTENT_MAX || page->height_px < 0 ||
        page->height_px > EXTENT_MAX || page->dpi < 0 || page->dpi > DPI_MAX ||
        !within(page->skew_degrees, -45, 45))
        return refuse(error, "the size of the page");
    return filed_check(&page->filed, error);
}

Page *page_unpack(GVariant *packed, GError **error)
{
    if (!g_variant_is_of_type(packed, G_VARIANT_TYPE(PAGE_TYPE)) ||
        !g_variant_is_normal_form(packed)) {
        refuse(error, "a page of another form");
        return NULL;
    }
    g_autoptr(GVariant) words = NULL, marks = NULL, notes = NULL;
    guint32 kind, format;
    g_autoptr(Page) page = page_new(0);
    FiledImage *filed = &page->filed;
    g_variant_get(packed, "(uuiiiidb@" WORDS_TYPE "@" MARKS_TYPE "@a(ss)(umsiidd))",
                  &page->source_page, &kind, &page->rotation, &page->width_px, &page->height_px,
                  &page->dpi, &page->skew_degrees, &page->born_digital, &words, &marks, &notes,
                  &format, &filed->sha256, &filed->width_px, &filed->height_px, &filed->x_dpi,
                  &filed->y_dpi);
    page->kind = (PageKind)kind;
    filed->format = (ImageFormat)format;
    if (!page_check(page, error) || !marks_unpack(marks, page, error))
        return NULL;
    GPtrArray *read = words_unpack(words, error);
    if (read == NULL)
        return NULL;
    g_ptr_array_unref(page->words);
    page->words = read;

    gsize count = g_variant_n_children(notes);
    if (count > NOTES_MAX) {
        refuse(error, "too many notes");
        return NULL;
    }
    for (gsize i = 0; i < count; i++) {
        const char *stage, *text;
        g_variant_get_child(notes, i, "(&s&s)", &stage, &text);
        if (strlen(stage) > WORD_BYTES_MAX || strlen(text) > WORD_BYTES_MAX) {
            refuse(error, "the length of a note");
            return NULL;
        }
        page_note(page, stage, "%s", text);
    }
    return g_steal_pointer(&page);
}
