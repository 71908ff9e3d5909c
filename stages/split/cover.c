/* cover.c - tells the cover sheet of a fax, and a separator sheet, from a page of a document.
 *
 * Reads: rows, facts, barcodes. Does not: change the page. */
#include "sight.h"

#define COVER_CONFIDENCE 0.9
#define COVER_SCORE      9.0 /* points; also of a title that settles it alone */

enum {
    COVER_ROWS = 60,
    COVER_ROWS_MOST = 28, /* of a cover sheet without title */
    SEPARATOR_WORDS = 60, /* more are a form whose first page has a patch code printed on it */
};

static gboolean tells_of_patient(const PageFacts *facts)
{
    for (guint i = 0; i < facts->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(facts->facts, i);
        if (fact->role == ROLE_DOB || fact->role == ROLE_MRN)
            return TRUE;
    }
    return FALSE;
}

gboolean page_separates(const Page *page)
{
    for (guint i = 0; i < page->barcodes->len; i++)
        if (barcode_separates(page->barcodes->pdata[i]))
            return TRUE;
    return FALSE;
}

gboolean page_is_separator(const Page *page)
{
    return page->words->len <= SEPARATOR_WORDS && page_separates(page);
}

gboolean page_is_cover(const DoctypeTable *types, const PageFacts *facts)
{
    const Lines *lines = facts->lines;
    DoctypeScore score = {0};
    double confidence;
    guint cover = doctype_lookup(types, "cover");
    if (cover == doctype_count(types) || lines->rows->len > COVER_ROWS)
        return FALSE;
    g_autoptr(GHashTable) seen = doctype_seen_new();
    doctype_add_page(types, lines, seen, &score);
    if (score.score[cover] < COVER_SCORE)
        return FALSE;
    /* A report may carry a fax notice at its foot: a cover sheet without title tells of no patient,
     * is signed by nobody and is no later page. */
    Counter counter;
    gboolean titled = score.title[cover] >= COVER_SCORE;
    if (!titled &&
        (lines->rows->len > COVER_ROWS_MOST || page_ends_document(facts) ||
         tells_of_patient(facts) || (counter_from_lines(lines, &counter) && counter.page > 1)))
        return FALSE;
    return doctype_best(types, &score, NULL, &confidence) == cover &&
           confidence >= COVER_CONFIDENCE;
}
