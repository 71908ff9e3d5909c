/* source_text.c - plain-text transcripts: one page for each form-feed section, or more when that is
 * endless.
 *
 * Does: read UTF-8, UTF-16 or Windows-1252; set each section in fixed pitch on Letter sheets at a
 *       nominal 200 dpi, long lines wrapped between words.
 * Writes: Page.layer, width_px, height_px, dpi; no image: bind draws the words.
 * Does not: use iconv, whose tables are files. */
#include "source_private.h"

#include <string.h>

enum {
    DPI = 200,
    SHEET_WIDTH_PX = 1700, /* Letter */
    SHEET_HEIGHT_PX = 2200,
    MARGIN_PX = 150,
    CELL_WIDTH_PX = 17, /* 10-point type of 0.6 em */
    LINE_HEIGHT_PX = 34,
    LETTER_HEIGHT_PX = 28,
    COLUMNS = (SHEET_WIDTH_PX - 2 * MARGIN_PX) / CELL_WIDTH_PX,
    SHEET_LINES = (SHEET_HEIGHT_PX - 2 * MARGIN_PX) / LINE_HEIGHT_PX,
    TAB_COLUMNS = 8,
    GARBAGE_PERCENT = 2, /* of control characters, above which a file is no text */
    PAGE_BYTES_MOST =
        100000, /* some thirty sheets; no transcript has so much without a form feed */
};

/* Windows-1252, 0x80 to 0x9f; 0 where it has no character. */
static const gunichar windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static char *decode_windows_1252(const guint8 *data, gsize size)
{
    GString *text = g_string_sized_new(size + size / 8);
    for (gsize i = 0; i < size; i++) {
        gunichar c = data[i] >= 0x80 && data[i] <= 0x9f ? windows_1252[data[i] - 0x80] : data[i];
        g_string_append_unichar(text, c > 0 ? c : 0x81); /* a control character: garbage */
    }
    return g_string_free(text, FALSE);
}

static char *decode_utf16(const guint8 *data, gsize size, gboolean big_endian)
{
    g_autofree gunichar2 *units = g_new(gunichar2, size / 2 + 1);
    for (gsize i = 0; i < size / 2; i++)
        units[i] = big_endian ? (gunichar2)(data[2 * i] << 8 | data[2 * i + 1])
                              : (gunichar2)(data[2 * i + 1] << 8 | data[2 * i]);
    return g_utf16_to_utf8(units, (glong)(size / 2), NULL, NULL, NULL);
}

/* NULL: no text. */
static char *decode(const guint8 *data, gsize size)
{
    if (size >= 2 && data[0] == 0xff && data[1] == 0xfe)
        return decode_utf16(data + 2, size - 2, FALSE);
    if (size >= 2 && data[0] == 0xfe && data[1] == 0xff)
        return decode_utf16(data + 2, size - 2, TRUE);
    if (memchr(data, 0, size) != NULL)
        return NULL;
    if (size >= 3 && memcmp(data, "\357\273\277", 3) == 0) {
        data += 3;
        size -= 3;
    }
    if (g_utf8_validate((const char *)data, (gssize)size, NULL))
        return g_strndup((const char *)data, size);
    return decode_windows_1252(data, size);
}

static gboolean is_layout(gunichar c)
{
    return c == '\n' || c == '\r' || c == '\t' || c == '\f';
}

static gboolean is_garbage(gunichar c)
{
    return c == 0xfffd || (g_unichar_iscntrl(c) && !is_layout(c));
}

static gboolean looks_like_text(const char *text)
{
    gsize garbage = 0, all = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p), all++)
        garbage += is_garbage(g_utf8_get_char(p));
    return garbage * 100 <= all * GARBAGE_PERCENT;
}

/* Where a page that begins at `text` ends: at its end, or at the last line or word that fits. */
static gsize page_bytes(const char *text)
{
    gsize bytes = strlen(text);
    if (bytes <= PAGE_BYTES_MOST)
        return bytes;
    const char *line = memrchr(text, '\n', PAGE_BYTES_MOST);
    const char *word = line != NULL ? line : memrchr(text, ' ', PAGE_BYTES_MOST);
    if (word != NULL)
        return (gsize)(word + 1 - text);
    return (gsize)(g_utf8_find_prev_char(text, text + PAGE_BYTES_MOST) - text);
}

static char **pages_cut(const char *text)
{
    g_auto(GStrv) sections = g_strsplit(text, "\f", -1);
    g_autoptr(GStrvBuilder) pages = g_strv_builder_new();
    for (guint i = 0; sections[i] != NULL; i++) {
        const char *at = sections[i];
        do {
            gsize bytes = page_bytes(at);
            g_autofree char *page = g_strndup(at, bytes);
            g_strv_builder_add(pages, page);
            at += bytes;
        } while (*at != '\0');
    }
    return g_strv_builder_end(pages);
}

