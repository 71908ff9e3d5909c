/* source_setup.c - originals opened for a test from bytes in memory, and their pages loaded.
 *
 * Does: opens, loads, and asserts what both must keep to. Does not: make the bytes. */
#include "source_setup.h"

#include <leptonica/allheaders.h>
#include <string.h>

void source_setup_open(SourceSetup *setup, gconstpointer data)
{
    (void)data;
    setMsgSeverity(L_SEVERITY_NONE);
    setup->settings = settings_new();
}

void source_setup_close(SourceSetup *setup, gconstpointer data)
{
    (void)data;
    source_close(setup->source);
    g_clear_error(&setup->error);
    settings_free(setup->settings);
}

gboolean source_take(SourceSetup *setup, GBytes *bytes, const char *name)
{
    g_clear_pointer(&setup->source, source_close);
    g_clear_error(&setup->error);
    setup->reason = NULL;
    setup->source = source_open(bytes, name, setup->settings, &setup->reason, &setup->error);
    g_bytes_unref(bytes);
    g_assert_true((setup->source == NULL) == (setup->error != NULL));
    if (setup->source == NULL)
        g_assert_error(setup->error, FATE, FATE_INPUT);
    return setup->source != NULL;
}

Page *source_load(SourceSetup *setup, guint number)
{
    Page *page = page_new(number);
    gboolean loaded = load_stage.page(NULL, setup->source, page, &setup->error);
    g_assert_no_error(setup->error);
    g_assert_true(loaded);
    return page;
}

void source_try_page(SourceSetup *setup, guint number)
{
    g_autoptr(Page) page = page_new(number);
    load_stage.page(NULL, setup->source, page, &setup->error);
    g_clear_error(&setup->error);
}

void source_try_changed(SourceSetup *setup, GBytes *whole, const char *name, gsize from,
                        guint places, guint8 flip)
{
    gsize size = g_bytes_get_size(whole);
    for (gsize at = from; at < size; at += MAX(1, size / places)) {
        guint8 *copy = g_memdup2(g_bytes_get_data(whole, NULL), size);
        copy[at] ^= flip;
        if (!source_take(setup, g_bytes_new_take(copy, size), name))
            continue;
        for (guint i = 1; i <= source_pages(setup->source); i++)
            source_try_page(setup, i);
    }
}

void assert_refused(SourceSetup *setup, GBytes *bytes, const char *name, const char *reason)
{
    g_assert_false(source_take(setup, bytes, name));
    g_assert_cmpstr(setup->reason, ==, reason);
    g_assert_true(strstr(setup->error->message, name) != NULL);
    g_assert_true(g_str_has_suffix(setup->error->message, "."));
}

void assert_opened(SourceSetup *setup, GBytes *bytes, const char *name, const char *format,
                   guint pages)
{
    gboolean opened = source_take(setup, bytes, name);
    g_assert_no_error(setup->error);
    g_assert_true(opened);
    g_assert_cmpstr(source_format(setup->source), ==, format);
    g_assert_cmpuint(source_pages(setup->source), ==, pages);
}

void assert_page_fails(SourceSetup *setup, guint number)
{
    g_autoptr(Page) page = page_new(number);
    g_assert_false(load_stage.page(NULL, setup->source, page, &setup->error));
    g_assert_error(setup->error, FATE, FATE_INPUT);
    g_clear_error(&setup->error);
}
