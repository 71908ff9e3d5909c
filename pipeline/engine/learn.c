/* learn.c - the office's own model of document types, learnt from what people decided.
 *
 * Reads: documents with a person's decision, the program's doctype-words. Writes: the office's
 * doctype-words, only when documents that were held back are told no worse by it. */
#include "clerk.h"

#include "durable.h"
#include "fate.h"

#include <string.h>

#define WORDS_FILE "doctype-words"

enum {
    SAMPLES_LEAST = 20,
    HELD_EACH = 5, /* every fifth document is held back to measure */
};

WordModel *office_wording(const Office *office, GError **error)
{
    g_autofree char *path = office_file(office, WORDS_FILE);
    return g_file_test(path, G_FILE_TEST_EXISTS) ? word_model_load(path, error) : NULL;
}

static gboolean sample_take(gpointer data, const Document *document)
{
    GPtrArray *samples = data;
    if (document->decided_by == NULL || document->status == DOCUMENT_FAILED)
        return TRUE;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        g_autofree char *words =
            page->kind == PAGE_CONTENT ? page_text(page, TEXT_CORRECTED) : NULL;
        g_string_append(text, words != NULL ? words : "");
    }
    if (text->len > 0)
        g_ptr_array_add(samples, word_sample_new(document->type, text->str));
    return TRUE;
}

static gboolean model_keep(const Office *office, const WordModel *model, GError **error)
{
    g_autofree char *path = office_file(office, WORDS_FILE);
    char *text = word_model_print(model);
    g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
    return durable_write(path, bytes, 0600, error);
}

/* Measured on documents that were held back, then learnt from all. */
static gboolean model_learn(Office *office, const WordModel *base, const GPtrArray *samples,
                            Learning *learning, GError **error)
{
    g_autoptr(GPtrArray) shown = g_ptr_array_new(), held = g_ptr_array_new();
    for (guint i = 0; i < samples->len; i++)
        g_ptr_array_add(i % HELD_EACH == 0 ? held : shown, samples->pdata[i]);
    g_autoptr(WordModel) tried = word_model_train(base, shown);
    learning->held = held->len;
    learning->right_before = word_model_right(base, held);
    learning->right_after = word_model_right(tried, held);
    learning->kept = learning->right_after >= learning->right_before;
    if (!learning->kept)
        return TRUE;
    g_autoptr(WordModel) model = word_model_train(base, samples);
    return model_keep(office, model, error);
}

gboolean clerk_learn(Office *office, Learning *learning, GError **error)
{
    *learning = (Learning){0};
    g_autoptr(GPtrArray) samples = g_ptr_array_new_with_free_func((GDestroyNotify)word_sample_free);
    if (!catalogue_each_document(office_catalogue(office), NULL, sample_take, samples, error))
        return FALSE;
    learning->documents = samples->len;
    if (samples->len < SAMPLES_LEAST) {
        g_set_error(
            error, FATE, FATE_INPUT,
            "%u document%s decided by a person so far; at least %d are needed to learn from. "
            "Nothing was changed.",
            samples->len, samples->len == 1 ? " was" : "s were", SAMPLES_LEAST);
        return FALSE;
    }
    g_autofree char *folder = program_data_folder(error);
    if (folder == NULL)
        return FALSE;
    g_autofree char *path = g_build_filename(folder, WORDS_FILE, NULL);
    g_autoptr(WordModel) base = word_model_load(path, error);
    return base != NULL && model_learn(office, base, samples, learning, error);
}
