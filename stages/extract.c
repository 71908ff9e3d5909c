/* extract.c - the stage that reads the fields of each document.
 *
 * Does: gathers the facts of the content pages, lets choose.c make fields of them.
 * Reads: words, Document.type, settings. Writes: Document.fields. */
#include "stage.h"

#include "extract/choose.h"

static void document_extract(const FactSetup *setup, const Roster *roster, Document *document)
{
    g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_facts_free);
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);
        if (page->kind == PAGE_CONTENT)
            g_ptr_array_add(pages, page_facts_new(setup, page));
    }
    fields_choose(document, pages, roster);
}

static gboolean extract_batch(gpointer state, Batch *batch, GError **error)
{
    (void)error;
    const FactSetup setup = fact_setup(state, batch);
    for (guint i = 0; i < batch->documents->len; i++)
        document_extract(&setup, batch->roster, g_ptr_array_index(batch->documents, i));
    return TRUE;
}

static gpointer extract_open(const StageSetup *setup, GError **error)
{
    return fact_tables_load(setup->data_folder, error);
}

static void extract_close(gpointer state)
{
    fact_tables_free(state);
}

const Stage extract_stage = {
    .name = "extract",
    .version = 1,
    .needs = PART_SPELLED | PART_DOCUMENTS | PART_TYPE,
    .makes = PART_FIELDS,
    .open = extract_open,
    .batch = extract_batch,
    .close = extract_close,
};
