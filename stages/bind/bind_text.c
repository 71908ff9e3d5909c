/* bind_text.c - puts words on a PDF page: invisibly over an image, or visibly for a transcript.
 *
 * Does: finds each text line's font size and each word's baseline, stretches every word to its box,
 * so that what a reader marks or searches lies on what the eye sees. Does not: draw images, or
 * change a word. */
#include "bind.h"

#include <math.h>
#include <string.h>

/* Of DejaVu Sans, in ems. */
#define FACE_ASCENT  0.928
#define FACE_DESCENT 0.236
#define MONO_ADVANCE 0.602

#define SIZE_RATIO    1.6 /* more than this parts sizes within a line: a letterhead's small print */
#define STRETCH_LEAST 0.0001 /* libharu writes five decimals, and a matrix must not be singular */

enum {
    PIECE_CHARACTERS = 10000, /* libharu takes strings of up to 65,535 bytes */
    LETTER_PX = 8,
    LONE_SIZE = 6, /* points: of a dash or dot alone on its line */
    SIZE_LEAST = 1,
    SIZE_MOST = 600,
};

/* A word's straight box on the PDF page, turned by `angle` about its middle. */
typedef struct {
    double x, y; /* middle */
    double length, height;
    double angle; /* radians, counter-clockwise */
} Place;

/* How far above and below the baseline a word's ink reaches, in ems. */
typedef struct {
    double top, bottom;
    gboolean certain; /* it has letters or digits to tell by */
} Reach;

static double within(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

/* The box around a word of length L and height h whose line falls by the angle a is L cos a + h sin
 * a wide and L sin a + h cos a high: solved for L and h. */
static void place_unskew(Place *place, double skew)
{
    double sine = sin(fabs(skew)), cosine = cos(skew), both = cosine * cosine - sine * sine;
    double width = place->length, height = place->height;
    place->length = fmax((width * cosine - height * sine) / both, width / 2);
    place->height = fmax((height * cosine - width * sine) / both, height / 3);
}

static Place word_place(const Word *word, const Page *source, const BindFrame *frame)
{
    double right = MAX(source->width_px, 1), bottom = MAX(source->height_px, 1);
    double x0 = within(word->box.x, 0, right - 1), y0 = within(word->box.y, 0, bottom - 1);
    double x1 = within((double)word->box.x + word->box.width, x0 + 1, right);
    double y1 = within((double)word->box.y + word->box.height, y0 + 1, bottom);
    if (x1 - x0 <= 1) { /* no width was noted: room for letters of a usual size, on the page */
        double least = fmin(LETTER_PX * strlen(word_text(word)), right);
        x0 = fmin(x0, right - least);
        x1 = x0 + least;
    }
    Place place = {.x = (x0 + x1) / 2 * frame->x_scale,
                   .y = frame->foot + frame->height - (y0 + y1) / 2 * frame->y_scale,
                   .length = (x1 - x0) * frame->x_scale,
                   .height = (y1 - y0) * frame->y_scale};
    if (frame->skew_degrees == 0)
        return place;
    double skew = frame->skew_degrees * G_PI / 180;
    place_unskew(&place, skew);
    if (!frame->straightened) {
        place.angle = -skew;
        return place;
    }
    double dx = place.x - frame->width / 2, dy = place.y - frame->foot - frame->height / 2;
    place.x = frame->width / 2 + dx * cos(skew) - dy * sin(skew);
    place.y = frame->foot + frame->height / 2 + dx * sin(skew) + dy * cos(skew);
    return place;
}

gboolean bind_text_stays(const Page *source, const BindFrame *frame)
{
    for (guint i = 0; i < source->words->len; i++) {
        Place place = word_place(source->words->pdata[i], source, frame);
        if (place.x - place.length / 2 < 0 || place.x + place.length / 2 > frame->width ||
            place.y - place.height / 2 < frame->foot ||
            place.y + place.height / 2 > frame->foot + frame->height)
            return FALSE;
    }
    return TRUE;
}

/* By the shapes of print: capitals, digits and tall letters, small letters, letters that hang. */
static Reach word_reach(const char *text, gboolean born_digital)
{
    if (born_digital) /* its boxes reach over the whole height of a line */
        return (Reach){FACE_ASCENT, -FACE_DESCENT, TRUE};
    Reach reach = {0.53, 0, FALSE};
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar symbol = g_utf8_get_char(at);
        if (g_unichar_isalnum(symbol))
            reach.certain = TRUE;
        if (symbol > 0x7F || g_ascii_isupper(symbol) || g_ascii_isdigit(symbol) ||
            strchr("bdfhiklt()[]{}|/\\!?&%$#'\"", (int)symbol) != NULL)
            reach.top = 0.73;
        if (symbol < 0x80 && strchr("gjpqyQ()[]{}|,;@", (int)symbol) != NULL)
            reach.bottom = -0.21;
    }
    return reach;
}

