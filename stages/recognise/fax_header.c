/* fax_header.c - finds the line that a sending fax machine printed over a page.
 *
 * Does: looks at the topmost lines, tells a header by what such headers hold.
 * Reads: Page.words. Writes: WORD_HEADER in Word.flags.
 * Does not: remove it, or use what it says. */
#include "fax_header.h"

#include <string.h>

enum {
    LINES_LOOKED_AT = 2, /* dirt may have been read above the header */
    TOP_PERCENT = 9,     /* of the page's height in which a header begins */
    SIGNS_NEEDED = 3,
};

#define MONTH "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
#define DIGIT "[0-9OolI]"

/* Loose: headers are small, and the edge of the page is where faxes suffer. */
static const char *const signs[] = {
    /* date */
    "\\b" DIGIT "{1,2}[-/.]" DIGIT "{1,2}[-/.]" DIGIT "{2,4}\\b"
    "|\\b" DIGIT "{4}[-/.]" DIGIT "{2}[-/.]" DIGIT "{2}\\b"
    "|\\b" MONTH "[-. ,]{1,3}" DIGIT "{1,2}[-. ,]{1,3}" DIGIT "{2,4}\\b"
    "|\\b" DIGIT "{1,2}[-. ]" MONTH "[-. ,]{1,3}" DIGIT "{2,4}\\b",
    /* time */
    "\\b" DIGIT "{1,2}[:.;]" DIGIT "{2}(?:[:.;]" DIGIT "{2})?\\s?(?:[ap]\\.?m?\\b|\\b)",
    /* page count */
    "\\bp(?:age|g|\\.)?[.,: ]{0,2}" DIGIT "{1,3}(?:\\s?(?:/|of)\\s?" DIGIT "{1,3})?\\b"
    "|\\b" DIGIT "{2,3}/" DIGIT "{2,3}$",
    /* sender mark */
    "^\\W*from\\b|\\bfax\\b|->|>|#" DIGIT "{3,}",
    /* telephone number */
    "\\(?[2-9]" DIGIT "{2}\\)?[-. ]?" DIGIT "{3}[-. ]?" DIGIT "{4}\\b",
};

static guint count_signs(const char *text)
{
    guint found = 0;
    for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
        found += g_regex_match_simple(signs[i], text, G_REGEX_CASELESS, 0);
    return found;
}

static int compare_left(gconstpointer one, gconstpointer other)
{
    const Word *a = *(Word *const *)one, *b = *(Word *const *)other;
    return a->box.x - b->box.x;
}

static const Word *find_topmost(const Page *page, int below)
{
    const Word *top = NULL;
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        int middle = word->box.y + word->box.height / 2;
        if (middle > below && (!top || middle < top->box.y + top->box.height / 2))
            top = word;
    }
    return top;
}

/* All words whose middle is within the height of `top`, left to right: the recogniser breaks a
 * header with its wide gaps into several lines. Container yours. */
static GPtrArray *find_row(const Page *page, const Word *top)
{
    GPtrArray *row = g_ptr_array_new();
    int slack = top->box.height / 2, first = top->box.y - slack;
    int last = top->box.y + top->box.height + slack;
    for (guint i = 0; i < page->words->len; i++) {
        Word *word = page->words->pdata[i];
        int middle = word->box.y + word->box.height / 2;
        if (middle >= first && middle <= last)
            g_ptr_array_add(row, word);
    }
    g_ptr_array_sort(row, compare_left);
    return row;
}

static gboolean is_header(const GPtrArray *row)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < row->len; i++)
        g_string_append_printf(text, "%s%s", i ? " " : "", ((Word *)row->pdata[i])->text);
    return count_signs(text->str) >= SIGNS_NEEDED;
}

void fax_header_mark(Page *page)
{
    int below = -1, limit = page->height_px * TOP_PERCENT / 100;
    for (int line = 0; line < LINES_LOOKED_AT; line++) {
        const Word *top = find_topmost(page, below);
        if (!top || top->box.y > limit)
            return;
        g_autoptr(GPtrArray) row = find_row(page, top);
        if (is_header(row)) {
            for (guint i = 0; i < row->len; i++)
                ((Word *)row->pdata[i])->flags |= WORD_HEADER;
            return;
        }
        below = top->box.y + top->box.height / 2;
    }
}
