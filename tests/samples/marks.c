/* marks.c - blocks that are no running text: signatures, stamps, rules, the foot of the page.
 *
 * Does: lays them out below the pen, or where they say themselves. */
#include "pen.h"

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