/* A word ready to be shown. */
typedef struct {
    char *text;
    Place place;
    Reach reach;
    double size, baseline; /* points; the baseline along the line's upward direction */
} Glyphs;

static void glyphs_clear(gpointer data)
{
    g_free(((Glyphs *)data)->text);
}

/* Where `height` above the box's lower edge lies, along the upward direction. */
static double place_level(const Place *place, double height)
{
    double level = place->y * cos(place->angle) - place->x * sin(place->angle);
    return level - place->height / 2 + height;
}

static int number_compare(gconstpointer one, gconstpointer other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

static double median(GArray *numbers)
{
    g_array_sort(numbers, number_compare);
    return g_array_index(numbers, double, numbers->len / 2);
}

/* One size for the line, so that readers see one line: the median of what its words tell. */
static double line_size(const Glyphs *glyphs, guint count)
{
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < count; i++)
        if (glyphs[i].reach.certain)
            g_array_append_val(sizes, glyphs[i].size);
    return sizes->len > 0 ? median(sizes) : 0;
}

/* Where a word's letters tell that its baseline is. */
static double own_baseline(const Glyphs *glyphs)
{
    double reach = glyphs->reach.top - glyphs->reach.bottom;
    return place_level(&glyphs->place, -glyphs->reach.bottom / reach * glyphs->place.height);
}

static gboolean size_is_near(double size, double common)
{
    return size < common * SIZE_RATIO && size > common / SIZE_RATIO;
}

/* A single letter of another size than its line has a wrong box more often than another size. */
static void line_doubt(Glyphs *glyphs, guint count, double common)
{
    for (guint i = 0; i < count && common > 0; i++)
        if (g_utf8_strlen(glyphs[i].text, -1) <= 2 && !size_is_near(glyphs[i].size, common))
            glyphs[i].reach.certain = FALSE;
}

/* A word that does not tell its baseline stands on its neighbour's; alone, it floats at mid-height.
 */
static void line_settle(Glyphs *glyphs, guint count)
{
    double common = line_size(glyphs, count);
    line_doubt(glyphs, count, common);
    const Glyphs *neighbour = NULL;
    for (guint i = 0; i < count && neighbour == NULL; i++)
        neighbour = glyphs[i].reach.certain ? &glyphs[i] : NULL;
    for (guint i = 0; i < count; i++) {
        Glyphs *own = &glyphs[i];
        if (own->reach.certain) {
            own->baseline = own_baseline(own);
            if (size_is_near(own->size, common))
                own->size = common;
            neighbour = own;
        } else if (neighbour != NULL) {
            own->size = common;
            own->baseline = own_baseline(neighbour);
        } else {
            own->size = fmax(own->size, LONE_SIZE);
            own->baseline = place_level(&own->place, own->place.height / 2 - own->size * 0.3);
        }
        own->size = within(round(own->size * 10) / 10, SIZE_LEAST, SIZE_MOST);
    }
}

/* Shows printable text from (x, y) on, stretched to `length`, in pieces that libharu takes. */
static void stretched_show(BindPdf *pdf, HPDF_Page page, Face face, double size, const char *text,
                           double x, double y, double length, double angle)
{
    double natural = bind_pdf_text_width(pdf, face, size, text);
    double stretch = natural > 0 && length > 0 ? fmax(length / natural, STRETCH_LEAST) : 1;
    double cosine = cos(angle), sine = sin(angle), along = 0;
    for (const char *at = text; *at != '\0';) {
        g_autofree char *piece =
            g_utf8_substring(at, 0, MIN(PIECE_CHARACTERS, g_utf8_strlen(at, -1)));
        HPDF_Page_SetTextMatrix(page, stretch * cosine, stretch * sine, -sine, cosine,
                                x + along * cosine, y + along * sine);
        HPDF_Page_ShowText(page, piece);
        at += strlen(piece);
        if (*at != '\0')
            along += stretch * bind_pdf_text_width(pdf, face, size, piece);
    }
}

/* The space behind a word parts it from the next even where their boxes touch. */
static void glyphs_show(BindPdf *pdf, HPDF_Page page, const Glyphs *glyphs, gboolean spaced)
{
    const Place *place = &glyphs->place;
    double cosine = cos(place->angle), sine = sin(place->angle);
    double along = place->x * cosine + place->y * sine - place->length / 2;
    stretched_show(pdf, page, FACE_PLAIN, glyphs->size, glyphs->text,
                   along * cosine - glyphs->baseline * sine,
                   along * sine + glyphs->baseline * cosine, place->length, place->angle);
    if (spaced)
        HPDF_Page_ShowText(page, " ");
}

