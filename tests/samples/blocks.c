/* blocks.c - lays a described page out on a sheet.
 *
 * Does: one function per kind of block, from top to bottom, within the page's margins; the table at
 * the end names them. Reads: SampleText. Does not: know how the page is drawn, scanned or written.
 */
#include "blocks.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    Sheet *sheet;
    const SampleText *sample;
    Face face;
    double left, width, y, leading; /* y: the top of what comes next */
    guint32 accent;
} Pen;

static const char *family_find(const SampleText *sample, const char *name)
{
    static const struct {
        const char *name, *family;
    } families[] = {
        {"serif", "Liberation Serif"}, {"sans", "Liberation Sans"},
        {"mono", "Liberation Mono"},   {"narrow", "Liberation Sans Narrow"},
        {"deja", "DejaVu Sans"},       {"dejaserif", "DejaVu Serif"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(families); i++)
        if (g_str_equal(families[i].name, name))
            return families[i].family;
    give_up("%s: there is no font called '%s'.", sample->origin, name);
}

static double pair_number(GHashTable *pairs, const char *key, double fallback)
{
    const char *value = g_hash_table_lookup(pairs, key);
    return value == NULL ? fallback : g_ascii_strtod(value, NULL);
}

static gboolean pair_is(GHashTable *pairs, const char *key, const char *wanted)
{
    return g_strcmp0(g_hash_table_lookup(pairs, key), wanted) == 0;
}

static Align align_find(const char *argument)
{
    return strstr(argument, "centre") != NULL  ? ALIGN_CENTRE
           : strstr(argument, "right") != NULL ? ALIGN_RIGHT
                                               : ALIGN_LEFT;
}

static void emblem_draw(Pen *pen, double x, double y, double side)
{
    double arm = side / 3;
    sheet_stroke(pen->sheet, STROKE_FILL, x + arm, y, x + 2 * arm, y + side, 0, pen->accent);
    sheet_stroke(pen->sheet, STROKE_FILL, x, y + arm, x + side, y + 2 * arm, 0, pen->accent);
}

/* What stands between the bars of a line, without the white space around it. */
static char **cells_split(const char *line)
{
    char **cells = g_strsplit(line, "|", -1);
    for (char **cell = cells; *cell != NULL; cell++)
        g_strstrip(*cell);
    return cells;
}

/* @letterhead left|centre|right|banner [emblem=yes]: the first line large, the others small. */
static void letterhead_lay(Pen *pen, const Block *block)
{
    g_autoptr(GHashTable) pairs = pairs_parse(block->argument);
    gboolean banner = strstr(block->argument, "banner") != NULL;
    Align align = align_find(block->argument);
    Face large = pen->face, small = pen->face;
    large.size_pt = pair_number(pairs, "size", 17);
    large.bold = TRUE;
    large.colour = banner ? 0xffffff : pen->accent;
    small.size_pt = 8.5;
    small.colour = banner ? 0xffffff : 0x303030;
    double left = pen->left, height = large.size_pt * 1.3 + block->lines->len * 11.0;
    if (banner)
        sheet_stroke(pen->sheet, STROKE_FILL, pen->left - 8, pen->y - 6, pen->left + pen->width + 8,
                     pen->y + height - 4, 0, pen->accent);
    if (pair_is(pairs, "emblem", "yes")) {
        emblem_draw(pen, left, pen->y, 30);
        left += 40;
    }
    double width = pen->left + pen->width - left;
    for (guint i = 0; i < block->lines->len; i++) {
        const char *line = block->lines->pdata[i];
        if (line[0] == '\0')
            continue;
        const Face *face = i == 0 ? &large : &small;
        pen->y += i == 0 ? large.size_pt : 11;
        sheet_line(pen->sheet, face, left, width, pen->y, align, line);
    }
    pen->y += banner ? 22 : 7;
    if (!banner && !pair_is(pairs, "line", "no"))
        sheet_stroke(pen->sheet, STROKE_LINE, pen->left, pen->y, pen->left + pen->width, pen->y,
                     1.2, pen->accent);
    pen->y += 10;
}

/* @title TEXT: centred, bold. @heading TEXT: bold, on a line of its own. */
static void title_lay(Pen *pen, const Block *block)
{
    Face face = pen->face;
    face.bold = TRUE;
    face.size_pt += 3.5;
    pen->y += 4 + face.size_pt;
    sheet_line(pen->sheet, &face, pen->left, pen->width, pen->y, ALIGN_CENTRE, block->argument);
    pen->y += 9;
}

static void heading_lay(Pen *pen, const Block *block)
{
    Face face = pen->face;
    face.bold = TRUE;
    pen->y += 5 + face.size_pt;
    sheet_line(pen->sheet, &face, pen->left, pen->width, pen->y, ALIGN_LEFT, block->argument);
    pen->y += 4;
}

/* @bar TEXT: the heading of a form's section, on grey. */
static void bar_lay(Pen *pen, const Block *block)
{
    Face face = pen->face;
    face.bold = TRUE;
    double height = face.size_pt + 6;
    pen->y += 3;
    sheet_stroke(pen->sheet, STROKE_FILL, pen->left, pen->y, pen->left + pen->width,
                 pen->y + height, 0, 0xe4e4e4);
    sheet_line(pen->sheet, &face, pen->left + 4, pen->width, pen->y + face.size_pt + 2, ALIGN_LEFT,
               block->argument);
    pen->y += height + 3;
}

/* "- item" and "3. item": the length of the bullet, 0 when there is none. */
static gsize bullet_length(const char *line)
{
    gsize digits = strspn(line, "0123456789");
    if (digits > 0 && digits < 3 && line[digits] == '.' && line[digits + 1] == ' ')
        return digits + 2;
    return g_str_has_prefix(line, "- ") ? 2 : 0;
}

static void paragraph_lay(Pen *pen, GString *text)
{
    if (text->len == 0)
        return;
    gsize bullet = bullet_length(text->str);
    double indent = bullet > 0 ? 20 : 0;
    double baseline = pen->y + pen->face.size_pt;
    if (bullet > 0) {
        g_autofree char *mark = g_strndup(text->str, bullet - 1);
        sheet_line(pen->sheet, &pen->face, pen->left + 4, 20, baseline, ALIGN_LEFT, mark);
    }
    baseline = sheet_flow(pen->sheet, &pen->face, pen->left + indent, pen->width - indent, baseline,
                          pen->leading, ALIGN_LEFT, text->str + bullet);
    pen->y = baseline - pen->face.size_pt;
    g_string_truncate(text, 0);
}

/* @para: lines run together; an empty line or a bullet begins a new paragraph. */
static void para_lay(Pen *pen, const Block *block)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < block->lines->len; i++) {
        const char *line = block->lines->pdata[i];
        if (line[0] == '\0' && text->len > 0) {
            paragraph_lay(pen, text);
            pen->y += pen->leading * 0.5;
        } else if (bullet_length(line) > 0) {
            paragraph_lay(pen, text);
        }
        if (text->len > 0)
            g_string_append_c(text, ' ');
        g_string_append(text, line);
    }
    paragraph_lay(pen, text);
    pen->y += pen->leading * 0.3;
}

