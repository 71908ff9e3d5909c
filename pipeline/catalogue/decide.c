/* decide.c - a person's decision taken in: one transaction with its record.
 *
 * Does: check versions, keep what was before, lay pages and facts anew. Writes: documents and what
 * hangs on them, decisions, provisional patients. Does not: know what a decision is about. */
#include "auditing.h"
#include "deciding.h"

#include "fate.h"

/* --- nobody is overwritten ------------------------------------------------------------------- */

static char *moment_print(gint64 seconds)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(seconds);
    return time != NULL ? g_date_time_format(time, "%Y-%m-%d %H:%M") : g_strdup("an unknown time");
}

/* Who has changed the document, for a sentence. */
static char *change_tell(Catalogue *catalogue, gint64 number)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, NULL,
                       "SELECT made_by, made_at, what FROM decisions d "
                       "JOIN decision_documents t ON t.decision = d.id WHERE t.document = ? "
                       "ORDER BY d.id DESC LIMIT 1",
                       "i", number);
    gboolean bad;
    if (statement == NULL || !statement_next(statement, &bad, NULL))
        return g_strdup("it was read again");
    g_autofree char *moment = moment_print(column_number(statement, 1));
    return g_strdup_printf("%s, %s: %s", column_text(statement, 0), moment,
                           column_text(statement, 2));
}

gboolean version_check(Catalogue *catalogue, gint64 number, gint64 version, GError **error)
{
    gint64 now;
    if (!statement_number(catalogue, 0, &now, error,
                          "SELECT version FROM documents WHERE number = ?", "i", number))
        return FALSE;
    if (now == version)
        return TRUE;
    g_autofree char *id = document_id_print(number);
    g_autofree char *change = change_tell(catalogue, number);
    g_set_error(error, FATE, FATE_INPUT,
                "%s was changed since you looked at it (%s). Nothing was changed now: look at it "
                "again, then decide.",
                id, change);
    return FALSE;
}

/* --- the record ------------------------------------------------------------------------------ */

gboolean record_write(Catalogue *catalogue, gint64 document, const Deciding *deciding,
                      const char *before, gint64 undoes, gint64 *id, GError **error)
{
    return statement_number(
        catalogue, 0, id, error,
        "INSERT INTO decisions (document, what, made_by, made_at, before, patient, undoes) "
        "VALUES (?, ?, ?, ?, ?, nullif(?, 0), nullif(?, 0)) RETURNING id",
        "issisii", document, deciding->what, deciding->by, g_get_real_time() / G_USEC_PER_SEC,
        before, deciding->newcomer != NULL ? deciding->newcomer->id : 0, undoes);
}

gboolean record_touch(Catalogue *catalogue, gint64 decision, gint64 document, GError **error)
{
    return statement_run(catalogue, error,
                         "INSERT OR IGNORE INTO decision_documents (decision, document) "
                         "VALUES (?, ?)",
                         "ii", decision, document);
}

/* All documents as they are, as a JSON array. */
static char *before_take(Catalogue *catalogue, const GPtrArray *documents, GError **error)
{
    g_autoptr(GString) all = g_string_new("[");
    for (guint i = 0; i < documents->len; i++) {
        const Document *document = documents->pdata[i];
        gint64 number;
        if (document->id == NULL)
            continue;
        if (!document_id_parse(document->id, &number, error) ||
            !version_check(catalogue, number, document->version, error))
            return NULL;
        g_autofree char *snapshot = snapshot_take(catalogue, number, error);
        if (snapshot == NULL)
            return NULL;
        g_string_append_printf(all, "%s%s", all->len > 1 ? "," : "", snapshot);
    }
    g_string_append_c(all, ']');
    return g_strdup(all->str);
}

/* --- documents ------------------------------------------------------------------------------- */

gboolean pages_lift(Catalogue *catalogue, gint64 document, GError **error)
{
    return statement_run(catalogue, error,
                         "UPDATE pages SET position = -1 - position WHERE document = ?", "i",
                         document);
}

