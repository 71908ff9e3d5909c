/* binder.h - a process that binds charts: libharu holds a whole volume in memory, and gives it back
 * by ending. */
#pragma once

#include "office.h"

/* The setup of a binder: the office's path, the folder of tables. */
#define BINDER_SETUP_TYPE "(ss)"
/* Requests: verb, and whom it is about. */
#define BINDER_REQUEST_TYPE "(sx)"

/* A patient's id; answer: revision, folder below charts/, filed pages, SHA-256 of each volume.
 */
#define BINDER_CHART       "chart"
#define BINDER_ANSWER_TYPE "(xsuas)"

/* A document's number; answer: nothing but a sealed memory file, the evidence sheet. */
#define BINDER_SHEET      "sheet"
#define BINDER_SHEET_TYPE "()"

/* Serves requests until the clerk is gone. */
gboolean binder_serve(GError **error);
