/* prose.c - blocks that are read line by line: letterheads, headings, paragraphs.
 *
 * Does: lays them out below the pen. Does not: know what stands above or below. */
#include "pen.h"

#include <string.h>

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

/* @letterhead left|centre|right|banner [emblem=yes]: the first line large, the others small. */
void letterhead_lay(Pen *pen, const Block *block)
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

/* The block's argument in bold type, on a line of its own. */
static void bold_lay(Pen *pen, const Block *block, double growth_pt, Align align, double above,
                     double below)
{
    Face face = pen->face;
    face.bold = TRUE;
    face.size_pt += growth_pt;
    pen->y += above + face.size_pt;
    sheet_line(pen->sheet, &face, pen->left, pen->width, pen->y, align, block->argument);
    pen->y += below;
}

/* @title TEXT: centred. @heading TEXT: at the left. */
void title_lay(Pen *pen, const Block *block)
{
    bold_lay(pen, block, 3.5, ALIGN_CENTRE, 4, 9);
}

void heading_lay(Pen *pen, const Block *block)
{
    bold_lay(pen, block, 0, ALIGN_LEFT, 5, 4);
}

/* @bar TEXT: the heading of a form's section, on grey. */
void bar_lay(Pen *pen, const Block *block)
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
void para_lay(Pen *pen, const Block *block)
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
void lines_lay(Pen *pen, const Block *block)
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
