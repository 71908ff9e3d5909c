/* page.c - pages: making, freeing, notes, the text of all words.
 *
 * Does not: decode or pack (codec.c). The images that a reader hangs on a page are Leptonica's: the
 * stage that loads them says how they are dropped. */
#include "page.h"

static const char *const kind_names[] = {"content", "cover", "blank", "unreadable"};

const char *page_kind_name(PageKind kind)
{
    return kind_names[kind];
}

gboolean page_kind_parse(const char *name, PageKind *kind)
{
    for (guint i = 0; i < G_N_ELEMENTS(kind_names); i++) {
        if (g_str_equal(name, kind_names[i])) {
            *kind = (PageKind)i;
            return TRUE;
        }
    }
    return FALSE;
}

static void note_free(gpointer data)
{
    Note *note = data;
    g_free(note->stage);
    g_free(note->text);
    g_free(note);
}

Page *page_new(guint source_page)
{
    Page *page = g_new0(Page, 1);
    page->source_page = source_page;
    page->rotation_set = -1;
    page->words = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
    page->barcodes = g_ptr_array_new_with_free_func((GDestroyNotify)barcode_free);
    page->notes = g_ptr_array_new_with_free_func(note_free);
    return page;
}

void page_free(Page *page)
{
    if (page == NULL)
        return;
    g_ptr_array_unref(page->words);
    g_ptr_array_unref(page->barcodes);
    g_ptr_array_unref(page->notes);
    g_clear_pointer(&page->filed.bytes, g_bytes_unref);
    g_free(page->filed.sha256);
    g_clear_pointer(&page->jpeg, g_bytes_unref);
    g_clear_pointer(&page->layer, g_ptr_array_unref);
    if (page->drop_images != NULL)
        page->drop_images(page);
    g_free(page);
}

void page_note(Page *page, const char *stage, const char *format, ...)
{
    Note *note = g_new0(Note, 1);
    note->stage = g_strdup(stage);
    va_list arguments;
    va_start(arguments, format);
    note->text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(page->notes, note);
}

char *page_text(const Page *page, TextKind kind)
{
    GString *text = g_string_new(NULL);
    const Word *before = NULL;
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        if (before != NULL) {
            if (word->block != before->block)
                g_string_append(text, "\n\n");
            else
                g_string_append_c(text, word->line != before->line ? '\n' : ' ');
        }
        g_string_append(text, kind == TEXT_OCR ? word->text : word_text(word));
        before = word;
    }
    return g_string_free(text, FALSE);
}

double page_confidence(const Page *page)
{
    double sum = 0, length = 0;
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        double weight = g_utf8_strlen(word->text, -1);
        sum += weight * word->confidence;
        length += weight;
    }
    return length > 0 ? sum / length : 1;
}
