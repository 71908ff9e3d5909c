/* source_pdf_content.c - what the content of a PDF page paints, without painting it.
 *
 * Does: tokenise content streams, follow forms, keep the matrix and the text mode; notes images
 * with their place, and how much visible and invisible text and line work there is. Source: ISO
 * 32000-1, sections 7.8 and 8 to 9 (operators). Does not: know clipping, colours, transparency:
 * whoever asks renders the page when in doubt. */
#include "source_pdf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPERANDS = 8,
    GRAPHICS_DEPTH = 64,
    FORM_DEPTH = 12,
    FORMS_AT_MOST = 5000, /* invocations on one page */
    IMAGES_AT_MOST = 20000,
    BYTES_AT_MOST = 256 << 20, /* read on one page */
    TEXT_INVISIBLE = 3,
    TEXT_CLIP = 7,
};

static const double COVERS = 0.85; /* share of the page; scanners leave a margin out at times */

typedef struct {
    Matrix matrix;
    int text_mode;
} Graphics;

typedef struct {
    qpdf_data qpdf;
    const Frame *frame;
    Content *content;
    guint forms;
    gsize bytes;
} Scan;

/* One run through one content stream. */
typedef struct {
    const char *at, *end;
    double operands[OPERANDS];
    guint count;
    char name[128]; /* the last name, without its slash */
    gsize letters;  /* in strings since the last operator */
} Stream;

static Matrix multiply(Matrix one, Matrix by)
{
    return (Matrix){one.a * by.a + one.b * by.c,        one.a * by.b + one.b * by.d,
                    one.c * by.a + one.d * by.c,        one.c * by.b + one.d * by.d,
                    one.e * by.a + one.f * by.c + by.e, one.e * by.b + one.f * by.d + by.f};
}

double image_cover(const PaintedImage *image, const Frame *frame)
{
    const Matrix *m = &image->matrix;
    double left = m->e + MIN(m->a, 0) + MIN(m->c, 0), right = m->e + MAX(m->a, 0) + MAX(m->c, 0);
    double bottom = m->f + MIN(m->b, 0) + MIN(m->d, 0), top = m->f + MAX(m->b, 0) + MAX(m->d, 0);
    double width = MIN(right, frame->right) - MAX(left, frame->left);
    double height = MIN(top, frame->top) - MAX(bottom, frame->bottom);
    double area = (frame->right - frame->left) * (frame->top - frame->bottom);
    return width > 0 && height > 0 && area > 0 ? width * height / area : 0;
}

static gboolean is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static gboolean is_delimiter(char c)
{
    return strchr("()<>[]{}/%", c) != NULL && c != '\0';
}

static void skip_string(Stream *stream)
{
    int depth = 1;
    for (stream->at++; stream->at < stream->end && depth > 0; stream->at++) {
        if (*stream->at == '\\')
            stream->at++;
        else if (*stream->at == '(')
            depth++;
        else if (*stream->at == ')')
            depth--;
        stream->letters += depth > 0;
    }
    stream->at = MIN(stream->at, stream->end);
}

static void skip_hex_string(Stream *stream)
{
    const char *close = memchr(stream->at, '>', (gsize)(stream->end - stream->at));
    close = close ? close : stream->end;
    stream->letters += (gsize)(close - stream->at) / 2;
    stream->at = MIN(close + 1, stream->end);
}

static void skip_comment(Stream *stream)
{
    while (stream->at < stream->end && *stream->at != '\n' && *stream->at != '\r')
        stream->at++;
}

static void take_name(Stream *stream)
{
    gsize length = 0;
    for (stream->at++;
         stream->at < stream->end && !is_space(*stream->at) && !is_delimiter(*stream->at);
         stream->at++) {
        char c = *stream->at;
        if (c == '#' && stream->end - stream->at > 2 && g_ascii_isxdigit(stream->at[1]) &&
            g_ascii_isxdigit(stream->at[2])) {
            c = (char)(g_ascii_xdigit_value(stream->at[1]) << 4 |
                       g_ascii_xdigit_value(stream->at[2]));
            stream->at += 2;
        }
        if (length + 1 < sizeof stream->name)
            stream->name[length++] = c;
    }
    stream->name[length] = '\0';
}

static void push_number(Stream *stream, const char *token)
{
    if (stream->count == OPERANDS) {
        memmove(stream->operands, stream->operands + 1, (OPERANDS - 1) * sizeof(double));
        stream->count--;
    }
    double number = g_ascii_strtod(token, NULL);
    stream->operands[stream->count++] = isfinite(number) ? number : 0;
}

