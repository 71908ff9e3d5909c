/* review.c - `chartward review`: what waits for a person, and what she decides of it.
 *
 * Does: read the order off the command line, tell what came of it, have charts bound at once. Does
 * not: decide anything itself (the engine's review does). */
#include "review.h"

#include "clerk.h"
#include "command.h"
#include "fate.h"
#include "progress.h"
#include "waiting.h"

#include <stdio.h>

/* The command line, as it is given. */
typedef struct {
    gboolean json, accept, new_patient, take_out, reject, undo, sure;
    char *patient, *type, *split, *arrange, *rotate, *by, *sheet;
    char **set, **joins;
    gint64 seen;
} Given;

static void given_clear(Given *given)
{
    g_free(given->patient);
    g_free(given->type);
    g_free(given->split);
    g_free(given->arrange);
    g_free(given->rotate);
    g_free(given->sheet);
    g_free(given->by);
    g_strfreev(given->set);
    g_strfreev(given->joins);
}

/* --- the order ------------------------------------------------------------------------------- */

static gboolean is_order(const Given *given)
{
    return given->accept || given->new_patient || given->take_out || given->reject || given->undo ||
           given->patient != NULL || given->type != NULL || given->split != NULL ||
           given->set != NULL || given->joins != NULL || given->arrange != NULL ||
           given->rotate != NULL;
}

static gboolean usage_fail(GError **error, const char *sentence)
{
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "%s", sentence);
    return FALSE;
}

static gboolean given_check(const Given *given, int argc, GError **error)
{
    int filings = given->accept + given->new_patient + given->take_out + given->reject +
                  (given->patient != NULL);
    if (filings > 1)
        return usage_fail(error, "Say one of --accept, --patient, --new-patient, --take-out and "
                                 "--reject: a document goes to one place.");
    gboolean others = filings > 0 || given->type != NULL || given->split != NULL ||
                      given->set != NULL || given->joins != NULL || given->arrange != NULL;
    if (given->arrange != NULL && (given->split != NULL || given->joins != NULL))
        return usage_fail(error, "--arrange is about the pages that the document has; say it "
                                 "apart from --split and --join.");
    if (given->undo && (others || given->rotate != NULL))
        return usage_fail(error, "--undo takes back the last decision; say it alone.");
    if (given->rotate != NULL && others)
        return usage_fail(error, "--rotate has the pages read again; say it alone, then decide.");
    if (given->sheet != NULL && is_order(given))
        return usage_fail(error, "--sheet shows a document before it is decided on; say it alone.");
    if (argc < 2 && (is_order(given) || given->seen != 0 || given->sheet != NULL))
        return usage_fail(error, "Name the document that this is about, as in 'chartward review "
                                 "D000123 --accept'.");
    if (given->seen < 0)
        return usage_fail(error, "--seen is the version that 'chartward review D000123' shows.");
    return TRUE;
}

/* Several people may share one account of the machine. */
static const char *person_name_find(const Given *given)
{
    if (given->by != NULL && *given->by != '\0')
        return given->by;
    const char *real = g_get_real_name();
    gboolean known = real != NULL && *real != '\0' && !g_str_equal(real, "Unknown");
    return known ? real : g_get_user_name();
}

static ReviewOrder order_make(const Given *given, const char *document)
{
    ReviewOrder order = {.document = document,
                         .seen = given->seen,
                         .by = person_name_find(given),
                         .patient = given->patient,
                         .sure = given->sure,
                         .type = given->type,
                         .set = (const char *const *)given->set,
                         .split = given->split,
                         .arrange = given->arrange,
                         .rotate = given->rotate,
                         .joins = (const char *const *)given->joins};
    order.filing = given->accept            ? REVIEW_ACCEPT
                   : given->patient != NULL ? REVIEW_PATIENT
                   : given->new_patient     ? REVIEW_NEW_PATIENT
                   : given->take_out        ? REVIEW_TAKE_OUT
                   : given->reject          ? REVIEW_REJECT
                                            : REVIEW_LEAVE;
    return order;
}

/* --- what follows ---------------------------------------------------------------------------- */

