/* review_pages.c - which pages belong together: documents joined, and split at pages.
 *
 * Does: move pages and the covers that go with them between documents, or within one; have what
 * came of it looked at anew. Does not: move a page to another original. */
#include "making.h"

#include "fate.h"
#include "stage.h"

#include <string.h>

static int page_order(gconstpointer one, gconstpointer other)
{
    const Page *a = *(Page *const *)one, *b = *(Page *const *)other;
    return (a->source_page > b->source_page) - (a->source_page < b->source_page);
}

/* --- joining ---------------------------------------------------------------------------------- */

static gboolean joinable(const Making *making, const Document *other, GError **error)
{
    const Document *first = making_first(making);
    for (guint i = 0; i < making->documents->len; i++) {
        const Document *known = making->documents->pdata[i];
        if (!g_str_equal(known->id, other->id))
            continue;
        g_set_error(error, FATE, FATE_INPUT,
                    "%s is named twice: a document is not joined to itself.", other->id);
        return FALSE;
    }
    if (g_str_equal(first->source_sha256, other->source_sha256))
        return TRUE;
    g_set_error(error, FATE, FATE_INPUT,
                "%s came in the file '%s', %s in '%s'. Only pages of one file make one document; "
                "file both to the patient, and the chart shows them one after the other.",
                first->id, first->source, other->id, other->source);
    return FALSE;
}

static void document_join(Document *first, Document *other)
{
    g_ptr_array_extend_and_steal(first->pages, other->pages);
    other->pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
    g_ptr_array_sort(first->pages, page_order);
}

static gboolean documents_join(Making *making, GError **error)
{
    for (guint i = 0; making->order->joins[i] != NULL; i++) {
        Document *other = catalogue_find_document(office_catalogue(making->office),
                                                  making->order->joins[i], error);
        if (other == NULL)
            return FALSE;
        gboolean fits = joinable(making, other, error);
        g_ptr_array_add(making->documents, other);
        if (!fits)
            return FALSE;
        if (other->pages->len == 0) {
            g_set_error(error, FATE, FATE_INPUT, "%s has no pages that could be joined.",
                        other->id);
            return FALSE;
        }
        making_note(making, "joined with %s", other->id);
    }
    for (guint i = 1; i < making->documents->len; i++)
        document_join(making_first(making), making->documents->pdata[i]);
    return TRUE;
}

/* --- splitting -------------------------------------------------------------------------------- */

static gboolean begins_at(const GArray *starts, guint source_page)
{
    for (guint i = 0; i < starts->len; i++) {
        if (g_array_index(starts, guint, i) == source_page)
            return TRUE;
    }
    return FALSE;
}

/* A page that a new document can begin at: one with content, that is not the first. */
static gboolean start_check(const Document *document, guint source_page, GError **error)
{
    gboolean first = TRUE;
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (!document_page_counts(page))
            continue;
        if (page->source_page == source_page && !first)
            return TRUE;
        first = FALSE;
    }
    g_autofree char *pages = document_pages_print(document);
    g_set_error(error, FATE, FATE_INPUT,
                "%s cannot be split at page %u: its pages are %s, and a new document begins at one "
                "of them after the first.",
                document->id, source_page, *pages != '\0' ? pages : "covers and blanks");
    return FALSE;
}

static GArray *starts_parse(Making *making, GError **error)
{
    const Document *document = making_first(making);
    g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(guint));
    g_auto(GStrv) parts = g_strsplit_set(making->order->split, ", ", -1);
    for (guint i = 0; parts[i] != NULL; i++) {
        guint64 number;
        if (*parts[i] == '\0')
            continue;
        if (!g_ascii_string_to_unsigned(parts[i], 10, 1, G_MAXUINT, &number, NULL)) {
            making_refuse(making, ADVICE_PAGES, error,
                          "'%s' is no page. Pages are named by their numbers.", parts[i]);
            return NULL;
        }
        guint page = (guint)number;
        if (!start_check(document, page, error))
            return NULL;
        g_array_append_val(starts, page);
    }
    if (starts->len > 0)
        return g_steal_pointer(&starts);
    making_refuse(making, ADVICE_PAGES, error,
                  "It was not said at which pages a new document begins.");
    return NULL;
}

