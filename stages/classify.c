/* classify.c - the stage that tells what kind of document each one is.
 *
 * Does: adds up what the pages of a document speak for; says "other" when nothing is clear.
 * Reads: the words of Batch.documents. Writes: Document.type, type_confidence. */
#include "stage.h"

#include "extract/doctypes.h"

#define CONFIDENCE_LEAST 0.5
#define TYPE_OTHER       "other"
#define LIKENESS_LEAST   0.8 /* of two layouts of one sender */

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

/* The sender's documents that look like this one were put right by a person before. */
static void document_learn(const GPtrArray *lessons, Document *document)
{
    double best = LIKENESS_LEAST;
    const Lesson *like = NULL;
    g_autofree char *words = lessons != NULL ? lesson_words(document) : NULL;
    for (guint i = 0; words != NULL && i < lessons->len; i++) {
        const Lesson *lesson = g_ptr_array_index(lessons, i);
        double likeness = lesson_likeness(words, lesson->words);
        if (likeness < best || !g_str_equal(lesson->instead, document->type))
            continue;
        best = likeness;
        like = lesson;
    }
    if (like == NULL)
        return;
    page_note(g_ptr_array_index(document->pages, 0), "classify",
              "It looks like %s, which a person called %s instead of %s.", like->document,
              like->type, like->instead);
    g_free(document->type);
    document->type = g_strdup(like->type);
    document->type_confidence = best;
}

static gboolean classify_batch(gpointer state, Batch *batch, GError **error)
{
    (void)error;
    for (guint i = 0; i < batch->documents->len; i++) {
        document_classify(state, g_ptr_array_index(batch->documents, i));
        document_learn(batch->lessons, g_ptr_array_index(batch->documents, i));
    }
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
