/* log.c - `chartward log`: who did or saw what, of which document and patient, when. */
#include "command.h"
#include "document_json.h"
#include "print.h"

#include <stdio.h>

static gboolean row_json(G_GNUC_UNUSED gpointer data, const AuditEntry *entry)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(entry->at);
    g_autofree char *at = g_date_time_format_iso8601(time);
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    number_put(json, "row", entry->id);
    text_put(json, "at", at);
    text_put(json, "who", entry->who);
    text_put(json, "deed", entry->deed);
    text_put(json, "document", entry->document);
    text_put(json, "mrn", entry->mrn);
    text_put(json, "patient", entry->patient);
    text_put(json, "what", entry->what);
    text_put(json, "hash", entry->hash);
    json_builder_end_object(json);
    g_autoptr(JsonGenerator) generator = json_generator_new();
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    json_generator_set_root(generator, root);
    g_autofree char *line = json_generator_to_data(generator, NULL);
    return puts(line) >= 0;
}

static gboolean row_print(G_GNUC_UNUSED gpointer data, const AuditEntry *entry)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(entry->at);
    g_autofree char *at = g_date_time_format(time, "%Y-%m-%d %H:%M:%S");
    cell_print(at, 21);
    cell_print(entry->who, 26);
    cell_print("", 1);
    cell_print(entry->deed, 10);
    cell_print(*entry->document != '\0' ? entry->document : "-", 9);
    cell_print(*entry->mrn != '\0' ? entry->mrn : "-", 12);
    cell_print("", 1);
    cell_print(entry->what, 0);
    return putchar('\n') != EOF;
}

/* What of it is shown, for its own row. */
static char *extent_tell(const char *mrn, const char *document)
{
    g_autoptr(GString) what = g_string_new("audit trail");
    if (mrn != NULL)
        g_string_append_printf(what, " of MRN %s", mrn);
    if (document != NULL)
        g_string_append_printf(what, " of %s", document);
    return g_strdup(what->str);
}

static ExitStatus log_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL, *mrn = NULL, *document = NULL;
    gboolean json = FALSE;
    const GOptionEntry options[] = {
        {"patient", 0, 0, G_OPTION_ARG_STRING, &mrn, "Only of this patient", "MRN"},
        {"document", 0, 0, G_OPTION_ARG_STRING, &document, "Only of this document", "D"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &json, "One JSON object a line", NULL},
        {NULL},
    };
    if (!command_parse(&log_command, options, &argc, &argv, &given, error) ||
        !command_arguments(&log_command, argc, 0, 0, error))
        return EXIT_USAGE;
    g_autoptr(Office) office = office_open(given, OFFICE_READ, error);
    if (office == NULL)
        return EXIT_SETUP;
    g_autofree char *what = extent_tell(mrn, document);
    if (!office_record(office, AUDIT_VIEWED, NULL, 0, what, error) ||
        !catalogue_each_audit(office_catalogue(office), mrn, document, json ? row_json : row_print,
                              NULL, error))
        return EXIT_INPUT;
    return EXIT_DONE;
}

const Command log_command = {"log", "[--patient MRN] [--document D] [--json]",
                             "who did or saw what, and when", log_run, NULL};
