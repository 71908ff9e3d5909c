/* lines.c - the rows and cells of a page, found from where its words stand.
 *
 * Does: takes the skew out, gathers words of one height to rows, parts rows into cells, parts words
 * at colons and strokes, sets aside rules, leaders and the fax machine's line. Reads: Page.words.
 * Does not: know what the words mean. */
#include "lines.h"

#include "counters.h"

#include <math.h>
#include <string.h>

#define CELL_GAP     1.35 /* in heights of a usual word */
#define LETTER_GAP   1.9  /* in widths of a letter */
#define ROW_OVERLAP  0.45 /* of the lower word's height */
#define HEIGHT_LEAST 0.25 /* smaller or larger things than this are no words of a row */
#define HEIGHT_MOST  3.5

enum {
    LINE_WORDS_LEAST = 5, /* of a line that tells a slope */
    LINES_LEAST = 3,
    PAGE_WORDS_MOST =
        6000,             /* no printed page has more; the rest of a transcript is not looked at */
    ROW_WORDS_MOST = 120, /* nor any row */
    ROW_NONE = G_MAXINT,  /* of a ruled line that stands by no word */
    LEADER_LEAST = 9,     /* letters that a row of dots is read as */
};

typedef struct {
    const Word *word;
    double left, right, top, bottom;
    guint row;
    gboolean rule; /* a ruled line, leaders or a speck */
} Place;

static void token_clear(gpointer data)
{
    Token *token = data;
    g_free(token->text);
    g_free(token->key);
}

/* --- rules
 * ---------------------------------------------------------------------------------------- */

static gboolean is_leader_sign(char c)
{
    return c == '.' || c == '_' || c == '-' || c == '=' || c == '~' || c == '*';
}

/* A ruled line, a row of dots, a speck: it parts, and carries no text. */
static gboolean is_rule(const char *text)
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

static double usual_height(const Page *page)
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
            if (place->rule || overlap(rule, place) < 0.5)
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

/* --- tokens ---------------------------------------------------------------------------------- */

/* A row of dots, as recognition spells it: "cecceseeeeesseeses". */
static gboolean is_spelled_leader(const char *text)
{
    guint seen = 0, length = 0, letters = 0;
    for (const char *at = text; *at != '\0'; at++) {
        if (strchr(".,_-~:*=", *at) != NULL)
            continue;
        if (strchr("cesonratuvmwil", *at) == NULL)
            return FALSE;
        seen |= 1u << (*at - 'a');
        length++;
    }
    for (; seen != 0; seen &= seen - 1)
        letters++;
    return length >= LEADER_LEAST && letters * 5 <= length * 2 + 5;
}

/* Where leaders begin at the end of "Name.......", or the whole length. */
static gsize text_before_leaders(const char *text)
{
    gsize length = strlen(text), end = length;
    while (end > 0 && (is_leader_sign(text[end - 1]) || text[end - 1] == ':'))
        end--;
    if (length - end >= 3)
        return end;
    /* "NO.....ceescesescees" */
    const char *dots = strstr(text, "...");
    return dots != NULL && dots > text && is_spelled_leader(dots) ? (gsize)(dots - text) : length;
}

static void token_add(Lines *lines, const Place *place, gsize from, gsize to, gboolean cell)
{
    const char *text = word_text(place->word);
    double bytes = MAX(strlen(text), 1), width = place->right - place->left;
    Token token = {.word = place->word, .top = place->top, .bottom = place->bottom};
    token.left = place->left + width * (from / bytes);
    token.right = place->left + width * (to / bytes);
    token.box = place->word->box;
    token.box.x = (int)token.left;
    token.box.width = MAX(1, (int)(token.right - token.left));
    token.cell = cell;
    token.confidence = place->word->confidence;
    gsize end = to;
    while (end > from && (text[end - 1] == ':' || text[end - 1] == '='))
        end--;
    token.colon = end < to;
    token.text = g_strndup(text + from, end - from);
    token.key = key_fold(token.text);
    if (*token.text == '\0') {
        token_clear(&token);
        return;
    }
    g_array_append_val(lines->tokens, token);
}

