/* source_setup.h - originals opened for a test from bytes in memory, and their pages loaded. */
#pragma once

#include "fate.h"
#include "source.h"
#include "stage.h"

typedef struct {
    Settings *settings; /* the defaults */
    Source *source;     /* NULL: none is open */
    const char *reason; /* why the last one was refused */
    GError *error;
} SourceSetup;

/* Set-up and tear-down of a fixture, as g_test_add() wants them. */
void source_setup_open(SourceSetup *setup, gconstpointer data);
void source_setup_close(SourceSetup *setup, gconstpointer data);

#define SOURCE_TEST(path, function)                                                                \
    g_test_add(path, SourceSetup, NULL, source_setup_open, function, source_setup_close)

/* Opens the bytes (taken) in place of what was open; FALSE, with reason and error: refused. */
gboolean source_take(SourceSetup *setup, GBytes *bytes, const char *name);

/* Loads a page; yours to free. The test fails when it cannot be loaded. */
Page *source_load(SourceSetup *setup, guint number);

/* Loads a page of damaged bytes: any answer will do. */
void source_try_page(SourceSetup *setup, guint number);

/* Opens the bytes with one of them changed (`flip`), at some `places` in turn from offset `from`
 * on, and loads every page: any answer will do. */
void source_try_changed(SourceSetup *setup, GBytes *whole, const char *name, gsize from,
                        guint places, guint8 flip);

/* The bytes (taken) are refused as the document's fault, for that reason, in a sentence that names
 * the file. */
void assert_refused(SourceSetup *setup, GBytes *bytes, const char *name, const char *reason);

/* The bytes (taken) are opened as that format, with so many pages. */
void assert_opened(SourceSetup *setup, GBytes *bytes, const char *name, const char *format,
                   guint pages);

/* The page cannot be loaded, and that is the document's fault. */
void assert_page_fails(SourceSetup *setup, guint number);
