/* list.c - `chartward list`: all documents, as a table or as JSON Lines. */
#include "command.h"
#include "document_json.h"
#include "print.h"

#include <stdio.h>

static gboolean json_print(gpointer data, const Document *document)
{
    (void)data;
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    document_put(json, document);
    json_builder_end_object(json);
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
    g_autofree char *same_as = NULL;
    g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func(g_free);
    if (catalogue_copies(data, document->id, &same_as, copies, NULL) && same_as != NULL)
        printf(" (same as %s)", same_as);
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
    g_autofree char *what = g_strdup_printf("list of %s documents", named != NULL ? named : "all");
    if (!office_record(office, json ? AUDIT_EXPORTED : AUDIT_VIEWED, NULL, 0, what, error))
        return EXIT_SETUP;
    Catalogue *catalogue = office_catalogue(office);
    return catalogue_each_document(catalogue, named != NULL ? &status : NULL,
                                   json ? json_print : row_print, catalogue, error)
               ? EXIT_DONE
               : EXIT_SETUP;
}

const Command list_command = {"list", "[--json] [--status S]", "lists the documents", list_run,
                              NULL};
