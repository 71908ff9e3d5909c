/* catalogue_setup.h - a fresh catalogue for each test, and documents whose every bit is filled.
 *
 * What these functions are asked for succeeds, or the test fails in them. */
#pragma once

#include "catalogue.h"
#include "fate.h"
#include "people.h"

typedef struct {
    char *folder; /* removed with all that lies in it */
    char *path;   /* of the database */
    Catalogue *catalogue;
} Setup;

/* Set-up and tear-down of a fixture, as g_test_add() wants them. */
void setup_open(Setup *setup, gconstpointer data);
void setup_close(Setup *setup, gconstpointer data);

#define CATALOGUE_TEST(path, function)                                                             \
    g_test_add(path, Setup, NULL, setup_open, function, setup_close)

/* --- things to put in, yours to free --------------------------------------------------------- */

/* Margaret O'Hara (00482913) and José Núñez (00000017). */
GPtrArray *patients_make(void);

/* A page with an image and notes; with words too, unless it is blank. */
Page *page_make(guint source_page, PageKind kind);

/* A lab report, filed under the patient; held for review when that is 0. */
Document *document_make(gint64 patient, guint first_page, guint last_page);

/* The original whose SHA-256 is 64 times the digit. */
Original *original_make(char digit);

/* --- putting it in and looking --------------------------------------------------------------- */

RosterChange roster_put(Setup *setup, const GPtrArray *patients);

/* original_make(), taken in; yours to free. */
Original *original_put(Setup *setup, char digit);

/* Commits `count` documents (Document *, taken) as the original's batch. The one function here that
 * may fail: as catalogue_commit_batch() does. */
gboolean batch_put(Setup *setup, const Original *original, GError **error, guint count, ...);

/* Yours to free. */
Document *document_get(Setup *setup, const char *id);

/* How many charts are to be bound anew. */
guint stale_charts(Setup *setup);
