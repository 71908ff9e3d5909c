/* text_lines.c - finds lines of text among the pieces of a page's ink.
 *
 * Does: joins pieces that stand side by side, gives strokes, dots and accents to the line they are
 *       nearest to, cuts a line out.
 * Reads: TextInk. Does not: order lines (text_lines_order.c), read them. */
#include "text_lines.h"

#include "proof.h"
#include "text_lines_order.h"
#include "text_scribbles.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>

enum { STREAK_PIECES = 6 }; /* lone strokes on a page: so many are no letters */

/* A page's pieces under work: `group` forms a forest whose roots stand for lines. */
typedef struct {
    const TextInk *ink;
    guint count;
    const Box *box;
    int letter; /* height of most letters, in pixels */
    guint *group;
    guint8 *kind; /* PieceKind */
} Work;

typedef enum {
    PIECE_BODY,   /* a letter, a part of one, or several that touch */
    PIECE_DOT,    /* joins no neighbours: full stops would tie lines to dirt */
    PIECE_LARGE,  /* a scribble, a stamp, a frame; print may hang on it */
    PIECE_STROKE, /* what is left of a rule or a streak */
} PieceKind;

/* The height of most letters: the median of all pieces that are no specks. */
static int find_letter_height(const GArray *pieces, int dpi)
{
    guint heights[256] = {0}, count = 0, seen = 0;
    for (guint i = 0; i < pieces->len; i++) {
        int height = g_array_index(pieces, Box, i).height;
        if (height >= dpi * 4 / 100 && height < 256) {
            heights[height]++;
            count++;
        }
    }
    for (int height = 0; height < 256; height++)
        if ((seen += heights[height]) * 2 >= count && count > 0)
            return height;
    return dpi / 10;
}

static PieceKind judge_piece(const Box *box, int dpi, int letter)
{
    int dot = MAX(2, dpi * 3 / 100), thin = MAX(3, dpi / 40);
    if (box->width < dot && box->height < dot)
        return PIECE_DOT;
    if (box->height > dpi * 6 / 10 || box->width > dpi * 3 ||
        (box->width > dpi && box->height > dpi / 4))
        return PIECE_LARGE;
    gboolean level = box->height <= thin && box->width > dpi / 8 && box->width > 2 * letter;
    gboolean upright =
        box->width <= thin && box->height > 8 * box->width && box->height > 2 * letter;
    return level || upright ? PIECE_STROKE : PIECE_BODY;
}

static guint find_root(guint *group, guint at)
{
    while (group[at] != at)
        at = group[at] = group[group[at]];
    return at;
}

static int overlap(int start, int length, int other_start, int other_length)
{
    return MIN(start + length, other_start + other_length) - MAX(start, other_start);
}

static gboolean bar_between(const Work *work, const Box *left, const Box *right)
{
    int top = MAX(left->y, right->y);
    int bottom = MIN(left->y + left->height, right->y + right->height);
    for (int x = left->x + left->width - 1; x <= right->x; x++) {
        l_uint32 ink = 0;
        pixGetPixel(work->ink->bars, x, (top + bottom) / 2, &ink);
        if (ink)
            return TRUE;
    }
    return FALSE;
}

/* Side by side: half of the lower one's height in common, and no gap wider than two letters. */
static gboolean are_neighbours(const Work *work, const Box *left, const Box *right)
{
    int low = MIN(left->height, right->height), most = MAX(left->height, right->height);
    int high = MIN(MAX(low, MIN(most, work->letter * 13 / 10)), work->ink->dpi / 5);
    int gap = right->x - left->x - left->width;
    if (gap > 5 * high / 2)
        return FALSE;
    const Box *higher = left->height > right->height ? left : right;
    if (text_scribbles_is_tall(higher, work->letter) && 10 * most > 16 * low)
        return FALSE;
    int common = overlap(left->y, left->height, right->y, right->height);
    return 2 * common >= MIN(left->height, right->height) && !bar_between(work, left, right);
}

