/* test-listing.c - what `list --json` and `search --json` print is what the catalogue holds. */
#include "catalogue_setup.h"
#include "command.h"
#include "scratch.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <unistd.h>

/* Runs the command with its output in a file; yours to free. */
static char *command_output(const Command *command, const char *office, const char *const *words,
                            ExitStatus wanted)
{
    g_autoptr(GPtrArray) arguments = g_ptr_array_new();
    g_ptr_array_add(arguments, (gpointer)command->name);
    g_ptr_array_add(arguments, (gpointer) "--office");
    g_ptr_array_add(arguments, (gpointer)office);
    for (guint i = 0; words[i] != NULL; i++)
        g_ptr_array_add(arguments, (gpointer)words[i]);
    g_ptr_array_add(arguments, NULL);

    g_autofree char *path = g_build_filename(office, "output", NULL);
    fflush(stdout);
    int kept = dup(STDOUT_FILENO);
    g_assert_nonnull(freopen(path, "w", stdout));
    g_autoptr(GError) error = NULL;
    ExitStatus status = command->run((int)arguments->len - 1, (char **)arguments->pdata, &error);
    fflush(stdout);
    g_assert_cmpint(dup2(kept, STDOUT_FILENO), >=, 0);
    close(kept);
    if (wanted == EXIT_DONE)
        g_assert_no_error(error);
    else
        g_assert_nonnull(error);
    g_assert_cmpint(status, ==, wanted);
    char *output;
    g_assert_true(g_file_get_contents(path, &output, NULL, NULL));
    return output;
}

static char *office_make(void)
{
    g_autoptr(GError) error = NULL;
    char *path = scratch_folder_new();
    g_assert_true(office_create(path, &error));
    g_autoptr(Office) office = office_open(path, OFFICE_WORK, &error);
    g_assert_no_error(error);
    Setup setup = {.catalogue = office_catalogue(office)};
    g_autoptr(GPtrArray) patients = patients_make();
    roster_put(&setup, patients);
    const Patient *owner = patients->pdata[0];
    g_autoptr(Original) original = original_put(&setup, '1'), bad = original_put(&setup, '2');
    Document *filed = document_make(owner->id, 2, 3);
    g_ptr_array_insert(filed->pages, 0, page_make(1, PAGE_COVER));
    g_ptr_array_add(filed->candidates, candidate_new(owner->id, "", "", 0.991));
    g_assert_true(batch_put(&setup, original, &error, 2, filed, document_make(0, 4, 4)));
    g_assert_true(catalogue_reject_original(setup.catalogue, bad, "damaged-file",
                                            "It ends in the middle.", &error));
    return path;
}

static JsonObject *line_parse(JsonParser *parser, const char *line)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(json_parser_load_from_data(parser, line, -1, &error));
    g_assert_no_error(error);
    return json_node_get_object(json_parser_get_root(parser));
}

static char *node_text(JsonObject *object, const char *name)
{
    g_assert_true(json_object_has_member(object, name));
    return json_to_string(json_object_get_member(object, name), FALSE);
}

static void members_check(JsonObject *object, const char *const *names)
{
    g_autoptr(GList) members = json_object_get_members(object);
    guint i = 0;
    for (GList *member = members; member != NULL; member = member->next)
        g_assert_cmpstr(member->data, ==, names[i++]);
    g_assert_null(names[i]);
}

static void member_check(JsonObject *object, const char *name, const char *json)
{
    g_autofree char *text = node_text(object, name);
    g_assert_cmpstr(text, ==, json);
}

static void filed_check(JsonObject *document)
{
    members_check(document,
                  (const char *const[]){"document", "source", "source_sha256", "source_pages",
                                        "status", "reasons", "type", "type_confidence", "patient",
                                        "candidates", "fields", "pages", NULL});
    member_check(document, "document", "\"D000001\"");
    member_check(document, "source", "\"fax1.tif\"");
    member_check(document, "source_pages", "[2,3]");
    member_check(document, "status", "\"filed\"");
    member_check(document, "reasons", "[]");
    member_check(document, "type", "\"lab-report\"");
    JsonObject *patient = json_object_get_object_member(document, "patient");
    members_check(patient, (const char *const[]){"mrn", "score", NULL});
    member_check(patient, "mrn", "\"00482913\"");
    g_assert_cmpfloat(json_object_get_double_member(patient, "score"), ==, 0.991);
    JsonArray *candidates = json_object_get_array_member(document, "candidates");
    g_assert_cmpuint(json_array_get_length(candidates), ==, 1);
    member_check(json_array_get_object_element(candidates, 0), "mrn", "\"00482913\"");

    JsonArray *fields = json_object_get_array_member(document, "fields");
    JsonObject *field = json_array_get_object_element(fields, 0);
    members_check(field,
                  (const char *const[]){"name", "value", "raw", "page", "box", "confidence", NULL});
    member_check(field, "value", "\"2026-03-05\"");
    member_check(field, "raw", "\"03/05/26\"");
    member_check(field, "page", "2");
    member_check(field, "box", "[1,2,3,4]");

    JsonArray *pages = json_object_get_array_member(document, "pages");
    g_assert_cmpuint(json_array_get_length(pages), ==, 3);
    JsonObject *page = json_array_get_object_element(pages, 0);
    members_check(page, (const char *const[]){"source_page", "kind", "rotation", "width_px",
                                              "height_px", "dpi", "text_ocr", "text", NULL});
    member_check(page, "kind", "\"cover\"");
    member_check(page, "rotation", "270");
    member_check(page, "width_px", "1728");
    member_check(page, "text_ocr", "\"rnetformin 500\\nµg\"");
    member_check(page, "text", "\"metformin 500\\nµg\"");
}