/* @lines [centre|right] [size=N]: every line on its own. */
static void lines_lay(Pen *pen, const Block *block)
{
    g_autoptr(GHashTable) pairs = pairs_parse(block->argument);
    Face face = pen->face;
    face.size_pt = pair_number(pairs, "size", face.size_pt);
    double leading = face.size_pt * pen->leading / pen->face.size_pt;
    for (guint i = 0; i < block->lines->len; i++) {
        const char *line = block->lines->pdata[i];
        pen->y += line[0] == '\0' ? leading * 0.5 : leading;
        sheet_line(pen->sheet, &face, pen->left, pen->width, pen->y - leading + face.size_pt,
                   align_find(block->argument), line);
    }
}

static double label_width(const Pen *pen, const Block *block, guint column)
{
    Face bold = pen->face;
    bold.bold = TRUE;
    double widest = 0;
    for (guint i = 0; i < block->lines->len; i++) {
        g_auto(GStrv) cells = cells_split(block->lines->pdata[i]);
        const char *colon = column < g_strv_length(cells) ? strchr(cells[column], ':') : NULL;
        if (colon == NULL)
            continue;
        g_autofree char *label = g_strndup(cells[column], colon - cells[column] + 1);
        widest = MAX(widest, face_measure(&bold, label));
    }
    return widest + 6;
}

