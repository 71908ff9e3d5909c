/* bind_index.c - the alphabetical index at the back of a volume: diagnoses, drugs, providers with
 * linked pages.
 *
 * Does: sorts, joins neighbouring pages to runs, sets two columns. Does not: find the terms
 * (bind_terms.c). */
#include "bind.h"

#include <math.h>
#include <string.h>

#define SHEET_WIDTH  612.0
#define SHEET_HEIGHT 792.0
#define MARGIN       54.0
#define GUTTER       28.0
#define COLUMN       ((SHEET_WIDTH - 2 * MARGIN - GUTTER) / 2)
#define TOP          (SHEET_HEIGHT - 108)
#define BOTTOM       66.0
#define PITCH        12.0
#define INDENT       12.0
#define SIZE         8.2

#define FIRST_LABEL_ROOM 32.0 /* so that a page stands beside its term */

enum {
    COLUMN_LINES = 51, /* (TOP - BOTTOM) / PITCH, whole */
    HEADING_LINES = 4, /* with the space around it and what keeping it with an entry may cost */
    LABELS_A_LINE = 9, /* "9999, " nine times is narrower than a column */
    RUN_LEAST = 3,     /* "3, 4" but "3–5" */
};

guint bind_index_sheets_most(guint terms, guint mentions)
{
    if (mentions == 0)
        return 0;
    guint lines = 2 * terms + mentions / LABELS_A_LINE + TERM_KINDS * HEADING_LINES;
    return (lines + 2 * COLUMN_LINES - 1) / (2 * COLUMN_LINES);
}

/* A term of this volume and the labels of the pages it stands on. */
typedef struct {
    const BindTerm *term;
    GArray *labels; /* guint, rising, each once */
} IndexLine;

/* The hand that writes: where the next line goes. */
typedef struct {
    BindPdf *pdf;
    const GPtrArray *sheets;
    const char *running_foot;
    HPDF_Page first, page;
    guint pages, column, line;
} Pen;

static void pen_turn(Pen *pen)
{
    pen->page = bind_pdf_add_page(pen->pdf, SHEET_WIDTH, SHEET_HEIGHT);
    pen->pages++;
    pen->column = pen->line = 0;
    double y = SHEET_HEIGHT - 74;
    bind_pdf_text(pen->pdf, pen->page, FACE_BOLD, 17, ink_accent, MARGIN, y,
                  pen->pages == 1 ? "Index" : "Index, continued");
    bind_pdf_rule(pen->page, 0.6, ink_accent, MARGIN, SHEET_WIDTH - MARGIN, y - 11);
    g_autofree char *label = g_strdup_printf("Index %u", pen->pages);
    bind_foot_draw(pen->pdf, pen->page, pen->running_foot, label);
    if (pen->first == NULL)
        pen->first = pen->page;
}

/* Makes room for `lines` lines in one column; the pen stands before the first of them. */
static void pen_reserve(Pen *pen, guint lines)
{
    if (pen->page != NULL && pen->line + lines <= COLUMN_LINES)
        return;
    if (pen->page != NULL && pen->column == 0) {
        pen->column = 1;
        pen->line = 0;
    } else {
        pen_turn(pen);
    }
}

static double pen_left(const Pen *pen)
{
    return MARGIN + pen->column * (COLUMN + GUTTER);
}

static double pen_y(const Pen *pen)
{
    return TOP - pen->line * PITCH;
}

static void heading_draw(Pen *pen, TermKind kind)
{
    static const char *const headings[TERM_KINDS] = {
        [TERM_DIAGNOSIS] = "Diagnoses", [TERM_DRUG] = "Drugs", [TERM_PROVIDER] = "Providers"};
    pen_reserve(pen, HEADING_LINES);
    if (pen->line > 0)
        pen->line++;
    bind_pdf_text(pen->pdf, pen->page, FACE_BOLD, 10, ink_black, pen_left(pen), pen_y(pen) - 1,
                  headings[kind]);
    bind_pdf_rule(pen->page, 0.25, ink_pale, pen_left(pen), pen_left(pen) + COLUMN, pen_y(pen) - 6);
    pen->line += 2;
}

/* Writes one page label or run of labels at `*x`, in the next line when there is no room. */
static void run_draw(Pen *pen, double *x, guint from, guint to, gboolean last)
{
    g_autofree char *shown =
        from == to ? g_strdup_printf("%u", from) : g_strdup_printf("%u–%u", from, to);
    double width = bind_pdf_text_width(pen->pdf, FACE_PLAIN, SIZE, shown);
    double comma = bind_pdf_text_width(pen->pdf, FACE_PLAIN, SIZE, ",");
    if (*x + width + comma > pen_left(pen) + COLUMN) {
        pen->line++;
        pen_reserve(pen, 1);
        *x = pen_left(pen) + INDENT;
    }
    double y = pen_y(pen);
    bind_pdf_text(pen->pdf, pen->page, FACE_PLAIN, SIZE, ink_accent, *x, y, shown);
    bind_pdf_link(pen->page, *x - 1, y - 2.5, *x + width + 1, y + 8, pen->sheets->pdata[from - 1]);
    *x += width;
    if (!last)
        bind_pdf_text(pen->pdf, pen->page, FACE_PLAIN, SIZE, ink_grey, *x, y, ",");
    *x += 2 * comma;
}

