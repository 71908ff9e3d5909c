/* setback.c - tries of originals that could not be read: their number, their pauses, their end.
 *
 * Writes: the catalogue, rejected/. Does not: read, or judge what is a setback (reading.c). */
#include "setback.h"

#include "report.h"
#include "vault.h"

enum { WAIT_MOST_S = 24 * 60 * 60 };

static void complain(RunReport *report, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void complain(RunReport *report, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(report->complaints, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

static gboolean original_defer(Office *office, Original *original, const char *sentence,
                               RunReport *report, GError **error)
{
    double first_s = settings_number(office_settings(office), SETTING_RETRY_WAIT_S);
    double wait_s = MIN(first_s * (1 << MIN(original->tries, 20)), WAIT_MOST_S);
    gint64 again = g_get_real_time() / G_USEC_PER_SEC + (gint64)wait_s;
    if (!catalogue_defer_original(office_catalogue(office), original->id, again, error))
        return FALSE;
    g_autoptr(GDateTime) when = g_date_time_new_from_unix_local(again);
    g_autofree char *at = g_date_time_format(when, "%Y-%m-%d %H:%M:%S");
    report->left++;
    complain(report, "'%s' could not be read now: %s It is tried again from %s on.", original->name,
             sentence, at);
    return TRUE;
}

/* All its pages in one document: what has come as it is, the rest as pages that cannot be read. */
static Document *document_held(const Original *original, GPtrArray *pages, const char *whole)
{
    Document *document = document_new();
    document->source = g_strdup(original->name);
    document->source_sha256 = g_strdup(original->sha256);
    document_add_reason(document, "retries-exhausted", "%s", whole);
    for (guint i = 0; i < original->page_count; i++) {
        Page *page = NULL;
        if (pages != NULL && i < pages->len)
            page = g_steal_pointer(&pages->pdata[i]);
        if (page == NULL) {
            page = page_new(i + 1);
            page->kind = PAGE_UNREADABLE;
            page_note(page, "load", "The page was not read: the tries were used up.");
        }
        g_ptr_array_add(document->pages, page);
    }
    return document;
}

static gboolean original_hold(Office *office, Original *original, GPtrArray *pages,
                              const char *sentence, const char *stamp, RunReport *report,
                              GError **error)
{
    Catalogue *catalogue = office_catalogue(office);
    g_autofree char *whole =
        g_strdup_printf("'%s' could not be read in %u tries: %s When the cause is mended, "
                        "drop the file again, or name the document to 'chartward reprocess'.",
                        original->name, original->tries + 1, sentence);
    complain(report, "%s", whole);
    if (original->page_count == 0) {
        report->rejected++;
        /* What is gone from the vault cannot be shown, but must be told of all the same. */
        return (!vault_has(office, original) || rejected_show(office, original, whole, error)) &&
               catalogue_reject_original(catalogue, original, "retries-exhausted", whole, error);
    }
    g_autoptr(Batch) batch = batch_new(original->name, original->sha256);
    Document *document = document_held(original, pages, whole);
    g_ptr_array_add(batch->documents, document);
    if (!catalogue_commit_batch(catalogue, original, batch, stamp, error))
        return FALSE;
    report_document(report, document);
    return TRUE;
}

/* A time beyond the longest wait was noted when the clock was wrong. */
gboolean setback_is_over(const Original *original)
{
    gint64 left_s = original->retry_at - g_get_real_time() / G_USEC_PER_SEC;
    return left_s <= 0 || left_s > WAIT_MOST_S;
}

gboolean setback_is_last(const Office *office, const Original *original)
{
    return original->tries + 1 >= settings_number(office_settings(office), SETTING_RETRIES_MOST);
}

gboolean setback_note(Office *office, Original *original, GPtrArray *pages, const char *sentence,
                      const char *stamp, RunReport *report, GError **error)
{
    if (!setback_is_last(office, original))
        return original_defer(office, original, sentence, report, error);
    return original_hold(office, original, pages, sentence, stamp, report, error);
}
