/* show.c - `chartward show [--changes] DOCUMENT`: what is known of a document, why, and where it
 * lies. */
#include "command.h"
#include "print.h"

#include <stdio.h>

enum { LABEL_COLUMNS = 14 };

static void line_print(const char *label, const char *value)
{
    printf("  ");
    cell_print(label, LABEL_COLUMNS);
    cell_print(value, 0);
    putchar('\n');
}

/* Only what is certain is 100 %. */
static guint percent(double share)
{
    guint rounded = (guint)(CLAMP(share, 0, 1) * 100 + 0.5);
    return share < 1 ? MIN(rounded, 99) : 100;
}

/* --- where it lies --------------------------------------------------------------------------- */

static char *place_tell(const Document *document)
{
    g_autofree char *pages = document_pages_print(document);
    return *pages != '\0' ? g_strdup_printf("%s, page %s", document->source, pages)
                          : g_strdup(document->source);
}

static gboolean original_print(Office *office, const Document *document, GError **error)
{
    Catalogue *catalogue = office_catalogue(office);
    g_autoptr(Original) original =
        catalogue_find_original(catalogue, document->source_sha256, error);
    g_auto(GStrv) names =
        original != NULL ? catalogue_original_names(catalogue, original->sha256, error) : NULL;
    if (names == NULL)
        return FALSE;
    g_autofree char *pages = place_tell(document);
    g_autofree char *vault = office_file(office, original->vault_path);
    line_print("from", pages);
    for (guint i = 0; names[i] != NULL; i++)
        line_print("also as", names[i]);
    line_print("original", vault);
    return TRUE;
}

static gboolean patient_print(Office *office, const Document *document, GError **error)
{
    if (document->patient == 0) {
        line_print("patient", "nobody's yet");
        return TRUE;
    }
    Catalogue *catalogue = office_catalogue(office);
    g_autoptr(Patient) patient = catalogue_find_patient(catalogue, document->patient, error);
    if (patient == NULL)
        return FALSE;
    g_autofree char *name = patient_name(patient);
    g_autofree char *tell = g_strdup_printf(
        "%s, born %s, MRN %s%s (%u %% sure)", name,
        *patient->date_of_birth != '\0' ? patient->date_of_birth : "unknown", patient->mrn,
        patient->active ? "" : ", no longer on the roster", percent(document->patient_score));
    line_print("patient", tell);
    g_autoptr(GError) cause = NULL;
    g_autofree char *folder = catalogue_chart_folder(catalogue, patient->id, &cause);
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    if (document->status == DOCUMENT_FILED && folder != NULL) {
        g_autofree char *below = g_build_filename("charts", folder, NULL);
        g_autofree char *path = office_file(office, below);
        line_print("chart", path);
    }
    return TRUE;
}

/* What came twice is told on both sides. */
static gboolean copies_print(Office *office, const Document *document, GError **error)
{
    g_autofree char *same_as = NULL;
    g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func(g_free);
    if (!catalogue_copies(office_catalogue(office), document->id, &same_as, copies, error))
        return FALSE;
    if (same_as != NULL) {
        g_autofree char *tell = g_strdup_printf("%s, the copy that is read better", same_as);
        line_print("same as", tell);
    }
    for (guint i = 0; i < copies->len; i++)
        line_print("came again as", copies->pdata[i]);
    return TRUE;
}

static void filing_print(const Document *document)
{
    if (document->decided_by != NULL)
        line_print("decided by", document->decided_by);
    if (document->filed_at == 0)
        return;
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(document->filed_at);
    g_autofree char *text =
        time != NULL ? g_date_time_format(time, "%Y-%m-%d %H:%M") : g_strdup("?");
    line_print("filed", text);
}

/* --- what is known --------------------------------------------------------------------------- */

static void reasons_print(const Document *document)
{
    if (document->reasons->len > 0)
        printf("\nReasons\n");
    for (guint i = 0; i < document->reasons->len; i++) {
        const Reason *reason = document->reasons->pdata[i];
        printf("  %s\n", reason->code);
        lines_print(reason->sentence, 4);
    }
}

static void fields_print(const Document *document)
{
    if (document->fields->len > 0)
        printf("\nFields\n");
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        g_autofree char *place = g_strdup_printf("page %u, %u %%", field->source_page,
                                                 percent((double)field->confidence));
        printf("  ");
        cell_print(field->name, 21);
        cell_print(field->value, 32);
        printf("  ");
        cell_print(place, 14);
        if (!g_str_equal(field->raw, field->value)) {
            printf("  reads: ");
            cell_print(field->raw, 0);
        }
        putchar('\n');
    }
}

/* Codes that no table has confirmed are told as such. */
static gboolean codes_print(const Office *office, const Document *document, GError **error)
{
    if (document_lookup_field(document, "icd10") == NULL)
        return TRUE;
    g_autoptr(GError) cause = NULL;
    g_autoptr(CodeTable) codes = office_codes(office, &cause);
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    if (codes == NULL)
        printf("  (diagnosis codes are told by their shape only: no code table is imported)\n");
    for (guint i = 0; codes != NULL && i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        if (g_str_equal(field->name, "icd10") && !code_table_has(codes, field->value))
            printf("  (%s is not in the imported code table)\n", field->value);
    }
    return TRUE;
}

