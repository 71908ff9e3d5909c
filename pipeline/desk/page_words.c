/* page_words.c - text of pages, with what was corrected told as such: as read, why.
 *
 * Does not: correct anything. */
#include "page_words.h"

static gboolean is_hit(const GArray *hits, guint *next, guint word)
{
    if (hits == NULL || *next >= hits->len || g_array_index(hits, guint, *next) != word)
        return FALSE;
    ++*next;
    return TRUE;
}

static void word_put(Html *html, const Word *word, gboolean hit)
{
    g_autofree char *told =
        word->corrected != NULL
            ? g_strdup_printf("read as '%s'%s%s", word->text, word->why != NULL ? ": " : "",
                              word->why != NULL ? word->why : "")
            : NULL;
    if (hit)
        html_open(html, "mark");
    if (told != NULL)
        html_line(html, "ins", word->corrected, "title", told);
    else if (word->flags & WORD_DOUBTFUL)
        html_line(html, "span", word->text, "class", "doubtful", "title", "not sure");
    else
        html_text(html, word->text);
    if (hit)
        html_close(html);
}

static void words_put(Html *html, const Page *page, const GArray *hits)
{
    guint next = 0;
    const Word *last = NULL;
    html_open(html, "div", "class", "words");
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        if (last == NULL || last->block != word->block) {
            if (last != NULL)
                html_close(html);
            html_open(html, "p");
        } else if (last->line != word->line) {
            html_open(html, "br");
        } else {
            html_text(html, " ");
        }
        word_put(html, word, is_hit(hits, &next, i));
        last = word;
    }
    if (last != NULL)
        html_close(html);
    else
        html_line(html, "p", "Nothing was read on this page.", "class", "quiet");
    html_close(html);
}

void page_read_put(Html *html, const Page *page, const GArray *hits)
{
    html_open(html, "details", "class", "read");
    html_open(html, "summary");
    html_print(html, "What was read of page %u", page->source_page);
    html_close(html);
    words_put(html, page, hits);
    html_close(html);
}

char *page_words_within(const Page *page, Box box)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        int x = word->box.x + word->box.width / 2, y = word->box.y + word->box.height / 2;
        if (x < box.x || y < box.y || x > box.x + box.width || y > box.y + box.height)
            continue;
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", word_text(word));
    }
    return g_strdup(text->str);
}

static guint corrections_count(const Document *document)
{
    guint count = 0;
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        for (guint j = 0; j < page->words->len; j++)
            count += ((Word *)page->words->pdata[j])->corrected != NULL;
    }
    return count;
}

static void rows_put(Html *html, const Document *document, const Page *page, gboolean may_keep)
{
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        if (word->corrected == NULL)
            continue;
        html_open(html, "tr");
        html_open(html, "td");
        page_crop_put(html, document, page->source_page, word->box, word->text);
        html_close(html);
        html_line(html, "td", word->text);
        html_line(html, "td", word->corrected);
        html_line(html, "td", word->why != NULL ? word->why : "");
        if (may_keep) {
            html_open(html, "td");
            html_line(html, "button", "Keep as printed", "name", "word", "value", word->text,
                      "class", "plain");
            html_close(html);
        }
        html_close(html);
    }
}

void corrections_put(Html *html, const Request *request, const Document *document)
{
    static const char *const labels[] = {"On the page", "Read as", "Corrected to", "Why", "", NULL};
    guint count = corrections_count(document);
    gboolean may_keep = request_may(request, ROLE_SECRETARY);
    g_autofree char *place = place_make("/document/%s/keep", document->id);
    if (count == 0)
        return;
    html_open(html, "section");
    html_open(html, "details");
    html_open(html, "summary");
    html_print(html, "%u word%s corrected", count, count == 1 ? " was" : "s were");
    html_close(html);
    form_open(html, request, place, NULL);
    table_begin(html, "strip", labels);
    for (guint i = 0; i < document->pages->len; i++)
        rows_put(html, document, document->pages->pdata[i], may_keep);
    table_end(html);
    html_close(html);
    if (may_keep)
        html_line(html, "p",
                  "A word that is kept becomes one of the office's own: it is never corrected "
                  "again, and what held it is read once more.",
                  "class", "quiet");
    html_close(html);
    html_close(html);
}