gboolean pages_landed(Catalogue *catalogue, gint64 original, GError **error)
{
    gint64 lifted;
    if (!statement_number(catalogue, 0, &lifted, error,
                          "SELECT count(*) FROM pages WHERE original = ? AND position < 0", "i",
                          original))
        return FALSE;
    if (lifted > 0)
        g_set_error(error, FATE, FATE_INPUT,
                    "The pages of these documents do not add up any more. Nothing was changed.");
    return lifted == 0;
}

gboolean document_facts_clear(Catalogue *catalogue, gint64 number, GError **error)
{
    return statement_run(catalogue, error, "DELETE FROM reasons WHERE document = ?", "i", number) &&
           statement_run(catalogue, error, "DELETE FROM candidates WHERE document = ?", "i",
                         number) &&
           statement_run(catalogue, error, "DELETE FROM fields WHERE document = ?", "i", number) &&
           statement_run(catalogue, error, "DELETE FROM settled WHERE document = ?", "i", number);
}

static gboolean document_update(Catalogue *catalogue, gint64 number, Document *document,
                                GError **error)
{
    document_stamp(document);
    const Field *date = document_lookup_field(document, "date_of_service");
    return document_facts_clear(catalogue, number, error) &&
           statement_number(
               catalogue, 0, &document->version, error,
               "UPDATE documents SET status = ?, type = ?, type_confidence = ?, "
               "patient = nullif(?, 0), patient_score = ?, decided_by = ?, "
               "filed_at = nullif(?, 0), date_of_service = ?, version = version + 1, "
               "proposal = ?, proposed = nullif(?, 0) WHERE number = ? RETURNING version",
               "ssdidsissii", document_status_name(document->status), document->type,
               document->type_confidence, document->patient, document->patient_score,
               document->decided_by, document->filed_at, date != NULL ? date->value : NULL,
               document->proposal, document->proposed, number) &&
           document_facts_write(catalogue, number, document, error);
}

/* Writes the document; one that is new gets its id, its pages lie elsewhere still. */
static gboolean document_put(Catalogue *catalogue, gint64 original, Document *document,
                             gint64 *number, GError **error)
{
    if (document->id == NULL)
        return document_row_write(catalogue, original, document, number, error) &&
               document_facts_write(catalogue, *number, document, error);
    return document_id_parse(document->id, number, error) &&
           pages_lift(catalogue, *number, error) &&
           (document->pages->len == 0 || document_update(catalogue, *number, document, error));
}

static gboolean pages_lay(Catalogue *catalogue, gint64 original, const Document *document,
                          gint64 number, GError **error)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (!statement_run(catalogue, error,
                           "UPDATE pages SET document = ?, position = ? WHERE original = ? AND "
                           "source_page = ? AND position < 0",
                           "inii", number, (int)i, original, (gint64)page->source_page))
            return FALSE;
    }
    return document->pages->len > 0 ||
           statement_run(catalogue, error, "DELETE FROM documents WHERE number = ?", "i", number);
}

/* --- a newcomer ------------------------------------------------------------------------------ */

static gboolean newcomer_add(Catalogue *catalogue, Patient *newcomer, GError **error)
{
    gint64 last;
    if (!statement_number(catalogue, 0, &last, error,
                          "SELECT max(CAST(substr(mrn, 5) AS INTEGER)) FROM patients "
                          "WHERE provisional",
                          ""))
        return FALSE;
    g_free(newcomer->mrn);
    newcomer->mrn = g_strdup_printf("NEW-%06" G_GINT64_FORMAT, last + 1);
    return patient_insert(catalogue, newcomer, TRUE, error);
}

/* --- what is learned -------------------------------------------------------------------------- */

