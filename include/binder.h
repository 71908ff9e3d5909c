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

/* Nobody's number; the time from and until (Unix seconds) and the notes come as a sealed memory
 * file. Answer: as for the evidence sheet, the morning sheet. */
#define BINDER_MORNING      "morning"
#define BINDER_MORNING_TYPE "(xxas)"

/* Serves requests until the clerk is gone. */
gboolean binder_serve(GError **error);