static gboolean follow_up(Office *office, gboolean reread, gboolean json, GError **error)
{
    g_autoptr(GError) cause = NULL;
    if (!office_take_up(office, &cause)) {
        if (!g_error_matches(cause, FATE, FATE_RETRY)) {
            g_propagate_error(error, g_steal_pointer(&cause));
            return FALSE;
        }
        fprintf(stderr, "The decision stands. Another Chartward is working in this office: the "
                        "rest is done by the next run.\n");
        return TRUE;
    }
    g_autoptr(RunReport) report = run_report_new();
    g_autoptr(Progress) progress = progress_new();
    const ClerkWatch watch = {progress_show, NULL, progress};
    gboolean done = reread ? clerk_reread(office, &watch, report, error)
                           : clerk_bind(office, &watch, report, error);
    g_clear_pointer(&progress, progress_free);
    for (guint i = 0; i < report->complaints->len; i++)
        fprintf(stderr, "%s\n", (char *)report->complaints->pdata[i]);
    if (report->charts > 0 && !json)
        printf("%u chart%s bound anew.\n", report->charts, report->charts == 1 ? "" : "s");
    return done;
}

/* How it is done here what the engine advises; NULL: nothing. */
static const char *advice_find(ReviewAdvice advice)
{
    switch (advice) {
    case ADVICE_NONE:
        return NULL;
    case ADVICE_INSIST:
        return "If it is this patient's all the same, say it again with --sure.";
    case ADVICE_OTHER_PERSON:
        return "File it with --patient and that MRN, or say --sure if this is another person.";
    case ADVICE_LOOK:
        return "'chartward search --patient NAME' finds patients; somebody who is not on the list "
               "is filed with --new-patient.";
    case ADVICE_CHOOSE:
        return "Choose with --patient MRN.";
    case ADVICE_NAME:
        return "Say it as well: --set patient_name='Last, First'.";
    case ADVICE_ONE_OF:
        return "Say who is meant, as in --patient id:17.";
    case ADVICE_PAGES:
        return "Say them as in --split 2,4.";
    case ADVICE_TURN:
        return "--rotate 90 turns all pages, --rotate 3:90 page 3.";
    case ADVICE_FIELD:
        return "Say it as in --set date_of_birth=1948-11-30.";
    case ADVICE_UNDO:
        return "--undo brings it back.";
    }
    g_return_val_if_reached(NULL);
}

static void advice_add(ReviewAdvice advice, GError **error)
{
    g_autoptr(GError) refusal = g_steal_pointer(error);
    const char *told = advice_find(advice);
    g_set_error(error, refusal->domain, refusal->code, "%s%s%s", refusal->message,
                told != NULL ? " " : "", told != NULL ? told : "");
}

static ExitStatus order_run(Office *office, const Given *given, const char *document,
                            GError **error)
{
    g_autoptr(ReviewOutcome) outcome = review_outcome_new();
    const ReviewOrder order = order_make(given, document);
    gboolean done = given->undo            ? review_undo(office, &order, outcome, error)
                    : order.rotate != NULL ? review_rotate(office, &order, outcome, error)
                                           : review_decide(office, &order, outcome, error);
    if (!done) {
        advice_add(outcome->advice, error);
        return EXIT_INPUT;
    }
    for (guint i = 0; i < outcome->sentences->len && !given->json; i++)
        printf("%s\n", (char *)outcome->sentences->pdata[i]);
    if (outcome->advice != ADVICE_NONE && !given->json)
        printf("%s\n", advice_find(outcome->advice));
    gboolean bound = follow_up(office, outcome->reread, given->json, error);
    if (given->json && !waiting_print_document(office, document, TRUE, bound ? error : NULL))
        return EXIT_RETRY;
    return bound ? EXIT_DONE : EXIT_RETRY;
}

