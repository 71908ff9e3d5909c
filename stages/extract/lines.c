/* lines.c - the rows of a page as tokens in cells.
 *
 * Does: parts rows into cells and words at colons and strokes, sets aside rules, leaders and the
 * fax machine's line. Reads: Page.words, by rows.c. Does not: know what the words mean. */
#include "lines.h"

#include "counters.h"
#include "rows.h"

#include <string.h>

#define CELL_GAP   1.35 /* in heights of a usual word */
#define LETTER_GAP 1.9  /* in widths of a letter */

enum {
    ROW_WORDS_MOST = 120, /* no printed row has more */
    LEADER_LEAST = 9,     /* letters that a row of dots is read as */
    PROSE_WORDS = 6,      /* a row of as many can be one of running text */
    TIED_LEAST = 5,       /* signs of a number that a label is tied to */
};

static void token_clear(gpointer data)
{
    Token *token = data;
    g_free(token->text);
    g_free(token->key);
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

static gboolean is_letter(char c)
{
    return g_ascii_isalpha(c) || (guchar)c >= 0x80;
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
    token.slash = end > from + 1 && text[end - 1] == '/' && is_letter(text[from]);
    end -= token.slash ? 1 : 0;
    token.text = g_strndup(text + from, end - from);
    g_autofree char *plain = g_strndup(token.text, strcspn(token.text, "!"));
    /* "Payer!": a colon, no letter i */
    token.key = key_fold(strlen(plain) > 2 ? plain : token.text);
    if (*token.text == '\0') {
        token_clear(&token);
        return;
    }
    g_array_append_val(lines->tokens, token);
}

/* "Ana Y.HUYNH": behind a name, an initial tied to the surname. */
static gboolean is_initial(const Lines *lines, const char *text, gsize at)
{
    if (lines->tokens->len == 0)
        return FALSE;
    const Token *before = lines_token(lines, lines->tokens->len - 1);
    return at == 1 && !before->colon && is_letter(before->text[0]) && text[1] == '.' &&
           g_ascii_isupper(text[0]) && g_ascii_isupper(text[2]) && is_letter(text[3]) &&
           is_letter(text[4]);
}

/* Length of a run of fill-in underscores; one alone is a speck. */
static gsize fill_length(const char *text)
{
    gsize length = strspn(text, "_");
    return length > 1 ? length : 0;
}

/* "MRN00482913", "DOB03/14/1952": how much of it is the label whose gap was lost; 0: none. */
static gsize tied_label_length(const char *text)
{
    static const char *const labels[] = {"MRN", "DOB"};
    for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
        gsize length = strlen(labels[i]);
        if (strncmp(text, labels[i], length) == 0 &&
            strspn(text + length, "0123456789/-.") >= TIED_LEAST)
            return length;
    }
    return 0;
}

/* A word is parted behind a colon ("DOB:03/14/52"), behind a stroke between letters, and at a line
 * to write on ("DOB:__03/14/52__"). TRUE: it ends with such a line, so the next word begins a cell.
 */
static gboolean word_add(Lines *lines, const Place *place, gboolean cell)
{
    const char *text = word_text(place->word);
    /* "|ICD-10": the line of a box in front of capitals; "DOB /Sex" */
    gsize rule = text[0] == '|' && g_ascii_isupper(text[1]) && g_ascii_isupper(text[2]);
    if (text[0] == '/' && is_letter(text[1]) && !cell && lines->tokens->len > 0) {
        g_array_index(lines->tokens, Token, lines->tokens->len - 1).slash = TRUE;
        rule = 1;
    }
    gsize end = text_before_leaders(text), from = rule;
    gboolean leaders = text[end] != '\0';
    guint before = lines->tokens->len;
    gsize tied = tied_label_length(text + rule);
    if (tied > 0) {
        token_add(lines, place, rule, rule + tied, cell);
        g_array_index(lines->tokens, Token, lines->tokens->len - 1).colon = TRUE;
        from += tied;
    }
    for (gsize i = from; i < end; i++) {
        gsize fill = fill_length(text + i);
        if (fill > 0) {
            if (i > from)
                token_add(lines, place, from, i, cell && from == rule);
            cell = TRUE;
            from = i + fill;
            i = from - 1;
            continue;
        }
        gboolean colon = text[i] == ':' && i + 1 < end &&
                         !(i > 0 && g_ascii_isdigit(text[i - 1]) && g_ascii_isdigit(text[i + 1]));
        gboolean stroke = text[i] == '/' && i > from && i + 1 < end && is_letter(text[i - 1]) &&
                          is_letter(text[i + 1]) && end - from > 3;
        gboolean initial = !cell && end >= 5 && is_initial(lines, text, i);
        if (!colon && !stroke && !initial)
            continue;
        token_add(lines, place, from, stroke ? i : i + 1,
                  cell && (from == rule || text[from - 1] == '_'));
        if (stroke && lines->tokens->len > before)
            g_array_index(lines->tokens, Token, lines->tokens->len - 1).slash = TRUE;
        from = i + 1;
    }
    if (from < end)
        token_add(lines, place, from, end, cell && (from == rule || text[from - 1] == '_'));
    if (leaders && lines->tokens->len > 0)
        g_array_index(lines->tokens, Token, lines->tokens->len - 1).colon = TRUE;
    return end > 1 && text[end - 1] == '_' && text[end - 2] == '_';
}

/* "[ ]" before a choice of a form: kept, because a tick may stand in the next one. */
static gboolean is_empty_box(const char *text)
{
    return strcmp(text, "[") == 0 || strcmp(text, "[]") == 0 || strcmp(text, "(") == 0 ||
           strcmp(text, "()") == 0 || strcmp(text, "\u2610") == 0;
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
        if (is_empty_box(text)) {
            token_add(lines, place, 0, strlen(text), TRUE);
            cell = TRUE;
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
        cell = word_add(lines, place, cell || wide);
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
    lines->height = rows_usual_height(page);
    lines->width = page->width_px;

    g_autoptr(GString) flagged = g_string_new(NULL);
    g_autoptr(GArray) places = rows_of_page(page, lines->height, flagged);
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

const GArray *token_choices(const Token *token)
{
    return strcmp(token->text, token->word->text) == 0 ? token->word->choices : NULL;
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

gboolean lines_row_is_prose(const Lines *lines, guint row)
{
    const Row *of = lines_row(lines, row);
    guint small = 0;
    for (guint at = of->first; at < of->first + of->count; at++) {
        const Token *token = lines_token(lines, at);
        if (at > of->first && token->cell)
            return FALSE;
        small += g_ascii_islower(token->text[0]) != 0;
    }
    return of->count >= PROSE_WORDS && small * 2 > of->count;
}

guint lines_cell_length(const Lines *lines, guint at, guint end)
{
    guint next = at + 1;
    while (next < end && !lines_token(lines, next)->cell)
        next++;
    return next - at;
}