static void candidates_print(const Document *document)
{
    if (document->candidates->len > 0)
        printf("\nPatients considered\n");
    for (guint i = 0; i < document->candidates->len; i++) {
        const Candidate *candidate = document->candidates->pdata[i];
        printf("  ");
        cell_print(candidate->name, 32);
        printf("  MRN ");
        cell_print(candidate->mrn, 12);
        printf("  %u %%\n", percent(candidate->score));
        for (guint j = 0; j < candidate->evidence->len; j++) {
            const Evidence *evidence = candidate->evidence->pdata[j];
            printf("    %s ", evidence->weight < 0 ? "against:" : "for:    ");
            cell_print(evidence->sentence, 0);
            if (evidence->source_page > 0)
                printf(" (page %u)", evidence->source_page);
            putchar('\n');
        }
    }
}

/* --- pages ----------------------------------------------------------------------------------- */

static void corrections_print(const Page *page)
{
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        if (word->corrected == NULL)
            continue;
        printf("    corrected: ");
        cell_print(word->text, 0);
        printf(" -> ");
        cell_print(word->corrected, 0);
        if (word->why != NULL) {
            printf(" (");
            cell_print(word->why, 0);
            printf(")");
        }
        putchar('\n');
    }
}

static void doubts_print(const Page *page)
{
    gboolean any = FALSE;
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        if ((word->flags & WORD_DOUBTFUL) == 0)
            continue;
        fputs(any ? "  " : "    doubtful: ", stdout);
        cell_print(word_text(word), 0);
        any = TRUE;
    }
    if (any)
        putchar('\n');
}

static void barcodes_print(const Page *page)
{
    for (guint i = 0; i < page->barcodes->len; i++) {
        const Barcode *code = page->barcodes->pdata[i];
        printf("    %s", barcode_kind_name(code->kind));
        if (*code->text != '\0') {
            printf(": ");
            cell_print(code->text, 0);
        }
        putchar('\n');
    }
}

static void page_print(const Page *page)
{
    g_autofree char *text = page_text(page, TEXT_CORRECTED);
    printf("\nPage %u: %s", page->source_page, page_kind_name(page->kind));
    if (page->width_px > 0)
        printf(", %d x %d pixels at %d dpi", page->width_px, page->height_px, page->dpi);
    if (page->rotation != 0)
        printf(", turned by %d degrees", page->rotation);
    putchar('\n');
    for (guint i = 0; i < page->notes->len; i++) {
        const Note *note = page->notes->pdata[i];
        printf("    %s: ", note->stage);
        cell_print(note->text, 0);
        putchar('\n');
    }
    barcodes_print(page);
    corrections_print(page);
    doubts_print(page);
    if (*text != '\0')
        putchar('\n');
    lines_print(text, 2);
}

static gboolean document_print(Office *office, const Document *document, GError **error)
{
    printf("%s  %s  %s (%u %% sure)\n", document->id, document_status_name(document->status),
           document->type, percent(document->type_confidence));
    if (!patient_print(office, document, error) || !original_print(office, document, error) ||
        !copies_print(office, document, error))
        return FALSE;
    filing_print(document);
    reasons_print(document);
    fields_print(document);
    if (!codes_print(office, document, error))
        return FALSE;
    candidates_print(document);
    for (guint i = 0; i < document->pages->len; i++)
        page_print(document->pages->pdata[i]);
    return TRUE;
}

/* Only what was corrected, page by page, and how to take it back. */
static ExitStatus changes_print(const Document *document)
{
    guint n_changes = 0;
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        guint before = n_changes;
        for (guint j = 0; j < page->words->len; j++)
            n_changes += ((const Word *)page->words->pdata[j])->corrected != NULL;
        if (n_changes == before)
            continue;
        printf("Page %u\n", page->source_page);
        corrections_print(page);
    }
    if (n_changes > 0)
        printf("To undo one for good: chartward word keep WORD (as it was read)\n");
    else
        printf("Nothing was corrected in %s.\n", document->id);
    return EXIT_DONE;
}

static ExitStatus show_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    gboolean changes = FALSE;
    const GOptionEntry options[] = {
        {"changes", 0, 0, G_OPTION_ARG_NONE, &changes,
         "Only the words that were corrected, each with its reason", NULL},
        {NULL},
    };
    if (!command_parse(&show_command, options, &argc, &argv, &given, error) ||
        !command_arguments(&show_command, argc, 1, 1, error))
        return EXIT_USAGE;
    g_autoptr(Office) office = office_open(given, OFFICE_READ, error);
    if (office == NULL)
        return EXIT_SETUP;
    g_autoptr(Document) document =
        catalogue_find_document(office_catalogue(office), argv[1], error);
    if (document == NULL)
        return EXIT_INPUT;
    if (!office_record(office, AUDIT_VIEWED, document->id, document->patient, "show", error))
        return EXIT_SETUP;
    if (changes)
        return changes_print(document);
    return document_print(office, document, error) ? EXIT_DONE : EXIT_SETUP;
}

const Command show_command = {"show", "[--changes] DOCUMENT",
                              "shows what is known of a document, and why", show_run, NULL};