static void line_show(BindPdf *pdf, HPDF_Page page, Glyphs *glyphs, guint count, double *size)
{
    line_settle(glyphs, count);
    for (guint i = 0; i < count; i++) {
        if (glyphs[i].size != *size) {
            *size = glyphs[i].size;
            HPDF_Page_SetFontAndSize(page, bind_pdf_face(pdf, FACE_PLAIN), *size);
        }
        glyphs_show(pdf, page, &glyphs[i], i + 1 < count);
    }
}

void bind_text_layer(BindPdf *pdf, HPDF_Page page, const Page *source, const BindFrame *frame)
{
    g_autoptr(GArray) line = g_array_new(FALSE, FALSE, sizeof(Glyphs));
    g_array_set_clear_func(line, glyphs_clear);
    double size = 0;

    HPDF_Page_GSave(page);
    HPDF_Page_BeginText(page);
    HPDF_Page_SetTextRenderingMode(page, HPDF_INVISIBLE);
    for (guint i = 0; i < source->words->len; i++) {
        const Word *word = source->words->pdata[i];
        const Word *before = i > 0 ? source->words->pdata[i - 1] : word;
        if (word->line != before->line || word->block != before->block) {
            line_show(pdf, page, (Glyphs *)(void *)line->data, line->len, &size);
            g_array_set_size(line, 0);
        }
        Glyphs glyphs = {.text = bind_printable(word_text(word)),
                         .place = word_place(word, source, frame)};
        if (*glyphs.text == '\0') {
            g_free(glyphs.text);
            continue;
        }
        glyphs.reach = word_reach(glyphs.text, source->born_digital);
        glyphs.size = glyphs.place.height / (glyphs.reach.top - glyphs.reach.bottom);
        g_array_append_val(line, glyphs);
    }
    line_show(pdf, page, (Glyphs *)(void *)line->data, line->len, &size);
    HPDF_Page_EndText(page);
    HPDF_Page_GRestore(page);
}

/* The size at which the words' boxes are as wide as a typewriter would set them. */
static double transcript_size(const Page *source, const BindFrame *frame)
{
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < source->words->len; i++) {
        const Word *word = source->words->pdata[i];
        g_autofree char *text = bind_printable(word_text(word));
        glong characters = g_utf8_strlen(text, -1);
        double size =
            characters > 0 ? word->box.width * frame->x_scale / characters / MONO_ADVANCE : 0;
        if (size > 0)
            g_array_append_val(sizes, size);
    }
    return sizes->len > 0 ? within(median(sizes), 4, 24) : 10;
}

static void transcript_word_show(BindPdf *pdf, HPDF_Page page, const Word *word, double size,
                                 double top, const BindFrame *frame)
{
    g_autofree char *text = bind_printable(word_text(word));
    double natural = bind_pdf_text_width(pdf, FACE_MONO, size, text);
    double length = word->box.width * frame->x_scale;
    if (length <= 0 || fabs(length - natural) < 0.03 * natural)
        length = natural; /* rounding to pixels must not make letters dance */
    double middle = frame->foot + frame->height - within(top, 0, frame->height) -
                    word->box.height * frame->y_scale / 2;
    stretched_show(pdf, page, FACE_MONO, size, text,
                   within(word->box.x * frame->x_scale, 0, frame->width),
                   middle - (FACE_ASCENT - FACE_DESCENT) / 2 * size, length, 0);
    HPDF_Page_ShowText(page, " ");
}

void bind_text_print(BindPdf *pdf, const HPDF_Page *sheets, guint count, const Page *source,
                     const BindFrame *frame)
{
    double size = transcript_size(source, frame);
    for (guint i = 0; i < count; i++) {
        HPDF_Page_BeginText(sheets[i]);
        HPDF_Page_SetRGBFill(sheets[i], ink_black.red, ink_black.green, ink_black.blue);
        HPDF_Page_SetFontAndSize(sheets[i], bind_pdf_face(pdf, FACE_MONO), size);
    }
    for (guint i = 0; i < source->words->len; i++) {
        const Word *word = source->words->pdata[i];
        guint sheet = MIN(bind_page_sheet_at(source, word->box.y), count - 1);
        double top = word->box.y * frame->y_scale - sheet * frame->height;
        transcript_word_show(pdf, sheets[sheet], word, size, top, frame);
    }
    for (guint i = 0; i < count; i++)
        HPDF_Page_EndText(sheets[i]);
}
