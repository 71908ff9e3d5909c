/* summary.c - a run told to a secretary: what was filed to whom, what waits for her and why. */
#include "summary.h"

#include "print.h"

#include <stdio.h>
#include <string.h>

enum { INDENT_COLUMNS = 6 };

static const char *plural(guint count)
{
    return count == 1 ? "" : "s";
}

static guint outcomes_count(const RunReport *report, DocumentStatus status)
{
    guint count = 0;
    for (guint i = 0; i < report->outcomes->len; i++)
        count += ((Outcome *)report->outcomes->pdata[i])->status == status;
    return count;
}

static int outcomes_compare(gconstpointer one, gconstpointer other)
{
    const Outcome *first = *(const Outcome *const *)one, *second = *(const Outcome *const *)other;
    int order = strcmp(first->patient, second->patient);
    return order != 0 ? order : strcmp(first->document, second->document);
}

static void filed_print(const RunReport *report)
{
    g_autoptr(GPtrArray) filed = g_ptr_array_new();
    for (guint i = 0; i < report->outcomes->len; i++) {
        Outcome *outcome = report->outcomes->pdata[i];
        if (outcome->status == DOCUMENT_FILED)
            g_ptr_array_add(filed, outcome);
    }
    g_ptr_array_sort(filed, outcomes_compare);
    if (filed->len > 0)
        printf("\nFiled\n");
    for (guint i = 0; i < filed->len; i++) {
        const Outcome *outcome = filed->pdata[i];
        printf("  %s  ", outcome->document);
        cell_print(outcome->patient, 28);
        printf("  MRN ");
        cell_print(outcome->mrn, 12);
        putchar(' ');
        cell_print(outcome->type, 23);
        printf(" %2u page%s  ", outcome->pages, outcome->pages == 1 ? " " : "s");
        cell_print(outcome->source, 0);
        putchar('\n');
    }
}

static void review_print(const RunReport *report)
{
    if (outcomes_count(report, DOCUMENT_REVIEW) > 0)
        printf("\nFor you to decide\n");
    for (guint i = 0; i < report->outcomes->len; i++) {
        const Outcome *outcome = report->outcomes->pdata[i];
        if (outcome->status != DOCUMENT_REVIEW)
            continue;
        printf("  %s  ", outcome->document);
        cell_print(outcome->source, 0);
        printf(", %s, %u page%s\n", outcome->type, outcome->pages, plural(outcome->pages));
        sentences_print(outcome->why, INDENT_COLUMNS);
    }
}

static void complaints_print(const RunReport *report)
{
    if (report->complaints->len > 0 || report->lacking != NULL)
        printf("\nPlease note\n");
    for (guint i = 0; i < report->complaints->len; i++)
        sentences_print(report->complaints->pdata[i], INDENT_COLUMNS);
    if (report->lacking != NULL)
        sentences_print(report->lacking, INDENT_COLUMNS);
}

static void totals_print(const RunReport *report)
{
    guint filed = outcomes_count(report, DOCUMENT_FILED);
    guint review = outcomes_count(report, DOCUMENT_REVIEW);
    printf("%u page%s read in %.0f s: %u document%s filed, %u for you to decide", report->pages,
           plural(report->pages), report->seconds, filed, plural(filed), review);
    if (report->duplicates > 0)
        printf(", %u known already", report->duplicates);
    if (report->rejected > 0)
        printf(", %u file%s rejected", report->rejected, plural(report->rejected));
    if (report->left > 0)
        printf(", %u left for later", report->left);
    printf(".\n");
}

/* Pages in = pages out, over all that this office ever took in. */
static gboolean office_print(Office *office, GError **error)
{
    CatalogueCounts counts;
    if (!catalogue_count(office_catalogue(office), &counts, error))
        return FALSE;
    printf("In all: %u document%s filed, %u for you to decide, %u rejected.\n", counts.filed,
           plural(counts.filed), counts.review, counts.failed);
    return TRUE;
}

ExitStatus summary_print(const RunReport *report, Office *office, gboolean done, GError **error)
{
    filed_print(report);
    review_print(report);
    complaints_print(report);
    putchar('\n');
    if (report->files + report->pages > 0)
        totals_print(report);
    else if (report->charts + report->left == 0 && !report->stopped)
        printf("Nothing new: the inbox is empty and every chart is up to date.\n");
    if (report->charts > 0)
        printf("%u chart%s bound in %s/charts\n", report->charts, plural(report->charts),
               office_path(office));
    if (!done || !office_print(office, error) || report->unbound > 0 || report->stopped)
        return EXIT_RETRY;
    return report->rejected > 0 || report->left > 0 ? EXIT_INPUT : EXIT_DONE;
}
