/* extract.c - the stage that reads the fields of each document.
 *
 * Does: gathers the facts of the content pages, lets choose.c make fields of them, holds diagnosis
 * codes against the official table. Reads: words, barcodes, Document.type, settings.
 * Writes: Document.fields. */
#include "stage.h"

#include "extract/choose.h"
#include "extract/known_codes.h"
#include "extract/own_office.h"

typedef struct {
    FactTables *tables;
    const CodeTable *codes; /* lent; NULL: none imported */
} ExtractState;

/* What people have set on documents that look like this one stands by the same labels on it. */
static void labels_teach(LabelTable *table, const GPtrArray *lessons, const Document *document)
{
    label_table_forget(table);
    if (lessons == NULL || lessons->len == 0)
        return;
    g_autofree char *words = lesson_words(document);
    for (guint i = 0; words != NULL && i < lessons->len; i++) {
        const LabelLesson *lesson = g_ptr_array_index(lessons, i);
        if (lesson_likeness(words, lesson->words) >= LESSON_LIKENESS_LEAST)
            label_table_teach(table, lesson->field, lesson->label);
    }
}

static void document_extract(const ExtractState *state, const FactSetup *setup,
                             const Roster *roster, Document *document)
{
    g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_facts_free);
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);
        if (page->kind == PAGE_CONTENT)
            g_ptr_array_add(pages, page_facts_new(setup, page));
    }
    own_office_drop(setup, pages);
    fields_choose(document, pages, roster);
    if (state->codes != NULL)
        known_codes_apply(state->codes, document);
}

static gboolean extract_batch(gpointer data, Batch *batch, GError **error)
{
    (void)error;
    const ExtractState *state = data;
    const FactSetup setup = fact_setup(state->tables, batch);
    for (guint i = 0; i < batch->documents->len; i++) {
        Document *document = g_ptr_array_index(batch->documents, i);
        labels_teach(state->tables->labels, batch->labels, document);
        document_extract(state, &setup, batch->roster, document);
    }
    return TRUE;
}

static gpointer extract_open(const StageSetup *setup, GError **error)
{
    g_autoptr(FactTables) tables = fact_tables_load(setup->data_folder, error);
    if (tables == NULL)
        return NULL;
    ExtractState *state = g_new0(ExtractState, 1);
    state->tables = g_steal_pointer(&tables);
    state->codes = setup->codes;
    return state;
}

static void extract_close(gpointer data)
{
    ExtractState *state = data;
    if (state == NULL)
        return;
    fact_tables_free(state->tables);
    g_free(state);
}

const Stage extract_stage = {
    .name = "extract",
    .version = 4,
    .needs = PART_SPELLED | PART_BARCODES | PART_DOCUMENTS | PART_TYPE,
    .makes = PART_FIELDS,
    .open = extract_open,
    .batch = extract_batch,
    .close = extract_close,
};
