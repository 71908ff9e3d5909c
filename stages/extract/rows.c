/* rows.c - the words of a page gathered to rows by where they stand.
 *
 * Does: takes the slope out, follows what bend is left from word to word, gives ruled lines to the
 * words beside them. Does not: part rows into cells. */
#include "rows.h"

#include <math.h>
#include <string.h>

#define ROW_OVERLAP  0.45 /* of the lower word's height */
#define RULE_OVERLAP 0.5
#define HEIGHT_LEAST 0.25 /* smaller or larger things than this are no words of a row */
#define HEIGHT_MOST  3.5

enum {
    LINE_WORDS_LEAST = 5, /* of a line that tells a slope */
    LINES_LEAST = 3,
    PAGE_WORDS_MOST =
        6000, /* no printed page has more; the rest of a transcript is not looked at */
};

/* --- rules
 * ---------------------------------------------------------------------------------------- */

gboolean is_leader_sign(char c)
{
    return c == '.' || c == '_' || c == '-' || c == '=' || c == '~' || c == '*';
}

gboolean is_rule(const char *text)
{
    guint signs = 0;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_isalnum(c) || strchr("#$%&+:", (int)(c < 0x80 ? c : '#')) != NULL)
            return FALSE;
        signs++;
    }
    return signs > 0;
}

/* --- rows ------------------------------------------------------------------------------------ */

static int double_order(gconstpointer one, gconstpointer other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return a < b ? -1 : a > b;
}

double rows_usual_height(const Page *page)
{
    g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = g_ptr_array_index(page->words, i);
        double height = word->box.height;
        if (height > 0 && strlen(word->text) > 1)
            g_array_append_val(heights, height);
    }
    if (heights->len == 0)
        return 1;
    g_array_sort(heights, double_order);
    return g_array_index(heights, double, heights->len / 2);
}

/* How much the recogniser's own lines fall to the right, as a slope: the middle one of those that
 * are long enough to tell; what clean measured when there are too few. */
static double page_slope(const Page *page, double height)
{
    g_autoptr(GArray) slopes = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0, end = 0; i < page->words->len; i = end) {
        const Word *first = g_ptr_array_index(page->words, i);
        double n = 0, x = 0, y = 0, xx = 0, xy = 0;
        for (end = i; end < page->words->len; end++) {
            const Word *word = g_ptr_array_index(page->words, end);
            if (word->line != first->line)
                break;
            if (word->box.height > 2 * height || (word->flags & WORD_HEADER))
                continue;
            double at = word->box.x + word->box.width / 2.0;
            double middle = word->box.y + word->box.height / 2.0;
            n++, x += at, y += middle, xx += at * at, xy += at * middle;
        }
        double spread = n > 0 ? xx - x * x / n : 0;
        if (n < LINE_WORDS_LEAST || spread < n * 25 * height * height)
            continue;
        double slope = (xy - x * y / n) / spread;
        g_array_append_val(slopes, slope);
    }
    if (slopes->len < LINES_LEAST)
        return tan(page->skew_degrees * G_PI / 180);
    g_array_sort(slopes, double_order);
    return g_array_index(slopes, double, slopes->len / 2);
}

static Place place_of(const Word *word, double slope)
{
    const Box *box = &word->box;
    double fall = slope * (box->x + box->width / 2.0);
    return (Place){.word = word,
                   .left = box->x,
                   .right = box->x + box->width,
                   .top = box->y - fall,
                   .bottom = box->y + box->height - fall,
                   .rule = is_rule(word_text(word))};
}

static int place_by_left(gconstpointer one, gconstpointer other)
{
    const Place *a = one, *b = other;
    if (a->left != b->left)
        return a->left < b->left ? -1 : 1;
    return a->top < b->top ? -1 : a->top > b->top;
}

static double overlap(const Place *one, const Place *other)
{
    double shared = MIN(one->bottom, other->bottom) - MAX(one->top, other->top);
    double lower = MIN(one->bottom - one->top, other->bottom - other->top);
    return lower > 0 ? shared / lower : 0;
}

/* The row that a word joins: that of the recogniser's own line, else the one whose rightmost word
 * it overlaps most; last->len: a new one. */
