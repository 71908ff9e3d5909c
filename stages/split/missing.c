/* missing.c - pages that counters tell of and that did not come.
 *
 * Reads: the counters of sights. Writes: reasons. Does not: believe a total that stands once and is
 * far off: it was misread. */
#include "missing.h"

#include "sight.h"

enum { MISSING_MOST = 6 }; /* pages missing by the word of one counter alone */

guint start_before(const GArray *starts, guint sight)
{
    guint d = 0;
    while (d + 1 < starts->len && g_array_index(starts, guint, d + 1) <= sight)
        d++;
    return d;
}

/* Totals are misread easily: they must agree where several pages tell one, and be near where one
 * does. */
void missing_pages_note(Document *document, const GArray *sights, guint first, guint count)
{
    guint of = 0, seen = 0;
    for (guint i = first; i < first + count; i++) {
        const Counter *own = &g_array_index(sights, Sight, i).own;
        if (own->of == 0)
            continue;
        if (of != 0 && of != own->of)
            return;
        of = own->of;
        seen++;
    }
    if (of <= count || (seen < 2 && of > count + MISSING_MOST))
        return;
    document_add_reason(document, "missing-page",
                        "The document says it has %u pages, but %u came in. Ask the sender for the "
                        "rest, or accept it as it is.",
                        of, count);
}

/* The total that all pages of one fax agree on; 0: none, or several faxes. */
static guint fax_total(const GArray *sights)
{
    guint of = 0, seen = 0, last = 0;
    for (guint i = 0; i < sights->len; i++) {
        const Counter *fax = &g_array_index(sights, Sight, i).fax;
        if (fax->page == 0)
            continue;
        if (fax->page <= last || (of != 0 && fax->of != 0 && fax->of != of))
            return 0;
        last = fax->page;
        if (fax->of != 0) {
            of = fax->of;
            seen++;
        }
    }
    return seen >= 2 ? of : 0;
}

/* The sight before which pages are missing; sights->len: at the end. */
static guint gap_find(const GArray *sights)
{
    for (guint i = 0; i < sights->len; i++) {
        const Sight *sight = &g_array_index(sights, Sight, i);
        if (sight->fax.page > sight->page->source_page)
            return i;
    }
    return sights->len;
}

void fax_pages_note(Batch *batch, const GArray *sights, const GArray *starts)
{
    guint of = fax_total(sights), came = batch->pages->len;
    if (of <= came)
        return;
    guint gap = gap_find(sights);
    guint d = start_before(starts, gap > 0 ? gap - 1 : 0);
    document_add_reason(
        g_ptr_array_index(batch->documents, d), "missing-page",
        "The sender's machine counted %u pages in this fax, but %u came in. Ask the "
        "sender for the rest, or accept it as it is.",
        of, came);
    guint next = start_before(starts, MIN(gap, sights->len - 1));
    if (gap < sights->len && next != d)
        document_add_reason(g_ptr_array_index(batch->documents, next), "missing-page",
                            "The sender's machine counted %u pages in this fax, but %u came in; "
                            "page %u of it is missing.",
                            of, came, g_array_index(sights, Sight, gap).page->source_page);
}
