/* marks.c - blocks that are no running text: signatures, stamps, bars, rules, the foot of the page.
 *
 * Does: lays them out below the pen, or where they say themselves. */
#include "pen.h"

#include "../../stages/bind/code128.h"

/* @sign NAME: a signature above a line, and below it who signed. */
void sign_lay(Pen *pen, const Block *block)
{
    pen->y += 34;
    sheet_scribble(pen->sheet, pen->left + 10, pen->y - 4, block->argument);
    sheet_stroke(pen->sheet, STROKE_LINE, pen->left, pen->y, pen->left + 210, pen->y, 0.6, 0);
    pen->y += 3;
    lines_lay(pen, block);
}

/* @foot: small lines at the foot of the page, wherever the pen is. */
void foot_lay(Pen *pen, const Block *block)
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
void stamp_lay(Pen *pen, const Block *block)
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

/* @bars TEXT: Code 128, in the middle of the page. */
void bars_lay(Pen *pen, const Block *block)
{
    const double module = 1.1, height = 46;
    g_autoptr(GArray) bars = code128_bars(block->argument);
    if (bars == NULL)
        give_up("%s: '%s' cannot be set as bars.", pen->sample->origin, block->argument);
    double width = 0;
    for (guint i = 0; i < bars->len; i++)
        width += module * g_array_index(bars, guint8, i);
    double x = pen->left + (pen->width - width) / 2;
    for (guint i = 0; i < bars->len; i++) {
        double next = x + module * g_array_index(bars, guint8, i);
        if (i % 2 == 0)
            sheet_stroke(pen->sheet, STROKE_FILL, x, pen->y, next, pen->y + height, 0, 0);
        x = next;
    }
    pen->y += height + 10;
}

/* @patch: the patch code T, its bars along the upper edge: 0.08 inch wide, 0.08, 0.20, 0.08, 0.08
 * and so on (Kodak, Patch Code Information, A-61599). */
void patch_lay(Pen *pen, const Block *block)
{
    (void)block;
    static const double bars[] = {0.08, 0.20, 0.08, 0.20};
    for (guint i = 0; i < G_N_ELEMENTS(bars); i++) {
        double height = 72 * bars[i];
        sheet_stroke(pen->sheet, STROKE_FILL, pen->left, pen->y, pen->left + pen->width,
                     pen->y + height, 0, 0);
        pen->y += height + 72 * 0.08;
    }
}

void rule_lay(Pen *pen, const Block *block)
{
    (void)block;
    pen->y += 4;
    sheet_stroke(pen->sheet, STROKE_LINE, pen->left, pen->y, pen->left + pen->width, pen->y, 0.8,
                 0);
    pen->y += 6;
}

void space_lay(Pen *pen, const Block *block)
{
    pen->y += g_ascii_strtod(block->argument, NULL);
}
