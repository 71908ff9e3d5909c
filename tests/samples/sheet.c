/* sheet.c - words and strokes of a printed page.
 *
 * Does: measures and places words, breaks lines, draws a page on cairo. Does not: know blocks,
 * pixels or files. Text is measured without hinting, so that a page is the same at every scale. */
#include "sheet.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

static void word_free(gpointer data)
{
    Word *word = data;
    g_free(word->text);
    g_free(word);
}

Sheet *sheet_new(void)
{
    Sheet *sheet = g_new0(Sheet, 1);
    sheet->words = g_ptr_array_new_with_free_func(word_free);
    sheet->strokes = g_array_new(FALSE, FALSE, sizeof(Stroke));
    return sheet;
}

void sheet_free(Sheet *sheet)
{
    g_ptr_array_unref(sheet->words);
    g_array_unref(sheet->strokes);
    g_free(sheet);
}

static PangoLayout *layout_new(PangoContext *context, const Face *face, const char *text)
{
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, face->family);
    pango_font_description_set_absolute_size(font, face->size_pt * PANGO_SCALE);
    pango_font_description_set_weight(font, face->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(font, face->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

static PangoContext *context_new(PangoFontMap *map)
{
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
    return context;
}

/* Ink and advance of the text, in points about the start of its baseline. */
static double text_extents(const Face *face, const char *text, PangoRectangle *ink)
{
    PangoContext *context = context_new(pango_cairo_font_map_get_default());
    PangoLayout *layout = layout_new(context, face, text);
    PangoRectangle logical;
    pango_layout_get_extents(layout, ink, &logical);
    ink->y -= pango_layout_get_baseline(layout);
    g_object_unref(layout);
    g_object_unref(context);
    return (double)logical.width / PANGO_SCALE;
}

double face_measure(const Face *face, const char *text)
{
    PangoRectangle ink;
    return text_extents(face, text, &ink);
}

Word *sheet_word(Sheet *sheet, const Face *face, double x, double baseline, const char *text)
{
    PangoRectangle ink;
    text_extents(face, text, &ink);
    Word *word = g_new0(Word, 1);
    word->text = g_strdup(text);
    word->face = *face;
    word->x = x;
    word->baseline = baseline;
    word->x0 = x + (double)ink.x / PANGO_SCALE;
    word->y0 = baseline + (double)ink.y / PANGO_SCALE;
    word->x1 = word->x0 + (double)ink.width / PANGO_SCALE;
    word->y1 = word->y0 + (double)ink.height / PANGO_SCALE;
    g_ptr_array_add(sheet->words, word);
    return word;
}

void sheet_stroke(Sheet *sheet, StrokeKind kind, double x0, double y0, double x1, double y1,
                  double width_pt, guint32 colour)
{
    Stroke stroke = {kind, x0, y0, x1, y1, width_pt, 0, colour, 0};
    g_array_append_val(sheet->strokes, stroke);
}

void sheet_scribble(Sheet *sheet, double x, double baseline, const char *name)
{
    Stroke stroke = {STROKE_SCRIBBLE, x,   baseline, x + 8.0 * MIN(strlen(name), 16),
                     baseline,        1.1, 0,        0x1a2a6c,
                     g_str_hash(name)};
    g_array_append_val(sheet->strokes, stroke);
}

typedef struct {
    char *text;
    Face face;
    double width;
    char tick;    /* 'x' or '_' for a box to tick, else 0 */
    guint spaces; /* before it */
} Token;

static void token_clear(gpointer data)
{
    g_free(((Token *)data)->text);
}

/* Splits at white space; ** turns bold on and off and prints nothing. */
static GArray *tokens_new(const Face *face, const char *text)
{
    GArray *tokens = g_array_new(FALSE, FALSE, sizeof(Token));
    g_array_set_clear_func(tokens, token_clear);
    g_auto(GStrv) parts = g_strsplit_set(text, " \t", -1);
    Face now = *face;
    guint spaces = 0;
    for (char **part = parts; *part != NULL; part++) {
        g_auto(GStrv) runs = g_strsplit(*part, "**", -1);
        guint marks = g_strv_length(runs) > 0 ? g_strv_length(runs) - 1 : 0;
        gboolean begins = marks > 0 && runs[0][0] == '\0';
        if (begins)
            now.bold = !now.bold;
        Token token = {g_strjoinv("", runs), now, 0, 0, ++spaces};
        if ((marks - begins) % 2 == 1)
            now.bold = !now.bold;
        if (token.text[0] == '\0') {
            g_free(token.text);
            continue;
        }
        if (g_str_equal(token.text, "[x]") || g_str_equal(token.text, "[_]"))
            token.tick = token.text[1];
        spaces = 0;
        token.width = token.tick ? face->size_pt * 0.85 : face_measure(&token.face, token.text);
        g_array_append_val(tokens, token);
    }
    return tokens;
}

static void tick_place(Sheet *sheet, const Token *token, double x, double baseline)
{
    double side = token->width, top = baseline - side;
    sheet_stroke(sheet, STROKE_RECT, x, top, x + side, baseline, 0.7, 0);
    if (token->tick != 'x')
        return;
    sheet_stroke(sheet, STROKE_LINE, x + 1, top + 1, x + side - 1, baseline - 1, 1.1, 0);
    sheet_stroke(sheet, STROKE_LINE, x + 1, baseline - 1, x + side - 1, top + 1, 1.1, 0);
}

static double tokens_width(const GArray *tokens, guint from, guint to, double space)
{
    double width = 0;
    for (guint i = from; i < to; i++) {
        const Token *token = &g_array_index(tokens, Token, i);
        width += token->width + (i > from ? space * token->spaces : 0);
    }
    return width;
}

static double tokens_place(Sheet *sheet, const GArray *tokens, guint from, guint to, double space,
                           double x, double baseline)
{
    for (guint i = from; i < to; i++) {
        const Token *token = &g_array_index(tokens, Token, i);
        x += i > from ? space * token->spaces : 0;
        if (token->tick)
            tick_place(sheet, token, x, baseline);
        else
            sheet_word(sheet, &token->face, x, baseline, token->text);
        x += token->width;
    }
    return x;
}

static double aligned(Align align, double x, double width, double used)
{
    return align == ALIGN_CENTRE  ? x + (width - used) / 2
           : align == ALIGN_RIGHT ? x + width - used
                                  : x;
}

double sheet_line(Sheet *sheet, const Face *face, double x, double width, double baseline,
                  Align align, const char *text)
{
    g_autoptr(GArray) tokens = tokens_new(face, text);
    double space = face_measure(face, " ");
    double used = tokens_width(tokens, 0, tokens->len, space);
    return tokens_place(sheet, tokens, 0, tokens->len, space, aligned(align, x, width, used),
                        baseline);
}

double sheet_flow(Sheet *sheet, const Face *face, double x, double width, double baseline,
                  double leading, Align align, const char *text)
{
    g_autoptr(GArray) tokens = tokens_new(face, text);
    double space = face_measure(face, " ");
    for (guint from = 0, to; from < tokens->len; from = to) {
        for (to = from + 1; to < tokens->len; to++)
            if (tokens_width(tokens, from, to + 1, space) > width)
                break;
        double used = tokens_width(tokens, from, to, space);
        tokens_place(sheet, tokens, from, to, space, aligned(align, x, width, used), baseline);
        baseline += leading;
    }
    return baseline;
}

char *sheet_text(const Sheet *sheet)
{
    GString *text = g_string_new(NULL);
    double baseline = 0;
    for (guint i = 0; i < sheet->words->len; i++) {
        const Word *word = sheet->words->pdata[i];
        if (word->overlay)
            continue;
        if (text->len > 0)
            g_string_append_c(text, fabs(word->baseline - baseline) < 1.5 ? ' ' : '\n');
        g_string_append(text, word->text);
        baseline = word->baseline;
    }
    return g_string_free(text, FALSE);
}

static void colour_set(cairo_t *cairo, guint32 colour)
{
    cairo_set_source_rgb(cairo, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0,
                         (colour & 255) / 255.0);
}

/* A signature: cursive loops of uneven height that lean to the right, and a flourish below. */
static void scribble_draw(const Stroke *stroke, cairo_t *cairo)
{
    GRand *rand = g_rand_new_with_seed(stroke->seed);
    double height = 26, x = stroke->x0, length = stroke->x1 - stroke->x0;
    cairo_move_to(cairo, x, stroke->y0 - 4);
    while (x < stroke->x1) {
        double step = g_rand_double_range(rand, 6, 11);
        for (int i = 1; i <= 16; i++) {
            double turn = i * G_PI / 8, rise = height * (0.5 - 0.5 * cos(turn));
            cairo_line_to(cairo, x + step * i / 16 - 3.5 * sin(turn) + 0.45 * rise,
                          stroke->y0 - rise + 2 * sin(turn / 2));
        }
        x += step;
        gboolean tall = g_rand_int_range(rand, 0, 5) == 0;
        height = g_rand_double_range(rand, tall ? 16 : 3, tall ? 22 : 8);
    }
    cairo_curve_to(cairo, x + 30, stroke->y0 - 8, x + 10, stroke->y0 + 8, x - length * 0.6,
                   stroke->y0 + 7);
    g_rand_free(rand);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(cairo);
}

static void stroke_draw(const Stroke *stroke, cairo_t *cairo)
{
    cairo_save(cairo);
    cairo_translate(cairo, stroke->x0, stroke->y0);
    cairo_rotate(cairo, stroke->angle_degrees * G_PI / 180);
    cairo_translate(cairo, -stroke->x0, -stroke->y0);
    colour_set(cairo, stroke->colour);
    cairo_set_line_width(cairo, stroke->width_pt);
    switch (stroke->kind) {
    case STROKE_LINE:
        cairo_move_to(cairo, stroke->x0, stroke->y0);
        cairo_line_to(cairo, stroke->x1, stroke->y1);
        cairo_stroke(cairo);
        break;
    case STROKE_RECT:
    case STROKE_FILL:
        cairo_rectangle(cairo, stroke->x0, stroke->y0, stroke->x1 - stroke->x0,
                        stroke->y1 - stroke->y0);
        if (stroke->kind == STROKE_FILL)
            cairo_fill(cairo);
        else
            cairo_stroke(cairo);
        break;
    case STROKE_SCRIBBLE:
        scribble_draw(stroke, cairo);
        break;
    }
    cairo_restore(cairo);
}

void sheet_draw(const Sheet *sheet, cairo_t *cairo)
{
    for (guint i = 0; i < sheet->strokes->len; i++)
        stroke_draw(&g_array_index(sheet->strokes, Stroke, i), cairo);
    PangoContext *context = context_new(pango_cairo_font_map_get_default());
    for (guint i = 0; i < sheet->words->len; i++) {
        const Word *word = sheet->words->pdata[i];
        cairo_save(cairo);
        cairo_translate(cairo, word->x, word->baseline);
        cairo_rotate(cairo, word->angle_degrees * G_PI / 180);
        colour_set(cairo, word->face.colour);
        PangoLayout *layout = layout_new(context, &word->face, word->text);
        cairo_move_to(cairo, 0, 0);
        pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout, 0));
        g_object_unref(layout);
        cairo_restore(cairo);
    }
    g_object_unref(context);
}