static guint row_for(const GArray *places, const GArray *last, const Place *place, double height)
{
    double best = ROW_OVERLAP;
    guint row = last->len;
    for (guint r = 0; r < last->len; r++) {
        const Place *end = &g_array_index(places, Place, g_array_index(last, guint, r));
        double shared = overlap(place, end);
        if (end->word->line == place->word->line && shared > ROW_OVERLAP)
            return r;
        if (shared <= best || place->left < end->right - height)
            continue;
        best = shared;
        row = r;
    }
    return row;
}

/* From left to right, so that what bend is left on a page is followed from word to word. Ruled
 * lines found no rows. Gives the last place of each row. */
static GArray *places_into_rows(GArray *places, double height)
{
    GArray *last = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < places->len; i++) {
        Place *place = &g_array_index(places, Place, i);
        if (place->rule)
            continue;
        place->row = row_for(places, last, place, height);
        if (place->row == last->len)
            g_array_append_val(last, i);
        else
            g_array_index(last, guint, place->row) = i;
    }
    return last;
}

/* A ruled line or leaders go to the row of the word that stands nearest on their height. */
static void rules_into_rows(GArray *places)
{
    for (guint i = 0; i < places->len; i++) {
        Place *rule = &g_array_index(places, Place, i);
        if (!rule->rule)
            continue;
        double nearest = G_MAXDOUBLE;
        rule->row = ROW_NONE;
        for (guint k = 0; k < places->len; k++) {
            const Place *place = &g_array_index(places, Place, k);
            if (place->rule || overlap(rule, place) < RULE_OVERLAP)
                continue;
            double distance = fabs(place->left - rule->left);
            if (distance < nearest) {
                nearest = distance;
                rule->row = place->row;
            }
        }
    }
}

typedef struct {
    double middle;
    guint row, rank;
} RowOrder;

static int row_by_middle(gconstpointer one, gconstpointer other)
{
    return double_order(&((const RowOrder *)one)->middle, &((const RowOrder *)other)->middle);
}

static int place_by_row(gconstpointer one, gconstpointer other)
{
    const Place *a = one, *b = other;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return place_by_left(one, other);
}

/* Numbers the rows from top to bottom and sorts the places by row, then left. */
static void places_sort(GArray *places, guint n_rows)
{
    if (n_rows == 0)
        return;
    g_autofree RowOrder *order = g_new0(RowOrder, n_rows);
    g_autofree guint *count = g_new0(guint, n_rows);
    for (guint r = 0; r < n_rows; r++)
        order[r].row = r;
    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);
        if (place->row == ROW_NONE)
            continue;
        order[place->row].middle += (place->top + place->bottom) / 2;
        count[place->row]++;
    }
    for (guint r = 0; r < n_rows; r++)
        order[r].middle /= MAX(count[r], 1);
    qsort(order, n_rows, sizeof(RowOrder), row_by_middle);
    g_autofree guint *rank = g_new0(guint, n_rows);
    for (guint r = 0; r < n_rows; r++)
        rank[order[r].row] = r;
    for (guint i = 0; i < places->len; i++) {
        Place *place = &g_array_index(places, Place, i);
        place->row = place->row == ROW_NONE ? ROW_NONE : rank[place->row];
    }
    g_array_sort(places, place_by_row);
}

static GArray *places_of(const Page *page, double height, GString *header)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));
    double slope = page_slope(page, height);
    for (guint i = 0; i < MIN(page->words->len, PAGE_WORDS_MOST); i++) {
        const Word *word = g_ptr_array_index(page->words, i);
        if (word->flags & WORD_HEADER) {
            g_string_append_printf(header, "%s%s", header->len > 0 ? " " : "", word->text);
            continue;
        }
        Place place = place_of(word, slope);
        gboolean low = word->box.height < HEIGHT_LEAST * height;
        gboolean tall = word->box.height > HEIGHT_MOST * height;
        if ((low && !place.rule) || (tall && strlen(word->text) <= 2))
            continue;
        g_array_append_val(places, place);
    }
    return places;
}

GArray *rows_of_page(const Page *page, double height, GString *header)
{
    GArray *places = places_of(page, height, header);
    g_array_sort(places, place_by_left);
    g_autoptr(GArray) last = places_into_rows(places, height);
    rules_into_rows(places);
    places_sort(places, last->len);
    return places;
}
