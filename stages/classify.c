/* classify.c - the stage that tells what kind of document each one is.
 *
 * Does: adds up what the pages of a document speak for by dict/doctypes, and what they are worded
 * like by the word model; says "other" when nothing is clear.
 * Reads: the words of Batch.documents. Writes: Document.type, type_confidence. */
#include "stage.h"

#include "extract/doctypes.h"

#include <string.h>

#define CONFIDENCE_LEAST 0.35 /* what is nothing of all this has 0.1 and less */
#define TYPE_OTHER       "other"
#define WORDING_SCORE    7.0  /* points of a wording that leaves no doubt: less than a title */
#define WORDING_WORDS    25.0 /* known words from which on it is wholly believed */

typedef struct {
    DoctypeTable *table;
    WordModel *own;           /* NULL: the office's is used */
    const WordModel *wording; /* lent, or `own` */
} ClassifyState;

/* The model is timid: of what it gives a share of 0.3 four in five are right. Shares are cubed,
 * so that a wording alone can carry a document whose title nobody knows. Few words, or a wording
 * like everything, give every type the same and change nothing. */
static void wording_add(const ClassifyState *state, const char *text, DoctypeScore *score)
{
    guint types = word_model_types(state->wording);
    g_auto(GStrv) words = word_model_words(text);
    g_autofree double *shares = g_new0(double, types + 1);
    guint known = word_model_ask(state->wording, (const char *const *)words, shares);
    double belief = MIN(known / WORDING_WORDS, 1), sum = 0;
    for (guint i = 0; i < types; i++)
        sum += shares[i] *= shares[i] * shares[i];
    for (guint i = 0; i < types; i++) {
        guint type = doctype_lookup(state->table, word_model_type(state->wording, i));
        if (type < doctype_count(state->table))
            score->score[type] += WORDING_SCORE * belief * shares[i] / sum;
    }
}

static void document_classify(const ClassifyState *state, Document *document)
{
    DoctypeScore score = {0};
    g_autoptr(GHashTable) seen = doctype_seen_new();
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);
        if (page->kind != PAGE_CONTENT)
            continue;
        g_autoptr(Lines) lines = lines_new(page);
        doctype_add_page(state->table, lines, seen, &score);
        g_autofree char *words = page_text(page, TEXT_CORRECTED);
        g_string_append(text, words);
    }
    wording_add(state, text->str, &score);
    guint type = doctype_best(state->table, &score, "cover", &document->type_confidence);
    g_free(document->type);
    gboolean sure = document->type_confidence >= CONFIDENCE_LEAST;
    document->type = g_strdup(sure ? doctype_name(state->table, type) : TYPE_OTHER);
    if (!sure)
        document->type_confidence = 1 - document->type_confidence;
}

/* The sender's documents that look like this one were put right by a person before. */
static void document_learn(const GPtrArray *lessons, Document *document)
{
    double best = LESSON_LIKENESS_LEAST;
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

static void classify_close(gpointer data)
{
    ClassifyState *state = data;
    if (state == NULL)
        return;
    doctype_table_free(state->table);
    word_model_free(state->own);
    g_free(state);
}

static gpointer classify_open(const StageSetup *setup, GError **error)
{
    ClassifyState *state = g_new0(ClassifyState, 1);
    state->table = doctype_table_load(setup->data_folder, error);
    state->wording = setup->wording;
    if (state->table != NULL && state->wording == NULL) {
        g_autofree char *path = g_build_filename(setup->data_folder, "doctype-words", NULL);
        state->wording = state->own = word_model_load(path, error);
    }
    if (state->table == NULL || state->wording == NULL)
        g_clear_pointer(&state, classify_close);
    return state;
}

const Stage classify_stage = {
    .name = "classify",
    .version = 4,
    .needs = PART_SPELLED | PART_DOCUMENTS,
    .makes = PART_TYPE,
    .open = classify_open,
    .batch = classify_batch,
    .close = classify_close,
};