static ExitStatus sheet_write(Office *office, const char *document, const char *path,
                              GError **error)
{
    g_autofree char *what = g_strdup_printf("evidence sheet to %s", path);
    g_autoptr(Document) shown = catalogue_find_document(office_catalogue(office), document, error);
    if (shown == NULL ||
        !office_record(office, AUDIT_EXPORTED, shown->id, shown->patient, what, error) ||
        !review_sheet(office, document, path, error))
        return EXIT_INPUT;
    printf("The evidence sheet of %s lies in '%s'.\n", document, path);
    return EXIT_DONE;
}

static ExitStatus given_run(const Given *given, const char *office_path, int argc, char **argv,
                            GError **error)
{
    if (!given_check(given, argc, error))
        return EXIT_USAGE;
    g_autoptr(Office) office =
        office_open(office_path, is_order(given) ? OFFICE_DECIDE : OFFICE_READ, error);
    if (office == NULL)
        return EXIT_SETUP;
    if (is_order(given))
        return order_run(office, given, argv[1], error);
    if (given->sheet != NULL)
        return sheet_write(office, argv[1], given->sheet, error);
    gboolean printed = argc < 2 ? waiting_print(office, given->json, error)
                                : waiting_print_document(office, argv[1], given->json, error);
    return printed ? EXIT_DONE : EXIT_INPUT;
}

static ExitStatus review_run(int argc, char **argv, GError **error)
{
    g_autofree char *office_path = NULL;
    Given given = {0};
    const GOptionEntry options[] = {
        {"json", 0, 0, G_OPTION_ARG_NONE, &given.json, "One JSON object a line", NULL},
        {"accept", 0, 0, G_OPTION_ARG_NONE, &given.accept, "It is as proposed", NULL},
        {"patient", 0, 0, G_OPTION_ARG_STRING, &given.patient, "It is this patient's", "MRN"},
        {"new-patient", 0, 0, G_OPTION_ARG_NONE, &given.new_patient,
         "It is of somebody who is not on the roster yet", NULL},
        {"take-out", 0, 0, G_OPTION_ARG_NONE, &given.take_out,
         "It lies in a wrong chart: back to review", NULL},
        {"reject", 0, 0, G_OPTION_ARG_NONE, &given.reject, "It is to be filed nowhere", NULL},
        {"type", 0, 0, G_OPTION_ARG_STRING, &given.type, "It is of this type", "TYPE"},
        {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &given.set,
         "The field has this value; without a value: there is none", "FIELD=VALUE"},
        {"split", 0, 0, G_OPTION_ARG_STRING, &given.split,
         "A new document begins at each of these pages of the file", "2,4"},
        {"arrange", 0, 0, G_OPTION_ARG_STRING, &given.arrange,
         "Its pages, all of them, in the order that they shall have", "3,1,2"},
        {"join", 0, 0, G_OPTION_ARG_STRING_ARRAY, &given.joins,
         "The pages of that document belong to this one", "DOCUMENT"},
        {"rotate", 0, 0, G_OPTION_ARG_STRING, &given.rotate,
         "All pages, or page 3, stand wrong: turn them clockwise and read them again",
         "90 or 3:90"},
        {"sheet", 0, 0, G_OPTION_ARG_FILENAME, &given.sheet,
         "Writes a PDF: what the pages print, cut out, beside the roster's lines", "FILE.pdf"},
        {"undo", 0, 0, G_OPTION_ARG_NONE, &given.undo, "Takes back the last decision", NULL},
        {"sure", 0, 0, G_OPTION_ARG_NONE, &given.sure,
         "Even where what is printed speaks against it", NULL},
        {"seen", 0, 0, G_OPTION_ARG_INT64, &given.seen,
         "Only if the document still is of this version", "VERSION"},
        {"by", 0, 0, G_OPTION_ARG_STRING, &given.by, "Who decides (else the user's name)", "NAME"},
        {NULL},
    };
    ExitStatus status = EXIT_USAGE;
    if (command_parse(&review_command, options, &argc, &argv, &office_path, error) &&
        command_arguments(&review_command, argc, 0, 1, error))
        status = given_run(&given, office_path, argc, argv, error);
    given_clear(&given);
    return status;
}

const Command review_command = {"review", "[DOCUMENT] [DECISION]",
                                "what waits for you, and what you decide of it", review_run};
