/* reply.c - reads a reader's answers as a stranger's: form, bounds, text.
 *
 * Does not: ask readers, store images (reading.c); know the wire (wire.c). */
#include "reply.h"

#include "document.h"
#include "fate.h"
#include "reader.h"
#include "stage.h"
#include "workers.h"

#include <math.h>

enum { SENTENCE_BYTES_MAX = 1000 };

/* One line that a terminal and a page can bear; NULL when nothing is left of it. */
static char *sentence_tidy(const char *text)
{
    g_autoptr(GString) tidy = g_string_new(NULL);
    for (const char *at = text; *at != '\0' && tidy->len < SENTENCE_BYTES_MAX;
         at = g_utf8_next_char(at)) {
        gunichar symbol = g_utf8_get_char(at);
        g_string_append_unichar(tidy, g_unichar_isprint(symbol) ? symbol : ' ');
    }
    g_strstrip(tidy->str);
    return *tidy->str != '\0' ? g_strdup(tidy->str) : NULL;
}

/* The payload (full) when it is of `type`, else what the answer is instead. `*reason` is lent. */
static GVariant *payload_take(GVariant *answer, const char *type, Reply *reply, const char **reason,
                              char **sentence)
{
    guint32 fate;
    const char *told;
    g_autoptr(GVariant) payload = NULL;
    g_variant_get(answer, "(u&s&smv)", &fate, &told, reason, &payload);
    *sentence = sentence_tidy(told);
    *reply = REPLY_NONSENSE;
    if (fate == 0 && payload != NULL && g_variant_is_of_type(payload, G_VARIANT_TYPE(type)))
        return g_steal_pointer(&payload);
    if (fate == 1 + FATE_INPUT && *sentence != NULL)
        *reply = REPLY_REFUSED;
    else if (fate == 1 + FATE_RETRY && *sentence != NULL)
        *reply = REPLY_LATER;
    return NULL;
}

Reply reply_look(GVariant *answer, guint most, guint *pages, const char **reason, char **sentence)
{
    Reply reply;
    g_autoptr(GVariant) looked = payload_take(answer, READER_LOOK_TYPE, &reply, reason, sentence);
    if (looked == NULL) {
        gboolean known = g_strv_contains(reason_codes(), *reason);
        return reply == REPLY_REFUSED && !known ? REPLY_NONSENSE : reply;
    }
    guint32 count;
    g_variant_get(looked, "(&su)", NULL, &count);
    *pages = count;
    return count >= 1 && count <= most ? REPLY_DONE : REPLY_NONSENSE;
}

static gboolean stage_exists(const char *name)
{
    for (guint i = 0; stages[i] != NULL; i++) {
        if (g_str_equal(stages[i]->name, name))
            return TRUE;
    }
    return FALSE;
}

static gboolean times_check(GVariant *times)
{
    GVariantIter iterator;
    const char *stage;
    double seconds;
    g_variant_iter_init(&iterator, times);
    while (g_variant_iter_next(&iterator, "{&sd}", &stage, &seconds)) {
        if (!stage_exists(stage) || !isfinite(seconds) || seconds < 0)
            return FALSE;
    }
    return TRUE;
}

Reply reply_page(GVariant *answer, guint number, gboolean image, Page **page, GVariant **times,
                 char **sentence)
{
    Reply reply;
    const char *reason;
    g_autoptr(GVariant) payload = payload_take(answer, READER_PAGE_TYPE, &reply, &reason, sentence);
    if (payload == NULL)
        return reply;
    g_autoptr(GVariant) packed = NULL, spent = NULL;
    g_variant_get(payload, "(v@a{sd})", &packed, &spent);
    g_autoptr(Page) read = page_unpack(packed, NULL);
    if (read == NULL || read->source_page != number ||
        (read->filed.format != IMAGE_NONE) != image || !times_check(spent))
        return REPLY_NONSENSE;
    for (guint i = 0; i < read->notes->len; i++) {
        Note *note = read->notes->pdata[i];
        char *tidy = sentence_tidy(note->text);
        g_free(note->text);
        note->text = tidy != NULL ? tidy : g_strdup("");
    }
    *page = g_steal_pointer(&read);
    *times = g_steal_pointer(&spent);
    return REPLY_DONE;
}
