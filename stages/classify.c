/* classify.c - the stage that tells what kind of document each one is.
 *
 * Does: adds up what the pages of a document speak for; says "other" when nothing is clear.
 * Reads: the words of Batch.documents. Writes: Document.type, type_confidence. */
#include "stage.h"

#include "extract/doctypes.h"

#define CONFIDENCE_LEAST 0.5
#define TYPE_OTHER       "other"

static void document_classify(const DoctypeTable *table, Document *document)
{
    DoctypeScore score = {0};
    g_autoptr(GHashTable) seen = doctype_seen_new();
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);
        if (page->kind != PAGE_CONTENT)
            continue;
        g_autoptr(Lines) lines = lines_new(page);
        doctype_add_page(table, lines, seen, &score);
    }
    guint type = doctype_best(table, &score, "cover", &document->type_confidence);
    g_free(document->type);
    gboolean sure = document->type_confidence >= CONFIDENCE_LEAST;
    document->type = g_strdup(sure ? doctype_name(table, type) : TYPE_OTHER);
    if (!sure)
        document->type_confidence = 1 - document->type_confidence;
}

static gboolean classify_batch(gpointer state, Batch *batch, GError **error)
{
    (void)error;
    for (guint i = 0; i < batch->documents->len; i++)
        document_classify(state, g_ptr_array_index(batch->documents, i));
    return TRUE;
}

static gpointer classify_open(const StageSetup *setup, GError **error)
{
    return doctype_table_load(setup->data_folder, error);
}

static void classify_close(gpointer state)
{
    doctype_table_free(state);
}

const Stage classify_stage = {
    .name = "classify",
    .version = 1,
    .needs = PART_SPELLED | PART_DOCUMENTS,
    .makes = PART_TYPE,
    .open = classify_open,
    .batch = classify_batch,
    .close = classify_close,
};
