/* sheet.h - one printed page as a list of words and strokes, in points from the upper left corner.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

#define SHEET_WIDTH_PT  612.0
#define SHEET_HEIGHT_PT 792.0

typedef struct {
    const char *family; /* static */
    double size_pt;
    gboolean bold, italic;
    guint32 colour; /* 0xRRGGBB */
} Face;

typedef struct {
    char *text;
    Face face;
    double x, baseline;
    double x0, y0, x1, y1; /* the ink */
    double angle_degrees;  /* clockwise, about (x, baseline) */
    gboolean overlay;      /* a stamp: no part of the page's text */
} Word;

typedef enum { STROKE_LINE, STROKE_RECT, STROKE_FILL, STROKE_SCRIBBLE } StrokeKind;

typedef struct {
    StrokeKind kind;
    double x0, y0, x1, y1, width_pt;
    double angle_degrees;
    guint32 colour;
    guint seed; /* of a scribble's shape */
} Stroke;

typedef enum { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT } Align;

typedef struct {
    GPtrArray *words; /* Word, in reading order */
    GArray *strokes;  /* Stroke, drawn before the words */
} Sheet;

Sheet *sheet_new(void);
void sheet_free(Sheet *sheet);

/* How far the word moves the pen, in points. */
double face_measure(const Face *face, const char *text);
/* Adds one word with its ink box; lent, so that the caller may turn it into a stamp. */
Word *sheet_word(Sheet *sheet, const Face *face, double x, double baseline, const char *text);
/* Adds a line of words: **bold** is a mark, [x] and [_] are boxes to tick. Returns its right end.
 */
double sheet_line(Sheet *sheet, const Face *face, double x, double width, double baseline,
                  Align align, const char *text);
/* Breaks the text into lines of at most `width`; the first baseline is `baseline`. Returns the
 * baseline after the last line. */
double sheet_flow(Sheet *sheet, const Face *face, double x, double width, double baseline,
                  double leading, Align align, const char *text);
void sheet_stroke(Sheet *sheet, StrokeKind kind, double x0, double y0, double x1, double y1,
                  double width_pt, guint32 colour);
void sheet_scribble(Sheet *sheet, double x, double baseline, const char *name);

/* The printed text in reading order, one line per printed line; yours to free. */
char *sheet_text(const Sheet *sheet);

/* Draws everything on the cairo context, whose unit is the point. */
void sheet_draw(const Sheet *sheet, cairo_t *cairo);
