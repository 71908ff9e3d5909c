/* tables.c - blocks in columns: labelled rows, tables, the ruled boxes of forms.
 *
 * Does: parts lines at their bars and lays the cells out below the pen. */
#include "pen.h"

#include <stdlib.h>
#include <string.h>

/* What stands between the bars of a line, without the white space around it. */
static char **cells_split(const char *line)
{
    char **cells = g_strsplit(line, "|", -1);
    for (char **cell = cells; *cell != NULL; cell++)
        g_strstrip(*cell);
    return cells;
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
void rows_lay(Pen *pen, const Block *block)
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
void table_lay(Pen *pen, const Block *block)
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
void cells_lay(Pen *pen, const Block *block)
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
