/* spell_setup.c - a lexicon for tests, and pages of plain text. */
#include "spell_setup.h"

static const char *const names[] = {"Yoder", "Hallman", "Warden", NULL};

Lexicon *lexicon;

Page *text_page_make(const char *text, float confidence)
{
    Page *page = page_new(1);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);
        for (guint j = 0; words[j] != NULL; j++) {
            if (*words[j] != '\0')
                g_ptr_array_add(page->words, word_new(words[j], (Box){0}, confidence, i, 0));
        }
    }
    return page;
}

void spell_check_page(const char *text, const char *expected)
{
    g_autoptr(Page) page = text_page_make(text, 0.8f);
    spell_page(lexicon, page);
    g_autofree char *corrected = page_text(page, TEXT_CORRECTED);
    g_assert_cmpstr(corrected, ==, expected);
    g_autofree char *read = page_text(page, TEXT_OCR);
    g_assert_cmpstr(read, ==, text);
}

int spell_test_run(void)
{
    g_autoptr(GError) error = NULL;
    lexicon = lexicon_open("dict", names, NULL, &error);
    g_assert_no_error(error);
    int failed = g_test_run();
    lexicon_close(lexicon);
    return failed;
}