static gboolean text_open(Source *source, const char **reason, GError **error)
{
    g_autofree char *text = decode(source->data, source->size);
    if (!text || !looks_like_text(text))
        return source_refuse(reason, REASON_UNSUPPORTED, error,
                             "%s has the name of a text file, but what it holds is no text. Send "
                             "it again as PDF, TIFF, PNG, JPEG or plain text.",
                             source->name);
    /* What a printer was sent ends with a form feed: no page follows it. */
    g_strchomp(text);
    char **pages = pages_cut(text);
    source->inner = pages;
    source->pages = MAX(1, g_strv_length(pages));
    return source_check_pages(source, source->pages, reason, error);
}

/* Where the next word will be set. */
typedef struct {
    Page *page;
    guint row, column; /* on the sheets, in cells */
    guint indent;      /* column at which the source line began, and its continuations begin */
    guint line, block; /* of the last word set */
    gboolean line_open, gap;
} Setter;

static void set_word(Setter *setter, const char *text, gsize bytes, guint columns)
{
    g_autofree char *word = g_strndup(text, bytes);
    if (setter->column > setter->indent && setter->column + columns > COLUMNS) {
        setter->row++;
        setter->column = setter->indent;
        setter->line_open = FALSE;
    }
    GPtrArray *layer = setter->page->layer;
    if (layer->len > 0) {
        setter->line += !setter->line_open;
        setter->block += setter->gap;
    }
    setter->line_open = TRUE;
    setter->gap = FALSE;
    guint sheet = setter->row / SHEET_LINES, row = setter->row % SHEET_LINES;
    Box box = {MARGIN_PX + (int)setter->column * CELL_WIDTH_PX,
               (int)sheet * SHEET_HEIGHT_PX + MARGIN_PX + (int)row * LINE_HEIGHT_PX,
               (int)MAX(1, columns) * CELL_WIDTH_PX, LETTER_HEIGHT_PX};
    g_ptr_array_add(layer, word_new(word, box, 1, setter->line, setter->block));
    setter->column += columns;
}

static guint width_of(gunichar c)
{
    return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

/* One word of the line; a word longer than a line is cut, for there is nowhere else to put it. */
static const char *take_word(Setter *setter, const char *at)
{
    const char *start = at;
    guint columns = 0;
    while (*at && !g_unichar_isspace(g_utf8_get_char(at))) {
        guint width = width_of(g_utf8_get_char(at));
        if (columns + width > COLUMNS - setter->indent)
            break;
        columns += width;
        at = g_utf8_next_char(at);
    }
    set_word(setter, start, (gsize)(at - start), columns);
    return at;
}

static void set_line(Setter *setter, const char *line)
{
    gboolean begun = FALSE;
    setter->column = setter->indent = 0;
    setter->line_open = FALSE;
    for (const char *at = line; *at;) {
        gunichar c = g_utf8_get_char(at);
        if (!g_unichar_isspace(c)) {
            if (!begun && setter->column < COLUMNS / 2)
                setter->indent = setter->column;
            begun = TRUE;
            at = take_word(setter, at);
            continue;
        }
        setter->column += c == '\t' ? TAB_COLUMNS - setter->column % TAB_COLUMNS : 1;
        at = g_utf8_next_char(at);
    }
    setter->gap = setter->gap || !begun;
    setter->row++;
}

/* Control characters that a printer or an old program left behind. */
static char *drop_garbage(const char *text)
{
    GString *clean = g_string_sized_new(strlen(text));
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!is_garbage(c))
            g_string_append_unichar(clean, c);
    }
    return g_string_free(clean, FALSE);
}

static char **split_lines(const char *page)
{
    g_autofree char *clean = drop_garbage(page);
    GString *text = g_string_new(clean);
    g_string_replace(text, "\r\n", "\n", 0);
    g_string_replace(text, "\r", "\n", 0);
    char **lines = g_strsplit(text->str, "\n", -1);
    g_string_free(text, TRUE);
    return lines;
}

static gboolean text_load(Source *source, Page *page, G_GNUC_UNUSED GError **error)
{
    char **pages = source->inner;
    g_auto(GStrv) lines = split_lines(pages[0] != NULL ? pages[page->source_page - 1] : "");
    Setter setter = {.page = page};

    g_clear_pointer(&page->layer, g_ptr_array_unref);
    page->layer = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
    for (char **line = lines; *line; line++)
        set_line(&setter, *line);

    const Box none = {0};
    Box last =
        page->layer->len > 0 ? ((Word *)page->layer->pdata[page->layer->len - 1])->box : none;
    page->dpi = DPI;
    page->width_px = SHEET_WIDTH_PX;
    page->height_px = SHEET_HEIGHT_PX * (1 + last.y / SHEET_HEIGHT_PX);
    page->x_dpi = page->y_dpi = DPI;
    return TRUE;
}

static void text_close(gpointer inner)
{
    g_strfreev(inner);
}

const SourceFormat source_text = {
    .name = "text", .open = text_open, .load = text_load, .close = text_close};
