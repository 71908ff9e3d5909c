/* review.c - one order of a person's, made into one decision.
 *
 * Does: pages first, then facts, then whose it is; the record and what the person is told. Reads:
 * the documents as they are. Writes: through the catalogue, all or nothing. */
#include "making.h"

#include "fate.h"

ReviewOutcome *review_outcome_new(void)
{
    ReviewOutcome *outcome = g_new0(ReviewOutcome, 1);
    outcome->sentences = g_ptr_array_new_with_free_func(g_free);
    outcome->documents = g_ptr_array_new_with_free_func(g_free);
    return outcome;
}

void review_outcome_free(ReviewOutcome *outcome)
{
    if (outcome == NULL)
        return;
    g_ptr_array_unref(outcome->sentences);
    g_ptr_array_unref(outcome->documents);
    g_free(outcome);
}

Document *making_first(const Making *making)
{
    return making->documents->pdata[0];
}

void making_note(Making *making, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(making->done, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

void making_tell(Making *making, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(making->sentences, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

gboolean making_refuse(Making *making, ReviewAdvice advice, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *sentence = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    making->advice = advice;
    g_set_error_literal(error, FATE, FATE_INPUT, sentence);
    return FALSE;
}

static gboolean document_load(Making *making, GError **error)
{
    Document *document =
        catalogue_find_document(office_catalogue(making->office), making->order->document, error);
    if (document == NULL)
        return FALSE;
    g_ptr_array_add(making->documents, document);
    if (making->order->seen != 0)
        document->version = making->order->seen; /* the catalogue compares it with today's */
    if (document->pages->len > 0)
        return TRUE;
    g_set_error(error, FATE, FATE_INPUT,
                "%s is the note of a file that could not be taken in ('%s'): it has no pages that "
                "could be filed.",
                document->id, document->source);
    return FALSE;
}

static gboolean decision_make(Making *making, GError **error)
{
    if (!document_load(making, error) || !making_pages(making, error) ||
        !making_facts(making, error) || !making_filing(making, error))
        return FALSE;
    if (making->done->len == 0) {
        g_set_error(error, FATE, FATE_INPUT, "Nothing was said of what to do with %s.",
                    making_first(making)->id);
        return FALSE;
    }
    for (guint i = 0; i < making->documents->len; i++) {
        Document *document = making->documents->pdata[i];
        g_free(document->decided_by);
        document->decided_by = g_strdup(making->order->by);
        g_clear_pointer(&document->proposal, g_free);
        document->proposed = 0;
    }
    return TRUE;
}

static void newcomer_tell(Making *making)
{
    if (making->newcomer == NULL)
        return;
    g_autofree char *name = patient_name(making->newcomer);
    making_tell(making,
                "%s is a provisional patient, %s, until the practice software's list has a record "
                "number.",
                name, making->newcomer->mrn);
}

static gboolean decision_take(Making *making, ReviewOutcome *outcome, GError **error)
{
    g_ptr_array_add(making->done, NULL);
    g_autofree char *what = g_strjoinv("; ", (char **)making->done->pdata);
    const Deciding deciding = {what,          making->order->by, making->newcomer,
                               making->alias, making->lesson,    making->labels};
    if (!catalogue_decide(office_catalogue(making->office), &deciding, making->documents, error))
        return FALSE;
    for (guint i = 0; i < making->documents->len; i++)
        g_ptr_array_add(outcome->documents,
                        g_strdup(((Document *)making->documents->pdata[i])->id));
    g_autofree char *sentence = g_strdup_printf("%s: %s.", making_first(making)->id, what);
    g_ptr_array_insert(making->sentences, 0, g_steal_pointer(&sentence));
    newcomer_tell(making);
    if (making->order->filing == REVIEW_REJECT)
        making->advice = ADVICE_UNDO;
    return TRUE;
}

gboolean review_decide(Office *office, const ReviewOrder *order, ReviewOutcome *outcome,
                       GError **error)
{
    Making making = {.office = office, .order = order, .sentences = outcome->sentences};
    making.documents = g_ptr_array_new_with_free_func((GDestroyNotify)document_free);
    making.done = g_ptr_array_new_with_free_func(g_free);
    making.labels = g_ptr_array_new_with_free_func((GDestroyNotify)label_lesson_free);
    gboolean done = decision_make(&making, error) && decision_take(&making, outcome, error) &&
                    (making.alias == NULL || review_renew(office, error));
    outcome->advice = making.advice;
    g_ptr_array_unref(making.documents);
    g_ptr_array_unref(making.done);
    patient_free(making.newcomer);
    g_free(making.alias);
    lesson_free(making.lesson);
    g_ptr_array_unref(making.labels);
    return done;
}

gboolean review_undo(Office *office, const ReviewOrder *order, ReviewOutcome *outcome,
                     GError **error)
{
    g_autoptr(Decision) undone = NULL;
    if (!catalogue_undo(office_catalogue(office), order->document, order->seen, order->by, &undone,
                        error))
        return FALSE;
    g_ptr_array_add(outcome->documents, g_strdup(undone->document));
    outcome->reread = undone->turned;
    g_ptr_array_add(outcome->sentences,
                    g_strdup_printf("%s is as it was before %s decided: %s.", undone->document,
                                    undone->by, undone->what));
    return TRUE;
}
