/* A reader's whole answer: any bytes, taken for the pages of a file and for one page. */
#include "pipeline/engine/reply.h"

#include "pipeline/engine/workers.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void sentence_check(const char *sentence)
{
    for (const char *at = sentence; at != NULL && *at != '\0'; at = g_utf8_next_char(at))
        g_assert_true(g_unichar_isprint(g_utf8_get_char(at)));
}

static void look_check(GVariant *answer)
{
    const char *reason = NULL;
    g_autofree char *sentence = NULL;
    guint pages = 0;
    Reply reply = reply_look(answer, 1000, &pages, &reason, &sentence);
    g_assert_true(reply != REPLY_DONE || (pages >= 1 && pages <= 1000));
    g_assert_true((reply != REPLY_REFUSED && reply != REPLY_LATER) || sentence != NULL);
    sentence_check(sentence);
}

static void page_check(GVariant *answer, gboolean image)
{
    g_autoptr(Page) page = NULL;
    g_autoptr(GVariant) times = NULL;
    g_autofree char *sentence = NULL;
    Reply reply = reply_page(answer, 1, image, &page, &times, &sentence);
    sentence_check(sentence);
    g_assert_true((reply == REPLY_DONE) == (page != NULL));
    if (page == NULL)
        return;
    g_assert_true(page->source_page == 1 && (page->filed.format != IMAGE_NONE) == image);
    g_autofree char *text = page_text(page, TEXT_CORRECTED);
    g_assert_true(g_utf8_validate(text, -1, NULL));
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    /* As wire_take() does: a copy that is aligned, and nothing but normal form. */
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(GVariant) answer =
        g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(ANSWER_TYPE), bytes, FALSE));
    if (!g_variant_is_normal_form(answer))
        return 0;
    look_check(answer);
    page_check(answer, FALSE);
    page_check(answer, TRUE);
    return 0;
}
