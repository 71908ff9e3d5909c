/* classify.c - the stage that tells what kind of document each one is.
 *
 * Does: adds up what the pages of a document speak for by dict/doctypes, and what they are worded
 * like by the word model; says "other" when nothing is clear.
 * Reads: the words of Batch.documents. Writes: Document.type, type_confidence. */
#include "stage.h"

#include "extract/doctypes.h"

#include <math.h>
#include <string.h>

#define CONFIDENCE_LEAST 0.35 /* below, a document is called "other" */
#define TYPE_OTHER       "other"
#define TYPE_COVER       "cover" /* told by split, never of a document */
#define SCORE_WEIGHT     0.65 /* of a point of dict/doctypes, on the scale of logarithms of odds */
#define WORDING_WEIGHT   1.5  /* of a logarithm of the wording's shares: the model is timid */
#define SCORE_MOST       30.0
#define SHARE_LEAST      0.04 /* the wording alone may be as sure as this lets it be */
#define KNOWN_HALF       5.0  /* known words at which half of what the wording says is believed */
#define OTHER_ODDS       1.0  /* logarithm: papers are of many more kinds than the table has */

typedef struct {
    DoctypeTable *table;
    WordModel *own;           /* NULL: the office's is used */
    const WordModel *wording; /* lent, or `own` */
} ClassifyState;

/* How much each type of the table speaks for the text by its wording. Few known words, or a wording
 * like everything, give every type about the same. */
static void wording_ask(const ClassifyState *state, const char *text, double *wording)
{
    guint types = word_model_types(state->wording), count = doctype_count(state->table);
    g_auto(GStrv) words = word_model_words(text);
    g_autofree double *shares = g_new0(double, types + 1);
    guint known = word_model_ask(state->wording, (const char *const *)words, shares);
    double belief = known / (known + KNOWN_HALF);
    for (guint type = 0; type < count; type++)
        wording[type] = (1 - belief) / count;
    for (guint i = 0; i < types; i++) {
        guint type = doctype_lookup(state->table, word_model_type(state->wording, i));
        if (type < count)
            wording[type] += belief * shares[i];
    }
}

/* The likeliest type and its probability: table and wording as independent evidence, their sum
 * fitted to documents with all, some and none of the table's rows and titles. "other" is a type
 * like the rest: it is as sure as what speaks for it. */
static guint type_choose(const DoctypeTable *table, const DoctypeScore *score,
                         const double *wording, double *confidence)
{
    guint other = doctype_lookup(table, TYPE_OTHER), cover = doctype_lookup(table, TYPE_COVER);
    double odds[DOCTYPE_MOST] = {0}, sum = 0;
    guint best = other;
    for (guint type = 0; type < doctype_count(table); type++) {
        odds[type] = SCORE_WEIGHT * MIN(score->score[type], SCORE_MOST) +
                     WORDING_WEIGHT * log(wording[type] + SHARE_LEAST) +
                     (type == other ? OTHER_ODDS : 0);
        sum += type == cover ? 0 : exp(odds[type]);
    }
    for (guint type = 0; type < doctype_count(table); type++)
        if (type != cover && odds[type] > odds[best])
            best = type;
    *confidence = exp(odds[best]) / sum;
    if (*confidence >= CONFIDENCE_LEAST)
        return best;
    *confidence = exp(odds[other]) / sum;
    return other;
}

static void document_classify(const ClassifyState *state, Document *document)
{
    DoctypeScore score = {0};
    double wording[DOCTYPE_MOST];
    g_autoptr(GHashTable) seen = doctype_seen_new();
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);
        if (page->kind != PAGE_CONTENT)
            continue;
        g_autoptr(Lines) lines = lines_new(page);
        doctype_add_page(state->table, lines, seen, &score);
        g_autofree char *words = page_text(page, TEXT_CORRECTED);
        g_string_append_printf(text, "%s\n", words);
    }
    wording_ask(state, text->str, wording);
    guint type = type_choose(state->table, &score, wording, &document->type_confidence);
    g_free(document->type);
    document->type = g_strdup(doctype_name(state->table, type));
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
    .version = 5,
    .needs = PART_SPELLED | PART_DOCUMENTS,
    .makes = PART_TYPE,
    .open = classify_open,
    .batch = classify_batch,
    .close = classify_close,
};