/* Fills `op` with the next operator, operands gathered on the way; FALSE at the end. */
static gboolean next_operator(Stream *stream, char *op, gsize size)
{
    while (stream->at < stream->end) {
        char c = *stream->at;
        if (is_space(c)) {
            stream->at++;
        } else if (c == '(') {
            skip_string(stream);
        } else if (c == '%') {
            skip_comment(stream);
        } else if (c == '/') {
            take_name(stream);
        } else if (c == '<' && stream->end - stream->at > 1 && stream->at[1] != '<') {
            skip_hex_string(stream);
        } else if (is_delimiter(c)) {
            stream->at++;
        } else {
            gsize length = 0;
            while (stream->at < stream->end && !is_space(*stream->at) &&
                   !is_delimiter(*stream->at)) {
                if (length + 1 < size)
                    op[length++] = *stream->at;
                stream->at++;
            }
            op[length] = '\0';
            if (!g_ascii_isdigit(op[0]) && !strchr("+-.", op[0]))
                return TRUE;
            push_number(stream, op);
        }
    }
    return FALSE;
}

/* An inline image's data ends with EI between white space; compressed data hardly ever holds that.
 */
static void skip_inline_image(Stream *stream)
{
    const char *data = memmem(stream->at, (gsize)(stream->end - stream->at), "ID", 2);
    for (const char *at = data ? data + 3 : stream->end; at + 2 < stream->end; at++)
        if (is_space(at[0]) && at[1] == 'E' && at[2] == 'I' &&
            (at + 3 == stream->end || is_space(at[3]))) {
            stream->at = at + 3;
            return;
        }
    stream->at = stream->end;
}

static void paint_image(Scan *scan, const PaintedImage *image)
{
    Content *content = scan->content;
    if (content->images->len >= IMAGES_AT_MOST)
        return;
    g_array_append_val(content->images, *image);
    content->covered = image_cover(image, scan->frame) >= COVERS;
    if (content->covered) {
        /* What lies under a page-covering picture is not seen. */
        content->hidden_letters += content->visible_letters;
        content->visible_letters = content->paths = 0;
    }
}

static void show_text(Scan *scan, const Graphics *graphics, gsize letters)
{
    if (graphics->text_mode == TEXT_INVISIBLE || graphics->text_mode == TEXT_CLIP)
        scan->content->hidden_letters += letters;
    else
        scan->content->visible_letters += letters;
}

static gboolean scan_stream(Scan *scan, const char *data, gsize size, qpdf_oh resources,
                            Graphics graphics, guint depth);

static double array_number(qpdf_data qpdf, qpdf_oh array, int index)
{
    return qpdf_oh_get_numeric_value(qpdf, qpdf_oh_get_array_item(qpdf, array, index));
}

static gboolean scan_form(Scan *scan, qpdf_oh form, qpdf_oh resources, Graphics graphics,
                          guint depth)
{
    qpdf_data qpdf = scan->qpdf;
    qpdf_oh dict = qpdf_oh_get_dict(qpdf, form);
    qpdf_oh matrix = qpdf_oh_get_key(qpdf, dict, "/Matrix");
    qpdf_oh own = qpdf_oh_get_key(qpdf, dict, "/Resources");
    unsigned char *data = NULL;
    size_t size = 0;

    if (depth >= FORM_DEPTH || ++scan->forms > FORMS_AT_MOST)
        return FALSE;
    if (qpdf_oh_is_array(qpdf, matrix) && qpdf_oh_get_array_n_items(qpdf, matrix) == 6) {
        Matrix m = {array_number(qpdf, matrix, 0), array_number(qpdf, matrix, 1),
                    array_number(qpdf, matrix, 2), array_number(qpdf, matrix, 3),
                    array_number(qpdf, matrix, 4), array_number(qpdf, matrix, 5)};
        graphics.matrix = multiply(m, graphics.matrix);
    }
    if (qpdf_oh_get_stream_data(qpdf, form, qpdf_dl_generalized, NULL, &data, &size) >= QPDF_ERRORS)
        return FALSE;
    gboolean done =
        scan_stream(scan, (char *)data, size, qpdf_oh_is_dictionary(qpdf, own) ? own : resources,
                    graphics, depth + 1);
    free(data);
    return done;
}

