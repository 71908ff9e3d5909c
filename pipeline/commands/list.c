/* list.c - `chartward list`: all documents, as a table or as JSON Lines.
 *
 * The JSON is a contract with other programs: its names, order and codes stay as they are. */
#include "command.h"
#include "print.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

/* --- JSON ------------------------------------------------------------------------------------ */

static void text_put(JsonBuilder *json, const char *name, const char *value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_string_value(json, value);
}

static void number_put(JsonBuilder *json, const char *name, gint64 value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_int_value(json, value);
}

static void real_put(JsonBuilder *json, const char *name, double value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_double_value(json, value);
}

static void array_begin(JsonBuilder *json, const char *name)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_array(json);
}

static void source_pages_put(JsonBuilder *json, const Document *document)
{
    array_begin(json, "source_pages");
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (page->kind == PAGE_CONTENT || page->kind == PAGE_UNREADABLE)
            json_builder_add_int_value(json, page->source_page);
    }
    json_builder_end_array(json);
}

static void reasons_put(JsonBuilder *json, const Document *document)
{
    array_begin(json, "reasons");
    for (guint i = 0; i < document->reasons->len; i++)
        json_builder_add_string_value(json, ((Reason *)document->reasons->pdata[i])->code);
    json_builder_end_array(json);
}

static void score_put(JsonBuilder *json, const char *mrn, double score)
{
    json_builder_begin_object(json);
    text_put(json, "mrn", mrn);
    real_put(json, "score", score);
    json_builder_end_object(json);
}

static void patients_put(JsonBuilder *json, const Document *document)
{
    json_builder_set_member_name(json, "patient");
    if (document->patient_mrn != NULL)
        score_put(json, document->patient_mrn, document->patient_score);
    else
        json_builder_add_null_value(json);
    array_begin(json, "candidates");
    for (guint i = 0; i < document->candidates->len; i++) {
        const Candidate *candidate = document->candidates->pdata[i];
        score_put(json, candidate->mrn, candidate->score);
    }
    json_builder_end_array(json);
}

static void field_put(JsonBuilder *json, const Field *field)
{
    const int box[] = {field->box.x, field->box.y, field->box.width, field->box.height};
    json_builder_begin_object(json);
    text_put(json, "name", field->name);
    text_put(json, "value", field->value);
    text_put(json, "raw", field->raw);
    number_put(json, "page", field->source_page);
    array_begin(json, "box");
    for (guint i = 0; i < G_N_ELEMENTS(box); i++)
        json_builder_add_int_value(json, box[i]);
    json_builder_end_array(json);
    real_put(json, "confidence", (double)field->confidence);
    json_builder_end_object(json);
}

static void page_put(JsonBuilder *json, const Page *page)
{
    g_autofree char *recognised = page_text(page, TEXT_OCR);
    g_autofree char *corrected = page_text(page, TEXT_CORRECTED);
    json_builder_begin_object(json);
    number_put(json, "source_page", page->source_page);
    text_put(json, "kind", page_kind_name(page->kind));
    number_put(json, "rotation", page->rotation);
    number_put(json, "width_px", page->width_px);
    number_put(json, "height_px", page->height_px);
    number_put(json, "dpi", page->dpi);
    text_put(json, "text_ocr", recognised);
    text_put(json, "text", corrected);
    json_builder_end_object(json);
}

static void document_put(JsonBuilder *json, const Document *document)
{
    json_builder_begin_object(json);
    text_put(json, "document", document->id);
    text_put(json, "source", document->source);
    text_put(json, "source_sha256", document->source_sha256);
    source_pages_put(json, document);
    text_put(json, "status", document_status_name(document->status));
    reasons_put(json, document);
    text_put(json, "type", document->type);
    real_put(json, "type_confidence", document->type_confidence);
    patients_put(json, document);
    array_begin(json, "fields");
    for (guint i = 0; i < document->fields->len; i++)
        field_put(json, document->fields->pdata[i]);
    json_builder_end_array(json);
    array_begin(json, "pages");
    for (guint i = 0; i < document->pages->len; i++)
        page_put(json, document->pages->pdata[i]);
    json_builder_end_array(json);
    json_builder_end_object(json);
}

static gboolean json_print(gpointer data, const Document *document)
{
    (void)data;
    g_autoptr(JsonBuilder) json = json_builder_new();
    document_put(json, document);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *line = json_to_string(root, FALSE);
    return puts(line) >= 0;
}

/* --- table ----------------------------------------------------------------------------------- */

static char *patient_tell(Catalogue *catalogue, const Document *document)
{
    if (document->patient == 0)
        return g_strdup("-");
    g_autoptr(Patient) patient = catalogue_find_patient(catalogue, document->patient, NULL);
    return patient != NULL ? patient_name(patient) : g_strdup(document->patient_mrn);
}

static gboolean row_print(gpointer data, const Document *document)
{
    const Field *date = document_lookup_field(document, "date_of_service");
    g_autofree char *patient = patient_tell(data, document);
    g_autofree char *pages = g_strdup_printf("%u p.", document_content_pages(document));
    cell_print(document->id, 9);
    cell_print(document_status_name(document->status), 8);
    cell_print(date != NULL ? date->value : "-", 12);
    cell_print(document->type, 24);
    cell_print(patient, 30);
    cell_print("", 1);
    cell_print(pages, 7);
    cell_print(document->source, 0);
    return putchar('\n') != EOF;
}

/* --- the command ----------------------------------------------------------------------------- */

static gboolean status_take(const char *name, DocumentStatus *status, GError **error)
{
    if (document_status_parse(name, status))
        return TRUE;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "'%s' is no status. It is one of filed, review, failed.", name);
    return FALSE;
}

static ExitStatus list_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL, *named = NULL;
    gboolean json = FALSE;
    DocumentStatus status = DOCUMENT_FILED;
    const GOptionEntry options[] = {
        {"json", 0, 0, G_OPTION_ARG_NONE, &json, "One JSON object a line, with everything", NULL},
        {"status", 0, 0, G_OPTION_ARG_STRING, &named, "Only these: filed, review or failed", "S"},
        {NULL},
    };
    if (!command_parse(&list_command, options, &argc, &argv, &given, error) ||
        !command_arguments(&list_command, argc, 0, 0, error) ||
        (named != NULL && !status_take(named, &status, error)))
        return EXIT_USAGE;
    g_autoptr(Office) office = office_open(given, OFFICE_READ, error);
    if (office == NULL)
        return EXIT_SETUP;
    Catalogue *catalogue = office_catalogue(office);
    return catalogue_each_document(catalogue, named != NULL ? &status : NULL,
                                   json ? json_print : row_print, catalogue, error)
               ? EXIT_DONE
               : EXIT_SETUP;
}

const Command list_command = {"list", "[--json] [--status S]", "lists the documents", list_run,
                              NULL};
