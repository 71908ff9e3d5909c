/* document.c - documents, their reasons, candidates and evidence.
 *
 * Does: makes, frees, looks up. Does not: decide anything. */
#include "document.h"

static const char *const status_names[] = {"filed", "review", "failed"};

static const char *const codes[] = {
    "no-patient-found",    "ambiguous-patient",
    "lookalike-patient",   "contradicting-identifiers",
    "missing-identifiers", "low-confidence-text",
    "unsure-split",        "missing-page",
    "unreadable-page",     "handwriting",
    "no-english-text",     "damaged-file",
    "encrypted-file",      "unsupported-file",
    "over-limit",          "retries-exhausted",
    "provisional-patient", NULL,
};

static const char *const types[] = {
    "consultation",
    "progress-note",
    "discharge-summary",
    "operative-report",
    "radiology-report",
    "pathology-report",
    "lab-report",
    "referral",
    "refill-request",
    "prior-authorization",
    "explanation-of-benefits",
    "claim-form",
    "appointment-notice",
    "records-request",
    "history-and-physical",
    "immunization-record",
    "other",
    NULL,
};

const char *document_status_name(DocumentStatus status)
{
    return status_names[status];
}

gboolean document_status_parse(const char *name, DocumentStatus *status)
{
    for (guint i = 0; i < G_N_ELEMENTS(status_names); i++) {
        if (g_str_equal(name, status_names[i])) {
            *status = (DocumentStatus)i;
            return TRUE;
        }
    }
    return FALSE;
}

const char *const *reason_codes(void)
{
    return codes;
}

const char *const *document_types(void)
{
    return types;
}

Document *document_new(void)
{
    Document *document = g_new0(Document, 1);
    document->status = DOCUMENT_REVIEW;
    document->type = g_strdup("other");
    document->reasons = g_ptr_array_new_with_free_func((GDestroyNotify)reason_free);
    document->candidates = g_ptr_array_new_with_free_func((GDestroyNotify)candidate_free);
    document->fields = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
    document->pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
    document->settled = g_ptr_array_new_with_free_func(g_free);
    return document;
}

void document_free(Document *document)
{
    if (document == NULL)
        return;
    g_free(document->id);
    g_free(document->type);
    g_free(document->patient_mrn);
    g_free(document->source);
    g_free(document->source_sha256);
    g_free(document->decided_by);
    g_ptr_array_unref(document->reasons);
    g_ptr_array_unref(document->candidates);
    g_ptr_array_unref(document->fields);
    g_ptr_array_unref(document->pages);
    g_ptr_array_unref(document->settled);
    g_free(document->proposal);
    g_free(document);
}

void document_add_reason(Document *document, const char *code, const char *format, ...)
{
    g_return_if_fail(g_strv_contains(codes, code));
    if (document_has_reason(document, code))
        return;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *sentence = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(document->reasons, reason_new(code, sentence));
}

gboolean document_has_reason(const Document *document, const char *code)
{
    for (guint i = 0; i < document->reasons->len; i++) {
        if (g_str_equal(((Reason *)document->reasons->pdata[i])->code, code))
            return TRUE;
    }
    return FALSE;
}

const Field *document_lookup_field(const Document *document, const char *name)
{
    const Field *best = NULL;
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        if (g_str_equal(field->name, name) &&
            (best == NULL || field->confidence > best->confidence))
            best = field;
    }
    return best;
}

gboolean document_is_settled(const Document *document, const char *field)
{
    return g_ptr_array_find_with_equal_func(document->settled, field, g_str_equal, NULL);
}

void document_drop_fields(Document *document, const char *name)
{
    for (guint i = document->fields->len; i > 0; i--) {
        const Field *field = document->fields->pdata[i - 1];
        if (g_str_equal(field->name, name))
            g_ptr_array_remove_index(document->fields, i - 1);
    }
}

gboolean document_page_counts(const Page *page)
{
    return page->kind == PAGE_CONTENT || page->kind == PAGE_UNREADABLE;
}

char *document_pages_print(const Document *document)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (document_page_counts(page))
            g_string_append_printf(text, "%s%u", text->len > 0 ? " " : "", page->source_page);
    }
    return g_string_free(text, FALSE);
}

guint document_content_pages(const Document *document)
{
    guint count = 0;
    for (guint i = 0; i < document->pages->len; i++)
        count += document_page_counts(document->pages->pdata[i]);
    return count;
}

Reason *reason_new(const char *code, const char *sentence)
{
    Reason *reason = g_new0(Reason, 1);
    reason->code = g_strdup(code);
    reason->sentence = g_strdup(sentence);
    return reason;
}

void reason_free(Reason *reason)
{
    if (reason == NULL)
        return;
    g_free(reason->code);
    g_free(reason->sentence);
    g_free(reason);
}

Evidence *evidence_new(const char *identifier, double weight, const char *format, ...)
{
    Evidence *evidence = g_new0(Evidence, 1);
    evidence->identifier = g_strdup(identifier);
    evidence->weight = weight;
    va_list arguments;
    va_start(arguments, format);
    evidence->sentence = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return evidence;
}

void evidence_free(Evidence *evidence)
{
    if (evidence == NULL)
        return;
    g_free(evidence->identifier);
    g_free(evidence->sentence);
    g_free(evidence);
}

Candidate *candidate_new(gint64 patient, const char *mrn, const char *name, double score)
{
    Candidate *candidate = g_new0(Candidate, 1);
    candidate->patient = patient;
    candidate->mrn = g_strdup(mrn);
    candidate->name = g_strdup(name);
    candidate->score = score;
    candidate->evidence = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
    return candidate;
}

void candidate_free(Candidate *candidate)
{
    if (candidate == NULL)
        return;
    g_free(candidate->mrn);
    g_free(candidate->name);
    g_ptr_array_unref(candidate->evidence);
    g_free(candidate);
}