static void line_draw(Pen *pen, const IndexLine *line)
{
    const BindTerm *term = line->term;
    pen_reserve(pen, 1);
    double x = pen_left(pen), y = pen_y(pen);
    double code = bind_pdf_text_width(pen->pdf, FACE_PLAIN, SIZE, term->code);
    if (*term->text != '\0') {
        double room = COLUMN - FIRST_LABEL_ROOM - (code > 0 ? code + 6 : 0);
        g_autofree char *shown = bind_pdf_ellipsize(pen->pdf, FACE_PLAIN, SIZE, room, term->text);
        bind_pdf_text(pen->pdf, pen->page, FACE_PLAIN, SIZE, ink_black, x, y, shown);
        x += bind_pdf_text_width(pen->pdf, FACE_PLAIN, SIZE, shown) + 6;
    }
    if (code > 0) {
        bind_pdf_text(pen->pdf, pen->page, FACE_PLAIN, SIZE,
                      *term->text != '\0' ? ink_grey : ink_black, x, y, term->code);
        x += code + 6;
    }
    x += 3;
    for (guint i = 0; i < line->labels->len;) {
        guint from = g_array_index(line->labels, guint, i), count = 1;
        while (i + count < line->labels->len &&
               g_array_index(line->labels, guint, i + count) == from + count)
            count++;
        count = count >= RUN_LEAST ? count : 1;
        i += count;
        run_draw(pen, &x, from, from + count - 1, i == line->labels->len);
    }
    pen->line++;
}

/* --- gathering ------------------------------------------------------------------------------- */

static int line_compare(gconstpointer one, gconstpointer other)
{
    const BindTerm *a = ((const IndexLine *)one)->term, *b = ((const IndexLine *)other)->term;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    int order = strcmp(a->sort, b->sort);
    return order != 0 ? order : strcmp(a->code, b->code);
}

static int label_compare(gconstpointer one, gconstpointer other)
{
    guint a = *(const guint *)one, b = *(const guint *)other;
    return (a > b) - (a < b);
}

static void line_clear(gpointer data)
{
    g_array_unref(((IndexLine *)data)->labels);
}

/* Labels of a piece's mentions go to their terms; `places` holds for each term 1 + its line, 0
 * without one. */
static void piece_gather(const BindTerms *terms, const BindPiece *piece, guint *places,
                         GArray *lines)
{
    const BindEntry *entry = piece->entry;
    guint label = piece->first_sheet, page = piece->first_page;
    for (guint i = 0; i < entry->mentions->len; i++) {
        const IndexMention *mention = &g_array_index(entry->mentions, IndexMention, i);
        if (mention->page < piece->first_page ||
            mention->page >= piece->first_page + piece->page_count)
            continue;
        for (; page < mention->page; page++)
            label += bind_page_sheets(entry->pages->pdata[page]);
        if (places[mention->term] == 0) {
            IndexLine line = {bind_terms_get(terms, mention->term),
                              g_array_new(FALSE, FALSE, sizeof(guint))};
            g_array_append_val(lines, line);
            places[mention->term] = lines->len;
        }
        guint shown = label + mention->sheet;
        g_array_append_val(g_array_index(lines, IndexLine, places[mention->term] - 1).labels,
                           shown);
    }
}

/* IndexLine, sorted. */
static GArray *lines_gather(const BindTerms *terms, const BindVolume *volume)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(IndexLine));
    g_array_set_clear_func(lines, line_clear);
    g_autofree guint *places = g_new0(guint, bind_terms_count(terms) + 1);
    for (guint i = 0; i < volume->pieces->len; i++)
        piece_gather(terms, &g_array_index(volume->pieces, BindPiece, i), places, lines);
    for (guint i = 0; i < lines->len; i++)
        g_array_sort(g_array_index(lines, IndexLine, i).labels, label_compare);
    g_array_sort(lines, line_compare);
    return lines;
}

HPDF_Page bind_index_draw(BindPdf *pdf, const BindTerms *terms, const BindVolume *volume,
                          const GPtrArray *sheets, const char *running_foot)
{
    g_autoptr(GArray) lines = lines_gather(terms, volume);
    Pen pen = {.pdf = pdf, .sheets = sheets, .running_foot = running_foot};
    TermKind kind = TERM_KINDS;
    for (guint i = 0; i < lines->len; i++) {
        const IndexLine *line = &g_array_index(lines, IndexLine, i);
        if (line->term->kind != kind) {
            kind = line->term->kind;
            heading_draw(&pen, kind);
        }
        line_draw(&pen, line);
    }
    return pen.first;
}