static int dict_number(qpdf_data qpdf, qpdf_oh dict, const char *key)
{
    qpdf_oh value = qpdf_oh_get_key(qpdf, dict, key);
    return qpdf_oh_is_integer(qpdf, value) ? qpdf_oh_get_int_value_as_int(qpdf, value) : 0;
}

/* The operator Do: paints a named image or form. */
static gboolean paint_named(Scan *scan, const Stream *stream, qpdf_oh resources,
                            const Graphics *graphics, guint depth)
{
    qpdf_data qpdf = scan->qpdf;
    g_autofree char *key = g_strconcat("/", stream->name, NULL);
    qpdf_oh objects = qpdf_oh_get_key(qpdf, resources, "/XObject");
    if (!qpdf_oh_is_dictionary(qpdf, objects))
        return TRUE;
    qpdf_oh object = qpdf_oh_get_key(qpdf, objects, key);
    if (!qpdf_oh_is_stream(qpdf, object))
        return TRUE;
    qpdf_oh dict = qpdf_oh_get_dict(qpdf, object);
    qpdf_oh kind = qpdf_oh_get_key(qpdf, dict, "/Subtype");
    if (qpdf_oh_is_name_and_equals(qpdf, kind, "/Form"))
        return scan_form(scan, object, resources, *graphics, depth);
    if (qpdf_oh_is_name_and_equals(qpdf, kind, "/Image")) {
        PaintedImage image = {object, graphics->matrix, dict_number(qpdf, dict, "/Width"),
                              dict_number(qpdf, dict, "/Height")};
        paint_image(scan, &image);
    }
    return TRUE;
}

static gboolean is_one_of(const char *op, const char *const *list)
{
    return g_strv_contains(list, op);
}

static gboolean scan_stream(Scan *scan, const char *data, gsize size, qpdf_oh resources,
                            Graphics graphics, guint depth)
{
    static const char *const paths[] = {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", NULL};
    static const char *const shows[] = {"Tj", "TJ", "'", "\"", NULL};
    Graphics stack[GRAPHICS_DEPTH];
    guint height = 0;
    char op[16];
    Stream stream = {.at = data, .end = size > 0 ? data + size : data};

    scan->bytes += size;
    if (scan->bytes > BYTES_AT_MOST)
        return FALSE;
    while (next_operator(&stream, op, sizeof op)) {
        const double *n = stream.operands;
        if (strcmp(op, "q") == 0) {
            stack[MIN(height, GRAPHICS_DEPTH - 1)] = graphics;
            height++;
        } else if (strcmp(op, "Q") == 0 && height > 0) {
            height--;
            graphics = stack[MIN(height, GRAPHICS_DEPTH - 1)];
        } else if (strcmp(op, "cm") == 0 && stream.count == 6) {
            graphics.matrix =
                multiply((Matrix){n[0], n[1], n[2], n[3], n[4], n[5]}, graphics.matrix);
        } else if (strcmp(op, "Tr") == 0 && stream.count > 0) {
            graphics.text_mode = (int)CLAMP(n[stream.count - 1], 0, TEXT_CLIP);
        } else if (strcmp(op, "BI") == 0) {
            paint_image(scan, &(PaintedImage){0, graphics.matrix, 0, 0});
            skip_inline_image(&stream);
        } else if (is_one_of(op, shows)) {
            show_text(scan, &graphics, stream.letters);
        } else if (is_one_of(op, paths)) {
            scan->content->paths++;
        } else if (strcmp(op, "Do") == 0 &&
                   !paint_named(scan, &stream, resources, &graphics, depth)) {
            return FALSE;
        }
        stream.count = 0;
        stream.letters = 0;
    }
    return TRUE;
}

gboolean content_scan(qpdf_data qpdf, qpdf_oh page, const Frame *frame, Content *content)
{
    Scan scan = {.qpdf = qpdf, .frame = frame, .content = content};
    Graphics graphics = {.matrix = {1, 0, 0, 1, 0, 0}};
    unsigned char *data = NULL;
    size_t size = 0;

    *content = (Content){.images = g_array_new(FALSE, TRUE, sizeof(PaintedImage))};
    if (qpdf_oh_get_page_content_data(qpdf, page, &data, &size) >= QPDF_ERRORS)
        return FALSE;
    gboolean done = scan_stream(&scan, (char *)data, size,
                                qpdf_oh_get_key(qpdf, page, "/Resources"), graphics, 0);
    free(data);
    return done;
}

void content_clear(Content *content)
{
    g_clear_pointer(&content->images, g_array_unref);
}