static void list_test(void)
{
    char *office = office_make();
    g_autofree char *output =
        command_output(&list_command, office, (const char *const[]){"--json", NULL}, EXIT_DONE);
    g_auto(GStrv) lines = g_strsplit(output, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 4);
    g_autoptr(JsonParser) parser = json_parser_new();
    filed_check(line_parse(parser, lines[0]));

    JsonObject *review = line_parse(parser, lines[1]);
    member_check(review, "patient", "null");
    member_check(review, "candidates", "[]");
    member_check(review, "reasons", "[\"no-patient-found\"]");
    JsonObject *failed = line_parse(parser, lines[2]);
    member_check(failed, "status", "\"failed\"");
    member_check(failed, "source_pages", "[]");
    member_check(failed, "pages", "[]");
    member_check(failed, "reasons", "[\"damaged-file\"]");

    g_autofree char *some = command_output(
        &list_command, office, (const char *const[]){"--status", "review", NULL}, EXIT_DONE);
    g_assert_true(g_str_has_prefix(some, "D000002  review"));
    g_assert_null(strstr(some, "D000001"));
    g_autofree char *none = command_output(
        &list_command, office, (const char *const[]){"--status", "lost", NULL}, EXIT_USAGE);
    g_assert_cmpstr(none, ==, "");
    scratch_folder_remove(office);
}

static void show_test(void)
{
    char *office = office_make();
    g_autofree char *output =
        command_output(&show_command, office, (const char *const[]){"d1", NULL}, EXIT_DONE);
    static const char *const parts[] = {
        "D000001  filed  lab-report",
        "O'Hara, Margaret, born 1952-03-14, MRN 00482913 (99 % sure)",
        "fax1.tif, page 2 3",
        "vault/1.tif",
        "Page 1: cover",
        "corrected: rnetformin -> metformin (rn for m)",
        "  metformin 500\n  µg\n",
        "reads: 03/05/26",
        "    doubtful: 500\n",
    };
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        g_assert_nonnull(strstr(output, parts[i]));
    g_autofree char *none =
        command_output(&show_command, office, (const char *const[]){"D7", NULL}, EXIT_INPUT);
    g_assert_cmpstr(none, ==, "");
    scratch_folder_remove(office);
}

static void search_test(void)
{
    char *office = office_make();
    g_autofree char *output = command_output(
        &search_command, office,
        (const char *const[]){"--json", "--limit", "1", "metformin", "mrn:482913", NULL},
        EXIT_DONE);
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *hit = line_parse(parser, output);
    members_check(hit, (const char *const[]){"document", "type", "status", "mrn", "patient", "date",
                                             "source", "source_page", "snippet", "score", NULL});
    g_assert_cmpstr(json_object_get_string_member(hit, "snippet"), ==, "\x02metformin\x03 500 µg");
    g_autofree char *plain =
        command_output(&search_command, office,
                       (const char *const[]){"--limit", "1", "metformin", NULL}, EXIT_DONE);
    g_assert_nonnull(strstr(plain, "\n    metformin 500 µg\n"));
    g_assert_nonnull(strstr(plain, "4 pages answer to that; these are the best 1."));
    g_autofree char *patients = command_output(
        &search_command, office, (const char *const[]){"--patient", "ohara", NULL}, EXIT_DONE);
    g_assert_true(g_str_has_prefix(patients, "00482913      1952-03-14  O'Hara, Margaret"));
    g_autofree char *wrong = command_output(
        &search_command, office, (const char *const[]){"metformin AND", NULL}, EXIT_INPUT);
    g_assert_cmpstr(wrong, ==, "");
    scratch_folder_remove(office);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/listing/list", list_test);
    g_test_add_func("/listing/show", show_test);
    g_test_add_func("/listing/search", search_test);
    return g_test_run();
}
