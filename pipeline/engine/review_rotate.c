/* review_rotate.c - pages that stand the wrong way up: turned by a person, then read again.
 *
 * Does: check what is to be turned, note it. Does not: read (the clerk does, next), touch what a
 * typed page has no image of. */
#include "making.h"

#include "fate.h"

#include <string.h>

static gboolean rotation_refuse(const char *text, GError **error)
{
    g_set_error(error, FATE, FATE_INPUT,
                "'%s' does not say how to turn. Pages are turned clockwise by 90, 180 or 270 "
                "degrees.",
                text);
    return FALSE;
}

/* "3:90" or "90"; page 0: all. */
static gboolean rotation_parse(const char *text, guint *page, guint *degrees, GError **error)
{
    guint64 number;
    const char *colon = strchr(text, ':');
    g_autofree char *left = colon != NULL ? g_strndup(text, (gsize)(colon - text)) : NULL;
    *page = 0;
    if (left != NULL) {
        if (!g_ascii_string_to_unsigned(left, 10, 1, G_MAXUINT, &number, NULL))
            return rotation_refuse(text, error);
        *page = (guint)number;
    }
    if (!g_ascii_string_to_unsigned(colon != NULL ? colon + 1 : text, 10, 90, 270, &number, NULL) ||
        number % 90 != 0)
        return rotation_refuse(text, error);
    *degrees = (guint)number;
    return TRUE;
}

static GArray *turns_make(const Document *document, guint source_page, guint degrees,
                          GError **error)
{
    g_autoptr(GArray) turns = g_array_new(FALSE, FALSE, sizeof(Turn));
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (page->filed.format == IMAGE_NONE ||
            (source_page != 0 ? page->source_page != source_page : page->kind == PAGE_BLANK))
            continue;
        Turn turn = {page->source_page, (page->rotation + (int)degrees) % 360};
        g_array_append_val(turns, turn);
    }
    if (turns->len > 0)
        return g_steal_pointer(&turns);
    if (source_page != 0)
        g_set_error(error, FATE, FATE_INPUT,
                    "%s has no page %u with an image that could be turned.", document->id,
                    source_page);
    else
        g_set_error(error, FATE, FATE_INPUT, "%s has no images of pages that could be turned.",
                    document->id);
    return NULL;
}

gboolean review_rotate(Office *office, const ReviewOrder *order, ReviewOutcome *outcome,
                       GError **error)
{
    Catalogue *catalogue = office_catalogue(office);
    guint source_page, degrees;
    if (!rotation_parse(order->rotate, &source_page, &degrees, error)) {
        outcome->advice = ADVICE_TURN;
        return FALSE;
    }
    g_autoptr(Document) document = catalogue_find_document(catalogue, order->document, error);
    g_autoptr(GArray) turns =
        document != NULL ? turns_make(document, source_page, degrees, error) : NULL;
    if (turns == NULL)
        return FALSE;
    if (order->seen != 0)
        document->version = order->seen;
    g_autofree char *page =
        source_page != 0 ? g_strdup_printf("page %u", source_page) : g_strdup("all pages");
    g_autofree char *what = g_strdup_printf("%s turned by %u degrees", page, degrees);
    const Deciding deciding = {what, order->by, NULL};
    if (!catalogue_turn(catalogue, &deciding, document, turns, error))
        return FALSE;
    outcome->reread = TRUE;
    g_ptr_array_add(outcome->documents, g_strdup(document->id));
    g_ptr_array_add(outcome->sentences,
                    g_strdup_printf("%s: %s; the file is read again.", document->id, what));
    return TRUE;
}
