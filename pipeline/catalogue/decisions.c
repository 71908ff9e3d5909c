/* decisions.c - what stays when an original is read again: ids, people's decisions, what is filed.
 *
 * A document is the same one when its content pages are the same. One that a person decided on, or
 * that lies in a chart, keeps its pages even when the new reading would split otherwise: they are
 * taken out of the new documents, and what those lose sends them to review. Nothing leaves its
 * chart by itself: what the new reading would do instead is only proposed. Writes: nothing. */
#include "database.h"

static int page_order(gconstpointer one, gconstpointer other)
{
    const Page *a = *(Page *const *)one, *b = *(Page *const *)other;
    return (a->source_page > b->source_page) - (a->source_page < b->source_page);
}

/* The content pages ("2 3"), or all pages of a document that has none; whatever their order. */
static char *document_key(const Document *document)
{
    GString *key = g_string_new(NULL);
    gboolean all = document_content_pages(document) == 0;
    g_autoptr(GPtrArray) pages = g_ptr_array_copy(document->pages, NULL, NULL);
    g_ptr_array_set_free_func(pages, NULL);
    g_ptr_array_sort(pages, page_order);
    for (guint i = 0; i < pages->len; i++) {
        const Page *page = pages->pdata[i];
        if (all || document_page_counts(page))
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
        if (page->source_page == source_page && (!content_only || document_page_counts(page)))
            return TRUE;
    }
    return FALSE;
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

static void candidates_swap(Document *one, Document *other)
{
    GPtrArray *candidates = one->candidates;
    one->candidates = other->candidates;
    other->candidates = candidates;
}

static void document_hold(Document *document, const Document *earlier)
{
    document->status = DOCUMENT_REVIEW;
    document->patient = 0;
    document->patient_score = 0;
    g_clear_pointer(&document->patient_mrn, g_free);
    document_add_reason(document, "unsure-split",
                        "Read again, pages of this document would belong with %s, which %s%s. See "
                        "whether the rest is a document of its own.",
                        earlier->id, earlier->decided_by != NULL ? earlier->decided_by : "",
                        earlier->decided_by != NULL ? " has decided on" : "lies in a chart");
}

static void pages_keep(const Original *original, GPtrArray *documents, Document *earlier)
{
    Document *kept = document_new();
    kept->source = g_strdup(original->name);
    kept->source_sha256 = g_strdup(original->sha256);
    g_free(kept->type);
    kept->type = g_strdup(earlier->type);
    kept->type_confidence = earlier->type_confidence;
    candidates_swap(kept, earlier);
    document_add_reason(kept, "unsure-split", "Its pages would lie in several documents.");
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

static void filing_take(Document *document, const Document *earlier)
{
    document->status = earlier->status;
    document->patient = earlier->patient;
    document->patient_score = earlier->patient_score;
    document->filed_at = earlier->filed_at;
    g_free(document->patient_mrn);
    document->patient_mrn = g_strdup(earlier->patient_mrn);
}

static void decision_take(Document *document, Document *earlier)
{
    filing_take(document, earlier);
    document->type_confidence = earlier->type_confidence;
    g_free(document->type);
    document->type = g_strdup(earlier->type);
    document->decided_by = g_strdup(earlier->decided_by);
    GPtrArray *reasons = document->reasons;
    document->reasons = earlier->reasons;
    earlier->reasons = reasons;
}

/* Values that a person has set, or taken away. */
static void settled_take(Document *document, Document *earlier)
{
    for (guint i = 0; i < earlier->settled->len; i++) {
        const char *name = earlier->settled->pdata[i];
        document_drop_fields(document, name);
        g_ptr_array_add(document->settled, g_strdup(name));
    }
    for (guint i = 0; i < earlier->fields->len;) {
        const Field *field = earlier->fields->pdata[i];
        if (document_is_settled(earlier, field->name))
            g_ptr_array_add(document->fields, g_ptr_array_steal_index(earlier->fields, i));
        else
            i++;
    }
}

/* Leaves the document in its chart and says what the new reading would do. */
static void filing_propose(Document *document, const Document *earlier)
{
    document->proposed = document->patient;
    if (document->status == DOCUMENT_FILED)
        document->proposal = g_strdup_printf(
            "Read again, it fits MRN %s, but it lies in the chart of MRN %s. Accept to move it, or "
            "choose the patient whose it is.",
            document->patient_mrn, earlier->patient_mrn);
    else
        document->proposal = g_strdup_printf(
            "Read again, it would not be filed to MRN %s by itself: %s Accept to take it out of "
            "the chart, or choose the patient whose it is.",
            earlier->patient_mrn,
            document->reasons->len > 0 ? ((Reason *)document->reasons->pdata[0])->sentence
                                       : "it could not be read.");
    g_ptr_array_set_size(document->reasons, 0);
    filing_take(document, earlier);
}

static guint page_place(const Document *document, const Page *page)
{
    for (guint i = 0; i < document->pages->len; i++) {
        if (((Page *)document->pages->pdata[i])->source_page == page->source_page)
            return i;
    }
    return document->pages->len;
}

static int place_order(gconstpointer one, gconstpointer other, gpointer earlier)
{
    guint a = page_place(earlier, *(Page *const *)one),
          b = page_place(earlier, *(Page *const *)other);
    return (a > b) - (a < b);
}

/* Pages that a person has put into another order stay in it. */
static void arrangement_take(Document *document, Document *earlier)
{
    for (guint i = 1; i < earlier->pages->len; i++) {
        if (page_order(&earlier->pages->pdata[i - 1], &earlier->pages->pdata[i]) > 0) {
            g_ptr_array_sort_with_data(document->pages, place_order, earlier);
            return;
        }
    }
}

static void identity_take(Document *document, Document *earlier)
{
    arrangement_take(document, earlier);
    document->id = g_strdup(earlier->id);
    document->version = earlier->version + 1;
    settled_take(document, earlier);
    if (earlier->decided_by != NULL)
        decision_take(document, earlier);
    else if (earlier->status != DOCUMENT_FILED)
        return;
    else if (document->status == DOCUMENT_FILED && document->patient == earlier->patient)
        document->filed_at = earlier->filed_at;
    else
        filing_propose(document, earlier);
}

/* Whether the earlier document's pages must stay together: a person said so, or they would not all
 * go to the chart again that they lie in. */
static gboolean pages_stay(const GPtrArray *documents, const Document *earlier)
{
    if (earlier->decided_by != NULL)
        return earlier->pages->len > 0;
    if (earlier->status != DOCUMENT_FILED)
        return FALSE;
    for (guint i = 0; i < documents->len; i++) {
        const Document *document = documents->pdata[i];
        gboolean same = document->status == DOCUMENT_FILED && document->patient == earlier->patient;
        for (guint j = 0; !same && j < document->pages->len; j++) {
            const Page *page = document->pages->pdata[j];
            if (document_page_counts(page) && has_page(earlier, page->source_page, TRUE))
                return TRUE;
        }
    }
    return FALSE;
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
        Document *before = earlier->pdata[i];
        g_autofree char *key = document_key(before);
        if (document_with_key(documents, key) == NULL && pages_stay(documents, before))
            pages_keep(original, documents, before);
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