static void join_neighbours(Work *work)
{
    int reach = work->ink->dpi / 2;
    for (guint i = 0; i < work->count; i++) {
        const Box *box = &work->box[i];
        if (work->kind[i] != PIECE_BODY)
            continue;
        for (guint j = i + 1; j < work->count; j++) {
            if (work->box[j].x > box->x + box->width + reach)
                break;
            if (work->kind[j] == PIECE_BODY && are_neighbours(work, box, &work->box[j]))
                work->group[find_root(work->group, j)] = find_root(work->group, i);
        }
    }
}

/* Groups of pieces as lines; those without a piece as high as a small letter are left out. */
static GPtrArray *gather_lines(Work *work, guint8 *taken)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)text_line_free);
    g_autofree TextLine **by_root = g_new0(TextLine *, work->count + 1);
    g_autofree int *highest = g_new0(int, work->count + 1);
    int least = MAX(3, work->ink->dpi * 45 / 1000);

    for (guint i = 0; i < work->count; i++)
        if (work->kind[i] == PIECE_BODY) {
            guint root = find_root(work->group, i);
            highest[root] = MAX(highest[root], work->box[i].height);
        }
    for (guint i = 0; i < work->count; i++) {
        guint root = find_root(work->group, i);
        if (work->kind[i] != PIECE_BODY || highest[root] < least)
            continue;
        if (!by_root[root]) {
            by_root[root] = g_new0(TextLine, 1);
            by_root[root]->pieces = g_array_new(FALSE, FALSE, sizeof(Box));
            g_ptr_array_add(lines, by_root[root]);
        }
        g_array_append_val(by_root[root]->pieces, work->box[i]);
        by_root[root]->box = box_join(by_root[root]->box, work->box[i]);
        taken[i] = 1;
    }
    return lines;
}

static void absorb(TextLine *line, const TextLine *other)
{
    g_array_append_vals(line->pieces, other->pieces->data, other->pieces->len);
    line->box = box_join(line->box, other->box);
}

/* A line that dropped scan lines or pale strokes broke in two overlaps itself. */
static void join_overlapping(GPtrArray *lines)
{
    for (guint i = 0; i < lines->len; i++) {
        for (guint j = lines->len; j-- > i + 1;) {
            TextLine *one = lines->pdata[i], *two = lines->pdata[j];
            int low = MIN(one->box.height, two->box.height);
            int high = MAX(one->box.height, two->box.height);
            int down = overlap(one->box.y, one->box.height, two->box.y, two->box.height);
            int along = overlap(one->box.x, one->box.width, two->box.x, two->box.width);
            if (along > 0 && 10 * down >= 7 * low && high < 4 * low) {
                absorb(one, two);
                g_ptr_array_remove_index_fast(lines, j);
            }
        }
    }
}

/* How far a piece lies outside of a line's reach for dots and accents; negative: inside. */
static int distance(const TextLine *line, const Box *piece)
{
    int high = line->box.height, above = line->box.y - piece->y;
    int below = piece->y + piece->height - line->box.y - line->box.height;
    int left = line->box.x - piece->x - piece->width;
    int right = piece->x - line->box.x - line->box.width;
    int down = MAX(above - 3 * high / 10, below - 2 * high / 10);
    return MAX(down, MAX(left - high / 4, right - high / 2));
}

