/* split.c - the stage that parts the pages of an original into documents.
 *
 * Does: marks cover and separator sheets; decides between two content pages by split/boundary.c's
 * odds; notes what is unsure or missing, hands the pages over. Reads: words and barcodes of
 * Batch.pages. Writes: Batch.documents, Page.kind of covers, reasons. */
#include "stage.h"

#include "split/boundary.h"
#include "split/missing.h"

#define BEGINS 10.0 /* log-odds of the first page */

typedef struct {
    DoctypeTable *types;
    FactTables *facts;
} SplitState;

/* --- documents ------------------------------------------------------------------------------- */

static Document *document_begin(Batch *batch)
{
    Document *document = document_new();
    g_free(document->source);
    document->source = g_strdup(batch->source);
    g_free(document->source_sha256);
    document->source_sha256 = g_strdup(batch->source_sha256);
    g_ptr_array_add(batch->documents, document);
    return document;
}

/* Takes over who the patient is from the pages before of the same document; borrowed. */
static void patient_carry(Sight *sight, const Sight *known)
{
    if (sight->name == NULL)
        sight->name = known->name;
    if (sight->birth == NULL)
        sight->birth = known->birth;
    if (sight->mrn == NULL)
        sight->mrn = known->mrn;
}

/* Index of the first sight of each document. */
static GArray *starts_find(const GArray *sights, GArray *unsure)
{
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(guint));
    Sight before = {0};
    for (guint i = 0; i < sights->len; i++) {
        Sight sight = g_array_index(sights, Sight, i);
        double odds = i == 0 ? BEGINS : boundary_odds(&before, &sight);
        if (i > 0 && boundary_unsure(&before, &sight, odds))
            g_array_append_val(unsure, i);
        if (odds > 0)
            g_array_append_val(starts, i);
        else
            patient_carry(&sight, &before);
        before = sight;
    }
    return starts;
}

static void unsure_note(Batch *batch, const GArray *starts, const GArray *unsure,
                        const GArray *sights)
{
    for (guint i = 0; i < unsure->len; i++) {
        guint at = g_array_index(unsure, guint, i);
        guint d = start_before(starts, at);
        guint source_page = g_array_index(sights, Sight, at).page->source_page;
        const char *sentence = "It is not clear whether page %u of the original begins a new "
                               "document. Look at the pages and split or join them.";
        document_add_reason(g_ptr_array_index(batch->documents, d), "unsure-split", sentence,
                            source_page);
        if (d > 0 && g_array_index(starts, guint, d) == at)
            document_add_reason(g_ptr_array_index(batch->documents, d - 1), "unsure-split",
                                sentence, source_page);
    }
}

/* Hands the pages over: covers and blanks go to the document that follows, at the end to the last.
 */
static void pages_hand_over(Batch *batch, const GArray *sights, const GArray *starts)
{
    guint sight = 0, next = 0;
    Document *document = batch->documents->len > 0 ? g_ptr_array_index(batch->documents, 0) : NULL;
    g_autoptr(GPtrArray) waiting = g_ptr_array_new();
    g_autoptr(GPtrArray) pages = g_steal_pointer(&batch->pages);
    batch->pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
    g_ptr_array_set_free_func(pages, NULL);
    for (guint i = 0; i < pages->len; i++) {
        Page *page = g_ptr_array_index(pages, i);
        gboolean content = sight < sights->len && g_array_index(sights, Sight, sight).page == page;
        if (!content) {
            g_ptr_array_add(waiting, page);
            continue;
        }
        if (next < starts->len && g_array_index(starts, guint, next) == sight)
            document = g_ptr_array_index(batch->documents, next++);
        for (guint k = 0; k < waiting->len; k++)
            g_ptr_array_add(document->pages, g_ptr_array_index(waiting, k));
        g_ptr_array_set_size(waiting, 0);
        g_ptr_array_add(document->pages, page);
        sight++;
    }
    if (document == NULL && waiting->len > 0)
        document = document_begin(batch);
    for (guint k = 0; k < waiting->len; k++)
        g_ptr_array_add(document->pages, g_ptr_array_index(waiting, k));
}

static GArray *sights_find(const SplitState *state, const FactSetup *setup, Batch *batch)
{
    GArray *sights = g_array_new(FALSE, FALSE, sizeof(Sight));
    g_array_set_clear_func(sights, sight_clear);
    gboolean cover = FALSE, blank = FALSE, separated = FALSE;
    for (guint i = 0; i < batch->pages->len; i++) {
        Page *page = g_ptr_array_index(batch->pages, i);
        if (page->kind == PAGE_BLANK) {
            blank = TRUE;
            continue;
        }
        g_autoptr(PageFacts) facts = page_facts_new(setup, page);
        separated = separated || page_separates(page);
        if (page->kind == PAGE_CONTENT && page_is_separator(page)) {
            page->kind = PAGE_COVER;
            page_note(page, "split", "A separator sheet: a new document begins after it.");
        }
        if (page->kind == PAGE_CONTENT && page_is_cover(state->types, facts))
            page->kind = PAGE_COVER;
        if (page->kind == PAGE_COVER) {
            cover = TRUE;
            continue;
        }
        Sight sight = sight_of(state->types, page, facts);
        sight.after_cover = cover;
        sight.after_blank = blank;
        sight.separated = separated;
        g_array_append_val(sights, sight);
        cover = blank = separated = FALSE;
    }
    return sights;
}

static gboolean split_batch(gpointer data, Batch *batch, GError **error)
{
    (void)error;
    const SplitState *state = data;
    const FactSetup setup = fact_setup(state->facts, batch);
    g_autoptr(GArray) sights = sights_find(state, &setup, batch);
    g_autoptr(GArray) unsure = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GArray) starts = starts_find(sights, unsure);
    for (guint d = 0; d < starts->len; d++) {
        guint first = g_array_index(starts, guint, d);
        guint end = d + 1 < starts->len ? g_array_index(starts, guint, d + 1) : sights->len;
        missing_pages_note(document_begin(batch), sights, first, end - first);
    }
    fax_pages_note(batch, sights, starts);
    unsure_note(batch, starts, unsure, sights);
    pages_hand_over(batch, sights, starts);
    return TRUE;
}

static void split_close(gpointer data)
{
    SplitState *state = data;
    if (state == NULL)
        return;
    doctype_table_free(state->types);
    fact_tables_free(state->facts);
    g_free(state);
}

static gpointer split_open(const StageSetup *setup, GError **error)
{
    SplitState *state = g_new0(SplitState, 1);
    state->types = doctype_table_load(setup->data_folder, error);
    if (state->types != NULL)
        state->facts = fact_tables_load(setup->data_folder, error);
    if (state->facts == NULL)
        g_clear_pointer(&state, split_close);
    return state;
}

const Stage split_stage = {
    .name = "split",
    .version = 3,
    .needs = PART_SPELLED | PART_BARCODES | PART_CLEAN,
    .makes = PART_DOCUMENTS,
    .open = split_open,
    .batch = split_batch,
    .close = split_close,
};
