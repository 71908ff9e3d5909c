/* view_decide.c - what a person decides at the desk, handed to the engine's one door for decisions.
 *
 * Does: read the form into an order; lead on to the next document. Writes: through review.h. Does
 * not: decide anything itself. */
#include "decision.h"
#include "fate.h"
#include "finish.h"
#include "layout.h"
#include "review.h"
#include "routes.h"
#include "search.h"
#include "view_review.h"

#include <string.h>

enum { CONFLICT = SOUP_STATUS_CONFLICT };

/* --- the order -------------------------------------------------------------------------------- */

/* "field=value" for each that differs from what was shown; NULL-terminated, yours. */
static char **changes_find(const Form *form)
{
    g_autoptr(GStrvBuilder) changes = g_strv_builder_new();
    for (guint i = 0; i < form_size(form); i++) {
        const char *name = form_name_at(form, i);
        if (!g_str_has_prefix(name, "set-"))
            continue;
        g_autofree char *was = g_strconcat("was-", name + strlen("set-"), NULL);
        g_autofree char *typed = g_strstrip(g_strdup(form_value_at(form, i)));
        if (!form_has(form, was) || g_str_equal(typed, form_value(form, was)))
            continue;
        g_autofree char *change = g_strdup_printf("%s=%s", name + strlen("set-"), typed);
        g_strv_builder_add(changes, change);
    }
    return g_strv_builder_end(changes);
}

static gboolean filing_find(const char *what, ReviewOrder *order)
{
    static const struct {
        const char *name;
        ReviewFiling filing;
    } filings[] = {
        {"save", REVIEW_LEAVE},
        {"accept", REVIEW_ACCEPT},
        {"new-patient", REVIEW_NEW_PATIENT},
        {"take-out", REVIEW_TAKE_OUT},
        {"reject", REVIEW_REJECT},
    };
    for (guint i = 0; i < G_N_ELEMENTS(filings); i++) {
        if (g_str_equal(what, filings[i].name)) {
            order->filing = filings[i].filing;
            return TRUE;
        }
    }
    return FALSE;
}

/* What follows the colon of "split:3". */
typedef struct {
    char *value;
    const char *joins[2];
} Detail;

/* Reads what the button says into the order. */
static gboolean wish_read(const char *what, ReviewOrder *order, Detail *detail)
{
    const char *colon = strchr(what, ':');
    if (colon == NULL)
        return filing_find(what, order);
    detail->value = g_strdup(colon + 1);
    if (g_str_has_prefix(what, "patient:")) {
        g_autofree char *id = g_steal_pointer(&detail->value);
        detail->value = g_strconcat("id:", id, NULL);
        order->filing = REVIEW_PATIENT;
        order->patient = detail->value;
    } else if (g_str_has_prefix(what, "split:")) {
        order->split = detail->value;
    } else if (g_str_has_prefix(what, "arrange:")) {
        order->arrange = detail->value;
    } else if (g_str_has_prefix(what, "rotate:")) {
        order->rotate = detail->value;
    } else if (g_str_has_prefix(what, "join:")) {
        detail->joins[0] = detail->value;
        order->joins = detail->joins;
    } else {
        return FALSE;
    }
    return TRUE;
}

/* --- what came of it -------------------------------------------------------------------------- */

/* What the next page tells of it; the first sentence stands there beside the way to undo it. */
static void outcome_tell(const Request *request, const char *place, const ReviewOutcome *outcome)
{
    g_autoptr(GString) told = g_string_new(NULL);
    for (guint i = 1; i < outcome->sentences->len; i++)
        g_string_append_printf(told, "%s%s", i > 1 ? " " : "",
                               (char *)outcome->sentences->pdata[i]);
    if (told->len > 0)
        session_tell(request->session, place, told->str);
}

/* To the next that waits; a document whose values were put right stays in view. */
static gboolean lead_on(Request *request, const char *document, const ReviewOutcome *outcome,
                        gboolean stays, GError **error)
{
    g_autoptr(GPtrArray) waiting = catalogue_waiting(request_catalogue(request), error);
    if (waiting == NULL)
        return FALSE;
    const char *next = stays ? document : waiting->len > 0 ? waiting->pdata[0] : NULL;
    const char *after = form_value(request->form, "next");
    for (guint i = 0; !stays && i < waiting->len; i++) {
        if (g_str_equal(waiting->pdata[i], after))
            next = after;
    }
    g_autofree char *place = next != NULL ? place_make("/review/%s?done=%s", next, document)
                                          : place_make("/review?done=%s", document);
    outcome_tell(request, place, outcome);
    request_redirect(request, place);
    return TRUE;
}

/* How it is done on this page what the engine advises; NULL: nothing. */
static const char *advice_find(ReviewAdvice advice)
{
    switch (advice) {
    case ADVICE_INSIST:
        return "If it is this patient's all the same, tick 'File it also where what is printed "
               "speaks against it', and file it once more.";
    case ADVICE_OTHER_PERSON:
        return "File it to the one on the list, or tick 'File it also where what is printed speaks "
               "against it' if this is another person.";
    case ADVICE_NAME:
        return "Fill in the patient's name below, and try again.";
    case ADVICE_LOOK:
    case ADVICE_CHOOSE:
    case ADVICE_ONE_OF:
        return "Choose one of the candidates, or find the patient below.";
    case ADVICE_PAGES:
        return "Choose 'a new document begins here' at the page where one does.";
    case ADVICE_TURN:
        return "Choose 'turn left', 'turn right' or 'upside down' at the page.";
    case ADVICE_FIELD:
        return "Put right what it says, below.";
    case ADVICE_UNDO: /* the button is there */
    case ADVICE_NONE:
        break;
    }
    return NULL;
}

