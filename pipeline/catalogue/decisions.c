/* decisions.c - what stays when an original is read again: ids, people's decisions, the time of
 * filing.
 *
 * A document is the same one when its content pages are the same. A document that a person decided
 * on keeps its pages even when the new reading would split otherwise: they are taken out of the new
 * documents, and what those lose sends them to review. Reads: the earlier documents. Writes:
 * nothing. */
#include "database.h"

static gboolean is_content(const Page *page)
{
    return page->kind == PAGE_CONTENT || page->kind == PAGE_UNREADABLE;
}

/* The content pages ("2 3"), or all pages of a document that has none. */
static char *document_key(const Document *document)
{
    GString *key = g_string_new(NULL);
    gboolean all = document_content_pages(document) == 0;
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (all || is_content(page))
            g_string_append_printf(key, "%u ", page->source_page);
    }
    return g_string_free(key, FALSE);
}

static Document *document_with_key(const GPtrArray *documents, const char *key)
{
    for (guint i = 0; i < documents->len; i++) {
        g_autofree char *other = document_key(documents->pdata[i]);
        if (g_str_equal(other, key))
            return documents->pdata[i];
    }
    return NULL;
}

static GPtrArray *documents_earlier(Catalogue *catalogue, const Original *original, GError **error)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)document_free);
    g_autoptr(Statement) statement = statement_open(
        catalogue, error, "SELECT number FROM documents WHERE original = ? ORDER BY number", "i",
        original->id);
    if (statement == NULL)
        return NULL;
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        Document *document = document_read(catalogue, column_number(statement, 0), error);
        if (document == NULL)
            return NULL;
        g_ptr_array_add(found, document);
    }
    return bad ? NULL : g_steal_pointer(&found);
}

/* --- a document that keeps its pages --------------------------------------------------------- */

static gboolean has_page(const Document *document, guint source_page, gboolean content_only)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (page->source_page == source_page && (!content_only || is_content(page)))
            return TRUE;
    }
    return FALSE;
}

static int page_order(gconstpointer one, gconstpointer other)
{
    const Page *a = *(Page *const *)one, *b = *(Page *const *)other;
    return (a->source_page > b->source_page) - (a->source_page < b->source_page);
}

static int document_order(gconstpointer one, gconstpointer other)
{
    const Document *a = *(Document *const *)one, *b = *(Document *const *)other;
    return page_order(&a->pages->pdata[0], &b->pages->pdata[0]);
}

/* Moves what the earlier document had, and all pages when none with content would be left. */
static gboolean pages_move(Document *from, const Document *earlier, Document *to)
{
    gboolean all = document_content_pages(earlier) == 0, moved = FALSE;
    for (guint i = 0; i < from->pages->len;) {
        const Page *page = from->pages->pdata[i];
        if (!has_page(earlier, page->source_page, !all)) {
            i++;
            continue;
        }
        g_ptr_array_add(to->pages, g_ptr_array_steal_index(from->pages, i));
        moved = TRUE;
    }
    while (moved && document_content_pages(from) == 0 && from->pages->len > 0)
        g_ptr_array_add(to->pages, g_ptr_array_steal_index(from->pages, 0));
    return moved;
}

static void fields_move(Document *from, Document *to)
{
    for (guint i = 0; i < from->fields->len;) {
        const Field *field = from->fields->pdata[i];
        if (has_page(to, field->source_page, FALSE))
            g_ptr_array_add(to->fields, g_ptr_array_steal_index(from->fields, i));
        else
            i++;
    }
}

static void document_hold(Document *document, const Document *earlier)
{
    document->status = DOCUMENT_REVIEW;
    document->patient = 0;
    document->patient_score = 0;
    g_clear_pointer(&document->patient_mrn, g_free);
    document_add_reason(document, "unsure-split",
                        "Read again, pages of this document would belong with %s, which %s has "
                        "decided on. See whether the rest is a document of its own.",
                        earlier->id, earlier->decided_by);
}

static void pages_keep(GPtrArray *documents, const Document *earlier)
{
    Document *kept = document_new();
    for (guint i = 0; i < documents->len;) {
        Document *donor = documents->pdata[i];
        if (!pages_move(donor, earlier, kept)) {
            i++;
            continue;
        }
        fields_move(donor, kept);
        if (donor->pages->len > 0) {
            document_hold(donor, earlier);
            i++;
        } else {
            g_ptr_array_remove_index(documents, i);
        }
    }
    g_ptr_array_sort(kept->pages, page_order);
    g_ptr_array_add(documents, kept);
    g_ptr_array_sort(documents, document_order);
}

/* --- what stays ------------------------------------------------------------------------------ */

static void decision_take(Document *document, Document *earlier)
{
    document->status = earlier->status;
    document->type_confidence = earlier->type_confidence;
    document->patient = earlier->patient;
    document->patient_score = earlier->patient_score;
    document->filed_at = earlier->filed_at;
    g_free(document->type);
    document->type = g_strdup(earlier->type);
    g_free(document->patient_mrn);
    document->patient_mrn = g_strdup(earlier->patient_mrn);
    g_free(document->decided_by);
    document->decided_by = g_strdup(earlier->decided_by);
    GPtrArray *reasons = document->reasons;
    document->reasons = earlier->reasons;
    earlier->reasons = reasons;
}

static void identity_take(Document *document, Document *earlier)
{
    document->id = g_strdup(earlier->id);
    if (earlier->decided_by != NULL)
        decision_take(document, earlier);
    else if (document->status == DOCUMENT_FILED && earlier->status == DOCUMENT_FILED &&
             document->patient == earlier->patient)
        document->filed_at = earlier->filed_at;
}

gboolean decisions_keep(Catalogue *catalogue, const Original *original, GPtrArray *documents,
                        GError **error)
{
    g_autoptr(GPtrArray) earlier = documents_earlier(catalogue, original, error);
    if (earlier == NULL)
        return FALSE;
    for (guint i = 0; i < documents->len; i++)
        g_clear_pointer(&((Document *)documents->pdata[i])->id, g_free);
    for (guint i = 0; i < earlier->len; i++) {
        const Document *before = earlier->pdata[i];
        g_autofree char *key = document_key(before);
        if (before->decided_by != NULL && before->pages->len > 0 &&
            document_with_key(documents, key) == NULL)
            pages_keep(documents, before);
    }
    for (guint i = 0; i < earlier->len; i++) {
        g_autofree char *key = document_key(earlier->pdata[i]);
        Document *same = document_with_key(documents, key);
        /* A rejected file's document had no pages: what is read of it now takes its place. */
        if (same == NULL && *key == '\0')
            same = documents->pdata[0];
        if (same != NULL && same->id == NULL)
            identity_take(same, earlier->pdata[i]);
    }
    return TRUE;
}