/* @rows COLUMNS [boxed] [leaders]: "Label: value | Label: value" with aligned values. */
static void rows_lay(Pen *pen, const Block *block)
{
    guint columns = MAX(1, atoi(block->argument));
    gboolean boxed = strstr(block->argument, "boxed") != NULL;
    gboolean leaders = strstr(block->argument, "leaders") != NULL;
    double inset = boxed ? 6 : 0, width = (pen->width - 2 * inset) / columns, top = pen->y;
    Face bold = pen->face;
    bold.bold = !leaders;
    pen->y += inset;
    for (guint i = 0; i < block->lines->len; i++) {
        g_auto(GStrv) cells = cells_split(block->lines->pdata[i]);
        for (guint column = 0; cells[column] != NULL && column < columns; column++) {
            char *value = strchr(cells[column], ':');
            if (value == NULL)
                continue;
            g_autofree char *label = g_strndup(cells[column], value - cells[column] + 1);
            double x = pen->left + inset + column * width, baseline = pen->y + pen->face.size_pt;
            double reach = label_width(pen, block, column);
            double end = sheet_line(pen->sheet, &bold, x, reach, baseline, ALIGN_LEFT, label);
            for (double dot = end + 4; leaders && dot < x + reach + 18; dot += 4)
                sheet_stroke(pen->sheet, STROKE_FILL, dot, baseline - 0.9, dot + 0.9, baseline, 0,
                             0);
            sheet_line(pen->sheet, &pen->face, x + reach + (leaders ? 24 : 0), width, baseline,
                       ALIGN_LEFT, value + 1);
        }
        pen->y += pen->leading * (cells[0] == NULL ? 0.5 : 1);
    }
    pen->y += inset;
    if (boxed)
        sheet_stroke(pen->sheet, STROKE_RECT, pen->left, top, pen->left + pen->width, pen->y, 0.8,
                     0x202020);
    pen->y += 6;
}

typedef struct {
    double weights[12], total, left[13];
    guint n;
    gboolean grid, ruled;
    Face face;
} Table;

static Table table_parse(const Pen *pen, const Block *block)
{
    g_autoptr(GHashTable) pairs = pairs_parse(block->argument);
    Table table = {.face = pen->face,
                   .grid = strstr(block->argument, "grid") != NULL,
                   .ruled = strstr(block->argument, "ruled") != NULL};
    table.face.size_pt = pair_number(pairs, "size", pen->face.size_pt);
    g_auto(GStrv) parts = g_strsplit(block->argument, " ", -1);
    for (char **part = parts; *part != NULL && table.n < 12; part++)
        if (g_ascii_isdigit(**part))
            table.total += table.weights[table.n++] = g_ascii_strtod(*part, NULL);
    table.left[0] = pen->left;
    for (guint i = 0; i < table.n; i++)
        table.left[i + 1] = table.left[i] + pen->width * table.weights[i] / table.total;
    return table;
}