static gboolean refusal_show(Request *request, const GError *cause, ReviewAdvice advice,
                             GError **error)
{
    const char *told = advice_find(advice);
    g_autofree char *sentence = g_strconcat(cause->message, told != NULL ? " " : "", told, NULL);
    return review_answer(request, request->arguments[0], CONFLICT, sentence, error);
}

static gboolean order_follow(Request *request, const ReviewOrder *order, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(ReviewOutcome) outcome = review_outcome_new();
    /* Pages that are turned are read again: what else the form holds is of the page as it was. */
    const ReviewOrder turning = {
        .document = order->document, .seen = order->seen, .by = order->by, .rotate = order->rotate};
    if (order->rotate != NULL ? review_rotate(request->desk->office, &turning, outcome, &cause)
                              : review_decide(request->desk->office, order, outcome, &cause)) {
        finish_begin(request->desk);
        return lead_on(request, order->document, outcome, order->filing == REVIEW_LEAVE, error);
    }
    if (g_error_matches(cause, FATE, FATE_INPUT))
        return refusal_show(request, cause, outcome->advice, error);
    g_propagate_error(error, g_steal_pointer(&cause));
    return FALSE;
}

gboolean view_decide(Request *request, GError **error)
{
    const Form *form = request->form;
    Detail detail = {NULL, {NULL, NULL}};
    g_auto(GStrv) changes = changes_find(form);
    g_autoptr(Document) document =
        catalogue_find_document(request_catalogue(request), request->arguments[0], error);
    if (document == NULL)
        return FALSE;
    ReviewOrder order = {.document = document->id,
                         .seen = g_ascii_strtoll(form_value(form, "seen"), NULL, 10),
                         .by = request->session->user,
                         .sure = form_has(form, "sure"),
                         .set = (const char *const *)changes};
    if (form_has(form, "was-type") &&
        !g_str_equal(form_value(form, "type"), form_value(form, "was-type")))
        order.type = form_value(form, "type");
    if (g_str_equal(form_value(form, "do"), "find"))
        return review_answer(request, document->id, SOUP_STATUS_OK, NULL, error);
    gboolean done = FALSE;
    if (order.seen >= 1 && wish_read(form_value(form, "do"), &order, &detail))
        done = order_follow(request, &order, error);
    else
        g_set_error(error, FATE, FATE_INPUT, "It was not said what to do with %s.", document->id);
    g_free(detail.value);
    return done;
}

gboolean view_undo(Request *request, GError **error)
{
    /* Of what she saw: another's decision since then is not hers to undo in passing. */
    const ReviewOrder order = {.document = request->arguments[0],
                               .seen = g_ascii_strtoll(form_value(request->form, "seen"), NULL, 10),
                               .by = request->session->user};
    g_autoptr(GError) cause = NULL;
    if (order.seen < 1) {
        g_set_error(error, FATE, FATE_INPUT, "It was not said what of %s was seen.",
                    order.document);
        return FALSE;
    }
    g_autoptr(ReviewOutcome) outcome = review_outcome_new();
    if (!review_undo(request->desk->office, &order, outcome, &cause)) {
        if (g_error_matches(cause, FATE, FATE_INPUT))
            return refusal_show(request, cause, outcome->advice, error);
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    finish_begin(request->desk);
    g_autofree char *place = place_make("/review/%s", (char *)outcome->documents->pdata[0]);
    session_tell(request->session, place, outcome->sentences->pdata[0]);
    request_redirect(request, place);
    return TRUE;
}

/* Patients by what was typed so far: a line for each, parted by tabs; for the script that lists
 * them as one types. */
gboolean view_patients_found(Request *request, GError **error)
{
    g_autofree char *what = g_strdup_printf("patients: %s", form_value(request->query, "q"));
    g_autoptr(GPtrArray) found = search_patients(request_catalogue(request),
                                                 form_value(request->query, "q"), TRUE, 8, error);
    if (found == NULL || !request_record(request, AUDIT_SEARCHED, NULL, 0, what, error))
        return FALSE;
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < found->len; i++) {
        const PatientHit *hit = found->pdata[i];
        g_autofree char *name = g_strdelimit(g_strdup(hit->name), "\t\r\n", ' ');
        g_autofree char *mrn = g_strdelimit(g_strdup(hit->mrn), "\t\r\n", ' ');
        g_string_append_printf(lines, "%" G_GINT64_FORMAT "\t%s\t%s\t%s\t%s\n", hit->id, name,
                               *hit->date_of_birth != '\0' ? hit->date_of_birth : "unknown", mrn,
                               hit->active ? "" : "no longer listed");
    }
    request_answer_text(request, SOUP_STATUS_OK, lines->str);
    return TRUE;
}