static gboolean lessons_write(Catalogue *catalogue, gint64 decision, const Deciding *deciding,
                              const Document *document, GError **error)
{
    const Lesson *lesson = deciding->lesson;
    if (deciding->alias != NULL &&
        !statement_run(catalogue, error,
                       "INSERT INTO aliases (decision, patient, name) VALUES (?, ?, ?)", "iis",
                       decision, document->patient, deciding->alias))
        return FALSE;
    for (guint i = 0; deciding->labels != NULL && i < deciding->labels->len; i++) {
        const LabelLesson *label = deciding->labels->pdata[i];
        if (!statement_run(catalogue, error,
                           "INSERT OR REPLACE INTO labels (decision, words, field, label) "
                           "VALUES (?, ?, ?, ?)",
                           "isss", decision, label->words, label->field, label->label))
            return FALSE;
    }
    return lesson == NULL ||
           statement_run(catalogue, error,
                         "INSERT INTO lessons (decision, words, type, instead) VALUES (?, ?, ?, ?)",
                         "isss", decision, lesson->words, lesson->type, lesson->instead);
}

GPtrArray *catalogue_load_lessons(Catalogue *catalogue, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT l.words, l.type, l.instead, d.document FROM lessons l "
                       "JOIN decisions d ON d.id = l.decision ORDER BY l.decision DESC",
                       "");
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)lesson_free);
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        g_autofree char *id = document_id_print(column_number(statement, 3));
        g_ptr_array_add(found, lesson_new(column_text(statement, 0), column_text(statement, 1),
                                          column_text(statement, 2), id));
    }
    return bad ? NULL : g_steal_pointer(&found);
}

GPtrArray *catalogue_load_labels(Catalogue *catalogue, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error, "SELECT words, field, label FROM labels ORDER BY decision DESC", "");
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)label_lesson_free);
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_ptr_array_add(found,
                        label_lesson_new(column_text(statement, 0), column_text(statement, 1),
                                         column_text(statement, 2)));
    return bad ? NULL : g_steal_pointer(&found);
}

/* --- the whole ------------------------------------------------------------------------------- */

static gboolean decision_write(Catalogue *catalogue, gint64 original, const char *before,
                               const Deciding *deciding, GPtrArray *documents, GError **error)
{
    g_autofree gint64 *numbers = g_new0(gint64, documents->len);
    gint64 decision;
    if (deciding->newcomer != NULL && !newcomer_add(catalogue, deciding->newcomer, error))
        return FALSE;
    for (guint i = 0; i < documents->len; i++) {
        Document *document = documents->pdata[i];
        if (document->patient == PATIENT_NEWCOMER)
            document->patient = deciding->newcomer->id;
        if (!document_put(catalogue, original, document, &numbers[i], error))
            return FALSE;
    }
    if (!record_write(catalogue, numbers[0], deciding, before, 0, &decision, error) ||
        !lessons_write(catalogue, decision, deciding, documents->pdata[0], error))
        return FALSE;
    for (guint i = 0; i < documents->len; i++) {
        if (!pages_lay(catalogue, original, documents->pdata[i], numbers[i], error) ||
            !record_touch(catalogue, decision, numbers[i], error))
            return FALSE;
    }
    return pages_landed(catalogue, original, error) && audit_decision(catalogue, decision, error);
}

gboolean catalogue_decide(Catalogue *catalogue, const Deciding *deciding, GPtrArray *documents,
                          GError **error)
{
    const Document *first = documents->pdata[0];
    gint64 original;
    if (!transaction_begin(catalogue, error))
        return FALSE;
    g_autofree char *before = before_take(catalogue, documents, error);
    gboolean done =
        before != NULL &&
        statement_number(catalogue, 0, &original, error,
                         "SELECT id FROM originals WHERE sha256 = ?", "s", first->source_sha256) &&
        decision_write(catalogue, original, before, deciding, documents, error);
    return transaction_end(catalogue, done, error);
}

gboolean catalogue_revise(Catalogue *catalogue, Document *document, GError **error)
{
    gint64 number;
    if (!document_id_parse(document->id, &number, error) || !transaction_begin(catalogue, error))
        return FALSE;
    gboolean done = version_check(catalogue, number, document->version, error) &&
                    document_update(catalogue, number, document, error) &&
                    audit_write(catalogue, AUDIT_CHANGED, number, document->patient, 0,
                                "considered anew with a changed patient list", error);
    return transaction_end(catalogue, done, error);
}
