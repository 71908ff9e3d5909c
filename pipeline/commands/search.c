/* search.c - `chartward search`: pages by the query language, or patients by name. */
#include "search.h"

#include "command.h"
#include "print.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

enum {
    LIMIT_USUAL = 20,
    LIMIT_MOST = 10000,
};

static gboolean json_put(JsonBuilder *json)
{
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *line = json_to_string(root, FALSE);
    return puts(line) >= 0;
}

static void text_put(JsonBuilder *json, const char *name, const char *value)
{
    json_builder_set_member_name(json, name);
    if (*value != '\0')
        json_builder_add_string_value(json, value);
    else
        json_builder_add_null_value(json);
}

static void number_put(JsonBuilder *json, const char *name, gint64 value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_int_value(json, value);
}

/* --- pages ----------------------------------------------------------------------------------- */

static void hit_json(const Hit *hit)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    text_put(json, "document", hit->document);
    text_put(json, "type", hit->type);
    text_put(json, "status", hit->status);
    text_put(json, "mrn", hit->mrn);
    text_put(json, "patient", hit->patient);
    text_put(json, "date", hit->date);
    text_put(json, "source", hit->source);
    number_put(json, "source_page", hit->source_page);
    text_put(json, "snippet", hit->snippet);
    json_builder_set_member_name(json, "score");
    json_builder_add_double_value(json, hit->score);
    json_builder_end_object(json);
    json_put(json);
}

static void hit_print(const Hit *hit)
{
    g_autofree char *page = g_strdup_printf("p. %u", hit->source_page);
    cell_print(hit->document, 9);
    cell_print(*hit->date != '\0' ? hit->date : "-", 12);
    cell_print(*hit->patient != '\0' ? hit->patient : "(nobody's yet)", 28);
    cell_print("", 1);
    cell_print(hit->type, 22);
    cell_print("", 1);
    cell_print(page, 6);
    cell_print(hit->source, 0);
    printf("\n    ");
    snippet_print(hit->snippet);
    putchar('\n');
}

static ExitStatus pages_search(Catalogue *catalogue, const char *query, guint limit, gboolean json,
                               GError **error)
{
    guint total;
    g_autoptr(GPtrArray) hits = search_pages(catalogue, query, limit, &total, NULL, error);
    if (hits == NULL)
        return EXIT_INPUT;
    for (guint i = 0; i < hits->len; i++)
        (json ? hit_json : hit_print)(hits->pdata[i]);
    if (json)
        return EXIT_DONE;
    if (total == 0)
        printf("No page answers to that.\n");
    else if (total > hits->len)
        printf("%u pages answer to that; these are the best %u.\n", total, hits->len);
    else
        printf("%u page%s.\n", total, total == 1 ? "" : "s");
    return EXIT_DONE;
}

/* --- patients -------------------------------------------------------------------------------- */

static void patient_json(const PatientHit *hit)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    text_put(json, "mrn", hit->mrn);
    text_put(json, "name", hit->name);
    text_put(json, "date_of_birth", hit->date_of_birth);
    json_builder_set_member_name(json, "active");
    json_builder_add_boolean_value(json, hit->active);
    number_put(json, "documents", hit->documents);
    json_builder_end_object(json);
    json_put(json);
}

static void patient_print(const PatientHit *hit)
{
    cell_print(hit->mrn, 14);
    cell_print(*hit->date_of_birth != '\0' ? hit->date_of_birth : "-", 12);
    cell_print(hit->name, 36);
    printf(" %u document%s%s\n", hit->documents, hit->documents == 1 ? "" : "s",
           hit->active ? "" : ", no longer on the roster");
}

static ExitStatus patients_search(Catalogue *catalogue, const char *text, guint limit,
                                  gboolean json, GError **error)
{
    g_autoptr(GPtrArray) hits = search_patients(catalogue, text, TRUE, limit, error);
    if (hits == NULL)
        return EXIT_INPUT;
    for (guint i = 0; i < hits->len; i++)
        (json ? patient_json : patient_print)(hits->pdata[i]);
    if (hits->len == 0 && !json)
        printf("No patient answers to that.\n");
    return EXIT_DONE;
}

/* --- the command ----------------------------------------------------------------------------- */

static ExitStatus search_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    gboolean json = FALSE, patients = FALSE;
    int limit = LIMIT_USUAL;
    const GOptionEntry options[] = {
        {"json", 0, 0, G_OPTION_ARG_NONE, &json,
         "One JSON object a line; matched words stand between U+0002 and U+0003", NULL},
        {"patient", 0, 0, G_OPTION_ARG_NONE, &patients,
         "Patients instead of pages, by name, MRN or birth date", NULL},
        {"limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most so many, the best first (20)", "N"},
        {NULL},
    };
    if (!command_parse(&search_command, options, &argc, &argv, &given, error) ||
        !command_arguments(&search_command, argc, 1, G_MAXINT, error))
        return EXIT_USAGE;
    if (limit < 1 || limit > LIMIT_MOST) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "The limit is a number from 1 to %d.", LIMIT_MOST);
        return EXIT_USAGE;
    }
    g_autofree char *query = g_strjoinv(" ", argv + 1);
    g_autoptr(Office) office = office_open(given, OFFICE_READ, error);
    if (office == NULL)
        return EXIT_SETUP;
    g_autofree char *what = g_strconcat(patients ? "patients: " : "", query, NULL);
    if (!office_record(office, AUDIT_SEARCHED, NULL, 0, what, error))
        return EXIT_SETUP;
    return (patients ? patients_search : pages_search)(office_catalogue(office), query,
                                                       (guint)limit, json, error);
}

const Command search_command = {"search", "[--json] [--patient] [--limit N] QUERY",
                                "finds pages by what stands on them", search_run, search_help};