static Document *part_new(const Document *whole)
{
    Document *part = document_new();
    part->source = g_strdup(whole->source);
    part->source_sha256 = g_strdup(whole->source_sha256);
    for (guint i = 0; i < whole->settled->len; i++)
        g_ptr_array_add(part->settled, g_strdup(whole->settled->pdata[i]));
    return part;
}

/* What a person has set goes with the page that it stands on. */
static void fields_part(Document *whole, Document *part)
{
    for (guint i = 0; i < whole->fields->len;) {
        const Field *field = whole->fields->pdata[i];
        gboolean here = FALSE;
        for (guint j = 0; j < part->pages->len; j++)
            here = here || ((Page *)part->pages->pdata[j])->source_page == field->source_page;
        if (here)
            g_ptr_array_add(part->fields, g_ptr_array_steal_index(whole->fields, i));
        else
            i++;
    }
    for (guint i = part->settled->len; i > 0; i--) {
        const char *name = part->settled->pdata[i - 1];
        if (document_lookup_field(part, name) == NULL)
            g_ptr_array_remove_index(part->settled, i - 1);
    }
}

/* Covers and blanks in front of a page that begins a document go with it. */
static void document_split(Making *making, const GArray *starts)
{
    Document *whole = making_first(making), *part = NULL;
    g_autoptr(GPtrArray) pages = whole->pages;
    g_ptr_array_set_free_func(pages, NULL);
    whole->pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
    guint waiting = 0;
    for (guint i = 0; i < pages->len; i++) {
        Page *page = pages->pdata[i];
        if (document_page_counts(page) && begins_at(starts, page->source_page)) {
            part = part_new(whole);
            g_ptr_array_add(making->documents, part);
        }
        waiting++;
        if (!document_page_counts(page) && i + 1 < pages->len)
            continue;
        Document *into = part != NULL ? part : whole;
        for (; waiting > 0; waiting--)
            g_ptr_array_add(into->pages, pages->pdata[i + 1 - waiting]);
    }
}

static gboolean documents_split(Making *making, GError **error)
{
    Document *whole = making_first(making);
    g_autoptr(GArray) starts = starts_parse(making, error);
    if (starts == NULL)
        return FALSE;
    guint known = making->documents->len;
    document_split(making, starts);
    for (guint i = known; i < making->documents->len; i++)
        fields_part(whole, making->documents->pdata[i]);
    g_autoptr(GString) at = g_string_new(NULL);
    for (guint i = 0; i < starts->len; i++)
        g_string_append_printf(at, "%s%u", i > 0 ? ", " : "", g_array_index(starts, guint, i));
    making_note(making, "split at page %s", at->str);
    return TRUE;
}

/* --- arranging -------------------------------------------------------------------------------- */

/* Where the named pages end in the document's, covers and blanks in front of each with it. */
static GPtrArray *pages_arranged(const Document *document, char *const *wanted)
{
    GPtrArray *arranged = g_ptr_array_new();
    for (; *wanted != NULL; wanted++) {
        guint first = 0;
        for (guint i = 0; i < document->pages->len; i++) {
            Page *page = document->pages->pdata[i];
            if (!document_page_counts(page))
                continue;
            g_autofree char *number = g_strdup_printf("%u", page->source_page);
            for (guint k = first; g_str_equal(number, *wanted) && k <= i; k++)
                g_ptr_array_add(arranged, document->pages->pdata[k]);
            first = i + 1;
        }
    }
    guint last = document->pages->len;
    while (last > 0 && !document_page_counts(document->pages->pdata[last - 1]))
        last--;
    for (; last < document->pages->len; last++)
        g_ptr_array_add(arranged, document->pages->pdata[last]);
    return arranged;
}