static gboolean is_letter(char c)
{
    return g_ascii_isalpha(c) || (guchar)c >= 0x80;
}

/* A word is parted behind a colon ("DOB:03/14/52") and behind a stroke between letters. */
static void word_add(Lines *lines, const Place *place, gboolean cell)
{
    const char *text = word_text(place->word);
    gsize end = text_before_leaders(text), from = 0;
    gboolean leaders = text[end] != '\0';
    guint before = lines->tokens->len;
    for (gsize i = 0; i < end; i++) {
        gboolean colon = text[i] == ':' && i + 1 < end &&
                         !(i > 0 && g_ascii_isdigit(text[i - 1]) && g_ascii_isdigit(text[i + 1]));
        gboolean stroke = text[i] == '/' && i > from && i + 1 < end && is_letter(text[i - 1]) &&
                          is_letter(text[i + 1]) && end - from > 3;
        if (!colon && !stroke)
            continue;
        token_add(lines, place, from, colon ? i + 1 : i, cell && from == 0);
        if (stroke && lines->tokens->len > before)
            g_array_index(lines->tokens, Token, lines->tokens->len - 1).slash = TRUE;
        from = i + 1;
    }
    if (from < end)
        token_add(lines, place, from, end, cell && from == 0);
    if (leaders && lines->tokens->len > 0)
        g_array_index(lines->tokens, Token, lines->tokens->len - 1).colon = TRUE;
}

static double letter_width(const Place *place)
{
    glong letters = g_utf8_strlen(word_text(place->word), -1);
    return letters > 1 ? (place->right - place->left) / letters : 0;
}

/* The widest gap that is still one between words: by the height of the letters, and by their width,
 * because typewriters leave a whole letter free. */
static double gap_most(const Lines *lines, const Place *before, const Place *place)
{
    double height = lines->height;
    if (before == NULL)
        return 0;
    height = MAX(height, MIN(before->bottom - before->top, place->bottom - place->top));
    double width = (letter_width(before) + letter_width(place)) / 2;
    return MAX(CELL_GAP * height, MIN(LETTER_GAP * width, 2 * CELL_GAP * height));
}

static void row_add(Lines *lines, const GArray *places, guint first, guint count)
{
    Row row = {lines->tokens->len, 0, 0, 0};
    gboolean cell = TRUE;
    double right = 0;
    const Place *before = NULL;
    for (guint i = first; i < first + count; i++) {
        const Place *place = &g_array_index(places, Place, i);
        const char *text = word_text(place->word);
        double gap = place->left - right;
        gboolean wide = row.first < lines->tokens->len && gap > gap_most(lines, before, place);
        right = place->right;
        before = place;
        if (row.first < lines->tokens->len && (strcmp(text, ":") == 0 || strcmp(text, "=") == 0)) {
            g_array_index(lines->tokens, Token, lines->tokens->len - 1).colon = TRUE;
            continue;
        }
        if (strcmp(text, "/") == 0 && row.first < lines->tokens->len && !wide) {
            g_array_index(lines->tokens, Token, lines->tokens->len - 1).slash = TRUE;
            continue;
        }
        gboolean spelled = is_spelled_leader(text);
        if (spelled || is_rule(text)) {
            gboolean leaders = spelled || (strlen(text) >= 3 && is_leader_sign(text[0]));
            if (leaders && row.first < lines->tokens->len && (spelled || text[0] == '.'))
                g_array_index(lines->tokens, Token, lines->tokens->len - 1).colon = TRUE;
            cell = cell || wide || leaders || text[0] == '|' || text[0] == '[';
            continue;
        }
        word_add(lines, place, cell || wide);
        cell = FALSE;
    }
    row.count = lines->tokens->len - row.first;
    if (row.count == 0)
        return;
    const Token *token = lines_token(lines, row.first);
    row.top = token->top, row.bottom = token->bottom;
    for (guint i = 1; i < row.count; i++) {
        row.top = MIN(row.top, token[i].top);
        row.bottom = MAX(row.bottom, token[i].bottom);
    }
    g_array_append_val(lines->rows, row);
}

