/* extract.c - the stage that reads the fields of each document.
 *
 * Does: gathers the facts of the content pages, lets choose.c make fields of them.
 * Reads: words, Document.type, settings. Writes: Document.fields. */
#include "stage.h"

#include "choose.h"

static void document_extract(const FactSetup *setup, Document *document)
{
    g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_facts_free);
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);
        if (page->kind == PAGE_CONTENT)
            g_ptr_array_add(pages, page_facts_new(setup, page));
    }
    fields_choose(document, pages);
}

static gboolean extract_batch(gpointer state, Batch *batch, GError **error)
{
    (void)error;
    const FactSetup setup = {
        .labels = state,
        .today = batch->today,
        .office_name = settings_text(batch->settings, SETTING_OFFICE_NAME),
        .office_phones = settings_text(batch->settings, SETTING_OFFICE_PHONES),
        .office_providers = settings_text(batch->settings, SETTING_OFFICE_PROVIDERS),
    };
    for (guint i = 0; i < batch->documents->len; i++)
        document_extract(&setup, g_ptr_array_index(batch->documents, i));
    return TRUE;
}

static gpointer extract_open(const StageSetup *setup, GError **error)
{
    return label_table_load(setup->data_folder, error);
}

static void extract_close(gpointer state)
{
    label_table_free(state);
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