/* Dots, accents and fragments go to the line they lie in or next to; the rest is dirt. */
static void give_leftovers(const Work *work, GPtrArray *lines, const guint8 *taken)
{
    g_autofree Box *reach = g_new(Box, lines->len + 1);
    for (guint j = 0; j < lines->len; j++)
        reach[j] = ((TextLine *)lines->pdata[j])->box;
    for (guint i = 0; i < work->count; i++) {
        TextLine *nearest = NULL;
        int least = 0;
        if (taken[i] || work->kind[i] == PIECE_LARGE || work->kind[i] == PIECE_STROKE)
            continue;
        for (guint j = 0; j < lines->len; j++) {
            const TextLine at = {.box = reach[j]};
            int away = distance(&at, &work->box[i]);
            if (away < least || (!nearest && away == least)) {
                nearest = lines->pdata[j];
                least = away;
            }
        }
        if (!nearest || work->box[i].height > nearest->box.height ||
            work->box[i].width > 2 * nearest->box.height)
            continue;
        g_array_append_val(nearest->pieces, work->box[i]);
        nearest->box = box_join(nearest->box, work->box[i]);
    }
}

/* A lone piece that is no letter: a blot, a punch hole, a tick, much larger than the page's letters
 * or as wide as high and black all over. */
static gboolean is_lone_mark(const TextLine *line, const Work *work)
{
    if (line->pieces->len > 1)
        return FALSE;
    int width = line->box.width, height = line->box.height, black = 0;
    if (height > 9 * work->letter / 4)
        return TRUE;
    if (MIN(width, height) < work->ink->dpi * 6 / 100 ||
        MAX(width, height) > 2 * MIN(width, height))
        return FALSE;
    BOX *box = boxCreate(line->box.x, line->box.y, width, height);
    PIX *inside = pixClipRectangle(work->ink->text, box, NULL);
    if (inside)
        pixCountPixels(inside, &black, NULL);
    pixDestroy(&inside);
    boxDestroy(&box);
    return black > 0.72 * width * height;
}

/* A thin upright stroke and nothing else: the letter I, a figure one, or a piece of a streak. */
static gboolean is_lone_stroke(const TextLine *line, const Work *work)
{
    return line->pieces->len == 1 && line->box.width <= MAX(3, work->ink->dpi / 40) &&
           line->box.height > 4 * line->box.width;
}

static void drop_marks(GPtrArray *lines, const Work *work)
{
    guint strokes = 0;
    for (guint i = 0; i < lines->len; i++)
        strokes += is_lone_stroke(lines->pdata[i], work);
    for (guint i = lines->len; i-- > 0;)
        if (is_lone_mark(lines->pdata[i], work) ||
            (strokes >= STREAK_PIECES && is_lone_stroke(lines->pdata[i], work)))
            g_ptr_array_remove_index_fast(lines, i);
}

static void share_scribbles(const Work *work, GPtrArray *lines)
{
    g_autoptr(GArray) large = g_array_new(FALSE, FALSE, sizeof(Box));
    for (guint i = 0; i < work->count; i++)
        if (work->kind[i] == PIECE_LARGE)
            g_array_append_val(large, work->box[i]);
    text_scribbles_part(lines, work->letter);
    text_scribbles_share(lines, large, work->ink, work->letter);
}

GPtrArray *text_lines_find(const TextInk *ink)
{
    Work work = {.ink = ink, .count = ink->pieces->len, .box = (const Box *)ink->pieces->data};
    g_autofree guint *group = work.group = g_new(guint, work.count + 1);
    g_autofree guint8 *kind = work.kind = g_new(guint8, work.count + 1);
    g_autofree guint8 *taken = g_new0(guint8, work.count + 1);

    work.letter = find_letter_height(ink->pieces, ink->dpi);
    for (guint i = 0; i < work.count; i++) {
        group[i] = i;
        kind[i] = judge_piece(&work.box[i], ink->dpi, work.letter);
    }
    join_neighbours(&work);
    GPtrArray *lines = gather_lines(&work, taken);
    if (proof_wants(ink->proof, "scribbles"))
        share_scribbles(&work, lines);
    join_overlapping(lines);
    give_leftovers(&work, lines, taken);
    drop_marks(lines, &work);
    text_lines_order(lines);
    return lines;
}

void text_line_free(TextLine *line)
{
    if (!line)
        return;
    g_array_unref(line->pieces);
    g_free(line);
}