/* One row; cells wrap; a cell that begins with '^' stands to the right. */
static void table_row_lay(Pen *pen, const Table *table, const char *line, gboolean head)
{
    g_auto(GStrv) cells = cells_split(line);
    Face face = table->face;
    face.bold = head;
    double leading = face.size_pt * 1.2, top = pen->y, bottom = top + leading + 3;
    for (guint i = 0; cells[i] != NULL && i < table->n; i++) {
        const char *text = cells[i];
        Align align = text[0] == '^' ? ALIGN_RIGHT : ALIGN_LEFT;
        double room = align == ALIGN_RIGHT && !table->grid ? 14 : 6;
        double end = sheet_flow(
            pen->sheet, &face, table->left[i] + 3, table->left[i + 1] - table->left[i] - room,
            top + face.size_pt + 1.5, leading, align, text + (align == ALIGN_RIGHT));
        bottom = MAX(bottom, end - face.size_pt + 1.5);
    }
    for (guint i = 0; table->grid && i < table->n; i++)
        sheet_stroke(pen->sheet, STROKE_RECT, table->left[i], top, table->left[i + 1], bottom, 0.6,
                     0x202020);
    if (table->ruled)
        sheet_stroke(pen->sheet, STROKE_LINE, table->left[0], bottom, table->left[table->n], bottom,
                     head ? 1.0 : 0.4, 0x404040);
    pen->y = bottom;
}

/* @table WEIGHT... [grid|ruled] [size=N]: the first line is the head; cells are parted by bars. */
static void table_lay(Pen *pen, const Block *block)
{
    Table table = table_parse(pen, block);
    for (guint i = 0; i < block->lines->len; i++) {
        const char *line = block->lines->pdata[i];
        if (line[0] == '\0')
            pen->y += 3;
        else
            table_row_lay(pen, &table, line, i == 0);
    }
    pen->y += 8;
}

static void cell_lay(Pen *pen, const char *cell, double x, double width, double height)
{
    Face small = pen->face, typed = pen->face;
    small.size_pt = 6.2;
    small.family = "Liberation Sans";
    typed.family = "Liberation Mono";
    typed.size_pt = 9.5;
    g_auto(GStrv) sides = g_strsplit(cell, "=", 2);
    sheet_stroke(pen->sheet, STROKE_RECT, x, pen->y, x + width, pen->y + height, 0.7, 0x202020);
    sheet_line(pen->sheet, &small, x + 3, width, pen->y + 7.5, ALIGN_LEFT, g_strstrip(sides[0]));
    if (sides[1] != NULL)
        sheet_line(pen->sheet, &typed, x + 6, width, pen->y + height - 4.5, ALIGN_LEFT, sides[1]);
}

/* @cells HEIGHT: rows of ruled boxes, "WEIGHT Label = value | WEIGHT Label =". */
static void cells_lay(Pen *pen, const Block *block)
{
    double height = MAX(18, g_ascii_strtod(block->argument, NULL));
    for (guint i = 0; i < block->lines->len; i++) {
        g_auto(GStrv) cells = cells_split(block->lines->pdata[i]);
        if (cells[0] == NULL)
            continue;
        double total = 0, x = pen->left;
        for (char **cell = cells; *cell != NULL; cell++)
            total += g_ascii_strtod(*cell, NULL);
        for (char **cell = cells; *cell != NULL; cell++) {
            char *label;
            double width = pen->width * g_ascii_strtod(*cell, &label) / total;
            cell_lay(pen, label, x, width, height);
            x += width;
        }
        pen->y += height;
    }
}

/* @sign NAME: a signature above a line, and below it who signed. */
static void sign_lay(Pen *pen, const Block *block)
{
    pen->y += 34;
    sheet_scribble(pen->sheet, pen->left + 10, pen->y - 4, block->argument);
    sheet_stroke(pen->sheet, STROKE_LINE, pen->left, pen->y, pen->left + 210, pen->y, 0.6, 0);
    pen->y += 3;
    lines_lay(pen, block);
}