static gboolean each_once(GPtrArray *arranged, const GPtrArray *pages)
{
    for (guint i = 0; i < pages->len; i++) {
        if (!g_ptr_array_find(arranged, pages->pdata[i], NULL))
            return FALSE;
    }
    return arranged->len == pages->len;
}

/* What it says and whose it is does not hang on the order of its pages. */
static gboolean pages_arrange(Making *making, GError **error)
{
    Document *document = making_first(making);
    g_auto(GStrv) wanted = g_strsplit(making->order->arrange, ",", -1);
    g_autoptr(GPtrArray) arranged = pages_arranged(document, wanted);
    /* As many as it has: no page is named that it has not. */
    if (g_strv_length(wanted) != document_content_pages(document) ||
        !each_once(arranged, document->pages)) {
        g_autofree char *pages = document_pages_print(document);
        g_set_error(error, FATE, FATE_INPUT,
                    "'%s' is no order for the pages of %s: they are %s, and each is named once.",
                    making->order->arrange, document->id, pages);
        return FALSE;
    }
    gboolean other = FALSE;
    for (guint i = 0; i < arranged->len; i++) {
        other = other || document->pages->pdata[i] != arranged->pdata[i];
        document->pages->pdata[i] = arranged->pdata[i];
    }
    if (!other) {
        g_set_error(error, FATE, FATE_INPUT, "The pages of %s are in this order.", document->id);
        return FALSE;
    }
    making_note(making, "pages in the order %s", making->order->arrange);
    return TRUE;
}

/* --- what came of it -------------------------------------------------------------------------- */

static void result_tell(Making *making, const Document *document, const Document *before)
{
    g_autofree char *pages = document_pages_print(document);
    g_autofree char *id = g_strdup(document->id != NULL ? document->id : "A new document");
    if (document->pages->len == 0)
        making_tell(making, "%s is no document of its own any more.", id);
    else if (document->status == DOCUMENT_FILED && document->patient == before->patient)
        making_tell(making, "%s (pages %s) is %s in the chart of MRN %s.", id, pages,
                    before->status == DOCUMENT_FILED ? "still" : "now", document->patient_mrn);
    else if (document->status == DOCUMENT_FILED)
        making_tell(making, "%s (pages %s) fits MRN %s surely and is filed there.", id, pages,
                    document->patient_mrn);
    else
        making_tell(making, "%s (pages %s) waits in review: %s", id, pages,
                    ((Reason *)document->reasons->pdata[0])->sentence);
}

/* With other pages a document is another one: whose it is must show again. */
static gboolean results_consider(Making *making, GError **error)
{
    const Document *first = making_first(making);
    Document before = {.status = first->status, .patient = first->patient};
    gint64 filed_at = first->filed_at;
    if (!documents_consider(making->office, making->documents,
                            PART_TYPE | PART_FIELDS | PART_CANDIDATES | PART_DECISION, error))
        return FALSE;
    for (guint i = 0; i < making->documents->len; i++) {
        Document *document = making->documents->pdata[i];
        if (document->patient != before.patient || document != first)
            document->filed_at = 0;
        else if (document->status == DOCUMENT_FILED)
            document->filed_at = filed_at;
        if (making->order->filing == REVIEW_LEAVE || i > 0)
            result_tell(making, document, &before);
    }
    return TRUE;
}

gboolean making_pages(Making *making, GError **error)
{
    if (making->order->arrange != NULL)
        return pages_arrange(making, error);
    if (making->order->joins == NULL && making->order->split == NULL)
        return TRUE;
    return (making->order->joins == NULL || documents_join(making, error)) &&
           (making->order->split == NULL || documents_split(making, error)) &&
           results_consider(making, error);
}
