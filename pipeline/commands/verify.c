/* verify.c - `chartward verify`: whether everything is there and unchanged, told in plain words. */
#include "verify.h"

#include "command.h"
#include "document_json.h"
#include "print.h"
#include "progress.h"

#include <stdio.h>

enum { INDENT_COLUMNS = 2 };

static const char *plural(guint count)
{
    return count == 1 ? "" : "s";
}

/* --- for programs ---------------------------------------------------------------------------- */

static void json_print(JsonBuilder *json)
{
    g_autoptr(JsonGenerator) generator = json_generator_new();
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    json_generator_set_root(generator, root);
    g_autofree char *line = json_generator_to_data(generator, NULL);
    puts(line);
}

static void flag_put(JsonBuilder *json, const char *name, gboolean value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_boolean_value(json, value);
}

static void findings_put(JsonBuilder *json, const VerifyReport *report)
{
    array_begin(json, "findings");
    for (guint i = 0; i < report->findings->len; i++) {
        const Finding *finding = report->findings->pdata[i];
        json_builder_begin_object(json);
        text_put(json, "kind", finding_kind_name(finding->kind));
        text_put(json, "path", finding->path);
        text_put(json, "sentence", finding->sentence);
        flag_put(json, "mended", finding->mended);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static void report_json(const VerifyReport *report)
{
    const PageBalance *pages = &report->pages;
    const struct {
        const char *name;
        guint value;
    } numbers[] = {
        {"pages_in", pages->in},
        {"pages_filed", pages->filed},
        {"pages_review", pages->review},
        {"pages_failed", pages->failed},
        {"files_rejected", pages->rejected},
        {"files_waiting", pages->waiting},
        {"originals", report->originals},
        {"images", report->images},
        {"charts", report->charts},
        {"charts_unbound", report->unbound},
        {"spare_images", report->spare_images},
        {"leavings", report->leavings},
        {"audit_entries", report->entries},
        {"mended", report->mended},
    };
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    flag_put(json, "clean", verify_is_clean(report));
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
        number_put(json, numbers[i].name, numbers[i].value);
    text_put(json, "audit_seal", report->seal != NULL ? report->seal : "");
    findings_put(json, report);
    json_builder_end_object(json);
    json_print(json);
}

/* --- for people ------------------------------------------------------------------------------ */

static void findings_print(const VerifyReport *report)
{
    for (guint i = 0; i < report->findings->len; i++) {
        const Finding *finding = report->findings->pdata[i];
        g_autofree char *text = finding->mended ? g_strconcat("Mended. ", finding->sentence, NULL)
                                                : g_strdup(finding->sentence);
        sentences_print(text, INDENT_COLUMNS);
    }
    if (report->findings->len > 0)
        putchar('\n');
}

static void balance_print(const PageBalance *pages)
{
    printf("%u page%s in = %u filed + %u in review + %u rejected", pages->in, plural(pages->in),
           pages->filed, pages->review, pages->failed);
    if (pages->rejected > 0)
        printf("; %u file%s could not be taken in", pages->rejected, plural(pages->rejected));
    if (pages->waiting > 0)
        printf("; %u file%s still to be read", pages->waiting, plural(pages->waiting));
    printf(".\n");
}

static void files_print(const VerifyReport *report)
{
    printf("%u original%s, %u page image%s, %u chart%s: there and unchanged.\n", report->originals,
           plural(report->originals), report->images, plural(report->images), report->charts,
           plural(report->charts));
    if (report->unbound > 0)
        printf("%u chart%s still to be bound by the next run.\n", report->unbound,
               plural(report->unbound));
    if (report->spare_images > 0)
        printf("%u page image%s left from earlier readings.\n", report->spare_images,
               report->spare_images == 1 ? " is" : "s are");
    if (report->leavings > 0)
        printf("%u half-written file%s left from a crash; '--repair' removes them.\n",
               report->leavings, report->leavings == 1 ? " is" : "s are");
}

static void report_print(const VerifyReport *report)
{
    guint wrong = report->findings->len - report->mended;
    findings_print(report);
    balance_print(&report->pages);
    files_print(report);
    if (report->seal != NULL)
        printf("Audit trail: %u row%s, seal %.16s.\n", report->entries, plural(report->entries),
               report->seal);
    if (wrong > 0)
        printf("%u thing%s wrong%s.\n", wrong, wrong == 1 ? " is" : "s are",
               report->mended > 0 ? "; what could be made anew is mended" : "");
    else if (report->mended > 0)
        printf("%u thing%s wrong, and %s mended.\n", report->mended,
               report->mended == 1 ? " was" : "s were", report->mended == 1 ? "is" : "are");
    else
        printf("Nothing is wrong.\n");
}

/* --- the command ----------------------------------------------------------------------------- */

static ExitStatus verify_command_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    gboolean json = FALSE, repair = FALSE;
    const GOptionEntry options[] = {
        {"json", 0, 0, G_OPTION_ARG_NONE, &json, "One JSON object", NULL},
        {"repair", 0, 0, G_OPTION_ARG_NONE, &repair,
         "Make anew what is derived: charts, page images, the search index", NULL},
        {NULL},
    };
    if (!command_parse(&verify_command, options, &argc, &argv, &given, error) ||
        !command_arguments(&verify_command, argc, 0, 0, error))
        return EXIT_USAGE;
    g_autoptr(Office) office = office_open(given, repair ? OFFICE_WORK : OFFICE_READ, error);
    if (office == NULL)
        return EXIT_SETUP;
    g_autoptr(VerifyReport) report = verify_report_new();
    Progress *progress = progress_new();
    const ClerkWatch watch = {progress_show, NULL, progress};
    gboolean done = verify_run(office, repair, &watch, report, error);
    progress_free(progress);
    if (!done) {
        findings_print(report);
        return EXIT_SETUP;
    }
    (json ? report_json : report_print)(report);
    return verify_is_clean(report) ? EXIT_DONE : EXIT_INPUT;
}

const Command verify_command = {"verify", "[--repair] [--json]",
                                "proves that nothing is lost and nothing changed",
                                verify_command_run, NULL};