/* @foot: small lines at the foot of the page, wherever the pen is. */
static void foot_lay(Pen *pen, const Block *block)
{
    Face small = pen->face;
    small.size_pt = 7.5;
    double y = SHEET_HEIGHT_PT - 30 - 9.5 * block->lines->len;
    sheet_stroke(pen->sheet, STROKE_LINE, pen->left, y - 10, pen->left + pen->width, y - 10, 0.5,
                 0x404040);
    for (guint i = 0; i < block->lines->len; i++, y += 9.5)
        sheet_line(pen->sheet, &small, pen->left, pen->width, y, ALIGN_CENTRE,
                   block->lines->pdata[i]);
}

/* @stamp X Y ANGLE TEXT: a stamp put on the paper by hand; no part of the page's text. */
static void stamp_lay(Pen *pen, const Block *block)
{
    g_auto(GStrv) parts = g_strsplit(block->argument, " ", 4);
    if (g_strv_length(parts) != 4)
        give_up("%s: a @stamp needs a place, an angle and its text.", pen->sample->origin);
    Face face = {"Liberation Sans", 13, TRUE, FALSE, 0x9a1c1c};
    double x = g_ascii_strtod(parts[0], NULL), y = g_ascii_strtod(parts[1], NULL);
    double angle = g_ascii_strtod(parts[2], NULL), width = face_measure(&face, parts[3]);
    Word *word = sheet_word(pen->sheet, &face, x, y, parts[3]);
    word->angle_degrees = angle;
    word->overlay = TRUE;
    Stroke frame = {STROKE_RECT, x - 6, y - 16, x + width + 6, y + 7, 1.6, angle, face.colour, 0};
    g_array_append_val(pen->sheet->strokes, frame);
}

static void rule_lay(Pen *pen, const Block *block)
{
    (void)block;
    pen->y += 4;
    sheet_stroke(pen->sheet, STROKE_LINE, pen->left, pen->y, pen->left + pen->width, pen->y, 0.8,
                 0);
    pen->y += 6;
}

static void space_lay(Pen *pen, const Block *block)
{
    pen->y += g_ascii_strtod(block->argument, NULL);
}

static void block_lay(Pen *pen, const Block *block)
{
    static const struct {
        const char *name;
        void (*lay)(Pen *pen, const Block *block);
    } kinds[] = {
        {"letterhead", letterhead_lay},
        {"title", title_lay},
        {"heading", heading_lay},
        {"bar", bar_lay},
        {"para", para_lay},
        {"lines", lines_lay},
        {"rows", rows_lay},
        {"table", table_lay},
        {"cells", cells_lay},
        {"sign", sign_lay},
        {"foot", foot_lay},
        {"stamp", stamp_lay},
        {"rule", rule_lay},
        {"space", space_lay},
    };
    while (block->lines->len > 0 && *(char *)block->lines->pdata[block->lines->len - 1] == '\0')
        g_ptr_array_set_size(block->lines, block->lines->len - 1);
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_equal(kinds[i].name, block->name)) {
            kinds[i].lay(pen, block);
            return;
        }
    give_up("%s: there is no block called '@%s'.", pen->sample->origin, block->name);
}

Sheet *page_lay_out(const SampleText *sample, const PageText *page)
{
    double margin = setting_number(sample, page, "margin", 62);
    Pen pen = {.sheet = sheet_new(), .sample = sample, .left = margin};
    pen.face.family = family_find(sample, setting_lookup(sample, page, "font", "serif"));
    pen.face.size_pt = setting_number(sample, page, "size", 10.5);
    pen.width = SHEET_WIDTH_PT - 2 * margin;
    pen.y = setting_number(sample, page, "top", 46);
    pen.leading = pen.face.size_pt * setting_number(sample, page, "leading", 1.26);
    pen.accent = strtoul(setting_lookup(sample, page, "colour", "1f3d5c"), NULL, 16);
    for (guint i = 0; i < page->blocks->len; i++)
        block_lay(&pen, page->blocks->pdata[i]);
    if (pen.y > SHEET_HEIGHT_PT - 34)
        give_up("%s: a page runs over its foot by %.0f pt.", sample->origin,
                pen.y - SHEET_HEIGHT_PT + 34);
    return pen.sheet;
}