/* The fax machine's line is told apart by recognition, or here by its look in the first row. */
static guint header_take(Lines *lines, const GArray *places, const GString *flagged)
{
    if (flagged->len > 0 || places->len == 0) {
        lines->header = g_strdup(flagged->str);
        return 0;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    guint count = 0, row = g_array_index(places, Place, 0).row;
    for (; count < places->len && g_array_index(places, Place, count).row == row; count++) {
        if (text->len > 0)
            g_string_append_c(text, ' ');
        g_string_append(text, word_text(g_array_index(places, Place, count).word));
    }
    gboolean is_header = header_is_fax(text->str);
    lines->header = g_strdup(is_header ? text->str : "");
    return is_header ? count : 0;
}

Lines *lines_new(const Page *page)
{
    Lines *lines = g_new0(Lines, 1);
    lines->page = page;
    lines->tokens = g_array_new(FALSE, FALSE, sizeof(Token));
    g_array_set_clear_func(lines->tokens, token_clear);
    lines->rows = g_array_new(FALSE, FALSE, sizeof(Row));
    lines->height = usual_height(page);
    lines->width = page->width_px;

    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
    g_autoptr(GString) flagged = g_string_new(NULL);
    double slope = page_slope(page, lines->height);
    for (guint i = 0; i < MIN(page->words->len, PAGE_WORDS_MOST); i++) {
        const Word *word = g_ptr_array_index(page->words, i);
        if (word->flags & WORD_HEADER) {
            g_string_append_printf(flagged, "%s%s", flagged->len > 0 ? " " : "", word->text);
            continue;
        }
        Place place = place_of(word, slope);
        if (word->box.height < HEIGHT_LEAST * lines->height && !is_rule(word->text))
            continue;
        if (word->box.height > HEIGHT_MOST * lines->height && strlen(word->text) <= 2)
            continue;
        g_array_append_val(places, place);
    }
    g_array_sort(places, place_by_left);
    g_autoptr(GArray) last = places_into_rows(places, lines->height);
    rules_into_rows(places);
    places_sort(places, last->len);
    guint start = header_take(lines, places, flagged);
    for (guint end = start; start < places->len; start = end) {
        while (end < places->len && end - start < ROW_WORDS_MOST &&
               g_array_index(places, Place, end).row == g_array_index(places, Place, start).row)
            end++;
        row_add(lines, places, start, end - start);
    }
    return lines;
}

void lines_free(Lines *lines)
{
    if (lines == NULL)
        return;
    g_array_unref(lines->tokens);
    g_array_unref(lines->rows);
    g_free(lines->header);
    g_free(lines);
}

/* --- asking ---------------------------------------------------------------------------------- */

const Row *lines_row(const Lines *lines, guint row)
{
    return &g_array_index(lines->rows, Row, row);
}

const Token *lines_token(const Lines *lines, guint at)
{
    return &g_array_index(lines->tokens, Token, at);
}

char *lines_text(const Lines *lines, guint first, guint count)
{
    GString *text = g_string_new(NULL);
    for (guint i = first; i < first + count; i++) {
        const Token *token = lines_token(lines, i);
        g_string_append(text, token->text);
        if (i + 1 == first + count)
            break;
        if (token->colon)
            g_string_append_c(text, ':');
        g_string_append(text, token->slash ? "/" : " ");
    }
    return g_string_free(text, FALSE);
}

Box lines_box(const Lines *lines, guint first, guint count)
{
    Box box = {0};
    for (guint i = first; i < first + count; i++)
        box = box_join(box, lines_token(lines, i)->box);
    return box;
}

double lines_confidence(const Lines *lines, guint first, guint count)
{
    double sum = 0, weight = 0;
    for (guint i = first; i < first + count; i++) {
        const Token *token = lines_token(lines, i);
        double length = strlen(token->text);
        sum += length * token->confidence;
        weight += length;
    }
    return weight > 0 ? sum / weight : 0;
}

guint lines_cell_length(const Lines *lines, guint at, guint end)
{
    guint next = at + 1;
    while (next < end && !lines_token(lines, next)->cell)
        next++;
    return next - at;
}
