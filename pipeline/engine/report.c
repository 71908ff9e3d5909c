/* report.c - what a run did, for the command that prints it. */
#include "report.h"

RunReport *run_report_new(void)
{
    RunReport *report = g_new0(RunReport, 1);
    report->taken = g_ptr_array_new_with_free_func(g_free);
    report->outcomes = g_ptr_array_new_with_free_func((GDestroyNotify)outcome_free);
    report->complaints = g_ptr_array_new_with_free_func(g_free);
    report->cpu_s = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return report;
}

void run_report_free(RunReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->taken);
    g_ptr_array_unref(report->outcomes);
    g_ptr_array_unref(report->complaints);
    g_hash_table_unref(report->cpu_s);
    g_free(report->lacking);
    g_free(report);
}

void outcome_free(Outcome *outcome)
{
    g_free(outcome->document);
    g_free(outcome->source);
    g_free(outcome->type);
    g_free(outcome->patient);
    g_free(outcome->mrn);
    g_free(outcome->why);
    g_free(outcome->codes);
    g_free(outcome);
}

/* Whose the document is, or, when that is for a person to say, whose it most likely is. */
static const Candidate *candidate_shown(const Document *document)
{
    for (guint i = 0; i < document->candidates->len; i++) {
        const Candidate *candidate = document->candidates->pdata[i];
        if (document->status != DOCUMENT_FILED || candidate->patient == document->patient)
            return candidate;
    }
    return NULL;
}

void report_document(RunReport *report, const Document *document)
{
    const Candidate *candidate = candidate_shown(document);
    g_autoptr(GString) why = g_string_new(NULL), codes = g_string_new(NULL);
    for (guint i = 0; i < document->reasons->len; i++) {
        const Reason *reason = document->reasons->pdata[i];
        g_string_append_printf(why, "%s%s", i > 0 ? " " : "", reason->sentence);
        g_string_append_printf(codes, "%s%s", i > 0 ? ", " : "", reason->code);
    }
    Outcome *outcome = g_new0(Outcome, 1);
    outcome->document = g_strdup(document->id);
    outcome->source = g_strdup(document->source);
    outcome->type = g_strdup(document->type);
    outcome->pages = document_content_pages(document);
    outcome->status = document->status;
    outcome->patient = g_strdup(candidate != NULL ? candidate->name : "");
    outcome->mrn = g_strdup(candidate != NULL ? candidate->mrn : "");
    outcome->why = g_strdup(why->str);
    outcome->codes = g_strdup(codes->str);
    g_ptr_array_add(report->outcomes, outcome);
}

void report_lacking(RunReport *report, const char *lacking)
{
    if (lacking == NULL)
        return;
    g_free(report->lacking);
    report->lacking = g_strdup_printf(
        "This computer's kernel, or the container that Chartward runs in, does not grant %s: files "
        "from outside were opened without that part of the lock. Tell whoever looks after this "
        "computer; 'require-sandbox = yes' refuses to work so.",
        lacking);
}

static void cpu_add(RunReport *report, const char *stage, double seconds)
{
    double *sum = g_hash_table_lookup(report->cpu_s, stage);
    if (sum == NULL) {
        sum = g_new0(double, 1);
        g_hash_table_insert(report->cpu_s, g_strdup(stage), sum);
    }
    *sum += seconds;
}

void report_times(RunReport *report, GVariant *times)
{
    GVariantIter iterator;
    const char *stage;
    double seconds;
    g_variant_iter_init(&iterator, times);
    while (g_variant_iter_next(&iterator, "{&sd}", &stage, &seconds))
        cpu_add(report, stage, seconds);
}
