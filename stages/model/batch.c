/* batch.c - all pages of one original on their way to becoming documents. */
#include "batch.h"

#include "date.h"

Batch *batch_new(const char *source, const char *source_sha256)
{
    Batch *batch = g_new0(Batch, 1);
    batch->source = g_strdup(source);
    batch->source_sha256 = g_strdup(source_sha256);
    batch->today = g_malloc(ISO_DATE_SIZE);
    date_today(batch->today);
    batch->pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
    batch->documents = g_ptr_array_new_with_free_func((GDestroyNotify)document_free);
    return batch;
}

void batch_free(Batch *batch)
{
    if (batch == NULL)
        return;
    g_free(batch->source);
    g_free(batch->source_sha256);
    g_free(batch->today);
    g_ptr_array_unref(batch->pages);
    g_ptr_array_unref(batch->documents);
    g_free(batch);
}
