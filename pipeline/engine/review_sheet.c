/* review_sheet.c - has a binder draw the evidence sheet of a document, and writes it where asked.
 *
 * Does not: open images itself. */
#include "review.h"

#include "binder.h"
#include "durable.h"
#include "fate.h"
#include "wire.h"
#include "workers.h"

enum { SHEET_TIMEOUT_S = 120, SHEET_BYTES_MAX = 1 << 30 };

static GBytes *sheet_open(const Answer *answer, GError **error)
{
    g_autofree char *reason = NULL;
    if (answer->kind != ANSWER_GIVEN) {
        g_set_error(error, FATE, FATE_RETRY,
                    "The evidence sheet could not be made: the binder %s. Please try again.",
                    answer->kind == ANSWER_LATE ? "took too long" : "ended unexpectedly");
        return NULL;
    }
    g_autoptr(GVariant) opened = answer_open(answer->answer, BINDER_SHEET_TYPE, &reason, error);
    return opened != NULL ? memfd_map(answer->fd, SHEET_BYTES_MAX, error) : NULL;
}

static GBytes *sheet_ask(Office *office, const char *data_folder, gint64 number, GError **error)
{
    g_autoptr(Workers) binders =
        workers_new("binder", 1, g_variant_new(BINDER_SETUP_TYPE, office_path(office), data_folder),
                    SHEET_TIMEOUT_S, NULL);
    Answer answer;
    if (!workers_give(binders, g_variant_new(BINDER_REQUEST_TYPE, BINDER_SHEET, number), -1,
                      &number, error) ||
        !workers_wait(binders, &answer, error))
        return NULL;
    GBytes *sheet = sheet_open(&answer, error);
    answer_clear(&answer);
    return sheet;
}

gboolean review_sheet(Office *office, const char *document, const char *path, GError **error)
{
    g_autoptr(Document) found = catalogue_find_document(office_catalogue(office), document, error);
    g_autofree char *data_folder = found != NULL ? program_data_folder(error) : NULL;
    if (data_folder == NULL)
        return FALSE;
    gint64 number = (gint64)g_ascii_strtoull(found->id + 1, NULL, 10);
    g_autoptr(GBytes) sheet = sheet_ask(office, data_folder, number, error);
    return sheet != NULL && durable_write(path, sheet, 0600, error);
}
